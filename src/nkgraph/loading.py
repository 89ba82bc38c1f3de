"""How quads come into the engine and leave it: each way whole, or not at all.

A transaction keeps everything in memory and writes one key after the other. The bulk path writes
sorted files beside the store and hands them over at the end in one step, some three times as
fast; it can only add. A process killed on the way leaves such files behind: ``sweep``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, Quad

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

MERGED: Final = DefaultGraph()
"""Holds every triple of the named graphs once."""
LARGE: Final = 50_000
"""Quads from which on the bulk path pays."""
_ORPHANS: Final = "bulk-*.sst"


def put(engine: ox.Store, quads: Collection[Quad]) -> None:
    """Add quads as one change."""
    if len(quads) < LARGE:
        engine.extend(quads)
    else:
        engine.bulk_extend(quads)


def add(rdf: ox.Store, quads: Collection[Quad]) -> None:
    """Add quads of named graphs, and their merged copy, as one change."""
    if len(quads) < LARGE:
        rdf.extend({*quads, *map(merged, quads)})
    else:
        rdf.bulk_extend(_doubled(quads))  # which drops duplicates itself


def exchange(rdf: ox.Store, removed: Collection[Quad], added: Collection[Quad]) -> None:
    """Take quads out and put others in, as one change; graphs that are left empty go, too.

    Args:
        rdf: the engine.
        removed: of named graphs and of the merged copy.
        added: of named graphs; their merged copy is added with them.
    """
    gone = removed if isinstance(removed, (set, frozenset)) else set(removed)
    come = {*added, *map(merged, added)}
    filled = {quad.graph_name for quad in come}
    emptied = [
        f"DROP SILENT GRAPH {graph}"
        for graph in {quad.graph_name for quad in gone} - filled - {MERGED}
        if all(quad in gone for quad in rdf.quads_for_pattern(None, None, None, graph))
    ]
    rdf.update(";\n".join([_data("DELETE", gone), *emptied, _data("INSERT", come)]))


def merged(quad: Quad) -> Quad:
    """Return the copy of a quad in the merged graph."""
    return Quad(quad.subject, quad.predicate, quad.object)


def normal(quads: Iterable[Quad]) -> frozenset[Quad]:
    """Return quads with their numbers written as the engine writes them."""
    engine = ox.Store()
    engine.extend(quads)
    return frozenset(engine)


def sweep(folder: Path) -> None:
    """Remove what killed bulk loads left among the engine's files.

    Only for the process that holds the engine's lock, before it loads anything: nobody else can
    be writing such a file then, and the engine itself reads none of that name.
    """
    for file in folder.glob(_ORPHANS):
        file.unlink(missing_ok=True)


def _doubled(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield quad
        yield merged(quad)


def _data(verb: str, quads: Iterable[Quad]) -> str:
    lines = "\n".join(map(_pattern, quads))
    return f"{verb} DATA {{\n{lines}\n}}"


def _pattern(quad: Quad) -> str:
    triple = f"{quad.subject} {quad.predicate} {quad.object} ."
    return triple if quad.graph_name == MERGED else f"GRAPH {quad.graph_name} {{ {triple} }}"
