"""Pieces of a picture, each put next to the others: no two share a spot, hollows are filled.

Points are rows of (x, y) and boxes rows of (width, height), in pixels.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from nkgraph.drawing.apart import ASPECT, GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from nkgraph.drawing.apart import Points

CELL, CELLS = 12.0, 1_000_000
"""Side of the squares in which pieces are packed, and at most how many; larger if need be."""


def packed(places: Points, boxes: Points, pieces: Sequence[Sequence[int]]) -> Points:
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
