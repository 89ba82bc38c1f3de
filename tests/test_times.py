from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkgraph.model import Comparator, Figure, Quantity, Span
from nkgraph.times import bounds, figure_bounds, known_to_month, last_part


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-12-26", "2024-12-26", "2024-12-26"),
        ("2024-XX", "2024-01-01", "2024-12-31"),
        ("2024-12-XX", "2024-12-01", "2024-12-31"),
        ("2024-12-2X", "2024-12-20", "2024-12-29"),
        ("2024-XX-31", "2024-01-31", "2024-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX-06", "2000-06-01", "2099-06-30"),
        ("2024-12~", "2024-12-01", "2024-12-31"),
        ("2024?-06", "2024-06-01", "2024-06-30"),
        ("2025-01/2025-03", "2025-01-01", "2025-03-31"),
        ("2025-01-10/2025-01-12", "2025-01-10", "2025-01-12"),
        ("2025-01/..", "2025-01-01", None),
        ("../2025-01", None, "2025-01-31"),
        ("/2025", None, "2025-12-31"),
        ("XXXX", None, None),
        ("XXXX-12-26", None, None),
        ("XXXX-02-29", None, None),
        ("XXXX-01/XXXX-03", None, None),
    ],
)
def test_bounds(edtf: str, earliest: str | None, latest: str | None) -> None:
    assert bounds(edtf) == (day(earliest), day(latest))


@pytest.mark.parametrize(
    "edtf",
    [
        *("", "24", "2024-13", "2024-02-30", "XXXX-02-30", "2024-21/..x", "last week", "2024-1"),
        *("0000", "2025/2024", "../..", "/", "2024-00", "2024/2025/2026", "2024-06-1X-01"),
        "２０２４",
    ],
)
def test_what_is_no_date_is_refused(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"not an EDTF|no such day|ends before"):
        bounds(edtf)


@given(st.dates())
def test_a_day_is_its_own_bounds_and_lies_in_its_month_and_year(one: date) -> None:
    full = one.isoformat()
    assert bounds(full) == (one, one)
    for wider in (full[:7], full[:4], full[:8] + "XX", full[:5] + "XX" + full[7:], full[:3] + "X"):
        earliest, latest = bounds(wider)
        assert earliest is not None
        assert latest is not None
        assert earliest <= one <= latest


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(min_value=0, max_value=9999))
def test_an_interval_runs_from_its_first_day_to_its_last(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    assert bounds(f"{start.isoformat()}/{end.isoformat()}") == (start, end)


@pytest.mark.parametrize(
    ("edtf", "known"),
    [
        ("2024-12", True),
        ("2024-12-26", True),
        ("2024-12-XX", True),
        ("2024-12~", True),
        ("2025-01/2025-03", True),
        ("2024", False),
        ("2024-XX", False),
        ("XXXX-12-26", False),
        ("2025-01/..", False),
        ("2025-01/2026", False),
        ("", False),
    ],
)
def test_known_to_month(edtf: str, known: bool) -> None:  # noqa: FBT001 - a table's cell
    assert known_to_month(edtf) is known


def figure(
    low: float,
    comparator: Comparator,
    high: float | None = None,
    quantity: Quantity = "killed",
) -> Figure:
    return Figure(
        span=Span(0, 1),
        text="",
        quantity=quantity,
        low=low,
        high=low if high is None else high,
        comparator=comparator,
    )


@pytest.mark.parametrize(
    ("given_figure", "least", "most"),
    [
        (figure(600, "exactly"), 600, 600),
        (figure(10000, "between", 12000), 10000, 12000),
        (figure(4700, "approximately"), 4230, 5170),
        (figure(15, "approximately"), 14, 16),
        (figure(3000, "nearly"), 2700, 3000),
        (figure(3000, "moreThan"), 3001, None),
        (figure(3000, "atLeast"), 3000, None),
        (figure(3000, "lessThan"), 0, 2999),
        (figure(0, "lessThan"), 0, 0),
        (figure(3000, "atMost"), 0, 3000),
        (figure(2.5, "moreThan", quantity="money"), 2.5, None),
        (figure(2.5, "lessThan", quantity="money"), 0, 2.5),
        (figure(0.3, "approximately", quantity="money"), 0.27, 0.33),
    ],
)
def test_figure_bounds(given_figure: Figure, least: float, most: float | None) -> None:
    assert figure_bounds(given_figure) == (least, most)


COMPARATORS: tuple[Comparator, ...] = (
    "exactly",
    "approximately",
    "nearly",
    "moreThan",
    "atLeast",
    "lessThan",
    "atMost",
    "between",
)


@given(
    st.integers(min_value=0, max_value=10**12),
    st.integers(min_value=0, max_value=10**6),
    st.sampled_from(COMPARATORS),
    st.sampled_from(("troops", "money")),
)
def test_figure_bounds_are_in_order_and_whole(
    low: int,
    more: int,
    comparator: Comparator,
    quantity: Quantity,
) -> None:
    least, most = figure_bounds(figure(low, comparator, low + more, quantity))
    assert least >= 0
    assert most is None or least <= most
    if quantity == "troops":
        assert least == int(least)
        assert most is None or most == int(most)


@pytest.mark.parametrize(
    ("edtf", "part"),
    [
        ("2024-12", "2024-12"),
        ("2024-12/2025-01", "2025-01"),
        ("2024-12/..", "2024-12"),
        ("2024-12/", "2024-12"),
        ("../2025-01", "2025-01"),
        ("XXXX-01/XXXX-03", "XXXX-03"),
    ],
)
def test_last_part(edtf: str, part: str) -> None:
    assert last_part(edtf) == part
