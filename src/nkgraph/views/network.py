"""The network page: who did what to whom, who says so, and the words that say it."""

from __future__ import annotations

import html as markup
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from nkgraph.views import page, phrases
from nkgraph.views.columns import Texts, base, units
from nkgraph.views.former import places
from nkgraph.views.picture import MUTUAL, picture
from nkgraph.views.scene import BEARING, OPPOSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nkgraph.bearings import Bearing
    from nkgraph.views.phrases import Record
    from nkgraph.views.picture import Picture
    from nkgraph.views.scene import Edge, Node, Scene

    Drawn = dict[str, list[dict[str, Any]]]

DRAWN = 1500
"""Nodes drawn at once; the others wait for search. More than that nobody can read."""
NODE_TEXTS = ("iri", "kind", "label", "type", "when", "country")
NODE = (*NODE_TEXTS, "aliases", "members", "x", "y")
EDGE = ("from", "to", "role", "claims")
CLAIM_TEXTS = (
    *("id", "type", "what", "belief", "sure", "who", "cue", "when", "edtf", "day", "last"),
    *("figure", "sentence"),
)
"""What the page is told of nodes, lines and claims; the rest its script works out."""
SCRIPTS = (
    *("dom.js", "columns.js", "icons.js", "card.js", "search.js", "table.js", "save.js"),
    *("label.js", "shapes.js", "lines.js", "stage.js", "facets.js", "filters.js"),
    *("walk.js", "time.js", "find.js"),
    *(
        "panel.js",
        "svg.js",
        "files.js",
        "menu.js",
        "remember.js",
        "address.js",
        "keys.js",
        "network.js",
    ),
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
            shown = {"nodes": self.nodes, "edges": self.edges}
            exact = None if drawing.alike else _vis(drawing.exact)
            return _page(shown, exact, drawing, self.heading)

    carrier = ClaimNetwork(directed=True, heading=title, cdn_resources="in_line")
    shown = _vis(drawing.states)
    carrier.nodes, carrier.edges = shown["nodes"], shown["edges"]
    return carrier


def _vis(drawn: Scene) -> Drawn:
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


def _scene(drawn: Drawn, texts: Texts, start: int, shown: Drawn | None = None) -> dict[str, Any]:
    """Turn a scene into columns, without what the page's script sees from the claims that pass.

    Args:
        drawn: the scene in vis-network's terms.
        texts: of the page.
        start: how many characters all IRIs have in common.
        shown: a scene with nodes that this one may share.
    """
    nodes = [{name: node[name] for name in NODE if name in node} for node in drawn["nodes"]]
    known = {node["iri"]: node for node in shown["nodes"]} if shown else {}
    shared = [
        known[node["iri"]]["id"]
        if node.items() <= known.get(node["iri"], {}).items()
        and "members" not in known[node["iri"]]
        else None
        for node in nodes
    ]
    own = [
        node | {"iri": node["iri"][start:]}
        for node, at in zip(nodes, shared, strict=True)
        if at is None
    ]
    edges = [{name: edge[name] for name in EDGE} for edge in drawn["edges"]]
    return {
        "own": texts.columns(own, texts=NODE_TEXTS, lists=("aliases",)),
        "as": shared if shown else None,
        "edges": texts.columns(edges, texts=("role",)),
    }


def _claims(drawing: Picture, texts: Texts, start: int) -> dict[str, Any]:
    """Turn the claims, and how they bear on one another, into columns."""
    rows, links = [], []
    for number, claim in enumerate(drawing.claims):
        before, marked, after, *cut = claim["quote"]
        from_ = units(before)
        row = {name: value for name, value in claim.items() if name not in ("links", "quote")}
        rows.append(
            row
            | {
                "id": claim["id"][start:],
                "sentence": before + marked + after,
                "marked": [from_, from_ + units(marked)],
                "cut": cut[0] + 2 * cut[1],
            }
        )
        links += [{"of": number, **link} for link in claim["links"]]
    return {
        "claims": texts.columns(rows, texts=CLAIM_TEXTS) if rows else None,
        "links": texts.columns(links, texts=("is", "why")),
    }


def _page(shown: Drawn, exact: Drawn | None, drawing: Picture, title: str) -> str:
    """Fill the template."""
    types = sorted({claim["type"] for claim in drawing.claims})
    nodes = (*shown["nodes"], *(exact or shown)["nodes"])
    common = base([node["iri"] for node in nodes] + [claim["id"] for claim in drawing.claims])
    texts = Texts()
    scenes = {
        "states": _scene(shown, texts, len(common)),
        "exact": exact and _scene(exact, texts, len(common), shown),
    }
    data = {
        "drawn": DRAWN,
        "base": common,
        "scenes": scenes,
        **_claims(drawing, texts, len(common)),
        "texts": texts.listed(),
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
