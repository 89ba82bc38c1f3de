"""PLOVER events as JSON Lines, as POLECAT and its coder NGEC name them, one claim a line.

What PLOVER cannot say (who says so, through whom, how sure, where it stands) follows in keys of
our own. ``POLICY``, repeated in each line, says what is left out and how dates are filled.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from nkgraph import ontology, terms
from nkgraph.records import Record, records
from nkgraph.resources import load_yaml
from nkgraph.vocab import NK, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nkgraph.store import Store

POLICY = (
    "One line a claim; claims on one event share event_id, so count events by it. Left out: "
    "what is said not to have happened, and types that PLOVER does not code (statements, "
    "warnings). Kept, with a context: planned (future), possible and requested (hypothetical). "
    "date and enddate are the first and last day that the words allow, null when they give "
    "none; never the date of publication. A claim without an actor is kept; PLOVER itself does "
    "not code it. dead, injured and size hold a number only when the claim gives one, not a "
    "range; size is dead and wounded together."
)
_CATEGORIES = "SELECT ?actor ?category { ?actor nk:category ?category }"
_PREFIX = "plover-"


def export(store: Store) -> bytes:
    """Return the events as UTF-8 text."""
    categories = {
        terms.plain(row["actor"]): terms.plain(row["category"])
        for row in store.select(_CATEGORIES)
        if row["actor"] and row["category"]
    }
    found = (event(record, categories) for record in records(store))
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in found if one is not None)
    return "".join(lines).encode("utf-8")


@cache
def codes() -> Mapping[str, str]:
    """Return event class → PLOVER event type, from skos:closeMatch; without classes that have none.

    A class takes the type of the nearest class above it that has one.
    """
    close = term("skos:closeMatch")
    pairs = (
        (terms.plain(fact.subject), terms.plain(fact.object))
        for fact in ontology.triples()
        if fact.predicate == close
    )
    own = {
        name.removeprefix(NK): code.removeprefix(NK + _PREFIX)
        for name, code in pairs
        if code.startswith(NK + _PREFIX)
    }
    above = ontology.load().superclasses
    nearest = {
        name: next((own[one] for one in (name, *above[name]) if one in own), None) for name in above
    }
    return {name: code for name, code in nearest.items() if code is not None}


@cache
def _bridge() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml("plover.yaml")
    return data


def event(record: Record, categories: Mapping[str, str]) -> dict[str, Any] | None:
    """Return a claim as a PLOVER event, or None for what PLOVER does not code.

    Args:
        record: the claim.
        categories: actor IRI → its category.
    """
    code = codes().get(record["type"])
    if code is None or record["polarity"] == "negative":
        return None
    bridge, roles, kind = _bridge(), record["roles"], record["type"]
    mode = bridge["modes"].get(kind)
    unreal = bridge["unreal"].get(record["modality"])
    contexts = [*bridge["contexts"].get(kind, ()), *([unreal] if unreal else [])]
    taken = bridge["recipients"].get(kind, bridge["recipients"]["default"])
    recipients = [actor for role in taken for actor in roles.get(role, ())]
    article = record["article"]
    return {
        "id": record["id"],
        "event_id": record["event"],
        "date": record["earliest"],
        "enddate": record["latest"],
        "event_type": code,
        "event_mode": [mode] if mode else [],
        "contexts": contexts,
        "actor": _actors(roles.get("agent", ()), categories),
        "recipient": _actors(recipients, categories),
        "event_loc": [_plain(place) for place in roles.get("place", ())],
        **_harm(record["figure"]),
        "story_id": article["id"],
        "headline": article["title"],
        "publisher": article["publisher"],
        "pub_date": article["published"],
        "source": article["source"],
        **_beyond(record),
    }


def _beyond(record: Record) -> dict[str, Any]:
    """Return what PLOVER has no field for."""
    evidence = record["evidence"]
    return {
        "claim_type": record["type"],
        "claimants": [_plain(actor) for actor in record["claimants"]],
        "via": [_plain(actor) for actor in record["via"]],
        "cue": record["cue"],
        "modality": record["modality"],
        "polarity": record["polarity"],
        "roles": {role: [_plain(a) for a in actors] for role, actors in record["roles"].items()},
        "figure": record["figure"],
        "time": record["time"],
        "evidence": {key: evidence[key] for key in ("start", "end", "text")},
        "policy": POLICY,
    }


def _plain(actor: Record) -> dict[str, Any]:
    return {"id": actor["id"], "name": actor["label"], "country": actor["country"]}


def _actors(actors: Iterable[Record], categories: Mapping[str, str]) -> list[dict[str, Any]]:
    made = []
    for actor in actors:
        category = categories.get(actor["id"])
        code = actor["country"] or _bridge()["codes"].get(category)
        made.append(_plain(actor) | {"country": code, "sector": _sector(actor, category)})
    return made


def _sector(actor: Record, category: str | None) -> str | None:
    """Return PLOVER's primary sector of an actor; None for a state as such and for the unknown."""
    sectors: dict[str, dict[str, str]] = _bridge()["sectors"]
    found = sectors["categories"].get(category or "") or sectors["kinds"].get(actor["kind"])
    if found or actor["kind"] != "group":
        return found
    last = str(actor["label"]).lower().split()[-1:]
    names = [form for word in last for form in (word, word.removesuffix("s"))]
    return next((sectors["nouns"][name] for name in names if name in sectors["nouns"]), None)


def _harm(figure: Record | None) -> dict[str, Any]:
    """Return dead, injured and size: a number each, or None."""
    found: dict[str, Any] = dict.fromkeys(_bridge()["harm"].values())
    if figure and figure["low"] == figure["high"]:
        name = _bridge()["harm"].get(figure["quantity"])
        if name:
            found[name] = figure["low"]
    return found
