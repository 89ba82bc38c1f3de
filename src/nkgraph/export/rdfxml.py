"""RDF/XML, for tools that read nothing else.

XML 1.0 cannot hold most control characters: in a literal they become U+FFFD.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, RdfFormat, Triple, serialize

from nkgraph import sparql, xmltext

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from nkgraph.store import Store


def export(store: Store) -> bytes:
    """Return the merged graph: every triple of every graph, once."""
    triples = [_triple(quad) for quad in store.merged()]
    text = serialize(triples, format=RdfFormat.RDF_XML, prefixes=dict(sparql.PREFIXES))
    assert text is not None  # noqa: S101 - None only when an output is given
    return text.replace(b"\r", b"&#13;")  # a parser takes a bare one for the end of a line


def _triple(quad: Quad) -> Triple:
    value = quad.object
    if isinstance(value, Literal) and (clean := xmltext.allowed(value.value)) != value.value:
        kind = None if value.language else value.datatype
        value = Literal(clean, datatype=kind, language=value.language)
    return Triple(quad.subject, quad.predicate, value)
