"""Answers as tables for people: wrapped to a terminal's width, or plain columns on a pipe."""

from __future__ import annotations

import io
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from nkgraph.cli.output import safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import JustifyMethod

    from nkgraph.results import Result
    from nkgraph.terms import Term

_LONGEST = 60
_WORD = 16
"""Columns of a word that is not broken while there is room."""
_NO_LABELS: Mapping[str, str] = MappingProxyType({})
_NUMBER = re.compile(r"[+-]?\d[\d.,]*")


def table(result: Result, *, width: int | None, labels: Mapping[str, str] = _NO_LABELS) -> str:
    """Return an answer as text.

    Args:
        result: rows become a table, a boolean yes or no, a graph Turtle.
        width: columns of the terminal; None for a pipe, where nothing is wrapped or cut.
        labels: IRI → label to show beside it.
    """
    if result.kind == "boolean":
        return "yes\n" if result.boolean else "no\n"
    if result.kind == "graph":
        return result.write("turtle")
    names, rows = _labelled(
        result.variables, [[_cell(t, labels) for t in row] for row in result.rows]
    )
    if not rows:
        return f"{'  '.join(names)}\n(no rows)\n"
    return _plain(names, rows) if width is None else _rich(names, rows, width)


def _labelled(names: tuple[str, ...], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Put column ``xLabel`` in the place of column ``x``, where both are there.

    A row without the label keeps the IRI.
    """
    labels = {n: names.index(f"{n}Label") for n in names if f"{n}Label" in names}
    kept = [i for i, name in enumerate(names) if i not in labels.values()]
    found = [labels.get(names[i], i) for i in kept]
    shown = [[row[f] or row[i] for i, f in zip(kept, found, strict=True)] for row in rows]
    return [names[i] for i in kept], shown


def _cell(term: Term | None, labels: Mapping[str, str]) -> str:
    """Return a term on one line, IRIs in short form, with the label if there is one."""
    from pyoxigraph import NamedNode

    from nkgraph.labels import short
    from nkgraph.terms import plain

    if not isinstance(term, NamedNode):
        return _line(plain(term))
    label = _line(labels.get(term.value, ""))
    if len(label) > _LONGEST:
        label = label[: _LONGEST - 1] + "…"
    return f"{label} ({_line(short(term.value))})" if label else _line(short(term.value))


def _line(text: str) -> str:
    return " ".join(safe(text, instead=" ").split())


def _right(rows: list[list[str]], column: int) -> bool:
    """Tell whether a column holds only numbers, which line up at the right."""
    cells = [row[column] for row in rows if row[column]]
    return bool(cells) and all(_NUMBER.fullmatch(cell) for cell in cells)


def _plain(names: list[str], rows: list[list[str]]) -> str:
    """Return columns two spaces apart under their names."""
    from rich.cells import cell_len

    widths = [max(cell_len(cell) for cell in column) for column in zip(names, *rows, strict=True)]
    right = [_right(rows, column) for column in range(len(names))]
    lines: list[str] = []
    for row in [names, *rows]:
        gaps = [" " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        parts = [
            gap + cell if r else cell + gap for cell, gap, r in zip(row, gaps, right, strict=True)
        ]
        lines.append("  ".join(parts).rstrip())
    return "\n".join(lines) + "\n"


def _least(names: list[str], rows: list[list[str]], width: int) -> list[int]:
    """Return the least width of each column: its longest word, as far as there is room."""
    found = [
        min(_WORD, max(len(word) for cell in column for word in (cell.split() or [""])))
        for column in zip(names, *rows, strict=True)
    ]
    gaps = 2 * len(names)
    while sum(found) + gaps > width and max(found) > 1:
        found[found.index(max(found))] -= 1
    return found


def _rich(names: list[str], rows: list[list[str]], width: int) -> str:
    """Return a table whose cells wrap at the terminal's width."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    least = _least(names, rows, width)
    for column, name in enumerate(names):
        side: JustifyMethod = "right" if _right(rows, column) else "left"
        shown.add_column(name, justify=side, overflow="fold", min_width=least[column])
    for row in rows:
        shown.add_row(*(Text(cell) for cell in row))
    out = io.StringIO()
    Console(file=out, width=width, highlight=False, color_system=None).print(shown)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines() if line.strip())
