"""When undated articles were published, as far as they and the events they share tell.

``clues`` says by which rules a bound follows; nothing is guessed. What does not fit together is
reported as a conflict, and the day stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from nkgraph import times
from nkgraph.clues import Basis, Clues
from nkgraph.days import unknowns
from nkgraph.solving import solve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nkgraph.days import Side
    from nkgraph.solving import Solution

    Record = Mapping[str, Any]

__all__ = ["Basis", "Dating", "dating", "interval"]

_SIDES: tuple[tuple[Side, Literal["earliest", "latest"]], ...]
_SIDES = (("first", "earliest"), ("last", "latest"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """What is known of the day on which an article was published.

    Attributes:
        earliest: first possible day; None when nothing decides. ``latest`` likewise.
        edtf: both as EDTF: a day, a month or a year when they span just that, else an interval,
            open where nothing decides (``2024-12-26/..``); None when nothing is known.
        basis: what the bounds follow from, first causes first; empty when the date was given.
        given: whether the article came with its date.
        conflict: whether what the article says does not fit together; ``basis`` shows it.
    """

    earliest: date | None = None
    latest: date | None = None
    edtf: str | None = None
    basis: tuple[Basis, ...] = ()
    given: bool = False
    conflict: bool = False


def dating(records: Iterable[Record]) -> dict[str, Dating]:
    """Return article IRI → what is known of its day, for every article that the claims stand in.

    Args:
        records: what ``records.records`` returns, in any order. A record may have ``relative``,
            a time told from the day of publication: ``{"unit": "month", "offset": 0, "text": …}``.
    """
    told = sorted(records, key=lambda record: record["id"])
    published = {r["article"]["id"]: r["article"]["published"] for r in told}
    clues = Clues(told)
    solution = solve(clues.relevant({a for a, day in published.items() if day is None}))
    clashing: dict[str, tuple[str, ...]] = {}
    for names in reversed(solution.conflicts):
        clashing |= {day: names for name in names for day in unknowns(clues.constraints[name])}
    return {
        article: _given(day) if day else _inferred(article, clues, solution, clashing.get(article))
        for article, day in sorted(published.items())
    }


def _given(published: str) -> Dating:
    day = date.fromisoformat(published)
    return Dating(earliest=day, latest=day, edtf=published, given=True)


def _inferred(
    article: str, clues: Clues, solution: Solution, clash: tuple[str, ...] | None
) -> Dating:
    if clash:
        basis = tuple(b for name in clash for b in clues.basis(name, "earliest"))
        return Dating(basis=basis, conflict=True)
    days: dict[Side, date] = {}
    found: list[Basis] = []
    for side, name in _SIDES:
        if bound := solution.bounds.get((article, side)):
            days[side] = date.fromordinal(bound.day)
            found += [b for why in bound.names() for b in clues.basis(why, name)]
    earliest, latest = days.get("first"), days.get("last")
    return Dating(
        earliest=earliest,
        latest=latest,
        edtf=interval(earliest, latest),
        basis=tuple(dict.fromkeys(found)),
    )


def interval(earliest: date | None, latest: date | None) -> str | None:
    """Return the shortest EDTF that says no more and no less than both days."""
    if earliest is None or latest is None:
        if earliest is None and latest is None:
            return None
        return f"{earliest or '..'}/{latest or '..'}"
    day = earliest.isoformat()
    return next(
        (edtf for edtf in (day, day[:7], day[:4]) if times.bounds(edtf) == (earliest, latest)),
        f"{earliest}/{latest}",
    )
