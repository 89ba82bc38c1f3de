"""CSV: one row per claim, for spreadsheets and data frames.

Several actors in one cell are joined by "; ". A cell that a spreadsheet would read as a formula
(it begins with = + - @, a tab or a carriage return, and is no number) gets a leading apostrophe.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from nkgraph.cells import guard
from nkgraph.records import ROLES, Record, records

if TYPE_CHECKING:
    from nkgraph.store import Store

_FIGURE = ("quantity", "low", "high", "comparator", "min", "max", "scope", "unit")
COLUMNS = (
    *("id", "event", "type"),
    *ROLES,
    *_FIGURE,
    *("figure_of", "figure_text", "claimants", "via", "cue", "modality", "polarity"),
    *("time", "earliest", "latest", "text", "start", "end"),
    *("article", "source", "title", "publisher", "published"),
)


def export(store: Store) -> bytes:
    """Return header and rows in UTF-8, lines ended by CR LF as RFC 4180 asks."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in records(store):
        found = row(one)
        writer.writerow([_cell(found[column]) for column in COLUMNS])
    return out.getvalue().encode("utf-8")


def row(record: Record) -> dict[str, Any]:
    """Return a record as one flat row, column → text, number or None; keys are ``COLUMNS``."""
    figure = record["figure"] or {}
    article, evidence = record["article"], record["evidence"]
    of = figure.get("of")
    values = {role: _names(record["roles"].get(role, [])) for role in ROLES}
    values |= {name: figure.get(name) for name in _FIGURE}
    values |= {key: record[key] for key in ("id", "event", "type", "cue", "modality", "polarity")}
    values |= {key: record[key] for key in ("time", "earliest", "latest")}
    values |= {"figure_of": of["label"] if of else None, "figure_text": figure.get("text")}
    values |= {"claimants": _names(record["claimants"]), "via": _names(record["via"])}
    values |= {key: evidence[key] for key in ("text", "start", "end")}
    values |= {key: article[key] for key in ("source", "title", "publisher", "published")}
    values["article"] = article["id"]
    return {column: values[column] for column in COLUMNS}


def _names(actors: list[dict[str, Any]]) -> str | None:
    return "; ".join(actor["label"] for actor in actors) or None


def _cell(value: object) -> str:
    return "" if value is None else guard(str(value))
