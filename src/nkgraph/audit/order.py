"""Events dated before what must come first, and things told as done that lie ahead.

Which event types follow which, and whose, stands in ontology/order.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from nkgraph import lexicon
from nkgraph.audit import portions
from nkgraph.audit.finding import Finding
from nkgraph.audit.quantities import one_of
from nkgraph.audit.totals import is_told, passage
from nkgraph.errors import OntologyError
from nkgraph.resources import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Record = dict[str, Any]
_WEEK = timedelta(days=7)
"""A weekday or "tomorrow" may have been taken for the coming one; beyond that the words decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One pair of ontology/order.yaml; its head explains the fields."""

    earlier: str
    later: str
    same: Mapping[str, str]
    country: Mapping[str, str]
    within: int | None
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What ontology/order.yaml says."""

    pairs: tuple[Pair, ...]
    again: frozenset[str]
    past: frozenset[str]
    ahead: frozenset[str]


@cache
def load() -> Order:
    """Read the file; one value a process.

    Raises:
        OntologyError: a pair without its types, its shared roles or its problem.
    """
    data: dict[str, Any] = load_yaml("order.yaml")
    try:
        pairs = tuple(
            Pair(**{"same": {}, "country": {}, "within": None, **item}) for item in data["pairs"]
        )
    except TypeError as error:
        raise OntologyError(f"ontology/order.yaml: a pair is not complete: {error}") from None
    return Order(
        pairs=pairs, **{name: frozenset(data[name]) for name in ("again", "past", "ahead")}
    )


def check_order(records: Sequence[Record], source: str) -> Iterator[Finding]:
    """Yield events of one article that are dated before what must come first.

    Args:
        records: the claims of one article.
        source: its path or URL.
    """
    told = [record for record in records if is_told(record)]
    for pair in load().pairs:
        firsts = [r for r in told if pair.earlier in (r["type"], *r["types"])]
        for later in told:
            if later["latest"] and pair.later in (later["type"], *later["types"]):
                yield from _before(pair, firsts, later, source)


def _before(pair: Pair, firsts: Sequence[Record], later: Record, source: str) -> Iterator[Finding]:
    """Yield the finding that ``later`` ends before what it must follow begins."""
    alike = [first for first in firsts if _agree(pair, first, later)]
    if pair.country and any(not r["earliest"] for r in firsts if _of_state(pair, r, later)):
        return
    if not alike or any(not r["earliest"] or later["latest"] >= r["earliest"] for r in alike):
        return
    first = min(alike, key=lambda r: (r["earliest"], r["id"]))
    if _says(load().again, first) or _says(load().again, later) or _long_ago(pair, first, later):
        return
    words = f"{pair.problem}: {later['time']} is before {first['time']}"
    yield Finding(source, "out-of-order", tuple(sorted({passage(first), passage(later)})), words)


def _agree(pair: Pair, first: Record, later: Record) -> bool:
    """Tell whether both speak of the same parties."""
    for role, other in pair.same.items():
        theirs = {actor["id"] for actor in first["roles"].get(other, ())}
        if not any(a["id"] in theirs and _single(a) for a in later["roles"].get(role, ())):
            return False
    return not pair.country or (_of_state(pair, first, later) and _in_one_state(first, later))


def _long_ago(pair: Pair, first: Record, later: Record) -> bool:
    gap = date.fromisoformat(first["earliest"]) - date.fromisoformat(later["latest"])
    return pair.within is not None and gap.days > pair.within


def _of_state(pair: Pair, first: Record, later: Record) -> bool:
    return all(
        {a["country"] for a in first["roles"].get(other, ()) if a["country"]}
        & {a["country"] for a in later["roles"].get(role, ())}
        for role, other in pair.country.items()
    )


def _in_one_state(first: Record, later: Record) -> bool:
    """Tell whether forces went to the state where, or by whose hand, the later event happened."""
    sent_to = _states(first, "place", "recipient") - _states(first, "agent")
    return bool(sent_to & _states(later, "place", "agent"))


def _states(record: Record, *roles: str) -> set[str]:
    fillers = [actor for role in roles for actor in record["roles"].get(role, ())]
    return {str(actor["country"]) for actor in fillers if actor["country"]}


def _single(actor: Record) -> bool:
    """Tell whether the actor is one thing; a group is when its name is singular ("soldier")."""
    if actor["kind"] in ("person", "agreement", "place", "country"):
        return True
    last = str(actor["label"]).lower().split()[-1]
    return (
        actor["kind"] == "group"
        and not {"force", "person", "captive"}.isdisjoint(lexicon.load().classes(last))
        and last not in portions.load().bundles | {"people", "personnel", "troop"}
    )


def check_future(records: Sequence[Record], source: str) -> Iterator[Finding]:
    """Yield what is told as done and dated more than a week after the article came out."""
    for record in records:
        published, earliest = record["article"]["published"], record["earliest"]
        if not published or not earliest or not is_told(record):
            continue
        if date.fromisoformat(earliest) > date.fromisoformat(published) + _WEEK and _done(record):
            words = f"told as done at {record['time']}, but the article is of {published}"
            yield Finding(source, "after-publication", (passage(record),), words)


def _done(record: Record) -> bool:
    """Tell whether the words are of the past, and none looks ahead."""
    return _says(load().past, record) and not _says(load().ahead, record)


def _says(words: frozenset[str], record: Record) -> bool:
    """Tell whether the evidence holds one of the words or phrases."""
    text = " ".join(str(record["evidence"]["text"]).lower().split())
    return re.search(rf"\b{one_of(words)}\b", text) is not None
