"""What queries ask of a claim most often, put where one hop finds it.

All of it follows from the claim and its article alone, and is written with them. Every join costs
the engine a seek on disk, which is most of what a query takes; ``tests/bench/bench_query.py``
measures what each of these saves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from nkgraph import ontology, reference
from nkgraph.identify import actor_iri
from nkgraph.vocab import DATE, nk, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.model import Article, Claim

_ALL = "Event"
"""The class of all events: no claim needs to be told from others by it."""


def of_claim(node: NamedNode, claim: Claim, article: Article, base: str) -> Iterator[Triple]:
    """Yield what kind of event it speaks of, its words and day, and whom it involves."""
    yield Triple(node, nk("eventType"), nk(claim.type))
    for kind in (claim.type, *ontology.load().superclasses.get(claim.type, ())):
        if kind != _ALL:
            yield Triple(node, nk("kind"), nk(kind))
    yield Triple(node, nk("words"), Literal(claim.evidence.of(article.text)))
    if article.published is not None:
        yield Triple(node, term("schema:datePublished"), Literal(article.published, datatype=DATE))
    for _, actor in claim.roles:
        for side in reference.sides(actor, base):
            yield Triple(node, nk("involves"), side)


def of_event(node: NamedNode, claim: Claim, base: str) -> Iterator[Triple]:
    """Yield the actors that the claim gives the event, whatever their roles; not the place."""
    for role, actor in claim.roles:
        if role != "place":
            yield Triple(node, term("sem:hasActor"), actor_iri(actor, base))
