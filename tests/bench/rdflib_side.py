"""Answer queries by rdflib in memory: ``rdflib_side.py TRIPLES SECONDS < QUERIES``.

QUERIES is JSON, a list of texts. Prints a line of JSON for each: ``seconds`` of CPU (null when
SECONDS were not enough) and ``rows``; before them one for the loading. Each query runs in a fork of
the process that loaded the triples, as rdflib has no other way of stopping one.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from pathlib import Path

import rdflib

from nkgraph import sparql


def main(triples: str, limit: int) -> None:
    """Load, then answer."""
    texts = json.load(sys.stdin)
    start = time.process_time()
    graph = rdflib.Graph()
    graph.parse(data=Path(triples).read_text(encoding="utf-8"), format="nt")
    say({"seconds": time.process_time() - start, "rows": len(graph)})
    gc.collect()
    gc.freeze()  # a fork then copies little
    for text in texts:
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            signal.setitimer(signal.ITIMER_PROF, limit)
            answer(graph, text)
            sys.stdout.flush()
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            say({"seconds": None, "rows": None})


def answer(graph: rdflib.Graph, text: str) -> None:
    """Answer one query."""
    start = time.process_time()
    rows = sum(1 for _ in graph.query(text, initNs=dict(sparql.PREFIXES)))
    say({"seconds": time.process_time() - start, "rows": rows})


def say(found: dict[str, float | None]) -> None:
    """Print a line."""
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
