"""A node's label as a canvas can show it: short lines, without what reorders or hides text."""

from __future__ import annotations

import re

LINE = 17
"""Characters on a line of a node's label."""
LINES = 3
_UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def wrap(label: str) -> tuple[str, ...]:
    """Break a label into at most ``LINES`` lines; what is left out ends in an ellipsis.

    Controls that reorder, hide or break text are dropped: a canvas has no isolation.
    """
    words = _UNSEEN.sub(" ", label[: LINE * LINES * 2]).split() or ["—"]
    lines = [""]
    for word in words:
        rest = word
        if lines[-1] and len(lines[-1]) + 1 + len(rest) <= LINE:
            lines[-1] += f" {rest}"
            continue
        while rest:
            lines.append(rest[:LINE])
            rest = rest[LINE:]
    shown = [line for line in lines if line]
    if len(shown) > LINES:
        return (*shown[: LINES - 1], shown[LINES - 1][: LINE - 1] + "…")
    return tuple(shown)
