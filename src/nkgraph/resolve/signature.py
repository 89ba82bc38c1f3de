"""What identity and lineage need to know of a claim, without its article."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from nkgraph import identify, ontology, times
from nkgraph.resolve import words
from nkgraph.title import title

if TYPE_CHECKING:
    from nkgraph.model import Actor, Article, Claim, Figure

ANYBODY: Final = "?"
"""Whom a count is about when it may be any of a state's people: "North Korean losses"."""
_AROUND = 24
"""Code points around evidence and figure in which "another" is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An actor in a role.

    Attributes:
        role: agent, patient, recipient, theme, instrument or place.
        actor: its id.
        state: id of the state that it acts for, or its own id.
        country: alpha-3 code of the state that it is, belongs to or lies in.
        kind: kind of actor.
        label: its name.
    """

    role: str
    actor: str
    state: str
    country: str | None
    kind: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure as far as it compares with others.

    Attributes:
        low: lower number as written.
        high: upper number as written.
        least: the least number that the words allow.
        most: the greatest one; None without limit.
        of: id of the state or actor whose they are, "" when not said.
        people: kind of people counted, "" for people at large, ``ANYBODY`` when not said.
        reach: words of a scope that limits the figure, "" when it reaches until now.
        total: the words say that it reaches until now.
    """

    quantity: str
    low: float
    high: float
    least: float
    most: float | None
    comparator: str
    of: str
    people: str
    unit: str
    reach: str
    total: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One claim, reduced to what decides which others it belongs with.

    Attributes:
        claim: its id.
        article: id of its article.
        happened: told as having happened or not; False for plans, requests, possibilities.
        single: one person or thing is meant, not several.
        manner: how the event is done, "" when not said.
        adds: the words speak of more of something.
        edtf: time as the article gives it.
        published: day of publication, counted as ``date.toordinal``.
        sources: ids of the claimants, nearest first.
        said_by: their names.
        voices: for whom the claimants speak: two of one voice are no two sources.
        states: alpha-3 codes of the claimants' states.
        relays: ids of who passed it on.
        span: where the evidence stands.
        title: the event in words.
    """

    claim: str
    article: str
    type: str
    happened: bool
    negated: bool
    parts: tuple[Part, ...]
    single: bool
    manner: str
    adds: bool
    edtf: str | None
    basis: str | None
    published: int | None
    count: Count | None
    sources: tuple[str, ...]
    said_by: str
    voices: tuple[str, ...]
    states: tuple[str, ...]
    relays: tuple[str, ...]
    span: tuple[int, int]
    title: str

    def of(self, *roles: str) -> frozenset[str]:
        """Return the states in any of the roles."""
        return frozenset(part.state for part in self.parts if part.role in roles)

    def spots(self) -> frozenset[str]:
        """Return the ids of the places that are smaller than a state."""
        return frozenset(
            part.actor for part in self.parts if part.role == "place" and part.kind != "country"
        )

    def speaks_with(self, other: Signature) -> bool:
        """Tell whether both have a claimant in common, or a state and a body of it."""
        mine, theirs = set(self.voices), set(other.voices)
        return bool(
            mine & theirs
            or mine & {f"country/{code}" for code in other.states}
            or theirs & {f"country/{code}" for code in self.states}
        )

    def to_json(self) -> str:
        """Return the signature as one line."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Signature:
        """Return what ``to_json`` wrote."""
        data: dict[str, Any] = json.loads(text)
        data["parts"] = tuple(Part(**part) for part in data["parts"])
        data["count"] = None if data["count"] is None else Count(**data["count"])
        for name in ("sources", "voices", "states", "relays", "span"):
            data[name] = tuple(data[name])
        return cls(**data)


def of(claim: Claim, article: Article, *, claim_id: str | None = None) -> Signature:
    """Return the signature of a claim.

    Args:
        claim: as extracted, or as a person corrected it.
        article: where it stands.
        claim_id: its id, when that is not the id of what it says now.
    """
    known = words.load()
    around = article.text[max(0, claim.evidence.start - _AROUND) : claim.evidence.end + _AROUND]
    return Signature(
        claim=claim_id or identify.claim_id(claim, article),
        article=identify.article_id(article),
        type=claim.type,
        happened=claim.modality in ontology.load().viewed,
        negated=claim.polarity == "negative",
        parts=tuple(_part(role, actor) for role, actor in claim.roles),
        single=_single(claim),
        manner=known.manner(claim.type, claim.trigger.of(article.text)),
        adds=known.adds(around),
        edtf=None if claim.time is None else claim.time.edtf,
        basis=None if claim.time is None else claim.time.basis,
        published=_day(article.published),
        count=None if claim.figure is None else _count(claim.figure, claim),
        sources=tuple(actor.id for actor in claim.claimants),
        said_by=" and ".join(actor.label for actor in claim.claimants),
        voices=tuple(sorted({voice(actor) for actor in claim.claimants})),
        states=tuple(sorted({actor.country for actor in claim.claimants if actor.country})),
        relays=tuple(actor.id for actor in claim.via),
        span=(claim.evidence.start, claim.evidence.end),
        title=title(claim),
    )


def voice(actor: Actor) -> str:
    """Return for whom a claimant speaks: a person of a country for it, an agency for itself."""
    if actor.kind == "person" and actor.country:
        return f"country/{actor.country}"
    return identify.state_id(actor)


def _day(published: str | None) -> int | None:
    return None if published is None else date.fromisoformat(published).toordinal()


def _part(role: str, actor: Actor) -> Part:
    return Part(
        role=role,
        actor=actor.id,
        state=actor.id if role == "place" else identify.state_id(actor),
        country=actor.country,
        kind=actor.kind,
        label=actor.label,
    )


def _single(claim: Claim) -> bool:
    """Tell whether the claim is about one person: nothing counted, and one named in one word."""
    if claim.figure is not None and claim.figure.high > 1:
        return False
    harmed = [actor for role, actor in claim.roles if role == "patient"]
    if len(harmed) != 1:
        return False
    one = harmed[0]
    if one.kind == "person":
        return True
    return one.kind == "group" and not one.known and words.load().single(one.label)


def _count(figure: Figure, claim: Claim) -> Count:
    known = words.load()
    least, most = times.figure_bounds(figure)
    role = "theme" if figure.quantity in ("troops", "weapons") else "patient"
    named = [actor for one, actor in claim.roles if one == role]
    people = known.population(" ".join(actor.label for actor in named) or (figure.unit or ""))
    if not people and figure.of is not None:
        people = known.population(figure.of.label)
    if not people and all(actor.known for actor in named):
        people = ANYBODY
    return Count(
        quantity=figure.quantity,
        low=float(figure.low),
        high=float(figure.high),
        least=least,
        most=most,
        comparator=figure.comparator,
        of="" if figure.of is None else identify.state_id(figure.of),
        people="" if figure.quantity == "weapons" else people,
        unit=(figure.unit or "") if figure.quantity in ("weapons", "money") else "",
        reach=known.reach(figure.scope),
        total=bool(figure.scope) and not known.reach(figure.scope),
    )
