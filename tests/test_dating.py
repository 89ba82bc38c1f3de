"""Days of undated articles: what decides them, and that what is said of them is so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkgraph.clues import YEARLESS
from nkgraph.dating import Dating, dating, interval
from nkgraph.records import records as read
from nkgraph.times import bounds

if TYPE_CHECKING:
    from nkgraph.store import Store

Record = dict[str, Any]

PACT = {"id": "agreement/pact", "kind": "agreement", "label": "the pact"}
CAPTIVE = {"id": "person/captive", "kind": "person", "label": "the captive"}


def told(article: str, event: str, **known: Any) -> Record:  # noqa: ANN401 - a record's values
    """Return a claim of ``article`` (``NAME`` or ``NAME YYYY-MM-DD``) about ``event``."""
    name, _, published = article.partition(" ")
    plain: Record = {
        "id": f"claim/{name}-{event}-{sorted(known.items(), key=str)}",
        "event": f"event/{event}",
        "article": {"id": name, "published": published or None},
        "type": "Capture",
        "roles": {},
        "modality": "asserted",
        "polarity": "positive",
        "claimants": [],
        "time": None,
        "relative": None,
        "evidence": {"start": 3, "end": 9, "text": "they were seized"},
    }
    return plain | known


def relative(unit: str, offset: int = 0) -> Record:
    return {"unit": unit, "offset": offset, "text": f"{unit} {offset}"}


def ahead(words: str = "they will seize it") -> Record:
    return {"modality": "planned", "evidence": {"start": 0, "end": 5, "text": words}}


def lasting(**known: Any) -> Record:  # noqa: ANN401 - a record's values
    return {"type": "Deployment", **known}


CASES: dict[str, tuple[list[Record], str | None]] = {
    "nothing decides": ([told("a", "e")], None),
    "told as done": ([told("a", "e", time="2031-12-26")], "2031-12-26/.."),
    "alleged is told as done too": (
        [told("a", "e", time="2031-12", modality="alleged")],
        "2031-12-01/..",
    ),
    "what is denied decides nothing": ([told("a", "e", time="2031", polarity="negative")], None),
    "what may be decides nothing": ([told("a", "e", time="2031", modality="possible")], None),
    "a warning may speak of what is to come": (
        [told("a", "e", type="Warning", time="2031-05-09")],
        None,
    ),
    "an interval was over, or at its last part": (
        [told("a", "e", **lasting(time="2031-01/2031-03"))],
        "2031-03-01/..",
    ),
    "an open interval": ([told("a", "e", **lasting(time="2031-01/.."))], "2031-01-01/.."),
    "an open beginning": ([told("a", "e", **lasting(time="../2031-05-03"))], "2031-05-03/.."),
    "the latest of two": (
        [told("a", "e", time="2031-05"), told("a", "f", time="2031-03")],
        "2031-05-01/..",
    ),
    "told as still to come": ([told("a", "e", time="2031-05-05", **ahead())], "../2031-05-05"),
    "told so by somebody": (
        [told("a", "e", time="2031-05-05", claimants=[{"id": "x"}], **ahead())],
        None,
    ),
    "told so in a quotation": (
        [told("a", "e", time="2031-05-05", **ahead("said: “we will seize it"))],
        None,
    ),
    "a plan of the past": (
        [told("a", "e", time="2031-05-05", **ahead("they would seize it"))],
        None,
    ),
    "between what was and what is to come": (
        [told("a", "e", time="2031-05-02"), told("a", "f", time="2031-05-05", **ahead())],
        "2031-05-02/2031-05-05",
    ),
    "another article dates the event": (
        [told("a", "e"), told("b", "e", time="2031-05-02")],
        "2031-05-02/..",
    ),
    "what lasts is not dated by others": (
        [told("a", "e", **lasting()), told("b", "e", **lasting(time="2031-05-02"))],
        None,
    ),
    "a dated article had it still to come": (
        [told("a", "e"), told("b 2031-04-30", "e", **ahead())],
        "2031-04-30/..",
    ),
    "a dated article has it done, this one has it still to come": (
        [told("a", "e", **ahead()), told("b 2031-05-06", "e")],
        "../2031-05-06",
    ),
    "this month": (
        [told("a", "e", relative=relative("month")), told("b", "e", time="2031-12-04")],
        "2031-12-04/2031-12-31",
    ),
    "this month, of a month": (
        [told("a", "e", relative=relative("month")), told("b", "e", time="2031-12")],
        "2031-12",
    ),
    "last week": (
        [told("a", "e", relative=relative("week", -1)), told("b", "e", time="2031-12-04")],
        "2031-12-08/2031-12-14",
    ),
    "yesterday": (
        [told("a", "e", relative=relative("day", -1)), told("b", "e", time="2031-12-04")],
        "2031-12-05",
    ),
    "on Thursday": (
        [told("a", "e", relative=relative("thursday")), told("b", "e", time="2031-12")],
        "2031-12-04/2031-12-31",
    ),
    "last Thursday": (
        [told("a", "e", relative=relative("thursday", -1)), told("b", "e", time="2031-12-04")],
        "2031-12-05/2031-12-11",
    ),
    "next month, told as done, decides nothing": (
        [told("a", "e", relative=relative("month", 1)), told("b", "e", time="2031-12-04")],
        "2031-12-04/..",
    ),
    "a day without a year": ([told("a", "e", time="XXXX-12-26")], None),
    "a day whose year another article gives": (
        [told("a", "e", time="XXXX-12-26"), told("b", "e", time="2031-12-26")],
        f"2031-12-26/{date(2031, 12, 26) + timedelta(YEARLESS)}",
    ),
    "a day whose year follows from a dated article": (
        [told("a", "e", time="XXXX-12-26"), told("b 2032-01-05", "e")],
        f"../{date(2031, 12, 26) + timedelta(YEARLESS)}",
    ),
    "a leap day may be years back": (
        [told("a", "e", time="XXXX-02-29"), told("b", "e", time="2028-02-29")],
        "2028-02-29/..",
    ),
    "the first such day that the rest allows, and no more": (
        [
            told("a", "start", **lasting(time="2022-02")),
            told("a", "force", type="EntryIntoForce", time="XXXX-12", relative=relative("month")),
            told("a", "e", time="XXXX-12-26"),
        ],
        "2022-12-26/..",
    ),
    "months without a year, of what lasts": (
        [
            told("a", "start", **lasting(time="2022-11")),
            told("a", "e", **lasting(time="XXXX-01/XXXX-03")),
        ],
        "2022-11-01/..",
    ),
    "signed before in force": (
        [
            told("a", "s", type="AgreementSigning", roles={"theme": [PACT]}, time="XXXX-06"),
            told("a", "f", type="EntryIntoForce", roles={"theme": [PACT]}),
            told("b", "f", type="EntryIntoForce", time="2031-12-04"),
            told("b", "s", type="AgreementSigning", time="2031-06"),
        ],
        f"2031-12-04/{date(2031, 6, 30) + timedelta(YEARLESS)}",
    ),
    "captured before dead": (
        [
            told("a", "c", roles={"patient": [CAPTIVE]}, time="2031-05-06"),
            told("b", "d", type="Death", roles={"patient": [CAPTIVE]}),
            told("c", "d", type="Death"),
        ],
        "2031-05-06/..",
    ),
    "a date that was given counts": ([told("a 2030-01-01", "e", time="2031-12")], "2030-01-01"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_decides(case: str) -> None:
    given_, wanted = CASES[case]
    assert dating(given_)["a"].edtf == wanted


def test_the_basis_leads_from_first_causes_to_the_article() -> None:
    words = {"start": 10, "end": 20, "text": "in force this month"}
    here = told("a", "e", relative=relative("month"), evidence=words)
    there = told("b 2032-01-01", "e", time="2031-12-04")
    found = dating([here, there])["a"]
    earliest = [b for b in found.basis if b.bound == "earliest"]
    assert [(b.article, b.reason) for b in earliest] == [
        ("b", "dated 2031-12-04"),
        ("a", "told as done"),
    ]
    last = [b for b in found.basis if b.bound == "latest"][-1]
    assert (last.claim, last.start, last.end, last.words) == (here["id"], 10, 20, words["text"])
    assert last.reason == "“month 0” counts from the day of publication"


def test_what_does_not_fit_together_is_said_and_left_unknown() -> None:
    clashing = [told("a", "e", time="2031-06-06"), told("a", "f", time="2031-05-05", **ahead())]
    found = dating([*clashing, told("b", "e"), told("c", "g", time="2031-01-01")])
    assert found["a"].conflict
    assert (found["a"].earliest, found["a"].latest, found["a"].edtf) == (None, None, None)
    assert {b.claim for b in found["a"].basis} == {record["id"] for record in clashing}
    assert found["b"].edtf == "2031-06-06/.."
    assert found["c"].edtf == "2031-01-01/.."


def test_no_day_at_all_fits() -> None:
    june = told("a", "e", time="XXXX-06", relative=relative("month"))
    december = told("a", "f", time="XXXX-12", relative=relative("month"))
    since = told("a", "g", time="2031")
    assert dating([june, december, since])["a"].conflict


def test_a_clash_of_dated_articles_leaves_the_others_their_other_reasons() -> None:
    clash = [told("b", "e", time="2031-06-06"), told("c 2031-01-01", "e")]
    found = dating([*clash, told("a", "e"), told("a", "f", time="2030-05")])
    assert not found["a"].conflict
    assert found["a"].edtf == "2030-05-01/.."


@pytest.mark.parametrize(
    ("earliest", "latest", "edtf"),
    [
        (None, None, None),
        (date(2031, 2, 1), date(2031, 2, 28), "2031-02"),
        (date(2032, 2, 1), date(2032, 2, 28), "2032-02-01/2032-02-28"),
        (date(987, 1, 1), date(987, 12, 31), "0987"),
        (date(2031, 2, 1), None, "2031-02-01/.."),
        (None, date(2031, 2, 1), "../2031-02-01"),
    ],
)
def test_interval(earliest: date | None, latest: date | None, edtf: str | None) -> None:
    assert interval(earliest, latest) == edtf
    if edtf:
        assert bounds(edtf) == (earliest, latest)


def test_claims_of_a_store(memory: Store) -> None:
    found = {iri.rpartition("/")[2].split("-")[0]: d for iri, d in dating(read(memory)).items()}
    assert found["first"] == Dating(
        earliest=date(2024, 10, 18), latest=date(2024, 10, 18), edtf="2024-10-18", given=True
    )
    assert found["second"].edtf is None
    assert found["third"].edtf == "2024-10-01/.."


# Worlds with true days: articles tell of events as news does, then some lose their date.

FIRST = date(2022, 11, 1)
DAYS = st.integers(min_value=0, max_value=800).map(lambda n: FIRST + timedelta(n))
TYPES = ("Capture", "Attack", "Meeting", "Deployment", "Casualties")


@dataclass(frozen=True)
class World:
    """Claims, and the true day of every article."""

    claims: tuple[Record, ...]
    days: dict[str, date]


def ways(day: date, published: date, *, dated: bool) -> list[Record]:
    """Return the ways in which an article of that day may give the time of a past event."""
    ago = (published - day).days
    month = (published.year - day.year) * 12 + published.month - day.month
    week = (published.toordinal() - 1) // 7 - (day.toordinal() - 1) // 7
    found: list[Record] = [{}, *({"time": day.isoformat()[:length]} for length in (4, 7, 10))]
    if dated:
        return found
    yearless = ago <= YEARLESS
    found += [{"time": "XXXX" + day.isoformat()[4:length]} for length in (7, 10) if yearless]
    near: list[tuple[str, int, bool]] = [
        ("day", -ago, ago <= 1),
        ("week", -week, week <= 1),
        ("month", -month, month <= 1),
        ("year", day.year - published.year, published.year - day.year <= 1),
        (day.strftime("%A").lower(), 0, ago < 7),
        (day.strftime("%A").lower(), -1, 0 < ago <= 7),
    ]
    return found + [{"relative": relative(unit, n)} for unit, n, fits in near if fits]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw events on true days, and articles that tell some of them, half without a date."""
    events = draw(st.lists(st.tuples(st.sampled_from(TYPES), DAYS), min_size=1, max_size=5))
    signed, in_force = sorted((draw(DAYS), draw(DAYS)))
    events += [("AgreementSigning", signed), ("EntryIntoForce", in_force)]
    claims: list[Record] = []
    days: dict[str, date] = {}
    for number in range(draw(st.integers(min_value=1, max_value=5))):
        name, published, dated = f"a{number}", draw(DAYS), draw(st.booleans())
        days[name] = published
        article = f"{name} {published}" if dated else name
        chosen = draw(st.sets(st.integers(0, len(events) - 1), min_size=1))
        for index in sorted(chosen):
            kind, day = events[index]
            known: Record = {"type": kind}
            if "Agreement" in kind or "Force" in kind:
                known["roles"] = {"theme": [PACT]}
            if day <= published:
                known |= draw(st.sampled_from(ways(day, published, dated=dated)))
                known["modality"] = draw(st.sampled_from(["asserted", "estimated", "alleged"]))
            else:
                known |= ahead() | draw(st.sampled_from([{}, {"time": day.isoformat()}]))
            claims.append(told(article, str(index), **known))
    return World(tuple(claims), days)


@settings(deadline=None)
@given(worlds())
def test_bounds_contain_the_true_day(world: World) -> None:
    for article, found in dating(world.claims).items():
        assert not found.conflict
        assert found.earliest is None or found.earliest <= world.days[article]
        assert found.latest is None or found.latest >= world.days[article]
        assert bool(found.basis) == (found.edtf is not None and not found.given)


@settings(deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(world: World, chance: Any) -> None:  # noqa: ANN401 - random.Random
    shuffled = list(world.claims)
    chance.shuffle(shuffled)
    assert dating(shuffled) == dating(world.claims)


@settings(deadline=None)
@given(worlds(), st.data())
def test_another_article_never_widens_bounds(world: World, data: st.DataObject) -> None:
    article = data.draw(st.sampled_from(sorted(world.days)))
    rest = dating([c for c in world.claims if c["article"]["id"] != article])
    whole = dating(world.claims)
    for name, found in rest.items():
        assert found.earliest is None or found.earliest <= (whole[name].earliest or date.min)
        assert found.latest is None or found.latest >= (whole[name].latest or date.max)
