"""TriG: the Turtle of each named graph, in braces under its name."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from nkgraph.export import turtle

if TYPE_CHECKING:
    from nkgraph.store import Store


def export(store: Store) -> bytes:
    """Return every named graph, sorted by name; the merged copy is left out."""
    parts = []
    for graph, quads in groupby(store.quads(), key=lambda q: q.graph_name):
        inner = "\n".join(turtle.blocks(quads, indent="    "))
        parts.append(f"{turtle.term(graph)} {{\n{inner}}}\n")
    body = "\n".join(parts)
    return (turtle.head(body) + body).encode("utf-8")
