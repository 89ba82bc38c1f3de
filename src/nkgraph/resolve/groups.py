"""Claims that belong together: those of one event, and those that tell one utterance.

Both are found from an index, claim by claim, and follow from the set of claims alone: the order in
which articles come makes no difference. Claims with a date or a figure are put together first; a
claim with neither joins the one event that it fits, and stays apart when it fits several.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from nkgraph.resolve import keys, sameness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nkgraph.resolve.index import Index
    from nkgraph.resolve.judgements import Judgements
    from nkgraph.resolve.signature import Signature

Claims = frozenset[str]
"""Ids of claims that belong together."""

_NEVER = 10**9
"""Sorts claims of undated articles last."""


class Groups:
    """The events and utterances of the claims of an index, found when asked for, then kept."""

    def __init__(self, index: Index, judgements: Judgements) -> None:
        self._index, self._judgements = index, judgements
        self._signatures: dict[str, Signature] = {}
        self._near: dict[str, tuple[Signature, ...]] = {}
        self._kin: dict[str, tuple[Signature, ...]] = {}
        self._cores: dict[str, Claims] = {}
        self._vague: dict[str, Claims] = {}
        self._choices: dict[Claims, frozenset[Claims]] = {}
        self._events: dict[Claims, Claims] = {}
        self._utterances: dict[str, Claims] = {}

    def signature(self, claim: str) -> Signature:
        """Return a claim's signature."""
        if claim not in self._signatures:
            self._signatures[claim] = self._index.signature(claim)
        return self._signatures[claim]

    def neighbours(self, claim: str) -> tuple[Signature, ...]:
        """Return the claims that share a key or the article with a claim, sorted by id."""
        if claim not in self._near:
            one = self.signature(claim)
            found = {*self._index.within(one.article), *self.beside(claim)}
            for key in keys.sought(one):
                under = self._index.under(key)
                if len(under) <= keys.CROWD:
                    found.update(under)
            found.discard(claim)
            self._near[claim] = tuple(map(self.signature, sorted(found)))
        return self._near[claim]

    def beside(self, claim: str) -> tuple[str, ...]:
        """Return the claims, as far as they are there, that were said to be of a claim's event."""
        return tuple(
            other for other in sorted(self._judgements.beside(claim)) if self._is_there(other)
        )

    def event(self, claim: str) -> Claims:
        """Return the claims, this one included, that speak of its event."""
        if sameness.definite(self.signature(claim)):
            return self._with_vague(self._core(claim))
        cores = self.choices(claim)
        return self._with_vague(next(iter(cores))) if len(cores) == 1 else self._alike(claim)

    def choices(self, claim: str) -> frozenset[Claims]:
        """Return the events that a claim without date and figure may be of."""
        alike = self._alike(claim)
        if alike not in self._choices:
            self._choices[alike] = frozenset(
                self._core(other.claim)
                for member in alike
                for other in self._of_its_event(member)
                if sameness.definite(other)
            )
        return self._choices[alike]

    def utterance(self, claim: str) -> Claims:
        """Return the claims, this one included, that tell one thing said by the same source."""
        if claim not in self._utterances:
            found = self._spread(claim, self._retellings)
            self._utterances |= dict.fromkeys(found, found)
        return self._utterances[claim]

    def _is_there(self, claim: str) -> bool:
        try:
            self.signature(claim)
        except KeyError:
            return False
        return True

    def first(self, claims: Claims) -> Signature:
        """Return the claim that stands for a group: of the earliest article, then by id."""
        return min(map(self.signature, claims), key=_order)

    def kin(self, claim: str) -> Iterator[Signature]:
        """Yield the neighbours that are of a claim's event or utterance by themselves."""
        yield from self._of_its_event(claim)
        yield from self._retellings(claim)

    def _core(self, claim: str) -> Claims:
        """Return the claims with date or figure that are of the event of one such claim."""
        if claim not in self._cores:
            found = self._spread(claim, partial(self._of_its_event_if, definite=True))
            self._cores |= dict.fromkeys(found, found)
        return self._cores[claim]

    def _alike(self, claim: str) -> Claims:
        """Return the claims without date and figure that are of the event of one such claim."""
        if claim not in self._vague:
            found = self._spread(claim, partial(self._of_its_event_if, definite=False))
            for part in self._spells(found):
                self._vague |= dict.fromkeys(part, part)
        return self._vague[claim]

    def _spells(self, claims: Claims) -> list[Claims]:
        """Take news apart that goes on for too long to be of one event: by day."""
        signatures = [self.signature(claim) for claim in claims]
        days = {one.published for one in signatures if one.published is not None}
        brief = not days or max(days) - min(days) <= sameness.NEAR
        if brief or not sameness.recurs(signatures[0]):
            return [claims]
        return [
            frozenset(one.claim for one in signatures if one.published == day)
            for day in {one.published for one in signatures}
        ]

    def _with_vague(self, core: Claims) -> Claims:
        """Return an event's claims with those that have no date or figure, and fit no other."""
        if core not in self._events:
            joined = {
                member
                for claim in core
                for other in self._of_its_event(claim)
                if not sameness.definite(other) and self.choices(other.claim) == {core}
                for member in self._alike(other.claim)
            }
            self._events[core] = core | joined
        return self._events[core]

    def _spread(self, claim: str, linked: Callable[[str], tuple[Signature, ...]]) -> Claims:
        """Return what can be reached from a claim by links."""
        found, left = {claim}, [claim]
        while left:
            new = {other.claim for other in linked(left.pop())} - found
            left += new
            found |= new
        return frozenset(found)

    def _of_its_event(self, claim: str) -> tuple[Signature, ...]:
        """Return the neighbours that, compared with the claim alone, speak of its event."""
        if claim not in self._kin:
            one = self.signature(claim)
            self._kin[claim] = tuple(
                other
                for other in self.neighbours(claim)
                if other.type == one.type and self._same(one, other)
            )
        return self._kin[claim]

    def _of_its_event_if(self, claim: str, *, definite: bool) -> tuple[Signature, ...]:
        found = self._of_its_event(claim)
        return tuple(other for other in found if sameness.definite(other) == definite)

    def _same(self, one: Signature, other: Signature) -> bool:
        told = self._judgements.same_event(one.claim, other.claim)
        return sameness.same(one, other) if told is None else told

    def _retellings(self, claim: str) -> tuple[Signature, ...]:
        one = self.signature(claim)
        if not one.sources:
            return ()
        return tuple(
            other
            for other in self.neighbours(claim)
            if other.type == one.type and other.sources and self._retold(one, other)
        )

    def _retold(self, one: Signature, other: Signature) -> bool:
        """Tell whether both claims tell one thing that the same source said."""
        if (one.negated, one.happened) != (other.negated, other.happened):
            return False
        if not set(one.sources) & set(other.sources):
            return _echo(one, other)
        if not sameness.near(one, other, sameness.ECHO):
            return False
        if one.count is not None and other.count is not None:
            return sameness.same_number(one.count, other.count)
        same_kind = (one.count is None) == (other.count is None)
        return same_kind and other.claim in self.event(one.claim)


def _echo(one: Signature, other: Signature) -> bool:
    """Tell whether a state is said to say what a body of it says, in one number."""
    mine, theirs = one.count, other.count
    return (
        mine is not None
        and theirs is not None
        and mine.low == theirs.low
        and sameness.same_number(mine, theirs)
        and one.speaks_with(other)
        and sameness.near(one, other)
    )


def _order(one: Signature) -> tuple[int, str]:
    return (_NEVER if one.published is None else one.published, one.claim)
