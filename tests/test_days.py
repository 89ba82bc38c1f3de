"""What follows of one constraint, against trying every day."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkgraph.days import LATEST, Apart, Constraint, Gap, OnDate, Unit, Within
from nkgraph.solving import solve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

START = date(2023, 11, 20)
SPAN = 140
ENDS = st.tuples(st.integers(0, SPAN), st.integers(0, SPAN)).map(sorted)


def within(day: str, ends: list[int]) -> Within:
    first, last = (START + timedelta(n) for n in ends)
    return Within(day=day, first=first, last=last, name=f"within {day}")


def month(day: date) -> int:
    return day.year * 12 + day.month


INDEX: Mapping[Unit, Callable[[date], int]] = {
    "week": lambda day: (day - timedelta(day.weekday())).toordinal() // 7,
    "month": month,
    "year": lambda day: day.year,
}


def holds(constraint: Constraint, days: Mapping[str, date]) -> bool:
    """Tell whether true days fit, in the plainest way."""
    one = days[constraint.day]
    match constraint:
        case Within():
            return (constraint.first or one) <= one <= (constraint.last or one)
        case OnDate():
            given_ = (constraint.month, constraint.number, constraint.weekday)
            real = (one.month, one.day, one.weekday())
            return all(g in (None, r) for g, r in zip(given_, real, strict=True))
        case Gap():
            gap = (days[constraint.then] - one).days
            return constraint.least <= gap and (constraint.most is None or gap <= constraint.most)
        case Apart():
            index = INDEX[constraint.unit]
            return index(days[constraint.then]) == index(one) + constraint.offset


NUMBERS = st.integers(-10, 40)
ONE = st.one_of(
    st.builds(
        OnDate,
        day=st.just("a"),
        month=st.none() | st.integers(1, 12),
        number=st.none() | st.integers(1, 31),
        weekday=st.none(),
        name=st.just("on"),
    ),
    st.builds(OnDate, day=st.just("a"), weekday=st.integers(0, 6), name=st.just("on")),
)
TWO = st.one_of(
    st.builds(
        Gap,
        day=st.just("a"),
        then=st.just("b"),
        least=NUMBERS,
        most=st.none() | NUMBERS.map(lambda n: n + 50),
        name=st.just("gap"),
    ),
    st.builds(
        Apart,
        day=st.just("a"),
        then=st.just("b"),
        unit=st.sampled_from(get_args(Unit)),
        offset=st.integers(-2, 2),
        name=st.just("apart"),
    ),
)


def check(constraints: list[Constraint], fitting: list[dict[str, date]]) -> None:
    """Compare what is found with all days that fit."""
    found = solve(constraints)
    if not fitting:
        assert found.conflicts
        return
    assert not found.conflicts
    for day in fitting[0]:
        true = [days[day].toordinal() for days in fitting]
        ends = found.bounds[day, "first"].day, found.bounds[day, "last"].day
        assert ends == (min(true), max(true))


@settings(deadline=None)
@given(ONE, ENDS)
def test_a_date_narrows_to_the_days_that_fit(one: Constraint, ends: list[int]) -> None:
    tried = [{"a": START + timedelta(n)} for n in range(ends[0], ends[1] + 1)]
    check([within("a", ends), one], [days for days in tried if holds(one, days)])


@settings(deadline=None)
@given(TWO, ENDS, ENDS)
def test_two_days_narrow_each_other(two: Constraint, a: list[int], b: list[int]) -> None:
    tried = itertools.product(range(a[0], a[1] + 1), range(b[0], b[1] + 1))
    fitting = [
        days
        for n, m in tried
        if holds(two, days := {"a": START + timedelta(n), "b": START + timedelta(m)})
    ]
    check([within("a", a), within("b", b), two], fitting)


@pytest.mark.parametrize(
    ("first", "constraint", "wanted"),
    [
        ("2097-03-01", OnDate(day="a", month=2, number=29, name="x"), "2104-02-29"),
        ("2024-02-29", OnDate(day="a", month=2, number=29, name="x"), "2024-02-29"),
        ("2024-12-31", OnDate(day="a", month=1, name="x"), "2025-01-01"),
    ],
)
def test_the_next_such_day(first: str, constraint: Constraint, wanted: str) -> None:
    start = Within(day="a", first=date.fromisoformat(first), name="start")
    (bound,) = solve([start, constraint]).bounds.values()
    assert date.fromordinal(bound.day).isoformat() == wanted
    assert bound.names() == (("start",) if first == wanted else ("start", "x"))


def test_a_day_that_never_comes() -> None:
    start = Within(day="a", first=date(2024, 1, 1), name="start")
    found = solve([start, OnDate(day="a", month=2, number=30, name="never")])
    assert found.conflicts == (("never", "start"),)


def test_beyond_all_days_is_open() -> None:
    start = Within(day="a", first=date(1, 1, 5), last=date.fromordinal(LATEST), name="start")
    gap = Gap(day="a", then="b", least=-30, most=30, name="gap")
    apart = Apart(day="a", then="c", unit="year", offset=-1, name="apart")
    assert {day for day, _ in solve([start, gap, apart]).bounds} == {"a", "c"}
    assert ("c", "first") not in solve([start, gap, apart]).bounds
