"""Serve triples by rdflib-endpoint: ``endpoint_side.py TRIPLES PORT``.

It runs in an environment of its own, .cache/rivals (``make bench``).
"""

from __future__ import annotations

import sys
from pathlib import Path

import rdflib
import uvicorn
from rdflib_endpoint import SparqlEndpoint  # type: ignore[import-not-found]


def main(triples: str, port: int) -> None:
    """Load, then serve."""
    graph = rdflib.Dataset(store="Oxigraph", default_union=True)
    graph.parse(Path(triples), format="ox-nt", transactional=False)
    app = SparqlEndpoint(graph=graph, path="/", enable_update=False)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="critical")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
