"""SPARQL 1.1 Protocol and Graph Store Protocol, as a client sees them."""

from __future__ import annotations

import csv
import gzip
import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkgraph import vocab
from nkgraph.serve import protocol
from nkgraph.serve.exchange import Refused

if TYPE_CHECKING:
    import httpx

    from nkgraph.store import Store

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SELECT = "SELECT ?c ?m { ?c a nk:Claim ; nk:modality ?m } ORDER BY ?c"
ASK = "ASK { ?c a nk:Claim }"
CONSTRUCT = "CONSTRUCT { ?c nk:modality ?m } WHERE { ?c nk:modality ?m }"
FORM = "application/x-www-form-urlencoded"
JSON = "application/sparql-results+json"


def get(client: httpx.Client, query: str, **headers: str) -> httpx.Response:
    return client.get("/query", params={"query": query}, headers=headers)


def test_three_ways_to_ask_give_one_answer(client: httpx.Client) -> None:
    asked = get(client, SELECT)
    assert asked.status_code == 200
    assert asked.headers["content-type"] == JSON
    assert len(asked.json()["results"]["bindings"]) == 7
    form = client.post("/query", data={"query": SELECT})
    body = client.post(
        "/query", content=SELECT, headers={"content-type": "application/sparql-query"}
    )
    assert form.content == body.content == asked.content
    assert client.get("/sparql", params={"query": SELECT}).content == asked.content


@pytest.mark.parametrize(
    ("query", "accept", "given"),
    [
        (SELECT, "*/*", JSON),
        (SELECT, "application/json", JSON),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv", "text/csv"),
        (SELECT, "text/*", "text/csv"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
        (SELECT, "text/csv;q=0.3, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        (SELECT, "application/json;q=0, application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        (SELECT, "text/html, */*;q=0.01", JSON),
        (ASK, "application/xml", "application/sparql-results+xml"),
        (ASK, "*/*", JSON),
        (CONSTRUCT, "*/*", "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json, text/turtle;q=0.5", "application/ld+json"),
        ("DESCRIBE nk:Claim", "text/turtle", "text/turtle"),
    ],
)  # fmt: skip
def test_the_format_is_the_one_wanted(
    client: httpx.Client, query: str, accept: str, given: str
) -> None:
    answer = get(client, query, accept=accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == given
    assert "Accept" in answer.headers["vary"]
    assert answer.content


@pytest.mark.parametrize(
    ("query", "accept"),
    [(SELECT, "text/turtle"), (SELECT, "image/png"), (CONSTRUCT, "text/csv"), (ASK, "text/csv")],
)
def test_a_format_that_there_is_not_is_said_to_be_none(
    client: httpx.Client, query: str, accept: str
) -> None:
    answer = get(client, query, accept=accept)
    assert answer.status_code == 406
    assert "this answer comes as one of" in answer.text


def test_answers_are_read_back_alike_in_every_format(client: httpx.Client) -> None:
    rows = {
        (row["c"]["value"], row["m"]["value"])
        for row in get(client, SELECT).json()["results"]["bindings"]
    }
    _, *lines = csv.reader(get(client, SELECT, accept="text/csv").text.splitlines())
    assert {tuple(line) for line in lines} == rows
    for media, form in [
        ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
        ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
    ]:
        read = ox.parse_query_results(get(client, SELECT, accept=media).content, format=form)
        assert isinstance(read, ox.QuerySolutions)
        assert {(r["c"].value, r["m"].value) for r in read} == rows
    graphs = [
        set(ox.parse(get(client, CONSTRUCT, accept=media).content, format=form))
        for media, form in [
            ("text/turtle", ox.RdfFormat.TURTLE),
            ("application/n-triples", ox.RdfFormat.N_TRIPLES),
            ("application/rdf+xml", ox.RdfFormat.RDF_XML),
            ("application/ld+json", ox.RdfFormat.JSON_LD),
        ]
    ]
    assert graphs[0]
    assert all(graph == graphs[0] for graph in graphs)


@pytest.mark.parametrize(
    ("method", "request_", "status", "says"),
    [
        ("GET", {"params": {"query": "SELEC * {}"}}, 400, "line 1, column 1"),
        ("GET", {"params": {"query": "SELECT * { ?s foo:bar ?o }"}}, 400, "prefix foo: not declared"),
        ("GET", {"params": {"query": [ASK, ASK]}}, 400, "2 times"),
        ("GET", {"params": {"query": "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}}, 400, "SERVICE is refused"),
        ("GET", {"params": {"query": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}}, 403, "queries only read"),
        ("GET", {"params": {"query": "SELECT (<urn:f>(1) AS ?n) {}"}}, 400, "<urn:f> is not supported"),
        ("GET", {"params": {"query": ASK, "format": "pdf"}}, 400, "no format 'pdf'"),
        ("GET", {"params": {"query": ASK, "default-graph-uri": "no iri"}}, 400, "no absolute IRI"),
        ("GET", {"params": {"query": ASK, "default-graph-uri": "urn:none"}}, 400, "no graph <urn:none>"),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 403, "only reads"),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403, "only reads"),
        ("POST", {"data": {"other": "x"}}, 400, "no query was sent"),
        ("POST", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}, 403, "only reads"),
        ("POST", {"content": ASK, "headers": {"content-type": "text/plain"}}, 415, "send a query as"),
        ("POST", {"content": ASK}, 415, "send a query as"),
        ("POST", {"content": b"ASK {}\xff", "headers": {"content-type": "application/sparql-query"}}, 400, "not UTF-8"),
        ("POST", {"content": gzip.compress(ASK.encode()), "headers": {"content-type": "application/sparql-query", "content-encoding": "gzip"}}, 415, "uncompressed"),
        ("PUT", {"content": ASK}, 405, "use one of"),
        ("DELETE", {}, 405, "use one of"),
    ],
)  # fmt: skip
def test_what_is_no_request_is_refused_with_its_reason(
    client: httpx.Client, method: str, request_: dict[str, object], status: int, says: str
) -> None:
    answer = client.request(method, "/query", **request_)  # type: ignore[arg-type]
    assert answer.status_code == status, answer.text
    assert says in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("query", ["SELECT * { GRAPH ?g { ?s ?p ?o } }", "SELECT * { ?s ?p ?o }"])
def test_a_named_graph_is_the_whole_dataset(client: httpx.Client, query: str) -> None:
    view = vocab.VIEW.value
    there = client.get("/store", params={"graph": view}, headers={"accept": "text/turtle"})
    size = len(list(ox.parse(there.content, format=ox.RdfFormat.TURTLE)))
    assert size
    as_default = client.get("/query", params={"query": query, "default-graph-uri": view})
    as_named = client.get("/query", params={"query": query, "named-graph-uri": view})
    counts = [len(a.json()["results"]["bindings"]) for a in (as_default, as_named)]
    assert sorted(counts) == [0, size]
    assert counts[0] == (0 if "GRAPH" in query else size)


def test_a_triple_of_two_graphs_counts_once(client: httpx.Client) -> None:
    rows = get(client, "SELECT DISTINCT ?g { GRAPH ?g { ?c a nk:Claim } } ORDER BY ?g").json()
    graphs = [row["g"]["value"] for row in rows["results"]["bindings"]]
    assert len(graphs) > 1
    text = "SELECT (COUNT(*) AS ?n) { ?c a nk:Claim }"
    whole = get(client, text).json()
    merged = client.get("/query", params={"query": text, "default-graph-uri": graphs}).json()
    assert merged == whole
    clauses = " ".join(f"FROM <{graph}>" for graph in graphs)
    assert get(client, text.replace("{", f"{clauses} {{", 1)).json() == whole
    assert get(client, text.replace("{", "FROM <urn:none> {", 1)).status_code == 400


def test_a_head_has_the_headers_alone(client: httpx.Client) -> None:
    whole = get(client, SELECT)
    head = client.head("/query", params={"query": SELECT})
    assert head.status_code == 200
    assert head.content == b""
    for name in ("content-type", "content-length", "etag", "vary"):
        assert head.headers[name] == whole.headers[name]
    assert get(client, ASK).json()["boolean"] is True  # the connection still serves


def test_an_answer_seen_before_is_not_sent_again(client: httpx.Client) -> None:
    first = get(client, SELECT)
    tag = first.headers["etag"]
    again = get(client, SELECT, **{"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert get(client, SELECT, **{"if-none-match": '"other"'}).status_code == 200
    other = get(client, SELECT, **{"if-none-match": tag, "accept": "text/csv"})
    assert other.status_code == 200
    assert other.headers["etag"] != tag


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID ()"])
def test_what_changes_by_itself_has_no_tag(client: httpx.Client, call: str) -> None:
    text = f"SELECT ({call} AS ?x) {{}}"
    first, second = get(client, text), get(client, text)
    assert "etag" not in first.headers
    assert first.headers["cache-control"] == "no-store"
    assert first.json() != second.json()


def test_a_long_answer_is_packed_if_wanted(client: httpx.Client) -> None:
    text = "SELECT * { ?s ?p ?o }"
    plain = get(client, text, **{"accept-encoding": "identity"})
    packed = get(client, text, **{"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    refused = get(client, text, **{"accept-encoding": "gzip;q=0, identity"})
    assert "content-encoding" not in refused.headers


def test_the_endpoint_describes_itself(client: httpx.Client) -> None:
    answer = client.get("/query", headers={"accept": "text/turtle"})
    assert answer.status_code == 200
    sd = "http://www.w3.org/ns/sparql-service-description#"
    triples = {q.triple for q in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)}
    endpoint = ox.NamedNode(str(answer.url))
    language = ox.NamedNode(f"{sd}SPARQL11Query")
    assert ox.Triple(endpoint, vocab.TYPE, ox.NamedNode(f"{sd}Service")) in triples
    assert ox.Triple(endpoint, ox.NamedNode(f"{sd}supportedLanguage"), language) in triples
    assert client.get("/query", headers={"accept": "image/png"}).status_code == 406
    page = client.get("/query", headers={"accept": "text/html,*/*;q=0.8"})
    assert (page.status_code, page.headers["location"]) == (303, "/")


def test_the_dataset_describes_itself(client: httpx.Client, memory: Store) -> None:
    answer = client.get("/.well-known/void")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/turtle")
    void = "http://rdfs.org/ns/void#"
    found = {q.triple for q in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)}
    named = {t.predicate.value.removeprefix(void): t.object for t in found}
    assert str(named["sparqlEndpoint"]) == f"<{str(answer.url).partition('/.well')[0]}/query>"
    assert {t.object for t in found if t.predicate.value == f"{void}distinctSubjects"} == {
        ox.Literal(len({q.subject for q in memory.quads()}))
    }
    again = client.get("/.well-known/void", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/.well-known/void").content == answer.content
    assert client.post("/.well-known/void").status_code == 405


def test_graphs_are_given_whole(client: httpx.Client) -> None:
    count = get(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json()
    answer = client.get("/store?default", headers={"accept": "application/n-triples"})
    triples = set(ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES))
    assert len(triples) == int(count["results"]["bindings"][0]["n"]["value"])
    head = client.head("/store?default", headers={"accept": "application/n-triples"})
    assert (head.status_code, head.content) == (200, b"")
    seen = client.get(
        "/store?default",
        headers={"accept": "application/n-triples", "if-none-match": answer.headers["etag"]},
    )
    assert seen.status_code == 304


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/store", 400),
        ("GET", "/store?default&graph=urn:a", 400),
        ("GET", "/store?graph=urn:none", 404),
        ("GET", "/store?graph=relative", 400),
        ("PUT", "/store?default", 403),
        ("POST", "/store?default", 403),
        ("DELETE", "/store?graph=urn:a", 403),
        ("PATCH", "/store?graph=urn:a", 403),
        ("POST", "/update", 403),
        ("GET", "/update", 403),
        ("GET", "/nothing", 404),
    ],
)
def test_nothing_is_written_and_nothing_made_up(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    assert client.request(method, path).status_code == status


def test_all_is_well(client: httpx.Client) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert json.loads(answer.text)["status"] == "ok"


@given(
    st.lists(
        st.sampled_from(
            [*"=&+%;25aAfF ", "%20", "%3A", "%25", "%26", "%3D", "%2B", "%0A", "%C3%A9"]
        ),
        max_size=12,
    )
)
def test_fields_are_those_of_the_library(parts: list[str]) -> None:
    text = "".join(parts)
    try:
        wanted = parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(Refused):
            protocol.fields(text)
        return
    found = [(name, value) for name, values in protocol.fields(text).items() for value in values]
    assert sorted(found) == sorted(wanted)
