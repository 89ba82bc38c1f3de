"""Which article brought which shared quad: what lets an article be taken out exactly.

A small store of its own beside the quads: the quad (s, p, o) of the shared graph G that the
article A brought is noted as (s, p, o) in a graph named ``G/share?article=A``, A percent-encoded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from urllib.parse import quote, unquote

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad

from nkgraph import loading, vocab
from nkgraph.terms import placed

SHARED = frozenset({vocab.VIEW, vocab.REFERENCE, vocab.PROVENANCE, vocab.LINEAGE, vocab.CURATION})
"""The graphs whose quads several articles may bring alike."""

Brought = Mapping[NamedNode, frozenset[Quad]]
"""Article → all quads that it brings."""

_NO_ARTICLES = frozenset({vocab.NK, vocab.CURATION.value})
"""What brings quads to shared graphs without being an article: the ontology, decisions."""
NAMES = "urn:nkgraph:names?key="
"""What brings the judgements on the actors under one key of names begins so."""
_MARK = "/share?article="
_MARKED = NamedNode("urn:nkgraph:pending")
_PENDING = Quad(_MARKED, _MARKED, _MARKED, DefaultGraph())


def names(key: str) -> NamedNode:
    """Return what brings the judgements on the actors under a key of names."""
    return NamedNode(f"{NAMES}{quote(key, safe='')}")


class Shares:
    """The notes; ``begin`` and ``end`` stand around every change of the quads."""

    def __init__(self, notes: ox.Store) -> None:
        self._notes = notes

    def of(self, article: NamedNode) -> set[Quad]:
        """Return the shared quads that the article brought."""
        return {
            placed(note.triple, graph)
            for graph in SHARED
            for note in self._notes.quads_for_pattern(None, None, None, _name(graph, article))
        }

    def bringers(self, start: str) -> set[NamedNode]:
        """Return what brings shared quads and is named by an IRI that begins so."""
        found = set()
        for graph in self._notes.named_graphs():
            if isinstance(graph, NamedNode):
                _, mark, escaped = graph.value.partition(_MARK)
                if mark and unquote(escaped).startswith(start):
                    found.add(NamedNode(unquote(escaped)))
        return found

    def elsewhere(self, quad: Quad, articles: AbstractSet[NamedNode]) -> bool:
        """Tell whether an article that is not among ``articles`` brought the quad too."""
        graph = quad.graph_name
        if not isinstance(graph, NamedNode) or graph not in SHARED:
            return False
        mine = {_name(graph, article) for article in articles}
        start = f"{graph.value}{_MARK}"
        found = self._notes.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(
            isinstance(note.graph_name, NamedNode)
            and note.graph_name.value.startswith(start)
            and note.graph_name not in mine
            for note in found
        )

    def left(self, rdf: ox.Store, old: Brought, new: Brought) -> set[Quad]:
        """Return the quads, merged copies included, that nobody brings once old is new.

        Args:
            rdf: the quads as they are.
            old: what articles that go or change bring now.
            new: what articles that come or change will bring.
        """
        kept = set().union(*new.values()) if old else set()
        leaving = {q for quads in old.values() for q in quads if q not in kept}
        gone = {q for q in leaving if not self.elsewhere(q, set(old))}
        triples = {q.triple for q in kept} if gone else set()
        merged = {
            loading.merged(q)
            for q in gone
            if q.triple not in triples
            and not any(
                other.graph_name != loading.MERGED and other not in gone
                for other in rdf.quads_for_pattern(q.subject, q.predicate, q.object, None)
            )
        }
        return gone | merged

    def begin(self, new: Brought) -> None:
        """Note what articles are about to bring, and that a change is under way."""
        self._notes.add(_PENDING)
        loading.put(self._notes, list(_all(new)))

    def end(self, old: Brought, new: Brought) -> None:
        """Forget what articles no longer bring; the change is done."""
        kept = set(_all({article: new.get(article, frozenset()) for article in old}))
        for note in _all(old):
            if note not in kept:
                self._notes.remove(note)
        self._notes.remove(_PENDING)

    def recover(self, rdf: ox.Store) -> bool:
        """Make the notes agree with the quads after a change that a crash cut short.

        Returns:
            Whether a change was cut short.
        """
        if _PENDING not in self._notes:
            return False
        for note in self._notes:
            if note == _PENDING or not isinstance(note.graph_name, NamedNode):
                continue
            graph, mark, escaped = note.graph_name.value.partition(_MARK)
            if not mark:
                continue
            article = unquote(escaped)
            lives = article in _NO_ARTICLES or article.startswith(NAMES)
            lives = lives or rdf.contains_named_graph(NamedNode(article))
            if not lives or placed(note.triple, NamedNode(graph)) not in rdf:
                self._notes.remove(note)
        self._notes.remove(_PENDING)
        return True


@lru_cache(maxsize=1024)
def _name(graph: NamedNode, article: NamedNode) -> NamedNode:
    return NamedNode(f"{graph.value}{_MARK}{quote(article.value, safe=':/')}")


def _all(brought: Brought) -> Iterator[Quad]:
    for article, quads in brought.items():
        yield from _noted(article, quads)


def _noted(article: NamedNode, quads: Iterable[Quad]) -> Iterator[Quad]:
    names: dict[object, NamedNode] = {graph: _name(graph, article) for graph in SHARED}
    for quad in quads:
        name = names.get(quad.graph_name)
        if name is not None:
            yield Quad(quad.subject, quad.predicate, quad.object, name)
