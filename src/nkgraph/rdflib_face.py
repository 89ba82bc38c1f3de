"""The store handed over to RDFLib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

if TYPE_CHECKING:
    import rdflib

    from nkgraph import terms
    from nkgraph.store import Store


def dataset(store: Store) -> rdflib.Dataset:
    """Return the named graphs as an RDFLib dataset; its default graph is their union."""
    import rdflib

    from nkgraph import vocab

    found = rdflib.Dataset(default_union=True)
    for prefix, namespace in vocab.PREFIXES.items():
        found.bind(prefix, namespace, replace=True)
    graphs = {}
    for quad in store.quads():
        name = quad.graph_name
        if name not in graphs:
            graphs[name] = found.graph(rdflib.URIRef(str(name)[1:-1]))
        graphs[name].add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    return found


def _node(term: terms.Term | object) -> rdflib.term.Node:
    import rdflib

    if isinstance(term, Literal):
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        if datatype == rdflib.XSD.string:
            datatype = None
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    assert isinstance(term, NamedNode)  # noqa: S101 - the graph has no blank nodes
    return rdflib.URIRef(term.value)
