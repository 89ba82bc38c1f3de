"""What a person has said about which claims speak of one event."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judgements:
    """Pairs of claim ids that are, or are not, of one event; each pair sorted.

    Attributes:
        same: pairs of one event, whatever the words say.
        apart: pairs of two events.
    """

    same: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()

    def same_event(self, one: str, other: str) -> bool | None:
        """Return what was said of two claims; None when nothing was."""
        pair = (min(one, other), max(one, other))
        if pair in self.apart:
            return False
        return True if pair in self.same else None

    def beside(self, claim: str) -> frozenset[str]:
        """Return the claims that were said to be of the claim's event."""
        return frozenset(
            other for pair in self.same if claim in pair for other in pair if other != claim
        )
