"""Claims and articles as they stood once: a store, or a file that ``nkgraph export`` wrote."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args

import pyoxigraph as ox

from nkgraph.errors import NkgraphError
from nkgraph.model import Modality
from nkgraph.records import KEYS, Record, records
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMATS = {
    ".jsonl": None,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
"""Suffix of an export → RDF format, None for JSON Lines."""

_LATER = frozenset({"relative"})
"""Keys that exports of earlier versions lack."""
_ABOUT = ("title", "publisher", "published")
_ARTICLE = ("id", "source", *_ABOUT)
_SHAPES: tuple[tuple[str, tuple[str, ...], tuple[type, ...]], ...] = (
    ("", ("id", "event", "type", "modality", "polarity"), (str,)),
    ("", ("cue", "time", "earliest", "latest"), (str, NoneType)),
    ("", ("article", "roles", "evidence"), (dict,)),
    ("", ("figure",), (dict, NoneType)),
    ("article", ("id", "source"), (str,)),
    ("article", _ABOUT, (str, NoneType)),
    ("evidence", ("start", "end"), (int,)),
    ("evidence", ("text",), (str,)),
    ("figure", ("quantity", "comparator"), (str,)),
    ("figure", ("low", "high"), (int, float)),
    ("figure", ("unit", "scope", "text"), (str, NoneType)),
    ("figure", ("of",), (dict, NoneType)),
)
"""What a record must hold to be compared: object within it, keys, kinds of value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What was known at one time.

    Attributes:
        records: the claims, as ``records.records`` gives them.
        articles: what the records say of their articles, and ``sha256`` where it is known.
        complete: whether articles without a claim are among them; JSON Lines have none.
    """

    records: tuple[Record, ...]
    articles: tuple[Record, ...]
    complete: bool = True


def read(path: str, stdin: bytes | None = None) -> Snapshot:
    """Read a store's folder, or an export by its suffix.

    Args:
        path: the folder or file; ``-`` for JSON Lines from standard input.
        stdin: what came there.

    Raises:
        StoreError: the folder is no store.
        NkgraphError: the file cannot be read, or is no export.
    """
    if path == "-":
        return _lines(stdin or b"", "standard input")
    file = Path(path)
    if file.is_dir():
        with Store.read_only(file) as opened:
            return of(opened)
    if not file.exists():
        raise NkgraphError(f"{path}: nothing is there; name a store's folder or an export")
    if file.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        raise NkgraphError(f"{path}: is no store, and no export by its name; one of {known} is")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise NkgraphError(f"{path}: cannot be read ({error.strerror})") from None
    chosen = FORMATS[file.suffix.lower()]
    return _lines(data, path) if chosen is None else _triples(data, chosen, path)


def of(store: Store) -> Snapshot:
    """Return what a store holds."""
    articles = (
        {key: getattr(one, "iri" if key == "id" else key) for key in (*_ARTICLE, "sha256")}
        for one in store.articles()
    )
    return Snapshot(records=tuple(records(store)), articles=tuple(articles))


def of_records(found: Iterable[Record]) -> Snapshot:
    """Return what records say; articles without a claim are not among them."""
    kept = tuple(found)
    articles = {one["article"]["id"]: one["article"] for one in kept}
    return Snapshot(
        records=kept, articles=tuple(articles[key] for key in sorted(articles)), complete=False
    )


def _triples(data: bytes, form: ox.RdfFormat, path: str) -> Snapshot:
    """Read RDF; its graphs are merged, as a store merges them."""
    merged = ox.Store()
    try:
        merged.extend(
            ox.Quad(q.subject, q.predicate, q.object, ox.DefaultGraph())
            for q in ox.parse(data, form)
        )
    except (SyntaxError, ValueError) as error:
        raise NkgraphError(f"{path}: is not {form.name} ({error}); export it anew") from None
    return of(Store(merged, None, None))


def _lines(data: bytes, path: str) -> Snapshot:
    found: list[Record] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
            if b"\\u" in line:  # an escape may stand for half a character
                json.dumps(record, ensure_ascii=False).encode("utf-8")
        except (ValueError, RecursionError):
            record = None
        if not _is_record(record):
            raise NkgraphError(
                f"{path}, line {number}: is no claim as `nkgraph export --format jsonl` "
                "writes it; export it anew"
            )
        found.append(record)
    return of_records(found)


def _is_record(record: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """Tell whether a value is a record in all that a comparison looks at."""
    if not isinstance(record, dict) or not set(KEYS) - _LATER <= set(record):
        return False
    for within, keys, kinds in _SHAPES:
        found = record[within] if within else record
        if found is not None and not all(isinstance(found.get(key), kinds) for key in keys):
            return False
    figure = record["figure"]
    if figure and not (math.isfinite(figure["low"]) and math.isfinite(figure["high"])):
        return False
    actors = [*record["roles"].values(), record["claimants"], record["via"]]
    actors.append([figure["of"]] if figure and figure["of"] else [])
    return record["modality"] in get_args(Modality) and all(map(_are_actors, actors))


def _are_actors(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict) and all(isinstance(one.get(key), str) for key in ("id", "label"))
        for one in value
    )
