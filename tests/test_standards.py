"""What the W3C's standards promise: canonical hashes, round trips, a description, consistency."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import networkx as nx
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import NIS, article, stated

from nkgraph import canonical, validate
from nkgraph.cli import main
from nkgraph.corpus import Corpus
from nkgraph.export import EXPORTERS, MERGED, NAMED
from nkgraph.export.void import describe
from nkgraph.graph import Graph
from nkgraph.model import Actor, Findings
from nkgraph.records import records
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from nkgraph.rdf import Contribution

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
FORMATS = {
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
    "nquads": (ox.RdfFormat.N_QUADS, "nquads"),
    "ntriples": (ox.RdfFormat.N_TRIPLES, "nt"),
    "rdfxml": (ox.RdfFormat.RDF_XML, "xml"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "turtle": (ox.RdfFormat.TURTLE, "turtle"),
}


def rdfc(quads: Iterable[ox.Quad]) -> str:
    """Return the SHA-256 of the canonical form as the engine's own RDFC-1.0 makes it."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in dataset)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def by_rdflib(data: bytes, name: str) -> list[ox.Quad]:
    """Return what RDFLib reads, with the words of every literal as they are."""
    found = rdflib.Dataset()
    found.parse(data=data, format=name)
    written = found.serialize(format="nquads")
    return list(ox.parse(written, ox.RdfFormat.N_QUADS))


def test_every_rdf_format_is_round_tripped() -> None:
    assert set(FORMATS) == MERGED | NAMED


@pytest.mark.parametrize("name", FORMATS)
def test_round_trips_keep_the_canonical_hash(name: str, memory: Store) -> None:
    data = EXPORTERS[name](memory)
    expected = canonical.digest(memory, merged=name in MERGED)
    engine, theirs = FORMATS[name]
    assert rdfc(ox.parse(data, engine)) == expected
    assert rdfc(by_rdflib(data, theirs)) == expected


@pytest.mark.model
@pytest.mark.parametrize("name", FORMATS)
def test_the_examples_come_back_from_every_format(name: str, examples: Store) -> None:
    back = ox.parse(EXPORTERS[name](examples), FORMATS[name][0])
    assert rdfc(back) == canonical.digest(examples, merged=name in MERGED)


def test_the_hash_is_that_of_the_canonical_form_and_of_the_file(memory: Store) -> None:
    digest = canonical.digest(memory)
    assert digest == rdfc(memory.quads()) == Graph(memory).hash()
    assert digest == hashlib.sha256(EXPORTERS["nquads"](memory)).hexdigest()
    assert digest != canonical.digest(memory, merged=True)


def test_the_hash_does_not_know_the_order_of_building(
    contributions: tuple[Contribution, ...],
) -> None:
    found = set()
    for seed in range(3):
        store = Store.memory()
        for one in random.Random(seed).sample(contributions, len(contributions)):  # noqa: S311 - no secret
            store.swap(come=[one])
        found.add(canonical.digest(store))
    assert len(found) == 1


TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["\x00\x07\b\t\n\v\f\r\x1f\x7f\x85\u2028\ufffe\uffff", '"\\', "\U0010ffff", "a\r\nb"]
)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["", "en", "pt-br"])), max_size=4))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_text_has_the_engines_canonical_form(texts: list[tuple[str, str]]) -> None:
    node, graphs = ox.NamedNode("urn:n"), (ox.NamedNode("urn:g"), ox.DefaultGraph())
    literals = [ox.Literal(text, language=language or None) for text, language in texts]
    quads = [ox.Quad(node, node, value, graph) for value in literals for graph in graphs]
    store = Store.memory()
    store._rdf.extend(quads)  # noqa: SLF001 - only here do texts come in no article's shape
    assert canonical.digest(store) == rdfc(q for q in quads if q.graph_name == graphs[0])
    merged = rdfc(q for q in quads if q.graph_name == graphs[1])
    assert canonical.digest(store, merged=True) == merged


def test_the_verb_prints_the_hash(built: Path, memory: Store) -> None:
    for arguments, merged in (
        ([], False),
        (["--format", "trig"], False),
        (["--format", "turtle"], True),
    ):
        done = CliRunner().invoke(main, ["--store", str(built), "export", "--hash", *arguments])
        assert done.stdout == canonical.digest(memory, merged=merged) + "\n"
    for arguments in (
        [],
        ["--hash", "--format", "csv"],
        ["--format", "csv", "--endpoint", "urn:x"],
    ):
        done = CliRunner().invoke(main, ["--store", str(built), "export", *arguments])
        assert done.exit_code == 2, done.output


HOSTILE = (
    "=HYPERLINK(1)", "@SUM(1)", "+1+1", "\x01\x0b\ufffe", "a\r\nb", "]]><script>alert(1)</script>",
    '"}\x00', "\u202egnp.exe", "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;", "'); DROP", "\U0001f600\u0300",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile() -> Store:
    """A store in which every text that comes from outside is hostile."""
    store = Store.memory()
    for number, words in enumerate(HOSTILE):
        text = f"Then {words} happened to them. "
        actor = Actor(id=f"group/x-{number}", kind="group", label=words, aliases=(words + "!",))
        claim = stated(
            text, f"{words} happened", "Attack", roles=(("agent", actor), ("patient", NIS)),
            claimants=(actor,), cue=words,
        )  # fmt: skip
        known = {"title": words, "publisher": words}
        Corpus(store).add(
            Findings(article=article(f"{number}.txt", text, **known), claims=(claim,))
        )
    return store


def xml_of(text: str) -> str:
    return "".join(
        c if c in "\t\n\r" or " " <= c <= "\ufffd" or c > "\uffff" else "\ufffd" for c in text
    )


@pytest.mark.parametrize("name", sorted(NAMED | MERGED - {"rdfxml"}))
def test_hostile_texts_come_back_from_rdf(name: str, hostile: Store) -> None:
    back = ox.parse(EXPORTERS[name](hostile), FORMATS[name][0])
    assert rdfc(back) == canonical.digest(hostile, merged=name in MERGED)


def test_hostile_texts_are_well_formed_rdf_xml(hostile: Store) -> None:
    data = EXPORTERS["rdfxml"](hostile)
    ET.fromstring(data)  # noqa: S314 - our own file
    graph = rdflib.Graph().parse(data=data, format="xml")
    titles = {str(o) for o in graph.objects(None, rdflib.URIRef("https://schema.org/headline"))}
    assert titles == {xml_of(words) for words in HOSTILE}


def test_hostile_texts_stay_cells(hostile: Store) -> None:
    for name in ("csv", "ucdp"):
        rows = list(csv.reader(io.StringIO(EXPORTERS[name](hostile).decode(), newline="")))
        assert len({len(row) for row in rows}) == 1
        assert not [
            cell
            for row in rows
            for cell in row
            if cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        ]
    titles = {
        row["title"]
        for row in csv.DictReader(io.StringIO(EXPORTERS["csv"](hostile).decode(), newline=""))
    }
    assert titles == {("'" if words[0] in "=+@" else "") + words for words in HOSTILE}


def test_hostile_texts_stay_values(hostile: Store) -> None:
    lines = [json.loads(line) for line in EXPORTERS["jsonl"](hostile).splitlines()]
    assert {line["article"]["title"] for line in lines} == set(HOSTILE)
    assert len(lines) == len(records(hostile)) == len(HOSTILE)
    assert [json.loads(line) for line in EXPORTERS["plover"](hostile).splitlines()]
    table = pq.read_table(io.BytesIO(EXPORTERS["parquet"](hostile)))
    assert set(table["title"].to_pylist()) == set(HOSTILE)


def test_hostile_texts_stay_labels(hostile: Store) -> None:
    one = nx.read_graphml(io.BytesIO(EXPORTERS["graphml"](hostile)), force_multigraph=True)
    other = nx.read_gexf(io.BytesIO(EXPORTERS["gexf"](hostile)))
    expected = {xml_of(words).replace("\r\n", "\n") for words in HOSTILE}
    for graph in (one, other):
        labels = {d["label"] for _, d in graph.nodes(data=True) if d["node"] == "actor"}
        assert {label.replace("\r\n", "\n") for label in labels} - {NIS.label} == expected


def test_what_is_built_of_hostile_texts_conforms(hostile: Store) -> None:
    assert validate.violations(hostile) == ()


VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DCTERMS = rdflib.DCTERMS


def described(store: Store) -> tuple[rdflib.Graph, Any]:
    graph = rdflib.Graph().parse(data=EXPORTERS["void"](store), format="turtle")
    return graph, graph.value(predicate=rdflib.RDF.type, object=VOID.Dataset)


def test_the_description_counts_right(memory: Store) -> None:
    graph, dataset = described(memory)
    triples = {quad.triple for quad in memory.quads()}
    counted = {
        VOID.triples: len(triples),
        VOID.distinctSubjects: len({t.subject for t in triples}),
        VOID.distinctObjects: len({t.object for t in triples}),
        VOID.properties: len({t.predicate for t in triples}),
        VOID.entities: len({t.subject for t in triples if "/nkgraph/id/" in str(t.subject)}),
    }
    assert {p: graph.value(dataset, p) for p in counted} == {
        p: rdflib.Literal(n) for p, n in counted.items()
    }
    shares = [
        graph.value(part, VOID.triples) for part in graph.objects(dataset, VOID.propertyPartition)
    ]
    assert sum(int(str(share)) for share in shares) == len(triples)
    claims = graph.value(
        predicate=VOID["class"], object=rdflib.URIRef("https://w3id.org/nkgraph/ontology#Claim")
    )
    assert str(graph.value(claims, VOID.entities)) == "7"
    assert str(graph.value(dataset, DCTERMS.identifier)).endswith(canonical.digest(memory))
    assert (dataset, DCTERMS.license, None) not in graph
    period = graph.value(dataset, DCTERMS.temporal)
    assert str(graph.value(period, rdflib.DCAT.startDate)) == "2024-10-01"


def test_the_description_names_the_endpoint_if_there_is_one(built: Path, memory: Store) -> None:
    address = "http://127.0.0.1:8000/sparql"
    assert not [t for t in describe(memory) if t.predicate.value == str(VOID.sparqlEndpoint)]
    done = CliRunner().invoke(
        main, ["--store", str(built), "export", "--format", "void", "--endpoint", address]
    )
    graph = rdflib.Graph().parse(data=done.stdout, format="turtle")
    assert [str(o) for o in graph.objects(None, VOID.sparqlEndpoint)] == [address]
    bad = CliRunner().invoke(
        main, ["--store", str(built), "export", "--format", "void", "--endpoint", "no url"]
    )
    assert (bad.exit_code, "is no URL" in bad.output) == (2, True)


def test_an_empty_store_is_described() -> None:
    graph, dataset = described(Store.memory())
    assert str(graph.value(dataset, VOID.triples)) == "0"
