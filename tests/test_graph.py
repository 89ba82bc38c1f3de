from __future__ import annotations

import datetime as dt
import json
import tempfile
from typing import TYPE_CHECKING

import pytest

import nkgraph
from nkgraph.graph import Graph, View
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nkgraph.rdf import Contribution

SENT = "SELECT ?claim ?day ?n { ?claim nk:claimant ?who ; nk:earliest ?day ; nk:figure/nk:low ?n }"


@pytest.fixture(params=["memory", "disk"])
def graph(request: pytest.FixtureRequest, memory: Store, built: Path) -> Iterator[Graph]:
    with Graph(memory) if request.param == "memory" else nkgraph.open(built) as opened:
        yield opened


def test_rows_are_python_values(graph: Graph) -> None:
    rows = graph.query(SENT, who="NIS")
    assert [(r["day"], r["n"]) for r in rows] == [(dt.date(2024, 10, 1), 10000)]
    assert rows.variables == ("claim", "day", "n")
    assert list(rows.to_dataframe().columns) == ["claim", "day", "n"]
    assert rows.to_csv().startswith("claim,day,n\r\n")
    assert "<td>10000</td>" in rows._repr_html_()


def test_ask_construct_and_limit(graph: Graph) -> None:
    assert graph.query("ASK { ?s a nk:Claim }")
    assert not graph.query("ASK { ?s a nk:None }")
    made = graph.query("CONSTRUCT { ?s nk:x ?n } { ?s nk:low ?n }")
    assert made.variables == ("subject", "predicate", "object")
    cut = graph.query("SELECT * { ?s ?p ?o }", limit=2)
    assert (len(cut), cut.complete) == (2, False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> {} }", "SERVICE is refused"),
        ("SELECT * {", "line 1, column 11"),
        ("nothing", "no query is named"),
    ],
)
def test_refusals_are_the_same_everywhere(graph: Graph, text: str, message: str) -> None:
    with pytest.raises(nkgraph.QueryError, match=message):
        graph.query(text)


def test_html_summary_is_escaped(memory: Store) -> None:
    graph = Graph(memory)
    rows = graph.query("SELECT ?t { ?a schema:headline ?t }")
    assert "=First &lt;b&gt;" in rows._repr_html_()
    shown = graph._repr_html_()
    assert "<th>claims</th>" in shown
    assert "<td>7</td>" in shown
    assert "<li>=First &lt;b&gt;, P &amp; Q, 2024-10-18</li>" in shown
    assert repr(graph) == "Graph(3 articles, 7 claims)"


def test_rows_go_to_every_library_with_their_types(graph: Graph) -> None:
    rows = graph.query(SENT, who="NIS")
    assert rows.to_dataframe()["day"].dt.year.tolist() == [2024]
    assert rows.to_polars()["n"].to_list() == rows.to_arrow()["n"].to_pylist() == [10000]
    answer = json.loads(rows.to_json())
    assert answer["head"]["vars"] == ["claim", "day", "n"]
    assert [b["n"]["value"] for b in answer["results"]["bindings"]] == ["10000"]
    none = graph.query("SELECT ?x ?y { ?x nk:nothing ?y }")
    assert (len(none), list(none.to_dataframe().columns)) == (0, ["x", "y"])


def test_json_is_written_to_a_file(graph: Graph, tmp_path: Path) -> None:
    text = graph.query("ASK { ?s a nk:Claim }").to_json(tmp_path / "answer.json")
    assert (tmp_path / "answer.json").read_text(encoding="utf-8") == text
    assert json.loads(text)["boolean"] is True
    with pytest.raises(nkgraph.QueryError, match="choose one of turtle"):
        graph.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1").to_json()


def test_shown_rows_have_labels_and_their_count(graph: Graph) -> None:
    rows = graph.query("SELECT ?who ?kind { ?c nk:claimant ?who . ?who a ?kind } ORDER BY ?who")
    page = rows._repr_html_()
    assert "North Korea <small>country/PRK</small>" in page
    assert "country <small>nk:Country</small>" in page
    assert 'title="https://w3id.org/nkgraph/id/country/PRK"' in page
    many = graph.query("SELECT * { ?s ?p ?o }", limit=30)._repr_html_()
    assert many.count("<tr>") == 21
    assert "the first 20 of 30 rows, and there are more" in many
    graph.close()
    assert "North Korea" not in rows._repr_html_()


def test_frame_has_a_row_per_claim(memory: Store) -> None:
    frame = Graph(memory).to_dataframe()
    assert len(frame) == 7
    assert frame["low"].max() == 10000


def test_export_writes_a_file(memory: Store, tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    data = Graph(memory).export("jsonl", path)
    assert path.read_bytes() == data
    assert data.count(b"\n") == 7


def test_view_in_a_notebook_is_a_frame(memory: Store, tmp_path: Path) -> None:
    view = Graph(memory).view(title="<script>alert(1)</script>")
    assert isinstance(view, View)
    assert "<script>alert(1)" not in view._repr_html_()
    assert view._repr_html_().startswith("<iframe")
    path = Graph(memory).view(tmp_path / "page.html")
    assert isinstance(path, type(tmp_path))
    assert "<html" in path.read_text(encoding="utf-8").lower()


@pytest.mark.usefixtures("hand_made")
def test_view_shows_sentences_while_the_article_lies_there_unchanged(folder: Path) -> None:
    graph = nkgraph.build(["a.txt"])
    view = graph.view()
    assert isinstance(view, View)
    assert "in Kursk." in view.html
    (folder / "a.txt").write_text("Another text.\n")
    view = graph.view()
    assert isinstance(view, View)
    assert "in Kursk." not in view.html
    assert "soldiers were killed" in view.html


@pytest.mark.usefixtures("hand_made")
def test_build_in_memory_and_on_disk(folder: Path) -> None:
    graph = nkgraph.build(["a.txt", "b.md", "none.txt"])
    assert graph.summary
    assert graph.summary.added == ("a.txt", "b.md")
    assert [f.source for f in graph.summary.failed] == ["none.txt"]
    with nkgraph.build(folder / "a.txt", store=folder / "new") as first:
        assert len(first.query("SELECT ?c { ?c a nk:Claim }")) == 1
    with nkgraph.build(folder / "a.txt", store=folder / "new") as again:
        assert again.summary
        assert (again.summary.added, len(again.summary.unchanged)) == ((), 1)
    with pytest.raises(nkgraph.NkgraphError, match="no articles"):
        nkgraph.build([])


def test_a_graph_in_memory_is_asked_as_it_is_now(
    contributions: tuple[Contribution, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    count = "SELECT (COUNT(?a) AS ?n) { ?a a nk:Article }"
    with Graph(Store.memory()) as graph:
        for number, one in enumerate(contributions, 1):
            graph.store.swap(come=[one])
            assert graph.query(count)[0]["n"] == number
            assert len(list(tmp_path.iterdir())) == 1
    assert not list(tmp_path.iterdir())


RUNAWAY = """SELECT (COUNT(*) AS ?n) {
  ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) < STR(?l)) }"""


def test_a_runaway_query_is_stopped(graph: Graph) -> None:
    with pytest.raises(nkgraph.QueryError, match=r"stopped after 0\.3 s"):
        graph.query(RUNAWAY, timeout=0.3)
    assert graph.query("ASK { ?a a nk:Article }")
