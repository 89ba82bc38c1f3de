"""Who stands behind the claims: four articles that repeat one agency are one source.

Three counts are kept apart. A claim is one telling in one text; articles that copy one another are
one text. An utterance is told by one claim or by several, in one article or in many. An
originator is who is said to have said it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode

from nkgraph.bearings import texts, utterances
from nkgraph.records import Record
from nkgraph.results import Result
from nkgraph.standing import best

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nkgraph.bearings import Bearing

COLUMNS: Final = (
    *("originator", "state", "utterances", "claims", "articles", "copies"),
    *("through", "also", "id"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Originator:
    """Who said it, and how often the articles have it.

    Attributes:
        actor: an actor object of ``nkgraph.records``; None for the articles' own voice.
        utterances: how many different things it is said to have said.
        claims: how often they are told, copies of articles counted once.
        articles: in how many texts, copies counted once.
        copies: how many more articles are copies of these.
        through: labels of the relays, with the number of claims that came through each.
        also: other names for it in tellings of the same utterances: "South Korea".
    """

    actor: Record | None
    utterances: int
    claims: int
    articles: int
    copies: int
    through: tuple[tuple[str, int], ...]
    also: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """Return the same as data."""
        return {
            "originator": self.actor,
            "utterances": self.utterances,
            "claims": self.claims,
            "articles": self.articles,
            "copies": self.copies,
            "through": [{"label": label, "claims": count} for label, count in self.through],
            "also": list(self.also),
        }


def sources(records: Sequence[Record], links: Sequence[Bearing]) -> list[Originator]:
    """Return the originators, those with most utterances first; the articles' own voice last.

    Args:
        records: the claims of a store.
        links: how they bear on one another, and which articles are copies.
    """
    told, copied = utterances(links), texts(links)
    by_claim = {record["id"]: record for record in records}
    said: dict[str | None, list[tuple[object, Record]]] = defaultdict(list)
    actors: dict[str | None, Record | None] = {None: None}
    also: dict[str | None, set[str]] = defaultdict(set)
    for record in records:
        group = told.get(record["id"], frozenset({record["id"]}))
        own = [by_claim[claim] for claim in sorted(group) if claim in by_claim]
        first = best(own)
        for actor in first["claimants"] or [None]:
            name = None if actor is None else str(actor["id"])
            actors[name] = actor
            said[name].append((min(group) if len(own) > 1 else _telling(record, copied), record))
            known = {one["id"] for one in first["claimants"]}
            also[name] |= {a["label"] for a in record["claimants"] if a["id"] not in known}
    found = [
        _originator(actors[name], said[name], copied, tuple(sorted(also[name]))) for name in said
    ]
    return sorted(found, key=_order)


def _originator(
    actor: Record | None,
    said: Sequence[tuple[object, Record]],
    copied: Mapping[str, frozenset[str]],
    also: tuple[str, ...],
) -> Originator:
    tellings = {_telling(record, copied): record for _, record in said}
    articles = {record["article"]["id"] for _, record in said}
    own = {min(copied.get(article, {article})) for article in articles}
    through = Counter(
        relay["label"]
        for record in tellings.values()
        for relay in {one["id"]: one for one in record["via"]}.values()
    )
    return Originator(
        actor=actor,
        utterances=len({utterance for utterance, _ in said}),
        claims=len(tellings),
        articles=len(own),
        copies=len(articles) - len(own),
        through=tuple(sorted(through.items(), key=lambda one: (-one[1], one[0]))),
        also=also,
    )


def _telling(record: Record, copied: Mapping[str, frozenset[str]]) -> tuple[object, ...]:
    """Return what two claims of copied articles have in common when they are one telling."""
    article = record["article"]["id"]
    if article not in copied:
        return (record["id"],)
    figure = record["figure"] or {}
    source = tuple(actor["id"] for actor in record["claimants"])
    words = " ".join(record["evidence"]["text"].split())
    return (min(copied[article]), record["type"], figure.get("text"), source, words)


def _order(one: Originator) -> tuple[bool, int, int, int, str, str]:
    label, name = (one.actor["label"], one.actor["id"]) if one.actor else ("", "")
    return (one.actor is None, -one.utterances, -one.claims, -one.articles, label, name)


def result(found: Iterable[Originator]) -> Result:
    """Return the originators as an answer, which writes itself as CSV, TSV and more."""
    return Result(kind="rows", variables=COLUMNS, rows=tuple(_row(one) for one in found))


def _row(one: Originator) -> tuple[Literal | NamedNode | None, ...]:
    through = "; ".join(f"{label} ({count})" for label, count in one.through)
    return (
        Literal(one.actor["label"] if one.actor else "(the articles themselves)"),
        Literal(one.actor["country"]) if one.actor and one.actor["country"] else None,
        *(Literal(n) for n in (one.utterances, one.claims, one.articles, one.copies)),
        Literal(through) if through else None,
        Literal("; ".join(one.also)) if one.also else None,
        NamedNode(one.actor["id"]) if one.actor else None,
    )
