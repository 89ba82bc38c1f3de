"""Entries of the ledger as data: nested for programs, flat for spreadsheets and data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode

from nkgraph.figure import decimal
from nkgraph.results import Result

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nkgraph.ledger import Entry
    from nkgraph.terms import Term

COLUMNS: Final = (
    *("population", "quantity", "figure", "low", "high", "comparator", "unit", "scope"),
    *("claimants", "via", "modality", "polarity", "time", "earliest", "latest", "place"),
    *("source", "title", "published", "status", "remarks", "text", "start", "end"),
    *("claim", "event", "article"),
)
_NODES = frozenset({"claim", "event", "article"})


def plain(entry: Entry) -> dict[str, Any]:
    """Return an entry as nested data; actors and article as in ``export("jsonl")``."""
    record = entry.record
    keys = ("claimants", "via", "modality", "polarity", "time", "earliest", "latest")
    return {
        "claim": record["id"],
        "event": record["event"],
        "population": entry.population,
        "in_words": entry.figure,
        "figure": record["figure"],
        **{key: record[key] for key in keys},
        "place": record["roles"].get("place", []),
        "article": record["article"],
        "evidence": {key: record["evidence"][key] for key in ("start", "end", "text")},
        "status": entry.status,
        "remarks": [
            {
                "relation": one.relation,
                "claim": one.claim,
                "figure": one.figure,
                "who": one.who or None,
                "article": one.article,
                "reason": one.reason,
                "differs_in": one.differs_in,
            }
            for one in entry.remarks
        ],
    }


def row(entry: Entry) -> dict[str, Any]:
    """Return an entry as one flat row; the keys are ``COLUMNS``, None where nothing is known."""
    record, figure = entry.record, entry.record["figure"]
    values = {key: figure[key] for key in ("quantity", "low", "high", "comparator", "unit")}
    values |= {key: record[key] for key in ("modality", "polarity", "time", "earliest", "latest")}
    values |= {key: record["article"][key] for key in ("source", "title", "published")}
    values |= {key: record["evidence"][key] for key in ("text", "start", "end")}
    values |= {key: _names(record[key]) for key in ("claimants", "via")}
    values |= {
        "population": entry.population,
        "figure": entry.figure,
        "scope": figure["scope"],
        "place": _names(record["roles"].get("place", [])),
        "status": entry.status,
        "remarks": "; ".join(f"{one}: {one.reason}" for one in entry.remarks) or None,
        "claim": record["id"],
        "event": record["event"],
        "article": record["article"]["id"],
    }
    return {column: values[column] for column in COLUMNS}


def result(entries: Iterable[Entry]) -> Result:
    """Return the flat rows as an answer, which writes itself as CSV, TSV and more."""
    rows = tuple(
        tuple(_term(column, value) for column, value in row(entry).items()) for entry in entries
    )
    return Result(kind="rows", variables=COLUMNS, rows=rows)


def _names(actors: list[dict[str, Any]]) -> str | None:
    return "; ".join(actor["label"] for actor in actors) or None


def _term(column: str, value: Any) -> Term | None:  # noqa: ANN401 - a cell
    if value is None:
        return None
    if column in _NODES:
        return NamedNode(value)
    if column in ("low", "high"):
        return decimal(value)
    return Literal(value)
