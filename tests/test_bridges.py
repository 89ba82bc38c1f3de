"""PLOVER events and UCDP rows: what they say, what they leave out, and that they say so."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from nkgraph import export, ontology
from nkgraph.export import plover, ucdp
from nkgraph.model import Actor, Article, Claim, Figure, Findings, Span
from nkgraph.rdf import Run, contribution
from nkgraph.resources import load_yaml
from nkgraph.store import Store

if TYPE_CHECKING:
    from nkgraph.model import Comparator, Quantity

POLECAT = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
UNCODED = {"Warning", "Statement"}
TEXT = "The army attacked =HYPERLINK(1) there. " * 30


def country(code: str, label: str) -> Actor:
    return Actor(id=f"country/{code}", kind="country", label=label, country=code, known=True)


SDN, TCD = country("SDN", "Sudan"), country("TCD", "Chad")
SAF = Actor(id="force/saf", kind="force", label="Sudanese Armed Forces", country="SDN", known=True)
RSF = Actor(id="group/rsf", kind="group", label="Rapid Support Forces", country="SDN", known=True)
NIS = Actor(id="organization/nis", kind="organization", label="NIS", country="KOR", known=True)
MEN = Actor(id="group/men", kind="group", label="Sudanese soldiers", country="SDN")
FORMULA = Actor(id="group/formula", kind="group", label="=HYPERLINK(1)", country="TCD")
PLACE = Actor(id="place/el-fasher", kind="place", label="El Fasher", country="SDN")


def figure(quantity: Quantity, low: float, comparator: Comparator = "exactly") -> Figure:
    return Figure(
        span=Span(0, 3), text="The", quantity=quantity, low=low, high=low, comparator=comparator,
        of=SDN,
    )  # fmt: skip


def claim(kind: str, at: int = 0, **rest: Any) -> Claim:  # noqa: ANN401 - Claim's fields
    return Claim(type=kind, evidence=Span(at, at + 20), trigger=Span(at, at + 3), **rest)


def stored(*articles: tuple[str | None, tuple[Claim, ...]]) -> Store:
    """Return a store with an article for each (day of publication, claims)."""
    run = Run(version="0", ontology_sha256="0" * 64, model="hand-made", model_version="1")
    made = Store.memory()
    for number, (published, claims) in enumerate(articles):
        article = Article(
            source=f"{number}.txt", text=f"{number}{TEXT}", sha256=f"{number:064}",
            published=published, publisher="@Wire",
        )  # fmt: skip
        made.swap(come=[contribution(Findings(article=article, claims=claims), run=run)])
    return made


def events(*claims: Claim) -> list[dict[str, Any]]:
    data = export.EXPORTERS["plover"](stored((None, claims))).decode()
    return [json.loads(line) for line in data.splitlines()]


def rows(*articles: tuple[str | None, tuple[Claim, ...]]) -> list[dict[str, str]]:
    data = export.EXPORTERS["ucdp"](stored(*articles)).decode()
    return list(csv.DictReader(io.StringIO(data, newline="")))


# --- PLOVER -----------------------------------------------------------------------------


def test_every_event_type_has_a_code_that_polecat_knows() -> None:
    types = {name for name, above in ontology.load().superclasses.items() if above}
    leaves = types - {one for above in ontology.load().superclasses.values() for one in above}
    assert leaves - set(plover.codes()) == UNCODED
    assert set(plover.codes().values()) <= POLECAT


def test_codes_follow_the_manual_of_plover() -> None:
    codes = plover.codes()
    assert {codes[kind] for kind in ("Release", "PrisonerExchange", "Repatriation")} == {"RETREAT"}
    assert {codes[kind] for kind in ("AgreementSigning", "EntryIntoForce")} == {"SUPPORT"}


def test_the_bridge_speaks_of_declared_types_and_roles() -> None:
    data, known = load_yaml("plover.yaml"), ontology.load()
    for part in ("modes", "contexts", "recipients"):
        assert set(data[part]) - {"default"} <= set(known.superclasses)
    for kind, roles in data["recipients"].items():
        assert kind == "default" or set(roles) <= set(known.roles[kind])


def test_an_event_has_actors_with_sectors_and_what_plover_cannot_say() -> None:
    dead = figure("killedOrWounded", 300, "moreThan")
    (one,) = events(
        claim("Casualties", roles=(("agent", RSF), ("patient", MEN), ("place", PLACE)), figure=dead,
              claimants=(NIS,), cue="says", modality="estimated"),
    )  # fmt: skip
    assert (one["event_type"], one["event_mode"], one["contexts"]) == ("ASSAULT", [], [])
    ((actor,), (recipient,)) = one["actor"], one["recipient"]
    assert (actor["name"], actor["country"], actor["sector"]) == (RSF.label, "SDN", "REB")
    assert (recipient["country"], recipient["sector"]) == ("SDN", "MIL")
    assert [place["name"] for place in one["event_loc"]] == ["El Fasher"]
    assert (one["dead"], one["injured"], one["size"]) == (None, None, 300)
    assert [who["name"] for who in one["claimants"]] == ["National Intelligence Service"]
    assert (one["modality"], one["polarity"], one["cue"]) == ("estimated", "positive", "says")
    assert one["evidence"]["text"] == f"0{TEXT}"[:20]
    assert one["policy"] == plover.POLICY


def test_denials_are_left_out_and_plans_are_marked() -> None:
    found = events(
        claim("Attack", 0, roles=(("agent", SAF),), polarity="negative"),
        claim("Statement", 20, roles=(("agent", SAF),)),
        claim("Attack", 40, roles=(("agent", SAF),), modality="planned"),
        claim("Meeting", 60, roles=(("agent", SDN),), modality="possible"),
        claim("ArmsTransfer", 80, roles=(("agent", TCD), ("recipient", SDN))),
    )
    assert [(one["event_type"], one["contexts"]) for one in found] == [
        ("ASSAULT", ["military", "future"]),
        ("CONSULT", ["diplomatic", "hypothetical"]),
        ("AID", ["military"]),
    ]


def test_whom_forces_are_sent_for_is_no_recipient() -> None:
    (one,) = events(claim("Deployment", roles=(("agent", TCD), ("recipient", SDN))))
    assert (one["event_type"], one["event_mode"], one["recipient"]) == ("MOBILIZE", ["troops"], [])
    assert [actor["name"] for actor in one["roles"]["recipient"]] == ["Sudan"]


# --- UCDP -------------------------------------------------------------------------------

PARTIES = (("agent", RSF), ("patient", MEN), ("place", PLACE))


def toll(quantity: Quantity, low: float, comparator: Comparator = "exactly", **rest: Any) -> Claim:  # noqa: ANN401 - Claim's fields
    return claim("Death", roles=PARTIES, figure=figure(quantity, low, comparator), **rest)


def deaths(row: dict[str, str]) -> tuple[str, str, str]:
    return row["low"], row["best"], row["high"]


@pytest.mark.parametrize(
    ("comparator", "numbers", "open_"),
    [
        ("exactly", ("20", "20", "20"), "0"),
        ("moreThan", ("21", "20", "21"), "1"),
        ("approximately", ("18", "20", "22"), "0"),
        ("lessThan", ("0", "20", "20"), "0"),
    ],
)
def test_low_best_and_high(
    comparator: Comparator, numbers: tuple[str, str, str], open_: str
) -> None:
    (one,) = rows((None, (toll("killed", 20, comparator),)))
    assert (deaths(one), one["high_open"]) == (numbers, open_)


def test_killed_or_wounded_is_no_number_of_deaths() -> None:
    columns: dict[Quantity, str] = {
        "killedOrWounded": "killed_or_wounded_",
        "wounded": "wounded_",
    }
    for quantity, prefix in columns.items():
        (one,) = rows((None, (toll(quantity, 4700, "approximately"),)))
        assert deaths(one) == ("", "", "")
        assert one[f"{prefix}best"] == "4700"


def test_only_what_is_told_as_done_is_a_row() -> None:
    claims = (
        toll("killed", 5, modality="planned"),
        toll("killed", 6, modality="possible"),
        toll("killed", 7, polarity="negative"),
        claim("Meeting", roles=(("agent", SDN),)),
    )
    assert rows((None, claims)) == []


def test_a_row_says_where_by_whom_and_from_whom() -> None:
    (one,) = rows(("2025-03-10", (toll("killed", 20, claimants=(NIS,)),)))
    assert (one["side_a"], one["side_b"]) == ("Rapid Support Forces", "Sudanese soldiers")
    assert (one["where_coordinates"], one["country"], one["country_iso3"]) == (
        "El Fasher", "Sudan", "SDN",
    )  # fmt: skip
    assert one["type_of_violence"] == ""
    assert one["source_original"] == "National Intelligence Service"
    assert (one["source_article"], one["source_date"]) == ("0.txt", "2025-03-10")
    assert one["policy"] == ucdp.POLICY
    assert one["date_start"] == one["date_prec"] == ""


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2025-03-01", "2025-03-01", 1),
        ("2025-03-01", "2025-03-06", 2),
        ("2025-03-01", "2025-03-07", 3),
        ("2025-03-01", "2025-03-31", 4),
        ("2025-01-01", "2025-12-31", 5),
        ("2024-01-01", "2025-12-31", None),
    ],
)
def test_precision_of_dates(first: str, last: str, code: int | None) -> None:
    wide = {"earliest": "2020-01-01", "latest": "2026-01-01"}
    found = ucdp._when([{"earliest": first, "latest": last}, wide])  # noqa: SLF001 - the rule alone
    assert (found["date_start"], found["date_end"], found["date_prec"]) == (first, last, code)


def test_the_latest_article_is_best_and_the_lowest_when_undated() -> None:
    def told(low: int, published: str | None) -> dict[str, Any]:
        return {"figure": {"low": low}, "article": {"published": published}}

    cases: list[tuple[list[tuple[int, str | None]], int]] = [
        ([(9, "2025-01-01"), (30, "2025-02-01"), (40, "2025-02-01"), (5, None)], 30),
        ([(9, None), (7, None)], 7),
    ]
    for given, best in cases:
        assert ucdp._best([told(*one) for one in given]) == best  # noqa: SLF001 - the rule alone


def test_type_of_violence_is_said_only_where_both_sides_are_known() -> None:
    sides = {(SAF, RSF): "1", (SAF, TCD): "1", (RSF, MEN): ""}
    for (one, other), code in sides.items():
        (row,) = rows((None, (claim("Combat", roles=(("agent", one), ("patient", other))),)))
        assert row["type_of_violence"] == code


def test_no_cell_is_a_formula() -> None:
    told = claim("Attack", roles=(("agent", FORMULA), ("patient", SDN)))
    (one,) = rows((None, (told,)))
    assert one["side_a"] == "'=HYPERLINK(1)"
    assert one["source_office"] == "'@Wire"
    assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in one.values())
