"""Title, publisher, date, address and language: from front matter, a sidecar, or options.

Front matter is a block of YAML at the very start of a text, between a line ``---`` and a line
``---`` or ``...``, whose first line is a ``key: value``. A sidecar for ``a.txt`` is the file
``a.txt.meta.yaml`` or ``a.meta.yaml`` beside it, with the same keys. Other keys are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from nkgraph.articles.files import SIDECAR
from nkgraph.articles.outcome import UnreadableError
from nkgraph.errors import ArticleError

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = re.compile(
    r"\ufeff?---[ \t]*\r?\n"
    r"(?P<yaml>[A-Za-z_][\w-]*[ \t]*:.*?\r?\n)"
    r"(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL,
)
_ALSO = {"published": "date", "language": "lang"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about an article beside its text; ``published`` is an ISO 8601 date."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """Return these values, and ``other``'s where these are None."""
        names = (field.name for field in fields(self))
        return Metadata(**{name: getattr(self, name) or getattr(other, name) for name in names})


def iso_date(text: str) -> str:
    """Return the calendar date of an ISO 8601 date or date and time.

    Raises:
        ArticleError: ``text`` is neither.
    """
    try:
        return datetime.fromisoformat(text.strip()).date().isoformat()
    except ValueError:
        message = f"{text!r} is not a date; write it as YYYY-MM-DD, such as 2025-01-13"
        raise ArticleError(message) from None


def front_matter_end(text: str) -> int:
    """Return where the text proper begins: code points up to the end of the front matter."""
    block = _BLOCK.match(text)
    return block.end() if block else 0


def front_matter(text: str) -> Metadata:
    """Return what the front matter says; nothing when there is none.

    Raises:
        UnreadableError: it is not YAML, or a value is of the wrong kind.
    """
    block = _BLOCK.match(text)
    return _parse(block["yaml"], "its front matter", first_line=2) if block else Metadata()


def sidecar(path: Path) -> Metadata:
    """Return what the file beside ``path`` says; nothing when there is none.

    Raises:
        UnreadableError: it is not YAML in UTF-8, or a value is of the wrong kind.
    """
    for beside in (path.with_name(path.name + SIDECAR), path.with_suffix(SIDECAR)):
        if not beside.is_file():
            continue
        try:
            text = beside.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableError(
                f"its {beside.name} cannot be read ({error})", "save it as UTF-8"
            ) from None
        return _parse(text, f"its {beside.name}", first_line=1)
    return Metadata()


def _parse(text: str, where: str, *, first_line: int) -> Metadata:
    """Read the keys we know from a YAML mapping; every scalar stays the text it is written as."""
    import yaml

    cure = "write lines such as `published: 2025-01-13`, and quote values that hold a colon"
    try:
        values = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - builds only str, list, dict
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f" (line {mark.line + first_line}: {error.problem})" if mark else ""
        raise UnreadableError(f"{where} is not valid YAML{line}", cure) from None
    except (yaml.YAMLError, RecursionError):
        raise UnreadableError(f"{where} is not valid YAML", cure) from None
    if values in (None, ""):
        return Metadata()
    if not isinstance(values, dict):
        raise UnreadableError(f"{where} is no list of `key: value` lines", cure)
    known = {field.name: _value(values, field.name, where) for field in fields(Metadata)}
    if known["published"]:
        try:
            known["published"] = iso_date(known["published"])
        except ArticleError as error:
            raise UnreadableError(f"`published` in {where}", str(error)) from None
    return Metadata(**known)


def _value(values: dict[str, object], name: str, where: str) -> str | None:
    """Return one value as text, None when absent or empty."""
    value = values.get(name, values.get(_ALSO.get(name, name)))
    if value is None or value in ("", "null", "~"):
        return None
    if not isinstance(value, str):
        raise UnreadableError(f"`{name}` in {where} is not text", f"write `{name}: some text`")
    return " ".join(value.split()) or None
