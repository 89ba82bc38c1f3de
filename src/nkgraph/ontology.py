"""What ontology/nkgraph.ttl declares and the code goes by: class tree, flat properties, policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse

from nkgraph.errors import OntologyError
from nkgraph.resources import ontology_dir
from nkgraph.vocab import LABEL, NK, nk, term

if TYPE_CHECKING:
    from pyoxigraph import Triple

_SUBCLASS = term("rdfs:subClassOf")
_BROADER = term("skos:broader")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class FlatProperty:
    """How one property of the view is read off a claim.

    Attributes:
        name: local name under ``nk:``.
        subjects: parts of the claim that become subjects: a role, ``claimant`` or
            ``figureOf``, or several joined by ``|``, of which the first filled one counts.
        objects: parts that become objects; also ``contingent``, ``figure`` and ``time``.
        reflexive: whether subject and object may be the same node.
    """

    name: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    reflexive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """The declarations, by local name of the class or concept.

    Attributes:
        labels: English label of every class.
        superclasses: the classes above each event class within ``nk:``, nearest first,
            ending in ``Event``.
        roles: the roles that an event class allows.
        flat: the flat properties of each event class, its superclasses' included.
        unordered: event classes whose agents and recipients are parties on equal footing.
        viewed: the modalities whose claims enter the view.
        sameness: how claims of an event class are found to speak of one event.
        running: the quantities of which totals are kept that only grow.
        broader: the quantities above each quantity ("killed" is among "killed or wounded").
    """

    labels: Mapping[str, str]
    superclasses: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, tuple[str, ...]]
    flat: Mapping[str, tuple[FlatProperty, ...]]
    unordered: frozenset[str]
    viewed: frozenset[str]
    sameness: Mapping[str, str]
    running: frozenset[str]
    broader: Mapping[str, tuple[str, ...]]


@cache
def triples() -> frozenset[Triple]:
    """Return every triple of ontology/nkgraph.ttl.

    Raises:
        OntologyError: when the file is not valid Turtle.
    """
    path = ontology_dir() / "nkgraph.ttl"
    try:
        return frozenset(quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise OntologyError(f"ontology/nkgraph.ttl is not valid Turtle: {error}") from None


class _Index:
    """Look-ups over the triples by (subject, predicate)."""

    def __init__(self, facts: frozenset[Triple]) -> None:
        self._values: dict[tuple[str, NamedNode], list[str]] = {}
        for fact in facts:
            if not isinstance(fact.subject, NamedNode):
                raise OntologyError("ontology/nkgraph.ttl holds a blank node; give it an IRI")
            if fact.subject.value.startswith(NK):
                key = (fact.subject.value.removeprefix(NK), fact.predicate)
                value = getattr(fact.object, "value", "")
                self._values.setdefault(key, []).append(value.removeprefix(NK))

    def names(self, predicate: NamedNode) -> list[str]:
        return sorted(name for name, found in self._values if found == predicate)

    def all(self, name: str, predicate: NamedNode) -> tuple[str, ...]:
        return tuple(sorted(self._values.get((name, predicate), ())))

    def flag(self, name: str, predicate: NamedNode) -> bool:
        return self._values.get((name, predicate)) == ["true"]

    def above(self, name: str) -> tuple[str, ...]:
        """Walk up breadth first; foreign superclasses keep their full IRI and are left out."""
        found: list[str] = []
        level = [name]
        while level:
            level = sorted({up for one in level for up in self.all(one, _SUBCLASS)} - {*found})
            level = [up for up in level if ":" not in up]
            found += level
        return tuple(found)


def _flat_property(index: _Index, name: str) -> FlatProperty:
    found = FlatProperty(
        name=name,
        subjects=_listed(index, name, "flatSubject"),
        objects=_listed(index, name, "flatObject"),
        reflexive=index.flag(name, nk("flatReflexive")),
    )
    if not found.subjects or not found.objects:
        raise OntologyError(
            f"ontology/nkgraph.ttl: nk:{name} is a flat property but lacks "
            "nk:flatSubject or nk:flatObject; give it both",
        )
    return found


def _listed(index: _Index, name: str, predicate: str) -> tuple[str, ...]:
    """Split the one literal, in its own order: ``"patient figureOf"``."""
    return tuple(word for value in index.all(name, nk(predicate)) for word in value.split())


@cache
def load() -> Ontology:
    """Return what ontology/nkgraph.ttl declares.

    Raises:
        OntologyError: when the file is not valid, or a declaration is incomplete.
    """
    index = _Index(triples())
    events = [
        name for name in index.names(_SUBCLASS) if name == "Event" or "Event" in index.above(name)
    ]
    superclasses = {name: index.above(name) for name in events}
    flat = {
        name: tuple(
            _flat_property(index, one)
            for one in sorted(
                {
                    one
                    for line in (name, *superclasses[name])
                    for one in index.all(line, nk("flatProperty"))
                },
            )
        )
        for name in events
    }
    return Ontology(
        labels={name: value for name in index.names(LABEL) for value in index.all(name, LABEL)},
        superclasses=superclasses,
        roles={name: index.all(name, nk("hasRole")) for name in events},
        flat=flat,
        unordered=frozenset(n for n in events if index.flag(n, nk("unorderedParties"))),
        viewed=frozenset(n for n in index.names(nk("inView")) if index.flag(n, nk("inView"))),
        sameness={
            name: found
            for name in events
            for line in (*reversed(superclasses[name]), name)
            for found in index.all(line, nk("sameness"))
        },
        running=frozenset(n for n in index.names(nk("running")) if index.flag(n, nk("running"))),
        broader={name: index.all(name, _BROADER) for name in index.names(_BROADER)},
    )
