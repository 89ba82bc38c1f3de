"""Files to take away: one function a format, from a store to bytes.

The bytes depend on what is stored alone, never on the order in which it came or on the process.
A new format is a module with ``export(store) -> bytes`` and a line in ``EXPORTERS``; one that
leaves something out adds a line to ``_NOTES``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from nkgraph.errors import NkgraphError

if TYPE_CHECKING:
    from nkgraph.store import Store

Exporter = Callable[["Store"], bytes]


def _exporter(module: str, function: str = "export") -> Exporter:
    """Return a function that imports its module when it is called."""

    def run(store: Store) -> bytes:
        chosen: Exporter = getattr(import_module(f"nkgraph.export.{module}"), function)
        return chosen(store)

    run.__doc__ = f"Write the store with nkgraph.export.{module}."
    return run


EXPORTERS: Mapping[str, Exporter] = {
    "csv": _exporter("rows"),
    "gexf": _exporter("gexf"),
    "graphml": _exporter("network", "graphml"),
    "jsonl": _exporter("lines"),
    "jsonld": _exporter("jsonld"),
    "nquads": _exporter("nquads"),
    "ntriples": _exporter("nquads", "merged"),
    "parquet": _exporter("parquet"),
    "plover": _exporter("plover"),
    "rdfxml": _exporter("rdfxml"),
    "trig": _exporter("trig"),
    "turtle": _exporter("turtle"),
    "ucdp": _exporter("ucdp"),
    "void": _exporter("void"),
}

MERGED = frozenset({"ntriples", "rdfxml", "turtle"})
"""Formats of RDF that hold every triple once, without graph names."""
NAMED = frozenset({"jsonld", "nquads", "trig"})
"""Formats of RDF that keep the named graphs."""
_NOTES: Mapping[str, str] = {
    "csv": "one row per claim; cells that a spreadsheet would take for a formula begin with '",
    "gexf": "actors and events only; an event exists on the days it may have happened on",
    "graphml": "actors and events only",
    "jsonl": "one claim a line",
    "parquet": "one row per claim; each column says in the file what it is",
    "plover": "one claim a line; denials, statements and warnings left out, plans marked future",
    "ucdp": "one row per event of violence told as fact; killed-or-wounded is never in the deaths",
    "void": "the dataset's description alone: VoID and DCAT",
}


def export(format: str, store: Store) -> bytes:  # noqa: A002 - the option's name
    """Return the store in one of ``EXPORTERS``'s formats.

    Raises:
        NkgraphError: no such format.
    """
    if format not in EXPORTERS:
        raise NkgraphError(f"no format {format!r}; choose one of {', '.join(EXPORTERS)}")
    return EXPORTERS[format](store)


def notes(format: str, store: Store) -> str:  # noqa: A002 - the option's name
    """Say in one line what the file leaves out or merges; empty when there is nothing to say."""
    articles = len(store.articles())
    if not articles:
        return f"{format}: the store holds no article yet"
    if format in MERGED:
        graphs = "1 article graph" if articles == 1 else f"{articles} article graphs"
        return (
            f"{format}: {graphs} and the shared graphs merged into one; "
            "trig, nquads and jsonld keep them apart"
        )
    return f"{format}: {_NOTES[format]}" if format in _NOTES else ""
