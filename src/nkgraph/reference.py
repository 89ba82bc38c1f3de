"""Actors as triples: in few words for an article's own graph, in full from the gazetteer."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from nkgraph import gazetteer
from nkgraph.identify import actor_iri, digest, state_id
from nkgraph.model import Actor
from nkgraph.resources import load_yaml
from nkgraph.vocab import ACTOR_CLASSES, ALT_LABEL, EDTF, LABEL, PREF_LABEL, TYPE, nk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.gazetteer import Entry, Term


@cache
def country(alpha3: str) -> Actor:
    """Return the state of an ISO 3166-1 alpha-3 code, named by the code itself if unheard of."""
    try:
        return gazetteer.load().country(alpha3)
    except KeyError:
        return Actor(id=f"country/{alpha3}", kind="country", label=alpha3, country=alpha3)


@cache
def adjective(alpha3: str) -> str:
    """Return the adjective of a state ("North Korean"), or its name where none is known."""
    words: list[str] = load_yaml("gazetteer/demonyms.yaml").get(alpha3, {}).get("is", [])
    return words[0] if words else country(alpha3).label


def owner(actor_id: str) -> str:
    """Return the words that say whose troops they are: "North Korean", "Rapid Support Forces"."""
    kind, _, slug = actor_id.partition("/")
    if kind == "country":
        return adjective(slug)
    entry = gazetteer.load().entry(actor_id)
    return entry.actor.label if entry else slug.replace("-", " ")


def state(actor: Actor) -> Actor:
    """Return the state that the actor acts for, or the actor itself."""
    found = state_id(actor)
    return actor if found == actor.id else country(found.removeprefix("country/"))


def brief(actor: Actor, base: str) -> Iterator[Triple]:
    """Yield what an article's graph needs to be read alone: kind, name, state and its name.

    What the gazetteer holds is named as there, so that it has one name in all graphs.
    """
    entry = gazetteer.load().entry(actor.id)
    actor = actor if entry is None else entry.actor
    node = actor_iri(actor, base)
    yield Triple(node, TYPE, ACTOR_CLASSES[actor.kind])
    yield Triple(node, LABEL, Literal(actor.label))
    yield Triple(node, PREF_LABEL, Literal(actor.label))
    if not actor.known:
        yield from (Triple(node, ALT_LABEL, Literal(name)) for name in actor.aliases)
    if actor.country is None:
        return
    state = country(actor.country)
    yield Triple(node, nk("country"), actor_iri(state, base))
    if state.id == actor.id:
        yield Triple(node, nk("iso3"), Literal(actor.country))
    else:
        yield from brief(state, base)


def sides(actor: Actor, base: str) -> Iterator[NamedNode]:
    """Yield the actor and, where it has one, the state that it belongs to or lies in."""
    yield actor_iri(actor, base)
    entry = gazetteer.load().entry(actor.id)
    home = (actor if entry is None else entry.actor).country
    if home is not None:
        yield actor_iri(country(home), base)


@cache
def full(actor_id: str, base: str) -> tuple[Triple, ...]:
    """Return all that the gazetteer knows of an actor; nothing when it does not hold the id."""
    entry = gazetteer.load().entry(actor_id)
    if entry is None:
        return ()
    actor = entry.actor
    node = actor_iri(actor, base)
    facts = [*brief(actor, base)]
    facts += [Triple(node, ALT_LABEL, Literal(name)) for name in actor.aliases]
    if entry.category:
        facts.append(Triple(node, nk("category"), Literal(entry.category)))
    for held in entry.terms:
        facts += _role(node, entry, held, base)
    return tuple(dict.fromkeys(facts))


def _role(node: NamedNode, entry: Entry, held: Term, base: str) -> Iterator[Triple]:
    key = [entry.actor.id, held.title, held.of, held.since, held.until]
    role = NamedNode(f"{base}role/{digest(key)}")
    yield Triple(node, nk("role"), role)
    yield Triple(role, TYPE, nk("Role"))
    yield Triple(role, LABEL, Literal(held.title))
    if held.of:
        body = f"country/{held.of}" if "/" not in held.of else held.of
        found = gazetteer.load().entry(body)
        if found:
            yield Triple(role, nk("roleIn"), actor_iri(found.actor, base))
    for name, value in (("since", held.since), ("until", held.until)):
        if value:
            yield Triple(role, nk(name), Literal(str(value), datatype=EDTF))
