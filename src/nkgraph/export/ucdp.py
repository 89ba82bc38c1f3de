"""CSV with the columns of UCDP's candidate events that a text can fill: one row per event.

A number of killed or wounded together is no number of deaths: it has columns of its own.
``POLICY``, repeated in each row, says what is left out and how the numbers are chosen. The codes
of ``date_prec`` and ``type_of_violence`` are those of the UCDP GED codebook.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from nkgraph import ontology, terms
from nkgraph.cells import guard
from nkgraph.records import Record, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nkgraph.store import Store

POLICY = (
    "One row per event that a claim tells as having happened: fighting, attacks, deaths, "
    "injuries, losses; plans, possibilities, requests and denials are left out. A row without "
    "side_a may be an accident or an illness. low and high are the least and greatest number of "
    "dead that the words of any claim allow (more than 20: 21; without an upper limit: the "
    "number as written, and high_open is 1). best is the number in the latest dated article, "
    "the lowest of them if there are several, the lower end of a range; without dates the "
    "lowest of all. wounded and killed_or_wounded likewise, and never in best, low or high. "
    "Nothing is counted that the text does not count. Dates are those of the words, never of "
    "publication. Not vetted: one happening may be told in several rows."
)
TYPES = ("Violence", "Casualties")
"""Event classes whose events are rows; their subclasses count."""
_HARM = {"killed": "", "wounded": "wounded_", "killedOrWounded": "killed_or_wounded_"}
_NUMBERS = tuple(prefix + name for prefix in _HARM.values() for name in ("best", "high", "low"))
COLUMNS = (
    *("id", "year", "type_of_violence", "side_a", "side_b", "number_of_sources"),
    *("source_article", "source_office", "source_date", "source_headline", "source_original"),
    *("where_coordinates", "country", "country_iso3", "date_prec", "date_start", "date_end"),
    *_NUMBERS,
    *("high_open", "nkgraph_type", "claims", "policy"),
)
_COUNTRIES = "SELECT ?code ?label { ?country nk:iso3 ?code ; rdfs:label ?label }"
_CATEGORIES = "SELECT ?actor ?category { ?actor nk:category ?category }"
_PRECISION = ((1, 1), (6, 2), (7, 3), (31, 4))
"""Most days that an interval may have → UCDP's code; 5 for up to a year."""
_YEAR = 366


def export(store: Store) -> bytes:
    """Return header and rows in UTF-8, lines ended by CR LF as RFC 4180 asks."""
    countries, categories = _pairs(store, _COUNTRIES), _pairs(store, _CATEGORIES)
    events: dict[str, list[Record]] = defaultdict(list)
    for record in records(store):
        if counts(record):
            events[record["event"]].append(record)
    rows = [row(claims, countries, categories) for claims in events.values()]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in sorted(rows, key=lambda r: (r["date_start"] or "9999", r["id"])):
        writer.writerow([_cell(one[column]) for column in COLUMNS])
    return out.getvalue().encode("utf-8")


def counts(record: Record) -> bool:
    """Tell whether a claim says that armed violence did happen."""
    told = record["modality"] in ontology.load().viewed and record["polarity"] == "positive"
    return told and not {record["type"], *record["types"]}.isdisjoint(TYPES)


def row(
    claims: Sequence[Record], countries: Mapping[str, str], categories: Mapping[str, str]
) -> dict[str, Any]:
    """Return one event as a row, column → text, number or None.

    Args:
        claims: all claims on the event that ``counts``.
        countries: alpha-3 code → name.
        categories: actor IRI → its category.
    """
    found: dict[str, Any] = dict.fromkeys(COLUMNS)
    agents, patients, places = (_fillers(claims, r) for r in ("agent", "patient", "place"))
    codes = sorted({a["country"] for a in places if a["country"]})
    found |= _when(claims) | _numbers(claims) | _sources(claims)
    return found | {
        "id": claims[0]["event"],
        "type_of_violence": _violence(claims, agents, patients, categories),
        "side_a": _labels(agents),
        "side_b": _labels(patients),
        "where_coordinates": _labels(places),
        "country": "; ".join(countries.get(code, code) for code in codes) or None,
        "country_iso3": "; ".join(codes) or None,
        "nkgraph_type": claims[0]["type"],
        "claims": "; ".join(sorted(claim["id"] for claim in claims)),
        "policy": POLICY,
    }


def _when(claims: Iterable[Record]) -> dict[str, Any]:
    """Return the narrowest dates that a claim gives, and how precise they are."""
    dated = [(c["earliest"], c["latest"]) for c in claims if c["earliest"] and c["latest"]]
    if not dated:
        return {}
    days, start, end = min((_days(first, last), first, last) for first, last in dated)
    code = next((code for most, code in _PRECISION if days <= most), 5 if days <= _YEAR else None)
    year = start[:4] if start[:4] == end[:4] else None
    return {"date_start": start, "date_end": end, "date_prec": code, "year": year}


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def _numbers(claims: Iterable[Record]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    given = [claim for claim in claims if claim["figure"]]
    for quantity, prefix in _HARM.items():
        telling = [claim for claim in given if claim["figure"]["quantity"] == quantity]
        if not telling:
            continue
        figures = [claim["figure"] for claim in telling]
        open_ = any(figure["max"] is None for figure in figures)
        found[f"{prefix}low"] = min(figure["min"] for figure in figures)
        found[f"{prefix}high"] = max(max(f["max"] or 0, f["high"], f["min"]) for f in figures)
        found[f"{prefix}best"] = _best(telling)
        if quantity == "killed":
            found["high_open"] = int(open_)
    return found


def _best(claims: Sequence[Record]) -> float:
    """Return the lowest number of the latest dated article, else the lowest of all."""
    latest = max((claim["article"]["published"] or "" for claim in claims), default="")
    last = [claim for claim in claims if (claim["article"]["published"] or "") == latest]
    best: float = min(claim["figure"]["low"] for claim in last)
    return best


def _sources(claims: Iterable[Record]) -> dict[str, Any]:
    articles = {claim["article"]["id"]: claim["article"] for claim in claims}
    ordered = sorted(articles.values(), key=lambda a: (a["published"] or "", a["source"]))
    told = {a["label"] for claim in claims for a in (*claim["claimants"], *claim["via"])}

    def joined(key: str) -> str | None:
        return "; ".join(dict.fromkeys(str(a[key]) for a in ordered if a[key])) or None

    return {
        "number_of_sources": len(ordered),
        "source_article": joined("source"),
        "source_office": joined("publisher"),
        "source_date": joined("published"),
        "source_headline": joined("title"),
        "source_original": "; ".join(sorted(told)) or None,
    }


def _violence(
    claims: Sequence[Record],
    agents: Sequence[Record],
    patients: Sequence[Record],
    categories: Mapping[str, str],
) -> int | None:
    """Return UCDP's type where both sides of a fight are known to be armed: 1 or 2, else None."""
    if claims[0]["type"] != "Combat" or not agents or not patients:
        return None
    sides = [{_side(a, categories) for a in actors} for actors in (agents, patients)]
    if None in sides[0] | sides[1]:
        return None
    return 1 if "state" in sides[0] | sides[1] else 2


def _side(actor: Record, categories: Mapping[str, str]) -> str | None:
    if actor["kind"] in ("country", "government", "force"):
        return "state"
    return "group" if categories.get(actor["id"]) == "armedGroup" else None


def _fillers(claims: Iterable[Record], role: str) -> list[Record]:
    """Return the actors in a role, each once, by name."""
    found = {a["id"]: a for claim in claims for a in claim["roles"].get(role, ())}
    return sorted(found.values(), key=lambda a: (a["label"], a["id"]))


def _labels(actors: Iterable[Record]) -> str | None:
    return "; ".join(dict.fromkeys(actor["label"] for actor in actors)) or None


def _pairs(store: Store, query: str) -> dict[str, str]:
    rows = (tuple(row.values()) for row in store.select(query))
    return dict(sorted((terms.plain(a), terms.plain(b)) for a, b in rows if a and b))


def _cell(value: object) -> str:
    return "" if value is None else guard(str(value))
