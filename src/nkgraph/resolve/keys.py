"""Where a claim looks for its like: short strings that claims share if they may belong together.

Comparing every claim with every other grows with the square of their number. Each claim therefore
stands under a few keys, one kind for each way in which two claims can belong together (see
``sameness`` and ``lineage``): a day or month, a number's size, the one person it befell, a spot on
the map, an agreement, a speaker's address, a running total, a plan. Only claims under one key are
compared.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Final

from nkgraph import ontology, times
from nkgraph.resolve import sameness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.resolve.signature import Count, Signature

CROWD: Final = 400
"""A key under which more claims stand says too little to compare them all."""
PLAN_MONTHS: Final = 12
"""Months after a plan in which its deed is looked for."""
_UNDATED: Final = "undated"
_LOOKS: Final = {
    "plan": ("deed",),
    "deed": ("plan",),
    "yearly": ("yearly", "dated"),
    "dated": ("yearly",),
}
"""Kinds of key → under which its claims look; under their own when not named here."""


def of(one: Signature) -> tuple[str, ...]:
    """Return the keys under which a claim stands, sorted."""
    match ontology.load().sameness.get(one.type):
        case "agreement" | "relation":
            found = {*_agreement_keys(one)}
        case "speech":
            found = {*_speech_keys(one)}
        case _:
            found = {*_day_keys(one), *_size_keys(one), *_news_keys(one)}
    found.update(_total_keys(one))
    found.update(series(one))
    found.update(_plan_keys(one))
    return tuple(sorted(found))


def sought(one: Signature) -> tuple[str, ...]:
    """Return the keys under which a claim looks for its like, sorted.

    They are those under which it stands, but that plans look for deeds and deeds for plans, and
    that a day without a year is compared with that day of all years, the others not.
    """
    return tuple(sorted({look for key in of(one) for look in _looks(key)}))


def _looks(key: str) -> tuple[str, ...]:
    kind, bar, rest = key.partition("|")
    return tuple(f"{one}{bar}{rest}" for one in _LOOKS.get(kind, (kind,)))


def watching(key: str) -> tuple[str, ...]:
    """Return the keys whose claims look under a key."""
    kind, bar, rest = key.partition("|")
    kinds = [one for one, looks in _LOOKS.items() if kind in looks]
    return tuple(f"{one}{bar}{rest}" for one in kinds or [kind])


def news(one: Signature) -> tuple[str, ...]:
    """Return the months of which the article's news is."""
    if one.published is None:
        return (_UNDATED,)
    edges = (one.published - sameness.NEAR, one.published + sameness.NEAR)
    first, last = map(date.fromordinal, edges)
    return tuple(dict.fromkeys((f"{first:%Y-%m}", f"{last:%Y-%m}")))


def month(one: Signature) -> str:
    """Return the month of the article, or "undated"."""
    return _UNDATED if one.published is None else f"{date.fromordinal(one.published):%Y-%m}"


def series(one: Signature, when: str | None = None) -> Iterator[str]:
    """Yield where a claimant's totals of one kind stand, for the article's month or another."""
    if one.count is not None and sameness.running(one):
        for source in one.sources:
            yield f"series|{source}|{_counted(one.count)}|{when or month(one)}"


def later(when: str, months: int) -> str:
    """Return the month that lies some months after (or, below zero, before) a month."""
    year, _, number = when.partition("-")
    count = int(year) * 12 + int(number) - 1 + months
    return f"{count // 12:04}-{count % 12 + 1:02}"


def _counted(count: Count) -> str:
    return f"{count.quantity}|{count.of}|{count.unit}"


def _anchors(one: Signature) -> frozenset[str]:
    """Return whom a claim has in common with others of its event, at least."""
    return one.of("agent", "patient", "recipient") | one.spots()


def _day_keys(one: Signature) -> Iterator[str]:
    """Yield the days that the claim dates itself to, or the month, with and without the year."""
    if one.edtf is None:
        return
    span = times.span(one.edtf)
    if span is None or span > sameness.A_MONTH:
        return
    whens = {one.edtf}
    if span <= sameness.A_DAY:
        earliest, latest = times.bounds(one.edtf)
        if earliest is not None and latest is not None:
            days = range(earliest.toordinal(), latest.toordinal() + 1)
            whens |= {date.fromordinal(day).isoformat() for day in days}
    kind = "yearly" if one.edtf.startswith("XXXX") else "dated"
    for anchor in _anchors(one):
        for when in whens:
            yield f"day|{one.type}|{anchor}|{when}"
        yield f"{kind}|{one.type}|{anchor}|{one.edtf.partition('/')[0][4:]}"


def _size_keys(one: Signature) -> Iterator[str]:
    """Yield the sizes of a figure by powers of two: overlapping ranges share one."""
    count = one.count
    if count is None or not sameness.telling(count):
        return
    sizes = range(math.frexp(count.low)[1], math.frexp(count.high)[1] + 1)
    for anchor in _anchors(one):
        for size in sizes:
            for when in news(one):
                yield f"size|{one.type}|{anchor}|{count.quantity}|{size}|{when}"


def _news_keys(one: Signature) -> Iterator[str]:
    """Yield where news of one person, and of one deed in one spot, stands."""
    for when in news(one):
        if one.single:
            for harmed in one.of("patient"):
                yield f"person|{one.type}|{harmed}|{when}"
        if one.manner:
            for spot in one.spots():
                yield f"spot|{one.type}|{spot}|{one.manner}|{when}"


def _agreement_keys(one: Signature) -> Iterator[str]:
    for part in one.parts:
        if part.role == "theme":
            yield f"theme|{one.type}|{part.actor}"
    parties = sorted(one.of("agent", "recipient"))
    for at, left in enumerate(parties):
        for right in parties[at + 1 :]:
            yield f"parties|{one.type}|{left}|{right}"


def _speech_keys(one: Signature) -> Iterator[str]:
    for speaker in one.of("agent"):
        for told in one.of("recipient"):
            for when in news(one):
                yield f"speech|{one.type}|{speaker}|{told}|{when}"


def _total_keys(one: Signature) -> Iterator[str]:
    """Yield where totals stand, and figures of a period that somebody might take for one."""
    if one.count is not None and one.sources and (one.count.reach or sameness.running(one)):
        for when in news(one):
            yield f"total|{one.type}|{_counted(one.count)}|{when}"


def _plan_keys(one: Signature) -> Iterator[str]:
    """Yield where plans and deeds of an actor meet: a plan stands in all months to come."""
    if one.negated or sameness.lasts(one):
        return
    targets = {*one.of("recipient", "patient"), *(["more"] if one.adds else [])}
    months = [month(one)]
    if one.published is not None and not one.happened:
        months = [later(months[0], step) for step in range(PLAN_MONTHS + 1)]
    kind = "deed" if one.happened else "plan"
    for actor in one.of("agent"):
        for target in targets:
            for when in months:
                yield f"{kind}|{one.type}|{actor}|{target}|{when}"
