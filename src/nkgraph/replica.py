"""A store held open to read that keeps up with what others write.

The engine's read-only handle is a frozen copy: it never sees what is written later. So the files'
times and sizes are looked at before each use, and the store is opened anew once they changed.
"""

from __future__ import annotations

import contextlib
import os
import time
from itertools import islice
from typing import TYPE_CHECKING, Any

from nkgraph.handle import marks, opened, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

MERGED_MOST = 1_000_000
"""Statements that a dataset of several FROM may hold: it is copied into memory."""

_SETTLED = 100_000_000  # ns; a folder changed later than that may change again unseen
_TRIES = 50


class UnknownGraphError(Exception):
    """A dataset names a graph that the store does not have."""


class Replica:
    """A store held open to read, as it stood when it was last found changed.

    Args:
        path: the folder of the engine's files.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._paths: list[str] = []
        self._marks = ""
        self._store: Any = None
        self._copy: tuple[object, Any] = (None, None)

    def store(self) -> Any:  # noqa: ANN401 - see ``opened``
        """Return the store, opened anew if somebody wrote to it.

        Raises:
            OSError, RuntimeError: it cannot be opened.
        """
        if self._store is None or self._changed():
            self.forget()
            self._store = opened(self._path)
        return self._store

    def _changed(self) -> bool:
        """Note the marks of the files; tell whether they are others than before."""
        with contextlib.suppress(FileNotFoundError):
            if self._paths and marks(self._paths) == self._marks:
                return False
        before = self._marks
        for _ in range(_TRIES):
            with contextlib.suppress(FileNotFoundError):
                self._paths = watched(self._path)
                self._marks = marks(self._paths)
                break
        folder = os.stat(self._path)  # noqa: PTH116 - several times a millisecond
        if time.time_ns() - folder.st_mtime_ns < _SETTLED:
            self._paths = []
        return self._marks != before

    def forget(self) -> None:
        """Let go of the store, so that the next request opens it."""
        self._changed()
        self._store, self._copy = None, (None, None)

    def dataset(
        self, default: list[str] | None, named: list[str] | None
    ) -> tuple[Any, dict[str, Any]]:
        """Return what to ask, and with which graphs.

        The engine counts a triple once per graph when the default graph has several; a copy in
        memory holds it once.

        Args:
            default: IRIs of the graphs that make up the default graph; None for the store's own.
            named: IRIs of the graphs that GRAPH may look into; None for all.

        Raises:
            UnknownGraphError: the store has no such graph.
            ValueError: no IRI, or too much to copy.
        """
        import pyoxigraph

        store = self.store()
        if default is None and named is None:
            return store, {}
        graphs = {iri: pyoxigraph.NamedNode(iri) for iri in (*(default or ()), *(named or ()))}
        for iri, node in graphs.items():
            if not store.contains_named_graph(node):
                raise UnknownGraphError(iri)
        found: dict[str, Any] = {}
        if default is not None:
            found["default_graph"] = [graphs[iri] for iri in dict.fromkeys(default)]
        if named is not None:
            found["named_graphs"] = [graphs[iri] for iri in dict.fromkeys(named)]
        if len(found.get("default_graph", ())) < 2:  # noqa: PLR2004 - several
            return store, found
        key = (sorted(set(default or ())), None if named is None else sorted(set(named)))
        if self._copy[0] != key:
            self._copy = (None, None)
            self._copy = (key, _copy(store, found))
        return self._copy[1], {}


def _copy(store: Any, graphs: dict[str, Any]) -> Any:  # noqa: ANN401 - see ``opened``
    """Return a store in memory whose default graph holds every triple of several graphs once."""
    import pyoxigraph

    def quads() -> Iterator[Any]:
        for graph in graphs["default_graph"]:
            for quad in store.quads_for_pattern(None, None, None, graph):
                yield pyoxigraph.Quad(*quad.triple)
        for graph in graphs.get("named_graphs", store.named_graphs()):
            yield from store.quads_for_pattern(None, None, None, graph)

    copy, left, source = pyoxigraph.Store(), MERGED_MOST, quads()
    while left > 0 and (some := list(islice(source, min(left, 10_000)))):
        copy.extend(some)
        left -= len(some)
    if next(source, None) is not None:
        raise ValueError(
            f"its graphs hold more than {MERGED_MOST:,} statements together, too many to merge "
            "for one query; name fewer graphs, or none to ask the whole store"
        )
    return copy
