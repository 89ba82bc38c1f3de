"""Springs: the shape of one group of nodes, before its boxes are moved apart.

Nothing is drawn by lot. Points are rows of (x, y) and boxes rows of (width, height), in pixels.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from nkgraph.drawing import apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nkgraph.drawing.apart import Points

    Links = Sequence[tuple[int, int, float]]
    """(node, node, weight > 0), nodes by row."""

ROOM = 1.7
"""How many times the boxes' area a group fills before they are pushed apart."""
EVEN = 0.6
"""How far crowds are thinned and gaps closed on either axis: 0 not at all, 1 to even steps."""
ROUNDS, MANY = 160, 120
"""How many rounds the springs swing; with more than so many nodes half as many."""
LINE_ROUNDS, LINE_WORK = 6, 40_000
"""How often, and up to how many (node, line) pairs, nodes are moved off lines of others."""
SHRINK_WORK, SHRINK_ALL = 400, 3_000
"""Up to how many nodes, and in how large a picture, a group is drawn together."""
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def spread(groups: Sequence[tuple[Points, Links]]) -> list[Points]:
    """Place the boxes of each group: linked ones near, none overlapping, about 4 by 3 as a whole.

    Groups know nothing of each other; they are worked on together because that is faster.

    Args:
        groups: the boxes of each, one a node, and its links.

    Returns:
        the centres of each group's boxes, around (0, 0).
    """
    import numpy as np

    if not groups:
        return []
    boxes = np.concatenate([own for own, _ in groups])
    counts = [len(own) for own, _ in groups]
    home = np.repeat(np.arange(len(groups)), counts)
    cuts = np.cumsum(counts)[:-1].tolist()
    places = np.concatenate([_fitted(_springs(len(own), links), own) for own, links in groups])
    places = apart.apart(places, boxes + apart.GAP, home)
    for _ in range(LINE_ROUNDS):
        parts = zip(np.split(places, cuts), groups, strict=True)
        places = np.concatenate(
            [
                apart.off_lines(at, own, links) if len(own) * len(links) <= LINE_WORK else at
                for at, (own, links) in parts
            ]
        )
        places = apart.apart(places, boxes + apart.GAP, home, 60)
    if len(boxes) <= SHRINK_ALL:
        small = np.array([1 < count <= SHRINK_WORK for count in counts])
        places = apart.tight(places, boxes, home, small)
    return np.split(places, cuts)


def _fitted(shape: Points, boxes: Points) -> Points:
    """Turn the shape's long side level and scale it to the area that its boxes need."""
    import numpy as np

    if len(shape) == 1:
        return np.zeros((1, 2))
    shape = shape - shape.mean(axis=0)
    xx, yy, xy = (shape[:, 0] ** 2).sum(), (shape[:, 1] ** 2).sum(), shape.prod(axis=1).sum()
    angle = 0.5 * math.atan2(2 * xy, xx - yy)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    shape = _evened(shape @ turn)
    width, height = (float(side) for side in np.maximum(np.ptp(shape, axis=0), 1e-6))
    area = ROOM * float(((boxes[:, 0] + apart.GAP) * (boxes[:, 1] + apart.GAP)).sum())
    scale = math.sqrt(area / (width * height))
    stretch = min(max(math.sqrt(apart.ASPECT * height / width), 0.6), 1.6)
    longest = 2 * math.sqrt(area)  # a mere row of nodes is not drawn out without end
    fitted: Points = shape * np.minimum(
        (scale * stretch, scale / stretch), (longest / width, longest / height)
    )
    return fitted


def _evened(shape: Points) -> Points:
    """Move each coordinate part of the way to where even steps would put it."""
    import numpy as np

    count = len(shape)
    ranks = shape.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    low = shape.min(axis=0)
    steps = low + ranks / max(count - 1, 1) * np.ptp(shape, axis=0)
    evened: Points = (1 - EVEN) * shape + EVEN * steps
    return evened


def _springs(count: int, links: Iterable[tuple[int, int, float]]) -> Points:
    """Fruchterman and Reingold 1991, started from a sunflower instead of at random.

    A weak pull to the middle keeps unlinked nodes in the picture. Distances are in units of
    the wished length of a link.
    """
    import numpy as np

    rounds = ROUNDS if count <= MANY else ROUNDS // 2
    steps = np.arange(count) + 0.5
    angle, radius = steps * GOLDEN_ANGLE, np.sqrt(steps)
    at = np.stack((radius * np.cos(angle), radius * np.sin(angle)))
    ends = sorted(links)
    tails = np.array([a for a, _, _ in ends], dtype=np.intp)
    heads = np.array([b for _, b, _ in ends], dtype=np.intp)
    pulls = np.minimum(np.array([weight for _, _, weight in ends]), 2)
    joined = np.concatenate((tails, heads))
    for turn in range(rounds):
        away = at[:, :, None] - at[:, None, :]
        near = (away * away).sum(axis=0)
        np.maximum(near, 1e-4, out=near)
        away /= near
        force = away.sum(axis=2) - at * 0.05
        if ends:
            along = at[:, heads] - at[:, tails]
            pull = along * (np.sqrt((along * along).sum(axis=0)) * pulls)
            for axis in (0, 1):
                both = np.concatenate((pull[axis], -pull[axis]))
                force[axis] += np.bincount(joined, both, count)
        length = np.maximum(np.sqrt((force * force).sum(axis=0)), 1e-9)
        heat = math.sqrt(count) * 0.25 * (1 - turn / rounds)
        at = at + force * (np.minimum(length, heat) / length)
    places: Points = at.T
    return places
