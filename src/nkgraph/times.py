"""Dates as EDTF gives them, and figures as comparators bind them, made comparable.

The library ``edtf`` was tried: it takes 10 ms a date, 0.4 s to import, and fails on open intervals.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.model import Figure

_DATE = re.compile(
    r"[~?%]?(?P<year>[0-9X]{4})[~?%]?(?:-[~?%]?(?P<month>[0-9X]{2})[~?%]?"
    r"(?:-[~?%]?(?P<day>[0-9X]{2})[~?%]?)?)?",
)
_OPEN = ("", "..")
_YEAR = re.compile(r"^[~?%]?[0-9X]{4}")
_LEAP_YEAR = "2000"
_NEAR = Decimal("0.1")
"""How far "about" and "nearly" reach, as a share of the number (nk:comparatorScheme says so)."""


@cache
def bounds(edtf: str) -> tuple[date | None, date | None]:
    """Return the earliest and the latest day that ``edtf`` allows.

    Reads EDTF level 0 and 1 and masked digits: ``2024``, ``2024-12``, ``2024-12-26``,
    ``2024-XX``, ``202X``, ``2024-12~``, ``2025-01/2025-03``, ``2025-01/..``. Qualifiers do not
    widen. A side is None when open, and both are None when the year is unknown
    (``XXXX-12-26``).

    Raises:
        ValueError: for anything else (seasons and sets too), and for days that do not exist.
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _edges(edtf)
    if start in _OPEN and end in _OPEN:
        raise ValueError(f"not an EDTF interval: {edtf!r}")
    earliest = None if start in _OPEN else _edges(start)[0]
    latest = None if end in _OPEN else _edges(end)[1]
    if earliest and latest and latest < earliest:
        raise ValueError(f"the interval ends before it starts: {edtf!r}")
    return earliest, latest


def last_part(edtf: str) -> str:
    """Return the end of an interval, or its start where the end is open; else the date itself."""
    start, _, end = edtf.partition("/")
    return start if end in _OPEN else end


def known_to_month(edtf: str) -> bool:
    """Tell whether year and month are given, at both ends of an interval."""
    matches = [_DATE.fullmatch(part) for part in edtf.split("/")]
    return all(
        match and match["month"] and "X" not in match["year"] + match["month"] for match in matches
    )


@cache
def compatible(one: str, other: str) -> bool:
    """Tell whether both EDTF values may mean the same time; masked years agree with any year."""
    if one == other:
        return True
    if "XXXX" in one or "XXXX" in other:
        return any(_overlap(_in_one_year(one), _in_one_year(other), year) for year in (-1, 0, 1))
    return _overlap(bounds(one), bounds(other), 0)


@cache
def span(edtf: str) -> int | None:
    """Return how many days ``edtf`` may cover, a masked year taken as known; None without end."""
    earliest, latest = _in_one_year(edtf)
    return None if earliest is None or latest is None else (latest - earliest).days + 1


def _overlap(
    one: tuple[date | None, date | None], other: tuple[date | None, date | None], years: int
) -> bool:
    """Tell whether two ranges share a day when the first is moved by a number of years."""
    shift = years * 366
    low, high = (None if day is None else day.toordinal() + shift for day in one)
    least, most = (None if day is None else day.toordinal() for day in other)
    starts_late = low is not None and most is not None and low > most
    ends_early = high is not None and least is not None and high < least
    return not starts_late and not ends_early


def _in_one_year(edtf: str) -> tuple[date | None, date | None]:
    """Return the bounds with the year, known or not, put to the same leap year."""
    start, slash, end = edtf.partition("/")
    dates = [_YEAR.sub(_LEAP_YEAR, part) for part in (start, end)]
    if slash and end not in _OPEN and start not in _OPEN:
        first, last = _edges(dates[0])[0], _edges(dates[1])[1]
        if first and last and last < first:
            last = _edges(dates[1].replace(_LEAP_YEAR, "2001", 1))[1]
        return first, last
    return bounds("/".join(dates) if slash else dates[0])


def figure_bounds(figure: Figure) -> tuple[float, float | None]:
    """Return the least and the greatest number that the figure's words allow.

    Counts (all but money) are whole: more than 3000 starts at 3001. "About" reaches a tenth
    either way, "nearly" a tenth below and no further than the number. None is no upper limit.
    """
    low, high = Decimal(repr(figure.low)), Decimal(repr(figure.high))
    step = Decimal(0 if figure.quantity == "money" else 1)
    least: Decimal = low
    most: Decimal | None = high
    match figure.comparator:
        case "exactly" | "between":
            pass
        case "approximately":
            least, most = low * (1 - _NEAR), high * (1 + _NEAR)
        case "nearly":
            least = low * (1 - _NEAR)
        case "moreThan":
            least, most = low + step, None
        case "atLeast":
            most = None
        case "lessThan":
            least, most = Decimal(0), max(high - step, Decimal(0))
        case "atMost":
            least = Decimal(0)
    if step and low == low.to_integral_value() and high == high.to_integral_value():
        least = least.to_integral_value(ROUND_CEILING)
        most = None if most is None else most.to_integral_value(ROUND_FLOOR)
    return float(least), None if most is None else float(most)


def _edges(text: str) -> tuple[date | None, date | None]:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"not an EDTF date: {text!r}")
    year = match["year"]
    if year == "XXXX":
        _check_unknown_year(match, text)
        return None, None
    days = (match["month"] or "XX", match["day"] or "XX")
    first = next(_days(max(1, int(year.replace("X", "0"))), *days, backwards=False), None)
    last = next(_days(int(year.replace("X", "9")), *days, backwards=True), None)
    if first is None or last is None:
        raise ValueError(f"no such day: {text!r}")
    return first, last


def _check_unknown_year(match: re.Match[str], text: str) -> None:
    leap_year = 2000
    month, day = match["month"] or "XX", match["day"] or "XX"
    if next(_days(leap_year, month, day, backwards=False), None) is None:
        raise ValueError(f"no such day: {text!r}")


def _days(year: int, month: str, day: str, *, backwards: bool) -> Iterator[date]:
    """Yield the year's days that fit both masks, from one end of the year."""
    if year == 0:
        return
    step = -1 if backwards else 1
    for number in range(1, 13)[::step]:
        if _fits(number, month):
            length = calendar.monthrange(year, number)[1]
            yield from (
                date(year, number, one) for one in range(1, length + 1)[::step] if _fits(one, day)
            )


def _fits(number: int, mask: str) -> bool:
    return all(want in ("X", digit) for want, digit in zip(mask, f"{number:02}", strict=True))
