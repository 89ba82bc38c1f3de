"""Where the graph is kept: article by article, each exactly removable.

Every article has a named graph of its own; what several articles may say alike (the flat view,
actors, runs) stands once in shared graphs. The default graph is a merged copy without
duplicates, so that a query without GRAPH sees everything and counts it once. Beside the quads
the store notes which article brought which shared quad (``shares``): taking an article out
leaves exactly what the others brought.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from nkgraph import backup, dataset, folder, graphs, handle, loading, sparql, terms, vocab
from nkgraph.catalogue import StoredArticle, catalogue
from nkgraph.census import census
from nkgraph.closing import Closing
from nkgraph.errors import QueryError, StoreError
from nkgraph.loading import MERGED
from nkgraph.readings import Readings
from nkgraph.shares import Shares

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from nkgraph.rdf import Contribution
    from nkgraph.readings import Kept

__all__ = ["Store", "StoredArticle"]

_ONTOLOGY = NamedNode(vocab.NK)
_ARTICLE = vocab.nk("Article")
_SOURCE = vocab.nk("contentSource")


class Store(Closing):
    """A graph on disk or in memory; open it with ``open``, ``read_only`` or ``memory``.

    Attributes:
        path: its folder; None in memory.
        changes: how often it was changed since it was opened.
        written: how many quads were put in since it was opened, merged copies not counted.
    """

    def __init__(self, rdf: ox.Store, notes: ox.Store | None, path: Path | None) -> None:
        self._rdf, self._notes, self.path = rdf, notes, path
        self._shares = None if notes is None else Shares(notes)
        self._readings = None if notes is None else Readings(notes)
        self._held: list[handle.Held] = []
        self._ontology_checked = False
        self._changed = False
        self.changes = self.written = 0

    @classmethod
    def open(cls, path: Path | str, *, create: bool = False) -> Self:
        """Open the store at ``path`` to read and write; with ``create``, make it if need be.

        Raises:
            StoreError: it is no store, of another version, or another process writes to it.
        """
        path = Path(path)
        if create:
            folder.make(path)
        folder.check(path)
        quads, notes = folder.engines(path)
        if Shares(notes).recover(quads):
            Readings(notes).recover(quads)
        return cls(quads, notes, path)

    @classmethod
    def read_only(cls, path: Path | str) -> Self:
        """Open the store at ``path`` as it stands now; a writer may go on beside.

        Raises:
            StoreError: it is no store, or of another version.
        """
        path = Path(path)
        held = folder.held(path, folder.check(path))
        store = cls(held.store, None, path)
        store._held.append(held)
        return store

    @classmethod
    def memory(cls) -> Self:
        """Make an empty store that ends with the process."""
        return cls(ox.Store(), ox.Store(), None)

    def close(self) -> None:
        """Let go of the files, so that another process may write; closing twice is fine.

        What was written is put in order first: readers open it at once, not after a replay.
        """
        if self._changed:
            self._rdf.flush()
            self._changed = False
        for name in ("_rdf", "_notes", "_shares", "_readings"):
            self.__dict__.pop(name, None)
        for held in self._held:
            held.close()

    def __exit__(self, *raised: object) -> None:
        """Close; what the engine could not read inside the block becomes a StoreError."""
        self.close()
        if self.path and any(
            isinstance(one, (OSError, RuntimeError)) and handle.moved(one) for one in raised
        ):
            raise StoreError(f"{self.path}: {handle.MOVED}") from None

    @property
    def readings(self) -> Readings:
        """What was read from the articles, and the index of their claims.

        Raises:
            StoreError: the notes cannot be opened.
        """
        if self._readings is None:
            assert self.path is not None  # noqa: S101 - only a store on disk is read only
            self._held.append(folder.held(self.path, self.path / folder.NOTES))
            self._readings = Readings(self._held[-1].store)
        return self._readings

    def swap(
        self,
        *,
        gone: Collection[NamedNode] = (),
        come: Iterable[Contribution] = (),
        kept: tuple[Kept, ...] = (),
    ) -> None:
        """Take articles out and put others in, also in place of what they were, as one change.

        After a crash all of it is done, or nothing.

        Args:
            gone: IRIs of the articles that go.
            come: the articles that come or change.
            kept: what was read from those that come.
        """
        shares = self._writable()
        given = {one.article: one.quads for one in come} | self._ontology()
        if not gone and not given:
            return
        self._changed = self.path is not None
        self.changes += 1
        old = {a: quads for a in {*gone, *given} if (quads := self._brought(a))}
        # What is compared with stored quads is written as the engine writes it.
        new = {a: loading.normal(quads) for a, quads in given.items()} if old else given
        same = {a for a in old if old[a] == new.get(a)}
        old, new = ({a: quads for a, quads in some.items() if a not in same} for some in (old, new))
        shares.begin(new)
        stale = self.readings.begin(kept)
        there = {q for quads in old.values() for q in quads}
        added = set().union(*new.values())
        added -= there
        self._write(shares.left(self._rdf, old, new), added)
        self.readings.end(stale, set(gone) - set(new))
        shares.end(old, new)

    def bringers(self, start: str) -> set[NamedNode]:
        """Return what brings shared quads and is named by an IRI that begins so."""
        return self._writable().bringers(start)

    def article(self, iri: str) -> NamedNode:
        """Return the node of an article.

        Raises:
            StoreError: no such article.
        """
        try:
            node = NamedNode(iri)
        except ValueError:
            node = None
        if node is None or Quad(node, vocab.TYPE, _ARTICLE) not in self._rdf:
            raise StoreError(f"{iri}: no such article in the store; `nkgraph info` lists them")
        return node

    def articles(self) -> list[StoredArticle]:
        """Return the articles, sorted by source."""
        return catalogue(self.select)

    def holds(self, quads: Iterable[Quad]) -> bool:
        """Tell whether every quad is stored."""
        return all(quad in self._rdf for quad in loading.normal(quads))

    def has_copy(self, article: NamedNode, source: str) -> bool:
        """Tell whether the article is stored under a path before this one."""
        stored = self._rdf.quads_for_pattern(article, _SOURCE, None, article)
        return any(terms.plain(quad.object) < source for quad in stored)

    def displaced(self, sources: Mapping[NamedNode, str]) -> set[NamedNode]:
        """Return the stored articles whose source one of these has, under another IRI.

        Args:
            sources: article → the path or URL that it came from, ``-`` for stdin.
        """
        found = {
            quad.subject
            for source in set(sources.values()) - {"-"}
            for quad in self._rdf.quads_for_pattern(None, _SOURCE, Literal(source), MERGED)
            if isinstance(quad.subject, NamedNode)
        }
        return found - set(sources)

    def quads(self) -> list[Quad]:
        """Return the quads of all named graphs, sorted; the merged copy is left out."""
        named = (q for q in self._rdf if q.graph_name != MERGED)
        return sorted(named, key=terms.quad_key)

    def merged(self) -> list[Quad]:
        """Return the merged copy: every triple once, sorted, in the default graph."""
        found = self._rdf.quads_for_pattern(None, None, None, MERGED)
        return sorted(found, key=terms.quad_key)

    def lines(self, *, merged: bool = False) -> list[bytes]:
        """Return the same as lines of N-Quads in canonical form, sorted by code point.

        Args:
            merged: every triple once, without graph names; else the quads of all named graphs.
        """
        found: list[bytes] = []
        for graph in [MERGED] if merged else self._rdf.named_graphs():
            triples = self._rdf.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
            assert triples is not None  # noqa: S101 - None only when an output is given
            end = b" .\n" if merged else f" {graph} .\n".encode()
            found += [triple.removesuffix(b" .") + end for triple in triples.splitlines()]
        return sorted(found)

    def select(self, text: str) -> Iterator[dict[str, terms.Term | None]]:
        """Run one of the project's own SELECT queries in this process, without a time limit."""
        answer = self.answer(text)
        assert isinstance(answer, ox.QuerySolutions)  # noqa: S101 - our own SELECT
        names = [v.value for v in answer.variables]
        for row in answer:
            yield dict(zip(names, row, strict=True))

    def answer(self, text: str) -> Any:  # noqa: ANN401 - the engine's three kinds of answer
        """Run a query in this process; the engine's own answer.

        Raises:
            QueryError: it is not valid SPARQL, refused, or asks a graph that is not there.
        """
        sparql.refuse(text)
        lifted = dataset.lift(text)
        try:
            rdf, chosen = graphs.dataset(self._rdf, lifted.default, lifted.named)
            return rdf.query(
                lifted.text, prefixes=dict(sparql.PREFIXES), base_iri=sparql.BASE, **chosen
            )
        except graphs.UnknownGraphError as error:
            raise dataset.unknown(str(error)) from None
        except ValueError as error:
            raise QueryError(f"the query could not be answered: {error}") from None
        except SyntaxError as error:
            raise sparql.syntax_error(text, str(error)) from None
        except OSError as error:
            raise QueryError(f"the query could not be answered: {error}") from None

    def info(self) -> dict[str, int | str | None]:
        """Return counts of what is stored, bytes on disk (None in memory) and versions."""
        facts: dict[str, int | str | None] = {**census(self._rdf)}
        facts["bytes"] = folder.size(self.path) if self.path else None
        facts["schema"] = folder.SCHEMA
        facts["engine"] = f"pyoxigraph {ox.__version__}"
        facts["path"] = str(self.path) if self.path else None
        return facts

    def optimize(self) -> None:
        """Put the files in the order in which queries read them fastest; changes no quad.

        Raises:
            StoreError: the store was opened to read only.
        """
        if self._notes is None:
            raise self._closed_to_writing()
        for engine in (self._rdf, self._notes):
            engine.flush()
            engine.optimize()

    def backup(self, target: Path | str) -> None:
        """Copy the store as it stands, decisions included, to a folder that is not there yet.

        The copy is a store of its own. On the same disk the engine's files are shared with it
        until either changes, so that it takes next to no time or space; a store in memory is
        written out.

        Raises:
            StoreError: something is at ``target``, it cannot be written, or another process
                writes to this store.
        """
        if self._notes is None:
            assert self.path is not None  # noqa: S101 - only a store on disk is read only
            with type(self).open(self.path) as writable:
                writable.backup(target)
            return
        engines = {folder.QUADS: self._rdf, folder.NOTES: self._notes}
        backup.make(self.path, engines, Path(target))

    def _brought(self, article: NamedNode) -> frozenset[Quad]:
        own = self._rdf.quads_for_pattern(None, None, None, article)
        return frozenset({*own, *self._writable().of(article)})

    def _writable(self) -> Shares:
        if self._shares is None:
            raise self._closed_to_writing()
        return self._shares

    def _closed_to_writing(self) -> StoreError:
        return StoreError(f"{self.path}: opened to read only; open it with Store.open to change")

    def _ontology(self) -> dict[NamedNode, frozenset[Quad]]:
        """Return the ontology as a contribution, if the store holds another or none."""
        if self._ontology_checked:
            return {}
        from nkgraph.rdf import ontology_quads

        self._ontology_checked = True
        quads = loading.normal(ontology_quads())
        return {} if quads == self._brought(_ONTOLOGY) else {_ONTOLOGY: quads}

    def _write(self, removed: set[Quad], added: set[Quad]) -> None:
        self.written += len(added)
        if removed:
            loading.exchange(self._rdf, removed, added)
        else:
            loading.add(self._rdf, added)
