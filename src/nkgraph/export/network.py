"""GraphML: actors and events for Cytoscape, yEd and NetworkX.

The file is written from ``networks.to_networkx`` and holds no creation date. Lists are
joined by a space; characters that XML 1.0 cannot hold become U+FFFD.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

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
