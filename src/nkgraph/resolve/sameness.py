"""When two claims speak of one event: what must not differ, and what must agree.

The type of event decides which of four ways of agreeing counts (``nk:sameness`` in
ontology/nkgraph.ttl): an agreement by its name and parties, a lasting relation by its parties, a
verbal act by speaker, addressee and day, and any other occurrence by time, figure, the one person
it befell, or the place and the manner of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nkgraph import ontology, times
from nkgraph.resolve import words
from nkgraph.resolve.signature import ANYBODY

if TYPE_CHECKING:
    from nkgraph.resolve.signature import Count, Part, Signature

NEAR: Final = 7
"""Days between two articles whose undated news may be the same."""
ECHO: Final = 31
"""Days during which one statement is told again."""
_ECHOES: Final = ((1000, ECHO), (100, 7), (10, 2), (2, 2))
"""From which number on two that are equal are hardly so by chance, for how many days."""
_TELLING: Final = 10
"""A smaller number tells one event from another only with two parties in common."""
A_DAY: Final = 3
"""Days that a date may cover and still single out an event."""
A_MONTH: Final = 31
_TOLL: Final = 100
"""A smaller number is rather the toll of one attack than a running total."""
_LOOSE: Final = 2
"""A range whose ends are further apart, as a ratio, singles out nothing ("thousands")."""
_CLOSE: Final = 1.5
"""How far two tolls of one attack may be apart, as a ratio."""


def definite(one: Signature) -> bool:
    """Tell whether a claim has a date or a figure, and so says by itself which event it means."""
    return one.edtf is not None or one.count is not None


def same(one: Signature, other: Signature) -> bool:
    """Tell whether two claims speak of one event; symmetric, and not always transitive."""
    return (
        one.type == other.type
        and one.happened == other.happened
        and _may_be(one, other)
        and _agrees(one, other)
    )


def near(one: Signature, other: Signature, days: int = NEAR) -> bool:
    """Tell whether both articles are of one time: days apart, or both undated."""
    if one.published is None or other.published is None:
        return one.published is other.published
    return abs(one.published - other.published) <= days


def _may_be(one: Signature, other: Signature) -> bool:
    """Tell whether nothing that both say keeps them apart."""
    unordered = one.type in ontology.load().unordered
    groups = (("agent", "recipient"),) if unordered else (("agent",), ("recipient",))
    return (
        all(_may_meet(one, other, *roles) for roles in (*groups, ("patient",)))
        and _places_fit(one, other)
        and _times_fit(one, other)
        and _manner_fits(one, other)
    )


def _may_meet(one: Signature, other: Signature, *roles: str) -> bool:
    left = {part.state for part in one.parts if part.role in roles and not _vague(part)}
    right = {part.state for part in other.parts if part.role in roles and not _vague(part)}
    return not left or not right or bool(left & right)


def _vague(part: Part) -> bool:
    """Tell whether an actor is anybody of a kind: "soldiers", with no state named."""
    return part.country is None and part.kind in ("group", "other")


def _places_fit(one: Signature, other: Signature) -> bool:
    left, right = ([part for part in claim.parts if part.role == "place"] for claim in (one, other))
    if not left or not right:
        return True
    return any(
        mine.actor == theirs.actor
        or ("country" in (mine.kind, theirs.kind) and mine.country == theirs.country)
        for mine in left
        for theirs in right
    )


def _times_fit(one: Signature, other: Signature) -> bool:
    if one.edtf is not None and other.edtf is not None:
        return times.compatible(one.edtf, other.edtf)
    for dated, undated in ((one, other), (other, one)):
        if dated.edtf is not None and undated.published is not None and one.happened:
            earliest, _ = times.bounds(dated.edtf)
            if earliest is not None and earliest.toordinal() > undated.published:
                return False
    return True


def _manner_fits(one: Signature, other: Signature) -> bool:
    return not (one.manner and other.manner and one.manner != other.manner)


def _agrees(one: Signature, other: Signature) -> bool:
    match ontology.load().sameness.get(one.type):
        case "agreement":
            return _same_agreement(one, other)
        case "relation":
            parties = ("agent", "recipient")
            return len(one.of(*parties) & other.of(*parties)) > 1
        case "speech":
            return _same_speech(one, other)
        case _:
            return _same_occurrence(one, other)


def _same_agreement(one: Signature, other: Signature) -> bool:
    """Tell whether one agreement is meant: not two that the same parties made."""
    left, right = (
        next((part for part in claim.parts if part.role == "theme"), None) for claim in (one, other)
    )
    both = len(one.of("agent", "recipient") & other.of("agent", "recipient")) > 1
    dated = one.edtf is not None and other.edtf is not None
    close = near(one, other, ECHO) or dated
    if left is None or right is None:
        return both and close
    known = words.load()
    mine, theirs = known.agreement(left.label), known.agreement(right.label)
    if not (mine <= theirs or theirs <= mine):
        return False
    named = left.actor == right.actor and (" between " in left.label or bool(mine))
    return (named or both) and close


def _same_speech(one: Signature, other: Signature) -> bool:
    if not one.of("agent") & other.of("agent"):
        return False
    told = one.of("recipient") & other.of("recipient")
    return bool(told) and near(one, other)


def _same_occurrence(one: Signature, other: Signature) -> bool:
    shared = _shared(one, other)
    if not shared or one.single != other.single or not _counts_fit(one, other):
        return False
    if one.negated != other.negated and not (one if one.negated else other).sources:
        return False  # nobody denies the other: "to avoid being sent"
    if one.article == other.article and _same_parties(one, other):
        return one.edtf == other.edtf or not (definite(one) and definite(other))
    return (
        _same_date(one, other, shared)
        or _same_figure(one, other, shared)
        or _same_person(one, other)
        or _same_place_and_manner(one, other)
    )


def _shared(one: Signature, other: Signature) -> int:
    """Return how many roles have an actor in common; a state as the place does not count."""
    parties = sum(bool(one.of(role) & other.of(role)) for role in ("agent", "patient", "recipient"))
    return parties + bool(one.spots() & other.spots())


def _same_parties(one: Signature, other: Signature) -> bool:
    roles = ("agent", "patient", "recipient")
    left, right = (
        {(p.role, p.state) for p in claim.parts if p.role in roles} for claim in (one, other)
    )
    return left == right or (len(left & right) > 1 and not (definite(one) and definite(other)))


def _same_date(one: Signature, other: Signature, shared: int) -> bool:
    if one.edtf is None or other.edtf is None:
        return False
    spans = [times.span(edtf) or A_MONTH + 1 for edtf in (one.edtf, other.edtf)]
    if max(spans) <= A_DAY:
        return True
    return one.edtf == other.edtf and max(spans) <= A_MONTH and shared > 1


def _counts_fit(one: Signature, other: Signature) -> bool:
    """Tell whether figures allow one event; tolls of one day and place may differ somewhat."""
    mine, theirs = one.count, other.count
    if mine is None or theirs is None or mine.quantity != theirs.quantity:
        return True
    if mine.reach != theirs.reach or not _same_people(mine, theirs) or one.adds != other.adds:
        return False
    if meet(mine, theirs):
        return True
    dated = one.edtf is not None and other.edtf is not None and one.edtf == other.edtf
    least, most = sorted((mine.low, theirs.low))
    return dated and bool(one.spots() & other.spots()) and most <= least * _CLOSE


def meet(one: Count, other: Count) -> bool:
    """Tell whether the numbers as written overlap."""
    return one.low <= other.high and other.low <= one.high


def _same_figure(one: Signature, other: Signature, shared: int) -> bool:
    mine, theirs = one.count, other.count
    if mine is None or theirs is None or mine.quantity != theirs.quantity:
        return False
    least = min(mine.low, theirs.low)
    if not telling(mine) or not telling(theirs):
        return False
    if not meet(mine, theirs) or (least < _TELLING and shared < 2):  # noqa: PLR2004 - two parties
        return False
    days = next((days for size, days in _ECHOES if least >= size), 0)
    dated = one.edtf is not None and other.edtf is not None
    return dated or near(one, other, days)


def _same_person(one: Signature, other: Signature) -> bool:
    return one.single and bool(one.of("patient") & other.of("patient")) and near(one, other)


def _same_place_and_manner(one: Signature, other: Signature) -> bool:
    """Tell whether one actor did the same thing in one place, as articles of one time tell it."""
    return (
        bool(one.of("agent") & other.of("agent"))
        and bool(one.spots() & other.spots())
        and one.manner == other.manner != ""
        and near(one, other)
    )


def telling(count: Count) -> bool:
    """Tell whether a figure is narrow enough to single something out; "thousands" is not."""
    return count.low > 0 and count.high <= count.low * _LOOSE


def running(one: Signature) -> bool:
    """Tell whether a claim gives a total kept from day to day, not the toll of one event."""
    count = one.count
    if count is None or count.reach or one.adds:
        return False
    kept = count.quantity in ontology.load().running
    return kept and one.edtf is None and (count.total or count.low >= _TOLL)


def same_number(one: Count, other: Count) -> bool:
    """Tell whether two figures count the same and are written with the same number."""
    return comparable(one, other) and (one.low, one.high) == (other.low, other.high)


def comparable(one: Count, other: Count) -> bool:
    """Tell whether two figures count the same thing over the same stretch."""
    return alike(one, other) and one.reach == other.reach


def alike(one: Count, other: Count) -> bool:
    """Tell whether two figures count the same thing, over whatever stretch."""
    return (one.quantity, one.of, one.unit) == (other.quantity, other.of, other.unit) and (
        _same_people(one, other)
    )


def _same_people(one: Count, other: Count) -> bool:
    return one.people == other.people or ANYBODY in (one.people, other.people)


def recurs(one: Signature) -> bool:
    """Tell whether the like of it happens again and again: not relations and agreements."""
    return ontology.load().sameness.get(one.type) not in ("agreement", "relation")


def lasts(one: Signature) -> bool:
    """Tell whether the claim is about a relation, which is no news of one day."""
    return ontology.load().sameness.get(one.type) == "relation"
