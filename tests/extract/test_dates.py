from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.docs import make, parse, plain, word

from nkgraph.extract.dates import Dated, dates, scope
from nkgraph.extract.timing import relative_of, time_of
from nkgraph.model import Relative, When
from nkgraph.times import bounds

MONTHS = list(calendar.month_name)[1:]
WEEKDAYS = list(calendar.day_name)
PUBLISHED = st.dates(min_value=date(1950, 3, 1), max_value=date(2090, 1, 1))
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))


def stated(found: list[Dated]) -> list[When]:
    return [dated.when for dated in found if isinstance(dated.when, When)]


def edtf(text: str, published: str | None = None) -> list[str]:
    return [when.edtf for when in stated(dates(plain(text), published))]


def only(text: str, published: str | None = None) -> Dated:
    (found,) = dates(plain(text), published)
    return found


@pytest.mark.parametrize(
    ("text", "unknown", "autumn", "winter"),
    [  # without a day of publication; published 2024-10-20; published 2025-01-10 (a Friday)
        ("on June 19", "XXXX-06-19", "2024-06-19", "2024-06-19"),
        ("on the 5th of May", "XXXX-05-05", "2024-05-05", "2024-05-05"),
        ("on Dec. 26", "XXXX-12-26", "2023-12-26", "2024-12-26"),
        ("on December 1", "XXXX-12-01", "2024-12-01", "2024-12-01"),
        ("on January 9", "XXXX-01-09", "2024-01-09", "2025-01-09"),
        ("on February 29", "XXXX-02-29", "2024-02-29", "2024-02-29"),
        ("in November", "XXXX-11", "2024-11", "2024-11"),
        ("late December", "XXXX-12", "2024-12", "2024-12"),
        ("in June 2024", "2024-06", "2024-06", "2024-06"),
        ("in June, 2024", "2024-06", "2024-06", "2024-06"),
        ("in early 2024", "2024", "2024", "2024"),
        ("by 2025", "2025", "2025", "2025"),
        ("2024-06-19", "2024-06-19", "2024-06-19", "2024-06-19"),
        # intervals
        ("from November to January", "XXXX-11/XXXX-01", "2023-11/2024-01", "2024-11/2025-01"),
        ("between May and July 2024", "2024-05/2024-07", "2024-05/2024-07", "2024-05/2024-07"),
        (
            "between November and January 2025",
            "2024-11/2025-01",
            "2024-11/2025-01",
            "2024-11/2025-01",
        ),
        # relative to publication
        ("today", None, "2024-10-20", "2025-01-10"),
        ("yesterday", None, "2024-10-19", "2025-01-09"),
        ("tomorrow", None, "2024-10-21", "2025-01-11"),
        ("last week", None, "2024-10-07/2024-10-13", "2024-12-30/2025-01-05"),
        ("last month", None, "2024-09", "2024-12"),
        ("next month", None, "2024-11", "2025-02"),
        ("earlier this month", None, "2024-10", "2025-01"),
        ("last year", None, "2023", "2024"),
        ("on Tuesday", None, "2024-10-15", "2025-01-07"),
        ("next Friday", None, "2024-10-25", "2025-01-17"),
        # no time
        ("March 32", None, None, None),
        ("0 June", None, None, None),
        ("in the 1990s", None, None, None),
        ("2,024 men", None, None, None),
        ("they may go", None, None, None),
        ("", None, None, None),
    ],
)
def test_edtf(text: str, unknown: str | None, autumn: str | None, winter: str | None) -> None:
    days = (None, "2024-10-20", "2025-01-10")
    wanted = [[edtf_] if edtf_ else [] for edtf_ in (unknown, autumn, winter)]
    assert [edtf(text, day) for day in days] == wanted


@pytest.mark.parametrize(
    ("text", "published", "basis"),
    [
        ("June 19, 2024", "2025-01-10", "stated"),
        ("June 19", "2025-01-10", "published"),
        ("June 19", None, "stated"),
        ("yesterday", "2025-01-10", "published"),
        ("in June 2024", "2025-01-10", "stated"),
    ],
)
def test_basis(text: str, published: str | None, basis: str) -> None:
    assert [when.basis for when in stated([only(text, published)])] == [basis]


def test_span_counts_from_the_start_of_the_article() -> None:
    doc = plain("It began on June 19, 2024.")
    doc.user_data["start"] = 100
    (found,) = dates(doc, None)
    assert (found.when.span.start, found.when.span.end) == (112, 125)
    assert found.when.text == "June 19, 2024"
    assert found.token.text == "June"


@pytest.mark.parametrize(
    ("text", "since"),
    [("since June 2024", True), ("since November", True), ("in June 2024", False)],
)
def test_since_starts_a_period(text: str, *, since: bool) -> None:
    assert only(text).since is since


def test_in_the_order_of_the_text_and_none_inside_another() -> None:
    text = "Yesterday, not on 19 June 2024 or Dec. 26, in May or in 2022 they met on Monday."
    found = dates(plain(text), "2025-01-10")
    spans = [dated.when.span for dated in found]
    assert spans == sorted(spans)
    assert [when.edtf for when in stated(found)] == [
        "2025-01-09",
        "2024-06-19",
        "2024-12-26",
        "2024-05",
        "2022",
        "2025-01-06",
    ]
    assert not any(a.overlaps(b) for a in spans for b in spans if a is not b)


@pytest.mark.parametrize(
    ("sentence", "trigger", "published", "wanted"),
    [
        ("Ukraine captured a North Korean soldier in Kursk on January 9.", "captured", None, "XX"),
        ("The treaty entered into force in December.", "entered", "2025-01-10", "2024-12"),
        ("The treaty entered into force in December.", "treaty", None, None),
        ("A pact between Russia and Iran signed in June expired.", "signed", None, "XXXX-06"),
        ("A pact between Russia and Iran signed in June expired.", "expired", None, None),
        ("Russia attacked Kyiv.", "attacked", None, None),
    ],
)
def test_time_of_an_event(
    sentence: str, trigger: str, published: str | None, wanted: str | None
) -> None:
    doc = parse(sentence)
    when = time_of(word(doc, trigger), None, dates(doc, published))
    assert (when.edtf if when else None) == ("XXXX-01-09" if wanted == "XX" else wanted)


@pytest.mark.parametrize(
    ("words", "unit", "offset"),
    [
        ("this month", "month", 0),
        ("earlier this year", "year", 0),
        ("last week", "week", -1),
        ("Yesterday", "day", -1),
        ("tomorrow", "day", 1),
        ("on Friday", "friday", 0),
        ("last Friday", "friday", -1),
        ("next Monday", "monday", 1),
    ],
)
def test_without_a_day_of_publication_times_stay_relative(
    words: str, unit: str, offset: int
) -> None:
    when = only(f"it happened {words}").when
    assert isinstance(when, Relative)
    assert (when.unit, when.offset) == (unit, offset)
    assert words.endswith(when.text)
    (known,) = dates(plain(f"it happened {words}"), "2025-01-10")
    assert isinstance(known.when, When)


def test_relative_time_of_an_event() -> None:
    doc = make(
        "Pact=pact/NN/nsubj>entered entered=enter/VBD/ROOT this/DT/det>month "
        "month/NN/npadvmod>entered ././punct>entered"
    )
    found = dates(doc, None)
    relative = relative_of(word(doc, "entered"), None, found)
    assert relative is not None
    assert relative.text == "this month"
    assert time_of(word(doc, "entered"), None, found) is None
    assert relative_of(word(doc, "entered"), None, dates(doc, "2025-01-10")) is None


def test_the_start_of_a_period_is_no_time_of_an_event() -> None:
    doc = make(
        "Troops=troop/NNS/nsubj>fought fought=fight/VBD/ROOT since/IN/prep>fought "
        "June/NNP/pobj>since/DATE ././punct>fought"
    )
    found = dates(doc, None)
    assert [when.edtf for when in stated(found)] == ["XXXX-06"]
    assert time_of(word(doc, "fought"), None, found) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("300 died in the last week alone.", "in the last week alone"),
        ("300 died over the past three months.", "over the past three months"),
        ("300 have died so far.", "so far"),
        ("300 died since the start of the war.", "since the start of the war"),
        ("300 died.", None),
    ],
)
def test_scope(text: str, words: str | None) -> None:
    assert scope(text, 0, len(text)) == words


def test_scope_stays_between_its_bounds() -> None:
    text = "300 died. In total 400 fled in total."
    assert scope(text, 0, 9) is None


def spellings(day: date) -> list[str]:
    month, short = MONTHS[day.month - 1], MONTHS[day.month - 1][:3]
    dot = "" if month == "May" else "."
    return [
        day.isoformat(),
        f"{month} {day.day}, {day.year}",
        f"{month} {day.day} {day.year}",
        f"{day.day} {month} {day.year}",
        f"{short}{dot} {day.day}, {day.year}",
        f"{day.day} {short}{dot} {day.year}",
        f"the {day.day}th of {month}, {day.year}",
        f"{month.upper()} {day.day:02}, {day.year}",
    ]


@given(day=DAYS, published=st.none() | PUBLISHED.map(date.isoformat), data=st.data())
def test_a_full_date_reads_back_in_any_spelling(
    day: date, published: str | None, data: st.DataObject
) -> None:
    spelled = data.draw(st.sampled_from(spellings(day)))
    found = only(f"They met on {spelled}, he said.", published)
    (when,) = stated([found])
    assert (when.edtf, when.basis) == (day.isoformat(), "stated")


PARTIAL = st.sampled_from(
    [
        *(f"on {month} {day}" for month in MONTHS for day in (1, 2, 15, 28)),
        *(f"{day} {month}" for month in MONTHS for day in (1, 15, 28)),
        *(f"in {month}" for month in MONTHS),
        *(f"on {day}" for day in WEEKDAYS),
        *(f"last {day}" for day in WEEKDAYS),
        *(f"next {day}" for day in WEEKDAYS),
        *(f"from {a} to {b}" for a in MONTHS for b in MONTHS[::5]),
        *("today", "yesterday", "tomorrow", "overnight"),
        *(f"{which} {unit}" for which in ("last", "this") for unit in ("week", "month", "year")),
        "next week",
        "next month",
    ]
)


@given(text=PARTIAL, published=PUBLISHED)
def test_never_begins_long_after_publication(text: str, published: date) -> None:
    (found,) = edtf(text, published.isoformat())
    first, _ = bounds(found)
    assert first is not None
    assert first <= published + timedelta(days=45)


@given(text=PARTIAL, published=st.none() | PUBLISHED.map(date.isoformat))
def test_is_always_edtf(text: str, published: str | None) -> None:
    for found in edtf(text, published):
        bounds(found)  # raises ValueError for what is no EDTF


@given(text=st.text(max_size=60), published=st.none() | PUBLISHED.map(date.isoformat))
def test_reads_any_text(text: str, published: str | None) -> None:
    for dated in dates(plain(text), published):
        assert dated.when.span.of(text) == dated.when.text


@given(weekday=st.integers(0, 6), published=PUBLISHED)
def test_a_weekday_is_of_the_week_before_publication(weekday: int, published: date) -> None:
    (found,) = edtf(f"on {WEEKDAYS[weekday]}", published.isoformat())
    day = date.fromisoformat(found)
    assert day.weekday() == weekday
    assert timedelta(0) <= published - day < timedelta(days=7)
