"""When claims of several articles are of one event, and how they bear on one another."""

# ruff: noqa: ANN401, PLR0913 - claims are made from their fields

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.bench.world import agency, article, place, state

from nkgraph.model import Actor, Article, Claim, Figure, Span, When
from nkgraph.resolve import signature
from nkgraph.resolve.groups import Groups
from nkgraph.resolve.index import MemoryIndex
from nkgraph.resolve.judgements import Judgements
from nkgraph.resolve.lineage import links

if TYPE_CHECKING:
    from nkgraph.resolve.bearing import Link
    from nkgraph.resolve.signature import Signature

MALI, NIGER = state("MLI"), state("NER")
TOWN, VILLAGE = place("MLI", 1), place("MLI", 2)
ARMY, STAFF = agency("MLI", 1), agency("NER", 1)
SOLDIER = Actor(id="group/soldier", kind="group", label="Nigerien soldier", country="NER")
SOLDIERS = Actor(id="group/soldiers", kind="group", label="Nigerien soldiers", country="NER")
CHILDREN = Actor(id="group/children", kind="group", label="children", country="NER")
DRONES = Actor(id="weapon/drones", kind="weapon", label="attack drones")
TANKS = Actor(id="weapon/tanks", kind="weapon", label="battle tanks")
PACT = Actor(id="agreement/defence-pact", kind="agreement", label="defence pact")
DEAL = Actor(id="agreement/trade-deal", kind="agreement", label="trade deal")


def number(low: float, high: float | None = None, quantity: str = "killed", **rest: Any) -> Figure:
    top = low if high is None else high
    given: dict[str, Any] = {"quantity": quantity, "of": NIGER, **rest}
    return Figure(span=Span(0, 4), text=str(low), low=low, high=top, **given)


def told(
    kind: str,
    day: str | None = None,
    *,
    on: str | None = None,
    at: int = 0,
    words: str = "they say that it has been done",
    trigger: str = "",
    said: Actor | None = None,
    **roles: Any,
) -> tuple[Article, Claim]:
    """Return a claim in an article of its own.

    Args:
        kind: type of event.
        day: when the article was published.
        on: when the event was, in EDTF.
        at: number of the article.
        words: the text around the evidence.
        trigger: the words that name the event.
        said: who says it.
        roles: role=actor, and fields of the claim.
    """
    text = f"{words} {trigger}"
    found = article(at, None)
    found = Article(source=f"{at}.txt", text=text, sha256=f"{at:064}", published=day)
    parts = {role: actor for role, actor in roles.items() if isinstance(actor, Actor)}
    rest = {name: value for name, value in roles.items() if name not in parts}
    claim = Claim(
        type=kind,
        evidence=Span(0, len(words)),
        trigger=Span(len(words) + 1, len(text)),
        roles=tuple(parts.items()),
        claimants=(said,) if said else (),
        time=None if on is None else When(span=Span(0, 1), text=on, edtf=on),
        **rest,
    )
    return found, claim


def resolved(*claims: tuple[Article, Claim]) -> tuple[list[Signature], Groups, MemoryIndex]:
    made = [signature.of(claim, found) for found, claim in claims]
    index = MemoryIndex(made)
    return made, Groups(index, Judgements()), index


def are_one(*claims: tuple[Article, Claim]) -> bool:
    (first, *_), groups, _ = resolved(*claims)
    return len(groups.event(first.claim)) == len(claims)


def linked(*claims: tuple[Article, Claim]) -> list[Link]:
    made, groups, index = resolved(*claims)
    return [link for one in made for link in links(one.claim, groups, index)]


def strike(at: int, day: str | None = "2025-03-02", **rest: Any) -> tuple[Article, Claim]:
    given: dict[str, Any] = {"agent": MALI, "patient": NIGER, "at": at, **rest}
    return told("Attack", day, **given)


def dead(
    at: int, figure: Figure, day: str | None = "2025-03-02", **rest: Any
) -> tuple[Article, Claim]:
    given: dict[str, Any] = {"patient": SOLDIERS, "figure": figure, "at": at, **rest}
    return told("Death", day, **given)


def taken(at: int, day: str | None = "2025-03-02", **rest: Any) -> tuple[Article, Claim]:
    given: dict[str, Any] = {"agent": MALI, "patient": SOLDIER, "at": at, **rest}
    return told("Capture", day, **given)


def sent(
    at: int, day: str | None, low: float, high: float | None = None, **rest: Any
) -> tuple[Article, Claim]:
    figure = number(low, high, "troops", of=MALI)
    return told("Deployment", day, agent=MALI, recipient=NIGER, figure=figure, at=at, **rest)


def signed(at: int, day: str | None, theme: Actor, **rest: Any) -> tuple[Article, Claim]:
    return told("AgreementSigning", day, agent=MALI, recipient=NIGER, theme=theme, at=at, **rest)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (strike(1, on="2025-03-01"), strike(2, on="2025-03-01")),
        (strike(1, on="2025-03-01"), strike(2, "2026-01-01", on="2025-03-01")),
        (strike(1, on="2025-02"), strike(2, "2026-01-01", on="2025-02")),
        (strike(1, None, on="XXXX-03-01"), strike(2, on="2025-03-01")),
        (taken(1), taken(2, "2025-03-05")),
        (taken(1, None), taken(2, None, on="XXXX-02-26")),
        (
            strike(1, None, place=TOWN, trigger="incursion"),
            strike(2, None, place=TOWN, trigger="invaded", on="XXXX-08"),
        ),
        (dead(1, number(312)), dead(2, number(312), "2025-03-07")),
        (
            dead(1, number(12), on="2025-03-01", place=TOWN),
            dead(2, number(15), on="2025-03-01", place=TOWN),
        ),
        (sent(1, None, 10_000, 12_000), sent(2, None, 11_000)),
        (sent(1, "2024-10-10", 10_000, 12_000), sent(2, "2024-10-30", 10_000)),
        (signed(1, "2025-03-02", PACT), signed(2, "2025-03-20", PACT)),
        (
            told("Cooperation", "2024-01-01", agent=MALI, recipient=NIGER, at=1),
            told("Cooperation", "2025-01-01", agent=NIGER, recipient=MALI, at=2),
        ),
        (
            told("Criticism", "2025-03-02", agent=MALI, recipient=NIGER, at=1),
            told("Criticism", "2025-03-03", agent=MALI, recipient=NIGER, at=2),
        ),
    ],
)
def test_one_event(one: tuple[Article, Claim], other: tuple[Article, Claim]) -> None:
    assert are_one(one, other)
    assert are_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # another day, another place, another manner, another party
        (strike(1, on="2025-03-01"), strike(2, on="2025-03-02")),
        (strike(1, on="2025-03-01", place=TOWN), strike(2, on="2025-03-01", place=VILLAGE)),
        (
            strike(1, on="2025-03-01", trigger="incursion"),
            strike(2, on="2025-03-01", trigger="airstrike"),
        ),
        (strike(1, on="2025-03-01"), strike(2, on="2025-03-01", agent=NIGER, patient=MALI)),
        # nothing that singles it out
        (strike(1), strike(2)),
        (strike(1, on="2025"), strike(2, on="2025")),
        # told as done, and planned
        (strike(1, on="2025-03-01"), strike(2, on="2025-03-01", modality="planned")),
        # two captures weeks apart; one soldier and several
        (taken(1), taken(2, "2025-03-28")),
        (taken(1, on="2025-02-26"), taken(2, on="2025-03-01")),
        (taken(1), taken(2, patient=SOLDIERS)),
        # small numbers recur; others differ, or count others, or another stretch
        (dead(1, number(3)), dead(2, number(3), "2025-03-28")),
        (dead(1, number(12)), dead(2, number(19))),
        (dead(1, number(312)), dead(2, number(312), patient=CHILDREN)),
        (dead(1, number(312)), dead(2, number(312, scope="in the last week"))),
        # two reinforcements months apart, and one that adds to the other
        (sent(1, "2024-10-10", 3000), sent(2, "2025-02-10", 3000)),
        (sent(1, None, 3000, 4000, words="an additional 3,000 to 4,000 men"), sent(2, None, 3000)),
        # a memorial each year, other agreements of the same parties
        (strike(1, "2024-03-02", on="2024-03-01"), strike(2, on="2025-03-01")),
        (signed(1, "2025-03-02", PACT), signed(2, "2025-03-03", DEAL)),
        (signed(1, "2024-03-02", PACT), signed(2, "2025-03-02", PACT)),
        (
            told("Criticism", "2025-03-02", agent=MALI, recipient=NIGER, at=1),
            told("Criticism", "2025-04-03", agent=MALI, recipient=NIGER, at=2),
        ),
        (
            told("Criticism", "2025-03-02", agent=MALI, recipient=NIGER, at=1),
            told("Warning", "2025-03-02", agent=MALI, recipient=NIGER, at=2),
        ),
    ],
)
def test_two_events(one: tuple[Article, Claim], other: tuple[Article, Claim]) -> None:
    assert not are_one(one, other)
    assert not are_one(other, one)


def test_a_claim_that_fits_two_events_stays_apart() -> None:
    vague, first, second = taken(1), taken(2, on="2025-02-26"), taken(3, on="2025-03-01")
    assert are_one(vague, first)
    (one, *others), groups, _ = resolved(vague, first, second)
    assert groups.event(one.claim) == {one.claim}
    assert groups.choices(one.claim) == {frozenset({other.claim}) for other in others}


def test_a_person_can_join_and_split() -> None:
    claims = [strike(1), strike(2), taken(3), taken(4)]
    made = [signature.of(claim, found) for found, claim in claims]
    first, second, third, fourth = (one.claim for one in made)
    pairs = [tuple(sorted(pair)) for pair in ((first, second), (third, fourth))]
    judged = Judgements(frozenset(pairs[:1]), frozenset(pairs[1:]))  # type: ignore[arg-type]
    groups = Groups(MemoryIndex(made), judged)
    assert groups.event(first) == {first, second}
    assert groups.event(third) == {third}


TOTAL: dict[str, Any] = {"scope": "so far"}


@pytest.mark.parametrize(
    ("one", "other", "kind", "on"),
    [
        # the later total of one source, by date, by size when undated
        (
            dead(1, number(4000, **TOTAL), "2025-03-28", said=ARMY),
            dead(2, number(1000, **TOTAL), "2024-12-20", said=ARMY),
            "supersedes",
            "",
        ),
        (
            dead(1, number(4000, **TOTAL), None, said=ARMY),
            dead(2, number(1000, **TOTAL), None, said=ARMY),
            "supersedes",
            "",
        ),
        # a correction downwards
        (
            dead(1, number(900, **TOTAL), "2025-01-20", said=ARMY),
            dead(2, number(1000, **TOTAL), "2024-12-20", said=ARMY),
            "supersedes",
            "",
        ),
        # independent sources at one time
        (
            dead(1, number(1000, **TOTAL), said=ARMY),
            dead(2, number(1040, comparator="approximately"), said=STAFF),
            "corroborates",
            "",
        ),
        (
            dead(1, number(1000, **TOTAL), said=ARMY),
            dead(2, number(3000, **TOTAL), said=STAFF),
            "contradicts",
            "value",
        ),
        (
            strike(1, on="2025-03-01", said=ARMY, polarity="negative"),
            strike(2, on="2025-03-01", said=STAFF),
            "contradicts",
            "polarity",
        ),
        # one statement told two ways
        (
            dead(1, number(3000, comparator="moreThan"), said=ARMY),
            dead(2, number(3000, comparator="nearly"), "2025-03-04", said=ARMY),
            "variantOf",
            "comparator",
        ),
        # a week against all until then; undated totals; additions
        (
            dead(1, number(1000, scope="in the last week alone"), said=ARMY),
            dead(2, number(1000, **TOTAL), said=STAFF),
            "notComparable",
            "period",
        ),
        (
            dead(1, number(1000, **TOTAL), None, said=ARMY),
            dead(2, number(3000, **TOTAL), None, said=STAFF),
            "notComparable",
            "period",
        ),
        (
            sent(1, None, 3000, 4000, words="an additional 3,000 to 4,000 men", said=ARMY),
            sent(2, None, 3000, said=ARMY),
            "notComparable",
            "addition",
        ),
        # a plan and the deed that may carry it out
        (
            sent(1, "2025-03-02", 3000, said=ARMY),
            sent(2, "2024-12-02", 3000, modality="planned", said=STAFF),
            "realises",
            "",
        ),
    ],
)
def test_links(
    one: tuple[Article, Claim], other: tuple[Article, Claim], kind: str, on: str
) -> None:
    found = {(link.kind, link.on, link.source) for link in linked(one, other)}
    source = signature.of(one[1], one[0]).claim
    assert (kind, on, source) in found
    assert {link[0] for link in found} == {kind}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # months apart, neither voice bears on the other
        (
            dead(1, number(4700, **TOTAL), "2025-04-28", said=ARMY),
            dead(2, number(3000, **TOTAL), "2024-12-20", said=STAFF),
        ),
        # an article's own voice is no source
        (dead(1, number(1000, **TOTAL)), dead(2, number(3000, **TOTAL), said=STAFF)),
        # a state and its agency are one voice
        (
            strike(1, on="2025-03-01", said=ARMY),
            strike(2, on="2025-03-01", said=MALI),
        ),
        # tolls of single attacks are no running totals
        (
            dead(1, number(12), said=ARMY, on="2025-03-01"),
            dead(2, number(19), "2025-03-05", said=ARMY, on="2025-03-04"),
        ),
        # a deed before the plan; other weapons
        (
            sent(1, "2024-12-02", 3000, said=ARMY),
            sent(2, "2025-03-02", 3000, modality="planned", said=STAFF),
        ),
        (
            told("ArmsTransfer", "2025-03-02", agent=MALI, recipient=NIGER, theme=TANKS, at=1),
            told(
                "ArmsTransfer",
                "2025-03-01",
                agent=MALI,
                recipient=NIGER,
                theme=DRONES,
                at=2,
                modality="planned",
            ),
        ),
    ],
)
def test_what_has_no_bearing(one: tuple[Article, Claim], other: tuple[Article, Claim]) -> None:
    assert linked(one, other) == []


def test_the_dead_are_part_of_the_casualties() -> None:
    found, whole = dead(1, number(4700, quantity="killedOrWounded"), said=ARMY)
    _, part = dead(1, number(600), said=ARMY)
    (link,) = [link for link in linked((found, whole), (found, part)) if link.kind == "partOf"]
    assert link.reason == "600 killed are counted in 4,700 killed or wounded"
