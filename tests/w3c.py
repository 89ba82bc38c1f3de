"""The W3C's SPARQL 1.1 tests: the files, what a test asks, and what counts as the same answer.

The tests come in the source archive of RDFLib on PyPI, fetched once into a folder that is kept.
"""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from nkgraph import dataset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CARRIER = "rdflib==7.6.0"
INSIDE = "test/data/suites/w3c/sparql11/"
BASE = "http://www.w3.org/tests/"
"""The tests' files are named under it; nothing is fetched from there."""
LEFT_OUT = {"entailment", "service", "syntax-fed", "syntax-update-1", "syntax-update-2"}
"""Not SPARQL alone; calls to other machines, which we refuse; updates, likewise."""
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
FORMATS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
Answer = bool | frozenset[Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One test: its query, its folder, the files it asks, and the file with the answer."""

    name: str
    text: str
    place: Path
    data: tuple[Path, ...]
    named: tuple[Path, ...]
    expected: Path | None

    @property
    def fetched(self) -> tuple[str, ...]:
        """The graphs that FROM names, which the test would have fetched."""
        lifted = dataset.lift(self.text)
        return (*(lifted.default or ()), *(lifted.named or ()))

    @property
    def files(self) -> tuple[Any, ...]:
        """What names the data that the test asks."""
        return self.place, self.data, self.named, self.fetched


def fetch(kept: Path) -> Path:
    """Return the folder of the tests; skip the test that asks where they cannot be had."""
    if not (kept / "manifest-all.ttl").exists():
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
        try:
            subprocess.run(
                [*pip, CARRIER, "-d", str(kept)], check=True, capture_output=True, timeout=300
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            pytest.skip(f"the archive that carries the W3C's tests cannot be fetched ({error})")
        with tarfile.open(next(kept.glob("rdflib-*.tar.gz"))) as archive:
            for member in archive.getmembers():
                _, found, name = member.name.partition(INSIDE)
                if found and name and member.isfile():
                    member.name = name
                    archive.extract(member, kept, filter="data")
    return kept


def manifest(path: Path) -> ox.Store:
    """Return a manifest's triples."""
    store = ox.Store()
    store.load(path.read_bytes(), ox.RdfFormat.TURTLE, base_iri=path.as_uri())
    return store


def entries(path: Path) -> set[str]:
    """Return the names of the tests that a manifest has, whatever they are."""
    tests = manifest(path).quads_for_pattern(None, TYPE, None, None)
    found = {quad.subject.value for quad in tests if quad.object.value.endswith("Test")}  # type: ignore[union-attr]
    return {iri.rpartition("#")[2] for iri in found}


def cases(suite: Path) -> Iterator[Case]:
    """Yield the query tests of all manifests."""
    for path in sorted(suite.glob("*/manifest.ttl")):
        if path.parent.name not in LEFT_OUT:
            yield from _cases(path)


def _cases(manifest_: Path) -> Iterator[Case]:
    store = manifest(manifest_)

    def objects(subject: Any, name: str) -> list[Any]:  # noqa: ANN401 - any node
        found = store.quads_for_pattern(subject, ox.NamedNode(name), None, None)
        return [quad.object for quad in found]

    def path(node: ox.NamedNode) -> Path:
        return manifest_.parent / node.value.rpartition("/")[2]

    for test in store.quads_for_pattern(None, TYPE, None, None):
        assert isinstance(test.object, ox.NamedNode)
        kind = test.object.value.removeprefix(MF)
        actions = objects(test.subject, MF + "action")
        if kind in {"QueryEvaluationTest", "CSVResultFormatTest"}:
            (action,) = actions
            (text,) = objects(action, QT + "query")
            data = tuple(sorted(map(path, objects(action, QT + "data"))))
            named = tuple(sorted(map(path, objects(action, QT + "graphData"))))
            expected = path(objects(test.subject, MF + "result")[0])
        elif kind in {"PositiveSyntaxTest11", "NegativeSyntaxTest11"}:
            (text,), data, named, expected = actions, (), (), None
        else:
            continue
        source = path(text)
        if not source.exists():  # two of the manifest's files are not in the archive
            continue
        wanted = f"BASE <{BASE}{source.name}> {source.read_text(encoding='utf-8')}"
        name = f"{manifest_.parent.name}/{source.stem}"
        yield Case(name, wanted, manifest_.parent, data, named, expected)


def evaluated(suite: Path, store: ox.Store) -> Iterator[tuple[Case, Answer | None]]:
    """Yield each test of an answer, when the store has its data, and what the engine answers.

    Tests of the same data follow each other, so that it is loaded once for them.
    """
    known: object = None
    wanted = (case for case in cases(suite) if case.expected is not None)
    for case in sorted(wanted, key=lambda case: case.files):
        if case.files != known:
            fill(store, case)
            known = case.files
        yield case, raw(store, case)


def fill(store: ox.Store, case: Case) -> None:
    """Put a test's files in the place of what a store holds."""
    store.clear()
    for iri in case.fetched:
        path = case.place / iri.removeprefix(BASE)
        graph = ox.NamedNode(iri)
        store.add_graph(graph)
        if path.exists():
            store.load(path=str(path), base_iri=iri, to_graph=graph)
    for path in case.data:
        store.load(path=str(path), base_iri=BASE + path.name, to_graph=ox.DefaultGraph())
    for path in case.named:
        iri = BASE + path.name
        store.load(path=str(path), base_iri=iri, to_graph=ox.NamedNode(iri))


def canonical(triples: Iterable[ox.Triple]) -> frozenset[ox.Quad]:
    """Return triples with blank nodes named alike, numbers written alike."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    found = ox.Dataset(store)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(found)


def table(names: Iterable[str], rows: Iterable[Iterable[Any]]) -> frozenset[Any]:
    """Return rows as a set that tells neither order nor the names of blank nodes."""
    names = list(names)
    triples = []
    for row in rows:
        node = ox.BlankNode()
        triples.append(ox.Triple(node, TYPE, ox.NamedNode("urn:row")))
        for name, term in zip(names, row, strict=True):
            if term is not None:
                triples.append(ox.Triple(node, ox.NamedNode(f"urn:{name}"), term))
    return frozenset({*canonical(triples), *names})


def of_engine(answer: Any) -> Answer:  # noqa: ANN401 - the engine's three kinds
    """Return an answer of the engine, to be compared."""
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QueryTriples):
        return canonical(answer)
    return table([v.value for v in answer.variables], [tuple(row) for row in answer])


def of_bytes(media: str, data: bytes) -> Answer:
    """Return an answer that came in one of the formats."""
    media = media.partition(";")[0]
    if media in GRAPHS:
        return canonical(quad.triple for quad in ox.parse(data, format=GRAPHS[media]))
    form = ox.QueryResultsFormat.from_media_type(media)
    assert form is not None
    return of_engine(ox.parse_query_results(data, format=form))


def expected(case: Case) -> Answer | None:
    """Return the answer that the test wants; None where it is written in a way not read here."""
    assert case.expected is not None
    if case.expected.suffix == ".ttl":
        found = ox.parse(path=str(case.expected), base_iri=BASE + case.expected.name)
        return canonical(quad.triple for quad in found)
    form = FORMATS.get(case.expected.suffix)
    return form and of_engine(ox.parse_query_results(case.expected.read_bytes(), format=form))


def raw(store: ox.Store, case: Case) -> Answer | None:
    """Return the engine's own answer; None when it has none."""
    try:
        return of_engine(store.query(case.text, base_iri=BASE))
    except (SyntaxError, RuntimeError):  # the latter: a function that it does not have
        return None


def raw_csv(store: ox.Store, case: Case) -> bytes:
    """Return the engine's own answer in CSV."""
    found = store.query(case.text, base_iri=BASE)
    assert isinstance(found, ox.QuerySolutions)
    return found.serialize(format=ox.QueryResultsFormat.CSV) or b""


def csv_rows(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file, its blank nodes without their names."""
    rows = csv.DictReader(io.StringIO(data.decode(), newline=""))
    return [
        {name: "_:" if cell.startswith("_:") else cell for name, cell in row.items()}
        for row in rows
    ]
