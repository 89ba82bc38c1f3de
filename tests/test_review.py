"""``nkgraph review``: what it lists, what it decides, and that all of it can be taken back."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from tests.saying import digest as digested
from tests.saying import ids, person, telling

from nkgraph.cli import main
from nkgraph.corpus import Corpus
from nkgraph.store import Store

if TYPE_CHECKING:
    from pathlib import Path

LI = person("Li Song Kwun")
LEE = "person/lee-seong-kweun"
ANN = person("Ann Example", "USA")
ONE = telling("one.txt", 1200, LI)
TWO = telling("two.txt", 1500, ANN, published="2025-01-14")
CLAIM, OTHER = ids(ONE)[0], ids(TWO)[0]
WHY = ("--why", "seen on television", "--who", "ana")


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "graph"
    with Store.open(path, create=True) as store:
        corpus = Corpus(store)
        corpus.curate()
        for one in (ONE, TWO):
            corpus.add(one)
    monkeypatch.setenv("NKGRAPH_STORE", str(path))
    monkeypatch.chdir(tmp_path)
    return path


def run(*words: str, stdin: str | None = None, code: int = 0) -> Result:
    done = CliRunner().invoke(main, list(words), input=stdin)
    assert done.exit_code == code, done.output
    return done


def digest(path: Path) -> bytes:
    with Store.read_only(path) as store:
        return digested(store)


def decided(path: Path) -> str:
    file = path / "curation.txt"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def test_it_lists_what_is_unsure_with_words_reason_and_command(graph: Path) -> None:
    shown = run("review").stdout
    assert f"actors: Li Song Kwun ({LI.id}) and Lee Seong-kweun ({LEE})" in shown
    assert "romanised alike (Korean)" in shown
    assert "one.txt: Li Song Kwun says 1200 soldiers were killed." in shown
    assert f"$ nkgraph review merge {LI.id} {LEE} --why TEXT" in shown
    assert shown == run("review").stdout
    assert decided(graph) == ""


@pytest.mark.usefixtures("graph")
def test_json_holds_all_items() -> None:
    items = json.loads(run("review", "--format", "json", "--limit", "1").stdout)
    kinds = [item["kind"] for item in items]
    assert kinds == sorted(kinds, key=["actors", "contradiction"].index)
    assert {"id", "kind", "weight", "about", "reason", "claims", "commands"} == set(items[0])
    assert len(items) > 1
    only = json.loads(run("review", "--format", "json", "--kind", "contradiction").stdout)
    assert {item["kind"] for item in only} == {"contradiction"}
    assert re.fullmatch(r"link/[0-9a-f]{16}", only[0]["id"])
    assert {claim["id"] for claim in only[0]["claims"]} == {CLAIM, OTHER}


@pytest.mark.parametrize(
    "words",
    [
        ("merge", LI.id, LEE),
        ("differ", LI.id, LEE),
        ("reject", CLAIM),
        ("accept", CLAIM),
        ("correct", CLAIM, "modality=planned", "scope=in one week"),
        ("correct", CLAIM, f"claimant={LEE},{ANN.id}", "agent="),
        ("join", CLAIM, OTHER),
        ("split", CLAIM, OTHER),
    ],
    ids=" ".join,
)
def test_a_decision_is_written_applied_and_taken_back(graph: Path, words: tuple[str, ...]) -> None:
    before = digest(graph)
    done = run("review", *words, *WHY)
    assert "decided: " in done.stderr
    (line,) = decided(graph).splitlines()
    assert re.fullmatch(rf"\d{{4}}-\d\d-\d\d ana {words[0]} .* -- seen on television", line)
    assert digest(graph) != before
    assert run("review", "log").stdout == f"1  {line}\n"
    assert "taken back: " in run("review", "undo", "last").stderr
    assert digest(graph) == before
    assert decided(graph) == ""


def test_what_changed_is_said_in_words(graph: Path) -> None:
    shown = run("review", "correct", CLAIM, "modality=planned", *WHY)
    assert "modality: asserted → planned" in shown.stdout
    assert "1 changed" in shown.stderr
    assert "Li Song Kwun → Lee Seong-kweun" in run("review", "merge", LI.id, LEE, *WHY).stdout
    assert "1 gone" in run("review", "reject", CLAIM, *WHY).stderr
    assert len(decided(graph).splitlines()) == 3


@pytest.mark.usefixtures("graph")
def test_what_is_decided_is_not_listed_again() -> None:
    items = json.loads(run("review", "--format", "json").stdout)
    for item in items:
        run(*item["commands"][0].removeprefix("nkgraph ").removesuffix(" --why TEXT").split(), *WHY)
    assert json.loads(run("review", "--format", "json").stdout) == []


def test_a_rejected_link_is_gone(graph: Path) -> None:
    (item,) = json.loads(run("review", "--format", "json", "--kind", "contradiction").stdout)
    run("review", "reject", item["id"], *WHY)
    assert run("review", "--kind", "contradiction").stdout == ""
    assert f"id/{item['id']}> <http://www.w3.org/1999/02/22-rdf".encode() not in digest(graph)


BAD = [
    (("merge", LI.id, "person/lee-seong-kwun"), "no article names it, nor does the gazetteer"),
    (("merge", LI.id, f"{LI.id}0"), f"did you mean '{LI.id}'?"),
    (("merge", LI.id, "organization/nis"), "are of two kinds, body and person"),
    (("merge", LI.id), "'merge' takes two actors"),
    (("reject", "claim/0000000000000000"), "no such claim or link"),
    (("reject", "link/0000000000000000"), "no such claim or link"),
    (("correct", CLAIM), "FIELD=VALUE goes with 'correct'"),
    (("correct", CLAIM, "mood=glad"), "a claim has no 'mood'"),
    (("correct", CLAIM, "agent=person/nobody"), "no article names it"),
    (("correct", CLAIM, "scope=a -- b"), "leave ' -- ' out of them"),
]


@pytest.mark.parametrize(("words", "message"), BAD, ids=lambda one: " ".join(one)[:40])
def test_a_bad_decision_is_refused_with_the_cure(
    graph: Path, words: tuple[str, ...], message: str
) -> None:
    done = run("review", *words, *WHY, code=3)
    assert message in done.stderr
    assert decided(graph) == ""


@pytest.mark.usefixtures("graph")
def test_a_reason_is_needed_and_a_name_is_one_word() -> None:
    assert "--why" in run("review", "reject", CLAIM, code=2).stderr
    assert "one word" in run("review", "reject", CLAIM, "--why", "x", "--who", "a b", code=2).stderr
    assert "neither a number nor" in run("review", "undo", "first", code=2).stderr
    assert "no decision 4" in run("review", "undo", "4", code=3).stderr


def test_dry_run_changes_nothing(graph: Path) -> None:
    before = digest(graph)
    assert "would add: " in run("review", "merge", LI.id, LEE, "--dry-run", *WHY).stderr
    assert (decided(graph), digest(graph)) == ("", before)


def test_a_file_of_decisions(graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text(
        f"# first look\nmerge {LI.id} {LEE} -- one name\n"
        f"2026-03-01 ben accept {OTHER} -- compared\n",
        encoding="utf-8",
    )
    assert "would add" in run("review", "--file", str(file), "--dry-run", "--who", "ana").stderr
    assert decided(graph) == ""
    run("review", "--file", str(file), "--who", "ana")
    first, second = decided(graph).splitlines()
    assert first.endswith(f"ana merge {LI.id} {LEE} -- one name")
    assert second == f"2026-03-01 ben accept {OTHER} -- compared"
    done = run("review", "--file", "-", stdin=f"accept {OTHER} -- x\nmary a b -- y\n", code=3)
    assert "line 2" in done.stderr
    assert len(decided(graph).splitlines()) == 2


def test_undo_keeps_remarks_and_the_other_decisions(graph: Path) -> None:
    run("review", "accept", OTHER, *WHY)
    one = digest(graph)
    run("review", "merge", LI.id, LEE, *WHY)
    file = graph / "curation.txt"
    file.write_text("# mine\n\n" + decided(graph), encoding="utf-8")
    run("review", "undo", "2")
    assert digest(graph) == one
    assert decided(graph).startswith("# mine\n\n")
    assert len(decided(graph).splitlines()) == 3


def test_a_file_edited_by_hand_is_noted_until_it_is_applied(graph: Path) -> None:
    before = digest(graph)
    line = f"2026-03-01 ana merge {LI.id} {LEE} -- one name\n"
    (graph / "curation.txt").write_text(line, encoding="utf-8")
    for verb in (("query", "who-estimates-what"), ("export", "--format", "csv"), ("info",)):
        assert "has changed; `nkgraph review apply` applies it" in run(*verb).stderr
    assert digest(graph) == before
    assert "follows 1 decision" in run("review", "apply").stderr
    assert "has changed" not in run("info").stderr
    assert digest(graph) != before
    (graph / "curation.txt").unlink()
    assert "has changed" in run("info").stderr
    run("review", "apply")
    assert digest(graph) == before


def test_a_decision_that_rests_is_told(graph: Path) -> None:
    line = f"2026-03-01 ana merge {LI.id} person/somebody-else -- one name\n"
    (graph / "curation.txt").write_text(line, encoding="utf-8")
    assert "rests until an article names person/somebody-else" in run("review", "apply").stderr


def test_a_bad_line_is_named(graph: Path) -> None:
    (graph / "curation.txt").write_text("# x\nmerge them\n", encoding="utf-8")
    done = run("review", "apply", code=3)
    assert "curation.txt, line 2: no reason is given" in done.stderr


def test_asking_decides_one_after_the_other(graph: Path) -> None:
    items = json.loads(run("review", "--format", "json").stdout)
    assert [item["kind"] for item in items] == ["actors", "contradiction"]
    run("review", "--ask", "--who", "ana", stdin="y\none name\nq\n")
    assert decided(graph).endswith(f" ana merge {LI.id} {LEE} -- one name\n")
    run("review", "--ask", "--who", "ana", stdin="s\n")
    assert len(decided(graph).splitlines()) == 1


def test_a_store_named_before_the_verb_is_used(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NKGRAPH_STORE")
    run("--store", str(graph), "review", "merge", LI.id, LEE, *WHY)
    run("review", "--store", str(graph), "undo", "1")
    assert "1 changed" in run("review", "merge", LI.id, LEE, "--store", str(graph), *WHY).stderr
