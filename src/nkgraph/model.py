"""The nouns: frozen values that every stage reads and returns richer copies of.

All spans are half-open and count Unicode code points into ``Article.text`` as stored.
``None`` means unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ActorKind = Literal[
    "country",
    "government",
    "force",
    "organization",
    "person",
    "group",
    "place",
    "agreement",
    "weapon",
    "other",
]
Modality = Literal["asserted", "estimated", "alleged", "planned", "possible", "requested"]
Polarity = Literal["positive", "negative"]
Quantity = Literal[
    "troops",
    "killed",
    "wounded",
    "killedOrWounded",
    "captured",
    "missing",
    "displaced",
    "detained",
    "released",
    "weapons",
    "money",
]
Comparator = Literal[
    "exactly",
    "approximately",
    "nearly",
    "moreThan",
    "atLeast",
    "lessThan",
    "atMost",
    "between",
]
Unit = Literal[
    "day",
    "week",
    "month",
    "year",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            message = f"not a span: {self.start}–{self.end}"
            raise ValueError(message)

    def of(self, text: str) -> str:
        """Return the words that the span covers in ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether both spans share a code point."""
        return min(self.end, other.end) > max(self.start, other.start)

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text with what is known about it.

    Attributes:
        source: path (posix, as given) or URL that the text came from; ``-`` for stdin.
        text: the decoded text, unchanged.
        sha256: hex digest of the text in UTF-8.
        published: ISO 8601 calendar date, or None when nobody says.
    """

    source: str
    text: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Actor:
    """Whom or what a name stands for: people, states, bodies, places, agreements, weapons.

    Attributes:
        id: ``kind/slug``, unique in the graph; becomes an IRI under the base.
        label: the name to show.
        aliases: other names, sorted; the label is not repeated.
        country: ISO 3166-1 alpha-3 code of the state that it is, belongs to or lies in.
        known: whether the gazetteer holds it (False: named by an article only).
    """

    id: str
    kind: ActorKind
    label: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that somebody gives, as written.

    Attributes:
        low: lower number as written; equal to ``high`` unless a range is given.
        comparator: how the words bind the number ("more than" → moreThan).
        of: whose troops, deaths, weapons they are.
        scope: the words that limit it in time or place ("in the last week alone").
        unit: ISO 4217 code for money, the thing counted otherwise (troops, drones).
    """

    span: Span
    text: str
    quantity: Quantity
    low: float
    high: float
    comparator: Comparator = "exactly"
    of: Actor | None = None
    scope: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as the text gives it.

    Attributes:
        edtf: Extended Date/Time Format level 1/2; ``X`` for digits the text does not give.
        basis: ``stated`` in the text, or ``published`` when resolved against that date.
    """

    span: Span
    text: str
    edtf: str
    basis: Literal["stated", "published"] = "stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """A time that counts from a day of publication that nobody gives: "this month", "on Friday".

    Attributes:
        unit: day, week, month or year; or the name of a weekday.
        offset: how many units after publication; of a weekday, 0 the last such day up to
            publication, -1 the last one before it, 1 the next.
    """

    span: Span
    text: str
    unit: Unit
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that an article says to have happened, with who is said to say it.

    Attributes:
        type: local name of an event class of the ontology.
        evidence: the words of the article that carry the claim.
        trigger: the words that name the event.
        roles: (role, actor) pairs; role is agent, patient, recipient, theme, instrument
            or place; sorted by role, then by order in the text.
        claimants: who is said to say it, nearest source first; empty for the article's voice.
        via: through whom the article has it, nearest to the article first.
        cue: the words that attribute ("according to"), None in the article's own voice.
        untold: parts that the article says are not known or not told: agent, figure, place, time.
        id: that of the claim as extracted, once a person has changed what it says.
        relative: set only where the day of publication is unknown; otherwise it is in ``time``.
    """

    type: str
    evidence: Span
    trigger: Span
    roles: tuple[tuple[str, Actor], ...] = ()
    figure: Figure | None = None
    claimants: tuple[Actor, ...] = ()
    via: tuple[Actor, ...] = ()
    cue: str | None = None
    modality: Modality = "asserted"
    polarity: Polarity = "positive"
    time: When | None = None
    id: str | None = None
    relative: Relative | None = None
    untold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """An actor under one of the names that an article gives it.

    Attributes:
        name: the words that name it, as they stand there.
        described: what the article says with the name that a person is ("lawmaker").
        span: where the name stands first.
        times: how often it stands there.
    """

    actor: Actor
    name: str
    described: str | None = None
    span: Span
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What extraction found in one article, in the order of the text."""

    article: Article
    claims: tuple[Claim, ...] = field(default=())
    appearances: tuple[Appearance, ...] = field(default=())

    def actors(self) -> frozenset[Actor]:
        """Return every actor that the article names."""
        found = {one.actor for one in self.appearances}
        for claim in self.claims:
            found.update(actor for _, actor in claim.roles)
            found.update((*claim.claimants, *claim.via))
            if claim.figure is not None and claim.figure.of is not None:
                found.add(claim.figure.of)
        return frozenset(found)
