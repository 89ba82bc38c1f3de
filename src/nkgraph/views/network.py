"""The network page: who did what to whom, who says so, and the words that say it."""

from __future__ import annotations

import html as markup
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from nkgraph.views import page, phrases
from nkgraph.views.former import places
from nkgraph.views.picture import MUTUAL, picture
from nkgraph.views.scene import BEARING, OPPOSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nkgraph.bearings import Bearing
    from nkgraph.views.phrases import Record
    from nkgraph.views.picture import Picture
    from nkgraph.views.scene import Edge, Node, Scene

DRAWN = 1500
"""Nodes drawn at once; the others wait for search. More than that nobody can read."""
SCRIPTS = (
    *("dom.js", "icons.js", "card.js", "search.js", "table.js", "save.js"),
    *("shapes.js", "lines.js", "stage.js", "filters.js", "walk.js", "time.js", "find.js"),
    *("panel.js", "svg.js", "files.js", "menu.js", "address.js", "keys.js", "network.js"),
)
"""Our own script, in the order in which its parts stand on the page."""


def html(
    records: list[Record],
    texts: Mapping[str, str] | None = None,
    *,
    title: str,
    links: Iterable[Bearing] = (),
    former: str = "",
) -> str:
    """Return one self-contained HTML page that shows claims as a network.

    Args:
        records: claims as ``records.records`` gives them, in any order.
        texts: article source or IRI → its full text; evidence is then shown in its sentence.
        title: the page's heading; shown as text, whatever it holds.
        links: how claims bear on one another, as ``bearings.bearings`` gives them.
        former: a network page drawn earlier; what stands there stays in its place.
    """
    drawing = picture(records, texts, links, places(former))
    written: str = _carrier(drawing, title).generate_html()
    return written


def iframe(html: str, *, height: int = 640) -> str:
    """Return a frame that holds a page, to be shown inside another one (a notebook's output).

    Args:
        html: a page as ``html`` returns it.
        height: of the frame, in CSS pixels.
    """
    return (
        f'<iframe srcdoc="{markup.escape(html, quote=True)}" title="Claims"'
        ' sandbox="allow-scripts allow-popups allow-downloads" width="100%"'
        f' height="{height}" style="border:0"></iframe>'
    )


def _carrier(drawing: Picture, title: str) -> Any:  # noqa: ANN401 - pyvis is untyped
    """Return a pyvis network that holds the drawing and writes our page instead of its own."""
    from pyvis.network import Network  # type: ignore[import-untyped]

    class ClaimNetwork(Network):  # type: ignore[misc]
        """pyvis as model and as carrier of vis-network; its template is never used."""

        def generate_html(self, *_: object, **__: object) -> str:
            states = {"nodes": self.nodes, "edges": self.edges}
            exact = None if drawing.alike else _vis(drawing.exact)
            scenes = {"states": _packed(states), "exact": exact and _packed(exact)}
            return _page(scenes, drawing, self.heading)

    carrier = ClaimNetwork(directed=True, heading=title, cdn_resources="in_line")
    shown = _vis(drawing.states)
    carrier.nodes, carrier.edges = shown["nodes"], shown["edges"]
    return carrier


def _vis(drawn: Scene) -> dict[str, list[dict[str, Any]]]:
    """Return a scene in vis-network's terms."""
    return {
        "nodes": [_vis_node(number, node) for number, node in enumerate(drawn.nodes)],
        "edges": [_vis_edge(number, edge) for number, edge in enumerate(drawn.edges)],
    }


def _vis_node(number: int, node: Node) -> dict[str, Any]:
    """Return a node in vis-network's terms, with what the panel says of it beside."""
    fields = asdict(node)
    lines = fields.pop("lines")
    return {
        "id": number,
        "shape": "custom",
        "lines": lines,
        **{name: value for name, value in fields.items() if value not in (None, "", ())},
    }


def _vis_edge(number: int, edge: Edge) -> dict[str, Any]:
    return {
        "id": number,
        "from": edge.tail,
        "to": edge.head,
        "role": edge.role,
        "label": f"{edge.role} {phrases.SYMBOLS[edge.status]}".strip(),
        "status": edge.status,
        "claims": list(edge.claims),
    }


def _packed(drawn: dict[str, list[dict[str, Any]]]) -> dict[str, list[Any]]:
    """Leave out what the page's script sees from the order, and from the claims that pass."""
    told = ("id", "shape", "radius", "font", "sources", "status")
    return {
        "nodes": [
            {name: value for name, value in node.items() if name not in told}
            for node in drawn["nodes"]
        ],
        "edges": [
            [edge["from"], edge["to"], edge["role"], edge["claims"]] for edge in drawn["edges"]
        ],
    }


def _page(scenes: dict[str, Any], drawing: Picture, title: str) -> str:
    """Fill the template."""
    types = sorted({claim["type"] for claim in drawing.claims})
    data = {
        "drawn": DRAWN,
        "scenes": scenes,
        "claims": drawing.claims,
        "articles": drawing.articles,
        "types": {name: phrases.type_label(name) for name in types},
        "symbols": phrases.SYMBOLS,
        "sources": drawing.sources,
        "bearing": BEARING,
        "mutual": sorted(MUTUAL),
        "opposed": OPPOSED,
    }
    return page.render(
        "network.html",
        data,
        scripts=[page.vis_network(), "\n".join(page.template(name) for name in SCRIPTS)],
        styles=("base.css", "network.css"),
        title=title,
    )
