"""GraphML and GEXF: actors and events for Gephi, Cytoscape, yEd and NetworkX.

The files are written from ``networks.to_networkx`` and hold no creation date. Lists are
joined by a space; characters that XML 1.0 cannot hold become U+FFFD.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from nkgraph import xmltext
from nkgraph.networks import to_networkx
from nkgraph.records import records

if TYPE_CHECKING:
    import networkx as nx

    from nkgraph.store import Store


def graphml(store: Store) -> bytes:
    """Return the network as GraphML."""
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(_clean(to_networkx(records(store))), out)
    return _ended(out.getvalue())


def gexf(store: Store) -> bytes:
    """Return the network as GEXF 1.2, without the date that NetworkX would write."""
    import networkx as nx

    graph = _clean(to_networkx(records(store)))
    for number, (*_, attributes) in enumerate(sorted(graph.edges(keys=True, data=True), key=_ends)):
        attributes["id"] = str(number)
    text = "\n".join(nx.generate_gexf(graph))
    root = ET.fromstring(text)  # noqa: S314 - the text was made one line above
    space = root.tag.partition("}")[0] + "}"
    ET.register_namespace("", space.strip("{}"))
    for meta in root.findall(f"{space}meta"):
        root.remove(meta)
    return _ended(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _ends(edge: tuple[str, str, str, dict[str, Any]]) -> tuple[str, str, str]:
    return edge[0], edge[1], edge[2]


def _clean(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Make the attributes such as the files can hold: texts that XML allows, and numbers."""
    attributes = [d for _, d in graph.nodes(data=True)]
    attributes += [d for *_, d in graph.edges(data=True)]
    for found in attributes:
        for key, value in found.items():
            text = " ".join(value) if isinstance(value, list) else str(value)
            found[key] = value if isinstance(value, int) else xmltext.allowed(text)
    return graph


def _ended(data: bytes) -> bytes:
    return data.rstrip(b"\n") + b"\n"
