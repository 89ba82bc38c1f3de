"""A store held open to read that keeps up with what others write.

The engine's read-only handle is a frozen copy: it never sees what is written later. So the files'
times and sizes are looked at before each use, and the store is opened anew once they changed.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from nkgraph.graphs import dataset
from nkgraph.handle import opened
from nkgraph.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nkgraph.handle import Held


class Replica:
    """A store held open to read, as it stood when it was last found changed.

    Args:
        path: the folder of the engine's files.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._watch = Watch(path)
        self._held: Held | None = None
        self._copy: tuple[object, tuple[Any, dict[str, Any]]] = (None, (None, {}))

    def store(self) -> Any:  # noqa: ANN401 - see ``opened``
        """Return the store, opened anew if somebody wrote to it.

        Raises:
            OSError, RuntimeError: it cannot be opened.
        """
        if self._held is None or self._watch.changed():
            self.forget()
            self._held = opened(self._path)
        return self._held.store

    def forget(self) -> None:
        """Let go of the store, so that the next request opens it."""
        with contextlib.suppress(FileNotFoundError):
            self._watch.changed()
        self._copy = (None, (None, {}))
        if self._held is not None:
            self._held.close()
            self._held = None

    def dataset(
        self, default: Sequence[str] | None, named: Sequence[str] | None
    ) -> tuple[Any, dict[str, Any]]:
        """Return what to ask, and with which graphs; see ``graphs.dataset``."""
        if default is None and named is None:
            return self.store(), {}
        store, key = self.store(), (default, named)
        if self._copy[0] != key:
            self._copy = (None, (None, {}))
            found = dataset(store, default, named)
            if found[0] is store:
                return found
            self._copy = (key, found)
        return self._copy[1]
