"""How claims bear on one another, each link with its reason.

Of the claims that tell one utterance, the earliest stands for all: the others are its variants, and
only it is linked to claims of other sources. A path over ``nk:variantOf`` reaches the rest.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from nkgraph import ontology
from nkgraph.resolve import keys, sameness, words
from nkgraph.resolve.bearing import Link
from nkgraph.resolve.comparison import compared, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.resolve.groups import Groups
    from nkgraph.resolve.index import Index
    from nkgraph.resolve.signature import Signature

SYMMETRIC: Final = frozenset({"contradicts", "corroborates", "notComparable", "variantOf"})


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
        compared(one, other, shared=False) is not None
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
        what = f"{one.said_by} on one event" if mine is None else f"{one.said_by}, {said(mine)}"
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
        yield Link(one.claim, "partOf", other.claim, f"{said(count)} are counted in {said(whole)}")


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
        link = compared(one, other, shared=other.claim in event)
        if link is not None and groups.first(groups.utterance(other.claim)) == other:
            yield link


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
    mine = "" if one.count is None else said(one.count)
    theirs = "" if before.count is None else said(before.count)
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


def _by(one: Signature) -> str:
    return one.said_by or "the article"
