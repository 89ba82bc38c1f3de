"""Claims as a picture: actors and events as nodes, roles and attributions as edges.

The same claims give the same picture in any order. Nodes are ranked, so that a page may draw
the first so many and keep the rest for search.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nkgraph.views import context, layout, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nkgraph.views.phrases import Record

LINE = 20
"""Characters on a line of a node's label."""
LINES = 3
CHARACTER, LEADING = 7.0, 15.0
"""Pixels that a character is wide and a line high, on average, at the label's size."""
TOWARDS_EVENT = ("agent", "says", "relays")
"""Roles whose arrow points at the event; the others' arrows leave it."""
ATTRIBUTING = ("says", "relays")
_UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor or an event.

    Attributes:
        kind: an actor's kind, or ``event``.
        lines: the label as the canvas shows it, wrapped and shortened.
        sources: how many independent originators stand behind what is said of it.
        radius: half its width in pixels.
        status: asserted, planned, possible, denied or contested; empty for actors.
        claims: indices of its claims, as participant or event; not what it says itself.
    """

    iri: str
    kind: str
    label: str
    lines: tuple[str, ...]
    sources: int
    radius: int
    claims: tuple[int, ...]
    aliases: tuple[str, ...] = ()
    country: str | None = None
    type: str = ""
    when: str = ""
    status: str = ""
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """An actor's part in an event, or its saying so; ends are indices of nodes."""

    tail: int
    head: int
    role: str
    status: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Nodes by rank, edges, claims in the order of their articles, and the articles."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    claims: tuple[dict[str, Any], ...]
    articles: tuple[dict[str, Any], ...]


def picture(records: Iterable[Record], texts: Mapping[str, str] | None = None) -> Picture:
    """Draw claims.

    Args:
        records: claims as ``records.records`` gives them.
        texts: article source or IRI → full text, for the sentence around each evidence.
    """
    listed = sorted(records, key=_place)
    parts = _parts(listed)
    unplaced = [*_actors(listed, parts), *_events(listed)]
    degree = Counter(iri for actor, _, event in parts for iri in (actor, event))
    ranked = sorted(unplaced, key=lambda n: (-n.sources, -degree[n.iri], n.label, n.iri))
    nodes = _placed(ranked, parts)
    index = {node.iri: number for number, node in enumerate(nodes)}
    articles = sorted({record["article"]["id"]: record["article"] for record in listed}.items())
    at = {iri: number for number, (iri, _) in enumerate(articles)}
    return Picture(
        nodes=tuple(nodes),
        edges=tuple(_edges(listed, parts, index)),
        claims=tuple(_claim(record, index, at, texts or {}) for record in listed),
        articles=tuple(_article(article) for _, article in articles),
    )


def _place(record: Record) -> tuple[str, int, int, str]:
    evidence = record["evidence"]
    return record["article"]["source"], evidence["start"], evidence["end"], record["id"]


def _parts(records: list[Record]) -> dict[tuple[str, str, str], list[int]]:
    """(actor, role, event) → the claims that say so, sorted."""
    parts: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        fillers = [*record["roles"].items()]
        fillers += [("says", record["claimants"]), ("relays", record["via"])]
        for role, actors in fillers:
            for iri in dict.fromkeys(actor["id"] for actor in actors):
                parts[iri, role, record["event"]].append(number)
    return dict(sorted(parts.items()))


def _sources(records: list[Record], claims: Iterable[int]) -> int:
    return len({name for number in claims for name in phrases.originators(records[number])})


def _actors(records: list[Record], parts: Mapping[tuple[str, str, str], list[int]]) -> list[Node]:
    known: dict[str, dict[str, Any]] = {}
    for record in records:
        for actors in (*record["roles"].values(), record["claimants"], record["via"]):
            for actor in actors:
                known.setdefault(actor["id"], actor)
    of: dict[str, set[int]] = defaultdict(set)
    for (iri, role, _), claims in parts.items():
        if role not in ATTRIBUTING:
            of[iri].update(claims)
    nodes = []
    for iri, actor in sorted(known.items()):
        sources = _sources(records, of[iri])
        nodes.append(
            Node(
                iri=iri,
                kind=actor["kind"],
                label=actor["label"],
                lines=wrap(actor["label"]),
                sources=sources,
                radius=min(10 + round(4 * math.sqrt(sources)), 34),
                claims=tuple(sorted(of[iri])),
                aliases=tuple(actor.get("aliases") or ()),
                country=actor.get("country"),
            )
        )
    return nodes


def _events(records: list[Record]) -> list[Node]:
    told: dict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        told[record["event"]].append(number)
    nodes = []
    for iri, claims in sorted(told.items()):
        first = records[claims[0]]
        times = Counter(records[n]["time"] for n in claims if records[n]["time"])
        time = min(times, key=lambda edtf: (-times[edtf], edtf)) if times else None
        sources = _sources(records, claims)
        state = phrases.status({phrases.belief(records[n]) for n in claims})
        head = f"{phrases.type_label(first['type'])} {phrases.SYMBOLS[state]}".strip()
        when = phrases.time(time)
        nodes.append(
            Node(
                iri=iri,
                kind="event",
                label=phrases.event(first),
                lines=(*wrap(head), *wrap(when.partition(" (")[0])[:2]) if when else wrap(head),
                sources=sources,
                radius=min(7 + round(2.5 * math.sqrt(sources)), 20),
                claims=tuple(claims),
                type=first["type"],
                when=when,
                status=state,
            )
        )
    return nodes


def _placed(nodes: list[Node], parts: Iterable[tuple[str, str, str]]) -> list[Node]:
    """Give each node its place: label below, both inside the box that the layout keeps free."""
    from dataclasses import replace

    links: dict[tuple[str, str], float] = defaultdict(float)
    for actor, role, event in parts:
        links[actor, event] += 0.4 if role in ATTRIBUTING else 1.0
    below = {node.iri: len(node.lines) * LEADING + 6 for node in nodes}
    sizes = {
        node.iri: (
            max(2.0 * node.radius, max(len(line) for line in node.lines) * CHARACTER),
            2.0 * node.radius + below[node.iri],
        )
        for node in nodes
    }
    places = layout.positions(sizes, links)
    return [
        replace(node, x=places[node.iri][0], y=places[node.iri][1] - round(below[node.iri] / 2))
        for node in nodes
    ]


def _edges(
    records: list[Record],
    parts: Mapping[tuple[str, str, str], list[int]],
    index: Mapping[str, int],
) -> list[Edge]:
    edges = []
    for (actor, role, event), claims in parts.items():
        ends = index[actor], index[event]
        tail, head = ends if role in TOWARDS_EVENT else ends[::-1]
        state = phrases.status({phrases.belief(records[number]) for number in claims})
        edges.append(Edge(tail=tail, head=head, role=role, status=state, claims=tuple(claims)))
    return edges


def _claim(
    record: Record,
    index: Mapping[str, int],
    articles: Mapping[str, int],
    texts: Mapping[str, str],
) -> dict[str, Any]:
    """Return one claim as the page's script reads it; nodes and articles by index."""
    article, evidence = record["article"], record["evidence"]
    text = texts.get(article["source"], texts.get(article["id"]))
    quote = context.quote(
        evidence["start"], evidence["end"], evidence["text"], evidence.get("sentence"), text
    )
    figure = record["figure"]
    return {
        "id": record["id"],
        "event": index[record["event"]],
        "type": record["type"],
        "what": phrases.event(record),
        "belief": phrases.belief(record),
        "sure": phrases.belief_label(record),
        "who": phrases.attribution(record),
        "by": [index[actor["id"]] for actor in record["claimants"]],
        "via": [index[actor["id"]] for actor in record["via"]],
        "cue": record["cue"] or "",
        "when": phrases.time(record["time"]),
        "edtf": record["time"] or "",
        "day": record["earliest"] or "",
        "figure": phrases.figure(figure),
        "amount": (figure or {}).get("low"),
        "quote": [quote.before, quote.marked, quote.after, quote.cut_before, quote.cut_after],
        "article": articles[article["id"]],
        "cite": phrases.citation(record),
    }


def _article(article: Mapping[str, Any]) -> dict[str, Any]:
    source = str(article["source"])
    return {
        "title": article.get("title") or "Untitled",
        "outlet": article.get("publisher") or "",
        "published": article.get("published") or "",
        "source": source,
        "link": bool(re.match(r"https?://[^\s]+$", source)),
    }


def wrap(label: str) -> tuple[str, ...]:
    """Break a label into at most ``LINES`` lines; what is left out ends in an ellipsis.

    Controls that reorder, hide or break text are dropped: a canvas has no isolation.
    """
    words = _UNSEEN.sub(" ", label[: LINE * LINES * 2]).split() or ["—"]
    lines = [""]
    for word in words:
        rest = word
        if lines[-1] and len(lines[-1]) + 1 + len(rest) <= LINE:
            lines[-1] += f" {rest}"
            continue
        while rest:
            lines.append(rest[:LINE])
            rest = rest[LINE:]
    shown = [line for line in lines if line]
    if len(shown) > LINES:
        return (*shown[: LINES - 1], shown[LINES - 1][: LINE - 1] + "…")
    return tuple(shown)
