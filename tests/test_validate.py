"""Shapes and checks: a sound graph conforms, a broken one is told where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad
from tests.bench.world import PER_STORY, world

from nkgraph import resources, validate, vocab
from nkgraph.cli import main
from nkgraph.corpus import Corpus
from nkgraph.errors import OntologyError
from nkgraph.rdf import Contribution
from nkgraph.records import records
from nkgraph.store import Store
from nkgraph.validate import Violation

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = NamedNode("https://w3id.org/nkgraph/id/article/broken-000000000000")
CLAIM = NamedNode("https://w3id.org/nkgraph/id/claim/broken")


def broken() -> Contribution:
    """Return an article with a claim that has no article, event or evidence."""
    quads = [
        Quad(ARTICLE, vocab.TYPE, vocab.nk("Article"), ARTICLE),
        Quad(CLAIM, vocab.TYPE, vocab.nk("Claim"), ARTICLE),
        Quad(CLAIM, vocab.nk("modality"), Literal("certain"), ARTICLE),
    ]
    return Contribution(article=ARTICLE, quads=frozenset(quads))


def test_what_build_makes_conforms(store: Path) -> None:
    with Store.read_only(store) as opened:
        assert validate.violations(opened) == ()


def test_a_broken_claim_is_told_where() -> None:
    with Store.memory() as store:
        store.swap(come=[broken()])
        found = validate.violations(store)
    about = {violation for violation in found if violation.node == CLAIM.value}
    assert len(about) >= 3
    assert any("modality" in violation.problem for violation in about)
    assert found == tuple(sorted(found, key=lambda v: (v.check, v.node, v.problem, v.cure or "")))


def test_the_verb_reports_and_exits_with_1(store: Path, folder: Path) -> None:
    sound = CliRunner().invoke(main, ["validate"])
    assert (sound.exit_code, sound.stdout) == (0, "")
    assert "conforms: 2 articles" in sound.stderr
    with Store.open(store) as opened:
        opened.swap(come=[broken()])
    shown = CliRunner().invoke(main, ["validate"])
    assert shown.exit_code == 1
    assert CLAIM.value in shown.stdout
    assert "violations in 2 articles" in shown.stderr
    assert folder.exists()


TWO_READINGS = "NIS says 900 North Korean soldiers were killed, or a third of the 5,000 troops.\n"


@pytest.mark.usefixtures("hand_made")
def test_findings_in_articles_fail_only_when_strict(folder: Path) -> None:
    (folder / "c.txt").write_text(TWO_READINGS)
    assert CliRunner().invoke(main, ["build", "c.txt"]).exit_code == 0
    shown = CliRunner().invoke(main, ["validate"])
    assert shown.exit_code == 0
    assert "share-does-not-fit: “900” is 18% of “5,000”" in shown.stdout
    assert "1 finding in what the articles say" in shown.stderr
    assert CliRunner().invoke(main, ["validate", "--strict"]).exit_code == 1


def test_a_text_that_has_gone_is_named(store: Path, folder: Path) -> None:
    (folder / "a.txt").unlink()
    (folder / "b.md").write_text("another text")
    shown = CliRunner().invoke(main, ["validate", "--strict"])
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert "not checked: a.txt cannot be read from here" in shown.stderr
    assert "and 1 more article" in shown.stderr
    assert store.exists()


@pytest.fixture
def ontology(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An ontology folder with one shape and one check."""
    (tmp_path / "checks").mkdir()
    (tmp_path / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        f"@prefix nk: <{vocab.NK}> .\n"
        "nk:ClaimShape a sh:NodeShape ; sh:targetClass nk:Claim ; sh:property [\n"
        'sh:path nk:event ; sh:minCount 1 ; sh:message "a claim speaks of an event" ] .\n'
    )
    (tmp_path / "checks" / "cues.rq").write_text(
        "# title: Claims without a cue\n# problem: it has no cue\n# cure: read it again\n"
        "SELECT ?claim ?modality { ?claim a nk:Claim ; nk:modality ?modality\n"
        "  FILTER NOT EXISTS { ?claim nk:cue ?cue } }"
    )
    monkeypatch.setattr(validate, "ontology_dir", lambda: tmp_path)
    return tmp_path


@pytest.mark.usefixtures("ontology")
def test_a_violation_names_check_node_problem_and_cure() -> None:
    with Store.memory() as store:
        store.swap(come=[broken()])
        found = validate.violations(store)
    assert found == (
        Violation("ClaimShape", CLAIM.value, "event: a claim speaks of an event"),
        Violation("cues", CLAIM.value, "it has no cue (modality certain)", "read it again"),
    )
    assert validate.report(found) == (
        f"ClaimShape\n  {CLAIM.value}\n    event: a claim speaks of an event\n"
        f"cues: read it again\n  {CLAIM.value}\n    it has no cue (modality certain)\n"
    )


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [("checks/cues.rq", "SELECT {", "cues.rq"), ("shapes.ttl", "nk: nonsense", "not valid Turtle")],
)
def test_a_broken_check_is_an_error(ontology: Path, name: str, text: str, words: str) -> None:
    (ontology / name).write_text(text)
    with Store.memory() as store, pytest.raises(OntologyError, match=words):
        validate.violations(store)


def test_missing_shapes_are_an_error(ontology: Path) -> None:
    (ontology / "shapes.ttl").unlink()
    with Store.memory() as store, pytest.raises(OntologyError, match="reinstall"):
        validate.violations(store)


def test_every_check_explains_itself() -> None:
    for path in sorted((resources.ontology_dir() / "checks").glob("*.rq")):
        head = path.read_text(encoding="utf-8")
        for field in ("# title:", "# problem:", "# cure:"):
            assert field in head, path.name


@pytest.mark.model
def test_what_build_makes_of_the_examples_conforms(examples: Store) -> None:
    assert validate.violations(examples) == ()


def test_what_is_built_of_made_up_news_conforms() -> None:
    with Store.memory() as store:
        corpus = Corpus(store)
        for findings in world(2 * PER_STORY):
            corpus.add(findings)
        assert len(records(store)) == 8 * PER_STORY
        assert validate.violations(store) == ()
