"""Constraints on unknown days, narrowed until nothing moves.

This is propagation of bounds: each constraint moves the ends of the days that it speaks of, as far
as they must go, and wakes those that speak of them too. The ends that it stops at do not depend on
the order; constraints are taken in the order of their names, so that the reasons do not either.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nkgraph.days import EARLIEST, LATEST, End, implied, unknowns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nkgraph.days import Constraint


@dataclass(frozen=True, slots=True)
class Bound:
    """How far one end of an unknown day has come.

    Attributes:
        day: its number, as ``date.toordinal`` counts.
        because: name of the constraint that moved it.
        after: the bound that this one follows from, if any.
    """

    day: int
    because: str
    after: Bound | None = field(repr=False)

    def names(self) -> tuple[str, ...]:
        """Return the constraints that it follows from, first causes first, each once."""
        found: dict[str, None] = {}
        bound: Bound | None = self
        while bound is not None:
            found[bound.because] = None
            bound = bound.after
        return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Solution:
    """What is known of each day, and what does not fit together.

    Attributes:
        bounds: (unknown day, side) → how far it has come; absent where open.
        conflicts: sets of constraints, by name, that cannot hold at once; none of them was used.
    """

    bounds: Mapping[End, Bound]
    conflicts: tuple[tuple[str, ...], ...] = ()


def solve(constraints: Iterable[Constraint]) -> Solution:
    """Return the narrowest ends that follow; what cannot hold at once is set aside whole."""
    bounds: dict[End, Bound] = {}
    conflicts: list[tuple[str, ...]] = []
    for group in _groups(sorted(constraints, key=lambda one: one.name)):
        left = group
        while clashes := (search := _Search(left)).run():
            conflicts += clashes
            unfit = {name for clash in clashes for name in clash}
            left = [one for one in left if one.name not in unfit]
        bounds |= search.bounds
    return Solution(bounds, tuple(conflicts))


def _groups(constraints: Sequence[Constraint]) -> Iterator[list[Constraint]]:
    """Yield the constraints that hang together through the days they speak of."""
    at: dict[str, list[Constraint]] = defaultdict(list)
    for one in constraints:
        for day in unknowns(one):
            at[day].append(one)
    seen: set[str] = set()
    for start in at:
        if start in seen:
            continue
        seen.add(start)
        days, found = [start], {}
        while days:
            for one in at[days.pop()]:
                found[one.name] = one
                days += (fresh := [d for d in dict.fromkeys(unknowns(one)) if d not in seen])
                seen.update(fresh)
        yield [found[name] for name in sorted(found)]


class _Search:
    """One propagation over constraints that hang together."""

    def __init__(self, constraints: Sequence[Constraint]) -> None:
        self.bounds: dict[End, Bound] = {}
        self._constraints = constraints
        self._at: dict[str, list[Constraint]] = defaultdict(list)
        for one in constraints:
            for day in unknowns(one):
                self._at[day].append(one)

    def run(self) -> list[tuple[str, ...]]:
        """Narrow until nothing moves; return the sets of constraints that clash.

        A day on which constraints clash is left alone from then on, so that one search finds
        the clashes of other days too.
        """
        waiting = deque(self._constraints)
        queued = {one.name for one in waiting}
        clashes: dict[str, tuple[str, ...]] = {}
        while waiting:
            one = waiting.popleft()
            queued.discard(one.name)
            if not clashes.keys().isdisjoint(unknowns(one)):
                continue
            for end, day, source in implied(one, self._known):
                if not self._narrows(end, day):
                    continue
                after = None if source is None else self.bounds.get(source)
                self.bounds[end] = bound = Bound(day, one.name, after)
                if clash := self._clash(end, bound):
                    clashes[end[0]] = clash
                    break
                for other in self._at[end[0]]:
                    if other.name not in queued:
                        queued.add(other.name)
                        waiting.append(other)
        return list(clashes.values())

    def _known(self, end: End) -> int | None:
        bound = self.bounds.get(end)
        return None if bound is None else bound.day

    def _narrows(self, end: End, day: int) -> bool:
        """Tell whether ``day`` is nearer than what is known, and not open beyond all days."""
        old = self._known(end)
        if end[1] == "first":
            return day >= EARLIEST and (old is None or day > old)
        return day <= LATEST and (old is None or day < old)

    def _clash(self, end: End, bound: Bound) -> tuple[str, ...]:
        """Return the constraints behind both ends, when no day is left between them."""
        day, side = end
        other = self.bounds.get((day, "last" if side == "first" else "first"))
        beyond = not EARLIEST <= bound.day <= LATEST
        crossed = other is not None and (
            bound.day > other.day if side == "first" else bound.day < other.day
        )
        if not beyond and not crossed:
            return ()
        names = {*bound.names(), *(other.names() if other and crossed else ())}
        return tuple(sorted(names))
