"""The canonical form of the graph and its hash, as RDFC-1.0 defines them.

The W3C's RDF Dataset Canonicalization (https://www.w3.org/TR/rdf-canon/) names blank nodes and
then writes canonical N-Quads, sorted by code point. This graph has no blank nodes, so that the
sorted lines are all there is to it: no search for names, however large the graph.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nkgraph.store import Store


def nquads(store: Store) -> bytes:
    """Return the quads of all named graphs in canonical form."""
    return b"".join(store.lines())


def ntriples(store: Store) -> bytes:
    """Return every triple of every graph, once, in canonical form."""
    return b"".join(store.lines(merged=True))


def digest(store: Store, *, merged: bool = False) -> str:
    """Return the SHA-256 of the canonical form, in hexadecimal digits.

    It depends on what is stored alone: not on the order of building, the process or the machine.

    Args:
        store: what is hashed.
        merged: the triples of all graphs as one graph; else the dataset with its named graphs.
    """
    form = ntriples(store) if merged else nquads(store)
    return hashlib.sha256(form).hexdigest()
