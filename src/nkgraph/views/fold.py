"""States as one: a state's government, forces and people stand for it, alike events for one.

The rule is ``identify.state_id``, the one that flat triples and event keys follow: an armed
group that the gazetteer knows acts for itself. Only what is drawn is folded; the words of a
claim name its actors exactly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from nkgraph import gazetteer, identify
from nkgraph.model import Actor
from nkgraph.views import phrases
from nkgraph.views.phrases import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ID = re.compile(r"(?s)(?P<base>.*?)(?P<id>[^/]+/[^/]+)")
_STATE_FIRST = ("country", "government", "force", "group")


@dataclass(frozen=True, slots=True)
class Folded:
    """Records in which folded actors and events have taken the place of the exact ones.

    Attributes:
        records: as given and in that order, with other actors and events.
        members: folded IRI → the exact IRIs that it stands for, sorted.
    """

    records: list[Record]
    members: dict[str, tuple[str, ...]]


def states(records: Iterable[Record]) -> Folded:
    """Fold actors into their states, then events of one kind between the same actors into one."""
    listed = list(records)
    exact = {actor["id"]: actor for record in listed for actor in _all(record)}
    into = {iri: _state_iri(actor) for iri, actor in exact.items()}
    members = _members(into)
    shown = {iri: _shown(iri, [exact[one] for one in members[iri]]) for iri in members}
    instead = {one: shown[iri] for one, iri in into.items()}
    folded = [_with(record, instead) for record in listed]
    event = _events(folded)
    return Folded(
        [{**record, "event": event[record["event"]]} for record in folded],
        members | _members(event),
    )


def _all(record: Record) -> list[dict[str, Any]]:
    fillers = [actor for actors in record["roles"].values() for actor in actors]
    return [*fillers, *record["claimants"], *record["via"]]


def _members(into: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in sorted(into):
        found[into[one]].append(one)
    return {iri: tuple(ones) for iri, ones in sorted(found.items())}


def _state_iri(actor: Mapping[str, Any]) -> str:
    """Return the IRI of the state that an actor of a record acts for, or else its own."""
    iri = str(actor["id"])
    match = _ID.fullmatch(iri)
    if match is None:
        return iri
    name = unquote(match["id"])
    state = identify.state_id(
        Actor(
            id=name,
            kind=actor["kind"],
            label=actor["label"],
            country=actor.get("country"),
            known=gazetteer.load().entry(name) is not None,
        )
    )
    return iri if state == name else match["base"] + identify.quoted(state)


def _shown(iri: str, members: list[dict[str, Any]]) -> dict[str, Any]:
    """Describe a folded actor: as a record does, else the gazetteer, else its first member."""
    for member in members:
        if member["id"] == iri:
            return member
    first = min(members, key=lambda m: (_STATE_FIRST.index(m["kind"]), m["label"], m["id"]))
    code = first["country"]
    entry = gazetteer.load().entry(f"country/{code}")
    label = first["label"] if entry is None else entry.actor.label
    return {"id": iri, "label": label, "aliases": [], "kind": "country", "country": code}


def _with(record: Record, shown: Mapping[str, dict[str, Any]]) -> Record:
    """Replace the actors of a record; what a state moves of its own is no part beside it."""

    def replaced(actors: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return list({shown[a["id"]]["id"]: shown[a["id"]] for a in actors}.values())

    roles = {role: replaced(actors) for role, actors in record["roles"].items()}
    parties = {a["id"] for role in ("agent", "patient") for a in roles.get(role, ())}
    if "theme" in roles:
        roles["theme"] = [actor for actor in roles["theme"] if actor["id"] not in parties]
    return {
        **record,
        "roles": {role: actors for role, actors in roles.items() if actors},
        "claimants": replaced(record["claimants"]),
        "via": replaced(record["via"]),
    }


def _events(records: list[Record]) -> dict[str, str]:
    """Return event → the event that it is drawn as.

    Events are drawn as one when type, actors (those who act apart from the others), status and
    times are the same, and at least one actor takes part.
    """
    told: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        told[record["event"]].append(record)
    first: dict[tuple[object, ...], str] = {}
    into = {}
    for iri, claims in sorted(told.items()):
        parts = frozenset(
            (role == "agent", actor["id"])
            for claim in claims
            for role, actors in claim["roles"].items()
            for actor in actors
        )
        status = phrases.status({phrases.belief(claim) for claim in claims})
        times = frozenset(claim["time"] for claim in claims if claim["time"])
        key = (claims[0]["type"], parts, status, times)
        into[iri] = first.setdefault(key, iri) if parts else iri
    return into
