"""The ledger as tables for people: one for each population and quantity, reasons below its rows."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from nkgraph import ontology
from nkgraph.cli.output import safe
from nkgraph.cli.table import table as drawn
from nkgraph.results import Result
from nkgraph.standing import BACKWARD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nkgraph.ledger import Entry
    from nkgraph.standing import Remark

_COLUMNS = ("no", "figure", "status", "who", "through", "scope", "when", "where", "article")
_LONGEST = 40
"""Characters of an article's title in a row."""


def table(entries: Sequence[Entry], *, width: int | None, reasons: bool = True) -> str:
    """Return the entries as text.

    Args:
        entries: in the order of ``ledger``.
        width: columns of the terminal; None for a pipe, where nothing is wrapped.
        reasons: whether to say below each table how its figures bear on each other, and why.
    """
    if not entries:
        return "(no figures)\n"
    numbers = {entry.record["id"]: number for number, entry in enumerate(entries, 1)}
    parts = []
    for (population, quantity), group in groupby(entries, key=_head):
        own = list(group)
        label = ontology.load().labels.get(quantity, quantity)
        text = f"{safe(population, instead=' ')}: {label}\n" + _rows(own, numbers, width)
        if reasons:
            text += _reasons(own, numbers, width)
        parts.append(text)
    return "\n".join(parts)


def _head(entry: Entry) -> tuple[str, str]:
    return entry.population, entry.record["figure"]["quantity"]


def _rows(entries: Sequence[Entry], numbers: Mapping[str, int], width: int | None) -> str:
    """Return the rows; a column that is empty throughout is left out."""
    rows = [_cells(entry, numbers) for entry in entries]
    kept = [column for column in _COLUMNS if any(row[column] for row in rows)]
    cells = tuple(tuple(Literal(row[column]) for column in kept) for row in rows)
    return drawn(Result(kind="rows", variables=tuple(kept), rows=cells), width=width)


def _cells(entry: Entry, numbers: Mapping[str, int]) -> dict[str, str]:
    record = entry.record
    title = record["article"]["title"] or record["article"]["source"].rpartition("/")[2]
    when = record["time"] or record["article"]["published"]
    return {
        "no": f"[{numbers[record['id']]}]",
        "figure": entry.figure,
        "who": _names(record["claimants"]) or "(the article)",
        "through": _names(record["via"]),
        "scope": record["figure"]["scope"] or "",
        "when": when or "",
        "where": _names(record["roles"].get("place", [])),
        "article": textwrap.shorten(title, _LONGEST, placeholder=" …"),
        "status": _status(entry, numbers),
    }


def _status(entry: Entry, numbers: Mapping[str, int]) -> str:
    """Return the status, with the number of the figure that took this one's place."""
    later = [
        numbers[one.claim]
        for one in entry.remarks
        if one.relation == BACKWARD["supersedes"] and one.claim in numbers
    ]
    return f"{entry.status} by [{later[0]}]" if later else entry.status


def _names(actors: list[dict[str, str]]) -> str:
    return ", ".join(actor["label"] for actor in actors)


def _reasons(entries: Sequence[Entry], numbers: Mapping[str, int], width: int | None) -> str:
    """Return how the figures bear on others; what joins two of the table is said once."""
    lines: list[str] = []
    shown = {entry.record["id"] for entry in entries}
    for entry in entries:
        own = numbers[entry.record["id"]]
        for one in entry.remarks:
            if one.claim in shown and numbers[one.claim] < own:
                continue
            text = f"[{own}] {one.relation} {_other(one, numbers)}: {one.reason}"
            lines += _wrapped(" ".join(safe(text, instead=" ").split()), width)
    return "".join(f"{line}\n" for line in lines)


def _wrapped(text: str, width: int | None) -> list[str]:
    if width is None:
        return [f"  {text}"]
    return textwrap.wrap(text, max(width, 20), initial_indent="  ", subsequent_indent="      ")


def _other(remark: Remark, numbers: Mapping[str, int]) -> str:
    """Return the number of the other claim's row, or its figure and source where it has none."""
    number = numbers.get(remark.claim)
    told = remark.who or remark.article
    return f"[{number}]" if number else f"{remark.figure} ({told})"
