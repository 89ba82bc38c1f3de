"""The graph as NetworkX sees it: actors and events as nodes, who plays which part as edges.

Nodes (their name is the IRI):
    actor: node="actor", label, kind, country ("" when unknown)
    event: node="event", label, type, earliest, latest, time ("" when unknown), claims (a count)

Edges run from an actor to an event for agent, instrument and claimant, and from the event to the
actor for the other roles. The key is ``role modality polarity``; attributes: role, modality,
polarity, claims (claim IRIs joined by a space), articles (a count of articles), claimants (a
count of distinct claimants; an article's own voice counts as one).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import networkx as nx

    from nkgraph.records import Record

_TOWARDS_EVENT = frozenset({"agent", "instrument", "claimant"})


def to_networkx(records: Iterable[Record]) -> nx.MultiDiGraph[str]:
    """Return the actors and events of the records; the shape is in the module's description.

    Example:
        ``graph = to_networkx(records.records(store)); nx.degree_centrality(graph)``
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    actors: dict[str, dict[str, Any]] = {}
    events: dict[str, list[Record]] = defaultdict(list)
    edges: dict[tuple[str, str, str, str, str], list[Record]] = defaultdict(list)
    for record in records:
        events[record["event"]].append(record)
        for role, actor in _parts(record):
            actors[actor["id"]] = actor
            key = (record["event"], actor["id"], role, record["modality"], record["polarity"])
            edges[key].append(record)
    for iri in sorted(actors):
        graph.add_node(iri, **_actor(actors[iri]))
    for iri in sorted(events):
        graph.add_node(iri, **_event(events[iri]))
    for event, actor_iri, role, modality, polarity in sorted(edges):
        claims = edges[event, actor_iri, role, modality, polarity]
        ends = (actor_iri, event) if role in _TOWARDS_EVENT else (event, actor_iri)
        attributes: dict[str, Any] = {"role": role, "modality": modality, "polarity": polarity}
        attributes |= _edge(claims)
        name = f"{role} {modality} {polarity}"
        graph.add_edge(*ends, key=name)
        graph.edges[(*ends, name)].update(attributes)
    return graph


def _parts(record: Record) -> Iterator[tuple[str, dict[str, Any]]]:
    for role, fillers in record["roles"].items():
        for actor in fillers:
            yield role, actor
    for actor in record["claimants"]:
        yield "claimant", actor


def _actor(actor: dict[str, Any]) -> dict[str, str]:
    return {
        "node": "actor",
        "label": actor["label"],
        "kind": actor["kind"],
        "country": actor["country"] or "",
    }


def _event(claims: list[Record]) -> dict[str, str | int]:
    first = min(claims, key=lambda r: str(r["id"]))
    roles = first["roles"]
    names = [
        ", ".join(a["label"] for a in roles[role])
        for role in ("agent", "patient", "recipient", "theme")
        if role in roles
    ]
    label = f"{first['type']}: {' → '.join(names)}" if names else first["type"]
    if "place" in roles:
        label += f", in {', '.join(a['label'] for a in roles['place'])}"
    return {
        "node": "event",
        "label": label,
        "type": first["type"],
        "time": first["time"] or "",
        "earliest": first["earliest"] or "",
        "latest": first["latest"] or "",
        "claims": len(claims),
    }


def _edge(claims: list[Record]) -> dict[str, str | int]:
    voices = {a["id"] for c in claims for a in c["claimants"]}
    voices |= {c["article"]["id"] for c in claims if not c["claimants"]}
    return {
        "claims": " ".join(sorted({c["id"] for c in claims})),
        "articles": len({c["article"]["id"] for c in claims}),
        "claimants": len(voices),
    }
