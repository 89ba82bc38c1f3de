"""Nodes and lines of one picture: actors and events, their parts and sayings, each in its place.

The same claims give the same scene in any order. Nodes are ranked by independent
sources and lines, so that a page may draw the first so many and keep the rest for search.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from nkgraph.drawing import layout
from nkgraph.standing import FORWARD
from nkgraph.views import phrases, sourcing
from nkgraph.views.label import wrap
from nkgraph.views.phrases import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Parts = Mapping[tuple[str, str, str], list[int]]
    Places = Mapping[str, tuple[int, int]]

WIDTH, LEADING = 0.58, 1.16
"""A character's average width and a line's height, in units of the font's size."""
EVENT_FONT, ACTOR_FONT, LARGEST_FONT = 12, 13, 20
TOWARDS_EVENT = ("agent", "says", "relays")
"""Roles whose arrow points at the event; the others' arrows leave it."""
ATTRIBUTING = ("says", "relays")
OPPOSED = FORWARD["contradicts"]
BEARING = tuple(
    FORWARD[kind] for kind in ("contradicts", "corroborates", "partOf", "realises", "supersedes")
)
"""How the claims of one event bear on those of another; drawn as lines between the two."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a picture is drawn of.

    Attributes:
        records: claims as ``records.records`` gives them.
        origins: for each claim, whose word it is.
        bears: (claim, one of ``BEARING``, other claim), told by index.
    """

    records: Sequence[Record]
    origins: Sequence[str]
    bears: Sequence[tuple[int, str, int]] = ()

    def sources(self, claims: Iterable[int]) -> int:
        """Count the independent sources of some claims."""
        return sourcing.independent(sorted(claims), self.records, self.origins)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor or an event.

    Attributes:
        kind: an actor's kind, or ``event``.
        lines: the label as the canvas shows it, wrapped and shortened.
        head: how many of an event's lines tell its type, number of claims and status.
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
    head: int = 0
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """An actor's part in an event, its saying so, or how events bear on each other.

    Ends are indices of nodes.

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


def scene(material: Material, former: Places | None = None) -> Scene:
    """Draw claims, each told by its index, as actors and events.

    Args:
        material: the claims, whose word each is, and how they bear on one another.
        former: IRI → where its node stood in an earlier picture.
    """
    records = material.records
    parts = _parts(records)
    between = _between(material)
    unplaced = [*_actors(material, parts), *_events(material)]
    degree = Counter(iri for actor, _, event in parts for iri in (actor, event))
    weight = {node.iri: node.sources + math.sqrt(degree[node.iri]) for node in unplaced}
    ranked = sorted(unplaced, key=lambda node: (-weight[node.iri], node.label, node.iri))
    links = [(actor, event, 0.4 if role in ATTRIBUTING else 1.0) for actor, role, event in parts]
    links += [(one, other, 0.6) for one, _, other in between]
    nodes = tuple(_placed(ranked, links, former or {}))
    index = {node.iri: number for number, node in enumerate(nodes)}
    return Scene(nodes=nodes, edges=tuple(_edges(records, {**parts, **between}, index)))


def _parts(records: Sequence[Record]) -> Parts:
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


def _between(material: Material) -> dict[tuple[str, str, str], list[int]]:
    """(event, how it bears on the other, other event) → the claims that do, sorted."""
    found: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for one, kind, other in material.bears:
        ends = material.records[one]["event"], material.records[other]["event"]
        if ends[0] != ends[1]:
            found[ends[0], kind, ends[1]].update((one, other))
    return {key: sorted(claims) for key, claims in sorted(found.items())}


def _actors(material: Material, parts: Parts) -> list[Node]:
    records = material.records
    known: dict[str, dict[str, Any]] = {}
    for record in records:
        for actors in (*record["roles"].values(), record["claimants"], record["via"]):
            for actor in actors:
                known.setdefault(actor["id"], actor)
    of: dict[str, set[int]] = defaultdict(set)
    for (iri, role, _), claims in parts.items():
        if role not in ATTRIBUTING:
            of[iri].update(claims)
    return [_actor(actor, material.sources(of[iri]), of[iri]) for iri, actor in known.items()]


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


def _events(material: Material) -> list[Node]:
    told: dict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(material.records):
        told[record["event"]].append(number)
    opposed = {
        material.records[one]["event"]
        for one, kind, other in material.bears
        if kind == OPPOSED and material.records[one]["event"] == material.records[other]["event"]
    }
    return [
        _event(material, iri, claims, contested=iri in opposed)
        for iri, claims in sorted(told.items())
    ]


def _event(material: Material, iri: str, claims: list[int], *, contested: bool) -> Node:
    records = material.records
    first = records[claims[0]]
    times = Counter(records[n]["time"] for n in claims if records[n]["time"])
    time = min(times, key=lambda edtf: (-times[edtf], edtf)) if times else None
    sources = material.sources(claims)
    state = phrases.status({phrases.belief(records[n]) for n in claims}, opposed=contested)
    many = f"×{len(claims)}" if len(claims) > 1 else ""
    head = " ".join(f"{phrases.type_label(first['type'])} {many} {phrases.SYMBOLS[state]}".split())
    when = phrases.time(time)
    heading = wrap(head)
    return Node(
        iri=iri,
        kind="event",
        label=phrases.event(first),
        lines=(*heading, *wrap(when.partition(" (")[0])[:2]) if when else heading,
        head=len(heading),
        sources=sources,
        radius=min(6 + round(4 * math.sqrt(sources)), 22),
        font=EVENT_FONT,
        claims=tuple(claims),
        type=first["type"],
        when=when,
        status=state,
    )


def _placed(
    nodes: list[Node], joined: Iterable[tuple[str, str, float]], former: Places
) -> list[Node]:
    """Give each node its place: label below, both inside the box that the layout keeps free."""
    links: dict[tuple[str, str], float] = defaultdict(float)
    for one, other, weight in joined:
        links[one, other] += weight
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


def _edges(records: Sequence[Record], parts: Parts, index: Mapping[str, int]) -> list[Edge]:
    edges = []
    for (actor, role, event), claims in parts.items():
        ends = index[actor], index[event]
        onward = role in BEARING or role.partition(",")[0] in TOWARDS_EVENT
        tail, head = ends if onward else ends[::-1]
        state = phrases.status({phrases.belief(records[number]) for number in claims})
        state = "contested" if role == OPPOSED else "asserted" if role in BEARING else state
        edges.append(Edge(tail=tail, head=head, role=role, status=state, claims=tuple(claims)))
    return edges
