"""What is said of a claim in the light of all others, and of which claims that changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nkgraph import identify, times
from nkgraph.resolve import keys, lineage
from nkgraph.resolve.bearing import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nkgraph.resolve.groups import Groups
    from nkgraph.resolve.index import Index
    from nkgraph.resolve.overlay import Overlay
    from nkgraph.resolve.signature import Signature


@dataclass(frozen=True, slots=True)
class State:
    """A claim's event, and how the claim bears on others.

    Attributes:
        event: id of the event.
        title: the event in words.
        edtf: when it was, as exactly as any of its claims says.
        basis: what that rests on.
        links: sorted.
    """

    event: str
    title: str
    edtf: str | None
    basis: str | None
    links: tuple[Link, ...]


def state(claim: str, groups: Groups, index: Index) -> State:
    """Return what is said of a claim."""
    members = groups.event(claim)
    signatures = [groups.signature(member) for member in sorted(members)]
    dated = [one for one in signatures if one.edtf is not None]
    when = min(dated, key=_vagueness, default=None)
    return State(
        event=f"event/{identify.digest(groups.first(members).claim)}",
        title=max(signatures, key=lambda one: (len(one.parts), one.title)).title,
        edtf=None if when is None else when.edtf,
        basis=None if when is None else when.basis,
        links=lineage.links(claim, groups, index),
    )


def changed(
    left: Iterable[Signature],
    before: tuple[Groups, Index],
    after: tuple[Groups, Overlay],
    come: frozenset[str],
) -> frozenset[str]:
    """Return the claims of which something else is said after a change than before.

    Args:
        left: the claims that go.
        before: groups and index as they are.
        after: groups and index as they will be.
        come: ids of the claims that come, also in place of others of the same id.
    """
    found = set(come)
    queue = set(come)
    for one in left:
        queue |= _relatives(one, before) | _crossed(one, before[1], after[1])
    for claim in come:
        queue |= _crossed(after[0].signature(claim), before[1], after[1])
    seen = set()
    while queue:
        claim = queue.pop()
        if claim in seen or claim not in after[1]:
            continue
        seen.add(claim)
        if claim in come or state(claim, *before) != state(claim, *after):
            found.add(claim)
            queue |= _relatives(after[0].signature(claim), after) - seen
            if claim not in come:  # else it was looked at above, among those that go
                queue |= _relatives(before[0].signature(claim), before) - seen
    return frozenset(found)


def _relatives(one: Signature, resolved: tuple[Groups, Index]) -> set[str]:
    """Return the claims of which something may depend on a claim."""
    groups, index = resolved
    found = {other.claim for other in groups.kin(one.claim)}
    near, event = groups.neighbours(one.claim), groups.event(one.claim)
    found |= {other.claim for other in near if other.claim in event or lineage.bears(one, other)}
    for key in _later(one):
        told = map(groups.signature, index.under(key))
        found |= {other.claim for other in told if lineage.bears(one, other)}
    return found


def _crossed(one: Signature, before: Index, after: Index) -> set[str]:
    """Return the claims under keys that a claim's coming or going makes too common, or not."""
    found: set[str] = set()
    for key in keys.of(one):
        was, will_be = before.under(key), after.under(key)
        if (len(was) > keys.CROWD) != (len(will_be) > keys.CROWD):
            for other in {key, *keys.watching(key)}:
                found.update(before.under(other))
                found.update(after.under(other))
    return found


def _later(one: Signature) -> Iterator[str]:
    """Yield where a source's later figures stand, which may replace this one's."""
    start = keys.month(one)
    if one.published is not None:
        for months in range(1, keys.PLAN_MONTHS + 1):
            yield from keys.series(one, keys.later(start, months))


def _vagueness(one: Signature) -> tuple[bool, int, str]:
    """Sort times by what they leave open: the year first, then the number of days."""
    edtf = one.edtf or ""
    return ("XXXX" in edtf, times.span(edtf) or 10**6, edtf)
