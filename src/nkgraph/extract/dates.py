"""Times in a parse, as Extended Date/Time Format (Library of Congress, 2019).

Digits that neither the text nor the day of publication gives stay ``X``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from spacy.tokens import Token

from nkgraph.model import Relative, Span, When
from nkgraph.resources import load_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

_AHEAD = timedelta(days=45)
"""How far after publication a date without a year may lie."""
_LEADS = frozenset({"in", "since", "on", "of", "between", "by"})
_LEADING = {"last": -1, "next": 1}
_LEAP = 2024
"""Any leap year: in it, February has all the days that it may have."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A time and the first of its tokens; ``since`` is true for the start of a period."""

    when: When | Relative
    token: Token
    since: bool = False


@cache
def _words() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml("lexicon/dates.yaml")
    return data


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[..., str | None]], ...]:
    data = _words()
    month = "|".join(sorted(data["months"], key=len, reverse=True))
    day, year = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:19|20)\d\d"
    named = rf"(?:{month})\.?"
    relative = "|".join(sorted(data["relative"], key=len, reverse=True))
    weekday = "|".join(data["weekdays"])
    sources = (
        (
            (
                rf"(?:between|from) (?P<m>{named})(?: (?P<y>{year}))?"
                rf" (?:and|to|until) (?P<n>{named})(?: (?P<z>{year}))?"
            ),
            _months,
        ),
        (rf"(?:between|from) (?P<y>{year}) (?:and|to|until|through) (?P<z>{year})", _years),
        (rf"(?P<m>{named}) (?P<d>{day})(?:,? (?P<y>{year}))?(?!\d)", _day),
        (rf"(?P<d>{day})(?: of)? (?P<m>{named})(?:,? (?P<y>{year}))?", _day),
        (rf"(?P<y>{year})-(?P<m>\d\d)-(?P<d>\d\d)", _iso),
        (rf"(?P<m>{named}),? (?:of )?(?P<y>{year})", _month),
        (
            rf"(?:in|since|until|by|last|during|of|early|late|mid|for|through)[ -](?P<m>{named})",
            _month,
        ),
        (
            rf"(?:in|since|of|during|early|late|mid|by|from|the)[ -](?P<y>{year})(?!\d|-\d|,\d)",
            _year,
        ),
        (rf"(?P<r>{relative})", _relative),
        (rf"(?P<p>last |next |this )?(?P<w>{weekday})", _weekday),
    )
    return tuple((re.compile(rf"\b{source}\b", re.IGNORECASE), read) for source, read in sources)


@cache
def _scopes() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{source})" for source in _words()["scope"]))


def dates(doc: Doc, published: str | None) -> list[Dated]:
    """Return the times that a parse names, in the order of the text.

    Those that count from the day of publication stay relative when it is unknown.
    """
    day = date.fromisoformat(published) if published else None
    text = doc.text
    taken: list[Span] = []
    found = []
    for pattern, read in _patterns():
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if any(span.overlaps(other) for other in taken):
                continue
            if dated := _dated(doc, match, read, day):
                taken.append(span)
                found.append(dated)
    return sorted(found, key=lambda dated: dated.when.span)


def scope(text: str, first: int, last: int) -> str | None:
    """Return the words between two offsets of a text that limit a figure in time."""
    match = _scopes().search(text, first, last)
    return match[0] if match else None


def _dated(
    doc: Doc,
    match: re.Match[str],
    read: Callable[..., str | None],
    day: date | None,
) -> Dated | None:
    chars = doc.char_span(*match.span(), alignment_mode="expand")
    when = _when(match, read, day, doc.user_data.get("start", 0))
    if chars is None or when is None:
        return None
    lead = match[0].split()[0].lower()
    at = chars[1] if lead in _LEADS and len(chars) > 1 else chars[0]
    return Dated(
        when,
        at,
        since=lead == "since" or (at.i > 0 and doc[at.i - 1].lower_ == "since"),
    )


def _when(
    match: re.Match[str], read: Callable[..., str | None], day: date | None, start: int
) -> When | Relative | None:
    groups = match.groupdict()
    span = Span(start + match.start(), start + match.end())
    if edtf := read(groups, day):
        stated = day is None or bool(groups.get("y") or groups.get("z"))
        basis: Literal["stated", "published"] = "stated" if stated else "published"
        return When(span=span, text=match[0], edtf=edtf, basis=basis)
    if day is not None:
        return None
    if word := groups.get("r"):
        unit, offset = _words()["relative"][word.lower()]
    elif word := groups.get("w"):
        lead = (groups["p"] or "").strip().lower()
        unit, offset = word.lower(), _LEADING.get(lead, 0)
    else:
        return None
    return Relative(span=span, text=match[0], unit=unit, offset=offset)


def _number(name: str) -> int:
    months: dict[str, int] = _words()["months"]
    return months[name.lower().rstrip(".")]


def _months(groups: dict[str, str | None], day: date | None) -> str | None:
    first, last = _number(groups["m"] or ""), _number(groups["n"] or "")
    last_year = groups["z"] or _year_of(last, None, day)
    if groups["y"] and not groups["z"]:  # "between November 2024 and January"
        last_year = str(int(groups["y"]) + (first > last))
    first_year = groups["y"] or last_year
    if first > last and not groups["y"] and first_year.isdigit():
        first_year = str(int(first_year) - 1)
    begun, ended = f"{first_year}-{first:02}", f"{last_year}-{last:02}"
    return f"{begun}/{ended}" if begun <= ended or not ended[0].isdigit() else None


def _years(groups: dict[str, str | None], _: date | None) -> str | None:
    begun, ended = groups["y"] or "", groups["z"] or ""
    return f"{begun}/{ended}" if begun < ended else None


def _day(groups: dict[str, str | None], day: date | None) -> str | None:
    month, number = _number(groups["m"] or ""), int(re.sub(r"\D", "", groups["d"] or ""))
    if not 1 <= number <= monthrange(int(groups["y"] or _LEAP), month)[1]:
        return None
    return f"{groups['y'] or _year_of(month, number, day)}-{month:02}-{number:02}"


def _iso(groups: dict[str, str | None], _: date | None) -> str | None:
    try:
        return date(*(int(groups[part] or 0) for part in "ymd")).isoformat()
    except ValueError:
        return None


def _month(groups: dict[str, str | None], day: date | None) -> str:
    month = _number(groups["m"] or "")
    return f"{groups.get('y') or _year_of(month, None, day)}-{month:02}"


def _year(groups: dict[str, str | None], _: date | None) -> str:
    return groups["y"] or ""


def _year_of(month: int, number: int | None, day: date | None) -> str:
    """Return the year of a date without one: of the last such day before publication.

    A day that is less than ``_AHEAD`` after publication is one to come.
    """
    if day is None:
        return "XXXX"
    for year in (day.year + 1, day.year, day.year - 1):
        if (number or 1) <= monthrange(year, month)[1]:
            this = date(year, month, number or 1)
            if this <= day + _AHEAD:
                return str(year)
    return "XXXX"


def _relative(groups: dict[str, str | None], day: date | None) -> str | None:
    if day is None:
        return None
    unit, offset = _words()["relative"][(groups["r"] or "").lower()]
    match unit:
        case "day":
            return (day + timedelta(days=offset)).isoformat()
        case "week":
            monday = day - timedelta(days=day.weekday()) + timedelta(weeks=offset)
            return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
        case "month":
            months = day.year * 12 + day.month - 1 + offset
            return f"{months // 12}-{months % 12 + 1:02}"
        case _:
            return str(day.year + offset)


def _weekday(groups: dict[str, str | None], day: date | None) -> str | None:
    if day is None:
        return None
    wanted = _words()["weekdays"][(groups["w"] or "").lower()]
    back = (day.weekday() - wanted) % 7
    if (groups["p"] or "").strip().lower() == "next":
        return (day + timedelta(days=(wanted - day.weekday()) % 7 or 7)).isoformat()
    if (groups["p"] or "").strip().lower() == "last":
        back = back or 7
    return (day - timedelta(days=back)).isoformat()
