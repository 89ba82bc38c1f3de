"""Where each node stands: communities first, springs inside and between them, then packed.

Everything is sorted before it is computed and nothing is drawn by lot, so the same graph gets
the same places whatever the order of its input. Units are the canvas's (CSS pixels at zoom 1).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from nkgraph.views.springs import ASPECT, GAP, spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from nkgraph.views.springs import Points

    Edges = Mapping[tuple[int, int], float]

SEED = 20
WHOLE = 260
"""Up to so many linked nodes are laid out as one; parting them would only pull them away."""
LARGEST = 700
"""Communities above this many nodes are split: springs cost the square of their number."""
CELL, CELLS = 12.0, 1_000_000
"""Side of the squares in which pieces are packed, and at most how many; larger if need be."""


def positions(
    sizes: Mapping[str, tuple[float, float]],
    links: Mapping[tuple[str, str], float],
) -> dict[str, tuple[int, int]]:
    """Place boxes so that linked ones are near and none overlap, in an area of about 4 by 3.

    Args:
        sizes: node → (width, height) of the box that it and its label fill.
        links: (node, node) → weight > 0; both ends must be in ``sizes``.

    Returns:
        node → (x, y) of the box's centre, whole pixels, the picture's middle at (0, 0).
    """
    import numpy as np

    names = sorted(sizes)
    if not names:
        return {}
    index = {name: number for number, name in enumerate(names)}
    edges: dict[tuple[int, int], float] = {}
    for (one, other), weight in sorted(links.items()):
        ends = sorted((index[one], index[other]))
        if ends[0] != ends[1]:
            pair = (ends[0], ends[1])
            edges[pair] = edges.get(pair, 0.0) + weight
    boxes = np.array([sizes[name] for name in names], dtype=np.float64)
    places = np.zeros_like(boxes)
    pieces = _pieces(len(names), edges)
    home = {node: number for number, piece in enumerate(pieces) for node in piece}
    inside: list[dict[tuple[int, int], float]] = [{} for _ in pieces]
    for pair, weight in edges.items():
        inside[home[pair[0]]][pair] = weight
    for piece, own in zip(pieces, inside, strict=True):
        places[piece] = _composed(boxes[piece], _renumbered(own, piece))
    places = _packed(places, boxes, pieces)
    edge = boxes / 2
    places -= ((places - edge).min(axis=0) + (places + edge).max(axis=0)) / 2
    return {
        name: (round(float(x)), round(float(y))) for name, (x, y) in zip(names, places, strict=True)
    }


def _pieces(count: int, edges: Edges) -> list[list[int]]:
    """Part the nodes into connected pieces, largest first."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(sorted(edges))
    found = [sorted(piece) for piece in nx.connected_components(graph)]
    return sorted(found, key=lambda piece: (-len(piece), piece))


def _renumbered(edges: Edges, nodes: Sequence[int]) -> dict[tuple[int, int], float]:
    """Return edges with their nodes told by their place in ``nodes``."""
    at = {node: number for number, node in enumerate(nodes)}
    return {(at[a], at[b]): weight for (a, b), weight in edges.items()}


def _communities(count: int, edges: Edges) -> list[list[int]]:
    """Part the nodes into sorted groups with many links inside, in the order of their least."""
    if count <= WHOLE:
        return [list(range(count))]
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(edges.items()))
    found = nx.community.louvain_communities(graph, seed=SEED)
    groups = []
    for group in found:
        members = sorted(group)
        groups += [members[at : at + LARGEST] for at in range(0, len(members), LARGEST)]
    return sorted(groups)


def _composed(boxes: Points, edges: Edges) -> Points:
    """Lay out each community by itself, then the communities as boxes among each other."""
    import numpy as np

    groups = _communities(len(boxes), edges)
    home = {node: number for number, group in enumerate(groups) for node in group}
    inside: list[list[tuple[int, int, float]]] = [[] for _ in groups]
    between: dict[tuple[int, int], float] = {}
    place_in = {node: at for group in groups for at, node in enumerate(group)}
    for (a, b), weight in edges.items():
        if home[a] == home[b]:
            inside[home[a]].append((place_in[a], place_in[b], weight))
        else:
            low, high = sorted((home[a], home[b]))
            between[low, high] = between.get((low, high), 0.0) + weight
    places = np.zeros_like(boxes)
    extents = np.zeros((len(groups), 2))
    for number, group in enumerate(groups):
        own = boxes[group]
        local = spread(own, inside[number])
        low_corner = (local - own / 2).min(axis=0)
        high_corner = (local + own / 2).max(axis=0)
        extents[number] = high_corner - low_corner + GAP
        places[group] = local - (low_corner + high_corner) / 2
    centres = spread(extents, [(a, b, weight) for (a, b), weight in sorted(between.items())])
    for number, group in enumerate(groups):
        places[group] += centres[number]
    return places


def _packed(places: Points, boxes: Points, pieces: Sequence[Sequence[int]]) -> Points:
    """Move each piece, largest first, to the free place next to the middle, hollows included.

    Nearness is measured by an ellipse of the picture's aspect, so that the whole fills it.
    """
    import numpy as np

    if len(pieces) == 1:
        return places
    reach = boxes + GAP
    needed = sum(_area(places[piece], reach[piece]) for piece in map(list, pieces))
    cell = max(CELL, math.sqrt(4 * needed / CELLS))
    wide, high = (math.ceil(math.sqrt(4 * needed * r) / cell) + 2 for r in (ASPECT, 1 / ASPECT))
    taken = np.zeros((high, wide), dtype=np.int64)
    middle = np.array([wide, high]) // 2
    across = (np.arange(wide) - wide / 2) / math.sqrt(ASPECT)
    down = (np.arange(high) - high / 2) * math.sqrt(ASPECT)
    far = across[None, :] ** 2 + down[:, None] ** 2
    moved = places.copy()
    for piece in map(list, pieces):
        corners = _cells(places[piece], reach[piece], cell)
        if not taken.any():
            column, row = (middle - np.array(corners)[:, 2:].max(axis=0) // 2).tolist()
        else:
            row, column = _place(taken, far, corners)
        for left, top, right, bottom in corners:
            taken[row + top : row + bottom, column + left : column + right] = 1
        low = (places[piece] - reach[piece] / 2).min(axis=0)
        moved[piece] = places[piece] - low + np.array([column, row]) * cell
    return moved


def _area(at: Points, boxes: Points) -> float:
    corner, other = (at - boxes / 2).min(axis=0), (at + boxes / 2).max(axis=0)
    return float((other - corner).prod())


def _cells(at: Points, boxes: Points, cell: float) -> list[tuple[int, int, int, int]]:
    """Return the cells that each box covers: left, top, right, bottom, from the piece's corner."""
    low = (at - boxes / 2).min(axis=0)
    first = (at - boxes / 2 - low) // cell
    last = -((low - at - boxes / 2) // cell)
    return [
        (int(left), int(top), int(right), int(bottom))
        for (left, top), (right, bottom) in zip(first.tolist(), last.tolist(), strict=True)
    ]


def _place(
    taken: NDArray[np.int64], far: Points, corners: Sequence[tuple[int, int, int, int]]
) -> tuple[int, int]:
    """Return the row and column for a piece's corner that is free and nearest to the middle."""
    import numpy as np

    wide = max(right for _, _, right, _ in corners)
    high = max(bottom for _, _, _, bottom in corners)
    rows, columns = taken.shape[0] - high + 1, taken.shape[1] - wide + 1
    summed = np.zeros((taken.shape[0] + 1, taken.shape[1] + 1), dtype=np.int64)
    summed[1:, 1:] = taken.cumsum(axis=0).cumsum(axis=1)
    covered = np.zeros((rows, columns), dtype=np.int64)
    for left, top, right, bottom in corners:
        covered += (
            summed[bottom : bottom + rows, right : right + columns]
            - summed[top : top + rows, right : right + columns]
            - summed[bottom : bottom + rows, left : left + columns]
            + summed[top : top + rows, left : left + columns]
        )
    middle = far[high // 2 : high // 2 + rows, wide // 2 : wide // 2 + columns]
    free = np.where(covered == 0, middle, np.inf)
    row, column = np.unravel_index(int(free.argmin()), free.shape)
    return int(row), int(column)
