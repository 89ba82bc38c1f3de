"""The W3C's SPARQL 1.1 query tests: what the engine passes, passes through query and serve."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import pytest
from tests import w3c
from tests.serve.running import start
from tests.w3c import FORMATS, Answer

from nkgraph import folder, query
from nkgraph.engine import Request
from nkgraph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

    from nkgraph.results import Result

pytestmark = [pytest.mark.slow, pytest.mark.allow_hosts(["127.0.0.1"])]

ENGINE_PASSES = 177
"""Of 196 evaluation tests, with pyoxigraph 0.5.13. The archive's tests are those of 2012: most of
the others want what was taken back since (paths ``{n,m}``, plain literals beside xsd:string)."""
DIRECT = {"content-type": "application/sparql-query"}


class Lone(NamedTuple):
    """A store that tests fill, a session on it, and a client of a server on it."""

    store: ox.Store
    session: query.Session
    client: httpx.Client


@pytest.fixture(scope="module")
def suite(pytestconfig: pytest.Config) -> Path:
    """The folder of the tests."""
    assert pytestconfig.cache is not None
    return w3c.fetch(pytestconfig.cache.mkdir("w3c"))


@pytest.fixture(scope="module")
def lone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lone]:
    """A store that is filled while others read it."""
    path = tmp_path_factory.mktemp("w3c") / "s"
    folder.make(path)
    writer = ox.Store(str(folder.check(path)))
    with query.Session(path) as session, start(path) as server, server.client() as client:
        yield Lone(writer, session, client)


def of_ours(result: Result) -> Answer:
    if result.kind == "boolean":
        return bool(result.boolean)
    if result.kind == "graph":
        return w3c.canonical(result.triples)
    return w3c.table(result.variables, result.rows)


def asked(client: httpx.Client, text: str, way: int) -> httpx.Response:
    """Ask by GET, a form or a body, each for formats of its own."""
    rows, graph = list(FORMATS.values())[way].media_type, list(w3c.GRAPHS)[way]
    headers = {"accept": f"{rows}, {graph}, application/sparql-results+json;q=0.1"}
    if way == 0:
        return client.get("/query", params={"query": text}, headers=headers)
    if way == 1:
        return client.post("/query", data={"query": text}, headers=headers)
    return client.post("/query", content=text, headers=headers | DIRECT)


def test_evaluation(suite: Path, lone: Lone) -> None:
    passed, differ = 0, []
    for case, engine in w3c.evaluated(suite, lone.store):
        try:
            ours = of_ours(lone.session.run(case.text, limit=None))
        except QueryError:
            ours = None
        passed += engine is not None and engine == w3c.expected(case)
        if ours != engine:
            differ.append(case.name)
    assert not differ
    assert passed >= ENGINE_PASSES


def test_evaluation_over_http(suite: Path, lone: Lone) -> None:
    passed, differ = 0, []
    for number, (case, engine) in enumerate(w3c.evaluated(suite, lone.store)):
        text = f"# {number}\n{case.text}"  # so that no answer is kept from other data
        for way in range(len(FORMATS)):
            answer = asked(lone.client, text, way)
            good = answer.status_code == 200
            ours = w3c.of_bytes(answer.headers["content-type"], answer.content) if good else None
            passed += ours is not None and ours == w3c.expected(case)
            if ours != engine:
                differ.append((case.name, way, answer.status_code))
    assert not differ
    assert passed >= ENGINE_PASSES * len(FORMATS)


def test_csv_over_http(suite: Path, lone: Lone) -> None:
    found = []
    for case, _ in w3c.evaluated(suite, lone.store):
        assert case.expected is not None
        if case.expected.suffix == ".csv":
            text = f"# {case.expected.name}\n{case.text}"
            answer = lone.client.get("/query", params={"query": text, "format": "csv"})
            rows = w3c.csv_rows(answer.content)
            assert rows == w3c.csv_rows(w3c.raw_csv(lone.store, case))
            found.append(rows == w3c.csv_rows(case.expected.read_bytes()))
    assert sorted(found) == [False, True, True]  # the engine has 1.0E6 as 1000000


def test_syntax(suite: Path, lone: Lone) -> None:
    lone.store.clear()
    told, seen = [], 0
    for case in w3c.cases(suite):
        if case.expected is not None:
            continue
        if case.fetched:
            w3c.fill(lone.store, case)
        engine = w3c.raw(lone.store, case)
        try:
            ours: Answer | None = of_ours(lone.session.run(case.text))
        except QueryError as error:
            ours = None
            if engine is not None:
                told.append((case.name, str(error)))
        assert (ours is None) >= (engine is None), case.name
        answer = asked(lone.client, case.text, seen % len(FORMATS))
        assert (answer.status_code == 200) == (ours is not None), (case.name, answer.text)
        seen += 1
    assert not told
    assert seen > 80


def test_formats(suite: Path, lone: Lone) -> None:
    """What the process writes as JSON, XML and TSV reads back as the same rows."""
    seen = 0
    for case, wanted in w3c.evaluated(suite, lone.store):
        if wanted is None or (case.expected is not None and case.expected.suffix == ".ttl"):
            continue
        for form in FORMATS.values():
            stream = lone.session.stream(
                Request(query=case.text, formats=(form.media_type, "text/turtle"))
            )
            data = b"".join(stream)
            if stream.kind == "rows":
                found = w3c.of_engine(ox.parse_query_results(data, format=form))
                assert found == wanted, case.name
            elif stream.kind == "boolean" and form != ox.QueryResultsFormat.TSV:
                assert json.loads(data)["boolean"] == wanted if b"{" in data else wanted is not None
            seen += 1
    assert seen > ENGINE_PASSES
