"""A store of an older layout made into one of today's, without reading any article again.

A store keeps what was read from each article (``readings``). All quads follow from that and from
what people decided, so they are made anew beside the old ones and take their place at the end.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from nkgraph import decisions, folder
from nkgraph.building import BATCH
from nkgraph.corpus import Corpus
from nkgraph.errors import StoreError
from nkgraph.readings import Readings
from nkgraph.shares import Shares
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pyoxigraph as ox

    from nkgraph.reading import Reading

OLDEST: Final = 2
"""The first layout that keeps readings."""


def migrate(path: Path, on_article: Callable[[], None] | None = None) -> bool:
    """Make the store at ``path`` one of today's layout; after a crash it is old or new.

    Args:
        path: its folder.
        on_article: called with each article that was taken over.

    Returns:
        Whether there was anything to do.

    Raises:
        StoreError: it is no store, in use, of a newer layout, of one without readings, or its
            readings cannot be read; it is left as it is.
    """
    schema = folder.layout(path)
    if schema == folder.SCHEMA:
        cut_short = (path / folder.NEXT).exists()
        if cut_short:
            folder.settle(path)
        return cut_short
    if not OLDEST <= schema < folder.SCHEMA:
        raise StoreError(
            f"{path}: layout {schema} cannot be made into layout {folder.SCHEMA}; "
            "build the store again from its articles"
        )
    _rebuild(path, on_article or (lambda: None))
    folder.settle(path)
    return True


def _rebuild(path: Path, done: Callable[[], None]) -> None:
    """Fill ``next/`` and say that it counts; no other process can write meanwhile."""
    quads, notes = folder.engines(path)
    readings = Readings(notes)
    if Shares(notes).recover(quads):
        readings.recover(quads)
    try:
        shutil.rmtree(path / folder.NEXT, ignore_errors=True)
        with Store.open(path / folder.NEXT, create=True) as store:
            corpus = Corpus(store, decisions.applied_last(path))
            corpus.curate()
            names = sorted(readings.articles())
            for start in range(0, len(names), BATCH):
                some = names[start : start + BATCH]
                corpus.extend(_reading(path, readings, name) for name in some)
                for _ in some:
                    done()
            _compare(path, quads, store)
            store.optimize()
        folder.mark(path)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror or error}); it is as it was"
        ) from None


def _reading(path: Path, readings: Readings, name: str) -> Reading:
    try:
        found = readings.reading(name)
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(
            f"{path}: what was read from {name} cannot be understood ({error}); "
            "build the store again from its articles"
        ) from None
    assert found is not None  # noqa: S101 - its name was found in the notes
    return found


def _compare(path: Path, old: ox.Store, new: Store) -> None:
    """Refuse to go on when an article would be lost."""
    before = Store(old, None, path).articles()
    lost = {one.iri for one in before} - {one.iri for one in new.articles()}
    if lost:
        raise StoreError(
            f"{path}: nothing is kept of how {min(lost)} was read; "
            "build the store again from its articles"
        )
