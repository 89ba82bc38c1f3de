"""Where each node stands: communities first, springs inside and between them, then packed.

Everything is sorted before it is computed and nothing is drawn by lot, so the same graph gets
the same places whatever the order of its input. Units are the canvas's (CSS pixels at zoom 1).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from nkgraph.drawing import anchors
from nkgraph.drawing.apart import GAP
from nkgraph.drawing.packing import packed
from nkgraph.drawing.springs import spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nkgraph.drawing.apart import Points

    Edges = Mapping[tuple[int, int], float]
    """(node, node), the lesser first → weight, in rising order."""

SEED = 20
WHOLE = 260
"""Up to so many linked nodes are laid out as one; parting them would only pull them away."""
LARGEST = 700
"""Communities above this many nodes are split: springs cost the square of their number."""
ANCHORED = 0.5
"""With former places for at least this share of the nodes, those stay as they are."""


def positions(
    sizes: Mapping[str, tuple[float, float]],
    links: Mapping[tuple[str, str], float],
    former: Mapping[str, tuple[int, int]] | None = None,
) -> dict[str, tuple[int, int]]:
    """Place boxes so that linked ones are near and none overlap, in an area of about 4 by 3.

    Args:
        sizes: node → (width, height) of the box that it and its label fill.
        links: (node, node) → weight > 0; both ends must be in ``sizes``.
        former: node → where it stood in an earlier picture. If that is known of half the nodes,
            they stay there, exactly, and the others take the free spots nearest to their
            neighbours; otherwise all is laid out afresh.

    Returns:
        node → (x, y) of the box's centre, whole pixels, the picture's middle at (0, 0) unless
        ``former`` says otherwise.
    """
    import numpy as np

    names = sorted(sizes)
    if not names:
        return {}
    index = {name: number for number, name in enumerate(names)}
    edges = _edges(index, links)
    boxes = np.array([sizes[name] for name in names], dtype=np.float64)
    kept = {index[name]: place for name, place in (former or {}).items() if name in index}
    if len(kept) >= ANCHORED * len(names):
        places = _beside(kept, boxes, edges)
    else:
        places = _afresh(boxes, edges)
        edge = boxes / 2
        places -= ((places - edge).min(axis=0) + (places + edge).max(axis=0)) / 2
    whole = np.rint(places).astype(int).tolist()
    return {name: (x, y) for name, (x, y) in zip(names, whole, strict=True)}


def _edges(index: Mapping[str, int], links: Mapping[tuple[str, str], float]) -> Edges:
    found: dict[tuple[int, int], float] = defaultdict(float)
    for (one, other), weight in links.items():
        low, high = sorted((index[one], index[other]))
        if low != high:
            found[low, high] += weight
    return dict(sorted(found.items()))


def _beside(kept: Mapping[int, tuple[int, int]], boxes: Points, edges: Edges) -> Points:
    """Leave the kept nodes where they are; place the others by what they are linked to."""
    known = set(kept)
    strange = [
        piece for piece in _pieces(len(boxes), edges) if not known.intersection(piece)
    ]  # no link leads from these to anything that has its place
    shapes = [_afresh(boxes[piece], _renumbered(edges, piece)) for piece in strange]
    return anchors.placed(kept, boxes, edges, list(zip(strange, shapes, strict=True)))


def _afresh(boxes: Points, edges: Edges) -> Points:
    """Lay out each connected piece, then pack them."""
    import numpy as np

    places = np.zeros_like(boxes)
    pieces = _pieces(len(boxes), edges)
    home = {node: number for number, piece in enumerate(pieces) for node in piece}
    inside: list[dict[tuple[int, int], float]] = [{} for _ in pieces]
    for pair, weight in edges.items():
        inside[home[pair[0]]][pair] = weight
    parted: list[tuple[Sequence[int], Edges, list[list[int]]]] = []
    for piece, own in zip(pieces, inside, strict=True):
        renumbered = _renumbered(own, piece)
        parted.append((piece, renumbered, _communities(len(piece), renumbered)))
    for piece, composed in zip(pieces, _composed(boxes, parted), strict=True):
        places[piece] = composed
    return packed(places, boxes, pieces)


def _pieces(count: int, edges: Edges) -> list[list[int]]:
    """Part the nodes into connected pieces, largest first."""
    leads = list(range(count))

    def lead(node: int) -> int:
        while leads[node] != node:
            leads[node] = leads[leads[node]]
            node = leads[node]
        return node

    for a, b in edges:
        low, high = sorted((lead(a), lead(b)))
        leads[high] = low
    found: dict[int, list[int]] = defaultdict(list)
    for node in range(count):
        found[lead(node)].append(node)
    return sorted(found.values(), key=lambda piece: (-len(piece), piece))


def _renumbered(edges: Edges, nodes: Sequence[int]) -> Edges:
    """Return the edges among ``nodes``, told by their place there."""
    at = {node: number for number, node in enumerate(nodes)}
    return {(at[a], at[b]): weight for (a, b), weight in edges.items() if a in at and b in at}


def _communities(count: int, edges: Edges) -> list[list[int]]:
    """Part the nodes into sorted groups with many links inside, in the order of their least."""
    if count <= WHOLE:
        return [list(range(count))]
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in edges.items())
    found = nx.community.louvain_communities(graph, seed=SEED)
    groups = []
    for group in found:
        members = sorted(group)
        groups += [members[at : at + LARGEST] for at in range(0, len(members), LARGEST)]
    return sorted(groups)


def _composed(
    boxes: Points, pieces: Sequence[tuple[Sequence[int], Edges, list[list[int]]]]
) -> list[Points]:
    """Lay out each community by itself, then those of a piece as boxes among each other.

    Args:
        boxes: of all nodes.
        pieces: the nodes of each piece; its edges and its communities by their place there.
    """
    import numpy as np

    own = [(boxes[piece], edges, groups) for piece, edges, groups in pieces]
    cut = [_cut(edges, groups) for _, edges, groups in own]
    local = iter(
        spread(
            [
                (mine[group], links)
                for (mine, _, groups), (inside, _) in zip(own, cut, strict=True)
                for group, links in zip(groups, inside, strict=True)
            ]
        )
    )
    found = []
    for (mine, _, groups), (_, between) in zip(own, cut, strict=True):
        places = np.zeros_like(mine)
        extents = np.zeros((len(groups), 2))
        for number, group in enumerate(groups):
            shape = next(local)
            low, high = (shape - mine[group] / 2).min(axis=0), (shape + mine[group] / 2).max(axis=0)
            extents[number] = high - low + GAP
            places[group] = shape - (low + high) / 2
        (centres,) = spread([(extents, between)])
        for number, group in enumerate(groups):
            places[group] += centres[number]
        found.append(places)
    return found


def _cut(
    edges: Edges, groups: Sequence[Sequence[int]]
) -> tuple[list[list[tuple[int, int, float]]], list[tuple[int, int, float]]]:
    """Return the edges inside each group, by place in it, and those between groups, summed."""
    home = {node: number for number, group in enumerate(groups) for node in group}
    place = {node: at for group in groups for at, node in enumerate(group)}
    inside: list[list[tuple[int, int, float]]] = [[] for _ in groups]
    between: dict[tuple[int, int], float] = defaultdict(float)
    for (a, b), weight in edges.items():
        if home[a] == home[b]:
            inside[home[a]].append((place[a], place[b], weight))
        else:
            low, high = sorted((home[a], home[b]))
            between[low, high] += weight
    return inside, [(a, b, weight) for (a, b), weight in sorted(between.items())]
