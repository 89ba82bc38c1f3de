"""The graph as NetworkX sees it. Nodes are named by IRI; what is not known is left out.

An actor's node has ``label`` and ``kind``, and ``country`` (alpha-3) if it has one. Attributes are
Python values: dates are ``datetime.date``, ``claims`` a sorted list of claim IRIs, ``articles`` the
number of articles behind it, ``claimants`` that of distinct claimants (an article's own voice
counts as one). Three shapes:

bipartite (MultiDiGraph)
    Actors (``node="actor"``, ``bipartite=0``) and events (``node="event"``, ``bipartite=1``, label,
    type, time, earliest, latest, and ``claims`` as a number). Edges run from an actor to an event
    for agent, instrument and claimant, and from the event to the actor for the other roles; their
    key is ``role modality polarity``, their attributes these three, claims, articles, claimants.
multi (MultiDiGraph)
    Actors alone: an edge from each agent to each patient and recipient of an event, its key
    ``event modality polarity``, its attributes these three, type, earliest, latest, claims,
    articles, claimants. Plans and denials are edges too, told apart by modality and polarity.
simple (DiGraph)
    The same with at most one edge from one actor to another, and only of what is told as having
    happened: ``weight`` (number of events), ``types`` (sorted list), earliest and latest of them
    all, claims, articles, claimants.

With ``states=True`` the governments, forces and people of a state are one node, the state.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, overload
from typing import Literal as OneOf
from urllib.parse import unquote

from nkgraph import gazetteer, ontology, reference, sparql
from nkgraph.errors import NkgraphError
from nkgraph.model import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import networkx as nx

    from nkgraph.records import Record

Shape = OneOf["bipartite", "multi", "simple"]

_TOWARDS_EVENT = frozenset({"agent", "instrument", "claimant"})
_ACTED_ON = ("patient", "recipient")


@overload
def to_networkx(
    records: Iterable[Record], shape: OneOf["bipartite", "multi"] = ..., *, states: bool = ...
) -> nx.MultiDiGraph[str]: ...
@overload
def to_networkx(
    records: Iterable[Record], shape: OneOf["simple"], *, states: bool = ...
) -> nx.DiGraph[str]: ...
@overload
def to_networkx(
    records: Iterable[Record], shape: Shape, *, states: bool = ...
) -> nx.DiGraph[str]: ...
def to_networkx(
    records: Iterable[Record], shape: Shape = "bipartite", *, states: bool = False
) -> nx.DiGraph[str]:
    """Return the records as a network; the shapes are in the module's description.

    Raises:
        NkgraphError: no such shape.

    Example:
        ``nx.degree_centrality(to_networkx(records.records(store), "simple", states=True))``
    """
    found = [_of_states(record) for record in records] if states else list(records)
    if shape == "bipartite":
        return _bipartite(found)
    if shape == "multi":
        return _multi(found)
    if shape == "simple":
        return _simple(found)
    raise NkgraphError(f"no network of shape {shape!r}; choose bipartite, multi or simple")


def _bipartite(records: Iterable[Record]) -> nx.MultiDiGraph[str]:
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    actors: dict[str, Record] = {}
    events: dict[str, list[Record]] = defaultdict(list)
    edges: dict[tuple[str, str, str, str, str], list[Record]] = defaultdict(list)
    for record in records:
        events[record["event"]].append(record)
        for role, actor in _parts(record):
            actors[actor["id"]] = actor
            key = (record["event"], actor["id"], role, record["modality"], record["polarity"])
            edges[key].append(record)
    for iri in sorted(actors):
        graph.add_node(iri, node="actor", bipartite=0, **_actor(actors[iri]))
    for iri in sorted(events):
        graph.add_node(iri, node="event", bipartite=1, **_event(events[iri]))
    for (event, who, role, modality, polarity), claims in sorted(edges.items(), key=_key):
        start, end = (who, event) if role in _TOWARDS_EVENT else (event, who)
        told = {"role": role, "modality": modality, "polarity": polarity} | _support(claims)
        graph.add_edge(start, end, f"{role} {modality} {polarity}", **told)
    return graph


def _multi(records: Iterable[Record]) -> nx.MultiDiGraph[str]:
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    edges: dict[tuple[str, str, str, str, str], list[Record]] = defaultdict(list)
    actors: dict[str, Record] = {}
    for record in records:
        for agent, other in _pairs(record):
            actors |= {agent["id"]: agent, other["id"]: other}
            how = (record["event"], record["modality"], record["polarity"])
            edges[agent["id"], other["id"], *how].append(record)
    for iri in sorted(actors):
        graph.add_node(iri, **_actor(actors[iri]))
    for (agent_iri, other_iri, event, modality, polarity), claims in sorted(
        edges.items(), key=_key
    ):
        told = {"event": event, "modality": modality, "polarity": polarity}
        told |= {"type": _first(claims)["type"]} | _when(claims) | _support(claims)
        graph.add_edge(agent_iri, other_iri, f"{event} {modality} {polarity}", **told)
    return graph


def _simple(records: Iterable[Record]) -> nx.DiGraph[str]:
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    edges: dict[tuple[str, str], list[Record]] = defaultdict(list)
    actors: dict[str, Record] = {}
    happened = ontology.load().viewed
    for record in records:
        if record["modality"] not in happened or record["polarity"] != "positive":
            continue
        for agent, other in _pairs(record):
            actors |= {agent["id"]: agent, other["id"]: other}
            edges[agent["id"], other["id"]].append(record)
    for iri in sorted(actors):
        graph.add_node(iri, **_actor(actors[iri]))
    for (agent_iri, other_iri), claims in sorted(edges.items(), key=_key):
        events = {claim["event"] for claim in claims}
        types = sorted({claim["type"] for claim in claims})
        told = {"weight": len(events), "types": types} | _when(claims) | _support(claims)
        graph.add_edge(agent_iri, other_iri, **told)
    return graph


def _key(item: tuple[tuple[str, ...], list[Record]]) -> tuple[str, ...]:
    return item[0]


def _parts(record: Record) -> Iterator[tuple[str, Record]]:
    for role, fillers in record["roles"].items():
        for actor in fillers:
            yield role, actor
    for actor in record["claimants"]:
        yield "claimant", actor


def _pairs(record: Record) -> Iterator[tuple[Record, Record]]:
    """Yield who acts with whom it is done to, each pair once."""
    roles = record["roles"]
    others = {a["id"]: a for role in _ACTED_ON for a in roles.get(role, ())}
    for agent in roles.get("agent", ()):
        for other in others.values():
            yield agent, other


def _of_states(record: Record) -> Record:
    """Return the record with each state in the place of its government, forces and people."""
    roles = {
        role: actors if role == "place" else _states(actors)
        for role, actors in record["roles"].items()
    }
    return record | {"roles": roles, "claimants": _states(record["claimants"])}


def _states(actors: Iterable[Record]) -> list[Record]:
    found = [_state(actor) for actor in actors]
    return list({actor["id"]: actor for actor in found}.values())


def _state(actor: Record) -> Record:
    own = actor["id"].removeprefix(sparql.BASE)
    known = gazetteer.load().entry(unquote(own)) is not None
    found = Actor(
        id=own, kind=actor["kind"], label=actor["label"], country=actor["country"], known=known
    )
    state = reference.state(found)
    if state is found:
        return actor
    node = {"id": sparql.BASE + state.id, "label": state.label, "aliases": list(state.aliases)}
    return node | {"kind": state.kind, "country": state.country}


def _actor(actor: Record) -> dict[str, Any]:
    return _known(label=actor["label"], kind=actor["kind"], country=actor["country"])


def _event(claims: list[Record]) -> dict[str, Any]:
    first = _first(claims)
    roles = first["roles"]
    names = [
        ", ".join(a["label"] for a in roles[role])
        for role in ("agent", "patient", "recipient", "theme")
        if role in roles
    ]
    label = f"{first['type']}: {' → '.join(names)}" if names else first["type"]
    if "place" in roles:
        label += f", in {', '.join(a['label'] for a in roles['place'])}"
    days = {"earliest": _day(first["earliest"]), "latest": _day(first["latest"])}
    known = _known(label=label, type=first["type"], time=first["time"], **days)
    return known | {"claims": len(claims)}


def _first(claims: Iterable[Record]) -> Record:
    return min(claims, key=lambda r: str(r["id"]))


def _when(claims: Iterable[Record]) -> dict[str, Any]:
    """Return the first and the last day that any of the claims allows."""
    days = [(c["earliest"], c["latest"]) for c in claims]
    first = min((start for start, _ in days if start), default=None)
    last = max((end for _, end in days if end), default=None)
    return _known(earliest=_day(first), latest=_day(last))


def _support(claims: Iterable[Record]) -> dict[str, Any]:
    voices = {a["id"] for c in claims for a in c["claimants"]}
    voices |= {c["article"]["id"] for c in claims if not c["claimants"]}
    return {
        "claims": sorted({c["id"] for c in claims}),
        "articles": len({c["article"]["id"] for c in claims}),
        "claimants": len(voices),
    }


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _known(**values: object) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
