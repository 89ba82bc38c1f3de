"""How one claim, or one article, bears on another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """One claim bears on another.

    Attributes:
        source: id of the claim that the link is about.
        kind: local name of the property.
        target: id of the other claim.
        reason: why, in words.
        on: what they differ in (comparator, value, polarity, period or addition), "" when in
            nothing.
    """

    source: str
    kind: str
    target: str
    reason: str
    on: str = ""
