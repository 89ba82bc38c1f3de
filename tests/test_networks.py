"""The graph as NetworkX sees it: three shapes, typed attributes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from tests.conftest import NIS, PRK, SOLDIERS, article, country, stated

from nkgraph.corpus import Corpus
from nkgraph.errors import NkgraphError
from nkgraph.graph import Graph
from nkgraph.model import Actor, Findings
from nkgraph.networks import to_networkx
from nkgraph.records import records
from nkgraph.store import Store

if TYPE_CHECKING:
    from nkgraph.model import Claim

BASE = "https://w3id.org/nkgraph/id/"
UKR = country("UKR", "Ukraine")
REBELS = Actor(
    id="group/rsf",
    kind="group",
    label="Rapid Support Forces",
    country="SDN",
    known=True,
)
TEXT = (
    "Ukraine captured soldiers. Rebels attacked Ukraine. Rebels attacked it once more. "
    "NIS: troops captured Ukrainians. Rebels may attack. Rebels did not attack."
)


def told(words: str, kind: str, agent: Actor, other: Actor, **rest: Any) -> Claim:  # noqa: ANN401 - Claim's fields
    return stated(TEXT, words, kind, roles=(("agent", agent), ("patient", other)), **rest)


@pytest.fixture(scope="module")
def war() -> Graph:
    claims = (
        told("Ukraine captured soldiers", "Capture", UKR, SOLDIERS),
        told("Rebels attacked Ukraine", "Attack", REBELS, UKR),
        told("Rebels attacked it once more", "Attack", REBELS, UKR),
        told("troops captured Ukrainians", "Capture", SOLDIERS, UKR, claimants=(NIS,)),
        told("Rebels may attack", "Attack", REBELS, PRK, modality="possible"),
        told("Rebels did not attack", "Attack", REBELS, PRK, polarity="negative"),
    )
    store = Store.memory()
    Corpus(store).add(Findings(article=article("war.txt", TEXT), claims=claims))
    return Graph(store)


def test_bipartite_counts_voices(memory: Store) -> None:
    graph = to_networkx(records(memory))
    prk = BASE + "country/PRK"
    event = next(r["event"] for r in records(memory) if r["time"] == "2024-10")
    edges = graph.get_edge_data(prk, event)
    assert set(edges) == {"agent estimated positive", "agent asserted positive"}
    assert graph.nodes[event]["claims"] == 2
    assert graph.nodes[event]["label"] == "Deployment: North Korea → Russia"
    assert graph.has_edge(event, BASE + "country/RUS")


def test_bipartite_has_two_sides(war: Graph) -> None:
    graph = war.to_networkx()
    actors = {n for n, d in graph.nodes(data=True) if d["bipartite"] == 0}
    assert nx.bipartite.is_bipartite_node_set(graph.to_undirected(), actors)
    assert {graph.nodes[n]["node"] for n in set(graph) - actors} == {"event"}


def test_attributes_are_python_values_and_what_is_unknown_is_left_out(memory: Store) -> None:
    graph = to_networkx(records(memory), "multi")
    edges = [
        d
        for *_, d in graph.edges(data=True)
        if d["type"] == "Deployment" and d["modality"] == "estimated"
    ]
    (dated,) = edges
    assert (dated["earliest"], dated["latest"]) == (dt.date(2024, 10, 1), dt.date(2024, 10, 31))
    assert isinstance(dated["claims"], list)
    (planned,) = (d for *_, d in graph.edges(data=True) if d["modality"] == "planned")
    assert "earliest" not in planned
    yonhap = to_networkx(records(memory)).nodes[BASE + "organization/nis"]
    assert yonhap["country"] == "KOR"


def test_multi_has_every_event_with_how_it_is_told(war: Graph) -> None:
    graph = war.to_networkx("multi")
    rebels, prk = BASE + REBELS.id, BASE + PRK.id
    how = {(d["modality"], d["polarity"]) for d in graph.get_edge_data(rebels, prk).values()}
    assert how == {("possible", "positive"), ("asserted", "negative")}
    assert len(graph.get_edge_data(rebels, BASE + UKR.id)) == len(
        {d["event"] for d in graph.get_edge_data(rebels, BASE + UKR.id).values()}
    )
    assert all(graph.nodes[n]["kind"] in {"country", "group"} for n in graph)


def test_simple_has_what_is_told_as_having_happened(war: Graph) -> None:
    graph = war.to_networkx("simple")
    assert type(graph) is nx.DiGraph
    rebels, ukr, prk = BASE + REBELS.id, BASE + UKR.id, BASE + PRK.id
    assert not graph.has_edge(rebels, prk)
    edge = graph.edges[rebels, ukr]
    attacks = {r["event"] for r in war.records() if r["type"] == "Attack"}
    assert edge["types"] == ["Attack"]
    assert 1 <= edge["weight"] <= len(attacks)
    assert len(edge["claims"]) == 2
    assert (edge["articles"], edge["claimants"]) == (1, 1)


def test_states_stand_for_their_people_but_not_for_rebels(war: Graph) -> None:
    graph = war.to_networkx("simple", states=True)
    labels = {d["label"] for _, d in graph.nodes(data=True)}
    assert labels == {"Ukraine", "North Korea", "Rapid Support Forces"}
    assert graph.edges[BASE + "country/PRK", BASE + "country/UKR"]["claimants"] == 1


def test_no_such_shape(war: Graph) -> None:
    with pytest.raises(NkgraphError, match="choose bipartite, multi or simple"):
        war.to_networkx("star")  # type: ignore[call-overload]
