"""The actors that only articles name, by the keys under which names look for their like.

They lie among the notes of a store (``shares``): with each article whom it names, and once for all
articles, in a graph for each actor, what it is called and its keys. Adding an article with a name
that is there already costs the same however many articles have it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad

from nkgraph import gazetteer
from nkgraph.identify import quoted
from nkgraph.model import Actor
from nkgraph.resolve import naming
from nkgraph.resolve.likeness import Named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import pyoxigraph as ox

    from nkgraph.model import Findings

_GRAPH = "urn:nkgraph:name?actor="
_ARTICLE = "urn:nkgraph:reading?article="
_NAMED = NamedNode("urn:nkgraph:named")
_KNOWN = NamedNode("urn:nkgraph:known")
_CALLED = NamedNode("urn:nkgraph:called")
_ID = "urn:nkgraph:id:"


def named(findings: Findings) -> tuple[Named, ...]:
    """Return the actors that an article names and the gazetteer does not hold, sorted.

    An actor that is called several things stands there once for each.
    """
    called: dict[str, set[str]] = {}
    for one in findings.appearances:
        if one.described:
            called.setdefault(one.actor.id, set()).add(one.described)
    held = gazetteer.load()
    found = (actor for actor in findings.actors() if held.entry(actor.id) is None)
    names = [
        Named(actor, (role,) if role else ())
        for actor in found
        for role in sorted(called.get(actor.id, {""}))
    ]
    return tuple(sorted(names, key=_order))


def known(findings: Findings) -> tuple[str, ...]:
    """Return the ids of the actors that an article names and the gazetteer holds, sorted."""
    held = gazetteer.load()
    return tuple(sorted(a.id for a in findings.actors() if held.entry(a.id) is not None))


def notes(names: Iterable[Named], known_actors: Iterable[str], graph: NamedNode) -> Iterator[Quad]:
    """Yield what is noted with an article, in its graph."""
    for name in known_actors:
        yield Quad(_node(name), _KNOWN, _KNOWN, graph)
    for one in names:
        yield Quad(_node(one.actor.id), _NAMED, Literal(_json(one)), graph)


def within(notes: Iterable[Quad]) -> tuple[Named, ...]:
    """Return the names among what is noted with articles."""
    return tuple(_named(note) for note in notes if note.predicate == _NAMED)


class NameIndex:
    """Names by key, and the articles that have them."""

    def __init__(self, notes: ox.Store) -> None:
        self._notes = notes

    def under(self, key: str) -> tuple[Named, ...]:
        """Return the actors under a key, in no order, once for each thing that they are called."""
        found = self._notes.quads_for_pattern(None, _CALLED, Literal(key), None)
        return tuple(one for note in found for one in self.of(_id(note.subject)))

    def of(self, actor: str) -> tuple[Named, ...]:
        """Return an actor as articles name it; nothing when none does."""
        found = self._notes.quads_for_pattern(_node(actor), _NAMED, None, _graph(actor))
        return tuple(_named(note) for note in found)

    def all(self) -> Iterator[Named]:
        """Yield all that articles name."""
        for graph in self._graphs():
            for note in self._notes.quads_for_pattern(None, _NAMED, None, graph):
                yield _named(note)

    def within(self, article: str) -> tuple[Named, ...]:
        """Return what an article names."""
        graph = NamedNode(_ARTICLE + article)
        return within(self._notes.quads_for_pattern(None, _NAMED, None, graph))

    def articles(self, actor: str) -> frozenset[str]:
        """Return the ids of the articles that name an actor."""
        return frozenset(
            _article(note)
            for noted in (_NAMED, _KNOWN)
            for note in self._notes.quads_for_pattern(_node(actor), noted, None, None)
        ) - {""}

    def elsewhere(self, one: Named, hidden: Collection[str]) -> bool:
        """Tell whether an article beside those hidden calls the actor so."""
        text = Literal(_json(one))
        found = self._notes.quads_for_pattern(_node(one.actor.id), _NAMED, text, None)
        return any((article := _article(note)) and article not in hidden for note in found)

    @staticmethod
    def quads(names: Iterable[Named]) -> Iterator[Quad]:
        """Yield what puts names under their keys."""
        for one in names:
            node, graph = _node(one.actor.id), _graph(one.actor.id)
            yield Quad(node, _NAMED, Literal(_json(one)), graph)
            for key in naming.keys(one):
                yield Quad(node, _CALLED, Literal(key), graph)

    def tidy(self, names: Iterable[Named]) -> None:
        """Take out the names, among those given, that no article has any more."""
        for one in names:
            if self.elsewhere(one, ()):
                continue
            node, graph = _node(one.actor.id), _graph(one.actor.id)
            self._notes.remove(Quad(node, _NAMED, Literal(_json(one)), graph))
            if not self.of(one.actor.id):
                self._notes.remove_graph(graph)

    def recover(self) -> None:
        """Make the keys agree with what is noted with the articles."""
        for graph in self._graphs():
            self._notes.remove_graph(graph)
        found = self._notes.quads_for_pattern(None, _NAMED, None, None)
        self._notes.extend(self.quads(within(found)))

    def _graphs(self) -> list[NamedNode]:
        return [
            graph
            for graph in self._notes.named_graphs()
            if isinstance(graph, NamedNode) and graph.value.startswith(_GRAPH)
        ]


def _order(one: Named) -> tuple[str, tuple[str, ...]]:
    return one.actor.id, one.roles


def _json(one: Named) -> str:
    return json.dumps(asdict(one), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _named(note: Quad) -> Named:
    assert isinstance(note.object, Literal)  # noqa: S101 - only ``_json`` is noted
    data = json.loads(note.object.value)
    actor = data["actor"] | {"aliases": tuple(data["actor"]["aliases"])}
    return Named(Actor(**actor), tuple(data["roles"]))


def _article(note: Quad) -> str:
    """Return the article with which something is noted, "" for a note that is for all."""
    graph = note.graph_name
    value = graph.value if isinstance(graph, NamedNode) else ""
    return value.removeprefix(_ARTICLE) if value.startswith(_ARTICLE) else ""


def _graph(actor: str) -> NamedNode:
    return NamedNode(_GRAPH + quoted(actor))


def _node(actor: str) -> NamedNode:
    return NamedNode(_ID + quoted(actor))


def _id(node: object) -> str:
    return unquote(node.value.removeprefix(_ID)) if isinstance(node, NamedNode) else ""
