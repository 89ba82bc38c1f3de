"""What can be said of days that are not known: each kind of constraint, and what follows of it.

Days are numbered as ``date.toordinal`` does. An unknown day is named by a string, and known by
its ends: no earlier than its ``first``, no later than its ``last``. Every constraint has a
``name``, by which whoever made it finds the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Side = Literal["first", "last"]
Unit = Literal["week", "month", "year"]
End = tuple[str, Side]
"""One end of one unknown day."""

EARLIEST = 1
LATEST = date(2999, 12, 31).toordinal()
"""Beyond these no day is looked for: what points there does not fit together."""

_WEEK = 7
_YEARS = 9
"""In so many years every day of the year comes at least once, 29 February too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """The day lies between two days, ends included; None is open."""

    day: str
    first: date | None = None
    last: date | None = None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDate:
    """The day is of this month and day of the month, or this weekday (Monday is 0)."""

    day: str
    month: int | None = None
    number: int | None = None
    weekday: int | None = None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """``then`` comes at least ``least`` and at most ``most`` days after ``day``."""

    day: str
    then: str
    least: int = 0
    most: int | None = None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """``then`` lies ``offset`` weeks (from Monday), months or years of the calendar after ``day``.

    An offset of 0 means the same week, month or year.
    """

    day: str
    then: str
    unit: Unit
    offset: int
    name: str


Constraint: TypeAlias = Within | OnDate | Gap | Apart


def unknowns(constraint: Constraint) -> tuple[str, ...]:
    """Return the days that a constraint speaks of."""
    if isinstance(constraint, (Gap, Apart)):
        return constraint.day, constraint.then
    return (constraint.day,)


def implied(
    constraint: Constraint, known: Callable[[End], int | None]
) -> Iterator[tuple[End, int, End | None]]:
    """Yield (end, day that it reaches at most, end that this follows from, if any).

    Args:
        constraint: what holds.
        known: the ends found so far; None where open.
    """
    match constraint:
        case Within():
            if constraint.first:
                yield (constraint.day, "first"), constraint.first.toordinal(), None
            if constraint.last:
                yield (constraint.day, "last"), constraint.last.toordinal(), None
        case OnDate():
            yield from _on_date(constraint, known)
        case Gap():
            yield from _gap(constraint, known)
        case Apart():
            yield from _apart(constraint, known)


def _on_date(
    constraint: OnDate, known: Callable[[End], int | None]
) -> Iterator[tuple[End, int, End | None]]:
    first: End = (constraint.day, "first")
    last: End = (constraint.day, "last")
    if (day := known(first)) is not None:
        yield first, _nearest(constraint, day, 1), first
    if (day := known(last)) is not None:
        yield last, _nearest(constraint, day, -1), last


def _nearest(constraint: OnDate, day: int, step: Literal[1, -1]) -> int:
    """Return the nearest fitting day from ``day`` on; one beyond all days when there is none."""
    beyond = LATEST + 1 if step > 0 else EARLIEST - 1
    end = day + step * _YEARS * 366
    while day != end and EARLIEST <= day <= LATEST:
        this = date.fromordinal(day)
        if constraint.month not in (None, this.month):
            day = _next_month(this, step)
        elif constraint.number in (None, this.day) and constraint.weekday in (None, this.weekday()):
            return day
        else:
            day += step
        if (day - end) * step > 0:
            break
    return beyond


def _next_month(this: date, step: int) -> int:
    if step < 0:
        return this.replace(day=1).toordinal() - 1
    return _start("month", _index("month", this.toordinal()) + 1)


def _gap(
    constraint: Gap, known: Callable[[End], int | None]
) -> Iterator[tuple[End, int, End | None]]:
    one, then = constraint.day, constraint.then
    steps: tuple[tuple[str, str, Side, int | None, int], ...] = (
        (one, then, "first", constraint.least, 1),
        (one, then, "last", constraint.most, 1),
        (then, one, "last", constraint.least, -1),
        (then, one, "first", constraint.most, -1),
    )
    for source, target, side, days, sign in steps:
        day = known((source, side))
        if day is not None and days is not None:
            yield (target, side), day + sign * days, (source, side)


def _apart(
    constraint: Apart, known: Callable[[End], int | None]
) -> Iterator[tuple[End, int, End | None]]:
    one, then, unit = constraint.day, constraint.then, constraint.unit
    for source, target, offset in ((one, then, constraint.offset), (then, one, -constraint.offset)):
        if (day := known((source, "first"))) is not None:
            yield (target, "first"), _start(unit, _index(unit, day) + offset), (source, "first")
        if (day := known((source, "last"))) is not None:
            end = _start(unit, _index(unit, day) + offset + 1) - 1
            yield (target, "last"), end, (source, "last")


def _index(unit: Unit, day: int) -> int:
    """Return the number of the week, month or year that a day lies in."""
    if unit == "week":
        return (day - 1) // _WEEK  # 0001-01-01 is a Monday
    this = date.fromordinal(day)
    return this.year if unit == "year" else this.year * 12 + this.month - 1


def _start(unit: Unit, index: int) -> int:
    """Return the first day of a week, month or year."""
    if unit == "week":
        return index * _WEEK + 1
    year, month = (index, 0) if unit == "year" else divmod(index, 12)
    if year < date.min.year:
        return EARLIEST - 1
    return date(year, month + 1, 1).toordinal()
