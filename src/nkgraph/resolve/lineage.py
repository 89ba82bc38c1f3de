"""How claims bear on one another, each link with its reason.

Of the claims that tell one utterance, the earliest stands for all: the others are its variants, and
only it is linked to claims of other sources. A path over ``nk:variantOf`` reaches the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from nkgraph import ontology
from nkgraph.figure import in_words
from nkgraph.resolve import keys, sameness, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.resolve.groups import Groups
    from nkgraph.resolve.index import Index
    from nkgraph.resolve.signature import Count, Signature

SYMMETRIC: Final = frozenset({"contradicts", "corroborates", "notComparable", "variantOf"})
_WITHIN: Final = 14
"""Days between two articles whose running totals compare."""
_CLOSE: Final = 0.1
"""Two estimates that differ by no more than this share say the same."""


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


def links(claim: str, groups: Groups, index: Index) -> tuple[Link, ...]:
    """Return the links of which a claim is the source, sorted."""
    one = groups.signature(claim)
    found = [*_parts(one, groups), *_variants(one, groups)]
    if groups.first(groups.utterance(claim)) == one:
        found += _bearing(one, groups)
        found += _superseded(one, groups, index)
    found += _realised(one, groups)
    return tuple(sorted(set(found)))


def bears(one: Signature, other: Signature) -> bool:
    """Tell whether two claims may be linked though they are not of one event."""
    if one.type != other.type:
        return False
    if one.happened != other.happened:
        return _may_realise(one, other) if one.happened else _may_realise(other, one)
    if not one.sources or not other.sources:
        return False
    return (
        _compared(one, other, shared=False) is not None
        or (_kept(one) and _replaces(one, other))
        or (_kept(other) and _replaces(other, one))
    )


def _variants(one: Signature, groups: Groups) -> Iterator[Link]:
    told = groups.utterance(one.claim)
    first = groups.first(told)
    others = (map(groups.signature, told - {one.claim})) if one == first else (first,)
    for other in others:
        if other != one:
            yield _variant(one, other)


def _variant(one: Signature, other: Signature) -> Link:
    mine, theirs = one.count, other.count
    if mine is None or theirs is None or mine.comparator == theirs.comparator:
        what = f"{one.said_by} on one event" if mine is None else f"{one.said_by}, {_said(mine)}"
        return Link(one.claim, "variantOf", other.claim, f"one statement of {what}")
    labels = ontology.load().labels
    reason = (
        f"one statement of {one.said_by}, told as “{labels[mine.comparator]}” here and as "
        f"“{labels[theirs.comparator]}” there"
    )
    return Link(one.claim, "variantOf", other.claim, reason, "comparator")


def _parts(one: Signature, groups: Groups) -> Iterator[Link]:
    """Link a figure to the one beside it that counts it in: the dead among the casualties."""
    count = one.count
    if count is None:
        return
    wider = ontology.load().broader.get(count.quantity, ())
    for other in groups.neighbours(one.claim):
        whole = other.count
        if (
            whole is None
            or other.article != one.article
            or whole.quantity not in wider
            or set(one.sources) != set(other.sources)
            or not _overlap(one, other)
            or (count.of, count.reach) != (whole.of, whole.reach)
            or (whole.most is not None and count.low > whole.most)
        ):
            continue
        yield Link(
            one.claim, "partOf", other.claim, f"{_said(count)} are counted in {_said(whole)}"
        )


def _overlap(one: Signature, other: Signature) -> bool:
    return min(one.span[1], other.span[1]) > max(one.span[0], other.span[0])


def _bearing(one: Signature, groups: Groups) -> Iterator[Link]:
    """Link what one source says to what others say of the same."""
    if not one.happened or not one.sources:
        return
    event = groups.event(one.claim)
    for other in groups.neighbours(one.claim):
        if not other.happened or not other.sources or other.type != one.type:
            continue
        link = _compared(one, other, shared=other.claim in event)
        if link is not None and groups.first(groups.utterance(other.claim)) == other:
            yield link


def _compared(one: Signature, other: Signature, *, shared: bool) -> Link | None:
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
    both = f"{one.said_by} says {_said(mine)}, {other.said_by} {_said(theirs)}"
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
        f"{_said(mine)} and {_said(theirs)}: one is told as an addition, and the other may be the "
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


def _superseded(one: Signature, groups: Groups, index: Index) -> Iterator[Link]:
    """Link a total to the one that the same source gave before."""
    if not _kept(one):
        return
    for months in range(0, -keys.PLAN_MONTHS - 1, -1):
        when = keys.month(one)
        if when != "undated":
            when = keys.later(when, months)
        elif months:
            return
        before = [
            other
            for key in keys.series(one, when)
            for other in map(groups.signature, index.under(key))
            if _replaces(one, other) and groups.first(groups.utterance(other.claim)) == other
        ]
        if before:
            last = max(before, key=_rank)
            yield Link(one.claim, "supersedes", last.claim, _later(one, last))
            return


def _kept(one: Signature) -> bool:
    return sameness.running(one) and one.happened and not one.negated


def _replaces(one: Signature, other: Signature) -> bool:
    mine, theirs = one.count, other.count
    return (
        other.claim != one.claim
        and _kept(other)
        and mine is not None
        and theirs is not None
        and sameness.comparable(mine, theirs)
        and (mine.low, mine.high) != (theirs.low, theirs.high)
        and (one.published is None) == (other.published is None)
        and _rank(other)[0] < _rank(one)[0]
    )


def _rank(one: Signature) -> tuple[float, str]:
    """Return what says which of two totals is later: the day, or the size when undated."""
    if one.published is not None:
        return (one.published, one.claim)
    return (one.count.low if one.count else 0, one.claim)


def _later(one: Signature, before: Signature) -> str:
    mine = "" if one.count is None else _said(one.count)
    theirs = "" if before.count is None else _said(before.count)
    if one.published is None or before.published is None:
        why = "neither is dated, and a running total only grows"
    else:
        days = (date.fromordinal(day) for day in (one.published, before.published))
        why = "told {} and {}".format(*(day.isoformat() for day in days))
    return f"{one.said_by} says {mine} after {theirs}: {why}"


def _realised(one: Signature, groups: Groups) -> Iterator[Link]:
    """Link a deed to the plan that it may carry out."""
    if not one.happened or one.negated or sameness.lasts(one):
        return
    for plan in groups.neighbours(one.claim):
        if plan.happened or plan.negated or plan.type != one.type or plan.article == one.article:
            continue
        if _may_realise(one, plan):
            why = (
                f"candidate: {_by(plan)} spoke of {plan.title} to come, {_by(one)} tells it as done"
            )
            yield Link(one.claim, "realises", plan.claim, why)


def _may_realise(deed: Signature, plan: Signature) -> bool:
    """Tell whether a deed fits a plan: who does it, to whom, with what, and not before it."""
    if not deed.of("agent") & plan.of("agent") or deed.adds != plan.adds:
        return False
    if (
        plan.published is not None
        and deed.published is not None
        and deed.published < plan.published
    ):
        return False
    if (plan.published is None) != (deed.published is None):
        return False
    if not _same_things(deed, plan):
        return False
    named = [role for role in ("recipient", "patient") if plan.of(role) and deed.of(role)]
    if any(not plan.of(role) & deed.of(role) for role in named):
        return False
    return plan.adds or bool(named)


def _same_things(deed: Signature, plan: Signature) -> bool:
    weapons = [
        next((part.label for part in one.parts if part.role == "theme"), None)
        for one in (deed, plan)
    ]
    if deed.type != "ArmsTransfer" or None in weapons:
        return True
    done, meant = weapons
    return words.load().told_of_weapon(done or "", meant or "")


def _said(count: Count) -> str:
    return in_words(
        count.quantity, count.low, count.high, comparator=count.comparator, unit=count.unit or None
    )


def _reach(one: Signature, count: Count) -> str:
    stretch = f"only “{count.reach}”" if count.reach else "all until then"
    return f"{one.said_by} counts {stretch} ({_said(count)})"


def _by(one: Signature) -> str:
    return one.said_by or "the article"
