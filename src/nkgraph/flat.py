"""Flat triples: what a claim says in one arrow, by the patterns that the ontology declares.

Nothing here knows an event type: nkgraph.ttl gives each event class its flat properties, and
each property its subject and object in terms of the claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from nkgraph import figure as figures
from nkgraph import identify, ontology
from nkgraph.vocab import EDTF, TYPE, nk, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.model import Actor, Claim
    from nkgraph.ontology import FlatProperty

    Described = tuple[NamedNode | Literal, list[Triple]]


@dataclass(frozen=True, slots=True)
class Flat:
    """One flat triple with what describes it.

    Attributes:
        statement: the node that claims point at with ``nk:states``.
        triple: subject, property, object.
        described: the triples that the statement and a figure or contingent need.
    """

    statement: NamedNode
    triple: Triple
    described: tuple[Triple, ...]


def flat(claim: Claim, base: str) -> tuple[Flat, ...]:
    """Return the flat triples of a claim; none when the view's policy leaves it out.

    The policy: the claim is not negated, and its modality is marked ``nk:inView`` in the
    ontology (planned, possible and requested ones are not).
    """
    known = ontology.load()
    if claim.polarity == "negative" or claim.modality not in known.viewed:
        return ()
    found = {
        one.triple: one
        for pattern in known.flat.get(claim.type, ())
        for one in _by_pattern(claim, pattern, base)
    }
    return tuple(found.values())


def _by_pattern(claim: Claim, pattern: FlatProperty, base: str) -> Iterator[Flat]:
    owners = (actor for part in pattern.subjects for actor in _actors(claim, part))
    for owner in dict.fromkeys(map(identify.state_id, owners)):
        subject = NamedNode(base + identify.quoted(owner))
        for part in pattern.objects:
            for value, described in _objects(claim, part, owner, base):
                if value != subject or pattern.reflexive:
                    yield _flat(Triple(subject, nk(pattern.name), value), described, base)


def _objects(claim: Claim, part: str, owner: str, base: str) -> list[Described]:
    figure, time = claim.figure, claim.time
    match part:
        case "contingent":
            return [figures.contingent(owner, figure, base)]
        case "figure":
            if figure is None:
                return []
            return [(figures.node(figure, base), [*figures.triples(figure, base)])]
        case "time":
            return [] if time is None else [(Literal(time.edtf, datatype=EDTF), [])]
        case _:
            return [(identify.state_iri(actor, base), []) for actor in _actors(claim, part)]


def _actors(claim: Claim, part: str) -> tuple[Actor, ...]:
    """Return the actors of ``part``: a role, ``claimant`` or ``figureOf``, or several by ``|``."""
    for name in part.split("|"):
        if name == "claimant":
            found = claim.claimants
        elif name == "figureOf":
            of = None if claim.figure is None else claim.figure.of
            found = () if of is None else (of,)
        else:
            found = tuple(actor for role, actor in claim.roles if role == name)
        if found:
            return found
    return ()


def _flat(triple: Triple, described: list[Triple], base: str) -> Flat:
    key = (str(triple.subject), str(triple.predicate), str(triple.object))
    relative = [part.replace(f"<{base}", "<") for part in key]
    statement = NamedNode(base + identify.statement_id(*relative))
    return Flat(
        statement=statement,
        triple=triple,
        described=(
            *described,
            Triple(statement, TYPE, term("rdf:Statement")),
            Triple(statement, term("rdf:subject"), triple.subject),
            Triple(statement, term("rdf:predicate"), triple.predicate),
            Triple(statement, term("rdf:object"), triple.object),
        ),
    )
