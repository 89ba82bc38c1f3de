"""What goes to stdout, to stderr, and to files."""

from __future__ import annotations

import os
import sys
import tempfile
import unicodedata
from pathlib import Path

import click

from nkgraph.errors import NkgraphError

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def safe(text: str, *, instead: str = "") -> str:
    """Return ``text`` without what steers a terminal: control characters and direction marks.

    Line feeds and tabs stay. An article's words are data, never commands to the screen.

    Args:
        text: whatever came from outside.
        instead: what stands for each character taken out.
    """
    return "".join(instead if _steers(character) else character for character in text)


def _steers(character: str) -> bool:
    """Tell whether a terminal would do something other than show the character."""
    if character in "\n\t":
        return False
    return character in _BIDI or unicodedata.category(character) in {"Cc", "Cs"}


def say(text: str) -> None:
    """Print a line to stderr."""
    click.echo(safe(text), err=True)


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return ``1 article`` or ``2 articles``, with thousands apart."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def write(data: bytes | str, output: str) -> None:
    """Write data to ``output``: a path, or ``-`` for stdout.

    A file appears whole or not at all. On a terminal text loses what would steer it; a pipe
    gets every byte.

    Raises:
        NkgraphError: the file cannot be written.
    """
    if output != "-":
        _write_file(data.encode("utf-8") if isinstance(data, str) else data, Path(output))
    elif sys.stdout.isatty():
        text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
        click.echo(safe(text), nl=not text.endswith("\n"))
    else:
        raw = data.encode("utf-8") if isinstance(data, str) else data
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()


def _write_file(data: bytes, path: Path) -> None:
    """Write beside the file and rename, keeping the usual permissions."""
    if path.exists() and not path.is_file():  # /dev/null, a pipe: nothing to rename
        path.write_bytes(data)
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask)
        Path(name).replace(path)
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror}); name a file in a folder that is"
        raise NkgraphError(message) from None
