"""Rows as columns in which each text stands once, so that a page of many claims stays small.

``templates/columns.js`` makes rows of them again.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    Row = Mapping[str, Any]
    Columns = dict[str, dict[str, list[Any]]]


class Texts:
    """Texts by number; each is listed once, in the order in which they were first asked for."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the number of a text."""
        return self._numbers.setdefault(text, len(self._numbers))

    def listed(self) -> list[str]:
        """Return the texts; a number is a place in this list."""
        return list(self._numbers)

    def columns(
        self, rows: Sequence[Row], *, texts: Collection[str] = (), lists: Collection[str] = ()
    ) -> Columns:
        """Turn rows into columns; what a row lacks is None.

        Args:
            rows: of which the first one need not have all fields.
            texts: fields that hold a text; they become numbers.
            lists: fields that hold a list of texts.

        Returns:
            ``texts``, ``lists`` and ``values``, each name of a field → its column.
        """
        names = dict.fromkeys(name for row in rows for name in row)
        number = self.number
        return {
            "texts": {
                name: [None if row.get(name) is None else number(row[name]) for row in rows]
                for name in names
                if name in texts
            },
            "lists": {
                name: [[number(one) for one in row.get(name) or ()] for row in rows]
                for name in names
                if name in lists
            },
            "values": {
                name: [row.get(name) for row in rows]
                for name in names
                if name not in texts and name not in lists
            },
        }


def base(iris: Iterable[str]) -> str:
    """Return what all IRIs begin with."""
    known = sorted(iris)
    ends = zip(known[0], known[-1], strict=False) if known else ()
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], ends))


def units(text: str) -> int:
    """Return the length of a text as JavaScript counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
