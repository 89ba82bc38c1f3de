"""The graphs that one query looks into: some of the store's, merged without duplicates."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MERGED_MOST = 1_000_000
"""Statements that a dataset of several FROM may hold: it is copied into memory."""


class UnknownGraphError(Exception):
    """A dataset names a graph that the store does not have."""


def dataset(
    store: Any,  # noqa: ANN401 - the engine is imported when it is needed
    default: Sequence[str] | None,
    named: Sequence[str] | None,
) -> tuple[Any, dict[str, Any]]:
    """Return what to ask instead of a store, and with which graphs.

    The engine counts a triple once per graph when the default graph has several; a copy in
    memory holds it once.

    Args:
        store: the whole store.
        default: IRIs of the graphs that make up the default graph; None for the store's own, or,
            as SPARQL has it, an empty one if others are named.
        named: IRIs of the graphs that GRAPH may look into; None for all, or, if there are default
            ones, for none.

    Raises:
        UnknownGraphError: the store has no such graph.
        ValueError: no IRI, or too much to copy.
    """
    import pyoxigraph

    if default is None and named is None:
        return store, {}
    graphs = {iri: pyoxigraph.NamedNode(iri) for iri in (*(default or ()), *(named or ()))}
    for iri, node in graphs.items():
        if not store.contains_named_graph(node):
            raise UnknownGraphError(iri)
    found = {
        "default_graph": [graphs[iri] for iri in dict.fromkeys(default or ())],
        "named_graphs": [graphs[iri] for iri in dict.fromkeys(named or ())],
    }
    if len(found["default_graph"]) < 2:  # noqa: PLR2004 - several
        return store, found
    return _copy(store, found), {}


def _copy(store: Any, graphs: dict[str, Any]) -> Any:  # noqa: ANN401 - a store, too
    """Return a store in memory whose default graph holds every triple of several graphs once."""
    import pyoxigraph

    def quads() -> Iterator[Any]:
        for graph in graphs["default_graph"]:
            for quad in store.quads_for_pattern(None, None, None, graph):
                yield pyoxigraph.Quad(*quad.triple)
        for graph in graphs["named_graphs"]:
            yield from store.quads_for_pattern(None, None, None, graph)

    copy, left, source = pyoxigraph.Store(), MERGED_MOST, quads()
    while left > 0 and (some := list(islice(source, min(left, 10_000)))):
        copy.extend(some)
        left -= len(some)
    if next(source, None) is not None:
        raise ValueError(
            f"its graphs hold more than {MERGED_MOST:,} statements together, too many to merge "
            "for one query; name fewer graphs, or none to ask the whole store"
        )
    return copy
