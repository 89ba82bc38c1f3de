"""Which files the sources name."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from nkgraph.articles.outcome import Failure, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SUFFIXES = (".txt", ".md")
SIDECAR = ".meta.yaml"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_KINDS = "articles are .txt and .md files"


@dataclass(frozen=True, slots=True)
class Found:
    """One text to read: a file, or the bytes of standard input (``path`` is None)."""

    source: str
    path: Path | None
    data: bytes = b""

    def read(self) -> bytes:
        """Return the bytes.

        Raises:
            UnreadableError: the file cannot be opened, or its name cannot be written down.
        """
        try:
            self.source.encode("utf-8")
        except UnicodeEncodeError:
            raise UnreadableError("its name is not UTF-8", "rename the file") from None
        if self.path is None:
            return self.data
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise UnreadableError(
                f"it cannot be read ({error.strerror})", "check its permissions"
            ) from None


def find(sources: Sequence[str], *, stdin: bytes | None) -> Iterator[Found | Failure]:
    """Yield the texts that ``sources`` name: in their order, folders sorted, each file once."""
    seen: set[Path | None] = set()
    for source in sources:
        for found in _named(source, stdin):
            if isinstance(found, Found):
                key = found.path.resolve() if found.path else None
                if key in seen:
                    continue
                seen.add(key)
            yield found


def _named(source: str, stdin: bytes | None) -> Iterator[Found | Failure]:
    """Yield what one source names."""
    path = Path(source)
    name = PurePath(source).as_posix()
    if source == "-":
        yield Found("-", None, stdin or b"")
    elif _ADDRESS.match(source):
        yield Failure(source, "web addresses are not read", f"save the page's text; {_KINDS}")
    elif problem := _unseen(path):
        yield Failure(name, *problem)
    elif path.is_dir():
        yield from _inside(path)
    elif path.suffix.lower() not in SUFFIXES or path.name.endswith(SIDECAR):
        cure = f"save its text as a .txt file; {_KINDS}, folders of them, or -"
        yield Failure(name, "not a kind of file that is read", cure)
    elif not path.is_file():
        yield Failure(name, "not a regular file", "pipe it in and name - instead")
    else:
        yield Found(name, path)


def _unseen(path: Path) -> tuple[str, str] | None:
    """Return why nothing is to be seen at ``path``, and the cure; None when something is."""
    try:
        return None if path.exists() else ("no such file or folder", "check the path")
    except OSError as error:
        return f"it cannot be looked at ({error.strerror})", "check the path and its permissions"


def _inside(folder: Path) -> Iterator[Found | Failure]:
    """Yield the texts of a folder and its subfolders, sorted by path; hidden ones are skipped."""
    ignored: Counter[str] = Counter()
    problems: list[OSError] = []
    paths: list[Path] = []
    for top, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(top, name)
            if name.startswith(".") or name.endswith(SIDECAR):
                continue
            if path.suffix.lower() in SUFFIXES:
                paths.append(path)
            else:
                ignored[path.suffix.lower() or "no suffix"] += 1
    for path in sorted(paths, key=lambda path: path.parts):
        if path.is_file():
            yield Found(path.as_posix(), path)
        else:
            yield Failure(path.as_posix(), "a broken link or not a regular file", "remove it")
    for problem in sorted(problems, key=lambda problem: str(problem.filename)):
        where = PurePath(problem.filename).as_posix()
        yield Failure(where, f"it cannot be read ({problem.strerror})", "check its permissions")
    if ignored:
        kinds = ", ".join(sorted(ignored))
        count = sum(ignored.values())
        files = "1 other file" if count == 1 else f"{count} other files"
        yield Failure(folder.as_posix(), f"{files} ignored ({kinds})", _KINDS, note=True)
    if not paths and not problems:
        yield Failure(folder.as_posix(), "no article in this folder", f"put some there; {_KINDS}")
