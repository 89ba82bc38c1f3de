"""RDF/XML, for tools that read nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

from nkgraph import sparql

if TYPE_CHECKING:
    from nkgraph.store import Store


def export(store: Store) -> bytes:
    """Return the merged graph: every triple of every graph, once."""
    triples = [quad.triple for quad in store.merged()]
    text = serialize(triples, format=RdfFormat.RDF_XML, prefixes=dict(sparql.PREFIXES))
    assert text is not None  # noqa: S101 - None only when an output is given
    return text
