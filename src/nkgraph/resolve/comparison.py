"""What two utterances of different sources make of one thing, and whether their figures compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nkgraph.figure import in_words
from nkgraph.resolve import sameness
from nkgraph.resolve.bearing import Link

if TYPE_CHECKING:
    from nkgraph.resolve.signature import Count, Signature

_WITHIN: Final = 14
"""Days between two articles whose running totals compare."""
_CLOSE: Final = 0.1
"""Two estimates that differ by no more than this share say the same."""


def compared(one: Signature, other: Signature, *, shared: bool) -> Link | None:
    """Return how two utterances bear on each other, if they do."""
    both = f"{one.said_by} and {other.said_by}"
    independent = not one.speaks_with(other) and not (
        {*one.sources, *one.relays} & {*other.sources, *other.relays}
    )
    if one.negated or other.negated:
        if not shared or one.negated == other.negated:
            return None
        why = f"{both} differ on whether it happened"
        return Link(one.claim, "contradicts", other.claim, why, "polarity")
    if one.count is None or other.count is None:
        if not shared or not independent:
            return None
        return Link(one.claim, "corroborates", other.claim, f"{both} say the same")
    return _figures(one, one.count, other, other.count, fresh=independent, shared=shared)


def _figures(
    one: Signature, mine: Count, other: Signature, theirs: Count, *, fresh: bool, shared: bool
) -> Link | None:
    """Link figures, where ``fresh`` says that the sources are independent."""
    if not sameness.alike(mine, theirs):
        return None
    if one.adds != other.adds:
        return _addition(one, mine, other, theirs)
    if mine.reach != theirs.reach:
        return _periods(one, mine, other, theirs)
    return _values(one, mine, other, theirs, shared=shared) if fresh else None


def _periods(one: Signature, mine: Count, other: Signature, theirs: Count) -> Link | None:
    """Link figures that count over different stretches, where somebody might compare them."""
    if not (sameness.running(one) or sameness.running(other)) or not sameness.near(
        one, other, _WITHIN
    ):
        return None
    why = f"{_reach(one, mine)}, {_reach(other, theirs)}"
    return Link(one.claim, "notComparable", other.claim, why, "period")


def _values(
    one: Signature, mine: Count, other: Signature, theirs: Count, *, shared: bool
) -> Link | None:
    """Link figures of two sources that count the same."""
    totals = (
        sameness.running(one) and sameness.running(other) and sameness.near(one, other, _WITHIN)
    )
    if not shared and not totals:
        return None
    both = f"{one.said_by} says {said(mine)}, {other.said_by} {said(theirs)}"
    if _agree(mine, theirs):
        return Link(one.claim, "corroborates", other.claim, both)
    if not _exclude(mine, theirs):
        return None
    if not shared and one.published is None:
        why = f"{both}; neither article is dated, and a running total may have grown in between"
        return Link(one.claim, "notComparable", other.claim, why, "period")
    return Link(one.claim, "contradicts", other.claim, both, "value")


def _addition(one: Signature, mine: Count, other: Signature, theirs: Count) -> Link | None:
    """Link a number that is told as an addition to one that may hold it already."""
    agents = one.of("agent") & other.of("agent")
    if not agents or not sameness.meet(mine, theirs) or not sameness.near(one, other, _WITHIN):
        return None
    why = (
        f"{said(mine)} and {said(theirs)}: one is told as an addition, and the other may be the "
        "same; do not add them up"
    )
    return Link(one.claim, "notComparable", other.claim, why, "addition")


def _agree(one: Count, other: Count) -> bool:
    """Tell whether two figures come to the same, give or take a tenth."""
    if _exclude(one, other):
        return False
    gap = max(one.low, other.low) - min(one.high, other.high)
    return gap <= _CLOSE * max(one.low, other.low)


def _exclude(one: Count, other: Count) -> bool:
    """Tell whether no number fits both."""
    return (one.most is not None and one.most < other.least) or (
        other.most is not None and other.most < one.least
    )


def said(count: Count) -> str:
    """Return a figure in words: "about 4,700 killed or wounded"."""
    return in_words(
        count.quantity, count.low, count.high, comparator=count.comparator, unit=count.unit or None
    )


def _reach(one: Signature, count: Count) -> str:
    stretch = f"only “{count.reach}”" if count.reach else "all until then"
    return f"{one.said_by} counts {stretch} ({said(count)})"
