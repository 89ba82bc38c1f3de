"""The reading verbs against a SPARQL 1.1 endpoint, a real one and ones that misbehave."""

from __future__ import annotations

import itertools
import shutil
import socket
import subprocess
import sys
import threading
import time
import tracemalloc
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest
from click.testing import CliRunner, Result

import nkgraph
from nkgraph import address, export, query, replies
from nkgraph.cli import main
from nkgraph.engine import Request
from nkgraph.errors import QueryError, StoreError
from nkgraph.remote import read_only
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.enable_socket

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
CLAIMS = "SELECT ?claim ?who { ?claim nk:claimant ?who } ORDER BY ?claim ?who"
JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def endpoint(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over what we export."""
    folder = tmp_path_factory.mktemp("endpoint")
    files = []
    with Store.read_only(built) as store:
        for form, name in (("nquads", "named.nq"), ("turtle", "merged.ttl")):
            path = folder / name
            path.write_bytes(export.export(form, store))
            files += ["--file", str(path)]
    place = ["--location", str(folder / "store")]
    subprocess.run([OXIGRAPH, "load", *place, *files], check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [OXIGRAPH, "serve-read-only", *place, "--bind", f"127.0.0.1:{port}"],
        stderr=subprocess.DEVNULL,
    )
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/query"
    server.kill()
    server.wait()


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


VERBS = [
    ["query", "-e", CLAIMS, "--format", "tsv"],
    ["query", "-e", CLAIMS, "--format", "csv", "--limit", "2"],
    ["query", "-e", "SELECT ?c { ?c nk:claimant ?who } ORDER BY ?c", "-p", "who=NIS"],
    ["query", "-e", "ASK { ?c a nk:Claim }"],
    ["query", "-e", "CONSTRUCT { ?c a nk:Claim } { ?c a nk:Claim }", "--format", "turtle"],
    ["query", "-e", "SELECT (COUNT(*) AS ?n) FROM <ARTICLE> { ?s ?p ?o }"],
    ["query", "who-estimates-what"],
    ["query", "-e", "SELECT * {"],
    ["query", "-e", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"],
    ["ledger"],
    ["sources"],
    ["info", "--articles"],
    *(["export", "--format", form] for form in ("nquads", "turtle", "jsonl", "csv", "graphml")),
]


@pytest.mark.parametrize("words", VERBS, ids=lambda words: " ".join(words)[:60])
def test_a_verb_answers_as_it_does_here(words: list[str], endpoint: str, built: Path) -> None:
    with Store.read_only(built) as store:
        article = store.articles()[0].iri
    words = [word.replace("ARTICLE", article) for word in words]
    here, there = run(*words, "--store", str(built)), run(*words, "--store", endpoint)
    assert there.exit_code == here.exit_code, there.stderr
    if words[0] == "info":  # an endpoint has no folder, and says nothing of its size
        own = ("path", "bytes", "size", "engine", "schema")
        kept = [line for line in here.stdout.splitlines() if not line.startswith(own)]
        assert [line for line in there.stdout.splitlines() if not line.startswith(own)] == kept
        return
    assert there.stdout == here.stdout
    assert there.stderr == here.stderr


def test_in_python(endpoint: str, built: Path) -> None:
    with nkgraph.open(endpoint) as there, nkgraph.open(built) as here:
        assert list(there.query(CLAIMS)) == list(here.query(CLAIMS))
        assert there.records() == here.records()
        assert there.store.quads() == here.store.quads()
        assert there.store.merged() == here.store.merged()


def test_a_session(endpoint: str, built: Path) -> None:
    with query.Session(endpoint) as there, query.Session(built) as here:
        assert tuple(there.run(CLAIMS).rows) == tuple(here.run(CLAIMS).rows)
        cut = there.run(CLAIMS, limit=2)
        assert (len(cut.rows), cut.complete) == (2, False)
        for media in ("text/csv", JSON):
            request = Request(query=CLAIMS, formats=(media, "text/turtle"))
            assert b"".join(there.stream(request)) == b"".join(here.stream(request))
        with pytest.raises(QueryError, match="the endpoint has no graph <urn:none>"):
            there.run("SELECT * FROM <urn:none> { ?s ?p ?o }")
        with pytest.raises(QueryError, match=r"stopped after 0\.3 s"):
            there.run(
                "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
                timeout=0.3,
            )


YES = b"""{"head":{"vars":["d","n"]},"results":{"bindings":[
{"d":{"type":"literal","value":"true"},"n":{"type":"literal","value":"true"}}]}}"""
SEVEN = b"""{"head":{"vars":["n"]},"results":{"bindings":[
{"n":{"type":"literal","value":"7"}}]}}"""
ONE = b"""{"head":{"vars":["s","p","o","g"]},"results":{"bindings":[{
"s":{"type":"uri","value":"urn:s"},"p":{"type":"uri","value":"urn:p"},
"o":{"type":"uri","value":"urn:o"},"g":{"type":"uri","value":"urn:g"}}]}}"""
MANY = 20_000
ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"first"}}'
ANSWERS: dict[str, tuple[int, str, bytes, dict[str, str]]] = {
    "elsewhere": (307, "text/plain", b"", {"Location": "http://127.0.0.1:1/other"}),
    "page": (200, "text/html", b"<html>", {}),
    "none": (404, "text/html", b"<html>", {}),
    "locked": (401, "text/plain", b"who?", {}),
    "nothing": (200, JSON, YES.replace(b"true", b"false"), {}),
    "named": (200, JSON, YES.replace(b"true", b"false", 1), {}),
    "refusing": (400, "text/plain", b"no such\nfunction <urn:f>", {}),
    "cancelled": (200, JSON, YES[:60] + b"The SPARQL operation has been cancelled", {}),
    "short": (200, JSON, YES, {"Content-Length": "9000"}),
    "dripping": (200, JSON, b"", {"Content-Length": "9000"}),
    "endless": (200, JSON, b"", {"Content-Length": str(1 << 40)}),
}


class Misbehaving(BaseHTTPRequestHandler):
    """Answers each path in its own wrong way, and notes what it was shown."""

    shown: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        self.shown.append(self.headers.get("Authorization", ""))
        path = self.path.strip("/")
        if path == "cancelled" and b"EXISTS" in asked:
            path = "fine"
        if path == "mutilated" and b"EXISTS" not in asked:
            self.answer(200, JSON, SEVEN if b"COUNT" in asked else ONE, {})
            return
        if path in {"many", "everlasting"} and b"EXISTS" not in asked:
            self.answer(200, JSON, ROWS, {"Content-Length": ""})
        else:
            self.answer(*ANSWERS.get(path, (200, JSON, YES, {})))
        if path == "dripping":
            for _ in range(50):
                self.wfile.write(b" ")
                time.sleep(0.05)
        while path == "endless":
            self.wfile.write(b" " * 65536)
        if path in {"many", "everlasting"} and b"EXISTS" not in asked:
            self.rows(None if path == "everlasting" else MANY)

    def rows(self, most: int | None) -> None:
        """Send rows of about a kilobyte each."""
        for number in itertools.count() if most is None else range(most):
            word = f"{number:01000}"
            self.wfile.write(b',{"s":{"type":"literal","value":"%s"}}' % word.encode())
        self.wfile.write(b"]}}")

    def answer(self, code: int, media: str, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(code)
        self.send_header("Content-Type", media)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that left is what some tests want."""


@pytest.fixture(scope="module")
def misbehaving() -> Iterator[str]:
    server = Quiet(("127.0.0.1", 0), Misbehaving)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


ANY = "SELECT ?s { ?s ?p ?o }"
WRONG = {
    "elsewhere": (StoreError, "sends on to http://127.0.0.1:1/other, which is not followed"),
    "page": (StoreError, "answers with text/html, which is no answer to SPARQL"),
    "none": (StoreError, "answers 404 Not Found; name the endpoint itself"),
    "locked": (StoreError, "answers 401 Unauthorized; name it as https://USER:PASSWORD@HOST"),
    "nothing": (StoreError, "has claims nowhere"),
    "named": (StoreError, "has claims in named graphs alone; load the graph's merged copy"),
    "refusing": (QueryError, r"did not answer the query \(400\): no such function <urn:f>"),
    "cancelled": (QueryError, "answer is not whole .*it may have stopped the query"),
    "short": (StoreError, "broke off its answer"),
    "dripping": (QueryError, r"stopped after 0\.5 s"),
    "endless": (QueryError, "answer is longer than 1 MiB; add a LIMIT"),
}


@pytest.mark.parametrize("path", WRONG)
def test_an_endpoint_that_misbehaves(
    path: str, misbehaving: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "MOST", 1 << 20)
    error, words = WRONG[path]
    timeout = 0.5 if path == "dripping" else 30
    with query.Session(misbehaving + path) as session, pytest.raises(error, match=words):
        session.run(ANY, timeout=timeout)


def test_an_answer_is_read_no_further_than_it_is_wanted(misbehaving: str) -> None:
    with query.Session(misbehaving + "everlasting") as session:
        for media in (None, "text/csv", JSON):
            formats = (media, "text/turtle") if media else None
            stream = session.stream(Request(query=ANY, rows=3, formats=formats))
            assert b"".join(stream).count(b"first") == 1
            assert not stream.complete
        cut = session.run(ANY, limit=3)
        assert (len(cut.rows), cut.complete) == (3, False)


def test_an_answer_without_end_is_stopped(
    misbehaving: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with query.Session(misbehaving + "everlasting") as session:
        with pytest.raises(QueryError, match=r"stopped after 0\.3 s"):
            session.run(ANY, limit=None, timeout=0.3)
        monkeypatch.setattr(address, "MOST", 1 << 20)
        with pytest.raises(QueryError, match="answer is longer than 1 MiB; add a LIMIT"):
            session.run(ANY, limit=None)


def test_a_long_answer_waits_on_disk(misbehaving: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replies, "IN_MEMORY", 1 << 16)
    with query.Session(misbehaving + "many") as session, read_only(misbehaving + "many") as store:
        tracemalloc.start()
        stream = session.stream(Request(query=ANY), timeout=None)
        assert sum(piece.count(b"\n") for piece in stream) == MANY + 2
        assert sum(1 for _ in store.select(ANY)) == MANY + 1
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert stream.complete
    assert most < MANY * 1000 / 8  # the answer is twenty megabytes


def test_quads_held_back_are_noticed(misbehaving: str) -> None:
    path = misbehaving + "mutilated"
    with read_only(path) as store, pytest.raises(QueryError, match="hands out 1 of its 7 quads"):
        store.quads()


def test_nobody_there() -> None:
    for command in (["query", "-e", "ASK {}"], ["info"]):
        found = run(*command, "--store", "http://127.0.0.1:1/query")
        assert found.exit_code == 3
        assert "http://127.0.0.1:1/query: cannot be reached" in found.stderr


def test_verbs_that_need_a_folder_say_so(endpoint: str) -> None:
    for command in (["build", "a.txt"], ["forget", "a.txt"], ["show", "a.txt"]):
        found = run(*command, "--store", endpoint)
        assert found.exit_code == 2
        assert f"{command[0]} needs a folder; endpoints answer export, info" in found.stderr


def test_what_is_shown_to_whom(misbehaving: str) -> None:
    Misbehaving.shown.clear()
    bare = misbehaving.removeprefix("http://")
    for shown in ("", "us%20er:p%40ss@", "secret-token@"):
        with query.Session(f"http://{shown}{bare}page") as session:
            with pytest.raises(StoreError) as caught:
                session.run("ASK {}")
            assert "p@ss" not in str(caught.value)
            assert "secret" not in str(caught.value)
    assert Misbehaving.shown == ["", "Basic dXMgZXI6cEBzcw==", "Bearer secret-token"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("http://me:secret@example.org/q", "http://example.org/q: a password or token goes over"),
        ("http://token@example.org/q", "over https only"),
        ("https://", "is no address"),
        ("https://example.org:port/q", "is no address"),
        ("https://example.org/q#x", "is no address"),
        ("https://exa mple.org/", "is no address"),
    ],
)
def test_addresses_that_are_none(text: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        address.parse(text)


def test_what_is_an_address() -> None:
    assert address.is_address("HTTPS://example.org/")
    for other in (
        "file:///etc/passwd",
        "ftp://example.org",
        "https",
        "data:text/plain,",
        Path("x"),
    ):
        assert not address.is_address(other)
        with pytest.raises(StoreError):
            read_only(other)


def test_files_are_no_endpoints() -> None:
    for other in ("file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/plain,x"):
        with pytest.raises(StoreError, match="is no address"):
            address.parse(other)
        with pytest.raises(StoreError, match="cannot be reached"):
            address.post(address.Address(url=other), [], "*/*", time.monotonic() + 9)
