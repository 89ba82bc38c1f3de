"""What one article brings to the graph: every quad, in the graph where it belongs.

Quads of the view, the reference and the provenance graph depend on their subject alone, never on
the article that brings them, so that the union over articles is exact, and so is removal.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from nkgraph import figure as figures
from nkgraph import flat, identify, ontology, reference, shortcuts, times
from nkgraph.identify import BASE, actor_iri, article_iri
from nkgraph.title import title
from nkgraph.vocab import (
    BOOLEAN,
    DATE,
    EDTF,
    INTEGER,
    LABEL,
    LINEAGE,
    PROVENANCE,
    REFERENCE,
    TYPE,
    VIEW,
    nk,
    term,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Triple

    from nkgraph.model import Appearance, Article, Claim, Findings, Span

__all__ = ["BASE", "Contribution", "Run", "Told", "contribution", "ontology_quads"]


_CONTEXT = 32
"""Code points before and after the evidence that the quote selector keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Which tool read an article.

    Attributes:
        version: of nkgraph.
        ontology_sha256: hex digest over the files of ontology/.
        model: name of the language model.
        model_version: its version.
    """

    version: str
    ontology_sha256: str
    model: str
    model_version: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """All quads of one article; ``article`` is its IRI and the name of its own graph."""

    article: NamedNode
    quads: frozenset[Quad]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a claim speaks of, once it is compared with the claims of all articles.

    Attributes:
        event: id of its event.
        title: the event in words.
        edtf: when it was, as exactly as any of its claims says.
        basis: what that rests on: ``stated`` or ``published``.
    """

    event: str
    title: str
    edtf: str | None
    basis: str | None


def contribution(
    findings: Findings,
    *,
    base: str = BASE,
    run: Run | None = None,
    told: Mapping[str, Told] = MappingProxyType({}),
    lineage: Iterable[Triple] = (),
) -> Contribution:
    """Return every quad that the article brings, in all graphs.

    Args:
        findings: the article and its claims.
        base: what instance IRIs begin with.
        run: what read the article; None leaves provenance out.
        told: claim id → its event; a claim that is not there speaks of one of its own.
        lineage: how the article and its claims bear on others.
    """
    article = findings.article
    graph = article_iri(article, base)
    own = _Graph(graph)
    _article(own, article)
    view, referred, linked = _Graph(VIEW), _Graph(REFERENCE), _Graph(LINEAGE)
    linked.extend(lineage)
    for claim in findings.claims:
        event = told.get(identify.claim_id(claim, article)) or _alone(claim, article)
        node = _claim(own, claim, article, event, base)
        for one in flat.flat(claim, base):
            own.put(node, nk("states"), one.statement)
            view.extend((one.triple, *one.described))
    for appearance in findings.appearances:
        _appearance(own, appearance, article, base)
    for actor in findings.actors():
        own.extend(reference.brief(actor, base))
        for name in {actor.id, identify.state_id(actor), f"country/{actor.country}"}:
            referred.extend(reference.full(name, base))
    quads = {*own.quads, *view.quads, *referred.quads, *linked.quads}
    if run is not None:
        quads |= _provenance(article, graph, run, base)
    return Contribution(graph, frozenset(quads))


@cache
def ontology_quads() -> frozenset[Quad]:
    """Return ontology/nkgraph.ttl in the reference graph."""
    return frozenset(
        Quad(fact.subject, fact.predicate, fact.object, REFERENCE) for fact in ontology.triples()
    )


class _Graph:
    """Collects the quads of one named graph; a value of None puts nothing."""

    def __init__(self, name: NamedNode) -> None:
        self.name = name
        self.quads: set[Quad] = set()

    def put(
        self,
        subject: NamedNode,
        predicate: NamedNode,
        value: NamedNode | Literal | str | None,
    ) -> None:
        if value is not None:
            found = Literal(value) if isinstance(value, str) else value
            self.quads.add(Quad(subject, predicate, found, self.name))

    def extend(self, triples: Iterable[Triple]) -> None:
        self.quads.update(Quad(t.subject, t.predicate, t.object, self.name) for t in triples)


def _article(graph: _Graph, article: Article) -> None:
    node = graph.name
    published = article.published
    graph.put(node, TYPE, nk("Article"))
    graph.put(node, LABEL, article.title or article.source)
    graph.put(node, term("schema:headline"), article.title)
    graph.put(node, term("schema:publisher"), article.publisher)
    graph.put(
        node,
        term("schema:datePublished"),
        None if published is None else Literal(published, datatype=DATE),
    )
    graph.put(node, term("schema:url"), article.url)
    graph.put(node, term("schema:inLanguage"), article.language)
    graph.put(node, nk("contentSource"), article.source)
    graph.put(node, nk("sha256"), article.sha256)


def _alone(claim: Claim, article: Article) -> Told:
    """Return the event of a claim as far as the article alone can tell."""
    when = claim.time
    return Told(
        event=identify.event_id(claim, article),
        title=title(claim),
        edtf=None if when is None else when.edtf,
        basis=None if when is None else when.basis,
    )


def _claim(graph: _Graph, claim: Claim, article: Article, told: Told, base: str) -> NamedNode:
    node = NamedNode(base + identify.claim_id(claim, article))
    event = NamedNode(base + told.event)
    graph.put(node, TYPE, nk("Claim"))
    graph.put(node, nk("article"), graph.name)
    graph.put(node, nk("event"), event)
    graph.put(node, nk("modality"), nk(claim.modality))
    negated = "true" if claim.polarity == "negative" else "false"
    graph.put(node, nk("negated"), Literal(negated, datatype=BOOLEAN))
    graph.put(node, nk("cue"), claim.cue)
    graph.put(node, nk("trigger"), claim.trigger.of(article.text))
    graph.put(node, nk("evidence"), _evidence(graph, claim.evidence, article, base))
    graph.extend(shortcuts.of_claim(node, claim, article, base))
    _roles(graph, node, claim, base)
    _figure(graph, node, claim, base)
    _sources(graph, node, claim, base)
    for part in claim.untold:
        graph.put(node, nk("untold"), nk(part))
    if claim.time is not None:
        _time(graph, node, claim.time.edtf, claim.time.basis)
    if claim.relative is not None:
        graph.put(node, nk("relativeTime"), f"{claim.relative.unit}:{claim.relative.offset}")
        graph.put(node, nk("relativeText"), claim.relative.text)
    graph.put(event, TYPE, nk(claim.type))
    graph.put(event, LABEL, told.title)
    graph.extend(shortcuts.of_event(event, claim, base))
    _roles(graph, event, claim, base)
    if told.edtf is not None and told.basis is not None:
        _time(graph, event, told.edtf, told.basis)
    return node


def _appearance(graph: _Graph, one: Appearance, article: Article, base: str) -> None:
    key = [identify.article_id(article), one.actor.id, one.name, one.described]
    node = NamedNode(f"{base}appearance/{identify.digest(key)}")
    graph.put(node, TYPE, nk("Appearance"))
    graph.put(node, nk("article"), graph.name)
    graph.put(node, nk("actor"), actor_iri(one.actor, base))
    graph.put(node, nk("name"), one.name)
    graph.put(node, nk("described"), one.described)
    graph.put(node, nk("times"), Literal(str(one.times), datatype=INTEGER))
    graph.put(node, nk("evidence"), _evidence(graph, one.span, article, base))


def _evidence(graph: _Graph, span: Span, article: Article, base: str) -> NamedNode:
    node = NamedNode(base + identify.evidence_id(article, span.start, span.end))
    place, words = NamedNode(f"{node.value}/position"), NamedNode(f"{node.value}/quote")
    text = article.text
    graph.put(node, TYPE, nk("Evidence"))
    graph.put(node, term("oa:hasSource"), graph.name)
    graph.put(node, term("oa:hasSelector"), place)
    graph.put(node, term("oa:hasSelector"), words)
    graph.put(place, TYPE, term("oa:TextPositionSelector"))
    graph.put(place, term("oa:start"), Literal(str(span.start), datatype=INTEGER))
    graph.put(place, term("oa:end"), Literal(str(span.end), datatype=INTEGER))
    graph.put(words, TYPE, term("oa:TextQuoteSelector"))
    graph.put(words, term("oa:exact"), span.of(text))
    graph.put(words, term("oa:prefix"), text[max(0, span.start - _CONTEXT) : span.start])
    graph.put(words, term("oa:suffix"), text[span.end : span.end + _CONTEXT])
    return node


def _figure(graph: _Graph, node: NamedNode, claim: Claim, base: str) -> None:
    if claim.figure is None:
        return
    figure = figures.node(claim.figure, base)
    graph.extend(figures.triples(claim.figure, base))
    graph.put(figure, nk("text"), claim.figure.text)
    graph.put(node, nk("figure"), figure)
    graph.put(node, nk("figureText"), claim.figure.text)


def _sources(graph: _Graph, node: NamedNode, claim: Claim, base: str) -> None:
    """Put who says it, and the chain of utterances from the article back to each of them."""
    for relay in claim.via:
        graph.put(node, nk("relayedBy"), actor_iri(relay, base))
    for claimant in claim.claimants:
        graph.put(node, nk("claimant"), actor_iri(claimant, base))
    if claim.claimants:
        graph.put(node, nk("firstClaimant"), actor_iri(claim.claimants[0], base))
    if not claim.claimants and not claim.via:
        return
    last = _utterance(graph, node, 0, None)
    graph.put(node, nk("utterance"), last)
    for position, relay in enumerate(claim.via, 1):
        told = _utterance(graph, node, position, actor_iri(relay, base))
        graph.put(last, term("prov:wasQuotedFrom"), told)
        last = told
    for position, claimant in enumerate(claim.claimants, len(claim.via) + 1):
        said = _utterance(graph, node, position, actor_iri(claimant, base))
        graph.put(last, term("prov:wasQuotedFrom"), said)


def _utterance(
    graph: _Graph,
    claim: NamedNode,
    position: int,
    actor: NamedNode | None,
) -> NamedNode:
    node = NamedNode(f"{claim.value}/utterance/{position}")
    graph.put(node, TYPE, nk("Utterance"))
    graph.put(node, nk("expresses"), claim)
    graph.put(node, nk("position"), Literal(str(position), datatype=INTEGER))
    graph.put(node, term("prov:wasAttributedTo"), actor)
    return node


def _time(graph: _Graph, node: NamedNode, edtf: str, basis: str) -> None:
    earliest, latest = times.bounds(edtf)
    graph.put(node, nk("time"), Literal(edtf, datatype=EDTF))
    graph.put(node, nk("timeBasis"), nk(basis))
    for name, day in (("earliest", earliest), ("latest", latest)):
        if day is not None:
            graph.put(node, nk(name), Literal(day.isoformat(), datatype=DATE))


def _roles(graph: _Graph, node: NamedNode, claim: Claim, base: str) -> None:
    for role, actor in claim.roles:
        graph.put(node, nk(role), actor_iri(actor, base))


def _provenance(article: Article, graph: NamedNode, run: Run, base: str) -> set[Quad]:
    found = _Graph(PROVENANCE)
    key = [identify.article_id(article), run.version, run.ontology_sha256]
    node = NamedNode(f"{base}run/{identify.digest([*key, run.model, run.model_version])}")
    tool = NamedNode(f"{base}software/nkgraph-{identify.quoted(run.version)}")
    found.put(node, TYPE, nk("Run"))
    found.put(node, term("prov:used"), graph)
    found.put(node, term("prov:wasAssociatedWith"), tool)
    found.put(node, nk("toolVersion"), run.version)
    found.put(node, nk("ontologySha256"), run.ontology_sha256)
    found.put(node, nk("model"), run.model)
    found.put(node, nk("modelVersion"), run.model_version)
    found.put(graph, term("prov:wasGeneratedBy"), node)
    found.put(tool, TYPE, term("prov:SoftwareAgent"))
    found.put(tool, LABEL, f"nkgraph {run.version}")
    return found.quads
