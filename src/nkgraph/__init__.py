"""nkgraph: attributed claims from news, as a graph.

``nkgraph.build(["article.txt"])`` reads articles, ``nkgraph.open("nkgraph.store")`` opens what was
built; both return a ``Graph`` to query, view and export. Names are loaded when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nkgraph.errors import (
        ArticleError,
        ModelError,
        NkgraphError,
        OntologyError,
        QueryError,
        StoreError,
    )
    from nkgraph.graph import Graph, View, build
    from nkgraph.graph import open_graph as open  # noqa: A004 - nkgraph.open is the contract
    from nkgraph.model import Actor, Article, Claim, Figure, Findings, Span, When
    from nkgraph.rows import Rows
    from nkgraph.store import Store

__all__ = [
    "Actor",
    "Article",
    "ArticleError",
    "Claim",
    "Figure",
    "Findings",
    "Graph",
    "ModelError",
    "NkgraphError",
    "OntologyError",
    "QueryError",
    "Rows",
    "Span",
    "Store",
    "StoreError",
    "View",
    "When",
    "build",
    "open",
]

_HOMES = {
    **dict.fromkeys(("Graph", "View", "build", "open_graph"), "graph"),
    **dict.fromkeys(("Actor", "Article", "Claim", "Figure", "Findings", "Span", "When"), "model"),
    "Rows": "rows",
    "Store": "store",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each name has its own type
    """Import the module that holds a public name."""
    if name not in __all__:
        raise AttributeError(f"module 'nkgraph' has no attribute {name!r}")
    inside = "open_graph" if name == "open" else name
    return getattr(import_module(f"nkgraph.{_HOMES.get(inside, 'errors')}"), inside)


def __dir__() -> list[str]:
    return __all__
