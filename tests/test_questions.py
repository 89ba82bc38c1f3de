"""Competency questions: what a graph of the articles must be able to answer, and what it answers.

The five seed articles are S0 to S4. A cell is the label where there is one; "" is what the articles
do not say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.eval.corpora import EXAMPLES, SETS

import nkgraph
from nkgraph import query
from nkgraph.bearings import bearings
from nkgraph.ledger import ledger
from nkgraph.records import records
from nkgraph.sources import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.graph import Graph

pytestmark = pytest.mark.model

Row = tuple[Any, ...]
NIS, ZELENSKY, KIRBY = "National Intelligence Service", "Volodymyr Zelensky", "John Kirby"
KYIV, SEOUL = "Government of Ukraine", "Government of South Korea"
SSU = "Security Service of Ukraine"
PACT = "defence pact between North Korea and Russia"
DEATH, CAPTURE = "Death: North Korea, in Ukraine", "Capture: Ukraine → North Korea"


@pytest.fixture(scope="module")
def seeds() -> Iterator[Graph]:
    folder = SETS["seeds"].articles
    if not SETS["seeds"].present():
        pytest.skip(f"{folder} is not here")
    with nkgraph.build([folder]) as graph:
        yield graph


@pytest.fixture(scope="module")
def examples() -> Iterator[Graph]:
    with nkgraph.build([EXAMPLES / "articles"]) as graph:
        yield graph


def ask(graph: Graph, name: str, columns: str, /, **params: str) -> list[Row]:
    """Return some columns of an answer, each row once, in its order."""
    given: dict[str, Any] = dict(params)
    cells = [
        tuple(_cell(row, column) for column in columns.split())
        for row in graph.query(name, **given)
    ]
    return list(dict.fromkeys(cells))


def _cell(row: dict[str, Any], column: str) -> Any:  # noqa: ANN401 - a value of any type
    """Return the label of a column, or its value; a seed article is S0 to S4."""
    value = row.get(f"{column}Label") or row.get(column)
    if isinstance(value, str) and "/shared/seeds/00" in value:
        return f"S{value.partition('/seeds/00')[2][0]}"
    return "" if value is None else value


QUESTIONS: list[tuple[str, str, dict[str, str], str, set[Row]]] = [
    (
        "1 who confirmed the captured soldier's death",
        "deaths-in-captivity",
        {"of": "PRK"},
        "captive event source cue article",
        {
            ("North Korean soldier", DEATH, "", "", "S0"),
            ("North Korean soldier", DEATH, "", "", "S1"),
            ("North Korean soldier", DEATH, NIS, "confirmed", "S0"),
            ("North Korean soldier", DEATH, NIS, "confirmed", "S1"),
            ("North Korean soldier", DEATH, NIS, "according to", "S2"),
        },
    ),
    (
        "1 and through whom is his capture known",
        "who-confirms",
        {"of": "PRK", "kind": "Capture"},
        "event source relay article",
        {(CAPTURE, NIS, "", "S1"), (CAPTURE, NIS, "Yonhap News Agency", "S2")},
    ),
    (
        "2 when and where was he captured: no year; two articles say the place is not known",
        "when-and-where",
        {"of": "PRK", "kind": "Capture"},
        "event time earliest place untold article",
        {
            (CAPTURE, "", "", "", "", "S0"),
            (CAPTURE, "", "", "", "", "S1"),
            (CAPTURE, "XXXX-12-26", "", "", "place", "S1"),
            (CAPTURE, "", "", "", "place", "S2"),
            ("Capture: North Korea", "", "", "", "", "S0"),
        },
    ),
    (
        "2 what else is said not to be known",
        "untold",
        {"of": "PRK"},
        "event untold source article",
        {(CAPTURE, "place", "", "S1"), (CAPTURE, "place", NIS, "S2")},
    ),
    (
        "3 how sure is it, and what is only possible",
        "how-sure",
        {"of": "PRK", "kind": "Capture"},
        "event how source",
        {
            (CAPTURE, "asserted", ""),
            (CAPTURE, "asserted", NIS),
            ("Capture: North Korea", "possible", "Yang Uk"),
        },
    ),
    (
        "5 who took whom",
        "captures",
        {"by": "UKR"},
        "doer kind target negated",
        {
            ("Ukraine", "Capture", "North Korean soldier", False),
            ("Ukrainian forces", "Capture", "North Korean soldier", False),
            ("Ukrainian forces", "Capture", "injured soldier", False),
        },
    ),
    (
        "6 every casualty figure with speaker, comparator, category, scope",
        "figures-by-speaker",
        {"of": "PRK", "quantity": "killedOrWounded"},
        "source comparator low quantity scope place article",
        {
            (ZELENSKY, "more than", 3000, "killed or wounded", "", "", "S0"),
            (ZELENSKY, "more than", 3000, "killed or wounded", "since their deployment", "", "S1"),
            (ZELENSKY, "nearly", 3000, "killed or wounded", "so far", "", "S2"),
            (NIS, "about", 1000, "killed or wounded", "", "", "S1"),
            (NIS, "more than", 4000, "killed or wounded", "", "", "S4"),
            (NIS, "about", 4700, "killed or wounded", "", "Ukraine", "S3"),
            ("South Korea", "about", 4700, "killed or wounded", "", "Ukraine", "S3"),
            (
                *(KIRBY, "exactly", 1000, "killed or wounded", "in the last week alone"),
                *("Kursk Oblast", "S2"),
            ),
            ("", "exactly", 3000, "killed or wounded", "", "", "S4"),
            ("", "exactly", 4700, "killed or wounded", "", "", "S3"),
        },
    ),
    (
        "6 the same by who estimates what",
        "who-estimates-what",
        {"claimant": "USA", "quantity": "killedOrWounded"},
        "source figure scope",
        {(KIRBY, "1,000 killed or wounded", "in the last week alone")},
    ),
    (
        "6 what sources cannot both have right, taking each figure by itself",
        "disagreeing-figures",
        {"of": "PRK", "quantity": "troops"},
        "lower lowerSource higher higherSource",
        {
            ("thousands of troops", "", "10,000 to 12,000 troops", ""),
            ("thousands of troops", "", "10,000 to 12,000 troops", KYIV),
            ("thousands of troops", "", "more than 10,000 troops", KYIV),
            ("thousands of troops", "", "more than 10,000 troops", SEOUL),
            ("thousands of troops", "", "11,000 troops", ""),
            ("3,000 to 4,000 troops", NIS, "10,000 to 12,000 troops", ""),
            ("3,000 to 4,000 troops", NIS, "10,000 to 12,000 troops", KYIV),
            ("3,000 to 4,000 troops", NIS, "more than 10,000 troops", KYIV),
            ("3,000 to 4,000 troops", NIS, "more than 10,000 troops", SEOUL),
            ("3,000 to 4,000 troops", NIS, "11,000 troops", ""),
        },
    ),
    (
        "7 how the service's own estimate moved",
        "estimate-history",
        {"claimant": "NIS"},
        "step figure article",
        {
            (1, "about 1,000 killed or wounded", "S1"),
            (2, "more than 4,000 killed or wounded", "S4"),
            (3, "about 4,700 killed or wounded", "S3"),
        },
    ),
    (
        "7 which of its figures still stand",
        "current-figures",
        {"of": "PRK", "quantity": "killedOrWounded"},
        "source figure",
        {
            (NIS, "about 4,700 killed or wounded"),
            ("South Korea", "about 4,700 killed or wounded"),
            (ZELENSKY, "more than 3,000 killed or wounded"),
            (ZELENSKY, "nearly 3,000 killed or wounded"),
            (KIRBY, "1,000 killed or wounded"),
            ("", "3,000 killed or wounded"),
            ("", "4,700 killed or wounded"),
        },
    ),
    (
        "10 how many killed, not wounded",
        "figures-by-speaker",
        {"of": "PRK", "quantity": "killed"},
        "source low high article",
        {(NIS, 600, 600, "S3")},
    ),
    (
        "10 and among how many",
        "parts-of-figures",
        {"of": "PRK"},
        "part whole source",
        {("600 killed", "about 4,700 killed or wounded", NIS)},
    ),
    (
        "11 how many troops were sent, by whose account",
        "figures-by-speaker",
        {"of": "PRK", "quantity": "troops"},
        "source comparator low high relay article",
        {
            (KYIV, "more than", 10000, 10000, "", "S0"),
            (SEOUL, "more than", 10000, 10000, "", "S0"),
            ("", "between", 10000, 12000, "", "S1"),
            (KYIV, "between", 10000, 12000, "", "S2"),
            ("", "between", 2000, 9999, "", "S2"),
            ("", "exactly", 11000, 11000, "", "S4"),
            (NIS, "between", 3000, 4000, "", "S4"),
            (NIS, "at least", 3000, 3000, "Polish Press Agency", "S4"),
        },
    ),
    (
        "11 and where to",
        "who-deploys-what-where",
        {"by": "PRK", "to": "RUS"},
        "contingent where source modality",
        {
            ("North Korean troops (number not given)", "Russia", "", "estimated"),
            ("North Korean troops (number not given)", "Kursk Oblast", "", "asserted"),
            ("North Korean troops (number not given)", "Russia", "North Korea", "asserted"),
            ("more than 10,000 North Korean troops", "Russia", KYIV, "estimated"),
            ("more than 10,000 North Korean troops", "Russia", SEOUL, "estimated"),
            ("10,000 to 12,000 North Korean troops", "Russia", "", "alleged"),
            ("10,000 to 12,000 North Korean troops", "Russia", KYIV, "asserted"),
            ("thousands of North Korean troops", "Russia", "", "asserted"),
            ("thousands of North Korean troops", "Kursk Oblast", "", "asserted"),
            ("11,000 North Korean troops", "Russia", "", "estimated"),
            ("at least 3,000 North Korean troops", "Russia", NIS, "estimated"),
        },
    ),
    (
        "12 may the last two be added",
        "not-comparable",
        {"of": "PRK", "differs": "addition"},
        "firstSaid firstSource secondSaid secondSource difference",
        {("at least 3,000 troops", NIS, "3,000 to 4,000 troops", NIS, "addition")},
    ),
    (
        "13 has the sender acknowledged it",
        "acknowledged",
        {"by": "PRK", "kind": "Deployment"},
        "source negated modality cue article",
        {("North Korea", False, "asserted", "admission", "S3")},
    ),
    (
        "13 has the receiver: nothing is said",
        "acknowledged",
        {"by": "RUS", "kind": "Deployment"},
        "source",
        set(),
    ),
    (
        "14 what contradicts the figures: nothing that can be set against them",
        "contradictions",
        {},
        "firstSaid secondSaid",
        set(),
    ),
    ("14 what corroborates them: nothing", "corroborated", {}, "firstSaid secondSaid", set()),
    (
        "15 when was the treaty signed, since when is it in force",
        "treaties",
        {"party": "RUS"},
        "treaty fact value",
        {
            (PACT, "signed", "XXXX-06"),
            (PACT, "in force from", "XXXX-12"),
            (PACT, "signatory of", "North Korea"),
            (PACT, "signatory of", "Russia"),
        },
    ),
    (
        "16 which arms were sent, which only planned",
        "arms-transfers",
        {"by": "PRK", "to": "RUS"},
        "weapon modality source",
        {
            ("weaponry", "asserted", ""),
            ("arms", "asserted", SEOUL),
            ("suicide drones", "planned", ""),
        },
    ),
    (
        "17 what is given in return, according to whom",
        "gives",
        {"by": "RUS", "to": "PRK"},
        "giver kind modality source",
        {("Government of Russia", "Assistance", "asserted", "NATO")},
    ),
    (
        "17 and without that source",
        "without-source",
        {"source": "NATO"},
        "claims articles",
        {(1, 1)},
    ),
    (
        "18 which plan later shows up as done",
        "plans-carried-out",
        {"of": "PRK"},
        "planner figure teller planArticle deedArticle",
        {("Joint Chiefs of Staff", "3,000 to 4,000 troops", NIS, "S1", "S4")},
    ),
    (
        "20 under which names does the service appear",
        "names-of",
        {"of": "NIS"},
        "name articles",
        {
            ("National Intelligence Service", 3),
            ("NIS", 3),
            ("South Korean National Intelligence Service", 1),
            ("South Korean intelligence service", 1),
            ("South Korea’s intelligence service", 1),
            ("South Korea’s spy agency", 1),
        },
    ),
    (
        "21 is Seoul a place or a government",
        "read-as",
        {"name": "Seoul"},
        "actor kind article",
        {
            (SEOUL, "government", "S0"),
            (SEOUL, "government", "S1"),
            ("Seoul", "place", "S2"),
        },
    ),
    (
        "22 which claims came through a relay",
        "relays",
        {},
        "relay source figure article",
        {
            ("Polish Press Agency", NIS, "at least 3,000 troops", "S4"),
            ("Yonhap News Agency", NIS, "", "S2"),
        },
    ),
    (
        "24 what happened to the wounded",
        "returns-and-releases",
        {"of": "PRK"},
        "kind target modality source time",
        {
            ("Repatriation", "North Korean soldiers", "asserted", NIS, "XXXX-01/XXXX-03"),
            ("Prisoner exchange", "North Korean troops", "possible", "experts", ""),
        },
    ),
    (
        "25 is South Korea arming Ukraine: a possibility, and a policy not to",
        "arms-transfers",
        {"by": "KOR"},
        "receiver modality negated source",
        {("Ukraine", "possible", False, "Yoon Suk Yeol"), ("", "planned", True, "Yoon Suk Yeol")},
    ),
    (
        "25 what is said not to be done",
        "denied",
        {"of": "KOR"},
        "event source",
        {("Arms transfer: South Korea → weapons", "Yoon Suk Yeol")},
    ),
    (
        "26 where were heavy losses, and by whose hand",
        "losses-by-place",
        {"of": "PRK", "at": "RUS"},
        "place cause figure source",
        {
            ("Kursk Oblast", "Ukraine", "", "Main Directorate of Intelligence"),
            ("Kursk Oblast", "", "1,000 killed or wounded", KIRBY),
        },
    ),
    (
        "26 the same by claimant",
        "claims-by",
        {"claimant": "GUR"},
        "event",
        {
            ("Attack: Ukraine, in Kursk Oblast",),
            ("Casualties: Ukraine → North Korea, in Kursk Oblast",),
        },
    ),
    (
        "28 a nuclear test: readiness, no event",
        "planned",
        {"of": "PRK", "kind": "WeaponsTest"},
        "event how source",
        {
            ("Nuclear test: North Korea", "planned", NIS),
            ("Nuclear test: North Korea", "possible", ""),
        },
    ),
    ("29 how many prisoners are held: not said", "prisoners-held", {"by": "UKR"}, "figure", set()),
    (
        "who attacked whom, and when",
        "attacks",
        {"on": "UKR"},
        "doer kind target time",
        {
            ("Russia", "Attack", "Ukraine", "2022-02"),
            ("Government of Russia", "Attack", "Ukraine", "2022-02"),
        },
    ),
    (
        "who warns and criticises",
        "warnings-and-criticism",
        {"to": "PRK"},
        "doer kind",
        {(SEOUL, "Warning"), ("Ukraine's allies", "Criticism")},
    ),
    (
        "what the two sides do together",
        "ties",
        {"of": "PRK", "with": "RUS"},
        "kind",
        {("Cooperation",), ("Agreement signing",)},
    ),
    (
        "the invasion and the signing, once each, however many articles tell of them",
        "timeline",
        {"until": "2022"},
        "time claims articles",
        {("2022-02", 2, 2)},
    ),
    (
        "what articles say without naming a source",
        "unattributed",
        {"kind": "ArmsTransfer"},
        "figure modality article",
        {("", "asserted", "S1"), ("", "planned", "S1")},
    ),
    ("no article is a copy", "copies", {}, "copy", set()),
    ("nobody has decided anything", "decisions", {}, "decision", set()),
    (
        "with whom the deploying state is named, and how often",
        "named-together",
        {"of": "PRK", "kind": "Deployment"},
        "other claims events articles",
        {
            ("Russia", 9, 5, 5),
            ("Kursk Oblast", 2, 2, 2),
            ("Russian Armed Forces", 2, 2, 2),
            ("troop", 2, 2, 2),
            ("Ukraine", 1, 1, 1),
            ("front", 1, 1, 1),
        },
    ),
    (
        "which claims' words hold a phrase, whatever its case",
        "words",
        {"phrase": "NUCLEAR"},
        "source modality article",
        {("NATO", "asserted", "S1"), ("", "possible", "S4")},
    ),
    (
        "which claims stand behind an arrow",
        "trace",
        {"predicate": "estimates", "object": "4,700"},
        "from source article",
        {(NIS, NIS, "S3"), ("South Korea", "South Korea", "S3")},
    ),
]


@pytest.mark.parametrize(
    ("name", "params", "columns", "expected"),
    [pytest.param(*case[1:], id=case[0]) for case in QUESTIONS],
)
def test_the_seeds_answer(
    name: str, params: dict[str, str], columns: str, expected: set[Row], seeds: Graph
) -> None:
    assert set(ask(seeds, name, columns, **params)) == expected


def test_one_statement_is_told_as_more_than_and_as_nearly(seeds: Graph) -> None:
    rows = ask(
        seeds,
        "told-differently",
        "figureLabel scope article otherFigureLabel otherScope otherArticle",
        claimant=ZELENSKY,
    )
    told = {frozenset({row[:3], row[3:]}) for row in rows}
    nearly = ("nearly 3,000 killed or wounded", "so far", "S2")
    assert told == {
        frozenset({nearly, ("more than 3,000 killed or wounded", "", "S0")}),
        frozenset({nearly, ("more than 3,000 killed or wounded", "since their deployment", "S1")}),
    }
    assert ask(seeds, "told-differently", "difference") == [("comparator",)]


def test_one_week_does_not_corroborate_a_total(seeds: Graph) -> None:
    rows = ask(seeds, "links-between", "firstSaid link secondSaid", one="USA", other="NIS")
    assert ("1,000 killed or wounded", "not comparable", "about 1,000 killed or wounded") in rows
    assert {link for _, link, _ in rows} == {"not comparable"}
    reasons = [
        reason for (reason,) in ask(seeds, "links-between", "reason", one="USA", other="NIS")
    ]
    assert all("in the last week alone" in reason for reason in reasons)


def test_who_somebody_is(seeds: Graph) -> None:
    facts: dict[str, str] = dict(ask(seeds, "who-is", "fact value", of="Li Song Kwun"))
    assert facts["kind"] == "person"
    assert facts["described as"].startswith("vice-chairman of the intelligence committee")
    told = ask(seeds, "who-is", "fact value article", of="Lee Seong-kweun")
    described = {(value, article) for fact, value, article in told if fact == "described as"}
    assert {article for _, article in described} == {"S1", "S2"}
    assert {value.rpartition(" ")[2] for value, _ in described} == {"lawmaker", "politician"}
    offices = ask(seeds, "who-is", "value since until", of="Mark Rutte")
    assert ("secretary general, NATO", "2024-10-01", "") in offices


def test_events_are_shared_by_the_articles_that_tell_them(seeds: Graph) -> None:
    found = ask(seeds, "sources-of-events", "event sources claims articles", of="PRK")
    assert (CAPTURE, 1, 4, 3) in found
    assert (DEATH, 1, 5, 3) in found


def test_claims_about_one_side(seeds: Graph) -> None:
    found = ask(seeds, "claims-about", "source time", of="PRK", kind="Repatriation")
    assert found == [(NIS, "XXXX-01/XXXX-03")]


def test_every_named_query_has_its_answer_here() -> None:
    asked = {case[1] for case in QUESTIONS}
    asked |= {"told-differently", "links-between", "who-is", "sources-of-events", "claims-about"}
    assert asked == {known.name for known in query.named()}
    assert len(asked) >= 29


def test_one_utterance_in_three_articles_has_one_originator(seeds: Graph) -> None:
    links = bearings(seeds.store)
    toll = [
        record
        for record in records(seeds.store)
        if record["figure"]
        and record["figure"]["low"] == 3000
        and record["figure"]["quantity"] == "killedOrWounded"
        and record["claimants"]
    ]
    (one,) = sources(toll, links)
    assert (one.utterances, one.claims, one.articles) == (1, 3, 3)
    assert one.actor is not None
    assert one.actor["label"] == ZELENSKY


def test_three_estimates_have_one_originator(seeds: Graph) -> None:
    entries = ledger(records(seeds.store), bearings(seeds.store), quantity="killedOrWounded")
    own = [entry for entry in entries if [a["label"] for a in entry.record["claimants"]] == [NIS]]
    assert [(entry.figure, entry.status) for entry in own] == [
        ("about 1,000 killed or wounded", "superseded"),
        ("more than 4,000 killed or wounded", "superseded"),
        ("more than 4,000 killed or wounded", "superseded"),
        ("about 4,700 killed or wounded", "current"),
    ]
    found = sources([entry.record for entry in own], bearings(seeds.store))
    assert [(one.utterances, one.claims, one.articles) for one in found] == [(3, 4, 3)]


CHAIN = """SELECT DISTINCT ?relay ?origin ?source {
  ?claim nk:utterance ?telling ; nk:article/nk:contentSource ?source .
  ?telling prov:wasQuotedFrom+ ?passed , ?said .
  ?passed prov:wasAttributedTo/rdfs:label ?relay ; prov:wasQuotedFrom+ ?said .
  ?said prov:wasAttributedTo/rdfs:label ?origin }"""


def test_chains_by_one_property_path(seeds: Graph) -> None:
    found = {(row["relay"], row["origin"]) for row in seeds.query(CHAIN)}
    assert found == {("Yonhap News Agency", NIS), ("Polish Press Agency", NIS)}


ELSEWHERE: list[tuple[str, dict[str, str], str, Row]] = [
    (
        "copies",
        {},
        "original copy",
        (
            "First North Korean captured in Kursk dies of his wounds",
            "North Korean prisoner dies a day after capture, Seoul says",
        ),
    ),
    (
        "contradictions",
        {"of": "PRK"},
        "firstSource secondSource difference",
        (ZELENSKY, "Joint Chiefs of Staff", "value"),
    ),
    (
        "estimate-history",
        {"claimant": "KOR"},
        "step figure",
        (2, "about 4,000 killed or wounded"),
    ),
    ("corroborated", {"of": "PRK"}, "firstSource secondSource", (NIS, "Joint Chiefs of Staff")),
    ("prisoners-held", {"of": "PRK"}, "holder figure source", ("", "2 captured", SSU)),
    ("names-of", {"of": "SDN"}, "name", ("Sudan",)),
]


@pytest.mark.parametrize(("name", "params", "columns", "row"), ELSEWHERE)
def test_the_examples_answer(
    name: str, params: dict[str, str], columns: str, row: Row, examples: Graph
) -> None:
    found = ask(examples, name, columns, **params)
    assert row in found or row[::-1] in found, found
