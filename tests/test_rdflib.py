"""The RDFLib face: every quad, a copy to change, and nothing that reaches out."""

from __future__ import annotations

import json
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.plugins.sparql import prepareQuery

from nkgraph.errors import NkgraphError, QueryError
from nkgraph.export import EXPORTERS
from nkgraph.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nkgraph.store import Store

CLAIM = rdflib.URIRef("https://w3id.org/nkgraph/ontology#Claim")
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning:rdflib"),
    pytest.mark.filterwarnings("ignore:Dataset.contexts:DeprecationWarning:rdflib"),
]


class Listener:
    """A web server of sorts that notes who calls."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.calls = 0
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)


@pytest.fixture
def listener(socket_enabled: None) -> Iterator[Listener]:  # noqa: ARG001 - pytest-socket's switch
    made = Listener()
    yield made
    made.close()


def test_every_quad_is_there(memory: Store) -> None:
    dataset = Graph(memory).to_rdflib()
    assert isinstance(dataset, rdflib.Dataset)
    assert len({(s, p, o, g) for s, p, o, g in dataset.quads() if g}) == len(memory.quads())
    assert len(set(dataset.subjects(rdflib.RDF.type, CLAIM))) == 7
    assert len(dataset) == len(memory.merged())


def test_one_graph_is_what_turtle_holds(memory: Store) -> None:
    graph = Graph(memory).to_rdflib(graphs=False)
    assert not isinstance(graph, rdflib.Dataset)
    turtle = rdflib.Graph().parse(data=EXPORTERS["turtle"](memory), format="turtle")
    assert isomorphic(graph, turtle)
    assert dict(graph.namespaces())["nk"].endswith("ontology#")


def test_queries_are_answered_and_counted_once(memory: Store) -> None:
    dataset = Graph(memory).to_rdflib()
    text = "SELECT (COUNT(?c) AS ?n) { ?c a nk:Claim }"
    for question in (text, prepareQuery(text, initNs={"nk": CLAIM.removesuffix("Claim")})):
        assert [str(row[0]) for row in _rows(dataset, question)] == ["7"]
    article = next(g for g in dataset.graphs() if "article" in g.identifier)
    assert article.query("ASK { ?c a nk:Claim }").askAnswer


def _rows(graph: rdflib.Graph, question: Any) -> list[Any]:  # noqa: ANN401 - text or prepared
    return list(graph.query(question))


def test_it_is_a_copy_to_change(memory: Store) -> None:
    dataset = Graph(memory).to_rdflib()
    before = len(memory.quads())
    one = dataset.graph(rdflib.URIRef("urn:mine"))
    one.add((CLAIM, rdflib.RDFS.comment, rdflib.Literal("mine")))
    one.parse(data="<urn:a> <urn:b> <urn:c> .", format="turtle")
    assert len(one) == 2
    assert (CLAIM, rdflib.RDFS.comment, rdflib.Literal("mine")) in dataset
    assert len(memory.quads()) == before


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <ADDRESS> { ?s ?p ?o } }",
        "ASK { FILTER EXISTS { SERVICE <ADDRESS> { ?s ?p ?o } } }",
        "SELECT * FROM <ADDRESS> { ?s ?p ?o }",
        "SELECT * FROM NAMED <ADDRESS> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * FROM <SECRET> { ?s ?p ?o }",
    ],
)
@pytest.mark.parametrize("prepared", [False, True])
def test_queries_reach_nothing_outside(
    memory: Store, listener: Listener, tmp_path: Path, text: str, *, prepared: bool
) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text('<urn:secret> <urn:p> "secret" .')
    text = text.replace("ADDRESS", listener.address).replace("SECRET", secret.as_uri())
    for graphs in (True, False):
        made = Graph(memory)
        face = made.to_rdflib() if graphs else made.to_rdflib(graphs=False)
        inner = [g for g in face.graphs() if len(g)] if isinstance(face, rdflib.Dataset) else []
        for one in (face, *inner[:2]):
            with pytest.raises(QueryError, match="is refused"):
                one.query(prepareQuery(text) if prepared else text)
    assert listener.calls == 0


@pytest.mark.parametrize(
    "text", ["LOAD <ADDRESS>", "CLEAR DEFAULT", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"]
)
def test_updates_are_refused(memory: Store, listener: Listener, text: str) -> None:
    dataset = Graph(memory).to_rdflib()
    before = len(dataset)
    with pytest.raises(QueryError, match="takes no SPARQL updates"):
        dataset.update(text.replace("ADDRESS", listener.address))
    assert (len(dataset), listener.calls) == (before, 0)


def test_no_address_is_parsed(memory: Store, listener: Listener) -> None:
    dataset = Graph(memory).to_rdflib()
    for one in (dataset, dataset.graph(rdflib.URIRef("urn:mine"))):
        with pytest.raises(NkgraphError, match="is not fetched"):
            one.parse(listener.address, format="turtle")
        with pytest.raises(NkgraphError, match="is not fetched"):
            one.parse(location=listener.address)
    assert listener.calls == 0


def test_remote_contexts_are_not_read(memory: Store, listener: Listener, tmp_path: Path) -> None:
    dataset = Graph(memory).to_rdflib()
    text = json.dumps({"@context": listener.address + "c", "@id": "urn:a", "name": "b"})
    (tmp_path / "remote.jsonld").write_text(text)
    for one in (dataset, dataset.graph(rdflib.URIRef("urn:mine"))):
        with pytest.raises(NkgraphError, match="JSON-LD that cannot be read"):
            one.parse(data=text, format="json-ld")
        with pytest.raises(NkgraphError, match="JSON-LD that cannot be read"):
            one.parse(tmp_path / "remote.jsonld")
    assert listener.calls == 0


def test_json_ld_with_its_own_context_is_read(memory: Store) -> None:
    dataset = rdflib.Dataset()
    face = Graph(memory).to_rdflib()
    for one in list(face.graphs()):
        face.remove_graph(one)
    assert len(face) == 0
    face.parse(data=EXPORTERS["jsonld"](memory), format="json-ld")
    dataset.parse(data=EXPORTERS["nquads"](memory), format="nquads")
    assert set(face.quads()) == set(dataset.quads())
    blank = face.graph(rdflib.URIRef("urn:mine"))
    blank.parse(
        data='{"http://schema.org/name": {"@value": "Zoé", "@language": "fr"}}', format="json-ld"
    )
    ((subject, _, value),) = blank
    assert isinstance(subject, rdflib.BNode)
    assert value == rdflib.Literal("Zoé", lang="fr")
