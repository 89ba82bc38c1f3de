"""How claims bear on one another, read back from the graph: links with their reasons."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nkgraph import terms, vocab

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nkgraph.store import Store

SYMMETRIC: Final = frozenset({"contradicts", "corroborates", "notComparable", "variantOf"})
"""Kinds of link that stand in the graph from either end."""

# Sub-selects are read in one go each and joined in memory; a plain join seeks for every link.
_LINKS = """SELECT ?link ?source ?kind ?target ?reason {
  { SELECT ?link ?reason { ?link nk:reason ?reason } }
  { SELECT ?link ?kind { ?link rdf:predicate ?kind } }
  { SELECT ?link ?source { ?link rdf:subject ?source } }
  { SELECT ?link ?target { ?link rdf:object ?target } } }"""
_DIFFERS = "SELECT ?link ?differsIn { ?link nk:differsIn ?differsIn }"


@dataclass(frozen=True, slots=True, order=True)
class Bearing:
    """One claim bears on another, or one article copies another.

    Attributes:
        source: IRI of the claim or article that the link is about.
        kind: local name of the property: corroborates, contradicts, supersedes, variantOf,
            partOf, realises, notComparable, copyOf.
        target: IRI of the other one.
        reason: why, in words.
        differs_in: comparator, value, polarity, period or addition; None where in nothing.
    """

    source: str
    kind: str
    target: str
    reason: str
    differs_in: str | None = None


def bearings(store: Store) -> list[Bearing]:
    """Return every link of the graph ``nk:lineage``, sorted."""
    differs: dict[str, list[str]] = defaultdict(list)
    for row in store.select(_DIFFERS):
        differs[terms.plain(row["link"])].append(terms.plain(row["differsIn"]))
    found = [
        Bearing(
            source=terms.plain(row["source"]),
            kind=terms.plain(row["kind"]).removeprefix(vocab.NK),
            target=terms.plain(row["target"]),
            reason=terms.plain(row["reason"]),
            differs_in=one,
        )
        for row in store.select(_LINKS)
        for one in differs.get(terms.plain(row["link"]), (None,))
    ]
    return sorted(found, key=lambda one: (one.source, one.kind, one.target, one.reason))


def utterances(links: Iterable[Bearing]) -> Mapping[str, frozenset[str]]:
    """Return claim → all claims that tell the same utterance, itself included.

    A claim without variants is not there: it is told once.
    """
    return _groups((one.source, one.target) for one in links if one.kind == "variantOf")


def texts(links: Iterable[Bearing]) -> Mapping[str, frozenset[str]]:
    """Return article → all articles that are copies of one text, itself included.

    An article without copies is not there.
    """
    return _groups((one.source, one.target) for one in links if one.kind == "copyOf")


def _groups(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return node → the connected component that it is in."""
    groups: dict[str, set[str]] = {}
    for one, other in pairs:
        mine, theirs = groups.setdefault(one, {one}), groups.setdefault(other, {other})
        if mine is theirs:
            continue
        small, large = sorted((mine, theirs), key=len)
        large |= small
        groups |= dict.fromkeys(small, large)
    frozen = {id(group): frozenset(group) for group in groups.values()}
    return {node: frozen[id(group)] for node, group in groups.items()}
