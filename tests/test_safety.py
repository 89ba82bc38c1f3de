"""Nothing reaches out: a socket that nobody may call, a file that nobody may open.

``serve/test_safety.py`` is the same for ``nkgraph serve``.
"""

from __future__ import annotations

import json
import re
import socket
import threading
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests import trap as trap_
from tests.trap import QUERIES, SECRET, filled

import nkgraph
from nkgraph import query, snapshot, sparql, validate
from nkgraph.cli import main
from nkgraph.engine import Engine, Request
from nkgraph.errors import NkgraphError, QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.trap import Trap

    from nkgraph.store import Store

pytestmark = pytest.mark.enable_socket  # the trap listens; a blocked call would look like none


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    with trap_.set_in(tmp_path) as found:
        yield found


HARMLESS = "SELECT * { GRAPH <URL> { ?s ?p ?o } }"


def test_the_trap_springs(trap: Trap) -> None:
    socket.create_connection(("127.0.0.1", int(trap.url.split(":")[2].split("/")[0]))).close()
    trap.secret.read_text(encoding="utf-8")
    for _ in range(1000):
        if trap.calls:
            break
        threading.Event().wait(0.01)
    assert len(trap.sprung()) == 2


def test_in_python(trap: Trap, built: Path, memory: Store) -> None:
    with nkgraph.open(built) as graph, query.Session(built) as session:
        ways: list[Callable[[str], object]] = [
            graph.query,
            nkgraph.Graph(memory).query,
            session.run,
            lambda text: session.stream(Request(query=text)),
            lambda text: list(memory.select(text)),
            lambda text: list(graph.store.select(text)),
        ]
        for text in QUERIES:
            for ask in ways:
                with pytest.raises(QueryError):
                    ask(filled(text, trap))
    assert not trap.sprung()


def test_a_dataset_of_the_protocol(trap: Trap, built: Path) -> None:
    with query.Session(built) as session:
        for iri in (trap.url, trap.file):
            for request in (
                Request(query="ASK {}", default=(iri,)),
                Request(query="ASK {}", named=(iri,)),
            ):
                with pytest.raises(QueryError, match="nothing is fetched"):
                    session.stream(request)
        assert not session.run(filled(HARMLESS, trap)).rows
        assert not session.run("SELECT * { GRAPH ?x { ?s ?p ?o } }", {"x": trap.url}).rows
    assert not trap.sprung()


def test_on_the_command_line(trap: Trap, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    for text in QUERIES:
        wanted = filled(text, trap)
        file.write_text(wanted, encoding="utf-8")
        for words in (["-e", wanted], [str(file)], ["-"]):
            run = CliRunner().invoke(main, ["query", "--store", str(built), *words], input=wanted)
            assert (run.exit_code, run.stdout) == (3, ""), run.output
            assert run.stderr.startswith("Error: ")
    assert not trap.sprung()


def test_the_process_itself_has_no_network(trap: Trap, built: Path) -> None:
    """What the refusals might overlook, the kernel stops."""
    if not trap_.isolated():
        pytest.skip("this system does not let a process leave the network")
    with Engine(built / "rdf", {}, sparql.BASE) as engine:
        for text in (q for q in QUERIES if "SERVICE" in q and "\\u" not in q):
            list(engine.ask(filled(text, trap), Request(query=""), None))
    assert not trap.sprung()


def test_rdflib(trap: Trap, memory: Store) -> None:
    from rdflib import URIRef
    from rdflib.plugins.sparql import prepareQuery

    dataset = nkgraph.Graph(memory).to_rdflib()
    graphs = (dataset, dataset.graph(URIRef("urn:g")), next(iter(dataset.graphs())))
    for text in QUERIES:
        wanted = filled(text, trap)
        for graph in graphs:
            asks: list[Callable[[], object]]
            if text.startswith(("LOAD", "INSERT")):
                asks = [lambda g=graph, w=wanted: g.update(w)]  # type: ignore[misc]
            else:
                asks = [lambda g=graph, w=wanted: g.query(w)]  # type: ignore[misc]
                asks += [lambda g=graph, w=wanted: g.query(prepareQuery(w))]  # type: ignore[misc]
            for ask in asks:
                with pytest.raises(QueryError, match=r"RDFLib would fetch|no SPARQL updates"):
                    ask()
    assert not trap.sprung()


@pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning")  # RDFLib's own use of itself
def test_rdflib_still_answers(memory: Store) -> None:
    graph = nkgraph.Graph(memory)
    counting = "SELECT DISTINCT ?c { ?c a nk:Claim }"
    assert len(graph.to_rdflib().query(counting)) == len(graph.query(counting)) > 0


SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix nk: <https://w3id.org/nkgraph/ontology#> .
<> a owl:Ontology ; owl:imports <URL>, <FILE> .
<urn:shape> a sh:NodeShape ; sh:targetClass nk:Claim ; CONSTRAINT .
"""
CONSTRAINTS = (
    'sh:sparql [ sh:select "SELECT $this { SERVICE <URL> { $this ?p ?o } }" ]',
    'sh:sparql [ sh:select "SELECT $this FROM <FILE> { $this ?p ?o }" ]',
    'sh:js [ sh:jsFunctionName "f" ; sh:jsLibrary [ sh:jsLibraryPlace "URL" ] ]',
    "sh:property [ sh:path nk:cue ; sh:minCount 0 ]",
)


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_shapes(constraint: str, trap: Trap, memory: Store, tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(filled(SHAPES.replace("CONSTRAINT", constraint), trap), encoding="utf-8")
    try:
        list(validate._shapes(memory.merged(), path))  # noqa: SLF001 - the shapes are the package's own
    except NkgraphError as error:
        refused = re.search("refused|must not contain a federated query", str(error))
        assert refused
    else:
        assert "SERVICE" not in constraint
        assert "FROM" not in constraint
    assert not trap.sprung()


FILES = {
    "a.jsonld": '{"@context": "URL", "@id": "urn:x", "name": "y"}',
    "b.jsonld": '{"@context": "FILE", "@id": "urn:x", "name": "y"}',
    "c.jsonld": '{"@context": {"@import": "URL"}, "@id": "urn:x"}',
    "d.jsonld": '{"@context": {"p": {"@id": "urn:p", "@context": "URL"}}, "p": {}}',
    "e.rdf": '<!DOCTYPE r [<!ENTITY x SYSTEM "FILE">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/'
    '02/22-rdf-syntax-ns#"><rdf:Description rdf:about="urn:s"><p xmlns="urn:">&x;</p>'
    "</rdf:Description></rdf:RDF>",
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_point_elsewhere(name: str, trap: Trap, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(filled(FILES[name], trap), encoding="utf-8")
    with pytest.raises(NkgraphError) as caught:
        snapshot.read(str(path))
    assert SECRET not in str(caught.value)
    assert not trap.sprung()


def test_json_ld_is_made_without_fetching(trap: Trap, memory: Store) -> None:
    from nkgraph.export import jsonld

    with pytest.raises(NkgraphError, match="a remote JSON-LD context is not loaded"):
        jsonld.no_network(trap.url, {})
    assert json.loads(jsonld.export(memory))["@context"]
    assert not trap.sprung()
