"""The dossier: all that is told of an actor, an event or a whole store, on one page to print."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from nkgraph.names import folded, names
from nkgraph.views import fold, sourcing, telling
from nkgraph.views.figures import figures
from nkgraph.views.scene import Material, Scene, scene
from nkgraph.views.sheet import render, sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nkgraph.bearings import Bearing
    from nkgraph.views.phrases import Record

SCRIPTS: Final = (
    *("axis.js", "lanes.js", "timeline.js", "scale.js", "estimates.js", "chart.js", "figures.js"),
    *("portrait.js", "gist.js", "dossier.js"),
)
DRAWN: Final = 22
"""Events in the network of the dossier: more do not fit on a sheet of paper."""


def html(
    records: list[Record],
    texts: Mapping[str, str] | None = None,
    *,
    title: str,
    links: Iterable[Bearing] = (),
    about: str | None = None,
) -> str:
    """Return one self-contained HTML page that tells all, in an order to read and print.

    Args:
        records: claims as ``records.records`` gives them, in any order.
        texts: article source or IRI → its full text; evidence is then shown in its sentence.
        title: the page's heading; shown as text, whatever it holds.
        links: how claims bear on one another, as ``bearings.bearings`` gives them.
        about: whom the claims are about, by a name, IRI or code; described at the head.
    """
    listed, known = telling.ordered(records), list(links)
    data = sheet(listed, texts, known)
    counted = [record for record in listed if record["figure"]]
    more = figures(counted, known, data) | {
        "subject": None if about is None else _subject(listed, data, about),
        "portrait": _portrait(listed, data),
    }
    return render("dossier", data | more, SCRIPTS, title=title)


def _subject(records: Iterable[Record], data: Mapping[str, Any], about: str) -> int | None:
    """Return which of the page's actors is meant: the state before those that stand for it."""
    wanted = folded(about)
    at = {actor["iri"]: number for number, actor in enumerate(data["actors"])}
    found = {
        at[actor["id"]]: actor
        for record in records
        for actor in telling.actors(record)
        if wanted in names(actor)
    }
    ranking = sorted(found, key=lambda n: (found[n]["kind"] != "country", n))
    named = [n for n in ranking if wanted in names(found[n] | {"country": None})]
    return next(iter(named or ranking), None)


def _portrait(records: list[Record], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the network of the events that most sources tell of, states as one.

    Returns:
        ``nodes`` with ``x``, ``y``, ``radius``, ``lines`` and, for events, ``events``: those of
        the page that it stands for; ``edges`` between them.
    """
    told = fold.states(records).records
    origins = [str(claim["origin"]) for claim in data["claims"]]
    of: dict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(told):
        of[record["event"]].append(number)
    sources = {event: sourcing.independent(ones, told, origins) for event, ones in of.items()}
    ranking = sorted(
        (event for event, ones in of.items() if any(told[n]["roles"] for n in ones)),
        key=lambda event: (-sources[event], -len(of[event]), event),
    )
    chosen = set(ranking[:DRAWN])
    kept = [number for number, record in enumerate(told) if record["event"] in chosen]
    drawn = scene(Material([told[n] for n in kept], [origins[n] for n in kept]))
    events = {iri: sorted({data["claims"][n]["event"] for n in of[iri]}) for iri in chosen}
    return _plain(drawn, events)


def _plain(drawn: Scene, events: Mapping[str, list[int]]) -> dict[str, Any]:
    """Return a scene as data, without what it draws only because somebody says or relays it."""
    edges = [edge for edge in drawn.edges if edge.role not in ("says", "relays")]
    kept = {end for edge in edges for end in (edge.tail, edge.head)}
    kept |= {n for n, node in enumerate(drawn.nodes) if node.kind == "event"}
    at = {number: place for place, number in enumerate(sorted(kept))}
    nodes = [drawn.nodes[number] for number in sorted(kept)]
    return {
        "nodes": [
            {
                "kind": node.kind,
                "lines": list(node.lines),
                "status": node.status,
                "font": node.font,
                "radius": node.radius,
                "x": node.x,
                "y": node.y,
                "events": events.get(node.iri, []),
            }
            for node in nodes
        ],
        "edges": [[at[edge.tail], at[edge.head], edge.role, edge.status] for edge in edges],
    }
