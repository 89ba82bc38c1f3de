"""Whose word each claim is, and through whom it came, so that echoes count once.

A source is an actor, with a state's government, forces and people as one, or an outlet in its
own voice. Tellings of one utterance share their source, and so do copies of one article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nkgraph.bearings import texts, utterances
from nkgraph.standing import best
from nkgraph.views import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nkgraph.bearings import Bearing
    from nkgraph.views.phrases import Record

OUTLET: Final = "outlet:"
"""What the key of an outlet begins with; that of an actor is its IRI."""
_NO_DATE: Final = "9999"


@dataclass(frozen=True, slots=True)
class Sourced:
    """Sources, and what claims owe them.

    Attributes:
        labels: key of a source → its name.
        origins: for each claim, the key of the one whose word it is.
        rests: for each claim, the keys of all without whom it would not be told: whose word it
            is, who passes it on, and the outlet that prints it.
    """

    labels: Mapping[str, str]
    origins: tuple[str, ...]
    rests: tuple[tuple[str, ...], ...]


def sourced(records: Sequence[Record], links: Sequence[Bearing] = ()) -> Sourced:
    """Say whose word each claim is.

    Args:
        records: claims whose actors are folded into their states.
        links: how the claims bear on one another, and which articles are copies.
    """
    told, copied = utterances(links), texts(links)
    by_claim = {record["id"]: record for record in records}
    printed = {record["article"]["id"]: record for record in records}
    labels: dict[str, str] = {}
    origins, rests = [], []
    for record in records:
        group = told.get(record["id"], frozenset()) | {record["id"]}
        articles = copied.get(record["article"]["id"], frozenset())
        first = min((printed[one] for one in articles if one in printed), key=_day, default=record)
        key, label = _origin(best(by_claim[one] for one in group if one in by_claim), first)
        relays = {str(one["id"]): str(one["label"]) for one in record["via"]}
        outlet = phrases.outlet(record)
        labels |= {key: label} | relays | {OUTLET + outlet: outlet}
        origins.append(key)
        rests.append(tuple(dict.fromkeys((key, *relays, OUTLET + outlet))))
    return Sourced(labels, tuple(origins), tuple(rests))


def _day(record: Record) -> tuple[str, str]:
    return record["article"].get("published") or _NO_DATE, record["article"]["source"]


def _origin(record: Record, printed: Record) -> tuple[str, str]:
    """Return key and name of the nearest claimant, else of the outlet that printed it first.

    A claim that goes through several mouths counts once, for the mouth nearest to what is
    said; whoever passes it on adds nothing.
    """
    if record["claimants"]:
        nearest = record["claimants"][0]
        return str(nearest["id"]), str(nearest["label"])
    outlet = phrases.outlet(printed)
    return OUTLET + outlet, outlet


def independent(numbers: Sequence[int], records: Sequence[Record], origins: Sequence[str]) -> int:
    """Count the sources that say what some claims say; if all deny it, those that deny it.

    Args:
        numbers: which claims.
        records: all claims.
        origins: for each of them, whose word it is.
    """
    for denying in (False, True):
        own = [n for n in numbers if (phrases.belief(records[n]) == "denied") == denying]
        if own:
            return len({origins[n] for n in own})
    return 0
