"""How a claim stands to others: what links make of it, in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nkgraph import ontology
from nkgraph.bearings import SYMMETRIC, utterances
from nkgraph.figure import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nkgraph.bearings import Bearing
    from nkgraph.records import Record

FORWARD: Final = {
    "contradicts": "contradicts",
    "corroborates": "agrees with",
    "notComparable": "not comparable with",
    "partOf": "part of",
    "realises": "may carry out",
    "supersedes": "supersedes",
    "variantOf": "variant of",
}
"""What a link is called at its source."""
BACKWARD: Final = {
    "partOf": "holds",
    "realises": "may be carried out by",
    "supersedes": "superseded by",
}
"""The same at its target, for links that stand in the graph from one end."""

_STATES: Final = frozenset({"country", "government"})
"""Kinds of actor that stand for whoever speaks for a state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """How an entry stands to another claim.

    Attributes:
        relation: in words: "superseded by".
        claim: IRI of the other claim.
        figure: its figure in words, or its type where it has none.
        who: its claimants; "" when it is in its article's own voice.
        article: title or source of its article.
        reason: why, in words.
        differs_in: what the two differ in; None where in nothing.
    """

    relation: str
    claim: str
    figure: str
    who: str
    article: str
    reason: str
    differs_in: str | None

    def __str__(self) -> str:
        """Return the remark on one line, without its reason."""
        told = ", ".join(part for part in (self.who, self.article) if part)
        return f"{self.relation} {self.figure} ({told})"


class Standing:
    """The links between claims, looked up from either end.

    Args:
        records: the claims.
        links: those between other claims, or between articles, are left out.
    """

    def __init__(self, records: Iterable[Record], links: Iterable[Bearing]) -> None:
        self._records = {record["id"]: record for record in records}
        links = [
            one for one in links if one.source in self._records and one.target in self._records
        ]
        self._told = utterances(links)
        self._at: Mapping[str, set[tuple[str, str, str, str | None]]] = defaultdict(set)
        for one in links:
            forward = (FORWARD.get(one.kind, one.kind), one.target, one.reason, one.differs_in)
            self._at[one.source].add(forward)
            if one.kind not in SYMMETRIC:
                relation = BACKWARD.get(one.kind, one.kind)
                self._at[one.target].add((relation, one.source, one.reason, one.differs_in))

    def status(self, record: Record) -> str:
        """Return how a claim stands; see ``Entry``."""
        if record["polarity"] == "negative":
            return "denied"
        if record["modality"] not in ontology.load().viewed:
            return str(record["modality"])
        told = self.told(record["id"])
        relations = {relation for claim in told for relation, *_ in self._at.get(claim, ())}
        if BACKWARD["supersedes"] in relations:
            return "superseded"
        return "contested" if FORWARD["contradicts"] in relations else "current"

    def told(self, claim: str) -> frozenset[str]:
        """Return the claims that tell the same utterance, the claim itself among them."""
        return self._told.get(claim, frozenset({claim}))

    def others(self, claim: str) -> Counter[str]:
        """Return how many claims stand in each relation to a claim: {"superseded by": 1}."""
        return Counter(relation for relation, *_ in {one[:2] for one in self._at.get(claim, ())})

    def remarks(self, claim: str) -> tuple[Remark, ...]:
        """Return how a claim stands to others, sorted."""
        found = [
            self._remark(relation, other, reason, differs)
            for relation, other, reason, differs in self._at.get(claim, ())
        ]
        return tuple(sorted(found, key=lambda one: (one.relation, one.figure, one.claim)))

    def _remark(self, relation: str, other: str, reason: str, differs: str | None) -> Remark:
        record = self._records[other]
        return Remark(
            relation=relation,
            claim=other,
            figure=said(record),
            who=told_by(record),
            article=record["article"]["title"] or record["article"]["source"],
            reason=reason,
            differs_in=differs,
        )


def said(record: Record) -> str:
    """Return a claim's figure in words, or its type where it has none."""
    figure = record["figure"]
    if not figure:
        return ontology.load().labels.get(record["type"], record["type"])
    return in_words(
        figure["quantity"],
        figure["low"],
        figure["high"],
        comparator=figure["comparator"],
        unit=figure["unit"],
    )


def told_by(record: Record) -> str:
    """Return the claimants' names; "" when the article says it in its own voice."""
    return " and ".join(actor["label"] for actor in record["claimants"])


def best(tellings: Iterable[Record]) -> Record:
    """Return the telling that names its source best: an agency, else its state, else nobody."""

    def vagueness(record: Record) -> tuple[bool, bool, str]:
        claimants = record["claimants"]
        return not claimants, any(one["kind"] in _STATES for one in claimants), record["id"]

    return min(tellings, key=vagueness)
