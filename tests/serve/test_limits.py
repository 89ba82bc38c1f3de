"""What the server does not let happen: runaway queries, strangers, floods, half answers."""

from __future__ import annotations

import concurrent.futures
import contextlib
import os
import signal
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from tests.serve.running import ENDLESS, HOST, Running, start

from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

ASK = "ASK { ?c a nk:Claim }"
ALL = "SELECT * { ?s ?p ?o . ?a ?b ?c }"
"""An answer of hundreds of megabytes."""


@pytest.fixture(scope="module")
def small(built: Path) -> Iterator[Running]:
    """A server with one query process and tight limits."""
    options = ("--workers", "1", "--timeout", "1.5", "--max-query", "2", "--max-answer", "4")
    with start(built, *options) as started:
        yield started


def ask(client: httpx.Client, query: str, **headers: str) -> httpx.Response:
    return client.get("/query", params={"query": query}, headers=headers)


def test_a_runaway_query_is_ended_with_its_process(small: Running) -> None:
    with small.client() as client:
        assert ask(client, ASK).json()["boolean"] is True
        before = small.workers()
        answer = ask(client, ENDLESS)
        assert answer.status_code == 504
        assert "stopped after 1.5 s; add a LIMIT" in answer.text
        assert ask(client, f"{ASK} # once more").json()["boolean"] is True
    for _ in range(100):
        if len(set(before) - set(small.workers())) == 1:
            break
        time.sleep(0.05)
    assert len(set(before) - set(small.workers())) == 1
    small.logged("killed")


def test_who_waits_for_a_runaway_query_gets_an_answer(small: Running) -> None:
    with small.client() as client, concurrent.futures.ThreadPoolExecutor() as pool:
        endless = pool.submit(ask, client, ENDLESS)
        time.sleep(0.3)
        assert ask(client, ASK).json()["boolean"] is True
        assert endless.result().status_code == 504


def test_a_client_that_goes_away_ends_its_query(small: Running) -> None:
    with small.client() as client:
        assert ask(client, ASK).status_code == 200
        before = small.workers()
        with pytest.raises(httpx.ReadTimeout):
            client.get("/query", params={"query": ENDLESS}, timeout=0.5)
    for _ in range(100):
        if small.workers() not in ([], before):
            break
        time.sleep(0.05)
    assert small.workers() not in ([], before)


def test_an_answer_that_grows_too_long_is_never_taken_for_whole(small: Running) -> None:
    with small.client() as client, pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
        ask(client, ALL, **{"accept-encoding": "identity"})
    small.logged(
        "request",
        cut="the answer is longer than 4,194,304 bytes; add a LIMIT, or ask for less at a time",
    )
    with small.client() as client, pytest.raises(httpx.RemoteProtocolError):
        ask(client, ALL, **{"accept-encoding": "gzip"})


@pytest.mark.parametrize("way", ["get", "form", "body"])
def test_a_query_that_is_too_long_is_refused(small: Running, way: str) -> None:
    query = f"ASK {{}} #{'x' * 3000}"
    with small.client() as client:
        if way == "get":
            answer = ask(client, query)
        elif way == "form":
            answer = client.post("/query", data={"query": query})
        else:
            sent = {"content-type": "application/sparql-query"}
            answer = client.post("/query", content=query, headers=sent)
    assert answer.status_code == 413
    assert "may hold 2,048 bytes" in answer.text


def test_a_body_that_is_too_long_is_not_even_read(small: Running) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(10_000):
            yield b"x" * 1000

    sent = {"content-type": "application/sparql-query"}
    with small.client() as client:
        answer = client.post("/query", content="x" * 100_000, headers=sent)
        assert answer.status_code == 413
    # closed before all was written
    with small.client() as client, contextlib.suppress(httpx.WriteError):
        assert client.post("/query", content=chunks(), headers=sent).status_code == 413


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "127.0.0.1, x", "[::"]
)
def test_only_loopback_names_are_answered(client: httpx.Client, host: str) -> None:
    answer = ask(client, ASK, host=host)
    assert answer.status_code == 421
    assert "--allow-host" in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:7878", "127.0.0.1:1", "[::1]:7878"])
def test_loopback_names_are_answered(client: httpx.Client, host: str) -> None:
    assert ask(client, ASK, host=host).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_pages_of_other_sites_may_not_ask(client: httpx.Client, origin: str) -> None:
    answer = ask(client, ASK, origin=origin)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert client.options("/query", headers={"origin": origin}).status_code == 403


def test_pages_of_this_server_may(client: httpx.Client) -> None:
    own = str(client.base_url).rstrip("/")
    answer = ask(client, ASK, origin=own)
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_sites_that_are_named_may_ask(built: Path) -> None:
    site = "https://atlas.example"
    options = ("--cors", site, "--allow-host", "graph.example", "--workers", "1")
    with start(built, *options) as server, server.client() as client:
        answer = ask(client, ASK, origin=site, host="graph.example")
        assert answer.headers["access-control-allow-origin"] == site
        assert "Origin" in answer.headers["vary"]
        assert ask(client, ASK, origin="https://evil.example").status_code == 403
        asked = {
            "origin": site,
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
        }
        before = client.options("/query", headers=asked)
        assert before.status_code == 204
        assert "POST" in before.headers["access-control-allow-methods"]
        assert "Content-Type" in before.headers["access-control-allow-headers"]
        assert "access-control-allow-credentials" not in before.headers


@pytest.mark.parametrize("options", [("--cors", "*")])
def test_every_site_may_if_told_so_but_without_cookies(
    built: Path, options: tuple[str, ...]
) -> None:
    with start(built, "--workers", "1", *options) as server, server.client() as client:
        answer = ask(client, ASK, origin="https://any.example")
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert server.stop() == 0


def test_a_token_is_asked_for(built: Path) -> None:
    options = ("--workers", "1", "--rate", "1000")
    with start(built, *options, NKGRAPH_TOKEN="sesame") as server:  # noqa: S106 - a test's
        with server.client() as client:
            refused = ask(client, ASK)
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"].startswith("Bearer")
            for wrong in ("Bearer", "Bearer sesam", "Bearer sesame2", "Basic sesame", "Bearer é"):
                sent = {b"authorization": wrong.encode()}
                assert client.get("/query", headers=sent).status_code == 401
            assert ask(client, ASK, authorization="Bearer sesame").json()["boolean"] is True
            assert client.get("/health").status_code == 200
            assert client.get("/", headers={"accept": "text/html"}).status_code == 401
            assert client.post("/login", data={"token": "sesam"}).status_code == 401
            entered = client.post("/login", data={"token": "sesame"})
            assert entered.status_code == 303
            cookie = entered.headers["set-cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=Strict" in cookie
            assert "sesame" not in cookie
            assert ask(client, ASK).json()["boolean"] is True  # by its cookie
        assert "sesame" not in str(server.lines)


def test_other_machines_need_a_token(built: Path) -> None:
    from click.testing import CliRunner

    from nkgraph.cli import main

    told = CliRunner().invoke(main, ["serve", "--store", str(built), "--host", "0.0.0.0"])  # noqa: S104 - refused
    assert told.exit_code == 2
    assert "lets other machines in: give --token" in told.output


def test_too_many_requests_are_put_off(built: Path) -> None:
    with start(built, "--workers", "1", "--rate", "2") as server, server.client() as client:
        answers = [client.get("/health") for _ in range(12)]
        late = [answer for answer in answers if answer.status_code == 429]
        assert 6 <= len(late) <= 8
        assert int(late[0].headers["retry-after"]) >= 1
        assert "slow down" in late[0].text


def test_too_many_queries_are_put_off(built: Path) -> None:
    with (
        start(built, "--workers", "1", "--timeout", "1") as server,
        server.client(limits=httpx.Limits(max_connections=100)) as client,
        concurrent.futures.ThreadPoolExecutor(90) as pool,
    ):
        asked = [pool.submit(ask, client, ENDLESS) for _ in range(80)]
        answers = [one.result() for one in asked]
        codes = [answer.status_code for answer in answers]
        assert set(codes) == {503, 504}
        assert codes.count(504) < 20
        assert any("queries wait already" in answer.text for answer in answers)
        assert all(int(a.headers["retry-after"]) for a in answers if a.status_code == 503)
        assert ask(client, ASK).json()["boolean"] is True


def test_the_log_keeps_queries_to_itself(built: Path, server: Running) -> None:
    private = "SELECT ?x { BIND('a secret of mine' AS ?x) }"
    with server.client() as client:
        ask(client, private)
        ask(client, private + " wrong")
    server.logged("request", status=400)
    assert "a secret of mine" not in str(server.lines)
    line = server.logged("request", status=200, path="/query")
    assert {"time", "client", "method", "bytes", "ms"} <= set(line)
    with start(built, "--workers", "1", "--log-queries") as telling, telling.client() as client:
        ask(client, private)
        assert telling.logged("request")["query"] == private


def test_what_is_written_meanwhile_is_seen_at_once(
    tmp_path: Path, built: Path, hand_made: None
) -> None:
    import shutil

    del hand_made
    store = tmp_path / "store"
    shutil.copytree(built, store)
    count = "SELECT (COUNT(*) AS ?n) { ?c a nk:Article }"
    with start(store, "--workers", "2") as server, server.client() as client:
        first = ask(client, count)
        assert first.json()["results"]["bindings"][0]["n"]["value"] == "3"
        with Store.open(store) as opened:
            opened.swap(gone={opened.article(opened.articles()[0].iri)})
        time.sleep(0.02)
        second = ask(client, count, **{"if-none-match": first.headers["etag"]})
        assert second.status_code == 200
        assert second.json()["results"]["bindings"][0]["n"]["value"] == "2"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_lets_running_queries_end(built: Path, how: signal.Signals) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
    with start(built, "--workers", "1", "--timeout", "15") as server:
        workers = server.workers()
        with server.client() as client, concurrent.futures.ThreadPoolExecutor() as pool:
            running = pool.submit(ask, client, slow)
            time.sleep(0.1)
            assert server.stop(how) == 0
            assert running.result().status_code == 200
        server.logged("stopped")
        assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def test_a_stop_does_not_wait_for_ever(built: Path) -> None:
    options = ("--workers", "1", "--timeout", "60", "--grace", "1")
    with start(built, *options) as server:
        workers = server.workers()
        with server.client() as client, concurrent.futures.ThreadPoolExecutor() as pool:
            running = pool.submit(ask, client, ENDLESS)
            time.sleep(0.3)
            assert server.stop() == 0
            answer = running.result()
            assert (answer.status_code, answer.text) == (503, "the server is being stopped\n")
        assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def test_a_query_process_that_dies_is_replaced(built: Path) -> None:
    with start(built, "--workers", "1", "--timeout", "10") as server, server.client() as client:
        assert ask(client, ASK).status_code == 200
        with concurrent.futures.ThreadPoolExecutor() as pool:
            running = pool.submit(ask, client, ENDLESS)
            time.sleep(0.3)
            for pid in server.workers():
                os.kill(pid, signal.SIGKILL)
            answer = running.result()
        assert answer.status_code == 500
        assert "the query process ended" in answer.text
        assert ask(client, ASK).json()["boolean"] is True


@pytest.mark.parametrize(
    "sent",
    [
        b"GARBAGE\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /query?query=\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"POST /query HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /id/%ff%00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /static/../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /static/%2e%2e/app.py HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
)
def test_garbage_hurts_nobody(server: Running, sent: bytes) -> None:
    with socket.create_connection((HOST, server.port), timeout=5) as raw:
        raw.sendall(sent)
        raw.shutdown(socket.SHUT_WR)
        status = raw.recv(1000).split(b"\r\n")[0]
        assert status == b"" or status.split()[1][:1] == b"4", status
    with server.client() as client:
        assert ask(client, ASK).json()["boolean"] is True
    assert "server" not in {line["event"] for line in server.lines if "error" in line}


def test_a_page_that_takes_too_long_is_not_made(built: Path) -> None:
    options = ("--workers", "1", "--timeout", "0.05")
    with start(built, *options) as server, server.client() as client:
        answer = client.get("/view/network")
        assert answer.status_code == 503
        assert "not made within 0.05 s" in answer.text
        assert client.get("/health").status_code == 200
        views = [pid for pid in server.workers() if b"view" in _command(pid)]
    assert not views


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()
