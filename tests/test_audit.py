"""The auditor: what does not fit is found with its words, what fits is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.eval import corpora

from nkgraph import audit, ontology
from nkgraph.audit import order, portions, quantities

if TYPE_CHECKING:
    from collections.abc import Iterable

DOES_NOT_FIT = {
    "share-does-not-fit": (
        "Reports spoke of 400 dead, which made up nearly a third of the 1,000 fighters there.",
        "The army lost 2,000 men, or a third of its 9,000 troops.",
        "The army lost 2,000 men — a third of its 9,000 troops — in a month.",
        "The group lost 2,000 men (two-fifths of its 9,000 fighters).",
        "Of the 8,000 soldiers sent, 1,000, or nearly half, have been killed.",
        "Among the 8,000 soldiers sent, 1,000 (about 40 percent) are dead.",
        "The 600 dead make up 30 percent of the 1,000 men that the group lost.",
        "About 3,000 (40%) of the 11,000 soldiers are dead.",
        "The army says 3,000 of the 11,000 soldiers, or one in ten, are dead.",
        "Two-thirds of the 90 lawmakers, or 40, backed the motion.",
        "Some 60 percent of the 2 million displaced, or 500,000 people, are children.",
        "The ministry counts two hundred dead, or more than half of the five hundred recruits.",
        "About 60 percent, or 4,000, of the 10,000 soldiers died.",
        "More than 5,000 soldiers, less than a third of the 12,000 troops sent, are left.",
    ),
    "change-does-not-fit": (
        "The toll doubled from 500 to 1,400 in a week.",
        "The toll more than tripled from 500 to 1,200 in a week.",
        "The garrison was halved to 900 from 1,200 in May.",
        "Arrests rose 40 percent to 900 from 500 last year.",
        "Arrests fell by a third from 900 in 2023 to 800 in 2024.",
        "Trade doubled from $5 billion to $12 billion.",
        "A force of 3,000 is three times the 1,500 that came in June.",
    ),
    "part-above-whole": (
        "The strike killed 34 people, including 36 children.",
        "The strike killed 34 people, 36 of them children.",
        "The strike killed 34 people, of whom 36 were children.",
        "Some 40 of the 30 hostages were freed.",
        "The guards let 40 of 30 hostages go.",
        "The 34 dead include 36 children.",
        "The raid killed exactly 12 soldiers and five civilians, including twenty children.",
    ),
    "range-upside-down": (
        "Between 5,000 and 3,000 soldiers were sent.",
        "The deal is worth between $9 million and $6 million.",
    ),
}
FITS = (
    "The army lost 3,000 men, or a third of its 9,000 troops.",
    "The army lost 2,700 men, or nearly a third of its 9,000 troops.",
    "Some 2,500 men, roughly a quarter of the 11,000 soldiers, have left.",
    "More than 3,000 soldiers, over a quarter of the 11,000 troops sent, are dead.",
    "About half of the 5,000 residents, or 2,600 people, have left.",
    "One in five of the 500 homes, or 100, was hit.",
    "About 3,000 (27 percent) of the 11,000 soldiers are dead.",
    "Of the 1,200 people killed, 300 were soldiers, or a quarter of them.",
    "Of the 8,000 soldiers sent, 3,900, or nearly half, have been killed.",
    "Two-fifths of the 50 trucks, or 20, were burnt.",
    "About 40 percent, or 4,000, of the 10,000 soldiers died.",
    "The 4,700 losses include 600 dead, about 13 percent of the total.",
    # other things than the number beside it
    "The army lost 3,000 men, half of the 40 tanks and a depot.",
    "The group holds 3,000 men and a third of the 12,000 square kilometres.",
    "He led 300 men for a quarter of a century; half a million people fled.",
    "The rate was cut from 5 percent to 4 percent, a fifth of the 20 percent of 2001.",
    "On the third of May 40 soldiers came, on the fifth 900.",
    # changes
    "The toll doubled from 500 to 1,020 in a week.",
    "Trade nearly tripled to $15 billion from $5.2 billion in 2020.",
    "Prices rose 40 percent from 2019 to 2024.",
    "The toll doubled within two days after 400 people died on 3 May.",
    # parts
    "Three families, including 14 children, were killed.",
    "In a raid on 12 villages, 40 people were killed, including 36 children.",
    "Dozens were killed, including 120 children.",
    "At least 34 people, 36 of them children, were killed.",
    "The raid killed 12 soldiers and 25 civilians, including 20 children.",
    "He said 15 people died, including 16-year-old twins.",
    "Police arrested 12 men on 5 May, including 36 weapons.",
    "The crew of 3 and others died, including 5 children.",
    "Eight of the 33 hostages were freed, and 97 of the 251 seized are still held.",
    # ranges
    "Fighting between 50 rebels and 20 soldiers went on.",
    "Between 10 and 12 thousand soldiers were sent.",
    "The units moved between 2022 and 2019; between 9 and 5 p.m. nobody came.",
    # a number derived from two others is nobody's mistake
    "Of the 4,700 losses 600 are dead and 4,100 wounded.",
)


def found(text: str) -> tuple[audit.Finding, ...]:
    return audit.findings([], {"a.txt": text})


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in DOES_NOT_FIT.items() for text in texts]
)
def test_what_does_not_fit_is_found_with_its_words(kind: str, text: str) -> None:
    before = "---\ntitle: Toll\n---\nA line of its own.\n\n"
    (one,) = found(before + text)
    assert (one.kind, one.source) == (kind, "a.txt")
    for passage in one.passages:
        assert (before + text)[passage.start : passage.end] == passage.words
        assert " ".join(passage.words.split()) in one.sentence
    assert kind in audit.KINDS


@pytest.mark.parametrize("text", FITS)
def test_what_fits_is_left_alone(text: str) -> None:
    assert found(text) == ()


def test_a_finding_says_what_is_wrong() -> None:
    (one,) = found("The army lost 400 men, or nearly a quarter of its 1,000 troops.")
    assert one.sentence == ("“400” is 40% of “1,000”, which is not “nearly a quarter” (22% to 25%)")
    assert audit.report([one]) == (
        "a.txt\n"
        f"  share-does-not-fit: {one.sentence}\n"
        "    14–17 “400”\n    26–42 “nearly a quarter”\n    50–55 “1,000”\n"
    )


def test_repeats_and_furniture_are_read_once() -> None:
    line = "The army lost 2,000 men, or a third of its 9,000 troops in all."
    assert len(found(f"{line}\n\n{line}\n")) == 1


def test_the_seeds() -> None:
    if "seeds" not in corpora.present():
        pytest.skip(f"{corpora.SETS['seeds'].articles} is not here")
    folder = corpora.SETS["seeds"].articles
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    (one,) = audit.findings([], texts)
    assert (
        one.sentence == "“3,000” is 27% of “11,000”, which is not “nearly one-quarter” (22% to 25%)"
    )


@given(st.integers(1, 99), st.integers(100, 10**6))
def test_a_true_percentage_is_never_found(percent: int, whole: int) -> None:
    part = round(whole * percent / 100)
    text = f"Some {part:,} of the {whole:,} soldiers, or {percent} percent, are dead."
    if part:
        assert found(text) == ()


@given(st.integers(1, 99), st.integers(1000, 10**6), st.integers(4, 50))
def test_a_false_percentage_is_always_found(percent: int, whole: int, off: int) -> None:
    part = round(whole * percent / 100)
    stated = percent + off
    text = f"The army lost {part:,} men, or {stated} percent of its {whole:,} troops."
    if 1900 <= part <= 2099 or part == 0:
        return
    assert [one.kind for one in found(text)] == ["share-does-not-fit"]


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for one in found(text):
        for passage in one.passages:
            assert text[passage.start : passage.end] == passage.words


WORDS = ["Of", "the", "3,000", "men,", "\ue000", "or", "a", "third", "40%", "including", "between"]


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_order_of_its_words_can_be_read(words: list[str]) -> None:
    found(" ".join(words))


ITEMS: dict[str, list[tuple[str, float, float]]] = {
    "On 5 May 2024 more than two hundred and fifty men came": [("number", 250, 250)],
    "240mm guns, F-16 jets, the 11th Corps, a 20-year-old, aged 30, No. 5": [],
    "12 km away, 5 p.m., in 2023, 3 percent": [("share", 0.03, 0.03)],
    "half a million, a dozen, three dozen": [("number", 12, 12), ("number", 36, 36)],
    "10 to 12 thousand men, from 500 to 900": [
        ("number", 10000, 12000), ("number", 500, 500), ("number", 900, 900),
    ],
    "just over two-thirds, one in four": [("share", 2 / 3, 2 / 3), ("share", 0.25, 0.25)],
    "a 3,000-strong force, 1990 soldiers": [("number", 3000, 3000), ("number", 1990, 1990)],
    "$5m and $3 billion, 300m away": [("number", 5e6, 5e6), ("number", 3e9, 3e9)],
    "hundreds, doubled, twice": [("vague", 0, 0), ("change", 2, 2), ("multiple", 2, 2)],
}  # fmt: skip


@pytest.mark.parametrize("text", ITEMS)
def test_items(text: str) -> None:
    assert [(i.kind, i.low, i.high) for i in quantities.items(text)] == ITEMS[text]


# --- claims -----------------------------------------------------------------------------


def actor(name: str, kind: str = "person", country: str | None = None) -> dict[str, Any]:
    return {"id": f"{kind}/{name}", "label": name, "aliases": [], "kind": kind, "country": country}


FRA, TCD = actor("France", "country", "FRA"), actor("Chad", "country", "TCD")
SOLDIER, SOLDIERS = (
    actor("French soldier", "group", "FRA"),
    actor("French soldiers", "group", "FRA"),
)
PACT, OMAR = actor("pact", "agreement"), actor("Omar")
ABOVE = {name: list(known) for name, known in ontology.load().superclasses.items()}


def record(type_: str, day: str | None, at: int = 0, **rest: Any) -> dict[str, Any]:  # noqa: ANN401 - a record's values
    roles = {
        k: [v] for k, v in rest.items() if k in ("agent", "patient", "theme", "place", "recipient")
    }
    evidence = {"start": at, "end": at + 9, "text": rest.get("text", "was words"), "sentence": None}
    return {
        "id": f"claim/{type_}-{at}", "event": "e", "type": type_, "types": ABOVE[type_],
        "article": {"source": "a.txt", "published": rest.get("published")}, "roles": roles,
        "figure": rest.get("figure"), "claimants": rest.get("claimants", []),
        "modality": rest.get("modality", "asserted"), "polarity": rest.get("polarity", "positive"),
        "time": day, "earliest": day, "latest": day, "evidence": evidence,
    }  # fmt: skip


def kinds(*records: dict[str, Any], text: str | None = None) -> list[str]:
    return [one.kind for one in audit.findings(records, {"a.txt": text} if text else {})]


def pair(
    first: tuple[str, str | None],
    second: tuple[str, str | None],
    **both: Any,  # noqa: ANN401 - as record
) -> list[str]:
    return kinds(record(*first, **both), record(*second, at=50, **both))


TAKEN, FREED = ("Capture", "2025-02-05"), ("Release", "2025-02-01")
SIGNED = ("AgreementSigning", "2025-03-03")
ORDERS: list[tuple[tuple[str, str | None], tuple[str, str | None], dict[str, Any], int]] = [
    (TAKEN, FREED, {"patient": SOLDIER}, 1),
    (TAKEN, ("Release", "2025-02-09"), {"patient": SOLDIER}, 0),
    (TAKEN, ("Release", "2025-02-05"), {"patient": SOLDIER}, 0),
    (("Capture", None), FREED, {"patient": SOLDIER}, 0),
    (TAKEN, FREED, {"patient": SOLDIERS}, 0),
    (TAKEN, ("Repatriation", "2025-02-01"), {"patient": OMAR}, 1),
    (TAKEN, ("Death", "2025-02-01"), {"patient": SOLDIER}, 1),
    (TAKEN, ("Death", "2025-02-05"), {"patient": SOLDIER}, 0),
    (TAKEN, FREED, {"patient": OMAR, "modality": "planned"}, 0),
    (TAKEN, FREED, {"patient": OMAR, "polarity": "negative"}, 0),
    (TAKEN, FREED, {"patient": OMAR, "text": "captured again"}, 0),
    (SIGNED, ("EntryIntoForce", "2025-02-01"), {"theme": PACT}, 1),
    (SIGNED, ("EntryIntoForce", "2025-04-01"), {"theme": PACT}, 0),
]


@pytest.mark.parametrize(("first", "second", "both", "count"), ORDERS)
def test_order(
    first: tuple[str, str | None], second: tuple[str, str | None], both: dict[str, Any], count: int
) -> None:
    assert pair(first, second, **both) == ["out-of-order"] * count


def test_losses_before_the_deployment() -> None:
    sent = record("Deployment", "2025-01-10", agent=FRA, recipient=TCD)
    earlier = record("Deployment", None, 20, agent=FRA, recipient=TCD)
    died = record("Death", "2024-12-20", 50, patient=SOLDIERS, place=TCD)
    taken = record("Capture", "2024-12-20", 50, patient=SOLDIERS, agent=TCD)
    elsewhere = record("Death", "2024-12-20", 50, patient=SOLDIERS, place=PACT)
    long_ago = record("Death", "2012-12-20", 50, patient=SOLDIERS, place=TCD)
    more = record("Deployment", "2025-01-10", agent=FRA, recipient=TCD, text="sent 300 more")
    assert kinds(sent, died) == kinds(sent, taken) == ["out-of-order"]
    for quiet in ((sent, elsewhere), (sent, long_ago), (sent, earlier, died), (more, died)):
        assert kinds(*quiet) == []


@pytest.mark.parametrize(
    ("day", "text", "count"),
    [
        ("2025-12-01", "they were attacked", 1),
        ("2025-03-15", "they were attacked", 0),
        ("2025-02-01", "they were attacked", 0),
        ("2025-12-01", "they meet in December", 0),
        ("2025-12-01", "they have agreed to meet by December, and will", 0),
    ],
)
def test_done_after_publication(day: str, text: str, count: int) -> None:
    claim = record("Attack", day, text=text, published="2025-03-10")
    assert kinds(claim) == ["after-publication"] * count
    assert kinds(claim | {"modality": "planned"}) == []


def figure(quantity: str, low: int, most: int | None = None) -> dict[str, Any]:
    return {
        "quantity": quantity, "low": low, "high": low, "comparator": "exactly", "text": f"{low}",
        "min": low, "max": low if most is None else most, "of": FRA, "scope": None, "unit": None,
    }  # fmt: skip


def toll(quantity: str, low: int, at: int, **rest: Any) -> dict[str, Any]:  # noqa: ANN401 - as record
    return record("Casualties", None, at, figure=figure(quantity, low), claimants=[OMAR], **rest)


def test_a_toll_is_no_less_than_its_dead() -> None:
    total, dead, hurt = (
        toll("killedOrWounded", 400, 0),
        toll("killed", 600, 5),
        toll("wounded", 300, 5),
    )
    assert kinds(total, dead) == ["part-above-whole"]
    assert kinds(total, toll("killed", 300, 5)) == []
    assert kinds(total, toll("killed", 300, 5), hurt) == ["part-above-whole"]
    assert kinds(total | {"figure": figure("killedOrWounded", 400, 10**6)}, dead) == []


def test_a_toll_is_told_once() -> None:
    text = "Some 400 men, including 600 dead, were lost."
    total = toll("killedOrWounded", 400, 0) | {"evidence": {"start": 0, "end": 43, "text": text}}
    dead = toll("killed", 600, 15) | {"evidence": {"start": 0, "end": 43, "text": text}}
    (one,) = audit.findings([total, dead], {"a.txt": text})
    assert one.sentence == "“600” cannot be part of “Some 400”: it is more"


def test_tolls_of_other_paragraphs_times_and_places_are_not_compared() -> None:
    total, dead = toll("killedOrWounded", 400, 0), toll("killed", 600, 30)
    assert kinds(total, dead) == []
    assert kinds(total, dead, text="x" * 60) == ["part-above-whole"]
    assert kinds(total, dead, text="x" * 20 + "\n" + "x" * 60) == []
    for other in ({"place": [TCD]},):
        assert kinds(total, dead | {"roles": other}, text="x" * 60) == []
    assert kinds(total, dead | {"time": "2025"}, text="x" * 60) == []
    assert kinds(total, dead | {"claimants": [PACT]}, text="x" * 60) == []


SEVERAL = [
    toll("killedOrWounded", 400, 0),
    toll("killed", 600, 5),
    toll("killed", 700, 7),
    record("Release", "2025-02-01", 40, patient=OMAR),
    record("Capture", "2025-02-05", 60, patient=OMAR),
]


@given(st.permutations(SEVERAL))
def test_the_order_of_claims_does_not_show(records: list[dict[str, Any]]) -> None:
    assert audit.findings(records, {}) == audit.findings(records[::-1], {})
    assert len(audit.findings(records, {})) == 2


# --- knowledge --------------------------------------------------------------------------


def test_event_types_and_roles_of_the_order_are_declared() -> None:
    known = ontology.load()
    for one in order.load().pairs:
        assert {one.earlier, one.later} <= set(known.superclasses)
        for later, earlier in (*one.same.items(), *one.country.items()):
            assert {later} <= set(known.roles[one.later])
            assert {earlier} <= set(known.roles[one.earlier])
        assert one.same or one.country


def test_every_comparator_has_its_reach() -> None:
    known = portions.load()
    names = set(quantities._comparators().values())  # noqa: SLF001 - what is read
    for reach in known.reach.values():
        assert names <= set(reach)
        assert_ordered(reach.values())


def assert_ordered(limits: Iterable[tuple[float, float | None]]) -> None:
    assert all(most is None or least < most for least, most in limits)
