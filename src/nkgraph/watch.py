"""Whether a store was written to since somebody last looked."""

from __future__ import annotations

import contextlib
import os
import time

from nkgraph.handle import marks, watched

_SETTLED = 100_000_000  # ns; a folder changed later than that may change again unseen
_TRIES = 50


class Watch:
    """Looks at the files that tell of writes to a store; see ``handle.state``.

    Args:
        path: the folder of the engine's files.

    Attributes:
        marks: what names the content of the files, as of the last look; empty before the first.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._paths: list[str] = []
        self.marks = ""

    def changed(self) -> bool:
        """Look; tell whether the files are others than at the last look.

        Raises:
            OSError: no such folder, or a writer keeps replacing its files.
        """
        with contextlib.suppress(FileNotFoundError):
            if self._paths and marks(self._paths) == self.marks:
                return False
        paths, found, settled = _look(self._path)
        before, self.marks = self.marks, found
        self._paths = paths if settled else []
        return found != before


def _look(path: str) -> tuple[list[str], str, bool]:
    """Return the files that tell of writes, their marks, and whether a change would change these.

    Raises:
        OSError: no such folder, or a writer keeps replacing its files.
    """
    for left in reversed(range(_TRIES)):
        try:
            paths = watched(path)
            found = marks(paths)
            folder = os.stat(path)  # noqa: PTH116 - several times a millisecond
        except FileNotFoundError:  # replaced between two looks
            if not left:
                raise
            continue
        return paths, found, time.time_ns() - folder.st_mtime_ns >= _SETTLED
    raise AssertionError  # the last try returns or raises
