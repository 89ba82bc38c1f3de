"""The SPARQL 1.1 Service Description: what the query endpoint says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from nkgraph import vocab

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_WRITERS: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
_GRAPHS = (vocab.VIEW, vocab.LINEAGE, vocab.REFERENCE, vocab.CURATION, vocab.PROVENANCE)


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def _triples(endpoint: str) -> Iterator[Triple]:
    service, dataset, default = NamedNode(endpoint), BlankNode("dataset"), BlankNode("default")
    yield Triple(service, vocab.TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in _RESULTS:
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name))
    yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, vocab.TYPE, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, vocab.TYPE, _sd("Graph"))
    merged = "All named graphs merged, each triple once; one named graph an article, and these."
    yield Triple(default, vocab.term("rdfs:comment"), Literal(merged, language="en"))
    for number, graph in enumerate(_GRAPHS):
        named = BlankNode(f"graph{number}")
        yield Triple(dataset, _sd("namedGraph"), named)
        yield Triple(named, vocab.TYPE, _sd("NamedGraph"))
        yield Triple(named, _sd("name"), graph)


def write(endpoint: str, format_: str) -> bytes:
    """Return the description of the service at the address ``endpoint``.

    Args:
        endpoint: the query endpoint's address.
        format_: one of ``media.GRAPH``.
    """
    prefixes = {"sd": _SD, "rdfs": vocab.PREFIXES["rdfs"], "formats": _FORMATS}
    found: bytes | None = serialize(_triples(endpoint), format=_WRITERS[format_], prefixes=prefixes)
    assert found is not None  # noqa: S101 - no output was given to write to
    return found
