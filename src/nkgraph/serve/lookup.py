"""What pages ask the store: figures of the whole, one node, one claim."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from nkgraph.serve.sheet import bindings
from nkgraph.serve.wire import Question

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from nkgraph.serve.answering import Answering
    from nkgraph.serve.exchange import Exchange

Row = dict[str, Any]

FIGURES = (
    ("articles", "SELECT (COUNT(*) AS ?n) { ?x a nk:Article }"),
    ("claims", "SELECT (COUNT(*) AS ?n) { ?x a nk:Claim }"),
    ("claims with a named source", "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x nk:claimant ?who }"),
    ("sources", "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?claim nk:claimant ?x }"),
    ("events", "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?claim nk:event ?x }"),
    ("figures", "SELECT (COUNT(*) AS ?n) { ?x a nk:Figure }"),
    ("contradictions", "SELECT (COUNT(*) AS ?n) { ?one nk:contradicts ?other }"),
    ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
)
"""Key figures of the start page: name and the query whose ?n it is."""
ACTORS = """SELECT ?label (COUNT(*) AS ?n) {
  VALUES ?role { nk:agent nk:patient nk:recipient nk:claimant }
  ?claim ?role ?actor . ?actor skos:prefLabel ?label }
  GROUP BY ?label ORDER BY DESC(?n) ?label LIMIT 300"""
"""Names that parameters are likely to be given, the most frequent first."""

_PROPERTIES = """SELECT ?p ?pLabel ?o ?oLabel {
  %(node)s ?p ?o OPTIONAL { ?p rdfs:label ?pLabel } OPTIONAL { ?o rdfs:label ?oLabel } }
  ORDER BY ?p ?oLabel ?o LIMIT 500"""
_REFERENCES = """SELECT ?s ?sLabel ?p ?pLabel {
  { SELECT ?s ?p { ?s ?p %(node)s
      FILTER(?p NOT IN (prov:wasAttributedTo, nk:firstClaimant, rdf:subject, rdf:object)) }
    LIMIT 201 }
  OPTIONAL { ?p rdfs:label ?pLabel } OPTIONAL { ?s rdfs:label ?label }
  OPTIONAL { ?s nk:evidence/oa:hasSelector/oa:exact ?words }
  BIND(COALESCE(?label, ?words) AS ?sLabel) }
  ORDER BY ?p ?sLabel ?s"""
_CLAIM = {
    "claim": """SELECT * { %(node)s a nk:Claim ; nk:article ?article ; nk:event ?event ;
        nk:modality ?modality ; nk:negated ?negated .
      OPTIONAL { ?article rdfs:label ?articleLabel } OPTIONAL { ?event rdfs:label ?eventLabel }
      OPTIONAL { ?article schema:publisher ?publisher }
      OPTIONAL { ?article schema:datePublished ?published }
      OPTIONAL { ?article nk:contentSource ?source ; nk:sha256 ?sha256 }
      OPTIONAL { ?modality rdfs:label ?modalityLabel }
      OPTIONAL { %(node)s nk:cue ?cue } OPTIONAL { %(node)s nk:time ?time }
      OPTIONAL { %(node)s nk:earliest ?earliest } OPTIONAL { %(node)s nk:latest ?latest }
      OPTIONAL { %(node)s nk:figure ?figure . ?figure rdfs:label ?figureLabel }
      OPTIONAL { %(node)s nk:figureText ?figureText } }""",
    "types": """SELECT DISTINCT ?type ?typeLabel { %(node)s nk:event/a ?type .
      FILTER(STRSTARTS(STR(?type), STR(nk:))) OPTIONAL { ?type rdfs:label ?typeLabel } }
      ORDER BY ?type""",
    "said": """SELECT ?position ?who ?whoLabel { ?said nk:expresses %(node)s ;
        nk:position ?position ; prov:wasAttributedTo ?who .
      OPTIONAL { ?who rdfs:label ?whoLabel } } ORDER BY ?position ?whoLabel""",
    "sources": """SELECT ?role ?who ?whoLabel { VALUES ?role { nk:claimant nk:relayedBy }
      %(node)s ?role ?who . OPTIONAL { ?who rdfs:label ?whoLabel } } ORDER BY ?role ?whoLabel""",
    "parts": """SELECT ?role ?part ?partLabel {
      VALUES ?role { nk:agent nk:patient nk:recipient nk:theme nk:instrument nk:place }
      %(node)s ?role ?part . OPTIONAL { ?part rdfs:label ?partLabel } }
      ORDER BY ?role ?partLabel""",
    "words": """SELECT ?start ?end ?exact ?prefix ?suffix {
      %(node)s nk:evidence/oa:hasSelector ?place , ?quote .
      ?place oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact
      OPTIONAL { ?quote oa:prefix ?prefix } OPTIONAL { ?quote oa:suffix ?suffix } }
      ORDER BY ?start LIMIT 1""",
    "links": """SELECT DISTINCT ?kind ?kindLabel ?other ?words ?who ?whoLabel ?reason ?forward {
      VALUES ?kind { nk:contradicts nk:corroborates nk:supersedes nk:variantOf nk:partOf
        nk:realises nk:notComparable }
      { ?link rdf:subject %(node)s ; rdf:predicate ?kind ; rdf:object ?other
        BIND(true AS ?forward) }
      UNION
      { ?link rdf:object %(node)s ; rdf:predicate ?kind ; rdf:subject ?other
        BIND(false AS ?forward) }
      ?other nk:evidence/oa:hasSelector/oa:exact ?words .
      OPTIONAL { ?link nk:reason ?reason } OPTIONAL { ?kind rdfs:label ?kindLabel }
      OPTIONAL { ?other nk:firstClaimant ?who . ?who rdfs:label ?whoLabel } }
      ORDER BY ?kind ?whoLabel ?other ?reason LIMIT 200""",
    "states": """SELECT ?s ?sLabel ?p ?pLabel ?o ?oLabel { %(node)s nk:states ?triple .
      ?triple rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
      OPTIONAL { ?s rdfs:label ?sLabel } OPTIONAL { ?p rdfs:label ?pLabel }
      OPTIONAL { ?o rdfs:label ?oLabel } } ORDER BY ?pLabel ?sLabel ?oLabel""",
}


class Lookup:
    """Asks the server's own questions for one request."""

    def __init__(self, exchange: Exchange, answering: Answering) -> None:
        self._exchange, self._answering = exchange, answering

    async def rows(self, text: str) -> list[Row]:
        """Return the rows that a SELECT of the server's own finds."""
        return bindings(await self.body(text))

    async def body(self, text: str) -> bytes:
        """Return the answer to a SELECT of the server's own, in SPARQL's JSON."""
        question = Question(text=text, kind="rows", format="json")
        return await self._answering.body(self._exchange, question)

    async def figures(self) -> list[tuple[str, int]]:
        """Return the key figures, name and number."""
        found = await asyncio.gather(*(self.rows(text) for _, text in FIGURES))
        return [
            (name, int(rows[0]["n"]["value"]))
            for (name, _), rows in zip(FIGURES, found, strict=True)
        ]

    async def actors(self) -> list[str]:
        """Return the names of actors that claims speak of most."""
        return [row["label"]["value"] for row in await self.rows(ACTORS)]

    async def node(self, node: NamedNode) -> tuple[list[Row], list[Row]]:
        """Return what is said of a node, and where it is spoken of."""
        told, referred = await asyncio.gather(
            self.rows(_PROPERTIES % {"node": node}), self.rows(_REFERENCES % {"node": node})
        )
        return told, referred

    async def claim(self, node: NamedNode) -> dict[str, list[Row]] | None:
        """Return the rows of ``_CLAIM`` by name; None when the node is no claim."""
        if not (first := await self.rows(_CLAIM["claim"] % {"node": node})):
            return None
        rest = [name for name in _CLAIM if name != "claim"]
        found = await asyncio.gather(*(self.rows(_CLAIM[name] % {"node": node}) for name in rest))
        return {"claim": first, **dict(zip(rest, found, strict=True))}
