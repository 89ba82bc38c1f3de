"""What goes to stdout, to stderr, and to files."""

from __future__ import annotations

import os
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nkgraph.errors import NkgraphError

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        _write_file([data.encode("utf-8") if isinstance(data, str) else data], Path(output))
    elif sys.stdout.isatty():
        text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
        click.echo(safe(text), nl=not text.endswith("\n"))
    else:
        _write_stdout(data.encode("utf-8") if isinstance(data, str) else data)


def write_all(chunks: Iterable[bytes], output: str) -> None:
    """Write data as it comes, as ``write`` does; a terminal gets it when all of it is there.

    Raises:
        NkgraphError: the file cannot be written.
    """
    if output != "-":
        _write_file(chunks, Path(output))
    elif sys.stdout.isatty():
        write(b"".join(chunks), output)
    else:
        for chunk in chunks:
            _write_stdout(chunk)


def _write_stdout(data: bytes) -> None:
    """Write bytes to stdout; a pipe that closed early is click's to end."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left in the buffer
        raise NkgraphError(f"standard output: cannot be written ({error.strerror})") from None


def _write_file(chunks: Iterable[bytes], path: Path) -> None:
    """Write beside the file and rename, keeping the usual permissions."""
    target = Path(os.path.realpath(path))  # a link stays one
    beside = None
    try:
        if target.exists() and not target.is_file():  # /dev/null, a pipe: nothing to rename
            with target.open("wb") as file:
                file.writelines(chunks)
            return
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:99]}.")
        with os.fdopen(handle, "wb") as file:
            file.writelines(chunks)
        umask = os.umask(0)
        os.umask(umask)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask
        Path(beside).chmod(mode)
        Path(beside).replace(target)
    except OSError as error:
        raise NkgraphError(
            f"{path}: cannot be written ({error.strerror}); "
            "name a file in a folder that is there and may be written to"
        ) from None
    finally:
        if beside:
            Path(beside).unlink(missing_ok=True)
