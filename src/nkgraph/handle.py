"""The engine's files as a reader finds them beside a writer that may be changing them."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from nkgraph.links import Links, version

if TYPE_CHECKING:
    from collections.abc import Iterable

MOVED = (
    "files of the store went while they were read; if another process is writing to it, ask "
    "again, else build it again from its articles"
)

_TRIES = 50
_AT_ONCE = 16
"""Tables that the engine opens, and keeps open, at the start."""
_ENGINE_FILE = re.compile(r"\b\d{6}\.(?:sst|log)\b|MANIFEST-|CURRENT")


def moved(error: Exception) -> bool:
    """Tell whether the engine missed a file that a writer has just replaced."""
    return "No such file" in str(error) and _ENGINE_FILE.search(str(error)) is not None


class Held:
    """A store held open to read, with every file that it may come to need.

    Attributes:
        store: a ``pyoxigraph.Store``.
    """

    def __init__(self, store: Any, links: Links | None) -> None:  # noqa: ANN401 - see ``opened``
        self.store, self._links = store, links

    def close(self) -> None:
        """Let go of the files; the store must not be used any more."""
        self.store = None
        if self._links is not None:
            self._links.close()


def opened(path: str) -> Held:
    """Open a store to read as it stands, beside a writer that may be changing its files.

    The engine opens sixteen of its tables at once and the others when they are needed: by then a
    writer may have removed them, and an aggregate that misses one never ends. A store of more
    tables is therefore read through links of its own.

    Raises:
        OSError, RuntimeError: it cannot be opened, and not because files were just replaced.
    """
    import pyoxigraph  # not above: the query process isolates itself first

    for left in reversed(range(_TRIES)):
        try:
            before = version(path)
            links = Links.of(path) if _tables(path) > _AT_ONCE else None
            held = Held(pyoxigraph.Store.read_only(links.path if links else path), links)
        except (OSError, RuntimeError) as error:
            if not left or not moved(error):
                raise
            continue
        if links is not None or not left or version(path) == before:
            return held
    raise AssertionError  # the last try returns or raises


def _tables(path: str) -> int:
    return sum(name.endswith(".sst") for name in os.listdir(path))  # noqa: PTH208


def state(path: str) -> str:
    """Name what the engine's files at ``path`` hold: another text after every write.

    Every transaction grows the newest log; a bulk load, a flush and an optimization make files,
    which the folder's time and the manifest's size tell. Reading changes neither.

    Raises:
        OSError: no such folder, or a writer keeps replacing its files.
    """
    for _ in range(_TRIES):
        try:
            return marks(watched(path))
        except FileNotFoundError:  # replaced between two looks
            continue
    return marks(watched(path))


def watched(path: str) -> list[str]:
    """Return the files of a store whose times and sizes tell of every write."""
    names = os.listdir(path)  # noqa: PTH208 - several times a millisecond
    logs = [name for name in names if name.endswith(".log")]
    telling = [max(logs, key=lambda name: (len(name), name))] if logs else []
    telling += sorted(name for name in names if name.startswith("MANIFEST"))
    return [path, *(f"{path}/{name}" for name in telling)]


def marks(paths: Iterable[str]) -> str:
    """Return the identities, times and sizes of files."""
    found = (os.stat(path) for path in paths)  # noqa: PTH116 - several times a millisecond
    return "-".join(f"{s.st_ino:x}.{s.st_mtime_ns:x}.{s.st_size:x}" for s in found)
