"""A made-up archive for benchmarks of queries: news with text, as varied as that of many years.

Like ``world``, stories break at a steady pace and are told by a few outlets over the next days, but
each article has words, and what it says is drawn as in real archives: a few states, sources, kinds
of event and words are common and most are rare (Zipf), some claims come through a news agency, some
are hedged, planned or denied, numbers differ between sources and grow, and everybody who is named
has an appearance. The same seed gives the same articles.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar, cast

from nkgraph.model import (
    Actor,
    Appearance,
    Article,
    Claim,
    Comparator,
    Figure,
    Findings,
    Modality,
    Quantity,
    Span,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PER_STORY = 5
"""Articles about one story."""
_STORIES_A_DAY = 3
_START = date(2019, 1, 1)
_STATES = (
    *("UKR", "RUS", "PRK", "KOR", "ISR", "PSE", "LBN", "IRN", "SDN", "USA", "SYR", "YEM", "CHN"),
    *("SAU", "TUR", "COD", "RWA", "ETH", "MMR", "AFG", "PAK", "IND", "IRQ", "MLI", "NGA", "SOM"),
    *("LBY", "EGY", "POL", "DEU", "FRA", "GBR", "JPN", "BLR", "ARM", "AZE", "GEO", "TCD", "NER"),
)
_OUTLETS = 120
_AGENCIES = 12
"""News agencies through which others have it."""
_BODIES = 6
_PEOPLE = 8
_SPOTS = 24
"""Agencies, spokespeople and places of one state."""
_ADJECTIVES = (
    *("overnight", "mounted", "armoured", "border", "coastal", "elite", "drone-led", "renewed"),
    *("long-planned", "limited", "massive", "joint", "secret", "river", "winter", "retaliatory"),
)
_WEAPONS = ("drone", "howitzer", "ballistic missile", "rifle", "tank", "mortar", "rocket launcher")
_CUES = ("said", "according to", "told reporters", "announced", "claimed", "reported")
_MODALITIES: Sequence[Modality] = (
    *("asserted", "asserted", "estimated", "alleged", "planned", "possible", "requested"),
)
_COMPARATORS: Sequence[Comparator] = (
    *("exactly", "approximately", "moreThan", "atLeast", "atMost", "nearly", "lessThan"),
)
_SCOPES = (None, None, None, "over the past week", "since January")


@dataclass(frozen=True, slots=True)
class _Kind:
    """An event type of the archive.

    Attributes:
        name: class in the ontology.
        other: role of the second party; None when there is none.
        verb: what the first does.
        counts: quantities that its claims may give.
        theme: whether it is about a weapon.
    """

    name: str
    other: str | None
    verb: str
    counts: tuple[Quantity, ...] = ()
    theme: bool = False


_KINDS = (
    _Kind("Attack", "patient", "shelled positions of", ("killed",)),
    _Kind("Death", "patient", "killed soldiers of", ("killed", "killedOrWounded")),
    _Kind("Deployment", None, "sent troops towards the front", ("troops",)),
    _Kind("Criticism", "recipient", "condemned the conduct of"),
    _Kind("Casualties", "patient", "inflicted losses on", ("killedOrWounded", "wounded")),
    _Kind("Meeting", "recipient", "held talks with"),
    _Kind("Warning", "recipient", "warned of an escalation by"),
    _Kind("ArmsTransfer", "recipient", "shipped arms to", ("weapons",), theme=True),
    _Kind("Capture", "patient", "took prisoners of", ("captured",)),
    _Kind("Injury", "patient", "wounded civilians of", ("wounded",)),
    _Kind("Denial", "recipient", "rejected the account of"),
    _Kind("MissileLaunch", None, "fired a missile over the sea"),
    _Kind("Displacement", "patient", "drove villagers from the land of", ("displaced",)),
    _Kind("Sanction", "recipient", "imposed sanctions on"),
    _Kind("Assistance", "recipient", "sent relief to", ("money",)),
    _Kind("Withdrawal", None, "pulled back its troops", ("troops",)),
    _Kind("Release", "patient", "set free captives of", ("released",)),
    _Kind("Demand", "recipient", "demanded a ceasefire from"),
)
_Of = TypeVar("_Of")


def archive(articles: int, *, seed: int = 0) -> Iterator[Findings]:
    """Yield findings, story by story; the first ones do not depend on how many follow."""
    for story in range(-(-articles // PER_STORY)):
        chance = random.Random(f"archive/{seed}/{story}")  # noqa: S311 - no secret
        told = _Story(story, chance)
        for at in range(min(PER_STORY, articles - story * PER_STORY)):
            yield told.article(at)


class _Story:
    """What happened between two states, and who tells of it."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self._number, self._chance = number, chance
        self._day = _START + timedelta(days=number // _STORIES_A_DAY)
        self._ours, self._theirs = _pair(chance)
        self._where = place(self._theirs, _rank(chance, _SPOTS))
        self._kinds = [_zipf(chance, _KINDS) for _ in range(3)]
        self._toll = 10 ** chance.uniform(0.5, 4)
        self._sources = [speaker(chance.choice((self._ours, self._theirs)), chance)] * 2
        self._sources += [speaker(_zipf(chance, _STATES), chance) for _ in range(2)]
        self._look = chance.choice(_ADJECTIVES)

    def article(self, at: int) -> Findings:
        """Return the story as one article tells it."""
        chance = self._chance
        published = self._day + timedelta(days=chance.choice((0, 0, 1, 1, 3)))
        page = _Page()
        for kind in self._kinds:
            page.tell(self._claim(kind, chance, published))
        for _ in range(chance.choice((0, 1, 2))):  # what else is told in passing
            page.tell(self._claim(_zipf(chance, _KINDS), chance, published))
        number = self._number * PER_STORY + at
        outlet = _rank(chance, _OUTLETS)
        words = " ".join(f"word{chance.randrange(10**5)}" for _ in range(40))
        text = f"{page.text}\n\n{words}"
        return Findings(
            article=Article(
                source=f"outlet-{outlet}/{number}.txt",
                text=text,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                title=f"{self._look.capitalize()} days at {self._where.label}, part {number}",
                publisher=f"Outlet {outlet}",
                published=published.isoformat(),
            ),
            claims=tuple(page.claims),
            appearances=tuple(page.appearances()),
        )

    def _claim(self, kind: _Kind, chance: random.Random, published: date) -> _Telling:
        claimants, via = self._who(chance)
        day = chance.choice((self._day, self._day, published, None))
        count = kind.counts and chance.random() < 0.8
        return _Telling(
            kind=kind,
            doer=_side(self._ours, chance),
            other=_side(self._theirs, chance) if kind.other else None,
            where=self._where if chance.random() < 0.6 else None,
            look=chance.choice((self._look, self._look, chance.choice(_ADJECTIVES))),
            quantity=chance.choice(kind.counts) if count else None,
            number=round(self._toll * chance.choice((1, 1, 1, 1.1, 1.5, 3))) + 1,
            comparator=_zipf(chance, _COMPARATORS),
            scope=chance.choice(_SCOPES),
            claimants=claimants,
            via=via,
            cue=chance.choice(_CUES),
            modality=_zipf(chance, _MODALITIES),
            negative=chance.random() < 0.05,
            day=day,
            weapon=_zipf(chance, _WEAPONS),
        )

    def _who(self, chance: random.Random) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Return claimants and relays."""
        lot = chance.random()
        if lot < 0.3:
            return (), ()
        source = chance.choice(self._sources)
        if lot < 0.8:
            return (source,), ()
        return (source,), (agency(_rank(chance, _AGENCIES)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """What a sentence says."""

    kind: _Kind
    doer: Actor
    other: Actor | None
    where: Actor | None
    look: str
    quantity: Quantity | None
    number: int
    comparator: Comparator
    scope: str | None
    claimants: tuple[Actor, ...]
    via: tuple[Actor, ...]
    cue: str
    modality: Modality
    negative: bool
    day: date | None
    weapon: str


class _Page:
    """A text that grows by a sentence for each claim."""

    def __init__(self) -> None:
        self.text = ""
        self.claims: list[Claim] = []
        self._named: dict[Actor, tuple[Span, int]] = {}

    def appearances(self) -> Iterator[Appearance]:
        """Yield everybody who is named."""
        for actor, (span, times) in self._named.items():
            yield Appearance(actor=actor, name=span.of(self.text), span=span, times=times)

    def tell(self, told: _Telling) -> None:
        """Add a sentence and its claim."""
        kind = told.kind
        for actor in (*told.via, *told.claimants):
            self._name(actor)
            self._say(f" {told.cue}: " if actor == told.claimants[0] else " quoted ")
        start = len(self.text)
        roles = [("agent", told.doer)]
        self._name(told.doer)
        trigger = self._say(f"'s {told.look} forces {'never ' * told.negative}{kind.verb} ")
        if told.other is not None:
            self._name(told.other)
            roles.append((cast("str", kind.other), told.other))
        if told.where is not None:
            self._say(" near ")
            self._name(told.where)
            roles.append(("place", told.where))
        if kind.theme:
            roles.append(("theme", weapon(told.weapon)))
        figure = self._figure(told)
        self.claims.append(
            Claim(
                type=kind.name,
                evidence=Span(start, len(self.text)),
                trigger=trigger,
                roles=tuple(sorted(roles, key=lambda role: role[0])),
                figure=figure,
                claimants=told.claimants,
                via=told.via,
                cue=told.cue if told.claimants else None,
                modality=told.modality,
                polarity="negative" if told.negative else "positive",
                time=_when(told.day, trigger),
            )
        )
        self._say(". ")

    def _figure(self, told: _Telling) -> Figure | None:
        if told.quantity is None:
            return None
        things = f"{told.weapon}s" if told.quantity == "weapons" else "people"
        self._say(", ")
        span = self._say(f"{told.number:,} {things}")
        units = {"weapons": told.weapon, "money": "USD"}
        return Figure(
            span=span,
            text=span.of(self.text),
            quantity=told.quantity,
            low=told.number,
            high=told.number,
            comparator=told.comparator,
            of=told.doer if told.other is None else told.other,
            scope=told.scope,
            unit=units.get(told.quantity),
        )

    def _say(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def _name(self, actor: Actor) -> None:
        span = self._say(actor.label)
        first, times = self._named.get(actor, (span, 0))
        self._named[actor] = (first, times + 1)


def _when(day: date | None, span: Span) -> When | None:
    return None if day is None else When(span=span, text="then", edtf=day.isoformat())


@cache
def state(code: str) -> Actor:
    """Return a state."""
    return Actor(id=f"country/{code}", kind="country", label=code, country=code, known=True)


@cache
def place(code: str, number: int) -> Actor:
    """Return one of a state's places."""
    return Actor(id=f"place/{code}-{number}", kind="place", label=f"{code} {number}", country=code)


@cache
def agency(number: int) -> Actor:
    """Return a news agency."""
    return Actor(id=f"organization/wire-{number}", kind="organization", label=f"Wire {number}")


@cache
def weapon(name: str) -> Actor:
    """Return a kind of weapon."""
    return Actor(id=f"weapon/{name.replace(' ', '-')}", kind="weapon", label=name)


def speaker(code: str, chance: random.Random) -> Actor:
    """Return a body of a state, or somebody who speaks for it."""
    if chance.random() < 0.5:
        number = _rank(chance, _BODIES)
        label = f"{code} Bureau {number}"
        return Actor(
            id=f"organization/{code}-{number}", kind="organization", label=label, country=code
        )
    number = _rank(chance, _PEOPLE)
    return Actor(
        id=f"person/{code}-{number}", kind="person", label=f"Speaker {number} {code}", country=code
    )


def _side(code: str, chance: random.Random) -> Actor:
    """Return a state, or its soldiers."""
    if chance.random() < 0.6:
        return state(code)
    label = f"{code} soldiers"
    return Actor(id=f"group/{code}-soldiers", kind="group", label=label, country=code)


def _pair(chance: random.Random) -> tuple[str, str]:
    ours = _zipf(chance, _STATES)
    theirs = _zipf(chance, _STATES)
    while theirs == ours:
        theirs = _zipf(chance, _STATES)
    return ours, theirs


@cache
def _weights(length: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / (at + 1) for at in range(length)))


def _rank(chance: random.Random, length: int) -> int:
    """Draw a number below ``length``: 0 most often, then 1 …."""
    return chance.choices(range(length), cum_weights=_weights(length))[0]


def _zipf(chance: random.Random, values: Sequence[_Of]) -> _Of:
    return values[_rank(chance, len(values))]
