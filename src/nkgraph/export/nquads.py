"""N-Quads and N-Triples in canonical form: one statement a line, sorted; to compare stores by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph import canonical

if TYPE_CHECKING:
    from nkgraph.store import Store


def export(store: Store) -> bytes:
    """Return the quads of all named graphs."""
    return canonical.nquads(store)


def merged(store: Store) -> bytes:
    """Return every triple of every graph, once, as N-Triples."""
    return canonical.ntriples(store)
