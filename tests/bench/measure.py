"""Measure one way of reading in a process of its own: ``measure.py WAY KIND [WORDS]``.

Prints JSON: ``seconds`` (from the loaded model to the last result: of the processor in this
process, so that a busy machine changes little; of the clock for the workers' ways, from before
their processes start), ``peak`` in bytes, ``words``, ``claims``.

* ``pipe``: ``list(nlp.pipe(texts))`` of the full model;
* ``extract``: findings in this process;
* ``workers-N``: findings by N worker processes.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # for tests.bench

from tests.bench import corpus


def main(way: str, kind: str, words: int) -> None:
    """Measure and print."""
    from nkgraph.pipeline import DEFAULT_MODEL, Extractor, _by_processes

    found = corpus.articles(kind, words=words)
    warm = corpus.articles(kind, words=2_000)
    if way == "pipe":
        import spacy

        nlp = spacy.load(DEFAULT_MODEL)
        list(nlp.pipe(article.text for article in warm))
        start = time.process_time()
        docs = list(nlp.pipe([article.text for article in found]))
        seconds = time.process_time() - start
        claims = 0 * len(docs)  # the documents are held until here, as a list of them is
    else:
        workers = int(way.removeprefix("workers-")) if "-" in way else 0
        read = partial(_by_processes, model=DEFAULT_MODEL, workers=workers) if workers else None
        findings_of = read or Extractor().findings
        if way == "extract":
            list(findings_of(warm))
        clock = time.perf_counter if workers else time.process_time
        start = clock()
        claims = sum(len(findings.claims) for findings in findings_of(found))
        seconds = clock() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    total = sum(len(article.text.split()) for article in found)
    result = {"seconds": seconds, "peak": peak, "words": total, "claims": claims}
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else corpus.WORDS)
