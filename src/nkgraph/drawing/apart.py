"""Boxes that keep clear of each other and of lines, in many groups at a time.

Points are rows of (x, y) and boxes rows of (width, height), in pixels; ``home`` is the number of
each one's group, in rising order. Boxes of different groups do not see each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Numbers = NDArray[np.intp]

ASPECT = 4 / 3
"""Width by height of the area that a picture is fitted to."""
GAP = 14.0
"""Free room between two neighbouring boxes, in pixels."""
SHRINK, TRIES = (0.9, 0.96), 8
"""By how much, and how often, groups are drawn together while there is room."""
LOOK = 8
"""For so many rounds of pushing apart, the pairs found to be near are taken for all."""
TOUCH = 0.5
"""Boxes that share no more than this many pixels do not overlap."""


def apart(at: Points, boxes: Points, home: Numbers, rounds: int = 200) -> Points:
    """Move overlapping boxes along the axis on which they overlap less, until none do.

    Stops after ``rounds``; what overlaps then overlaps a little. Only pairs that are near are
    looked at, and every few rounds it is seen anew which ones those are, in the groups in which
    anything has moved.
    """
    import numpy as np

    reach = float(np.median(boxes)) / 2
    busy = np.ones(int(home[-1]) + 1, dtype=bool)
    for _ in range(0, rounds, LOOK):
        one, other = near(at, boxes, home, reach, busy)
        room = (boxes[one] + boxes[other]) / 2
        busy[:] = False
        for _ in range(LOOK):
            step = _steps(at[one] - at[other], room)
            hit = np.flatnonzero(np.any(step, axis=1))
            if not len(hit):
                break
            busy[home[one[hit]]] = True
            at = at + _pushed(len(at), one[hit], other[hit], step[hit])
        if not busy.any():
            break
    return at


def near(
    at: Points, boxes: Points, home: Numbers, reach: float, busy: NDArray[np.bool_]
) -> tuple[Numbers, Numbers]:
    """Return the pairs of one group whose boxes are at most ``reach`` pixels from touching.

    Only in groups that are ``busy``. Swept from left to right, each group far from the next.
    """
    import numpy as np

    among: Numbers = np.arange(len(home))[busy[home]]
    if not len(among):
        return among, among
    half = boxes[among] / 2 + reach / 2
    far = 2 * float(np.ptp(at[among, 0]) + half[:, 0].max() * 4)
    middle = at[among, 0] + home[among] * far
    order = np.argsort(middle - half[:, 0], kind="stable")
    left, right = (middle - half[:, 0])[order], (middle + half[:, 0])[order]
    number = np.searchsorted(left, right) - np.arange(len(order)) - 1
    one = np.repeat(np.arange(len(order)), number)
    other = np.arange(len(one)) - np.repeat(number.cumsum() - number, number) + one + 1
    one, other = order[one], order[other]
    level = np.abs(at[among[one], 1] - at[among[other], 1]) < half[one, 1] + half[other, 1]
    return among[one[level]], among[other[level]]


def _steps(away: Points, room: Points) -> Points:
    """Return how far, and which way, the first of each pair is to move; zeros when it is free."""
    import numpy as np

    over = room - np.abs(away)
    sideways = over[:, 0] <= over[:, 1]
    free = np.minimum(over[:, 0], over[:, 1]) <= TOUCH
    step = np.copysign(over, away)
    step[sideways | free, 1] = 0.0
    step[~sideways | free, 0] = 0.0
    return step


def _pushed(count: int, one: Numbers, other: Numbers, step: Points) -> Points:
    """Sum the steps of all pairs by node, the less far the more pairs a node is in."""
    import numpy as np

    share = np.bincount(one, minlength=count) + np.bincount(other, minlength=count)
    push = [
        np.bincount(one, step[:, axis], count) - np.bincount(other, step[:, axis], count)
        for axis in (0, 1)
    ]
    moved: Points = np.stack(push, axis=1) * (0.55 / np.sqrt(np.maximum(share, 1)))[:, None]
    return moved


def off_lines(at: Points, boxes: Points, links: Sequence[tuple[int, int, float]]) -> Points:
    """Move the nodes of one group a step away from lines that cross them without ending there."""
    import numpy as np

    if not links:
        return at
    tails = np.array([a for a, _, _ in links], dtype=np.intp)
    heads = np.array([b for _, b, _ in links], dtype=np.intp)
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


def tight(at: Points, boxes: Points, home: Numbers, wanted: NDArray[np.bool_]) -> Points:
    """Draw the nodes of each wanted group together, its longer side first, while there is room."""
    import numpy as np

    starts = np.flatnonzero(np.diff(home, prepend=-1))
    for factor in SHRINK:
        trying = wanted.copy()
        for _ in range(TRIES):
            if not trying.any():
                break
            sides = _sides(at, starts)
            ratio = sides[:, 0] / np.maximum(sides[:, 1] * ASPECT, 1e-9)
            level = (ratio > 0.85) & (ratio < 1 / 0.85)  # noqa: PLR2004 - near enough
            squeeze = np.where(
                np.stack((level | (ratio > 1), level | (ratio <= 1)), axis=1), factor, 1.0
            )
            mine = trying[home].nonzero()[0]
            some = home[mine]
            closer = at.copy()
            closer[mine] = apart(at[mine] * squeeze[some], boxes[mine] + GAP, some, 80)
            trying &= _sides(closer, starts).prod(axis=1) <= sides.prod(axis=1) * 0.995
            one, other = near(closer, boxes + GAP / 2, home, 0.0, trying)
            over = (boxes[one] + boxes[other]) / 2 + GAP / 2 - np.abs(closer[one] - closer[other])
            trying[home[one[(over > TOUCH).all(axis=1)]]] = False
            kept = trying[home]
            at = np.where(kept[:, None], closer, at)
    return at


def _sides(at: Points, starts: Numbers) -> Points:
    """Return the width and height that the centres of each group fill."""
    import numpy as np

    sides: Points = np.maximum.reduceat(at, starts) - np.minimum.reduceat(at, starts)
    return sides
