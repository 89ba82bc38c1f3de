"""Springs, and boxes that keep clear of each other: the shape of one group of nodes.

Nothing is drawn by lot. Points are rows of (x, y) and boxes rows of (width, height), in pixels.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

ASPECT = 4 / 3
"""Width by height of the area that a picture is fitted to."""
GAP = 14.0
"""Free room between two neighbouring boxes, in pixels."""
ROOM = 1.7
"""How many times the boxes' area a group fills before they are pushed apart."""
EVEN = 0.6
"""How far crowds are thinned and gaps closed on either axis: 0 not at all, 1 to even steps."""
LINE_ROUNDS, LINE_WORK = 6, 40_000
"""How often, and up to how many (node, line) pairs, nodes are moved off lines of others."""
SHRINK, SHRINK_WORK = (0.9, 0.96), 400
"""By how much, and up to how many nodes, a group is drawn together while there is room."""
ROUNDS, MANY = 160, 300
"""How many rounds the springs swing; with more than so many nodes half as many."""
LOOK = 8
"""For so many rounds of pushing apart, the pairs found to be near are taken for all."""
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def spread(boxes: Points, edges: Sequence[tuple[int, int, float]]) -> Points:
    """Place a group's boxes: linked ones near, none overlapping, about 4 by 3 as a whole.

    Args:
        boxes: one box a node.
        edges: (node, node, weight > 0), nodes by row.
    """
    import numpy as np

    count = len(boxes)
    if count == 1:
        return np.zeros((1, 2))
    places = _fitted(_springs(count, edges, ROUNDS if count <= MANY else ROUNDS // 2), boxes)
    places = apart(places, boxes + GAP)
    for _ in range(LINE_ROUNDS if count * len(edges) <= LINE_WORK else 0):
        places = apart(_off_lines(places, boxes, edges), boxes + GAP, 60)
    if count <= SHRINK_WORK:
        places = _tight(places, boxes)
    return places


def _fitted(shape: Points, boxes: Points) -> Points:
    """Turn the shape's long side level and scale it to the area that its boxes need."""
    import numpy as np

    shape = shape - shape.mean(axis=0)
    xx, yy, xy = (shape[:, 0] ** 2).sum(), (shape[:, 1] ** 2).sum(), shape.prod(axis=1).sum()
    angle = 0.5 * math.atan2(2 * xy, xx - yy)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    shape = _evened(shape @ turn)
    width, height = (float(side) for side in np.maximum(np.ptp(shape, axis=0), 1e-6))
    area = ROOM * float(((boxes[:, 0] + GAP) * (boxes[:, 1] + GAP)).sum())
    scale = math.sqrt(area / (width * height))
    stretch = min(max(math.sqrt(ASPECT * height / width), 0.6), 1.6)
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


def _springs(count: int, edges: Iterable[tuple[int, int, float]], rounds: int) -> Points:
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
        x, y = at[:, 0], at[:, 1]
        dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
        near = 1 / np.maximum(dx * dx + dy * dy, 1e-4)
        force = np.stack(((dx * near).sum(axis=1), (dy * near).sum(axis=1)), axis=1)
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
    wished = (boxes.min(axis=1) / 2)[:, None]
    numbers = np.arange(len(at))[:, None]
    own = (numbers == tails[None]) | (numbers == heads[None])
    crossed = (distance < wished) & (along > 0) & (along < 1) & ~own
    push = away / distance[:, :, None] * ((wished - distance) * crossed)[:, :, None]
    number = np.maximum(crossed.sum(axis=1), 1)[:, None]
    moved: Points = at + push.sum(axis=1) / number * 0.6
    return moved


def _tight(at: Points, boxes: Points) -> Points:
    """Draw the nodes together, the longer side first, for as long as they still find room."""
    import numpy as np

    for factor in SHRINK:
        for _ in range(8):
            width, height = np.ptp(at, axis=0).tolist()
            level = 0.85 < width / (height * ASPECT) < 1 / 0.85  # noqa: PLR2004 - near enough
            long = width > height * ASPECT
            squeeze = [factor if level or long else 1.0, 1.0 if long and not level else factor]
            closer = apart(at * squeeze, boxes + GAP, 80)
            if np.ptp(closer, axis=0).prod() > width * height * 0.995:
                break
            if overlapping(closer, boxes + GAP / 2):
                break
            at = closer
    return at


def overlapping(at: Points, boxes: Points) -> bool:
    """Tell whether two boxes share more than half a pixel."""
    over_x, over_y = _overlaps(at, boxes)
    return bool(((over_x > 0.5) & (over_y > 0.5)).any())  # noqa: PLR2004 - half a pixel


def _overlaps(at: Points, boxes: Points) -> tuple[Points, Points]:
    """Return how much each pair of boxes overlaps on either axis; nothing on the diagonal."""
    import numpy as np

    wide = (boxes[:, None, 0] + boxes[None, :, 0]) / 2
    high = (boxes[:, None, 1] + boxes[None, :, 1]) / 2
    over_x = wide - np.abs(at[:, None, 0] - at[None, :, 0])
    over_y = high - np.abs(at[:, None, 1] - at[None, :, 1])
    np.fill_diagonal(over_x, -1.0)
    return over_x, over_y


def apart(at: Points, boxes: Points, rounds: int = 200) -> Points:
    """Move overlapping boxes along the axis on which they overlap less, until none do.

    Stops after ``rounds``; what overlaps then overlaps a little. Only pairs that are near are
    looked at, and every few rounds it is seen anew which ones those are.
    """
    import numpy as np

    reach = float(np.median(boxes)) / 2
    for _ in range(0, rounds, LOOK):
        over_x, over_y = _overlaps(at, boxes)
        one, other = np.nonzero(np.triu((over_x > -reach) & (over_y > -reach), 1))
        room = (boxes[one] + boxes[other]) / 2
        before = at
        for _ in range(LOOK):
            step = _steps(at[one] - at[other], room)
            hit = step.any(axis=1)
            if not hit.any():
                break
            at = at + _pushed(len(at), one[hit], other[hit], step[hit])
        if at is before:
            break
    return at


def _steps(away: Points, room: Points) -> Points:
    """Return how far, and which way, the first of each pair is to move; zeros when it is free."""
    import numpy as np

    over = room - np.abs(away)
    sideways = over[:, :1] <= over[:, 1:]
    step = np.where(away < 0, -over, over)
    step *= np.concatenate((sideways, ~sideways), axis=1)
    hit = (over.min(axis=1) > 0.5)[:, None]  # noqa: PLR2004 - half a pixel is no overlap
    return np.where(hit, step, 0.0)


def _pushed(count: int, one: NDArray[np.intp], other: NDArray[np.intp], step: Points) -> Points:
    """Sum the steps of all pairs by node, the less far the more pairs a node is in."""
    import numpy as np

    share = np.bincount(one, minlength=count) + np.bincount(other, minlength=count)
    push = [
        np.bincount(one, step[:, axis], count) - np.bincount(other, step[:, axis], count)
        for axis in (0, 1)
    ]
    moved: Points = np.stack(push, axis=1) * (0.55 / np.sqrt(np.maximum(share, 1)))[:, None]
    return moved
