"""What answers the queries on a graph: a process on its folder, its endpoint, or a copy."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from nkgraph.closing import Closing
from nkgraph.query import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from nkgraph.store import Store


class Asking(Closing):
    """The session of a graph, begun when it is first asked.

    Args:
        store: the graph's quads.
        place: the folder or address where they can be asked; None when they are in memory
            alone: then a copy is asked, on disk until this is closed or the graph changes.
    """

    def __init__(self, store: Store, place: Path | str | None) -> None:
        self._store, self._place = store, place
        self._session: Session | None = None
        self._end: Callable[[], object] | None = None
        self._changes = -1

    def session(self) -> Session:
        """Return the session on the graph as it is now."""
        if self._place is None and self._changes != self._store.changes:
            self.close()
        if self._session is None:
            self._changes, place, copy = self._store.changes, self._place, None
            if place is None:
                copy = Path(tempfile.mkdtemp(prefix="nkgraph-"))
                place = copy / "store"
                self._store.backup(place)
            self._session = Session(place)
            self._end = weakref.finalize(self, _end, self._session, copy)
        return self._session

    def close(self) -> None:
        """End the process and remove the copy; the next query begins anew."""
        if self._end:
            self._end()
        self._session = None


def _end(session: Session, copy: Path | None) -> None:
    """End a session, also when its graph is forgotten and not closed."""
    session.close()
    if copy:
        shutil.rmtree(copy, ignore_errors=True)
