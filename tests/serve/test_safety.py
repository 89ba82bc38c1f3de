"""Nothing reaches out of ``nkgraph serve``, whatever a client sends."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from tests import trap as trap_
from tests.trap import QUERIES, SECRET, filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx
    from tests.serve.running import Running
    from tests.trap import Trap

pytestmark = pytest.mark.enable_socket  # the trap listens; a blocked call would look like none

ASK = "ASK { ?c a nk:Claim }"
FORM = {"content-type": "application/x-www-form-urlencoded"}
CONTEXT = '{"@context": "URL", "@id": "urn:x", "name": "y"}'
REMOTE = '{"@context": {"@import": "URL"}, "@id": "urn:x"}'


@pytest.fixture
def trap(tmp_path: Path, client: httpx.Client) -> Iterator[Trap]:
    with trap_.set_in(tmp_path) as found:
        yield found
        assert not found.sprung()
        assert client.get("/query", params={"query": ASK}).json() == {"head": {}, "boolean": True}


def ways(text: str, *, field: str = "query") -> list[dict[str, Any]]:
    """Return the three ways of the protocol to send a query, or an update, as httpx takes them."""
    direct = {"content-type": f"application/sparql-{field}"}
    return [
        {"method": "GET", "params": {field: text}},
        {"method": "POST", "content": urlencode({field: text}), "headers": FORM},
        {"method": "POST", "content": text, "headers": direct},
    ]


def refused(client: httpx.Client, request: dict[str, Any], path: str = "/query") -> str:
    """Send what has to be refused; return what the server says to it."""
    answer = client.request(url=path, **request)
    assert 400 <= answer.status_code < 500, (request, answer.text)
    assert SECRET not in answer.text
    return answer.text


@pytest.mark.parametrize("text", QUERIES)
def test_queries(text: str, trap: Trap, client: httpx.Client) -> None:
    wanted = filled(text, trap)
    for request in ways(wanted):
        refused(client, request)
    for request in ways(wanted, field="update"):
        refused(client, request)
        refused(client, request, "/update")
    refused(client, {"method": "GET", "params": {"query": wanted}}, "/ask")


@pytest.mark.parametrize("field", ["default-graph-uri", "named-graph-uri"])
def test_datasets_of_the_protocol(field: str, trap: Trap, client: httpx.Client) -> None:
    for iri in (trap.url, trap.file):
        for request in ways(ASK):
            beside = {"params": {**request.get("params", {}), field: iri}}
            assert "nothing is fetched" in refused(client, request | beside)
        form = {"content": urlencode({"query": ASK, field: iri}), "headers": FORM}
        assert "nothing is fetched" in refused(client, {"method": "POST", **form})


def test_updates_with_a_dataset(trap: Trap, client: httpx.Client) -> None:
    for field in ("using-graph-uri", "using-named-graph-uri"):
        for iri in (trap.url, trap.file):
            for request in ways("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", field="update"):
                beside = {"params": {**request.get("params", {}), field: iri}}
                refused(client, request | beside)
                refused(client, request | beside, "/update")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE"])
def test_the_graph_store(method: str, trap: Trap, client: httpx.Client) -> None:
    bodies = [
        ("application/ld+json", CONTEXT),
        ("application/ld+json", REMOTE),
        ("text/turtle", "<> <http://www.w3.org/2002/07/owl#imports> <URL>, <FILE> ."),
    ]
    for media, body in bodies:
        for iri in (trap.url, trap.file):
            request: dict[str, Any] = {"method": method, "params": {"graph": iri}}
            if method not in {"GET", "HEAD"}:
                request |= {"content": filled(body, trap), "headers": {"content-type": media}}
                refused(client, request, "/query")
            refused(client, request, "/store")


def test_json_ld(trap: Trap, client: httpx.Client) -> None:
    """Neither a body in JSON-LD nor a link to a context has anything fetched."""
    for body in (CONTEXT, REMOTE):
        asked = {"content-type": "application/ld+json", "accept": "application/ld+json"}
        refused(client, {"method": "POST", "content": filled(body, trap), "headers": asked})
    link = f'<{trap.url}>; rel="http://www.w3.org/ns/json-ld#context"'
    profile = f'application/ld+json;profile="{trap.url}"'
    text = f"CONSTRUCT {{ <{trap.url}> <{trap.url}> <{trap.file}> }} {{}}"
    for request in ways(text):
        headers = request.get("headers", {}) | {"accept": profile, "link": link}
        answer = client.request(url="/query", **(request | {"headers": headers}))
        assert answer.status_code == 200
        assert trap.url in answer.text


def test_names_of_files(trap: Trap, client: httpx.Client) -> None:
    """A query is its text, never the name of a file with it; no path leads to one."""
    query = trap.secret.with_suffix(".rq")
    os.link(trap.secret, query)  # whoever opens it opens the watched file
    for name in (str(query), query.as_uri(), f"@{query}", f"../../../../../..{query}"):
        for request in ways(name):
            refused(client, request)
        refused(client, {"method": "GET", "params": {"query": name}}, "/ask")
        for place in ("named", "static", "id", "static/vendor"):
            refused(client, {"method": "GET"}, f"/{place}/{name}")
            refused(client, {"method": "GET"}, f"/{place}/{name.replace('/', '%2f')}")
        for parameter in ("of", "kind") if "://" not in name else ():
            refused(client, {"method": "GET", "params": {parameter: name}}, "/named/claims-about")
        refused(client, {"method": "GET", "params": {"iri": name}}, "/iri")


def test_parameters_and_nodes(trap: Trap, client: httpx.Client) -> None:
    """An address in a place for an IRI is a name, and nothing is there by that name."""
    for iri in (trap.url, trap.file):
        refused(client, {"method": "GET", "params": {"iri": iri}}, "/iri")
        for wanted in ("text/html", "application/sparql-results+json"):
            answer = client.get(
                "/named/claims-about", params={"of": iri}, headers={"accept": wanted}
            )
            assert answer.status_code == 200
            assert SECRET not in answer.text


@pytest.mark.parametrize("method", ["GET", "CONNECT", "POST"])
def test_the_server_is_no_proxy(method: str, trap: Trap, server: Running) -> None:
    where = trap.url.split("/")[2]
    target = where if method == "CONNECT" else trap.url
    lines = (f"{method} {target} HTTP/1.1", f"Host: {where}", "Content-Length: 0", "", "")
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as made:
        made.sendall("\r\n".join(lines).encode())
        status = made.recv(4096).split(b" ")[1]
    assert status.startswith(b"4")


def test_headers_that_name_an_address(trap: Trap, client: httpx.Client) -> None:
    for name in ("origin", "referer", "forwarded", "x-forwarded-host", "x-forwarded-for"):
        answer = client.get("/query", params={"query": ASK}, headers={name: trap.url})
        assert answer.status_code in {200, 403}


def test_query_processes_have_no_network(trap: Trap, server: Running) -> None:
    if not trap_.isolated():
        pytest.skip("this system does not let a process leave the network")
    own = Path(f"/proc/{server.process.pid}/ns/net").readlink()
    workers = [Path(f"/proc/{pid}/ns/net").readlink() for pid in server.workers()]
    assert workers
    assert own not in workers
    assert not trap.sprung()
