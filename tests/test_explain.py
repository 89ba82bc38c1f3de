"""What ``show --explain`` says: which frame fired, why others did not, where the data stands."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.extract.docs import parse

from nkgraph import frames
from nkgraph.cli import main
from nkgraph.explain import data, explain, lines
from nkgraph.model import Article
from nkgraph.pipeline import Extractor

if TYPE_CHECKING:
    from click.testing import Result

    from nkgraph.explain import Reading, Sentence

ROOT = Path(__file__).resolve().parents[1]
PLACE = re.compile(r"(ontology/[\w./-]+):(\d+): (.+)")

pytestmark = pytest.mark.model


def sentences(text: str, published: str | None = None) -> tuple[Sentence, ...]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(source="made.txt", text=text, sha256=digest, published=published)
    return explain(article, Extractor())


def readings(text: str, word: str, published: str | None = None) -> list[Reading]:
    found = sentences(text, published)
    return [reading for one in found for reading in one.readings if reading.word == word]


def reading(text: str, word: str, published: str | None = None) -> Reading:
    (found,) = readings(text, word, published)
    return found


def because(found: Reading, name: str) -> list[tuple[str, str]]:
    return [(one.value, one.because) for one in found.details if one.name == name]


def line_of(place: str) -> str:
    """Return the line of the data file that a place names."""
    match = PLACE.fullmatch(place)
    assert match, place
    return (ROOT / match[1]).read_text("utf-8").splitlines()[int(match[2]) - 1]


def test_a_frame_that_fired_names_its_slots_and_its_line() -> None:
    found = reading("Russia shelled Kharkiv with artillery on Sunday.", "shelled", "2025-03-12")
    assert (found.type, found.dropped) == ("Attack", None)
    assert found.data.startswith("ontology/frames/22-attacks.yaml:")
    assert found.data.endswith(": Attack / verbs / shell")
    assert "shell" in line_of(found.data)
    assert because(found, "agent") == [("Russia (country/RUS)", "“Russia”, subject")]
    ((patient, where),) = because(found, "patient")
    assert "kharkiv" in patient.lower()
    assert where == "“Kharkiv”, object"
    assert because(found, "time") == [
        ("2025-03-09", "“Sunday”, counted from the day of publication")
    ]
    assert because(found, "modality") == [("asserted", "nothing hedges or denies it")]
    ((nobody, own),) = because(found, "claimant")
    assert nobody == ""
    assert own.startswith("the article's own voice")


def test_a_role_says_by_what_it_was_filled() -> None:
    text = "Sudan vowed to attack Chad. Chad condemned the invasion of Amdjarass by Sudan."
    ((_, shared),) = because(reading(text, "attack"), "agent")
    assert shared == "“Sudan”, subject (hangs on “vowed”)"
    invasion = reading(text, "invasion")
    assert because(invasion, "agent")[0][1] == "“Sudan”, behind “by”"
    assert because(invasion, "patient")[0][1].startswith("“Amdjarass”, behind “of”")


def test_a_role_that_nobody_fills_says_where_was_looked() -> None:
    ((value, why),) = because(reading("Russia shelled Kharkiv.", "shelled"), "instrument") or [
        ("", "nobody")
    ]
    assert value == ""
    assert "nobody" in why


def test_hedges_and_denials_name_their_words() -> None:
    found = reading("Iran may not have attacked Iraq.", "attacked")
    reasons = [(one.because, one.data) for one in found.details if one.name == "modality"]
    assert reasons[0][0] == "“may” makes it possible"
    assert reasons[0][1].endswith(": auxiliaries / possible / may")
    assert "may" in line_of(reasons[0][1])
    assert reasons[1][0] == "“not” denies it"
    assert reasons[1][1].endswith(": negations / not")


def test_a_source_names_its_cue() -> None:
    text = "Egypt estimated that more than 300 people were killed in Gaza, according to Reuters."
    found = reading(text, "killed")
    claimants = [one for one in found.details if one.name in ("claimant", "relay")]
    cues = {one.because: one.data for one in claimants}
    assert any("cue “estimated”" in cue for cue in cues)
    assert any("cue “according to”" in cue for cue in cues)
    assert all("reporting.yaml:" in place for place in cues.values())
    sure = [one for one in found.details if one.name == "modality"]
    assert sure[0].because == "“estimated” makes it estimated"
    (figure,) = [one for one in found.details if one.name == "figure"]
    assert figure.value == "killed moreThan 300"
    assert figure.because.endswith("counts “people”; “more than” makes it moreThan")
    assert figure.data.endswith(": comparators / moreThan / more than")


def test_a_quotation_that_goes_on_says_so() -> None:
    text = 'Mali said: "Rebels attacked Gao." "Togo attacked Benin too."'
    found = readings(text, "attacked")[-1]
    assert any("another sentence" in why for _, why in because(found, "claimant"))


@pytest.mark.parametrize(
    ("text", "word", "kind", "key", "says"),
    [
        (
            "The senator killed the bill on trade with Canada.",
            "killed",
            "Death",
            "not-object",
            "“the bill” is ruled out (bill)",
        ),
        ("The striker hit the crossbar in Oslo.", "hit", "Attack", "object", "is crossbar"),
        ("Kenya sent its regrets to Uganda.", "sent", "Deployment", "object", "must be @force"),
        ("Gas prices hit a record in Turkey.", "hit", "Attack", "not-object", "“a record” is"),
        ("Doctors took the child to Kigali.", "took", "Capture", "lemmas", "only with “over”"),
    ],
)
def test_why_a_frame_did_not_fire(text: str, word: str, kind: str, key: str, says: str) -> None:
    refusals = [one for one in reading(text, word).refusals if one.type == kind]
    shown = {one.key: one.because for one in refusals}
    assert key in shown, shown
    assert says in shown[key]
    assert all(line_of(one.data) for one in refusals)


def test_a_refusal_has_all_that_the_phrase_may_be_called() -> None:
    refusals = reading("The striker hit the crossbar in Oslo.", "hit").refusals
    found = [one for one in refusals if one.key == "object"]
    assert all(one.found == (("“the crossbar”", ("crossbar",)),) for one in found)
    assert any("@force" in one.wanted for one in found)


def test_a_word_that_the_parser_reads_otherwise_says_so() -> None:
    found = reading("Strike talks between Peru and Chile failed.", "Strike")
    assert found.type is None
    assert {one.key for one in found.refusals} == {"parse"}
    assert "compound of “talks”" in found.refusals[0].because


def test_an_event_that_is_not_claimed_says_why() -> None:
    text = "Israel attacked Rafah.\n\nThe attack on Rafah by Israel worried Egypt."
    found = reading(text, "attack")
    assert (found.type, found.dropped) == (
        "Attack",
        "it only mentions again what was claimed before",
    )


def test_two_words_of_one_event() -> None:
    found = sentences("Twelve people were killed or wounded in Aleppo.")[0].readings
    assert [(one.word, one.type) for one in found] == [("killed", "Casualties"), ("wounded", None)]
    assert because(found[0], "pair") == [("wounded", "both words are one event")]
    assert found[1].refusals[0].key == "pair"


def test_a_word_that_no_frame_has() -> None:
    (found,) = sentences("The gardener watered roses.")
    assert found.unread == "left out before reading: no frame lists any of its words"
    assert found.unlisted == ("verb water", "noun gardener", "noun rose")
    shown = "\n".join(map(str, lines([found])))
    assert (
        "no frame has the verbs water or the nouns gardener, rose; for one to name an event, add"
        in shown
    )


def test_a_paragraph_that_is_left_out_says_what_was_missing() -> None:
    text = "Spain attacked Portugal.\n\nThe librarian will impose silence."
    found = sentences(text)[1]
    assert found.unread is not None
    assert "what else the frame asks for" in found.unread
    (impose,) = found.readings
    assert impose.type is None
    assert "“silence” is silence" in impose.refusals[0].because


def test_numbers_and_times_of_no_event() -> None:
    found = sentences("Ghana attacked Togo, whose 40 schools closed in May.", "2025-06-01")[0]
    assert any("number “40” counts “schools”" in one for one in found.loose), found.loose
    assert any("time “in May” (2025-05)" in one for one in found.loose), found.loose


def test_blocks_that_are_not_read() -> None:
    text = "# A heading of no news\n\nChad attacked Niger.\n\nChad attacked Niger.\n"
    found = sentences(text)
    assert [one.unread is None for one in found] == [False, True, False]
    assert str(found[0].unread).startswith("a heading is not read")
    assert found[2].unread == "the same words stood earlier in the article"
    assert [one.number for one in found] == [1, 2, 3]
    assert all(text[one.start : one.end] == one.text for one in found)


def test_it_explains_the_claims_that_are_made() -> None:
    cases = (ROOT / "tests" / "cases" / "attribution.txt").read_text("utf-8")
    kept = [line for line in cases.splitlines() if not line.startswith((">", "#"))]
    text = "\n".join("" if line == "¶" else line for line in kept)
    article = Article(source="cases.txt", text=text, sha256="0" * 64, published="2025-01-15")
    extractor = Extractor()
    (findings,) = extractor.findings([article])
    told = [
        (one.type, one.start)
        for sentence in explain(article, extractor)
        for one in sentence.readings
        if one.type and not one.dropped
    ]
    assert sorted(told) == sorted((one.type, one.trigger.start) for one in findings.claims)


def test_every_frame_is_found_in_its_file() -> None:
    known = frames.load()
    every = [f for pairs in known.verbs.values() for _, f in pairs]
    every += [f for found in known.nouns.values() for f in found]
    for frame in every:
        file, kind, listed, index = frame.where
        words = data.lemmas(frame)
        place = data.place(f"frames/{file}", kind, listed, index, "lemmas", words[-1])
        assert place.endswith(f": {kind} / {listed} / {words[-1]}")
        assert words[-1] in line_of(place)


def test_a_place_is_as_deep_as_its_keys_lead() -> None:
    assert data.place("lexicon/hedges.yaml").endswith("hedges.yaml")
    assert data.place("lexicon/hedges.yaml", "adverbs", "nothing").endswith(": adverbs")


def test_words_are_looked_up_in_several_forms() -> None:
    token = parse("Soldiers captured by Ukraine died.")[1]
    assert data.words(token) == ["capture", "captured"]


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["show", "--explain", *args], prog_name="nkgraph")


TEXT = "India shelled a post in Kashmir. The chef hit the gong in Delhi.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an article and no store."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NKGRAPH_STORE", raising=False)
    return tmp_path


@pytest.mark.usefixtures("here")
def test_a_file_needs_no_store() -> None:
    shown = run("a.txt")
    assert shown.exit_code == 0, shown.output
    first, second = shown.stdout.split("\n\n")
    assert first.startswith("1. 0–32: India shelled a post in Kashmir.\n  “shelled” names Attack [")
    assert "\n    agent: India (country/IND) ← “India”, subject [" in first
    assert "“hit” is not Attack: object: must be" in second


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("args", [("--sentence", "2"), ("--at", "40")])
def test_one_sentence_alone(args: tuple[str, str]) -> None:
    shown = run("a.txt", *args)
    assert shown.stdout.startswith("2. 33–64: The chef")
    assert "India" not in shown.stdout


@pytest.mark.usefixtures("here")
def test_as_json() -> None:
    first, second = json.loads(run("a.txt", "--format", "json").stdout)
    assert (first["start"], first["end"], first["unread"]) == (0, 32, None)
    assert first["readings"][0]["type"] == "Attack"
    assert second["readings"][0]["refusals"][0]["data"].startswith("ontology/frames/")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("args", "status", "says"),
    [
        (("a.txt", "--sentence", "9"), 3, "no sentence 9; the article has 2"),
        (("a.txt", "--at", "999"), 3, "no sentence at 999"),
        (("a.txt", "--at", "1", "--sentence", "1"), 2, "not both"),
        (("b.txt",), 3, "no store is there"),
        (("b.pdf",), 3, "not a kind of file"),
    ],
)
def test_what_cannot_be_explained(args: tuple[str, ...], status: int, says: str) -> None:
    Path("b.pdf").write_bytes(b"x")
    shown = run(*args)
    assert shown.exit_code == status, shown.output
    assert says in shown.stderr


@pytest.mark.parametrize("option", [("--sentence", "1"), ("--at", "1"), ("--format", "json")])
def test_narrowing_goes_with_explaining(option: tuple[str, str]) -> None:
    shown = CliRunner().invoke(main, ["show", "a.txt", *option])
    assert shown.exit_code == 2
    assert "go with --explain" in shown.stderr


def test_an_article_of_the_store_is_read_as_it_was_built(here: Path) -> None:
    (here / "a.txt").write_text("India shelled a post in Kashmir on Sunday.\n", "utf-8")
    built = CliRunner().invoke(main, ["build", "--published", "2025-03-12", "a.txt"])
    assert built.exit_code == 0, built.output
    assert "time: 2025-03-09 ← “Sunday”, counted" in run("a").stdout
    (here / "a.txt").write_text(TEXT, "utf-8")
    changed = run("a")
    assert "has changed since it was built" in changed.stderr
    assert "of the file as it is now" in changed.stderr
    assert "The chef" in changed.stdout
    os.unlink(here / "a.txt")  # noqa: PTH108 - gone is gone
    gone = run("a")
    assert gone.exit_code == 3
    assert "whose text is at hand" in gone.stderr


def test_an_article_s_words_never_steer_a_screen(here: Path) -> None:
    evil = "\x1b[31mIndia\x07 shelled\u202e a post\x9b2J in Kashmir. \x1b]0;x\x07The chef ran.\n"
    (here / "a.txt").write_text(evil, "utf-8")
    shown = run("a.txt").stdout
    assert not set(shown) & set("\x1b\x07\u202e\x9b")
    assert "Kashmir" in shown
