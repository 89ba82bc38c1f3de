"""``nkgraph query`` as a person and as a script meet it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
from click.testing import CliRunner, Result

from nkgraph import plan
from nkgraph.cli import main
from nkgraph.cli import query as verb
from nkgraph.cli.table import table
from nkgraph.results import Result as Answer

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CLAIMS = "SELECT ?claim { ?claim a nk:Claim }"


def run(built: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["query", "--store", str(built), *words])


def test_what_a_default_limit_cuts_ends_with_1(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    option = next(p for p in verb.command.params if p.name == "limit")
    monkeypatch.setattr(option, "default", 3)
    for form in ("table", "json", "csv", "tsv", "xml"):
        cut = run(built, "-e", CLAIMS, "--format", form)
        assert (cut.exit_code, cut.stderr) == (
            1,
            "Cut: stopped after 3 rows, and there are more; --limit gives them\n",
        )
        file = tmp_path / form
        assert run(built, "-e", CLAIMS, "--format", form, "-o", str(file)).exit_code == 1
        assert file.read_bytes() == cut.stdout_bytes
    asked = run(built, "-e", CLAIMS, "--limit", "3")
    assert asked.exit_code == 0
    assert asked.stderr.startswith("Cut: stopped after 3 rows")
    whole = run(built, "-e", CLAIMS, "--limit", "7")
    assert (whole.exit_code, whole.stderr) == (0, "")


def test_formats_of_rows(built: Path) -> None:
    text = "SELECT ?a ?b { VALUES (?a ?b) { ('=1+1' UNDEF) (7 <urn:x>) } }"
    shown = {form: run(built, "-e", text, "--format", form) for form in verb.ROWS}
    assert all(one.exit_code == 0 for one in shown.values())
    assert list(csv.reader(io.StringIO(shown["csv"].stdout))) == [
        ["a", "b"], ["'=1+1", ""], ["7", "urn:x"],
    ]  # fmt: skip
    assert shown["tsv"].stdout == '?a\t?b\n"=1+1"\t\n7\t<urn:x>\n'
    bindings = json.loads(shown["json"].stdout)["results"]["bindings"]
    assert bindings[0] == {"a": {"type": "literal", "value": "=1+1"}}
    assert "<uri>urn:x</uri>" in shown["xml"].stdout


def test_formats_of_graphs_and_of_yes_and_no(built: Path) -> None:
    text = "CONSTRUCT { ?c a nk:Claim } { ?c a nk:Claim }"
    shown = {form: run(built, "-e", text, "--format", form).stdout for form in verb.GRAPHS}
    assert shown["turtle"].count(" a nk:Claim .") == 7
    assert shown["ntriples"].count("\n") == 7
    assert shown["rdfxml"].count("<nk:Claim ") == 7
    assert len(json.loads(shown["jsonld"])) == 7
    assert json.loads(run(built, "-e", "ASK {}", "--format", "json").stdout)["boolean"] is True
    for query, form in ((text, "csv"), ("ASK {}", "tsv"), (CLAIMS, "turtle")):
        wrong = run(built, "-e", query, "--format", form)
        assert (wrong.exit_code, wrong.stdout) == (3, "")
        assert f"cannot be written as {form}; choose one of table" in wrong.stderr


def test_ask_as_exit_status(built: Path) -> None:
    for text, code in (("ASK {}", 0), ("ASK { FILTER(false) }", 1), (CLAIMS, 2)):
        assert run(built, "-e", text, "--exit-status").exit_code == code
    assert run(built, "-e", "ASK { FILTER(false) }").exit_code == 0


def test_labels_stand_beside_iris(built: Path) -> None:
    text = "SELECT ?who ?type { ?c nk:claimant ?who ; a ?type FILTER(?type = nk:Claim) }"
    text += " ORDER BY DESC(?who) LIMIT 1"
    assert run(built, "-e", text).stdout.splitlines()[1:] == [
        "National Intelligence Service (organization/nis)  nk:Claim"
    ]
    assert "National" not in run(built, "-e", text, "--format", "csv").stdout


def test_a_name_that_the_ontology_does_not_have_is_told(built: Path) -> None:
    found = run(built, "-e", "SELECT ?c { ?c nk:clamant ?w }")
    assert (found.exit_code, found.stdout) == (0, "c\n(no rows)\n")
    assert found.stderr == (
        "Note: the ontology has no nk:clamant (did you mean 'claimant'?), so nothing matches it\n"
    )


def test_words_are_broken_only_for_want_of_room() -> None:
    names = ("modality", "text", "where", "iri")
    cells = ("asserted", "many words that can be wrapped anywhere " * 3, "Kursk", "x" * 40)
    row = tuple(ox.Literal(cell) for cell in cells)
    answer = Answer(kind="rows", variables=names, rows=(row,))
    wide = table(answer, width=80)
    assert "asserted" in wide
    assert "modality" in wide
    assert max(map(len, wide.splitlines())) <= 80
    assert max(map(len, table(answer, width=20).splitlines())) <= 20


def test_memory_is_told(built: Path) -> None:
    greedy = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
    found = run(built, "-e", greedy, "--memory", "200")
    assert found.exit_code == 3
    assert "the query needs more than 200 MiB of memory" in found.stderr


EXPLAINED = """query:
  SELECT ?c ?w FROM <article/x> { ?c nk:claimant ?w . ?x a nk:Event FILTER(?w > 3) }
prefixes declared for it:
  nk: <https://w3id.org/nkgraph/ontology#>
dataset:
  FROM <https://w3id.org/nkgraph/id/article/x>
algebra:
  SelectQuery ?c ?w
    Project ?c ?w
      Filter
        RelationalExpression ?w > "3"^^xsd:integer
        BGP
          ?x rdf:type nk:Event
          ?c nk:claimant ?w
hints:
  patterns that share no variable multiply each other: ?x rdf:type nk:Event; ?c nk:claimant ?w
"""


def test_explain(built: Path) -> None:
    query = EXPLAINED.split("\n")[1].strip()
    assert plan.explain(query) == EXPLAINED
    told = run(built, "-e", "SELECT ?c { ?c nk:claimant ?w }", "-p", "w=NIS", "--explain")
    assert "?c nk:claimant organization/nis" in told.stdout
    assert "the whole store, every triple once" in told.stdout
    assert "hints" not in told.stdout
    assert told.stderr.startswith("Answered in ")
    assert told.stderr.endswith(" s, the query process's start included: 3 rows\n")
    slow = plan.explain("ASK { ?c a nk:Claim FILTER NOT EXISTS { ?c nk:negated true } }")
    assert "MINUS { … } is some hundred times faster" in slow
    star = plan.explain("SELECT * { ?c nk:evidence/oa:hasSelector+|^nk:event ?x }")
    assert "?c nk:evidence/oa:hasSelector+|^nk:event ?x" in star
    assert "none: RDFLib" in plan.explain("ASK { <<( ?s ?p ?o )>> ?x ?y }")
