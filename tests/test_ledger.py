"""The ledger and the sources: figures with their standing, originators counted once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import NIS, PRK, SOLDIERS, HandMadeExtractor, article, stated

from nkgraph.bearings import Bearing, bearings, texts, utterances
from nkgraph.cli import main
from nkgraph.corpus import Corpus
from nkgraph.graph import Graph
from nkgraph.ledger import Entry, ledger, population
from nkgraph.ledger.rows import COLUMNS, plain, row
from nkgraph.model import Actor, Claim, Figure, Findings, Span
from nkgraph.records import records
from nkgraph.sources import sources
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MINISTRY = Actor(
    id="organization/ministry", kind="organization", label="The Ministry", country="RUS"
)
WIRE = Actor(id="organization/wire", kind="organization", label="The Wire", country="POL")


def findings(source: str, text: str, published: str | None, *claims: Claim) -> Findings:
    known = {} if published is None else {"published": published}
    return Findings(article=article(source, text, **known), claims=claims)


def toll(text: str, words: str, number: float, who: Actor, **rest: Any) -> Claim:  # noqa: ANN401 - Claim's fields
    start = text.index(words)
    scope = rest.pop("scope", None)
    figure = Figure(
        span=Span(start, start + 5), text=words[:5], quantity="killed", low=number, high=number,
        of=PRK, scope=scope,
    )  # fmt: skip
    fixed: dict[str, Any] = {"roles": (("patient", SOLDIERS),), "claimants": (who,)}
    return stated(text, words, "Death", figure=figure, **(fixed | rest))


NAME = "National Intelligence Service"
MAY, JUNE = "3,000 killed, says NIS.\n", "4,000 killed, NIS told The Wire.\n"
JULY = "9,000 killed in the last week, the Ministry says; 5,000 may be.\n"


def corpus() -> tuple[Findings, ...]:
    """NIS in May and, through a wire, in June; the ministry on one week of June, and a guess."""
    return (
        findings("may.txt", MAY, "2025-05-01", toll(MAY, "3,000 killed", 3000, NIS)),
        findings(
            "june.txt", JUNE, "2025-06-01", toll(JUNE, "4,000 killed", 4000, NIS, via=(WIRE,))
        ),
        findings(
            "july.txt",
            JULY,
            "2025-06-03",
            toll(JULY, "9,000 killed", 9000, MINISTRY, scope="in the last week"),
            toll(JULY, "5,000 may be", 5000, MINISTRY, modality="possible"),
        ),
    )


def stored(articles: Sequence[Findings]) -> Store:
    made = Store.memory()
    for one in articles:
        Corpus(made).add(one)
    return made


@pytest.fixture(scope="module")
def store() -> Store:
    return stored(corpus())


@pytest.fixture(scope="module")
def entries(store: Store) -> list[Entry]:
    return ledger(records(store), bearings(store))


def test_order_status_and_remarks(entries: list[Entry]) -> None:
    found = [(e.figure, e.status, [(r.relation, r.figure) for r in e.remarks]) for e in entries]
    assert found == [
        ("3,000 killed", "superseded", [("superseded by", "4,000 killed")]),
        (
            "4,000 killed",
            "current",
            [("not comparable with", "9,000 killed"), ("supersedes", "3,000 killed")],
        ),
        ("5,000 killed", "possible", []),
        ("9,000 killed", "current", [("not comparable with", "4,000 killed")]),
    ]
    assert {e.population for e in entries} == {"North Korea, military"}


def test_remarks_say_why(entries: list[Entry]) -> None:
    (later,) = entries[0].remarks
    assert str(later) == f"superseded by 4,000 killed ({NAME}, june.txt)"
    assert "2025-06-01 and 2025-05-01" in later.reason
    assert entries[3].remarks[0].differs_in == "period"


def test_denied_and_contested() -> None:
    text = "100 killed in one raid in Kursk, says NIS. 300 killed, says the Ministry.\n"
    other = "100 killed? No, says the Ministry.\n"
    store = stored(
        (
            findings("a.txt", text, None, toll(text, "100 killed", 100, NIS)),
            findings(
                "b.txt", other, None, toll(other, "100 killed", 100, NIS, polarity="negative")
            ),
        )
    )
    assert {e.status for e in ledger(records(store), bearings(store))} >= {"denied"}


def test_narrowed_by_owner_and_quantity(store: Store) -> None:
    found, links = records(store), bearings(store)
    for name in ("PRK", "north  korea", "country/PRK", "North Korean soldiers"):
        assert len(ledger(found, links, of=name)) == 4
    assert ledger(found, links, of="RUS") == []
    assert ledger(found, links, quantity="troops") == []


def test_data_and_rows_hold_the_same(entries: list[Entry]) -> None:
    flat, nested = row(entries[0]), plain(entries[0])
    assert tuple(flat) == COLUMNS
    assert (flat["low"], flat["claimants"], flat["status"]) == (3000, NAME, "superseded")
    assert flat["remarks"].startswith(f"superseded by 4,000 killed ({NAME}, june.txt): {NAME} says")
    assert [actor["label"] for actor in nested["claimants"]] == [NAME]
    assert nested["remarks"][0]["claim"] == entries[1].record["id"]


@pytest.mark.parametrize(
    ("of", "unit", "patient", "expected"),
    [
        ("North Korea", None, "soldiers", "North Korea, military"),
        ("North Korea", "villager", None, "North Korea, civilian"),
        ("North Korea", None, None, "North Korea"),
        (None, None, "journalists", "media"),
        (None, None, None, "not said whose"),
    ],
)
def test_population(of: str | None, unit: str | None, patient: str | None, expected: str) -> None:
    figure = {"quantity": "killed", "of": of and {"label": of}, "unit": unit}
    roles = {"patient": [{"label": patient}]} if patient else {}
    assert population({"figure": figure, "roles": roles}) == expected


def test_sources_count_utterances_claims_and_articles_apart(store: Store) -> None:
    nis, ministry = sources(records(store), bearings(store))
    assert (nis.actor or {})["label"] == NAME
    assert (nis.utterances, nis.claims, nis.articles, nis.copies) == (2, 2, 2, 0)
    assert nis.through == (("The Wire", 1),)
    assert (ministry.utterances, ministry.articles) == (2, 1)


FILLER = " ".join(f"Sentence number {n} tells of the weather in town {n}." for n in range(80))


def test_a_copied_article_counts_once() -> None:
    text = f"3,000 killed, says NIS. The river rose. {FILLER}\n"
    copy = f"{text}Copied by somebody.\n"
    own = [stated(one, "The river rose", "Death", roles=()) for one in (text, copy)]
    store = stored(
        [
            findings("a.txt", text, "2025-05-01", toll(text, "3,000 killed", 3000, NIS), own[0]),
            findings("b.txt", copy, "2025-05-02", toll(copy, "3,000 killed", 3000, NIS), own[1]),
        ]
    )
    nis, articles = sources(records(store), bearings(store))
    assert (nis.utterances, nis.claims, nis.articles, nis.copies) == (1, 1, 1, 1)
    assert articles.actor is None
    assert (articles.utterances, articles.claims, articles.articles) == (1, 1, 1)


def test_a_state_stands_behind_its_agency() -> None:
    seoul = Actor(id="country/KOR", kind="country", label="South Korea", country="KOR", known=True)
    first, other = "3,000 killed, says NIS.\n", "Toll of 3,000 killed, says South Korea.\n"
    store = stored(
        [
            findings("a.txt", first, None, toll(first, "3,000 killed", 3000, NIS)),
            findings("b.txt", other, None, toll(other, "3,000 killed", 3000, seoul)),
        ]
    )
    (one,) = sources(records(store), bearings(store))
    assert (one.actor or {})["label"] == NAME
    assert (one.also, one.utterances, one.claims) == (("South Korea",), 1, 2)


NODES = st.sampled_from("abcdefgh")
LINKS = st.lists(
    st.tuples(NODES, st.sampled_from(["variantOf", "copyOf", "supersedes"]), NODES).map(
        lambda link: Bearing(*link, "why")
    )
)


@given(LINKS)
@settings(max_examples=50, deadline=None)
def test_groups_are_an_equivalence(links: list[Bearing]) -> None:
    for kind, groups in (("variantOf", utterances(links)), ("copyOf", texts(links))):
        assert all(node in group for node, group in groups.items())
        assert all(groups[other] == group for group in groups.values() for other in group)
        for one in links:
            if one.kind == kind:
                assert groups[one.source] == groups[one.target]


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args), prog_name="nkgraph")


@pytest.mark.usefixtures("folder")
def test_the_verbs(tmp_path: Path) -> None:
    path = str(tmp_path / "own.store")
    with Store.open(path, create=True) as opened:
        for one in corpus():
            Corpus(opened).add(one)
    shown = run("ledger", "--store", path)
    assert shown.exit_code == 0
    assert "North Korea, military: killed\n" in shown.stdout
    assert "superseded by [2]" in shown.stdout
    assert f"  [1] superseded by [2]: {NAME} says 4,000 killed after" in shown.stdout
    assert shown.stdout.count("not comparable with") == 1
    assert shown.stderr == "4 figures, 1 population, 2 sources\n"
    assert "not comparable" not in run("ledger", "--brief", "--store", path).stdout
    assert len(json.loads(run("ledger", "--format", "json", "--store", path).stdout)) == 4
    assert run("ledger", "--format", "csv", "--store", path).stdout.startswith("population,")
    listed = run("sources", "--store", path)
    assert listed.stdout.splitlines()[1].split()[3:7] == ["KOR", "2", "2", "2"]
    assert listed.stderr == "2 originators, 4 utterances, 3 articles\n"
    assert json.loads(run("sources", "--format", "json", "--store", path).stdout)[0]["claims"] == 2


@pytest.mark.usefixtures("store_path")
def test_a_name_that_nobody_has() -> None:
    shown = run("ledger", "--of", "Nort Korea")
    assert shown.exit_code == 3
    assert "did you mean 'North Korea'?" in shown.stderr
    assert run("ledger", "--of", "NIS").stdout == "(no figures)\n"


@pytest.fixture
def store_path(folder: Path) -> Path:
    from nkgraph import building
    from nkgraph.articles import read

    path = folder / "nkgraph.store"
    with Store.open(path, create=True) as opened:
        building.build(opened, read(["a.txt", "b.md"]), extractor=HandMadeExtractor())
    return path


def test_from_python(store: Store) -> None:
    graph = Graph(store)
    assert graph.ledger(of="PRK")[0]["status"] == "superseded"
    assert list(graph.ledger(quantity="troops").to_dataframe().columns) == list(COLUMNS)
    assert graph.sources()[0]["originator"] == NAME
