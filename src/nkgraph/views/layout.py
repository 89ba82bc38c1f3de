"""Where each node stands: communities first, springs inside and between them.

Everything is sorted before it is computed and nothing is drawn by lot, so the same graph gets
the same places whatever the order of its input. Units are the canvas's (CSS pixels at zoom 1).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

SEED = 20
GAP = 40.0
"""Free room between two neighbouring boxes, in pixels."""
ROOM = 3.2
"""How many times the boxes' area a picture fills before they are pushed apart."""
WHOLE = 60
"""Up to so many nodes are laid out as one; parting them would only pull them away."""
LARGEST = 700
"""Communities above this many nodes are split: springs cost the square of their number."""
LINE_ROUNDS, LINE_WORK = 30, 10_000
"""How often, and up to how many (node, line) pairs, nodes are moved off lines of others."""
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def positions(
    sizes: Mapping[str, tuple[float, float]],
    links: Mapping[tuple[str, str], float],
) -> dict[str, tuple[int, int]]:
    """Place boxes so that linked ones are near and none overlap.

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
    places = _composed(boxes, edges, _communities(len(names), edges))
    places -= (places.min(axis=0) + places.max(axis=0)) / 2
    return {
        name: (round(float(x)), round(float(y))) for name, (x, y) in zip(names, places, strict=True)
    }


def _communities(count: int, edges: Mapping[tuple[int, int], float]) -> list[list[int]]:
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


def _composed(
    boxes: Points, edges: Mapping[tuple[int, int], float], groups: Sequence[Sequence[int]]
) -> Points:
    """Lay out each group by itself, then the groups as boxes among each other."""
    import numpy as np

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
        own = boxes[list(group)]
        local = _spread(own, inside[number])
        low_corner = (local - own / 2).min(axis=0)
        high_corner = (local + own / 2).max(axis=0)
        extents[number] = high_corner - low_corner + GAP
        places[list(group)] = local - (low_corner + high_corner) / 2
    centres = _spread(extents, [(a, b, weight) for (a, b), weight in sorted(between.items())])
    for number, group in enumerate(groups):
        places[list(group)] += centres[number]
    return places


def _spread(boxes: Points, edges: Sequence[tuple[int, int, float]]) -> Points:
    """Springs for the shape, at a scale where the boxes nearly touch, then push them apart."""
    import numpy as np

    count = len(boxes)
    if count == 1:
        return np.zeros((1, 2))
    shape = _springs(count, edges)
    shape -= shape.mean(axis=0)
    reach = math.sqrt(max(float((shape**2).sum(axis=1).max()), 1e-9))
    area = float(((boxes[:, 0] + GAP) * (boxes[:, 1] + GAP)).sum())
    shape *= math.sqrt(ROOM * area / math.pi) / reach
    places = _apart(shape, boxes + GAP)
    for _ in range(LINE_ROUNDS if count * len(edges) <= LINE_WORK else 0):
        places = _apart(_off_lines(places, boxes, edges), boxes + GAP / 2)
    return places


def _springs(count: int, edges: Iterable[tuple[int, int, float]], rounds: int = 120) -> Points:
    """Fruchterman and Reingold 1991, started from a sunflower instead of at random.

    A weak pull to the middle keeps unlinked nodes in the picture. Distances are in units of
    the wished length of a link.
    """
    import numpy as np

    steps = np.arange(count) + 0.5
    angle, radius = steps * GOLDEN_ANGLE, np.sqrt(steps)
    at = np.stack((radius * np.cos(angle), radius * np.sin(angle)), axis=1)
    listed = sorted(edges)
    tails = np.array([a for a, _, _ in listed], dtype=np.intp)
    heads = np.array([b for _, b, _ in listed], dtype=np.intp)
    weights = np.array([[weight] for _, _, weight in listed]).reshape(-1, 1)
    for turn in range(rounds):
        apart = at[:, None, :] - at[None, :, :]
        square = np.maximum((apart**2).sum(axis=2), 1e-4)
        force = (apart / square[:, :, None]).sum(axis=1)
        if listed:
            along = at[heads] - at[tails]
            pull = along * np.sqrt((along**2).sum(axis=1, keepdims=True)) * np.minimum(weights, 2)
            np.add.at(force, tails, pull)
            np.add.at(force, heads, -pull)
        force -= at * 0.05
        length = np.maximum(np.sqrt((force**2).sum(axis=1, keepdims=True)), 1e-9)
        heat = math.sqrt(count) * 0.25 * (1 - turn / rounds)
        at = at + force / length * np.minimum(length, heat)
    return at


def _off_lines(at: Points, boxes: Points, edges: Sequence[tuple[int, int, float]]) -> Points:
    """Move nodes a step away from the lines that cross their boxes without ending there."""
    import numpy as np

    if not edges:
        return at
    tails = np.array([a for a, _, _ in edges], dtype=np.intp)
    heads = np.array([b for _, b, _ in edges], dtype=np.intp)
    line = at[heads] - at[tails]
    square = np.maximum((line**2).sum(axis=1), 1.0)
    offset = at[:, None, :] - at[None, tails, :]
    along = (offset * line[None]).sum(axis=2) / square
    away = offset - along[:, :, None] * line[None]
    distance = np.maximum(np.sqrt((away**2).sum(axis=2)), 1e-3)
    wished = (boxes.min(axis=1) / 2 + GAP / 3)[:, None]
    numbers = np.arange(len(at))[:, None]
    own = (numbers == tails[None]) | (numbers == heads[None])
    crossed = (distance < wished) & (along > 0) & (along < 1) & ~own
    push = away / distance[:, :, None] * ((wished - distance) * crossed)[:, :, None]
    moved: Points = at + push.sum(axis=1) * 0.4
    return moved


def _apart(at: Points, boxes: Points, rounds: int = 200) -> Points:
    """Move overlapping boxes along the axis on which they overlap less, until none do.

    Stops after ``rounds``; what overlaps then overlaps a little.
    """
    import numpy as np

    count = len(at)
    wide = (boxes[:, None, 0] + boxes[None, :, 0]) / 2
    high = (boxes[:, None, 1] + boxes[None, :, 1]) / 2
    order = np.sign(np.arange(count)[:, None] - np.arange(count)[None, :])
    for _ in range(rounds):
        dx = at[:, None, 0] - at[None, :, 0]
        dy = at[:, None, 1] - at[None, :, 1]
        over_x, over_y = wide - np.abs(dx), high - np.abs(dy)
        hit = (over_x > 0.5) & (over_y > 0.5)  # noqa: PLR2004 - half a pixel is no overlap
        np.fill_diagonal(hit, val=False)
        if not hit.any():
            break
        sideways = hit & (over_x <= over_y)
        upright = hit & ~sideways
        to_x = np.where(dx == 0, order, np.sign(dx)) * over_x * sideways
        to_y = np.where(dy == 0, order, np.sign(dy)) * over_y * upright
        share = np.maximum(hit.sum(axis=1), 1)
        at = at + np.stack((to_x.sum(axis=1), to_y.sum(axis=1)), axis=1) * (
            0.55 / np.sqrt(share)[:, None]
        )
    return at
