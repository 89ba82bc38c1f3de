"""Bad input: each gets its message and exit code, and what was stored stays."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from nkgraph.cli import main

if TYPE_CHECKING:
    from pathlib import Path

BAD_FILES = {
    "empty.txt": b"",
    "binary.txt": b"\x7fELF\0\0",
    "latin.txt": b"caf\xe9",
    "wide.txt": "Seoul".encode("utf-16"),
    "page.html": b"<p>Seoul</p>",
    "front.md": b"---\npublished: soon\n---\nSeoul",
    "broken.rq": b"SELECT ?x {",
    "latin.rq": b"# caf\xe9\nASK {}",
    "note.txt": b"not a store",
}


def run(*args: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(args), input=stdin, prog_name="nkgraph")


def stored() -> bytes:
    shown = run("export", "--format", "nquads")
    assert shown.exit_code == 0, shown.output
    assert shown.stdout_bytes
    return shown.stdout_bytes


@pytest.fixture
def bad(folder: Path, store: Path) -> Path:
    """A working folder with a store, and with files that are wrong in every way."""
    assert store.parent == folder
    for name, data in BAD_FILES.items():
        (folder / name).write_bytes(data)
    (folder / "plain").mkdir()
    (folder / "plain" / "x").write_text("x")
    return folder


@pytest.mark.usefixtures("bad", "hand_made")
@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["build", "empty.txt"], ["empty.txt: it is empty"]),
        (["build", "binary.txt"], ["binary.txt: it is a binary file", "offset 4"]),
        (["build", "latin.txt"], ["0xE9", "offset 3", "iconv"]),
        (["build", "wide.txt"], ["UTF-16", "iconv -f UTF-16LE"]),
        (["build", "missing.txt"], ["missing.txt: no such file or folder"]),
        (["build", "page.html"], ["page.html", "save its text as a .txt file", ".txt and .md"]),
        (
            ["build", "https://a.test/b"],
            ["https://a.test/b: web addresses", "save the page's text"],
        ),
        (["build", "ftp://a.test/b.txt"], ["ftp://a.test/b.txt: web addresses are not read"]),
        (["build", "x" * 5000], ["it cannot be looked at", "check the path"]),
        (["build", "plain"], ["Note: plain", "1 source of 1 could not be read\n"]),
        (["export", "--format", "csv", "-o", "none/x"], ["none/x: cannot be written", "is there"]),
        (["export", "--format", "csv", "-o", "/dev/full"], ["/dev/full: cannot be written"]),
        (["info", "--store", "x" * 5000], ["cannot be looked at", "--store"]),
        (["build", "front.md"], ["`published`", "'soon'", "YYYY-MM-DD"]),
        (["build", "-"], ["standard input: it is empty"]),
        (["build", "a.txt", "--store", "note.txt"], ["note.txt", "--store"]),
        (["build", "a.txt", "--store", "plain"], ["plain", "no nkgraph store"]),
        (["query", "broken.rq"], ["broken.rq, line 1, column", "not valid SPARQL"]),
        (["query", "latin.rq"], ["latin.rq", "not UTF-8"]),
        (["query", "missing.rq"], ["missing.rq", "cannot be read"]),
        (["query", "nosuchname"], ["no query is named 'nosuchname'", "named queries:"]),
        (["query", "-"], ["standard input: no query"]),
        (["query", "-e", "SELECT ?x { ?x foo:y 1 }"], ["foo:", "PREFIX"]),
        (["query", "-e", "INSERT DATA { nk:a nk:b nk:c }"], ["INSERT", "only read"]),
        (["query", "-e", "SELECT * { SERVICE <http://x.test/> { ?s ?p ?o } }"], ["SERVICE"]),
        (["query", "-e", "ASK {}", "--format", "csv"], ["cannot be written as csv"]),
        (["query", "-e", "SELECT ?s { ?s ?p ?o }", "--format", "turtle"], ["turtle"]),
        (["info", "--store", "nowhere"], ["nowhere: no store is there", "nkgraph build"]),
        (["info", "--store", "note.txt"], ["note.txt", "a store is a folder"]),
        (["info", "--store", "plain"], ["plain", "no nkgraph store"]),
        (["export", "--format", "csv", "--store", "plain"], ["plain"]),
        (["validate", "--store", "plain"], ["plain"]),
        (["view", "network", "-o", "p.html", "--store", "plain"], ["plain"]),
        (["show", "a.txt", "--store", "plain"], ["plain"]),
        (["show", "nobody.txt"], ["nobody.txt: no such article", "info --articles"]),
    ],
    ids=" ".join,
)
def test_bad_input_is_named_and_nothing_is_lost(args: list[str], words: list[str]) -> None:
    before = stored()
    shown = run(*args, stdin=b"")
    assert shown.exit_code == 3, shown.output
    assert shown.stdout == ""
    for word in words:
        assert word in shown.stderr
    assert "Traceback" not in shown.stderr
    assert stored() == before


@pytest.mark.usefixtures("folder", "hand_made")
def test_one_bad_article_among_many_is_skipped(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    shown = run("build", "a.txt", "empty.txt", "b.md")
    assert shown.exit_code == 3
    assert "2 articles read" in shown.stderr
    assert "Skipped: empty.txt: it is empty" in shown.stderr
    assert "1 source of 3 could not be read; the others are kept" in shown.stderr
    assert len(run("export", "--format", "jsonl").stdout.splitlines()) == 2


@pytest.mark.usefixtures("hand_made")
def test_files_of_other_kinds_in_a_folder_are_a_note_only(folder: Path) -> None:
    (folder / "picture.jpg").write_bytes(b"\xff")
    shown = run("build", ".")
    assert shown.exit_code == 0, shown.output
    assert "Note: .: 1 other file ignored (.jpg)" in shown.stderr


@pytest.mark.usefixtures("hand_made")
def test_when_nothing_can_be_read_no_store_is_made(folder: Path) -> None:
    assert run("build", "missing.txt").exit_code == 3
    assert not (folder / "nkgraph.store").exists()


HOLD = """
import sys
from nkgraph.store import Store
with Store.open(sys.argv[1]):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.mark.usefixtures("hand_made")
def test_a_store_in_use_can_be_read_but_not_written(folder: Path, store: Path) -> None:
    (folder / "c.txt").write_text("NIS says 5 North Korean soldiers were killed.")
    before = stored()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        shown = run("build", "c.txt")
        assert stored() == before
        holder.communicate("")
    assert shown.exit_code == 3, shown.output
    assert "another process is writing" in shown.stderr
    assert run("build", "c.txt").exit_code == 0
    assert stored() != before


@pytest.mark.slow
@pytest.mark.usefixtures("store")
def test_a_query_that_takes_too_long_is_stopped() -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    start = time.monotonic()
    shown = run("query", "-e", endless, "--timeout", "1")
    assert time.monotonic() - start < 10
    assert shown.exit_code == 3
    assert "stopped after 1 s" in shown.stderr


@pytest.mark.usefixtures("store")
def test_a_damaged_store_is_an_error_not_a_crash(store: Path) -> None:
    for path in (store / "rdf").iterdir():
        if path.is_file():
            path.write_bytes(os.urandom(64))
    shown = run("info")
    assert shown.exit_code == 3, shown.output
    assert "cannot be opened" in shown.stderr


def test_what_ctrl_c_ends_exits_with_130(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("nkgraph.pipeline.Extractor", interrupted)
    shown = run("build", "a.txt")
    assert shown.exit_code == 130
    assert "Stopped; what was read so far is kept" in shown.stderr
    assert not (folder / "nkgraph.store").exists()


def test_a_wrong_model_leaves_no_store_behind(folder: Path) -> None:
    shown = run("build", "a.txt", "--model", "no_such_model")
    assert shown.exit_code == 3
    assert "no_such_model" in shown.stderr
    assert not (folder / "nkgraph.store").exists()


@pytest.mark.usefixtures("store")
def test_a_failed_or_linked_output_leaves_nothing_half_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "link.csv").symlink_to(folder / "real.csv")
    assert run("export", "--format", "csv", "-o", "link.csv").exit_code == 0
    assert (folder / "link.csv").is_symlink()
    written = (folder / "real.csv").read_bytes()
    before = sorted(folder.iterdir())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fdopen", full)
    shown = run("export", "--format", "jsonl", "-o", "real.csv")
    assert shown.exit_code == 3
    assert "real.csv: cannot be written (No space left on device)" in shown.stderr
    assert sorted(folder.iterdir()) == before
    assert (folder / "real.csv").read_bytes() == written


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110 - a constant
@pytest.mark.usefixtures("store")
def test_a_full_disk_behind_stdout_is_an_error_not_a_crash() -> None:
    command = f"{sys.executable} -m nkgraph export --format nquads > /dev/full"
    shown = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602 - our own words
    assert shown.returncode == 3, shown.stderr
    assert shown.stderr == "Error: standard output: cannot be written (No space left on device)\n"
