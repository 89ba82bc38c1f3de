"""The W3C's tests of the SPARQL 1.1 Protocol and Service Description.

The archive has their names alone (the tests were a program); what each sends follows from its name
and the specification. Updates are refused here, each as a request that is understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from tests import w3c
from tests.serve.running import start

from nkgraph import folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

pytestmark = [pytest.mark.slow, pytest.mark.allow_hosts(["127.0.0.1"])]

DIRECT = {"content-type": "application/sparql-query"}
DATA = [f"http://example.org/data{n}.rdf" for n in (1, 2, 3)]
ONE, TWO, THREE = (f"<{iri}> a ?type{n}" for n, iri in enumerate(DATA))
NAMED = f"GRAPH ?g {{ {ONE} }} GRAPH ?h {{ {TWO} }}"
BOTH = f"ASK {{ {ONE} . {TWO} }}"
EACH = f"ASK {{ {NAMED} }}"
FULL = f"ASK {{ {THREE} . {NAMED} }}"
DEFAULTS = {"default-graph-uri": DATA[:2]}
BY_NAME = {"named-graph-uri": DATA[:2]}
FORM = {"content-type": "application/x-www-form-urlencoded"}
UPDATE = {"content-type": "application/sparql-update"}
CLEAR = "CLEAR ALL"


def posted(form: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - httpx's
    return {"method": "POST", "data": form, **more}


def got(params: dict[str, Any]) -> dict[str, Any]:
    return {"method": "GET", "params": params}


def direct(content: str | bytes, headers: dict[str, str], **params: Any) -> dict[str, Any]:  # noqa: ANN401 - httpx's
    return {"method": "POST", "content": content, "headers": headers, "params": params}


YES, NO, ROWS, TRIPLES, BAD, REFUSED = "yes", "no", "rows", "triples", "bad", "refused"
PROTOCOL = {
    "query_get": (YES, got({"query": "ASK {}"})),
    "query_post_form": (YES, posted({"query": "ASK {}"})),
    "query_post_direct": (YES, direct("ASK {}", DIRECT)),
    "query_dataset_default_graphs_get": (YES, got({"query": BOTH} | DEFAULTS)),
    "query_dataset_default_graphs_post": (YES, direct(BOTH, DIRECT, **DEFAULTS)),
    "query_dataset_named_graphs_get": (YES, got({"query": EACH} | BY_NAME)),
    "query_dataset_named_graphs_post": (YES, posted({"query": EACH} | BY_NAME)),
    "query_dataset_full": (
        YES,
        got({"query": FULL, "default-graph-uri": DATA[2]} | BY_NAME),
    ),
    "query_multiple_dataset": (
        NO,
        got({"query": f"ASK FROM <{DATA[0]}> {{ {ONE} }}", "default-graph-uri": DATA[1]}),
    ),
    "query_content_type_select": (ROWS, got({"query": "SELECT (1 AS ?value) {}"})),
    "query_content_type_ask": (YES, got({"query": "ASK {}"})),
    "query_content_type_describe": (TRIPLES, got({"query": f"DESCRIBE <{DATA[0]}>"})),
    "query_content_type_construct": (TRIPLES, got({"query": "CONSTRUCT { <s> <p> 1 } WHERE {}"})),
    "bad_query_method": (BAD, {"method": "PUT", "params": {"query": "ASK {}"}}),
    "bad_multiple_queries": (BAD, got({"query": ["ASK {}", "SELECT * {}"]})),
    "bad_query_wrong_media_type": (BAD, direct("ASK {}", {"content-type": "text/plain"})),
    "bad_query_missing_form_type": (BAD, direct("query=ASK%20%7B%7D", {})),
    "bad_query_missing_direct_type": (BAD, direct("ASK {}", {})),
    "bad_query_non_utf8": (BAD, direct("ASK {}".encode("utf-16"), DIRECT)),
    "bad_query_syntax": (BAD, got({"query": "ASK {"})),
    "update_dataset_default_graph": (REFUSED, posted({"update": CLEAR, "using-graph-uri": DATA[0]})),
    "update_dataset_default_graphs": (REFUSED, posted({"update": CLEAR, "using-graph-uri": DATA})),
    "update_dataset_named_graphs": (REFUSED, posted({"update": CLEAR, "using-named-graph-uri": DATA[0]})),
    "update_dataset_full": (REFUSED, direct(CLEAR, UPDATE, **{"using-graph-uri": DATA[0]})),
    "update_post_form": (REFUSED, posted({"update": CLEAR})),
    "update_post_direct": (REFUSED, direct(CLEAR, UPDATE)),
    "update_base_uri": (REFUSED, direct("INSERT DATA { GRAPH <g> { <s> <p> 1 } }", UPDATE)),
    "bad_update_get": (BAD, got({"update": CLEAR})),
    "bad_multiple_updates": (BAD, posted({"update": [CLEAR, CLEAR]})),
    "bad_update_wrong_media_type": (BAD, direct(CLEAR, {"content-type": "text/plain"})),
    "bad_update_missing_form_type": (BAD, direct("update=CLEAR%20ALL", {})),
    "bad_update_non_utf8": (BAD, direct(CLEAR.encode("utf-16"), UPDATE)),
    "bad_update_syntax": (BAD, posted({"update": "CLEAR XXX"})),
    "bad_update_dataset_conflict": (BAD, direct("DELETE {} USING <g> WHERE {}", UPDATE, **{"using-graph-uri": "g"})),
}  # fmt: skip
"""Test → what comes back, and what is sent."""


@pytest.fixture(scope="module")
def suite(pytestconfig: pytest.Config) -> Path:
    """The folder of the tests."""
    assert pytestconfig.cache is not None
    return w3c.fetch(pytestconfig.cache.mkdir("w3c"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server on three graphs, each of which says that it is a document."""
    path = tmp_path_factory.mktemp("w3c") / "s"
    folder.make(path)
    store = ox.Store(str(folder.check(path)))
    for iri in DATA:
        node = ox.NamedNode(iri)
        for graph in (node, ox.DefaultGraph()):
            store.add(ox.Quad(node, w3c.TYPE, ox.NamedNode("urn:Document"), graph))
    del store
    with start(path) as server, server.client() as made:
        yield made


def test_the_protocol(suite: Path, client: httpx.Client) -> None:
    names = w3c.entries(suite / "protocol" / "manifest.ttl")
    assert names == set(PROTOCOL)
    for name, (verdict, request) in PROTOCOL.items():
        answer = client.request(url="/query", **request)
        if verdict == REFUSED:
            assert answer.status_code == 403, name
        elif verdict == BAD:
            assert 400 <= answer.status_code < 500, name
        else:
            assert answer.status_code == 200, (name, answer.text)
            found = w3c.of_bytes(answer.headers["content-type"], answer.content)
            assert found == (verdict == YES) if verdict in {YES, NO} else found, name
    count = client.get("/query", params={"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }"})
    assert len(count.json()["results"]["bindings"]) == len(DATA)


SD = "http://www.w3.org/ns/sparql-service-description#"
SCHEMA = {
    "endpoint": ("Service", None),
    "supportedLanguage": ("Service", {"SPARQL10Query", "SPARQL11Query", "SPARQL11Update"}),
    "feature": ("Service", {"UnionDefaultGraph", "RequiresDataset", "EmptyGraphs", "DereferencesURIs"}),
    "resultFormat": ("Service", None),
    "defaultDataset": ("Service", "Dataset"),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("Dataset", "NamedGraph"),
    "name": ("NamedGraph", None),
}  # fmt: skip
"""Of the service description's vocabulary: what a term of ours is said of, and its values."""


def test_the_service_description(suite: Path, client: httpx.Client) -> None:
    names = w3c.entries(suite / "service-description" / "manifest.ttl")
    assert names == {"returns-rdf", "has-endpoint-triple", "conforms-to-schema"}
    answer = client.get("/query", headers={"accept": "text/turtle"})
    found = {quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)}
    endpoint = ox.NamedNode(str(answer.url))
    assert ox.Triple(endpoint, ox.NamedNode(f"{SD}endpoint"), endpoint) in found
    kinds = {(t.subject, t.object) for t in found if t.predicate == w3c.TYPE}
    for triple in found:
        if not triple.predicate.value.startswith(SD):
            continue
        domain, values = SCHEMA[triple.predicate.value.removeprefix(SD)]
        assert (triple.subject, ox.NamedNode(SD + domain)) in kinds, triple
        if isinstance(values, str):
            assert (triple.object, ox.NamedNode(SD + values)) in kinds, triple
        elif values is not None:
            assert triple.object in {ox.NamedNode(SD + value) for value in values}, triple
