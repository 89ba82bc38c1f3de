"""New nodes in a picture whose other nodes stay where they are.

Points are rows of (x, y) and boxes rows of (width, height), in pixels.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from nkgraph.drawing.apart import ASPECT, GAP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from nkgraph.drawing.apart import Points

STEP, RINGS = 16.0, 24
"""A free spot is looked for in steps of so many pixels, and up to so many of them away; then in
steps twice as long, and so on."""
NEAREST = (100, 400, 1000)
"""The spots are looked at in parts, after so many of the nearest."""


def placed(
    kept: Mapping[int, tuple[int, int]],
    boxes: Points,
    edges: Mapping[tuple[int, int], float],
    pieces: Sequence[tuple[Sequence[int], Points]] = (),
) -> Points:
    """Give each node that has no place the free spot nearest to its neighbours.

    Args:
        kept: node → its place, which stays.
        boxes: of all nodes.
        edges: (node, node) → weight.
        pieces: nodes that no edge joins to a kept one, with the shape that they have among
            themselves; each is moved as a whole to the free spot nearest to the middle.
    """
    import numpy as np

    places = np.full_like(boxes, np.nan)
    for node, place in kept.items():
        places[node] = place
    wide = boxes + GAP
    for node, near in _order(kept, edges):
        weights = np.array([weight for _, weight in near])
        wish = (places[[other for other, _ in near]] * weights[:, None]).sum(0) / weights.sum()
        places[node] = _free(wish, wide[node], places, wide)
    middle = np.nanmean(places, axis=0) if kept else np.zeros(2)
    for nodes, shape in ((list(nodes), shape) for nodes, shape in pieces):
        low = (shape - boxes[nodes] / 2).min(axis=0)
        high = (shape + boxes[nodes] / 2).max(axis=0)
        spot = _free(middle, high - low + GAP, places, wide)
        places[nodes] = shape - (low + high) / 2 + spot
    return places


def _order(
    kept: Mapping[int, tuple[int, int]], edges: Mapping[tuple[int, int], float]
) -> list[tuple[int, list[tuple[int, float]]]]:
    """Return the nodes to be placed, wave by wave, each with neighbours that have their place."""
    beside: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (a, b), weight in edges.items():
        beside[a].append((b, weight))
        beside[b].append((a, weight))
    done = set(kept)
    found: list[tuple[int, list[tuple[int, float]]]] = []
    edge = sorted(kept)
    while edge:
        next_ = sorted({other for node in edge for other, _ in beside[node]} - done)
        found += [(node, [one for one in beside[node] if one[0] in done]) for node in next_]
        done.update(next_)
        edge = next_
    return found


@cache
def _spots() -> NDArray[np.float64]:
    """Return steps away from a wish, nearest first, in an ellipse of the picture's aspect."""
    import numpy as np

    side = np.arange(-RINGS, RINGS + 1) * STEP
    grid = np.stack(np.meshgrid(side, side), axis=2).reshape(-1, 2)
    far = np.hypot(grid[:, 0] / ASPECT**0.5, grid[:, 1] * ASPECT**0.5)
    return grid[np.argsort(far, kind="stable")]


def _free(wish: Points, box: Points, places: Points, boxes: Points) -> Points:
    """Return the spot nearest to ``wish`` at which ``box`` overlaps none that has its place."""
    import numpy as np

    scale = 1.0
    while True:
        reach = (box + boxes) / 2
        within = np.abs(places - wish) < reach + RINGS * STEP * scale
        near = np.flatnonzero(within.all(axis=1))
        for spots in np.split(_spots() * scale + wish, NEAREST):
            over = np.abs(spots[:, None] - places[None, near]) < reach[None, near]
            free = ~np.any(np.all(over, axis=2), axis=1)
            if free.any():
                found: Points = spots[int(free.argmax())]
                return found
        scale *= 2
