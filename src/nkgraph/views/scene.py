"""Nodes and lines of one picture: actors and events, their parts and sayings, each in its place.

The same claims give the same scene in any order. Nodes are ranked by independent
sources and lines, so that a page may draw the first so many and keep the rest for search.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from nkgraph.drawing import layout
from nkgraph.views import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nkgraph.views.phrases import Record

    Parts = Mapping[tuple[str, str, str], list[int]]
    Places = Mapping[str, tuple[int, int]]

LINE = 17
"""Characters on a line of a node's label."""
LINES = 3
WIDTH, LEADING = 0.58, 1.16
"""A character's average width and a line's height, in units of the font's size."""
EVENT_FONT, ACTOR_FONT, LARGEST_FONT = 12, 13, 20
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
        font: the label's size in pixels.
        status: asserted, planned, possible, denied or contested; empty for actors.
        claims: indices of its claims, as participant or event; not what it says itself.
        members: indices of the exact nodes that it stands for, when not for itself alone.
    """

    iri: str
    kind: str
    label: str
    lines: tuple[str, ...]
    sources: int
    radius: int
    font: int
    claims: tuple[int, ...]
    aliases: tuple[str, ...] = ()
    country: str | None = None
    type: str = ""
    when: str = ""
    status: str = ""
    members: tuple[int, ...] = ()
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """An actor's part in an event, or its saying so; ends are indices of nodes.

    ``role`` names several parts, parted by commas, when the actor has several.
    """

    tail: int
    head: int
    role: str
    status: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Nodes by rank, and the lines between them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def places(self) -> dict[str, tuple[int, int]]:
        """Return IRI → where its node stands."""
        return {node.iri: (node.x, node.y) for node in self.nodes}

    def index(self) -> dict[str, int]:
        """Return IRI → index of its node."""
        return {node.iri: number for number, node in enumerate(self.nodes)}


def scene(records: list[Record], former: Places | None = None) -> Scene:
    """Draw claims, each told by its index, as actors and events.

    Args:
        records: claims as ``records.records`` gives them.
        former: IRI → where its node stood in an earlier picture.
    """
    parts = _parts(records)
    unplaced = [*_actors(records, parts), *_events(records)]
    degree = Counter(iri for actor, _, event in parts for iri in (actor, event))
    weight = {node.iri: node.sources + math.sqrt(degree[node.iri]) for node in unplaced}
    ranked = sorted(unplaced, key=lambda node: (-weight[node.iri], node.label, node.iri))
    nodes = tuple(_placed(ranked, parts, former or {}))
    index = {node.iri: number for number, node in enumerate(nodes)}
    return Scene(nodes=nodes, edges=tuple(_edges(records, parts, index)))


def _parts(records: list[Record]) -> Parts:
    """(actor, roles, event) → the claims that say so, sorted; roles in the records' order."""
    roles: dict[tuple[str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    told: dict[tuple[str, str, str], list[int]] = {}
    for number, record in enumerate(records):
        for role, actors in record["roles"].items():
            for actor in actors:
                roles[actor["id"], record["event"]][role].add(number)
        for role, actors in (("says", record["claimants"]), ("relays", record["via"])):
            for iri in dict.fromkeys(actor["id"] for actor in actors):
                told.setdefault((iri, role, record["event"]), []).append(number)
    for (actor, event), claims in roles.items():
        names = sorted(claims, key=lambda role: (role != "agent", role))
        told[actor, ", ".join(names), event] = sorted(set().union(*claims.values()))
    return dict(sorted(told.items()))


def _sources(records: list[Record], claims: Iterable[int]) -> int:
    return len({phrases.originator(records[number]) for number in claims})


def _actors(records: list[Record], parts: Parts) -> list[Node]:
    known: dict[str, dict[str, Any]] = {}
    for record in records:
        for actors in (*record["roles"].values(), record["claimants"], record["via"]):
            for actor in actors:
                known.setdefault(actor["id"], actor)
    of: dict[str, set[int]] = defaultdict(set)
    for (iri, role, _), claims in parts.items():
        if role not in ATTRIBUTING:
            of[iri].update(claims)
    return [_actor(actor, _sources(records, of[iri]), of[iri]) for iri, actor in known.items()]


def _actor(actor: Mapping[str, Any], sources: int, claims: Iterable[int]) -> Node:
    weight = math.sqrt(sources)
    return Node(
        iri=actor["id"],
        kind=actor["kind"],
        label=actor["label"],
        lines=wrap(actor["label"]),
        sources=sources,
        radius=min(8 + round(6 * weight), 40),
        font=min(ACTOR_FONT + round(2 * max(weight - 1, 0)), LARGEST_FONT),
        claims=tuple(sorted(claims)),
        aliases=tuple(actor.get("aliases") or ()),
        country=actor.get("country"),
    )


def _events(records: list[Record]) -> list[Node]:
    told: dict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        told[record["event"]].append(number)
    return [_event(records, iri, claims) for iri, claims in sorted(told.items())]


def _event(records: list[Record], iri: str, claims: list[int]) -> Node:
    first = records[claims[0]]
    times = Counter(records[n]["time"] for n in claims if records[n]["time"])
    time = min(times, key=lambda edtf: (-times[edtf], edtf)) if times else None
    sources = _sources(records, claims)
    state = phrases.status({phrases.belief(records[n]) for n in claims})
    many = f"×{len(claims)}" if len(claims) > 1 else ""
    head = " ".join(f"{phrases.type_label(first['type'])} {many} {phrases.SYMBOLS[state]}".split())
    when = phrases.time(time)
    return Node(
        iri=iri,
        kind="event",
        label=phrases.event(first),
        lines=(*wrap(head), *wrap(when.partition(" (")[0])[:2]) if when else wrap(head),
        sources=sources,
        radius=min(6 + round(4 * math.sqrt(sources)), 22),
        font=EVENT_FONT,
        claims=tuple(claims),
        type=first["type"],
        when=when,
        status=state,
    )


def _placed(nodes: list[Node], parts: Iterable[tuple[str, str, str]], former: Places) -> list[Node]:
    """Give each node its place: label below, both inside the box that the layout keeps free."""
    links: dict[tuple[str, str], float] = defaultdict(float)
    for actor, role, event in parts:
        links[actor, event] += 0.4 if role in ATTRIBUTING else 1.0
    below = {node.iri: len(node.lines) * node.font * LEADING + 4 for node in nodes}
    sizes = {
        node.iri: (
            max(2.0 * node.radius, max(len(line) for line in node.lines) * node.font * WIDTH),
            2.0 * node.radius + below[node.iri],
        )
        for node in nodes
    }
    down = {iri: round(high / 2) for iri, high in below.items()}
    stood = {iri: (former[iri][0], former[iri][1] + down[iri]) for iri in down if iri in former}
    places = layout.positions(sizes, links, stood)
    return [
        replace(node, x=places[node.iri][0], y=places[node.iri][1] - down[node.iri])
        for node in nodes
    ]


def _edges(records: list[Record], parts: Parts, index: Mapping[str, int]) -> list[Edge]:
    edges = []
    for (actor, role, event), claims in parts.items():
        ends = index[actor], index[event]
        tail, head = ends if role.partition(",")[0] in TOWARDS_EVENT else ends[::-1]
        state = phrases.status({phrases.belief(records[number]) for number in claims})
        edges.append(Edge(tail=tail, head=head, role=role, status=state, claims=tuple(claims)))
    return edges


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
