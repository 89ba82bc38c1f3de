"""VoID and DCAT: what the dataset is, how large, and which vocabularies it uses, in Turtle.

The description is of the merged graph and names the dataset by its canonical hash, so that the
same store gives the same description. It states no licence, because the words quoted are their
publishers'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple

from nkgraph import canonical, sparql, terms, vocab
from nkgraph.export import turtle
from nkgraph.labels import short
from nkgraph.vocab import TYPE, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.store import Store

_TOTALS: Final = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?distinctSubjects)
  (COUNT(DISTINCT ?p) AS ?properties) (COUNT(DISTINCT ?o) AS ?distinctObjects) { ?s ?p ?o }"""
_ENTITIES: Final = """SELECT (COUNT(DISTINCT ?s) AS ?entities) {
  ?s ?p ?o FILTER(STRSTARTS(STR(?s), "%s")) }"""
_CLASSES: Final = "SELECT ?thing (COUNT(DISTINCT ?s) AS ?n) { ?s a ?thing } GROUP BY ?thing"
_PROPERTIES: Final = "SELECT ?thing (COUNT(*) AS ?n) { ?s ?thing ?o } GROUP BY ?thing"
_TOOLS: Final = "SELECT DISTINCT ?tool { ?run a nk:Run ; prov:wasAssociatedWith ?tool }"
_DAYS: Final = """SELECT (MIN(?a) AS ?first) (MAX(?b) AS ?last) {
  ?claim a nk:Claim ; nk:earliest ?a ; nk:latest ?b }"""
_EXAMPLES: Final = """SELECT (MIN(?a) AS ?article) (MIN(?c) AS ?claim) {
  ?c a nk:Claim ; nk:article ?a }"""
_FORMATS: Final = (
    *("JSON-LD", "N-Quads", "N-Triples", "RDF_XML", "TriG", "Turtle"),
    *("SPARQL_Results_CSV", "SPARQL_Results_JSON", "SPARQL_Results_TSV", "SPARQL_Results_XML"),
)
_DESCRIPTION: Final = (
    "Attributed claims from news articles: who says what about whom, how sure, when, through "
    "whom, and where it stands in the text. Each article has a named graph of its own."
)
_RIGHTS: Final = "No licence is stated. Words quoted from articles are their publishers'."


def export(store: Store, *, endpoint: str | None = None) -> bytes:
    """Return the description of the dataset as Turtle, its parts last; see ``describe``."""
    described = describe(store, endpoint=endpoint)
    quads = [terms.placed(triple, DefaultGraph()) for triple in described]
    own = [quad for quad in quads if quad.subject == quads[0].subject]
    parts = [quad for quad in quads if quad.subject != quads[0].subject]
    body = "\n".join([*turtle.blocks(own), *turtle.blocks(parts)])
    return (turtle.head(body) + body).encode("utf-8")


def describe(store: Store, *, endpoint: str | None = None) -> list[Triple]:
    """Return the triples of the description, those of the dataset itself first.

    Args:
        store: what is described.
        endpoint: URL where it answers SPARQL, if it does.
    """
    digest = canonical.digest(store)
    dataset = NamedNode(f"{sparql.BASE}dataset/{digest[:16]}")
    articles = len(store.articles())
    claims = f"{articles} article{'' if articles == 1 else 's'}"
    found = [
        Triple(dataset, TYPE, term("void:Dataset")),
        Triple(dataset, TYPE, term("dcat:Dataset")),
        Triple(dataset, term("dcterms:title"), Literal(f"Claims of {claims}", language="en")),
        Triple(dataset, term("dcterms:description"), Literal(_DESCRIPTION, language="en")),
        Triple(dataset, term("dcterms:rights"), Literal(_RIGHTS, language="en")),
        Triple(dataset, term("dcterms:identifier"), Literal(f"rdfc-1.0-sha256:{digest}")),
        Triple(dataset, term("void:uriSpace"), Literal(sparql.BASE)),
    ]
    features = (NamedNode(f"http://www.w3.org/ns/formats/{name}") for name in _FORMATS)
    found += [Triple(dataset, term("void:feature"), feature) for feature in features]
    if endpoint is not None:
        found.append(Triple(dataset, term("void:sparqlEndpoint"), NamedNode(endpoint)))
    found += _linked(store, dataset)
    found += _counted(store, dataset)
    found += _parted(store, dataset)
    found += _period(store, dataset)
    return found


def _linked(store: Store, dataset: NamedNode) -> Iterator[Triple]:
    """Yield which versions of nkgraph read the articles, and an example of what there is."""
    for row in store.select(_TOOLS):
        if isinstance(tool := row["tool"], NamedNode):
            yield Triple(dataset, term("dcterms:creator"), tool)
            name = tool.value.rpartition("/")[2].replace("-", " ")
            yield Triple(tool, vocab.LABEL, Literal(name))
            yield Triple(tool, TYPE, term("prov:SoftwareAgent"))
    for row in store.select(_EXAMPLES):
        for example in row.values():
            if isinstance(example, NamedNode):
                yield Triple(dataset, term("void:exampleResource"), example)


def _counted(store: Store, dataset: NamedNode) -> Iterator[Triple]:
    """Yield how many there are of everything."""
    for query in (_TOTALS, _ENTITIES.replace("%s", sparql.BASE)):
        for row in store.select(query):
            for name, number in row.items():
                value = Literal(int(terms.plain(number)))
                yield Triple(dataset, term(f"void:{name}"), value)


def _parted(store: Store, dataset: NamedNode) -> Iterator[Triple]:
    """Yield which vocabularies are used, and how much of each class and property there is."""
    classes, properties = _counts(store, _CLASSES), _counts(store, _PROPERTIES)
    yield Triple(dataset, term("void:classes"), Literal(len(classes)))
    for namespace in vocab.PREFIXES.values():
        if any(iri.startswith(namespace) for iri in {*classes, *properties}):
            yield Triple(dataset, term("void:vocabulary"), NamedNode(namespace))
    parts = (("class", classes, "entities"), ("property", properties, "triples"))
    for kind, counts, unit in parts:
        for iri, count in counts.items():
            part = NamedNode(f"{dataset.value}/{kind}/{quote(short(iri).replace(':', '-'))}")
            yield Triple(dataset, term(f"void:{kind}Partition"), part)
            yield Triple(part, term(f"void:{kind}"), NamedNode(iri))
            yield Triple(part, term(f"void:{unit}"), Literal(count))


def _counts(store: Store, query: str) -> dict[str, int]:
    rows = store.select(query)
    return {terms.plain(row["thing"]): int(terms.plain(row["n"])) for row in rows}


def _period(store: Store, dataset: NamedNode) -> Iterator[Triple]:
    """Yield the first and the last day that the claims speak of, where any is dated."""
    for row in store.select(_DAYS):
        first, last = row["first"], row["last"]
        if isinstance(first, Literal) and isinstance(last, Literal):
            period = NamedNode(f"{dataset.value}/period")
            yield Triple(dataset, term("dcterms:temporal"), period)
            yield Triple(period, TYPE, term("dcterms:PeriodOfTime"))
            yield Triple(period, term("dcat:startDate"), first)
            yield Triple(period, term("dcat:endDate"), last)
