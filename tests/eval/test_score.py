from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.eval import gold, score, slots
from tests.eval.gold import Gold, Number

from nkgraph.model import Actor, Claim, Figure, Span, When

PRK = Actor(id="country/PRK", kind="country", label="North Korea", country="PRK", known=True)
ARMY = Actor(id="force/prk", kind="force", label="Korean People's Army", country="PRK", known=True)
LEADER = Actor(
    id="person/kim", kind="person", label="Kim Jong Un", aliases=("Kim",), country="PRK", known=True
)
WORKERS = Actor(id="group/workers", kind="group", label="two airport workers of Khartoum")
TEXT = "Pyongyang sent 500 troops to Kursk, officials said. It rained."
SENT = Gold(key="1", group="a", type="Deployment", span=Span(0, 34), roles={"agent": ("PRK",)})


def sent(start: int = 0, end: int = 34, kind: str = "Deployment", **rest: Any) -> Claim:  # noqa: ANN401 - Claim's fields
    values: dict[str, Any] = {"roles": (("agent", PRK),)} | rest
    return Claim(type=kind, evidence=Span(start, end), trigger=Span(start, start + 1), **values)


def counts(golds: tuple[Gold, ...], *claims: Claim) -> tuple[int, ...]:
    tally = score.judge(golds, claims, TEXT, group="a").tally()
    return tally.found, tally.strict, tally.exact, tally.spurious, tally.extra


@pytest.mark.parametrize(
    ("golds", "claims", "expected"),
    [
        pytest.param((SENT,), (sent(),), (1, 1, 1, 0, 0), id="right"),
        pytest.param((SENT,), (), (0, 0, 0, 0, 0), id="missed"),
        pytest.param((SENT,), (sent(34, 40),), (0, 0, 0, 1, 0), id="elsewhere"),
        pytest.param((SENT,), (sent(kind="Attack"),), (0, 0, 0, 1, 0), id="another type"),
        pytest.param((SENT,), (sent(roles=()),), (1, 0, 0, 0, 0), id="no agent"),
        pytest.param((SENT,), (sent(modality="alleged"),), (1, 1, 0, 0, 0), id="modality alone"),
        pytest.param((SENT,), (sent(modality="planned"),), (1, 0, 0, 0, 0), id="not real"),
        pytest.param((SENT,), (sent(), sent(5, 20)), (1, 1, 1, 0, 0), id="said twice"),
        pytest.param(
            (SENT,), (sent(), sent(5, 20, roles=())), (1, 1, 1, 0, 1), id="further reading"
        ),
        pytest.param((replace(SENT, core=False),), (sent(),), (0, 0, 0, 0, 0), id="optional"),
        pytest.param((replace(SENT, core=False),), (), (0, 0, 0, 0, 0), id="optional, not there"),
        pytest.param(
            (replace(SENT, type="Combat"),), (sent(kind="Attack"),), (1, 1, 0, 0, 0), id="near"
        ),
        pytest.param((replace(SENT, span=None),), (sent(50, 60),), (1, 1, 1, 0, 0), id="anywhere"),
    ],
)
def test_counts(
    golds: tuple[Gold, ...], claims: tuple[Claim, ...], expected: tuple[int, ...]
) -> None:
    assert counts(golds, *claims) == expected


def test_a_claim_counts_once_and_goes_where_it_is_least_wrong() -> None:
    other = replace(SENT, key="2", roles={"agent": ("RUS",)})
    (first, second) = score.judge((other, SENT), (sent(),), TEXT, group="a").verdicts
    assert (first.found, second.found) == (False, True)


def test_core_comes_before_optional() -> None:
    optional = replace(SENT, key="2", core=False)
    assert counts((optional, replace(SENT, roles={"agent": ("RUS",)})), sent()) == (1, 0, 0, 0, 0)


def test_excused_types_are_not_spurious() -> None:
    said = sent(kind="Statement")
    for excused, spurious in ((frozenset[str](), 1), (frozenset({"Statement"}), 0)):
        found = score.judge((), (said,), TEXT, group="a", excused=excused)
        assert found.tally().spurious == spurious


@pytest.mark.parametrize(
    ("actor", "key", "expected"),
    [
        (PRK, "PRK", True),
        (PRK, "KOR", False),
        (ARMY, "PRK", True),
        (LEADER, "PRK", False),
        (LEADER, "kim", True),
        (LEADER, "Jong", False),
        (replace(PRK, label="The Hague"), "Hague", True),
        (WORKERS, "workers", True),
        (WORKERS, "airport workers", True),
        (WORKERS, "work", False),
        (WORKERS, "Khartoum", False),
        (replace(WORKERS, label="UN officials"), "UNO", False),
        (replace(WORKERS, label="an RSF officer"), "RSF", False),
    ],
)
def test_who_stands_for_whom(actor: Actor, key: str, expected: bool) -> None:  # noqa: FBT001 - a table
    assert slots.stands_for(actor, key) is expected


@pytest.mark.parametrize(
    ("wanted", "got", "expected"),
    [
        ("2024-10", "2024-10", True),
        ("XXXX-10", "2024-10", True),
        ("XXXX-10", "XXXX-10", True),
        ("2024-10", "XXXX-10", False),
        ("2024-10", "2024-10-01", False),
        ("2024", "", False),
        ("XXXX-10-08/XXXX-10-13", "2024-10-08/2024-10-13", True),
    ],
)
def test_times(wanted: str, got: str, expected: bool) -> None:  # noqa: FBT001 - a table
    assert slots.same_time(wanted, got) is expected


def test_faults_say_what_was_wanted_and_what_came() -> None:
    number = Number(quantity="troops", low=3000, high=12000, comparator="between")
    wanted = replace(
        SENT,
        roles={"agent": ("RUS", "Moscow"), "place": ("Kursk",)},
        figure=number,
        claimants=("NIS",),
        via=("Yonhap",),
        polarity="negative",
        time="2024",
    )
    five = Figure(span=Span(15, 18), text="500", quantity="troops", low=500, high=500)
    year = When(span=Span(0, 1), text="2025", edtf="2025")
    assert slots.faults(wanted, sent(figure=five, time=year, claimants=(PRK,))) == {
        "agent": "RUS|Moscow, not North Korea",
        "place": "Kursk, not nothing",
        "claimants": "NIS, not North Korea",
        "via": "Yonhap, not nothing",
        "figure": "troops 3,000 to 12,000, not troops 500",
        "comparator": "between, not exactly",
        "realis": "asserted, negative, not asserted",
        "time": "2024, not 2025",
    }
    assert slots.faults(wanted, sent())["figure"] == "troops 3,000 to 12,000, not nothing"


def test_rates() -> None:
    tally = score.Tally(gold=10, found=8, strict=6, exact=3, spurious=2, extra=2)
    assert tally.rates() == pytest.approx((0.8, 0.8, 0.8))
    assert tally.rates("strict") == pytest.approx((0.5, 0.6, 6 / 11))
    assert tally.rates("exact") == pytest.approx((0.25, 0.3, 3 / 11))
    nothing = score.Tally(gold=0, found=0, strict=0, exact=0, spurious=0, extra=0)
    assert nothing.rates() == (0.0, 0.0, 0.0)


def test_totals_by_group_type_and_slot() -> None:
    stray, extra = sent(45, 50, "Attack"), sent(5, 20, roles=())
    one = score.judge((SENT,), (sent(), stray, extra), TEXT, group="a", where="a, first")
    two = score.judge((replace(SENT, key="2", group="b"),), (), TEXT, group="b")
    whole = score.total((one, two))
    assert whole.tally() == score.Tally(gold=2, found=1, strict=1, exact=1, spurious=1, extra=1)
    assert whole.tally(group="b").gold == 1
    assert whole.tally(kind="Attack").spurious == 1
    assert whole.slot("agent") == (1, 1, 2)
    assert whole.strays[0] == score.Stray(group="a", where="a, first", type="Attack", text="said")
    assert SENT.slots() == ("type", "agent", "realis", "modality")
    assert gold.SLOTS[0] == "type"
