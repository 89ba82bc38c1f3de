"""What the pages beside the network show: claims, their events, actors, articles and sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from nkgraph.standing import FORWARD
from nkgraph.views import fold, page, phrases, sourcing, telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nkgraph.bearings import Bearing
    from nkgraph.views.phrases import Record

SHARED = ("dom.js", "icons.js", "card.js", "search.js", "table.js", "save.js")
"""Scripts that every page has."""
AGAINST = FORWARD["contradicts"]
OWN = ("sheet.js", "facets.js", "sieve.js", "remember.js", "link.js", "side.js", "takeaway.js")
"""Scripts of the pages that show claims by themselves, not as a network."""


def sheet(
    records: Iterable[Record],
    texts: Mapping[str, str] | None = None,
    links: Iterable[Bearing] = (),
) -> dict[str, Any]:
    """Return the data of a page.

    Args:
        records: claims as ``records.records`` gives them.
        texts: article source or IRI → full text, for the sentence around each evidence.
        links: how claims bear on one another.

    Returns:
        ``claims``, ``articles``, ``actors``, ``events`` and ``origins`` (who stands behind
        claims), which name one another by index; ``types`` and ``symbols`` in words.
    """
    listed = telling.ordered(records)
    known = list(links)
    articles, at = telling.articles(listed)
    actors, index = _actors(listed)
    bearing = telling.bearing(listed, known)
    events, event_at = _events(listed, bearing)
    states = fold.states(listed).records
    told = sourcing.sourced(states, known)
    keys = sorted(set(told.origins), key=lambda key: (told.labels[key], key))
    origin_at = {key: at for at, key in enumerate(keys)}
    claims = [
        telling.claim(record, index, at, texts or {})
        | _told(record, index)
        | {"event": event_at[record["event"]], "lead": _lead(state)}
        | {"origin": origin_at[origin], "links": bears}
        for record, state, origin, bears in zip(listed, states, told.origins, bearing, strict=True)
    ]
    return {
        "claims": claims,
        "articles": articles,
        "actors": actors,
        "events": events,
        "origins": [told.labels[key] for key in keys],
        "types": {name: phrases.type_label(name) for name in sorted({c["type"] for c in claims})},
        "symbols": phrases.SYMBOLS,
    }


def render(name: str, data: Mapping[str, Any], scripts: Sequence[str], *, title: str) -> str:
    """Return a page of the family.

    Args:
        name: the view's; its template and its own style are called so.
        data: as ``sheet`` returns it, and what else the view reads.
        scripts: names of the view's own scripts, after the shared ones.
        title: the page's heading.
    """
    sources = [page.template(one) for one in (*SHARED, *OWN, *scripts)]
    styles = ("base.css", "sheet.css", "marks.css", "charts.css", f"{name}.css")
    return page.render(
        f"{name}.html", data, scripts=["\n".join(sources)], styles=styles, title=title
    )


def _actors(records: Sequence[Record]) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Return the actors, those of most claims first, and IRI → index."""
    known: dict[str, dict[str, Any]] = {}
    number: Counter[str] = Counter()
    for record in records:
        told = {one["id"]: one for one in telling.actors(record)}
        known |= told
        number.update(told.keys())
    ranked = sorted(known.values(), key=lambda a: (-number[a["id"]], a["label"], a["id"]))
    shown = [
        {
            "iri": one["id"],
            "label": one["label"],
            "kind": one["kind"],
            "aliases": list(one.get("aliases") or ()),
            "country": one.get("country") or "",
        }
        for one in ranked
    ]
    return shown, {one["iri"]: at for at, one in enumerate(shown)}


def _told(record: Record, index: Mapping[str, int]) -> dict[str, Any]:
    """Return what a claim's place on a page depends on."""
    return {
        "modality": record["modality"],
        "from": record["earliest"] or "",
        "to": record["latest"] or "",
        "via": [index[actor["id"]] for actor in record["via"]],
        "actors": sorted({index[actor["id"]] for actor in telling.actors(record)}),
    }


def _lead(record: Record) -> list[str]:
    """Return who acts, or else who takes part first, by label; states stand for their own."""
    roles: dict[str, list[dict[str, Any]]] = record["roles"]
    leading = next((roles[role] for role in ("agent", *roles) if roles.get(role)), [])
    return [actor["label"] for actor in leading]


def _events(
    records: Sequence[Record], bearing: Sequence[list[dict[str, Any]]]
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    told: dict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        told[record["event"]].append(number)
    events = []
    for iri, numbers in told.items():
        claims = [records[n] for n in numbers]
        against = {link["claim"] for n in numbers for link in bearing[n] if link["is"] == AGAINST}
        beliefs = {phrases.belief(claim) for claim in claims}
        events.append(
            {
                "iri": iri,
                "label": phrases.event(claims[0]),
                "type": claims[0]["type"],
                "status": phrases.status(beliefs, opposed=not against.isdisjoint(numbers)),
            }
        )
    return events, {iri: at for at, iri in enumerate(told)}
