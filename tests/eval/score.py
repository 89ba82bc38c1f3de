"""Comparing claims that were extracted with gold claims.

A gold claim is found when a claim of an agreeing type stands at an overlapping place; each claim
counts once. What is found is strict when its STRICT slots are right, exact when all of them are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.eval.slots import faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.eval.gold import Gold

    from nkgraph.model import Claim

STRICT = frozenset({"agent", "patient", "recipient", "figure", "claimants", "realis"})
NEAR: Mapping[str, frozenset[str]] = {
    gold: frozenset(others.split())
    for gold, others in {
        "AgreementSigning": "EntryIntoForce",
        "Attack": "Combat",
        "Casualties": "Death Injury",
        "Combat": "Attack",
        "Cooperation": "AgreementSigning Assistance",
        "Criticism": "Statement Warning",
        "Death": "Casualties",
        "PrisonerExchange": "Repatriation",
        "Warning": "Criticism Statement Threat",
    }.items()
}
"""Gold type → other types that a careful reader might have chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one core gold claim.

    Attributes:
        slots: the slots that the gold claim asks about.
        wrong: slot → what was wanted and what came, for those that are wrong.
    """

    key: str
    group: str
    type: str
    quote: str
    slots: tuple[str, ...]
    found: bool
    wrong: Mapping[str, str] = field(default_factory=dict)

    @property
    def strict(self) -> bool:
        """Whether it was found with its STRICT slots right."""
        return self.found and not STRICT & self.wrong.keys()

    @property
    def exact(self) -> bool:
        """Whether it was found with every slot right."""
        return self.found and not self.wrong


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Stray:
    """A claim that no gold claim accounts for.

    ``where`` is the group, or the case, that it was found in.
    """

    group: str
    where: str
    type: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts, and what follows from them.

    ``extra`` claims read a place that is matched already: they cost strict and exact precision.
    """

    gold: int
    found: int
    strict: int
    exact: int
    spurious: int
    extra: int

    def rates(self, level: str = "found") -> tuple[float, float, float]:
        """Return precision, recall and F1 at a level: found, strict or exact."""
        right: int = getattr(self, level)
        made = self.found + self.spurious + (0 if level == "found" else self.extra)
        precision = right / made if made else 0.0
        recall = right / self.gold if self.gold else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What became of the gold claims of some texts, and which claims were too many.

    ``extra`` counts by group.
    """

    verdicts: tuple[Verdict, ...] = ()
    strays: tuple[Stray, ...] = ()
    extra: Mapping[str, int] = field(default_factory=dict)

    def tally(self, *, group: str | None = None, kind: str | None = None) -> Tally:
        """Return the counts of everything, of one group, or of one event type (no extra)."""
        verdicts = [v for v in self.verdicts if group in (None, v.group) and kind in (None, v.type)]
        strays = [s for s in self.strays if group in (None, s.group) and kind in (None, s.type)]
        extra = sum(n for at, n in self.extra.items() if group in (None, at))
        return Tally(
            gold=len(verdicts),
            found=sum(v.found for v in verdicts),
            strict=sum(v.strict for v in verdicts),
            exact=sum(v.exact for v in verdicts),
            spurious=len(strays),
            extra=extra if kind is None else 0,
        )

    def slot(self, name: str) -> tuple[int, int, int]:
        """Return how often a slot was right, judged (its claim was found), and asked about."""
        asked = [v for v in self.verdicts if name in v.slots]
        judged = [v for v in asked if v.found]
        return sum(name not in v.wrong for v in judged), len(judged), len(asked)


def total(scores: Iterable[Score]) -> Score:
    """Return several scores as one."""
    parts = tuple(scores)
    extra: Counter[str] = Counter()
    for part in parts:
        extra.update(part.extra)
    return Score(
        verdicts=tuple(v for part in parts for v in part.verdicts),
        strays=tuple(s for part in parts for s in part.strays),
        extra=extra,
    )


def judge(
    golds: Sequence[Gold],
    claims: Sequence[Claim],
    text: str,
    *,
    group: str,
    where: str | None = None,
    excused: frozenset[str] = frozenset(),
) -> Score:
    """Compare the claims of one text with its gold claims.

    Args:
        text: what the claims' evidence points into.
        group: file that the text belongs to.
        where: what to call the text among strays; the group when None.
        excused: types that are not spurious when no gold claim accounts for them.
    """
    fits = [
        (g, c) for g in range(len(golds)) for c in range(len(claims)) if _fits(golds[g], claims[c])
    ]
    pairs = _pairs(golds, claims, fits)
    verdicts = tuple(
        _verdict(gold, claims[pairs[at]] if at in pairs else None, group)
        for at, gold in enumerate(golds)
        if gold.core
    )
    touching = {c for _, c in fits}
    over = [(c in touching, claims[c]) for c in _unpaired(claims, frozenset(pairs.values()))]
    strays = (claim for touches, claim in over if not touches and claim.type not in excused)
    extra = sum(touches for touches, _ in over)
    return Score(
        verdicts=verdicts,
        strays=tuple(_stray(claim, text, group, where or group) for claim in strays),
        extra={group: extra} if extra else {},
    )


def _verdict(gold: Gold, claim: Claim | None, group: str) -> Verdict:
    return Verdict(
        key=gold.key,
        group=group,
        type=gold.type,
        quote=gold.quote,
        slots=gold.slots(),
        found=claim is not None,
        wrong=faults(gold, claim) if claim else {},
    )


def _stray(claim: Claim, text: str, group: str, where: str) -> Stray:
    words = " ".join(claim.evidence.of(text).split())
    return Stray(group=group, where=where, type=claim.type, text=words)


def _fits(gold: Gold, claim: Claim) -> bool:
    """Tell whether the types agree and the places overlap."""
    if claim.type != gold.type and claim.type not in NEAR.get(gold.type, ()):
        return False
    return gold.span is None or gold.span.overlaps(claim.evidence)


def _pairs(
    golds: Sequence[Gold], claims: Sequence[Claim], fits: Iterable[tuple[int, int]]
) -> dict[int, int]:
    """Return gold → claim, both by position: core first, then what is least wrong, then nearest."""

    def rank(fit: tuple[int, int]) -> tuple[object, ...]:
        gold, claim = golds[fit[0]], claims[fit[1]]
        apart = abs(gold.span.start - claim.evidence.start) if gold.span else 0
        wrong = faults(gold, claim)
        return not gold.core, len(wrong), len(wrong) - len(gold.slots()), apart, fit

    pairs: dict[int, int] = {}
    taken = set()
    for at, claim in sorted(fits, key=rank):
        if at not in pairs and claim not in taken:
            pairs[at] = claim
            taken.add(claim)
    return pairs


def _unpaired(claims: Sequence[Claim], paired: frozenset[int]) -> Iterator[int]:
    """Yield the claims left over; one that says the same as another counts once."""
    seen = {_content(claims[at]) for at in paired}
    for at, claim in enumerate(claims):
        content = _content(claim)
        if at not in paired and content not in seen:
            seen.add(content)
            yield at


def _content(claim: Claim) -> tuple[object, ...]:
    figure = claim.figure
    number = (figure.quantity, figure.low, figure.high) if figure else None
    return claim.type, number, frozenset((role, actor.id) for role, actor in claim.roles)
