"""The claims as one flat table: a row per claim, typed columns, for spreadsheets and statistics.

A column in the singular holds one value, several names joined by "; "; one in the plural a list.
``COLUMNS`` says what each is. Rows are in the order of ``nkgraph.records``.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from nkgraph.bearings import bearings, texts
from nkgraph.columns import Column
from nkgraph.records import ROLES, Record, records
from nkgraph.standing import BACKWARD, FORWARD, Standing, best
from nkgraph.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nkgraph.columns import Kind
    from nkgraph.store import Store

JOINT: Final = "; "
_FIGURE: Final = ("low", "high", "min", "max")
_STATES: Final = ("agent", "patient", "recipient", "place")
COLUMNS: Final[tuple[tuple[str, Kind, str], ...]] = (
    ("id", "text", "IRI of the claim"),
    ("event", "text", "IRI of the event that it tells of; claims of several articles share one"),
    ("type", "text", "class of the event"),
    *((role, "text", f"label of who or what is the {role}") for role in ROLES),
    ("quantity", "text", "what its figure counts: troops, killed, wounded, amount …"),
    ("low", "real", "least number as written"),
    ("high", "real", "greatest number as written"),
    ("comparator", "text", "exactly, approximately, moreThan, atLeast …"),
    ("min", "real", "least number that the words allow; null: no lower limit"),
    ("max", "real", "greatest number that the words allow; null: no upper limit"),
    ("scope", "text", "the period or place that it is limited to, in words"),
    ("unit", "text", "what is counted, in the words of the text"),
    ("figure_of", "text", "label of whose people or things are counted"),
    ("figure_text", "text", "the figure in the words of the text"),
    ("claimants", "texts", "labels of who says so, the nearest to the deed first; empty: nobody"),
    ("originator", "text", "label of who said so first, as the telling has it that names it best"),
    ("via", "texts", "labels of those through whom the article has it, nearest to it first"),
    ("cue", "text", "the words of the text that say so: according to"),
    ("modality", "text", "asserted, estimated, alleged, planned, possible or requested"),
    ("polarity", "text", "positive, or negative for a denial"),
    ("status", "text", "current, superseded, contested, denied; or the modality of what is none"),
    ("time", "text", "when the event was, in EDTF; X stands for digits that nobody gives"),
    ("earliest", "date", "first day that this allows"),
    ("latest", "date", "last day that this allows"),
    ("text", "text", "the evidence: the words of the article"),
    ("start", "integer", "code points of the article before the evidence"),
    ("end", "integer", "code points of the article up to its end"),
    ("source", "text", "file or URL of the article"),
    ("title", "text", "headline of the article"),
    ("publisher", "text", "who published it"),
    ("published", "date", "when"),
    ("utterance", "text", "the least IRI of all claims that tell the same utterance"),
    ("tellings", "integer", "how many claims tell it, this one included"),
    ("articles", "integer", "in how many articles, copies of one text counted once"),
    ("corroborates", "integer", "claims of other sources that it agrees with"),
    ("contradicts", "integer", "claims that it contradicts"),
    ("supersedes", "integer", "earlier claims of its source that it takes the place of"),
    ("superseded_by", "integer", "later claims of its source that take its place"),
    ("article", "text", "IRI of the article"),
    ("types", "texts", "the classes above the event's, nearest first"),
    *((f"{role}_ids", "texts", f"IRIs of the {role}") for role in ROLES),
    *((f"{role}_states", "texts", f"alpha-3 codes of the {role}'s states") for role in _STATES),
    ("figure_of_id", "text", "IRI of whose people or things are counted"),
    ("claimant_ids", "texts", "IRIs of the claimants"),
    ("claimant_states", "texts", "alpha-3 codes of their states"),
    ("originator_id", "text", "IRI of the originator"),
    ("originator_state", "text", "alpha-3 code of its state"),
    ("via_ids", "texts", "IRIs of the relays"),
)
"""Name, kind and meaning of every column."""


def table(store: Store) -> Table:
    """Return the claims of a store; the columns are ``COLUMNS``."""
    found, links = records(store), bearings(store)
    standing, copied = Standing(found, links), texts(links)
    by_id = {record["id"]: record for record in found}
    rows = [
        _said(record) | _figure(record) | _roles(record) | _lineage(record, by_id, standing, copied)
        for record in found
    ]
    return Table(
        tuple(Column(name, kind, [r[name] for r in rows], told) for name, kind, told in COLUMNS)
    )


def _said(record: Record) -> dict[str, Any]:
    """Return who says what, where and of when."""
    evidence, article = record["evidence"], record["article"]
    row = {key: record[key] for key in ("id", "event", "type", "cue", "modality", "polarity")}
    row |= {key: record[key] for key in ("time", "types")}
    row |= {key: _day(record[key]) for key in ("earliest", "latest")}
    row |= {key: evidence[key] for key in ("text", "start", "end")}
    row |= {key: article[key] for key in ("source", "title", "publisher")}
    return row | {
        "article": article["id"],
        "published": _day(article["published"]),
        "claimants": _labels(record["claimants"]),
        "claimant_ids": _ids(record["claimants"]),
        "claimant_states": _states(record["claimants"]),
        "via": _labels(record["via"]),
        "via_ids": _ids(record["via"]),
    }


def _figure(record: Record) -> dict[str, Any]:
    figure = record["figure"] or {}
    of = figure.get("of")
    row = {key: figure.get(key) for key in ("quantity", "comparator", "scope", "unit")}
    row |= {key: _real(figure.get(key)) for key in _FIGURE}
    return row | {
        "figure_of": of["label"] if of else None,
        "figure_of_id": of["id"] if of else None,
        "figure_text": figure.get("text"),
    }


def _roles(record: Record) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for role in ROLES:
        actors = record["roles"].get(role, [])
        row[role] = JOINT.join(_labels(actors)) or None
        row[f"{role}_ids"] = _ids(actors)
        if role in _STATES:
            row[f"{role}_states"] = _states(actors)
    return row


def _lineage(
    record: Record,
    by_id: Mapping[str, Record],
    standing: Standing,
    copied: Mapping[str, frozenset[str]],
) -> dict[str, Any]:
    """Return whose word it is, and how it stands to the other claims."""
    tellings = [by_id[claim] for claim in sorted(standing.told(record["id"]))]
    articles = {one["article"]["id"] for one in tellings}
    first = next(iter(best(tellings)["claimants"]), None)
    others = standing.others(record["id"])
    return {
        "originator": first["label"] if first else None,
        "originator_id": first["id"] if first else None,
        "originator_state": first["country"] if first else None,
        "status": standing.status(record),
        "utterance": tellings[0]["id"],
        "tellings": len(tellings),
        "articles": len({min(copied.get(article, {article})) for article in articles}),
        "corroborates": others[FORWARD["corroborates"]],
        "contradicts": others[FORWARD["contradicts"]],
        "supersedes": others[FORWARD["supersedes"]],
        "superseded_by": others[BACKWARD["supersedes"]],
    }


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _real(number: float | None) -> float | None:
    return None if number is None else float(number)


def _labels(actors: Iterable[Record]) -> list[str]:
    return [actor["label"] for actor in actors]


def _ids(actors: Iterable[Record]) -> list[str]:
    return [actor["id"] for actor in actors]


def _states(actors: Iterable[Record]) -> list[str]:
    return sorted({actor["country"] for actor in actors if actor["country"]})
