"""Shortcuts say what the long way round says, and a query without GRAPH counts everything once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from pyoxigraph import NamedNode, Triple
from tests.bench import claimgraph

from nkgraph import shortcuts, sparql
from nkgraph.graph import Graph
from nkgraph.identify import BASE
from nkgraph.model import Actor, Article, Claim, Findings, Span
from nkgraph.rdf import contribution
from nkgraph.store import Store
from nkgraph.vocab import nk, term

if TYPE_CHECKING:
    from pathlib import Path

NODE = NamedNode(BASE + "claim/one")
UKR = Actor(id="country/UKR", kind="country", label="Ukraine", country="UKR", known=True)
NIS = Actor(id="organization/nis", kind="organization", label="NIS", country="KOR", known=True)
BAND = Actor(id="group/band", kind="group", label="a band")
KURSK = Actor(id="place/kursk-oblast", kind="place", label="Kursk Oblast", country="RUS")
ARTICLE = Article(source="a.txt", text="Soldiers fell.", sha256="0" * 64, published="2024-12-24")
FALLEN = Claim(type="Death", evidence=Span(0, 13), trigger=Span(9, 13))


@pytest.fixture(scope="module")
def archive() -> ox.Store:
    store = ox.Store()
    store.bulk_extend(claimgraph.quads(40))
    return store


def involved(*actors: Actor) -> set[str]:
    claim = replace(FALLEN, roles=tuple(("patient", actor) for actor in actors))
    found = shortcuts.of_claim(NODE, claim, ARTICLE, BASE)
    return {
        str(t.object).strip("<>").removeprefix(BASE) for t in found if t.predicate == nk("involves")
    }


def test_a_claim_involves_actors_and_their_states() -> None:
    assert involved(UKR) == {"country/UKR"}
    assert involved(NIS, KURSK) == {
        "organization/nis",
        "country/KOR",
        "place/kursk-oblast",
        "country/RUS",
    }
    assert involved(BAND) == {"group/band"}


def test_an_article_without_a_date_leaves_its_claims_without() -> None:
    undated = replace(ARTICLE, published=None)
    day = term("schema:datePublished")
    assert day in {t.predicate for t in shortcuts.of_claim(NODE, FALLEN, ARTICLE, BASE)}
    assert day not in {t.predicate for t in shortcuts.of_claim(NODE, FALLEN, undated, BASE)}


def test_the_place_of_an_event_is_no_actor_of_it() -> None:
    claim = replace(FALLEN, roles=(("patient", UKR), ("place", KURSK)))
    (found,) = shortcuts.of_event(NODE, claim, BASE)
    assert found == Triple(NODE, term("sem:hasActor"), NamedNode(BASE + "country/UKR"))


ROLES = "nk:agent|nk:patient|nk:recipient|nk:theme|nk:instrument"


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("?s nk:eventType ?o", "?s nk:event/rdf:type ?o"),
        (
            "?s nk:kind ?o",
            "?s nk:event/rdf:type/rdfs:subClassOf* ?o . ?o rdfs:subClassOf+ nk:Event",
        ),
        ("?s nk:words ?o", "?s a nk:Claim ; nk:evidence/oa:hasSelector/oa:exact ?o"),
        (
            "?s a nk:Claim ; schema:datePublished ?o",
            "?s a nk:Claim ; nk:article/schema:datePublished ?o",
        ),
        ("?s nk:involves ?o", f"?s a nk:Claim ; ({ROLES}|nk:place)/nk:country? ?o"),
        ("?s sem:hasActor ?o", f"[] nk:event ?s . ?s {ROLES} ?o"),
    ],
)
def test_a_shortcut_leads_where_the_long_way_leads(
    archive: ox.Store, short: str, long: str
) -> None:
    def pairs(pattern: str) -> set[tuple[str, ...]]:
        found = archive.query(f"SELECT ?s ?o {{ {pattern} }}", prefixes=dict(sparql.PREFIXES))
        assert isinstance(found, ox.QuerySolutions)
        return {tuple(map(str, row)) for row in found}

    assert pairs(short)
    assert pairs(short) == pairs(long)


@pytest.mark.parametrize("kept", ["disk", "memory"])
def test_what_three_graphs_say_counts_once(kept: str, tmp_path: Path) -> None:
    store = Store.memory() if kept == "memory" else Store.open(tmp_path / "s", create=True)
    told = replace(FALLEN, claimants=(NIS,))
    articles = [
        replace(ARTICLE, source=f"{n}.txt", sha256=str(n) * 64, published=f"2024-12-2{n}")
        for n in range(3)
    ]
    store.swap(come=[contribution(Findings(article=one, claims=(told,))) for one in articles])
    if store.path:
        store.close()
        store = Store.read_only(tmp_path / "s")
    with Graph(store) as graph:

        def count(pattern: str) -> int:
            (row,) = graph.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
            return int(row["n"])

        label = f"<{BASE}organization/nis> rdfs:label ?label"
        assert count(f"GRAPH ?article {{ {label} }} ?article a nk:Article") == 3
        assert count(label) == 1
        assert count(f"?claim nk:claimant ?who . {label}") == 3
        assert count("?claim nk:claimant/rdfs:label ?label ; nk:modality/rdfs:label ?how") == 3
