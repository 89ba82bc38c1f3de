"""The promised shapes: country–deploys–troops, treaty–signed–date, agency–estimates–figure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import nkgraph

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
EXAMPLES = ROOT / "examples" / "articles"

pytestmark = pytest.mark.model

# The documented pattern (README, ontology/README.md): from a flat triple to the words behind it.
TRACE = """
SELECT ?subject ?predicate ?object ?claim ?who ?article ?words ?start ?end WHERE {
  ?triple rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
  ?claim nk:states ?triple ; nk:article ?article ; nk:evidence/oa:hasSelector ?quote, ?place .
  ?quote oa:exact ?words . ?place oa:start ?start ; oa:end ?end .
  OPTIONAL { ?claim nk:claimant ?who }
}"""


@pytest.fixture(scope="module", params=["examples", "seeds"])
def graph(request: pytest.FixtureRequest) -> nkgraph.Graph:
    """The graph of the example articles, and of the seeds where they are at hand."""
    folder = EXAMPLES if request.param == "examples" else SEEDS
    if not folder.is_dir():
        pytest.skip("../shared/seeds is not here: it lies beside the project where it is developed")
    return nkgraph.build([str(folder)])


def has(graph: nkgraph.Graph, pattern: str) -> bool:
    return bool(list(graph.query(f"SELECT * WHERE {{ {pattern} }} LIMIT 1")))


def test_a_country_deploys_a_contingent_with_its_figure(graph: nkgraph.Graph) -> None:
    assert has(
        graph,
        '?c nk:iso3 "PRK" ; nk:deploys ?troops . ?troops a nk:Contingent ; rdfs:label ?label ; '
        "nk:figure ?f . ?f nk:quantity nk:troops ; nk:low ?low . FILTER(?low >= 10000)",
    )


def test_a_treaty_is_signed_on_a_date_and_in_force_from_another(graph: nkgraph.Graph) -> None:
    assert has(
        graph,
        "?t a nk:Agreement ; nk:signed ?signed ; nk:inForceFrom ?force . "
        'FILTER(CONTAINS(STR(?signed), "-06") && CONTAINS(STR(?force), "-12"))',
    )


def test_an_agency_estimates_a_figure(graph: nkgraph.Graph) -> None:
    assert has(
        graph,
        '?a skos:altLabel "NIS" ; nk:estimates ?f . '
        "?f nk:quantity nk:killedOrWounded ; nk:low ?low ; "
        'nk:comparator nk:approximately ; nk:of ?whose . ?whose nk:iso3 "PRK" FILTER(?low = 4700)',
    )


def test_every_flat_triple_leads_to_claims_article_and_exact_words(graph: nkgraph.Graph) -> None:
    flat = {
        (row["s"], row["p"], row["o"])
        for row in graph.query(
            "SELECT ?s ?p ?o WHERE { GRAPH nk:view { ?s ?p ?o . "
            "?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } }"
        )
    }
    traced = list(graph.query(TRACE))
    assert flat
    assert {(row["subject"], row["predicate"], row["object"]) for row in traced} == flat
    for row in traced:
        assert len(row["words"]) == int(row["end"]) - int(row["start"]) > 0


def test_evidence_is_what_stands_in_the_file(graph: nkgraph.Graph) -> None:
    rows = list(
        graph.query(
            "SELECT ?source ?words ?start ?end WHERE { ?e oa:hasSource/nk:contentSource ?source ; "
            "oa:hasSelector ?q, ?p . ?q oa:exact ?words . ?p oa:start ?start ; oa:end ?end }"
        )
    )
    assert rows
    for row in rows:
        text = Path(row["source"]).read_bytes().decode()
        assert text[int(row["start"]) : int(row["end"])] == row["words"]


def _built(files: list[str], seed: str) -> bytes:
    code = (
        "import sys, nkgraph; g = nkgraph.build(sys.argv[1:]); "
        "sys.stdout.buffer.write(g.export('nquads'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *files],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    return done.stdout


@pytest.mark.slow
def test_another_order_process_and_hash_seed_give_the_same_bytes() -> None:
    files = sorted(str(path.relative_to(ROOT)) for path in EXAMPLES.glob("*.md"))
    one, other = _built(files, "1"), _built(files[::-1], "4242")
    assert one
    assert one == other
