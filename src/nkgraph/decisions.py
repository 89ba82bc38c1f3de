"""The file of decisions beside a store: read, lengthened, shortened; never half-written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nkgraph import curation
from nkgraph.corpus import Corpus
from nkgraph.decision import is_decision
from nkgraph.errors import CurationError, NkgraphError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nkgraph.curation import Curation
    from nkgraph.decision import Decision
    from nkgraph.store import Store

FOLLOWED: Final = "curation.followed"
"""Name of the file that holds the decisions which the graph follows."""


def file(folder: Path | str) -> Path:
    """Return where the decisions on a store are kept."""
    return Path(folder) / curation.FILE


def read(folder: Path | str | None) -> Curation:
    """Return what people decided about the store in a folder; nothing for one in memory.

    Raises:
        CurationError: a line of the file cannot be read.
    """
    text = "" if folder is None else _text(file(folder))
    return curation.parse(text, str(file(folder or "")))


def applied_last(folder: Path | str) -> Curation:
    """Return the decisions that the graph of the store in a folder follows.

    Raises:
        CurationError: a line of the file cannot be read.
    """
    path = Path(folder) / FOLLOWED
    return curation.parse(_text(path), str(path))


def lengthen(folder: Path | str, new: Iterable[Decision]) -> None:
    """Put decisions behind those that are there."""
    path = file(folder)
    text = _text(path)
    if text and not text.endswith("\n"):
        text += "\n"
    _write(path, text + "".join(f"{one.line()}\n" for one in new))


def shorten(folder: Path | str, number: int) -> Decision:
    """Take a decision out of the file, and return it; remarks stay.

    Args:
        folder: that of the store.
        number: of the decision, counted from 1, remarks left out.

    Raises:
        CurationError: there is no such decision.
    """
    path = file(folder)
    held = read(folder).decisions
    if not 1 <= number <= len(held):
        raise CurationError(
            f"{path}: there is no decision {number}; `nkgraph review log` numbers them"
        )
    lines = _text(path).splitlines(keepends=True)
    at = [i for i, line in enumerate(lines) if is_decision(line)][number - 1]
    del lines[at]
    _write(path, "".join(lines))
    return held[number - 1]


def applied(store: Store) -> tuple[Corpus, bool]:
    """Return the corpus of a store once it follows its decisions, and whether it did not before.

    Raises:
        CurationError: a line of the file cannot be read.
    """
    corpus = Corpus(store, read(store.path))
    changed = corpus.curate()
    if store.path is not None:
        lines = _lines(file(store.path))
        if lines != _lines(store.path / FOLLOWED):
            _write(store.path / FOLLOWED, "".join(f"{line}\n" for line in lines))
    return corpus, changed


def followed(folder: Path | str) -> bool:
    """Tell whether the store in a folder follows its decisions as they stand in the file now."""
    return _lines(file(folder)) == _lines(Path(folder) / FOLLOWED)


def _lines(path: Path) -> list[str]:
    return [" ".join(line.split()) for line in _text(path).splitlines() if is_decision(line)]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise CurationError(f"{path}: is no UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise CurationError(f"{path}: cannot be read ({error.strerror})") from None


def _write(path: Path, text: str) -> None:
    """Write the file whole or not at all; one without text goes."""
    beside = None
    try:
        if not text:
            path.unlink(missing_ok=True)
            return
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as written:
            written.write(text)
        Path(beside).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(beside).replace(path)
    except OSError as error:
        raise NkgraphError(
            f"{path}: cannot be written ({error.strerror}); check the folder's permissions"
        ) from None
    finally:
        if beside:
            Path(beside).unlink(missing_ok=True)
