"""How much a store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph

from nkgraph import vocab

if TYPE_CHECKING:
    import pyoxigraph as ox

_MERGED = DefaultGraph()
_CLASSES = ("Article", "Claim", "Figure")
_PARTS = (
    *("agent", "patient", "recipient", "theme", "instrument", "place"),
    *("claimant", "relayedBy", "of"),
)


def census(rdf: ox.Store) -> dict[str, int]:
    """Return counts by name: articles, claims, figures, events, actors, quads, graphs.

    Actors are those that play a part in an event, make a claim or pass one on; quads leave the
    merged copy out.
    """
    counts = {
        f"{name.lower()}s": _length(rdf, None, vocab.TYPE, vocab.nk(name)) for name in _CLASSES
    }
    counts["events"] = len(_objects(rdf, "event"))
    counts["actors"] = len(set[object]().union(*(_objects(rdf, name) for name in _PARTS)))
    counts["quads"] = len(rdf) - _length(rdf, None, None, None)
    counts["graphs"] = sum(1 for _ in rdf.named_graphs())
    return counts


def _objects(rdf: ox.Store, name: str) -> set[object]:
    return {q.object for q in rdf.quads_for_pattern(None, vocab.nk(name), None, _MERGED)}


def _length(
    rdf: ox.Store,
    subject: ox.NamedNode | None,
    predicate: ox.NamedNode | None,
    value: ox.NamedNode | None,
) -> int:
    return sum(1 for _ in rdf.quads_for_pattern(subject, predicate, value, _MERGED))
