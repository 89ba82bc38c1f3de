"""Where a claim looks for its like: short strings that claims share if they may belong together.

Comparing every claim with every other grows with the square of their number. Each claim therefore
stands under a few keys, made of its type, one of those involved and a stretch of time, and only
claims under one key are compared.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from nkgraph import ontology, times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.resolve.signature import Count, Signature

CROWD: Final = 400
"""A key under which more claims stand says too little to compare them all."""
PLAN_MONTHS: Final = 12
"""Months after a plan in which its deed is looked for."""
_AROUND: Final = 7
_MONTHS: Final = 3
"""A time of more months singles out nothing."""
_UNDATED: Final = "undated"


def of(one: Signature) -> tuple[str, ...]:
    """Return the keys of a claim, sorted."""
    found = {*_event_keys(one), *_agreement_keys(one)}
    if one.count is not None:
        found |= set(figure_keys(one.count, news(one)))
        found |= set(series(one))
    found |= set(plan_keys(one))
    return tuple(sorted(found))


def news(one: Signature) -> tuple[str, ...]:
    """Return the months of which the article's news is."""
    if one.published is None:
        return (_UNDATED,)
    first, last = (date.fromordinal(one.published + days) for days in (-_AROUND, _AROUND))
    return tuple(dict.fromkeys((f"{first:%Y-%m}", f"{last:%Y-%m}")))


def month(one: Signature) -> str:
    """Return the month of the article, or "undated"."""
    return _UNDATED if one.published is None else f"{date.fromordinal(one.published):%Y-%m}"


def figure_keys(count: Count, months: tuple[str, ...]) -> Iterator[str]:
    """Yield where figures about the same people stand."""
    for one in months:
        yield f"figure|{count.quantity}|{count.of}|{count.unit}|{one}"


def series(one: Signature, when: str | None = None) -> Iterator[str]:
    """Yield where a claimant's figures of one kind stand, for the article's month or another."""
    count = one.count
    if count is None:
        return
    for source in one.sources:
        kind = f"{count.quantity}|{count.of}|{count.unit}"
        yield f"series|{source}|{kind}|{when or month(one)}"


def plan_keys(one: Signature) -> Iterator[str]:
    """Yield where plans and deeds of an actor meet: a plan stands in all months to come."""
    if one.negated:
        return
    for actor in sorted(one.of("agent")):
        base = f"plan|{one.type}|{actor}|"
        if one.published is None or one.happened:
            yield base + month(one)
        else:
            start = date.fromordinal(one.published)
            for step in range(PLAN_MONTHS + 1):
                yield base + later(f"{start:%Y-%m}", step)


def later(when: str, months: int) -> str:
    """Return the month that lies some months after (or, below zero, before) a month."""
    year, _, number = when.partition("-")
    count = int(year) * 12 + int(number) - 1 + months
    return f"{count // 12:04}-{count % 12 + 1:02}"


def _event_keys(one: Signature) -> Iterator[str]:
    anchors = one.of("agent", "patient", "recipient") | one.places()
    for anchor in anchors:
        for when in _stretches(one):
            yield f"event|{one.type}|{anchor}|{when}"


def _agreement_keys(one: Signature) -> Iterator[str]:
    if ontology.load().sameness.get(one.type) in ("agreement", "relation"):
        for part in one.parts:
            if part.role == "theme":
                yield f"theme|{one.type}|{part.actor}"
        parties = sorted(one.of("agent", "recipient"))
        for at, left in enumerate(parties):
            for right in parties[at + 1 :]:
                yield f"parties|{one.type}|{left}|{right}"


def _stretches(one: Signature) -> Iterator[str]:
    """Yield the stretches of time that the claim may be of: as news, and as it dates itself."""
    yield from news(one)
    if one.edtf is None:
        return
    span = times.span(one.edtf)
    if span is None or span > _MONTHS * 31:
        return
    earliest, latest = times.bounds(one.edtf)
    if earliest is not None and latest is not None:
        last = f"{latest:%Y-%m}"
        at = f"{earliest:%Y-%m}"
        while at <= last:
            yield f"on {at}"
            at = later(at, 1)
    yield f"on XXXX{one.edtf.partition('/')[0][4:]}"
