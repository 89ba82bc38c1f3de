"""The query process: what it sends, when it looks anew, how it ends."""

from __future__ import annotations

import json
import os
import signal
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from nkgraph import folder, query
from nkgraph.engine import Engine, Request
from nkgraph.errors import QueryError, StoreError
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from nkgraph.rdf import Contribution
    from nkgraph.streams import Stream

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
JSON, XML, CSV = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
)
TURTLE = "text/turtle"


@pytest.fixture(scope="module")
def session(built: Path) -> Iterator[query.Session]:
    with query.Session(built) as opened:
        yield opened


def process(session: query.Session) -> int:
    engine = session._engine  # noqa: SLF001 - which process it is has no other witness
    assert isinstance(engine, Engine)
    running = engine._process  # noqa: SLF001
    assert running is not None
    return running.pid


def counted(session: query.Session) -> int:
    (row,) = session.run(COUNT).rows
    assert isinstance(row[0], ox.Literal)
    return int(row[0].value)


def quads(start: int, stop: int, graph: str = "urn:g") -> list[ox.Quad]:
    p, g = ox.NamedNode("urn:p"), ox.NamedNode(graph)
    nodes = [ox.NamedNode(f"urn:{n}") for n in range(start, stop)]
    return [q for n in nodes for q in (ox.Quad(n, p, n, g), ox.Quad(n, p, n))]


def test_a_session_sees_what_a_writer_changes(
    tmp_path: Path, contributions: tuple[Contribution, ...]
) -> None:
    path = tmp_path / "s"
    states = []

    def seen(change: Callable[[Store], object]) -> None:
        with Store.open(path, create=True) as writer:
            change(writer)
            expected = len(writer.merged())
            states.append(folder.state(path))
            assert counted(asking) == expected  # while the writer still holds the store
        assert counted(asking) == expected
        closed = folder.state(path)
        assert counted(asking) == expected
        assert folder.state(path) == closed  # reading leaves it as it is

    with Store.open(path, create=True) as writer:
        writer.swap(come=contributions[:1])
    with query.Session(path) as asking:
        seen(lambda s: s.swap(come=contributions[1:2]))
        first = process(asking)
        seen(lambda s: s.swap(gone={contributions[0].article}))
        for change in (
            lambda rdf: rdf.extend(quads(0, 1)),
            lambda rdf: rdf.bulk_extend(quads(1, 3000)),
            lambda rdf: rdf.remove(quads(0, 1)[1]),
            lambda rdf: (rdf.extend(quads(4000, 4001)), rdf.optimize()),
        ):
            raw = ox.Store(str(path / "rdf"))
            change(raw)
            states.append(folder.state(path))
            assert counted(asking) == len(
                list(raw.quads_for_pattern(None, None, None, ox.DefaultGraph()))
            )
            del raw
        assert process(asking) == first
    assert len(set(states)) == len(states)


def test_state_of_what_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store is there"):
        folder.state(tmp_path / "none")


AWKWARD = r"""SELECT ?a ?b ?c { VALUES (?a ?b ?c) {
  (1 1.5 1e0) (true "x\ty\nz\r\"\\"@en UNDEF) (UNDEF UNDEF UNDEF) ("" "\u0001\u2028" <urn:é>)
  ("x"^^<urn:type> "a"@en--ltr <<( <urn:a> <urn:b> 1 )>>) (" 1" "-1.50e3"^^xsd:double "_:b") } }"""


def test_terms_arrive_as_they_are(session: query.Session) -> None:
    prefixes = {"xsd": "http://www.w3.org/2001/XMLSchema#"}
    raw = ox.Store().query(AWKWARD, prefixes=prefixes)
    assert isinstance(raw, ox.QuerySolutions)
    assert tuple(session.run(AWKWARD).rows) == tuple(map(tuple, raw))
    assert tuple(session.run("SELECT * {}").rows) == ((),)
    assert session.run("SELECT ?x { VALUES ?x { UNDEF 1 } }").rows[0] == (None,)


MANY = "SELECT ?x ?y { { SELECT ?x { ?x ?p ?o } LIMIT 100 } { SELECT ?y { ?y ?q ?r } LIMIT 100 } }"


@pytest.mark.parametrize("limit", [1, 2, 999, 9_999])
def test_exactly_so_many_rows(session: query.Session, limit: int) -> None:
    found = session.run(MANY, limit=limit)
    assert (len(found.rows), found.complete) == (limit, False)
    built = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    graph = session.run(built, limit=min(limit, 50))
    assert (len(graph.triples), graph.complete) == (min(limit, 50), False)
    whole = session.run(built, limit=counted(session))
    assert (len(set(whole.triples)), whole.complete) == (counted(session), True)


def test_a_limit_that_is_not_reached_cuts_nothing(session: query.Session) -> None:
    for limit in (10_000, 10_001, None):
        found = session.run(MANY, limit=limit)
        assert (len(found.rows), found.complete) == (10_000, True)


def streamed(session: query.Session, request: Request) -> tuple[Stream, str]:
    stream = session.stream(request)
    assert not stream.complete
    return stream, b"".join(stream).decode()


def test_bytes_are_limited_and_the_end_says_so(session: query.Session) -> None:
    cut, text = streamed(session, Request(query=MANY, size=5_000))
    assert not cut.complete
    assert 4_000 < len(text.encode()) <= 5_000
    assert text.endswith("\n")
    for media in (JSON, XML, CSV):
        cut, text = streamed(session, Request(query=MANY, size=5_000, formats=(media, TURTLE)))
        assert (cut.complete, len(text.encode())) == (False, 5_000)
        whole, _ = streamed(session, Request(query=MANY, formats=(media, TURTLE)))
        assert whole.complete


def test_the_formats_of_the_standard(session: query.Session) -> None:
    request = Request(query=MANY, rows=3, formats=(JSON, TURTLE))
    stream, text = streamed(session, request)
    assert (stream.media, stream.variables, stream.complete) == (JSON, ("x", "y"), False)
    assert len(json.loads(text)["results"]["bindings"]) == 3
    stream, text = streamed(session, Request(query=MANY, rows=3, formats=(XML, TURTLE)))
    assert len(ET.fromstring(text).findall(".//{*}result")) == 3  # noqa: S314 - our own
    controls = r"SELECT ?x { VALUES ?x { 'a\u0001\uFFFEb' } }"
    stream, text = streamed(session, Request(query=controls, formats=(XML, TURTLE)))
    assert ET.fromstring(text).findtext(".//{*}literal") == "a\ufffd\ufffdb"  # noqa: S314 - our own
    formula = "SELECT ?x { VALUES ?x { '=1+1' -5 } }"
    stream, text = streamed(session, Request(query=formula, formats=(CSV, TURTLE)))
    assert text == "x\r\n'=1+1\r\n-5\r\n"
    graph = "CONSTRUCT { ?s a nk:Claim } { ?s a nk:Claim }"
    stream, text = streamed(session, Request(query=graph, rows=2, formats=(JSON, TURTLE)))
    assert (stream.kind, stream.media, stream.complete) == ("graph", TURTLE, False)
    assert text.count(" a nk:Claim .") == 2
    stream, text = streamed(session, Request(query="ASK {}", formats=(CSV, TURTLE)))
    assert (stream.boolean, stream.media, json.loads(text)["boolean"]) == (True, JSON, True)


def test_several_graphs_count_a_triple_once(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with Store.open(path, create=True):
        pass
    raw = ox.Store(str(path / "rdf"))
    triple = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o"))
    for graph in ("urn:a", "urn:b", "urn:c"):
        raw.add(ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph)))
    raw.add(ox.Quad(*triple))
    del raw
    both, named = ("urn:a", "urn:b"), "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    asked = {
        Request(query=COUNT): 1,
        Request(query=COUNT, default=("urn:a",)): 1,
        Request(query=COUNT, default=both): 1,
        Request(query=COUNT, default=()): 0,
        Request(query=named): 3,
        Request(query=named, named=both): 2,
        Request(query=named, default=both, named=("urn:c",)): 1,
        Request(query=named, default=both): 0,
        Request(query=COUNT, default=("urn:a", "urn:a"), named=()): 1,
        Request(query=COUNT, named=both): 0,
    }
    with query.Session(path) as session:
        for request, expected in asked.items():
            (row,) = session.stream(request).result().rows
            assert isinstance(row[0], ox.Literal)
            assert int(row[0].value) == expected, request
        with pytest.raises(QueryError, match=r"no graph <http://127\.0\.0\.1:1/>"):
            session.stream(Request(query=COUNT, default=("http://127.0.0.1:1/",)))


def test_an_error_in_the_query_costs_no_process(session: query.Session) -> None:
    session.run("ASK {}")
    first = process(session)
    for wrong in ("SELECT", "ASK { FILTER(<urn:none>(1)) }", "LOAD <urn:x>"):
        with pytest.raises(QueryError):
            session.run(wrong)
    assert session.run("ASK {}").boolean
    assert process(session) == first


def test_an_answer_left_unread_is_not_taken_for_the_next(session: query.Session) -> None:
    stream = session.stream(Request(query=MANY))
    next(iter(stream))
    assert session.run("ASK { FILTER(false) }").boolean is False
    assert not stream.complete


def test_a_process_that_was_killed_is_replaced(session: query.Session) -> None:
    session.run("ASK {}")
    os.kill(gone := process(session), signal.SIGKILL)
    os.waitid(os.P_PID, gone, os.WEXITED | os.WNOWAIT)
    assert session.run("ASK {}").boolean


def test_memory_is_bounded(built: Path) -> None:
    greedy = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
    with query.Session(built, memory=200 << 20) as session:
        with pytest.raises(QueryError, match=r"needs more than 200 MiB of memory.*--memory"):
            session.run(greedy, timeout=60)
        assert session.run("ASK {}").boolean
