"""Links to the engine's files, so that they stay for as long as a reader needs them.

They lie in ``readers/`` beside the engine's folder, in a folder for each reader that it keeps
locked. A reader that was killed leaves its folder, and the next one removes it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import sys
import tempfile
import weakref
from typing import IO, Self

READERS = "readers"
_LOCK = "reader"
_LIST = re.compile(rb"(MANIFEST-\d+)\s*")
_LONGEST = 100
_TRIES = 50
_UNABLE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EXDEV, errno.ENOTSUP, errno.EMLINK}
"""Why links cannot be made: no right to write, or a file system without them."""


class Links:
    """A folder of links, as good as the engine's own to who only reads.

    Attributes:
        path: the folder.
    """

    def __init__(self, beside: str) -> None:
        self.path = tempfile.mkdtemp(dir=beside)
        lock = open(f"{self.path}/{_LOCK}", "wb")  # noqa: PTH123, SIM115 - held until the end
        self._end = weakref.finalize(self, _remove, self.path, lock)
        _locked(lock)

    @classmethod
    def of(cls, folder: str) -> Self | None:
        """Link the engine's files in ``folder`` as they stand at one moment.

        Returns:
            None where links cannot be made.

        Raises:
            OSError: the files cannot be read, or a writer keeps replacing them.
        """
        if sys.platform == "win32":
            return None
        beside = f"{os.path.dirname(folder)}/{READERS}"  # noqa: PTH120 - imported by every query
        try:
            os.makedirs(beside, exist_ok=True)  # noqa: PTH103
            sweep(beside)
            for left in reversed(range(_TRIES)):
                links = cls(beside)
                try:
                    if links.take(folder):
                        return links
                except FileNotFoundError:
                    if not left:
                        raise
                links.close()
        except OSError as error:
            if error.errno in _UNABLE:
                return None
            raise
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), f"{folder}/CURRENT")

    def take(self, folder: str) -> bool:
        """Link the tables and logs, and copy what says which count; tell whether they still do.

        Raises:
            FileNotFoundError: a file went meanwhile.
        """
        before = version(folder)
        name, size = before
        with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123
            self._write(name, file.read(size))
        self._write("CURRENT", f"{name}\n".encode())
        for other in os.listdir(folder):  # noqa: PTH208
            if other.endswith((".sst", ".log")) and other[0].isdigit():
                os.link(f"{folder}/{other}", f"{self.path}/{other}")
        return version(folder) == before

    def close(self) -> None:
        """Remove the folder; closing twice is fine."""
        self._end()

    def _write(self, name: str, data: bytes) -> None:
        with open(f"{self.path}/{name}", "wb") as file:  # noqa: PTH123
            file.write(data)


def version(folder: str) -> tuple[str, int]:
    """Return what changes whenever tables come or go: the name of their list, and its length.

    Raises:
        OSError: a file is not there, or damaged.
    """
    current = f"{folder}/CURRENT"
    with open(current, "rb") as file:  # noqa: PTH123
        found = _LIST.fullmatch(file.read(_LONGEST))
    if found is None:
        raise OSError(errno.EIO, "names no list of tables", current)
    name = found[1].decode()
    return name, os.stat(f"{folder}/{name}").st_size  # noqa: PTH116


def sweep(beside: str) -> None:
    """Remove the folders of readers that are gone."""
    for name in os.listdir(beside):  # noqa: PTH208
        path = f"{beside}/{name}"
        with contextlib.suppress(OSError), open(f"{path}/{_LOCK}", "rb") as lock:  # noqa: PTH123
            if _locked(lock):
                shutil.rmtree(path, ignore_errors=True)


def _locked(file: IO[bytes]) -> bool:
    """Lock a file for this process; tell whether nobody else has."""
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _remove(path: str, lock: IO[bytes]) -> None:
    shutil.rmtree(path, ignore_errors=True)
    lock.close()
