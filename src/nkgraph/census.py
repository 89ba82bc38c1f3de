"""How much a store holds, counted inside the engine: no quad becomes a Python object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from nkgraph import vocab

if TYPE_CHECKING:
    from collections.abc import Iterable

_CLASSES: Final = ("Article", "Claim", "Figure")
_PARTS: Final = (
    *("agent", "patient", "recipient", "theme", "instrument", "place"),
    *("claimant", "relayedBy", "of"),
)


def census(rdf: ox.Store) -> dict[str, int]:
    """Return counts by name: articles, claims, figures, events, actors, quads, graphs.

    Actors are those that play a part in an event, make a claim or pass one on; quads leave the
    merged copy out.
    """
    counts = {
        f"{name.lower()}s": _count(rdf, f"(COUNT(*) AS ?n) {{ ?x a {vocab.nk(name)} }}")
        for name in _CLASSES
    }
    counts["events"] = _objects(rdf, ("event",))
    counts["actors"] = _objects(rdf, _PARTS)
    counts["quads"] = len(rdf) - _count(rdf, "(COUNT(*) AS ?n) { ?s ?p ?o }")
    counts["graphs"] = sum(1 for _ in rdf.named_graphs())
    return counts


def _objects(rdf: ox.Store, names: Iterable[str]) -> int:
    """Return how many things are the value of any of these properties."""
    values = " ".join(str(vocab.nk(name)) for name in names)
    return _count(rdf, f"(COUNT(DISTINCT ?x) AS ?n) {{ VALUES ?p {{ {values} }} ?s ?p ?x }}")


def _count(rdf: ox.Store, what: str) -> int:
    found = rdf.query(f"SELECT {what}")
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - a SELECT
    (row,) = found
    number = row["n"]
    assert isinstance(number, ox.Literal)  # noqa: S101 - a count
    return int(number.value)
