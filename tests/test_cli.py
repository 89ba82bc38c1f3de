"""The verbs: what goes to stdout, what to stderr, exit codes, help, and what is not loaded."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner, Result

from nkgraph.cli import VERBS, main
from nkgraph.cli.info import in_words
from nkgraph.cli.output import plural, safe, write
from nkgraph.dating import Dating, interval
from nkgraph.errors import NkgraphError
from nkgraph.records import records
from nkgraph.store import Store
from nkgraph.views import former
from nkgraph.views.choice import concerns

if TYPE_CHECKING:
    from pathlib import Path

EVIL = "\x1b[31mred\x07\u202e\x9b2J\x7f"


def run(*args: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(args), input=stdin, prog_name="nkgraph")


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return every verb and the verbs within it."""
    found: list[tuple[str, ...]] = [path]
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        deeper = (*path, name)
        found += commands(command, deeper) if isinstance(command, click.Group) else [deeper]
    return found


@pytest.mark.parametrize("path", commands(main), ids=" ".join)
def test_every_help_has_an_example(path: tuple[str, ...]) -> None:
    shown = run(*path, "--help")
    assert shown.exit_code == 0
    example = shown.stdout.split("Example:\n", 1)[1]
    assert example.lstrip().startswith(" ".join(("nkgraph", *path)))


def test_help_lists_every_verb_in_full() -> None:
    shown = run("--help").stdout
    for verb in VERBS:
        line = next(line for line in shown.splitlines() if line.startswith(f"  {verb} "))
        assert not line.endswith("...")


def test_version() -> None:
    assert run("--version").stdout.startswith("nkgraph 0.")


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["buidl", "a.txt"],
        ["view", "netwrk"],
        ["query", "-p", "of=PRK"],
        *(["query", "-e", "ASK {}", "--timeout", wait] for wait in ("inf", "nan", "-1", "soon")),
        ["build"],
        ["build", "--published", "soon", "a.txt"],
        ["export", "--format", "docx"],
        ["export"],
        ["query", "-e", "ASK {}", "-p", "novalue"],
        ["query", "name", "-e", "ASK {}"],
        ["query", "-e", "ASK {}", "--timeout", "0"],
        ["view", "network", "--open"],
    ],
)
@pytest.mark.usefixtures("store")
def test_usage_errors_exit_with_2(args: list[str]) -> None:
    shown = run(*args)
    assert shown.exit_code == 2, shown.output
    assert "Usage:" in shown.stderr
    assert shown.stdout == ""


def test_a_misspelt_verb_is_met_with_the_nearest() -> None:
    assert "'buidl' (did you mean 'build'?); one of build, query" in run("buidl").stderr


def test_whom_a_page_is_about_goes_with_its_option(store: Path) -> None:
    assert store.is_dir()
    shown = run("view", "dossier", "North Korea", "-o", "d.html")
    assert shown.exit_code == 2
    assert "write --about 'North Korea'" in shown.stderr


def test_namesakes_are_named(folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert store.is_dir()
    with Store.open(store) as opened:
        told = records(opened)
    other = told[0]["claimants"][0] | {"id": "https://other.example/nis", "country": None}
    monkeypatch.setattr(
        "nkgraph.views.pages.records", lambda _: [*told, told[0] | {"claimants": [other]}]
    )
    shown = run("view", "claims", "--about", "nis", "-o", "claims.html")
    assert shown.exit_code == 0, shown.output
    assert "'nis' is what 2 actors are called" in shown.stderr
    assert "National Intelligence Service of KOR <https://w3id.org" in shown.stderr
    assert "National Intelligence Service <https://other.example/nis>" in shown.stderr
    assert (folder / "claims.html").exists()


@pytest.mark.usefixtures("store")
def test_a_page_of_figures_says_how_many(folder: Path) -> None:
    shown = run("view", "figures", "-o", "f.html")
    assert shown.stderr == "f.html: 2 figures\n"
    assert (folder / "f.html").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("store")
def test_a_page_is_not_written_on_a_terminal(folder: Path) -> None:
    assert on_a_terminal(["view", "claims"], folder) == ""


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("nkgraph bui", ["plain,build"]),
        ("nkgraph view net", ["plain,network"]),
        ("nkgraph query treat", ["plain,treaties"]),
        ("nkgraph query mine.r", ["file,mine.r"]),
        ("nkgraph export --format tri", ["plain,trig"]),
    ],
)
def test_the_shell_completes(words: str, offered: list[str]) -> None:
    shown = CliRunner().invoke(
        main,
        [],
        prog_name="nkgraph",
        env={
            "_NKGRAPH_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
        },
    )
    assert shown.stdout.splitlines() == offered


def test_help_is_quick_as_it_loads_click_and_no_words() -> None:
    program = (
        "import sys\nbefore = set(sys.modules)\nfrom nkgraph.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print(*sorted(set(sys.modules) - before), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(shown.stderr.split())
    packages = {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names
    assert packages == {"click", "nkgraph"}
    assert loaded.isdisjoint({"asyncio", "http.client", "multiprocessing", "ssl", "sqlite3", "xml"})
    assert loaded.isdisjoint({"nkgraph.extract", "nkgraph.gazetteer", "nkgraph.pipeline"})
    assert loaded.isdisjoint({"nkgraph.lexicon", "nkgraph.ontology", "nkgraph.store"})


HEAVY = ("spacy", "rdflib", "networkx", "pyvis", "pandas", "pyshacl", "pyld", "numpy")


@pytest.mark.parametrize(
    ("args", "never"),
    [
        (["--help"], (*HEAVY, "rich", "pyoxigraph")),
        (["build", "--help"], (*HEAVY, "rich", "pyoxigraph")),
        (["query", "-e", "SELECT * { ?s a nk:Claim }"], HEAVY),
        (["export", "--format", "turtle"], HEAVY),
        (["export", "--format", "jsonl"], HEAVY),
        (["info"], HEAVY),
        (["show", "a.txt"], HEAVY),
        (["diff", "--format", "json", "nkgraph.store", "nkgraph.store"], HEAVY),
    ],
    ids=" ".join,
)
def test_what_a_verb_does_not_load(store: Path, args: list[str], never: tuple[str, ...]) -> None:
    program = (
        "import sys\nfrom nkgraph.cli import main\n"
        f"main({args!r}, standalone_mode=False)\n"
        f"print([name for name in {never!r} if name in sys.modules], file=sys.stderr)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=store.parent,
    )
    assert shown.stderr.splitlines()[-1] == "[]"
    assert shown.stdout


@pytest.mark.usefixtures("folder", "hand_made")
def test_build_says_what_it_did_and_does_it_once() -> None:
    first = run("build", "a.txt", "b.md")
    assert first.exit_code == 0, first.output
    assert first.stdout == ""
    assert "2 articles read; nkgraph.store holds 2 articles, 2 claims" in first.stderr
    before = run("export", "--format", "nquads").stdout_bytes
    assert "0 articles read, 2 unchanged" in run("build", "b.md", "a.txt").stderr
    assert run("export", "--format", "nquads").stdout_bytes == before


@pytest.mark.usefixtures("folder", "hand_made")
def test_build_from_standard_input_with_options() -> None:
    text = "NIS says 7 North Korean soldiers were killed."
    args = ["build", "-", "--published", "2025-02-03T10:00", "--publisher", "Baltic Observer"]
    shown = run(*args, stdin=text)
    assert shown.exit_code == 0, shown.output
    listed = run("info", "--articles").stdout
    assert "-  2025-02-03 | Baltic Observer" in listed


@pytest.mark.usefixtures("hand_made")
def test_a_changed_file_takes_its_older_version_s_place(folder: Path) -> None:
    run("build", "a.txt")
    (folder / "a.txt").write_text("NIS says 5,000 North Korean soldiers were killed.\n")
    assert "1 in place of an older version" in run("build", "a.txt").stderr
    (line,) = run("export", "--format", "jsonl").stdout.splitlines()
    assert json.loads(line)["figure"]["low"] == 5000


@pytest.mark.parametrize("before", [True, False])
def test_the_store_may_be_named_before_or_after_the_verb(
    folder: Path, store: Path, *, before: bool
) -> None:
    store.rename(folder / "other")
    option = ["--store", "other"]
    args = [*option, "info"] if before else ["info", *option]
    assert "claims" in run(*args).stdout
    assert run("info").exit_code == 3


def test_the_environment_may_name_the_store(
    folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.rename(folder / "other")
    monkeypatch.setenv("NKGRAPH_STORE", "other")
    assert "claims" in run("info").stdout


@pytest.fixture
def undated(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three articles, of which one is dated and one has a dated claim."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NKGRAPH_STORE", str(built))


@pytest.mark.usefixtures("undated")
def test_info_lists_what_is_known_of_the_day_of_an_undated_article() -> None:
    lines = run("info", "--articles").stdout.splitlines()[-3:]
    assert lines == [
        "first.txt  2024-10-18 | P & Q | =First <b>",
        "second.txt  no date",
        "third.txt  no date, 2024-10-01 or later",
    ]


@pytest.mark.usefixtures("undated")
def test_info_on_an_article_says_what_its_day_follows_from() -> None:
    shown = run("info", "third.txt").stdout
    assert "published  no date, 2024-10-01 or later\n" in shown
    assert shown.endswith(
        "not before 2024-10-01, because:\n  [0–33] “North Korea sent troops to Russia”: "
        "told as done, and dated 2024-10\n"
    )
    assert run("info", "second.txt").stdout.endswith("published  no date\n")
    dated = run("info", "first.txt").stdout
    assert dated.endswith("publisher  P & Q\npublished  2024-10-18\n")
    assert "`nkgraph info --articles` lists them" in run("info", "nowhere.txt").stderr


DAYS = [
    ((None, None), False, "no date"),
    ((None, None), True, "no date (what it says does not fit together)"),
    (("2031-05-02", None), False, "no date, 2031-05-02 or later"),
    ((None, "2031-05-02"), False, "no date, 2031-05-02 or earlier"),
    (("2031-05-02", "2031-05-02"), False, "no date, 2031-05-02 by its words"),
    (("2031-05-01", "2031-05-02"), False, "no date, 2031-05-01 to 2031-05-02"),
]


@pytest.mark.parametrize(("days", "conflict", "words"), DAYS)
def test_a_day_in_words(days: tuple[str | None, ...], words: str, *, conflict: bool) -> None:
    earliest, latest = (date.fromisoformat(day) if day else None for day in days)
    edtf = interval(earliest, latest)
    found = Dating(earliest=earliest, latest=latest, edtf=edtf, conflict=conflict)
    assert in_words(found) == words


SELECT = "SELECT ?low { ?f a nk:Figure ; nk:low ?low } ORDER BY ?low"


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("format_", "shown"),
    [
        ("table", " low\n 300\n4700\n"),
        ("csv", "low\r\n300\r\n4700\r\n"),
        ("tsv", "?low\n"),
        ("json", '"value":"4700"'),
        ("xml", "<sparql"),
    ],
)
def test_answers_come_in_many_formats(format_: str, shown: str) -> None:
    answer = run("query", "-e", SELECT, "--format", format_)
    assert answer.exit_code == 0, answer.output
    assert shown.encode() in answer.stdout_bytes


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("ASK { ?c a nk:Claim }", "yes\n"),
        ("ASK { ?c a nk:Nothing }", "no\n"),
        ("SELECT ?x { ?x a nk:Nothing }", "x\n(no rows)\n"),
        ("CONSTRUCT { ?c a nk:Claim } WHERE { ?c a nk:Claim }", "a nk:Claim"),
    ],
)
def test_what_a_table_shows_for_other_answers(query: str, shown: str) -> None:
    assert shown in run("query", "-e", query).stdout


@pytest.mark.usefixtures("store")
def test_a_table_shows_labels_and_data_has_both() -> None:
    query = "SELECT ?c ?cLabel { ?x nk:claimant ?c OPTIONAL { ?c skos:prefLabel ?cLabel } } LIMIT 1"
    assert run("query", "-e", query).stdout == "c\nNational Intelligence Service\n"
    header, row, *_ = run("query", "-e", query, "--format", "csv").stdout.splitlines()
    assert header == "c,cLabel"
    assert row.endswith("id/organization/nis,National Intelligence Service")
    bare = run("query", "-e", "SELECT ?c ?cLabel { ?x nk:claimant ?c } LIMIT 1").stdout
    assert bare == "c\norganization/nis\n"


@pytest.mark.usefixtures("store")
def test_a_query_may_come_from_a_file_or_standard_input(folder: Path) -> None:
    (folder / "mine.rq").write_text(SELECT)
    expected = run("query", "-e", SELECT).stdout
    assert run("query", "mine.rq").stdout == expected
    assert run("query", "-", stdin=SELECT).stdout == expected


@pytest.mark.usefixtures("store")
def test_the_limit_is_said_when_it_cuts() -> None:
    shown = run("query", "-e", SELECT, "--limit", "1")
    assert shown.stdout == "low\n300\n"
    assert "stopped after 1 rows" in shown.stderr


@pytest.mark.usefixtures("store")
def test_parameters_bind_variables() -> None:
    query = "SELECT ?low { ?f nk:low ?low FILTER(?low > ?least) }"
    assert run("query", "-e", query, "-p", "least=1000").stdout == " low\n4700\n"


@pytest.mark.usefixtures("folder")
def test_named_queries_are_listed_without_a_store() -> None:
    shown = run("query").stdout
    assert shown == run("query", "--list").stdout
    assert "who-estimates-what: " in shown


@pytest.mark.usefixtures("store")
def test_files_appear_whole_or_not_at_all(folder: Path) -> None:
    assert run("export", "--format", "trig", "-o", "out.trig").exit_code == 0
    assert (folder / "out.trig").read_bytes() == run("export", "--format", "trig").stdout_bytes
    failed = run("export", "--format", "trig", "-o", "no/such/out.trig")
    assert failed.exit_code == 3
    assert "no/such/out.trig: cannot be written" in failed.stderr
    assert sorted(path.name for path in folder.glob(".*")) == []


@pytest.mark.usefixtures("store")
def test_turtle_says_what_was_merged() -> None:
    assert "2 article graphs" in run("export", "--format", "turtle").stderr


@pytest.mark.usefixtures("store")
def test_forget_takes_one_article_out() -> None:
    shown = run("forget", "a.txt")
    assert shown.exit_code == 0, shown.output
    assert "forgot a.txt; nkgraph.store holds 1 article" in shown.stderr
    assert "a.txt" not in run("export", "--format", "nquads").stdout
    assert run("forget", "a.txt").exit_code == 3


@pytest.mark.usefixtures("store")
def test_show_marks_the_claims() -> None:
    shown = run("show", "a.txt").stdout
    assert "⟦1:NIS says 4,700 North Korean soldiers were killed:1⟧ in Kursk." in shown
    assert "says National Intelligence Service (“says”)" in shown


def test_show_says_when_the_text_has_changed(folder: Path, store: Path) -> None:
    assert store.is_dir()
    (folder / "a.txt").write_text("other")
    shown = run("show", "a.txt")
    assert shown.exit_code == 0
    assert "has changed" in shown.stderr
    assert "“NIS says 4,700 North Korean soldiers were killed”" in shown.stdout


@pytest.mark.usefixtures("store")
def test_a_page_about_somebody(folder: Path) -> None:
    shown = run("view", "network", "--about", "nis", "-o", "page.html")
    assert shown.exit_code == 0, shown.output
    assert "2 claims" in shown.stderr
    assert "National Intelligence Service" in (folder / "page.html").read_text(encoding="utf-8")
    again = run("view", "network", "--like", "page.html", "-o", "wider.html")
    assert again.exit_code == 0
    stood, now = (
        former.places((folder / name).read_text(encoding="utf-8"))
        for name in ("page.html", "wider.html")
    )
    assert stood["exact"]
    assert stood["exact"].items() <= now["exact"].items()
    nobody = run("view", "network", "--about", "Atlantis", "-o", "none.html")
    assert nobody.exit_code == 3
    assert "Atlantis" in nobody.stderr
    assert not (folder / "none.html").exists()


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("KOR", True),
        ("nis", True),
        ("National  intelligence Service", True),
        ("organization/nis", True),
        ("PRK", True),
        ("the 13th", True),
        ("RUS", False),
        ("nation", False),
    ],
)
def test_whom_a_claim_concerns(about: str, *, expected: bool) -> None:
    nis: dict[str, object] = {
        "id": "https://w3id.org/nkgraph/id/organization/nis",
        "label": "National Intelligence Service",
        "aliases": ["NIS"],
        "country": "KOR",
    }
    soldiers: dict[str, object] = {
        "id": "x/group/a",
        "label": "soldiers",
        "aliases": [],
        "country": "PRK",
    }
    relay: dict[str, object] = {
        "id": "x/group/b",
        "label": "The 13th",
        "aliases": [],
        "country": None,
    }
    record = {"roles": {"patient": [soldiers]}, "claimants": [nis], "via": [relay], "figure": None}
    assert concerns(record, about) is expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\n\ttext", "plain\n\ttext"),
        (EVIL, "[31mred2J"),
        ("북한 é 🛰️", "북한 é 🛰️"),
        ("\ud800", ""),
    ],
)
def test_what_steers_a_terminal_is_taken_out(text: str, shown: str) -> None:
    assert safe(text) == shown
    assert len(safe(text, instead="?")) == len(text)


def test_plural() -> None:
    assert [plural(n, "claim") for n in (0, 1, 1200)] == ["0 claims", "1 claim", "1,200 claims"]


def test_a_device_can_be_written_to(tmp_path: Path) -> None:
    write("x", "/dev/null")
    with pytest.raises(NkgraphError, match="cannot be written"):
        write("x", str(tmp_path / "no" / "file"))


def on_a_terminal(args: list[str], cwd: Path) -> str:
    """Return what a verb prints when stdout is a terminal."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "nkgraph", *args],
        stdout=follower,
        stderr=subprocess.DEVNULL,
        cwd=cwd,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "60"},
    ) as process:
        os.close(follower)
        pieces: list[bytes] = []
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:  # Linux says so when the other end closes
                break
            if not piece:
                break
            pieces.append(piece)
        os.close(leader)
        process.wait()
    return b"".join(pieces).decode()


BEFORE = "SELECT ?t { ?e oa:prefix ?t }"


@pytest.mark.slow
@pytest.mark.usefixtures("hand_made")
@pytest.mark.parametrize(
    "args",
    [
        ["show", "evil.txt"],
        ["query", "-e", BEFORE],
        ["query", "-e", BEFORE, "--format", "csv"],
        ["info", "--articles"],
    ],
    ids=" ".join,
)
def test_an_article_s_words_never_steer_the_terminal(folder: Path, args: list[str]) -> None:
    front = '---\ntitle: x\npublisher: "\\e]0;owned\\a"\n---\n'
    (folder / "evil.txt").write_text(f"{front}{EVIL} NIS says 9 North Korean soldiers were killed.")
    built = run("build", "evil.txt")
    assert built.exit_code == 0, built.output
    shown = on_a_terminal(args, folder)
    for code in ("\x1b[31m", "\x07", "\u202e", "\x9b", "\x1b]"):
        assert code not in shown.replace("\x1b[31m9", "")
    assert "red" in shown or args[0] == "info"
