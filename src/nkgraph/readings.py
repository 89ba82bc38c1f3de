"""The readings of a store, and the index by which claims find their like.

They lie among the notes beside the quads (``shares``), in one graph for each article, where no
query sees them: the reading as JSON, each claim's signature, and the keys of claims and texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from nkgraph import copies, identify, loading, nameindex, vocab
from nkgraph.model import Findings
from nkgraph.nameindex import NameIndex
from nkgraph.reading import Reading
from nkgraph.resolve import keys, signature
from nkgraph.resolve.likeness import Named
from nkgraph.resolve.signature import Signature

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import pyoxigraph as ox


_GRAPH = "urn:nkgraph:reading?article="
_READING = NamedNode("urn:nkgraph:reading")
_SIGNATURE = NamedNode("urn:nkgraph:signature")
_KEY = NamedNode("urn:nkgraph:key")
_TEXT = NamedNode("urn:nkgraph:text")
_CURATED = NamedNode("urn:nkgraph:curated")
_CLAIMS = vocab.nk("event")
_ID = "urn:nkgraph:id:"


class Readings:
    """What the notes say of articles by their ids ("article/…")."""

    def __init__(self, notes: ox.Store) -> None:
        self._notes = notes
        self.names = NameIndex(notes)

    def articles(self) -> Iterator[str]:
        """Yield the ids of all articles that were read."""
        for note in self._notes.quads_for_pattern(None, _READING, None, None):
            yield _id(note.subject)

    def reading(self, article: str) -> Reading | None:
        """Return what was read from an article; None when nothing was."""
        found = self._notes.quads_for_pattern(_node(article), _READING, None, None)
        for note in found:
            return Reading.from_json(_text(note))
        return None

    def under(self, key: str) -> frozenset[str]:
        """Return the ids of the claims (for a text's key, of the articles) under a key."""
        found = self._notes.quads_for_pattern(None, _KEY, Literal(key), None)
        return frozenset(_id(note.subject) for note in found)

    def within(self, article: str) -> frozenset[str]:
        """Return the ids of an article's claims."""
        found = self._notes.quads_for_pattern(None, _SIGNATURE, None, _graph(article))
        return frozenset(_id(note.subject) for note in found)

    def articles_of(self, claim: str) -> frozenset[str]:
        """Return the id of the article in which a claim stands, alone; empty when none is there."""
        found = self._notes.quads_for_pattern(_node(claim), _SIGNATURE, None, None)
        return frozenset(_article(note) for note in found)

    def signature(self, claim: str) -> Signature:
        """Return a claim's signature.

        Raises:
            KeyError: no such claim.
        """
        for note in self._notes.quads_for_pattern(_node(claim), _SIGNATURE, None, None):
            return Signature.from_json(_text(note))
        raise KeyError(claim)

    def text(self, article: str) -> Text:
        """Return what tells an article's copies.

        Raises:
            KeyError: no such article.
        """
        for note in self._notes.quads_for_pattern(_node(article), _TEXT, None, None):
            published, *numbers = _text(note).split(" ")
            return Text(article, published, tuple(int(number, 16) for number in numbers))
        raise KeyError(article)

    def curated(self) -> str:
        """Return the digest of the decisions that the quads follow; "" when none is known."""
        for note in self._notes.quads_for_pattern(_CURATED, None, None, None):
            return _text(note)
        return ""

    def follow(self, digest: str) -> None:
        """Note which decisions the quads follow."""
        self._notes.remove_graph(_CURATED)
        self._notes.add(Quad(_CURATED, _CURATED, Literal(digest), _CURATED))

    def begin(self, kept: Iterable[Kept]) -> frozenset[Quad]:
        """Put new readings beside the old ones; the quads are about to change.

        Returns:
            What is noted of the old ones alone, for ``end``.
        """
        new = {note for one in kept for note in _notes(one)}
        old = {note for one in kept for note in self._of(one.article)}
        names = {note for one in kept for note in self.names.quads(one.names)}
        loading.put(self._notes, new | names)
        return frozenset(old - new)

    def end(self, stale: Iterable[Quad], gone: Iterable[NamedNode]) -> None:
        """Forget the readings in whose place others came, and those of articles that went."""
        left = [identify.relative(article.value) for article in gone]
        had = [*nameindex.within(stale)]
        had += [name for article in left for name in self.names.within(article)]
        for note in stale:
            self._notes.remove(note)
        for article in left:
            self._notes.remove_graph(_graph(article))
        self.names.tidy(had)

    def _of(self, article: str) -> Iterator[Quad]:
        return self._notes.quads_for_pattern(None, None, None, _graph(article))

    def recover(self, rdf: ox.Store) -> None:
        """Make the readings agree with the quads after a change that a crash cut short.

        What people decided is to be applied again.
        """
        self._notes.remove_graph(_CURATED)
        for graph in list(self._notes.named_graphs()):
            if not isinstance(graph, NamedNode) or not graph.value.startswith(_GRAPH):
                continue
            article = graph.value.removeprefix(_GRAPH)
            there = identify.node(article)
            found = [
                Reading.from_json(_text(note))
                for note in self._notes.quads_for_pattern(None, _READING, None, graph)
            ]
            self._notes.remove_graph(graph)
            if found and rdf.contains_named_graph(there):
                stored = {q.subject for q in rdf.quads_for_pattern(None, _CLAIMS, None, there)}
                best = max(found, key=lambda one: (_overlap(one, stored), one.to_json()))
                self._notes.extend(_notes(kept(best.findings, best)))
        self.names.recover()


@dataclass(frozen=True, slots=True)
class Text:
    """What tells the copies of an article.

    Attributes:
        article: its id.
        published: ISO 8601 date, "" when unknown.
        sample: shingles of its text.
    """

    article: str
    published: str
    sample: copies.Signature

    def meeting(self) -> tuple[str, ...]:
        """Return the keys under which the article meets its copies."""
        return tuple(f"text|{band}" for band in copies.bands(self.sample))

    def precedes(self, other: Text) -> bool:
        """Tell whether the article counts as the earlier one; dated ones before undated."""
        mine, theirs = ((one.published or "~", one.article) for one in (self, other))
        return mine < theirs


@dataclass(frozen=True, slots=True)
class Kept:
    """What is noted of one article.

    Attributes:
        article: its id.
        reading: what was read from it.
        text: what tells its copies.
        findings: its claims as people left them.
        signatures: of these claims.
        names: the actors that only articles name, as extracted.
        known: ids of the actors that it names and the gazetteer holds.
    """

    article: str
    reading: Reading
    text: Text
    findings: Findings
    signatures: tuple[Signature, ...]
    names: tuple[Named, ...]
    known: tuple[str, ...]


def kept(findings: Findings, reading: Reading) -> Kept:
    """Return what to note of an article.

    Args:
        findings: its claims as people left them.
        reading: its claims as extracted.
    """
    article = findings.article
    name = identify.article_id(article)
    return Kept(
        name,
        reading,
        Text(name, article.published or "", copies.signature(article.text)),
        findings,
        tuple(signature.of(claim, article) for claim in findings.claims),
        nameindex.named(reading.findings),
        nameindex.known(reading.findings),
    )


def _overlap(reading: Reading, claims: Collection[object]) -> int:
    findings = reading.findings
    ids = (identify.claim_id(claim, findings.article) for claim in findings.claims)
    return sum(identify.node(name) in claims for name in ids)


def _notes(one: Kept) -> Iterator[Quad]:
    graph, node = _graph(one.article), _node(one.article)
    sample = " ".join(f"{number:x}" for number in one.text.sample)
    yield Quad(node, _READING, Literal(one.reading.to_json()), graph)
    yield Quad(node, _TEXT, Literal(f"{one.text.published} {sample}".rstrip()), graph)
    for key in one.text.meeting():
        yield Quad(node, _KEY, Literal(key), graph)
    for found in one.signatures:
        claim = _node(found.claim)
        yield Quad(claim, _SIGNATURE, Literal(found.to_json()), graph)
        for key in keys.of(found):
            yield Quad(claim, _KEY, Literal(key), graph)
    yield from nameindex.notes(one.names, one.known, graph)


def _graph(article: str) -> NamedNode:
    return NamedNode(f"{_GRAPH}{article}")


def _article(note: Quad) -> str:
    graph = note.graph_name
    return graph.value.removeprefix(_GRAPH) if isinstance(graph, NamedNode) else ""


def _node(name: str) -> NamedNode:
    return NamedNode(_ID + name)


def _text(note: Quad) -> str:
    return note.object.value if isinstance(note.object, Literal) else ""


def _id(node: object) -> str:
    return node.value.removeprefix(_ID) if isinstance(node, NamedNode) else ""
