from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
import pyoxigraph as ox
import pytest

from nkgraph import export
from nkgraph.cells import guard
from nkgraph.errors import NkgraphError
from nkgraph.records import records
from nkgraph.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from nkgraph.rdf import Contribution

FORMATS = sorted(export.EXPORTERS)
MERGED = {
    "turtle": ox.RdfFormat.TURTLE,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
NAMED = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("name", MERGED)
def test_merged_formats_hold_every_triple_once(name: str, memory: Store) -> None:
    data = export.EXPORTERS[name](memory)
    assert {q.triple for q in ox.parse(data, MERGED[name])} == {q.triple for q in memory.quads()}
    assert "3 article graphs" in export.notes(name, memory)


@pytest.mark.parametrize("name", NAMED)
def test_named_formats_read_back_as_the_same_quads(name: str, memory: Store) -> None:
    data = export.EXPORTERS[name](memory)
    assert set(ox.parse(data, NAMED[name])) == set(memory.quads())


@pytest.mark.parametrize("name", FORMATS)
def test_insertion_order_does_not_show(name: str, contributions: tuple[Contribution, ...]) -> None:
    found = set()
    for order in itertools.islice(itertools.permutations(contributions), 0, 6, 2):
        store = Store.memory()
        for one in order:
            store.swap(come=[one])
        found.add(export.EXPORTERS[name](store))
    assert len(found) == 1


def test_other_processes_write_the_same_bytes(built: Path, memory: Store) -> None:
    code = (
        "import hashlib, json, sys\nfrom nkgraph import export\nfrom nkgraph.store import Store\n"
        "store = Store.read_only(sys.argv[1])\n"
        "print(json.dumps({n: hashlib.sha256(f(store)).hexdigest() "
        "for n, f in export.EXPORTERS.items()}))"
    )
    expected = {n: hashlib.sha256(f(memory)).hexdigest() for n, f in export.EXPORTERS.items()}
    for seed in ("1",):
        run = subprocess.run(
            [sys.executable, "-c", code, str(built)],
            capture_output=True, text=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed},
        )  # fmt: skip
        assert json.loads(run.stdout) == expected


@pytest.mark.parametrize("name", FORMATS)
def test_empty_store_says_so(name: str) -> None:
    empty = Store.memory()
    assert "no article" in export.notes(name, empty)
    assert isinstance(export.EXPORTERS[name](empty), bytes)


def test_turtle_is_for_people(memory: Store) -> None:
    text = export.EXPORTERS["turtle"](memory).decode()
    assert text.startswith("@base <https://w3id.org/nkgraph/id/> .\n")
    assert "\n<country/PRK> a nk:Country ;\n    " in text
    subjects = [s for s in (b.split()[0] for b in text.split("\n\n")[1:]) if "://" not in s]
    subjects = [s for s in subjects if s.startswith("<")]
    assert subjects == sorted(set(subjects))


def test_turtle_of_hard_terms_reads_back() -> None:
    own = "https://w3id.org/nkgraph/id/"
    subjects = [
        own,
        own + "a",
        own + "a/..",
        own + "a/b:c",
        own + "a//b",
        own + "a/%2F.",
        own + "a/b.",
    ]
    subjects += [
        "https://w3id.org/nkgraph/ontology#a.",
        "https://w3id.org/nkgraph/ontology#",
        "urn:x",
    ]
    values: list[ox.Literal | ox.NamedNode] = [
        ox.Literal('"\\\n\r\t\u0001\u2028\U0001f600'),
        ox.Literal("x", language="en-gb"),
        ox.Literal("1e5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#double")),
        ox.Literal("-1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
        ox.Literal("1.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
        ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")),
        ox.Literal("yes", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")),
    ]
    from nkgraph.export.turtle import write

    quads = {
        ox.Quad(ox.NamedNode(s), ox.NamedNode("urn:p"), v, ox.DefaultGraph())
        for s in subjects
        for v in [*values, *map(ox.NamedNode, subjects)]
    }
    assert set(ox.parse(write(quads), ox.RdfFormat.TURTLE)) == quads


def test_nquads_are_sorted_lines(memory: Store) -> None:
    lines = export.EXPORTERS["nquads"](memory).decode().split("\n")[:-1]
    assert lines == sorted(set(lines))
    assert len(lines) == len(memory.quads())


def test_jsonld_is_for_people(memory: Store) -> None:
    document = json.loads(export.EXPORTERS["jsonld"](memory))
    assert isinstance(document["@context"], dict)
    text = json.dumps(document["@graph"], ensure_ascii=False)
    assert "https://w3id.org/nkgraph/ontology#" not in text
    first = next(g for g in document["@graph"] if "article/first" in g["id"])
    kinds = [node["type"] for node in first["@graph"]]
    assert kinds[:5] == ["Article", *["Claim"] * 4]
    assert all(isinstance(node["evidence"], dict) for node in first["@graph"][1:5])


def test_jsonld_expands_with_pyld_too(memory: Store) -> None:
    from pyld import jsonld  # type: ignore[import-untyped]

    from nkgraph.export.jsonld import no_network

    document = json.loads(export.EXPORTERS["jsonld"](memory))
    options = {"format": "application/n-quads", "documentLoader": no_network}
    text = jsonld.to_rdf(document, options)
    assert set(ox.parse(text, ox.RdfFormat.N_QUADS)) == set(memory.quads())


def test_jsonl_is_the_records(memory: Store) -> None:
    lines = export.EXPORTERS["jsonl"](memory).decode().split("\n")[:-1]
    assert [json.loads(line) for line in lines] == records(memory)


def test_csv_rows_are_claims_and_no_formulas(memory: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(export.EXPORTERS["csv"](memory).decode())))
    assert len(rows) == 7
    assert {r["title"] for r in rows} == {"'=First <b>", ""}
    assert "'=SUM(A1)" in {r["cue"] for r in rows}
    assert not any(cell.startswith(tuple("=+-@\t\r")) for r in rows for cell in r.values())


GUARDED = {
    "=1": "'=1", "+x": "'+x", "-x": "'-x", "@a": "'@a", "\tx": "'\tx", "\rx": "'\rx",
    "-5": "-5", "+1.5": "+1.5", "-": "'-", "-٣": "'-٣", "-1+1": "'-1+1", "a=1": "a=1", "": "",
}  # fmt: skip


@pytest.mark.parametrize("cell", GUARDED)
def test_guard(cell: str) -> None:
    assert guard(cell) == GUARDED[cell]


def test_graphml_and_gexf_read_back_alike(memory: Store) -> None:
    one = nx.read_graphml(io.BytesIO(export.EXPORTERS["graphml"](memory)), force_multigraph=True)
    other = nx.read_gexf(io.BytesIO(export.EXPORTERS["gexf"](memory)))
    assert set(one.nodes) == set(other.nodes)
    assert sorted(d["role"] for *_, d in one.edges(data=True)) == sorted(
        d["role"] for *_, d in other.edges(data=True)
    )
    assert one.nodes["https://w3id.org/nkgraph/id/country/PRK"]["country"] == "PRK"


GEXF, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
GEXF_CHILDREN = {
    f"{GEXF}gexf": ["graph"],
    f"{GEXF}graph": ["attributes", "attributes", "attributes", "nodes", "edges"],
}
NODE_CHILDREN = [
    "attvalues",
    "spells",
    *(f"{VIZ}{n}" for n in ("color", "position", "size", "shape")),
]


def test_gexf_is_as_its_schema_says(memory: Store) -> None:
    root = ET.fromstring(export.EXPORTERS["gexf"](memory))  # noqa: S314 - our own file
    assert root.attrib == {"version": "1.3"}
    for name, children in GEXF_CHILDREN.items():
        assert [child.tag for child in next(root.iter(name))] == [GEXF + one for one in children]
    assert not [e for e in root.iter() if "lastmodified" in e.attrib]
    declared = {
        group.attrib["class"] + group.attrib["mode"]: {
            a.attrib["id"]: a.attrib["type"] for a in group
        }
        for group in root.iter(f"{GEXF}attributes")
    }
    assert set(declared) == {"nodestatic", "edgestatic", "nodedynamic"}
    nodes, edges = list(root.iter(f"{GEXF}node")), list(root.iter(f"{GEXF}edge"))
    for kind, elements in (("node", nodes), ("edge", edges)):
        known = declared[f"{kind}static"] | declared.get(f"{kind}dynamic", {})
        for value in (v for e in elements for v in e.iter(f"{GEXF}attvalue")):
            assert known[value.attrib["for"]] in {"string", "integer"}
            if known[value.attrib["for"]] == "integer":
                assert int(value.attrib["value"]) >= 0
    ids = {node.attrib["id"] for node in nodes}
    assert all({edge.attrib["source"], edge.attrib["target"]} <= ids for edge in edges)
    for node in nodes:
        tags = [child.tag.removeprefix(GEXF) for child in node]
        assert tags == [tag for tag in NODE_CHILDREN if tag in tags]
        assert set(NODE_CHILDREN) - set(tags) <= {"spells"}
        (shape,) = node.iter(f"{VIZ}shape")
        assert shape.attrib["value"] in {"disc", "square", "triangle", "diamond", "image"}


def test_gexf_keeps_types_times_and_places(memory: Store) -> None:
    root = ET.fromstring(export.EXPORTERS["gexf"](memory))  # noqa: S314 - our own file
    events = {
        node.attrib["id"]: node
        for node in root.iter(f"{GEXF}node")
        if any(v.attrib == {"for": "node", "value": "event"} for v in node.iter(f"{GEXF}attvalue"))
    }
    dated = {r["event"]: (r["earliest"], r["latest"]) for r in records(memory) if r["earliest"]}
    assert dated
    for event, (first, last) in dated.items():
        (spell,) = events[event].iter(f"{GEXF}spell")
        assert spell.attrib == {"start": first, "end": last}
    for edge in root.iter(f"{GEXF}edge"):
        ends = {edge.attrib["source"], edge.attrib["target"]} & set(dated)
        assert bool(list(edge.iter(f"{GEXF}spell"))) == bool(ends)
    places = {tuple(p.attrib.values()) for p in root.iter(f"{VIZ}position")}
    assert len(places) == len(list(root.iter(f"{GEXF}node")))
    told = [
        v for e in events.values() for v in e.iter(f"{GEXF}attvalue") if v.attrib["for"] == "told"
    ]
    assert all(v.attrib["start"] for v in told)
    assert told


def test_gexf_is_as_its_readers_take_it(memory: Store) -> None:
    root = ET.fromstring(export.EXPORTERS["gexf"](memory))  # noqa: S314 - our own file
    blocks = [(a.attrib["class"], a.attrib["mode"]) for a in root.iter(f"{GEXF}attributes")]
    assert blocks == [("node", "dynamic"), ("node", "static"), ("edge", "static")]
    edges = [edge.attrib for edge in root.iter(f"{GEXF}edge")]
    assert len({(e["source"], e["target"], e["kind"]) for e in edges}) == len(edges)
    published = [r["article"]["published"] for r in records(memory) if r["article"]["published"]]
    for node in root.iter(f"{GEXF}node"):
        told = [v.attrib for v in node.iter(f"{GEXF}attvalue") if v.attrib["for"] == "told"]
        assert all(one["start"] < one["end"] for one in told)
        assert [one["end"] for one in told[:-1]] == [one["start"] for one in told[1:]]
        assert not told or told[-1]["end"] > max(published)


def test_unknown_format(memory: Store) -> None:
    with pytest.raises(NkgraphError, match="choose one of csv, gexf"):
        export.export("docx", memory)
