"""Which claims a page shows, and what the pages beside the network are drawn from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "browser"))
import sample  # the claims that the browser tests use

from nkgraph.bearings import Bearing
from nkgraph.errors import NkgraphError
from nkgraph.graph import Graph, View
from nkgraph.views.choice import Choice, namesakes
from nkgraph.views.figures import figures
from nkgraph.views.headings import HEADINGS
from nkgraph.views.sheet import sheet

if TYPE_CHECKING:
    from nkgraph.store import Store

RECORDS = sample.records()
RECORDS[1] |= {"earliest": "2030-10-01", "latest": "2030-10-31"}


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ({}, 12),
        ({"about": "karvian TROOPS"}, 4),
        ({"about": "NIB"}, 3),
        ({"event": "losses"}, 2),
        ({"event": f"{sample.BASE}event/presence"}, 3),
        ({"since": "2030-10-31", "until": "2030-12-31"}, 1),  # its month ends that day
        ({"until": "2030-09-30"}, 0),
        ({"since": "2031-03-09"}, 6),  # no time: the day of publication; none at all: left out
        ({"without": ("Norland Intelligence Bureau",)}, 9),
        ({"without": ("harbour wire", "The Lantern")}, 6),
        ({"about": "Ostrel", "without": ("articles/d.txt",)}, 3),
    ],
)
def test_choice(wanted: dict[str, Any], left: int) -> None:
    if left:
        assert len(Choice(**wanted).of(RECORDS)) == left
        return
    with pytest.raises(NkgraphError, match="none of 12 claims is left; widen --since"):
        Choice(**wanted).of(RECORDS)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"about": "Karvja"}, r"no claim speaks of 'Karvja'.*did you mean 'Karvia'"),
        ({"about": "army"}, r"no claim speaks of 'army'.*\(did you mean 'Karvian army'\?\)"),
        (
            {"about": "NORLAND intell"},
            r"\(did you mean 'Norland Intelligence Bureau'\?\)",
        ),
        ({"event": "lost"}, "no claim tells of the event 'lost'"),
        ({"without": ("Harbor Wire",)}, "no claim rests on 'Harbor Wire'.*'Harbour Wire'"),
    ],
)
def test_choice_says_what_is_not_there(wanted: dict[str, Any], message: str) -> None:
    with pytest.raises(NkgraphError, match=message):
        Choice(**wanted).of(RECORDS)


def test_who_shares_a_name_is_known() -> None:
    other = sample.actor("wire") | {"id": f"{sample.BASE}organization/other", "aliases": ["nib"]}
    told = [*RECORDS, RECORDS[0] | {"claimants": [other]}]
    assert [one["id"] for one in namesakes(told, "NIB")] == [
        other["id"],
        sample.actor("kis")["id"],
    ]
    assert namesakes(told, sample.actor("kis")["id"]) == [sample.actor("kis")]
    assert namesakes(told, "KRV") == []  # a code stands for all of its state


def test_nothing_chosen_from_nothing_is_no_error() -> None:
    assert Choice(since="2031-01-01").of([]) == []


def test_sheet_names_things_by_index() -> None:
    data = sheet(RECORDS, sample.TEXTS)
    losses = [c for c in data["claims"] if data["events"][c["event"]]["iri"].endswith("/losses")]
    assert [data["origins"][c["origin"]] for c in losses] == [
        "Norland Intelligence Bureau",
        "Ilja Marek",
    ]
    assert [data["actors"][n]["label"] for n in losses[0]["by"]] == ["Norland Intelligence Bureau"]
    assert losses[0]["lead"] == ["Karvia"]  # the army acts for its state
    assert {c["from"] for c in data["claims"]} >= {"", "2030-10-01", "2031-03-02"}
    days = {a["source"]: (a["from"], a["to"]) for a in data["articles"]}
    assert days["articles/a.txt"] == ("2031-03-04", "2031-03-04")
    assert days["articles/d.txt"] == ("", "")


def bearing(one: int, kind: str, other: int) -> Bearing:
    return Bearing(
        source=RECORDS[one]["id"], kind=kind, target=RECORDS[other]["id"], reason="because"
    )


def drawn(links: list[Bearing], records: list[dict[str, Any]]) -> dict[str, Any]:
    return figures(records, links, sheet(records, links=links))


def test_figures_are_grouped_as_the_ledger_does() -> None:
    counted = [record for record in RECORDS if record["figure"]]
    groups = drawn([], counted)["groups"]
    assert [(g["population"], g["quantity"], g["owned"]) for g in groups] == [
        ("Karvian army, military", "killed or wounded", True),
        ("military", "killed", False),
        ("not said whose", "troops", False),
    ]


@pytest.mark.parametrize(("key", "owned"), [("army", True), ("villagers", True), ("crowd", False)])
def test_a_group_of_no_state_does_not_say_whose(key: str, *, owned: bool) -> None:
    crowd = sample.actor("villagers") | {"label": "people", "country": None}
    of = crowd if key == "crowd" else sample.actor(key)
    counted = [RECORDS[0] | {"figure": sample.figure("killed", 20, of=of)}]
    assert [group["owned"] for group in drawn([], counted)["groups"]] == [owned]


def test_figures_that_links_compare_are_drawn_together() -> None:
    other = RECORDS[8] | {
        "figure": sample.figure("killedOrWounded", 4200, of=sample.actor("karvia"))
    }
    counted = [RECORDS[0], other]
    assert len(drawn([], counted)["groups"]) == 2
    (group,) = drawn([bearing(8, "supersedes", 0)], counted)["groups"]
    assert group["population"] == "Karvia, military / Karvian army, military"
    assert len(drawn([bearing(8, "partOf", 0)], counted)["groups"]) == 2


def test_tellings_of_one_utterance_are_one_point() -> None:
    counted = [RECORDS[1], RECORDS[10] | {"figure": RECORDS[1]["figure"]}]
    assert [e["same"] for e in drawn([], counted)["entries"]] == [0, 1]
    told = drawn([bearing(1, "variantOf", 10), bearing(10, "variantOf", 1)], counted)
    assert [e["same"] for e in told["entries"]] == [0, 0]


@pytest.mark.parametrize("view", HEADINGS)
def test_graph_views_by_name(memory: Store, view: str, tmp_path: Path) -> None:
    graph = Graph(memory)
    made = graph.view(view)
    assert isinstance(made, View)
    assert f"<title>{HEADINGS[view]}</title>" in made.html
    assert "sandbox=" in made._repr_html_()
    path = graph.view(view, tmp_path / "page.html", about="PRK")
    assert isinstance(path, Path)
    assert f"<title>{HEADINGS[view]}: PRK</title>" in path.read_text(encoding="utf-8")


def test_graph_view_of_another_name(memory: Store) -> None:
    with pytest.raises(NkgraphError, match=r"no view 'timelin' \(did you mean 'timeline'"):
        Graph(memory).view("timelin")
    with pytest.raises(NkgraphError, match="no claim rests on 'nobody'"):
        Graph(memory).view(without="nobody")
