"""What claims tell of days: of the events they speak of, and of their article's publication.

By these rules and no others:

- What is told as done has happened by the day of publication.
- What the article itself tells as still to come has not happened by then.
- Articles that speak of the same event, of a type that happens on one day, speak of the same day.
- A day or month without a year is the last such one before publication. ("December 26" told on
  5 January is ten days old, never 375.) Extraction reads it so in a dated article; here the same
  reading bounds the day of publication: at most ``YEARLESS`` days lie between.
- "This month", "yesterday", "on Friday" count from the day of publication.
- What must come first comes first: a treaty is signed before it is in force.

Which year "December 26" fell in is thus only said when the rest decides it; otherwise the first
possible one is a lower bound, and no more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

from nkgraph import times
from nkgraph.days import Apart, Gap, OnDate, Within, unknowns
from nkgraph.resources import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nkgraph.days import Constraint

    Record = Mapping[str, Any]

YEARLESS = 320
"""Days that a day or month given without its year may lie back: one that is less than 45 days
ahead would be read as the coming one."""

_REALIS = frozenset({"asserted", "estimated", "alleged"})
_MASKED = re.compile(r"XXXX-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_LEAP_DAY = ("02", "29")
_WEEKDAY, _LAST_WEEKDAY = (0, 6), (1, 7)
"""How many days back "Friday" and "last Friday" may lie."""
_QUOTES = frozenset('"“”«„')
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Basis:
    """Words that a bound follows from, and why.

    Attributes:
        bound: which end they bear on.
        claim: IRI.
        article: IRI of the article that the words stand in.
        start: half-open span in code points, with ``end``.
        words: the evidence as written.
        reason: why the words bear on the day, for people to read.
    """

    bound: Literal["earliest", "latest"]
    claim: str
    article: str
    start: int
    end: int
    words: str
    reason: str


class Clues:
    """What claims tell of days, as constraints, each with its words and its reason."""

    def __init__(self, told: Sequence[Record]) -> None:
        """Read claims, given in the order of their IRIs."""
        self.constraints: dict[str, Constraint] = {}
        self._reasons: dict[str, tuple[str, tuple[Record, ...]]] = {}
        for record in told:
            if record["type"] not in _knowledge()["ahead"]:
                self._read(record)
        for before, after, roles in _orders():
            self._order(told, before, after, roles)

    def relevant(self, undated: set[str]) -> list[Constraint]:
        """Return the constraints that these articles' days hang on, directly or through others."""
        at: dict[str, list[Constraint]] = defaultdict(list)
        for one in self.constraints.values():
            for day in unknowns(one):
                at[day].append(one)
        days, seen = sorted(undated), set(undated)
        found: dict[str, Constraint] = {}
        while days:
            for one in at[days.pop()]:
                found[one.name] = one
                fresh = set(unknowns(one)) - seen
                seen |= fresh
                days += fresh
        return list(found.values())

    def basis(self, name: str, bound: Literal["earliest", "latest"]) -> Iterator[Basis]:
        """Yield the words behind the constraint of that name."""
        reason, records = self._reasons[name]
        for record in records:
            evidence = record["evidence"]
            yield Basis(
                bound=bound,
                claim=record["id"],
                article=record["article"]["id"],
                start=evidence["start"],
                end=evidence["end"],
                words=evidence["text"],
                reason=reason,
            )

    def _add(
        self, reason: str, constraint: Constraint, *records: Record, plain: bool = False
    ) -> None:
        """Keep a constraint with its reason; ``plain`` ones are the reasons to give first."""
        rank = "0" if plain else "1"
        name = " ".join([rank, *(record["id"] for record in records), constraint.name])
        self.constraints[name] = replace(constraint, name=name)
        self._reasons[name] = reason, records

    def _read(self, record: Record) -> None:
        dated = record["article"]["published"] is not None
        if _is_done(record):
            (self._done_in_dated if dated else self._done)(record)
        elif record["modality"] == "planned" and _is_told_ahead(record):
            (self._ahead_in_dated if dated else self._ahead)(record)

    def _done_in_dated(self, record: Record) -> None:
        """Add what a dated article tells of the day of an event: by when, and its time."""
        if not _is_point(record):
            return
        published = date.fromisoformat(record["article"]["published"])
        self._add(
            f"told as done in an article of {published}",
            Within(day=record["event"], last=published, name="done"),
            record,
        )
        if record["time"] and not _is_interval_of_masks(record["time"]):
            self._dated(record, record["event"], record["time"])

    def _done(self, record: Record) -> None:
        """Add what an undated article tells: done by publication, and its time."""
        event, article, time = record["event"], record["article"]["id"], record["time"]
        shared = _is_point(record) and not _is_interval_of_masks(time)
        if _is_point(record):
            self._add("told as done", Gap(day=event, then=article, name="done"), record)
        if time:
            day = event if shared else record["id"]
            part = time if shared else times.last_part(time)
            self._add("told as done", Gap(day=day, then=article, name="dated-done"), record)
            self._dated(record, day, part)
            if first := _bounds(part)[0]:
                plain = Within(day=article, first=first, name="since")
                self._add(f"told as done, and dated {time}", plain, record, plain=True)
            match = _MASKED.fullmatch(part)
            if match and (match["month"], match["day"]) != _LEAP_DAY:
                self._add(
                    f"{time} without a year is the last one before publication",
                    Gap(day=day, then=article, most=YEARLESS, name="yearless"),
                    record,
                )
        if shared and record.get("relative"):
            self._relative(record)

    def _dated(self, record: Record, day: str, edtf: str) -> None:
        """Add the time that a claim gives of a day."""
        if match := _MASKED.fullmatch(edtf):
            number = int(match["day"]) if match["day"] else None
            mask = OnDate(day=day, month=int(match["month"]), number=number, name="on")
            self._add(f"dated {record['time']}", mask, record)
        else:
            first, last = _bounds(edtf)
            self._add(
                f"dated {record['time']}",
                Within(day=day, first=first, last=last, name="on"),
                record,
            )

    def _relative(self, record: Record) -> None:
        """Add a time that counts from the day of publication ("this month")."""
        event, article = record["event"], record["article"]["id"]
        unit, offset = record["relative"]["unit"], record["relative"]["offset"]
        if offset > 0:
            return  # told as done and as still to come
        reason = f"“{record['relative']['text']}” counts from the day of publication"
        if unit == "day":
            gap = Gap(day=event, then=article, least=-offset, most=-offset, name="ago")
            self._add(reason, gap, record)
        elif unit in _WEEKDAYS:
            least, most = _LAST_WEEKDAY if offset else _WEEKDAY
            weekday = OnDate(day=event, weekday=_WEEKDAYS.index(unit), name="weekday")
            self._add(reason, weekday, record)
            ago = Gap(day=event, then=article, least=least, most=most, name="ago")
            self._add(reason, ago, record)
        else:
            apart = Apart(day=event, then=article, unit=unit, offset=-offset, name="period")
            self._add(reason, apart, record)

    def _ahead(self, record: Record) -> None:
        """Add what an undated article tells as still to come."""
        article = record["article"]["id"]
        if record["time"] and (last := _bounds(record["time"])[1]):
            reason = f"told as still to come in {record['time']}"
            self._add(reason, Within(day=article, last=last, name="before"), record)
        if _is_point(record) and record["polarity"] == "positive":
            before = Gap(day=article, then=record["event"], name="ahead")
            self._add("told as still to come", before, record)

    def _ahead_in_dated(self, record: Record) -> None:
        if _is_point(record) and record["polarity"] == "positive":
            published = date.fromisoformat(record["article"]["published"])
            self._add(
                f"told as still to come in an article of {published}",
                Within(day=record["event"], first=published, name="ahead"),
                record,
            )

    def _order(
        self, told: Sequence[Record], before: str, after: str, roles: Mapping[str, str]
    ) -> None:
        """Add that one event comes before another, where an actor has one of each type."""
        found: dict[tuple[str, str], dict[str, Record]] = defaultdict(dict)
        for record in told:
            if record["type"] in (before, after) and _is_done(record):
                for actor in record["roles"].get(roles[record["type"]], ()):
                    if actor["kind"] in _knowledge()["same"]:
                        found[actor["id"], record["type"]].setdefault(record["event"], record)
        for actor, name in sorted(found):
            firsts, lasts = found[actor, name], found.get((actor, after), {})
            if name == before and len(firsts) == len(lasts) == 1:
                (one,), (other,) = firsts.values(), lasts.values()
                self._add(
                    f"{_plain(before)} comes before {_plain(after)}",
                    Gap(day=one["event"], then=other["event"], name="order"),
                    one,
                    other,
                )


@cache
def _knowledge() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml("dating.yaml")
    return data


@lru_cache(maxsize=4096)
def _bounds(edtf: str) -> tuple[date | None, date | None]:
    return times.bounds(edtf)


@cache
def _orders() -> tuple[tuple[str, str, Mapping[str, str]], ...]:
    """Return (earlier type, later type, type → role of the actor that they share)."""
    return tuple(
        (pair["earlier"], pair["later"], {pair["earlier"]: before, pair["later"]: after})
        for pair in load_yaml("order.yaml")["pairs"]
        for after, before in pair.get("same", {}).items()
    )


@cache
def _future() -> re.Pattern[str]:
    return re.compile("|".join(_knowledge()["future"]), re.IGNORECASE)


def _is_done(record: Record) -> bool:
    """Tell whether a claim is told as having happened, by whomever and however sure."""
    return record["modality"] in _REALIS and record["polarity"] == "positive"


def _is_point(record: Record) -> bool:
    """Tell whether the event happens on one day, the same for all who speak of it."""
    return record["type"] in _knowledge()["points"]


def _is_told_ahead(record: Record) -> bool:
    """Tell whether the article in its own voice says that it is still to come.

    What somebody said earlier ("We will sign on 5 May") may have come by now.
    """
    words: str = record["evidence"]["text"]
    found = _future().search(words)
    if found is None or record["claimants"]:
        return False
    return not _QUOTES & set(words[: found.start()])


def _is_interval_of_masks(edtf: str | None) -> bool:
    """Tell whether a time is an interval without a year: it bounds no single day."""
    return edtf is not None and "/" in edtf and edtf.startswith("XXXX")


def _plain(name: str) -> str:
    """Return ``entry into force`` for ``EntryIntoForce``."""
    return re.sub(r"(?<=.)(?=[A-Z])", " ", name).lower()
