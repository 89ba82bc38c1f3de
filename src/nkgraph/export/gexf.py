"""GEXF 1.3 for Gephi: actors and events with their types, times, places, colours and shapes.

Ids, labels and attributes are those of ``networks.to_networkx``. An event, and each of its lines,
exists for the days that it may have happened on; one of unknown day, and every actor, always.
The dynamic attribute ``told`` is the number of claims about an event that had been published by
a day. Schema: https://gexf.net/1.3/gexf.xsd.

Beyond the schema, as readers take the file: Gephi merges parallel edges of one ``kind``, refuses
intervals of an attribute that overlap, and warns of open ones; graphology (Gephi Lite, Retina)
knows the types of the last block of node attributes only, so that the static ones come last.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from nkgraph import xmltext
from nkgraph.drawing import layout
from nkgraph.networks import to_networkx
from nkgraph.records import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from nkgraph.records import Record
    from nkgraph.store import Store

    Attributes = Mapping[str, Any]

SPACE, VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"
TOLD: Final = "told"
_DAY = re.compile(r"(?!9999)\d{4}-\d\d-\d\d")
"""A day that another one follows."""
LOOKS: Final = {
    "event": ("27, 31, 36", "diamond"),
    "country": ("0, 114, 178", "disc"),
    "government": ("86, 180, 233", "triangle"),
    "force": ("213, 94, 0", "square"),
    "organization": ("0, 158, 115", "disc"),
    "person": ("230, 159, 0", "disc"),
    "group": ("240, 228, 66", "disc"),
    "place": ("185, 191, 198", "triangle"),
    "agreement": ("204, 121, 167", "square"),
    "weapon": ("91, 101, 112", "diamond"),
    "other": ("227, 230, 234", "square"),
}
"""Kind of node → its colour (Okabe and Ito's) and shape, near those of the page."""


def export(store: Store) -> bytes:
    """Return the network as GEXF 1.3, the same bytes for the same store."""
    found = records(store)
    return _written(to_networkx(found), _published(found))


def _published(found: Iterable[Record]) -> dict[str, list[str]]:
    """Return event → the days on which claims about it were published, sorted."""
    days: dict[str, list[str]] = defaultdict(list)
    for record in found:
        published = record["article"]["published"] or ""
        if _DAY.fullmatch(published):
            days[record["event"]].append(published)
    return {event: sorted(own) for event, own in days.items()}


def _written(graph: nx.MultiDiGraph[str], told: Mapping[str, Sequence[str]]) -> bytes:
    ET.register_namespace("", SPACE)
    ET.register_namespace("viz", VIZ)
    root = ET.Element(f"{{{SPACE}}}gexf", version="1.3")
    drawn = _under(
        *(root, "graph"),
        mode="dynamic",
        defaultedgetype="directed",
        timeformat="date",
        timerepresentation="interval",
    )
    nodes = [(name, graph.nodes[name]) for name in sorted(graph)]
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    dynamic = _under(drawn, "attributes", **{"class": "node", "mode": "dynamic"})
    _under(dynamic, "attribute", id=TOLD, title=TOLD, type="integer")
    node_keys = _declared(drawn, "node", [attributes for _, attributes in nodes])
    edge_keys = _declared(drawn, "edge", [attributes for *_, attributes in edges])
    places = _places(graph)
    close = _day_after(max((day for days in told.values() for day in days), default="2000-01-01"))
    listed = _under(drawn, "nodes")
    for name, attributes in nodes:
        node = _under(listed, "node", id=name, label=_text(attributes["label"]))
        values = _values(node, attributes, node_keys)
        _tellings(values, told.get(name, ()), close)
        _spell(node, attributes)
        _look(node, attributes, graph.degree(name), places[name])
    lines = _under(drawn, "edges")
    for number, (tail, head, kind, attributes) in enumerate(edges):
        ends = {"source": tail, "target": head, "kind": kind, "label": _text(attributes["role"])}
        edge = _under(lines, "edge", id=str(number), **ends)
        _values(edge, attributes, edge_keys)
        _spell(edge, next(graph.nodes[end] for end in (tail, head) if _is_event(graph, end)))
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _is_event(graph: nx.MultiDiGraph[str], name: str) -> bool:
    return bool(graph.nodes[name]["node"] == "event")


def _under(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{SPACE}}}{name}", attributes)


def _text(value: object) -> str:
    return xmltext.allowed(" ".join(value) if isinstance(value, list) else str(value))


def _declared(graph: ET.Element, of: str, all_of: Iterable[Attributes]) -> set[str]:
    """Declare the attributes that nodes or edges have, and return their names, which are ids."""
    types: dict[str, str] = {}
    for attributes in all_of:
        for name, value in attributes.items():
            types[name] = "integer" if isinstance(value, int) else "string"
    types.pop("label", None)
    declared = _under(graph, "attributes", **{"class": of, "mode": "static"})
    for name, type_ in sorted(types.items()):
        _under(declared, "attribute", id=name, title=name, type=type_)
    return set(types)


def _values(of: ET.Element, attributes: Attributes, known: set[str]) -> ET.Element:
    values = _under(of, "attvalues")
    for name, value in sorted(attributes.items()):
        if name in known:
            _under(values, "attvalue", **{"for": name, "value": _text(value)})
    return values


def _tellings(values: ET.Element, days: Sequence[str], close: str) -> None:
    """Say from each day on how many claims had been told, until the next one or the close."""
    for day, following in pairwise([*sorted(set(days)), close]):
        number = sum(one <= day for one in days)
        span = {"start": day, "end": following}
        _under(values, "attvalue", **{"for": TOLD, "value": str(number)}, **span)


def _day_after(day: str) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


def _spell(of: ET.Element, event: Attributes) -> None:
    """Bound a node or edge by the days that an event may have happened on."""
    span = {
        bound: event[name].isoformat()
        for bound, name in (("start", "earliest"), ("end", "latest"))
        if name in event
    }
    if span:
        _under(_under(of, "spells"), "spell", **span)


def _radius(degree: int) -> int:
    return min(6 + round(4 * math.sqrt(degree)), 40)


def _look(of: ET.Element, attributes: Attributes, degree: int, place: tuple[int, int]) -> None:
    colour, shape = LOOKS.get(attributes.get("kind", "event"), LOOKS["other"])
    rgb = dict(zip("rgb", colour.split(", "), strict=True))
    at = {"x": str(place[0]), "y": str(-place[1]), "z": "0"}  # Gephi's y points up
    told = {"color": rgb, "position": at, "size": {"value": str(_radius(degree))}}
    for name, values in (told | {"shape": {"value": shape}}).items():
        ET.SubElement(of, f"{{{VIZ}}}{name}", values)


def _places(graph: nx.MultiDiGraph[str]) -> dict[str, tuple[int, int]]:
    """Return where each node stands, with room for itself and a short label."""
    sizes = {name: (2.0 * _radius(graph.degree(name)) + 40, 2.0 * _radius(graph.degree(name)) + 20)
             for name in graph}  # fmt: skip
    links: dict[tuple[str, str], float] = defaultdict(float)
    for tail, head in graph.edges():
        links[tail, head] += 1.0
    return layout.positions(sizes, links)
