"""What a graph leaves unsure, most consequential first: each with what would settle it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from nkgraph import bearings, identify, link
from nkgraph.records import records
from nkgraph.resolve import sameness, spelling
from nkgraph.resolve.bearing import Link
from nkgraph.resolve.groups import Groups
from nkgraph.terms import plain
from nkgraph.views import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nkgraph.curation import Curation
    from nkgraph.records import Record
    from nkgraph.roster import Roster
    from nkgraph.store import Store

KINDS: Final[Mapping[str, int]] = {
    "actors": 3,
    "contradiction": 3,
    "event": 2,
    "plan": 2,
    "claimant": 1,
}
"""What may be unsure → how much it counts for each claim that it is about.

actors: two names that may mean one; contradiction: two claims that cannot both hold; event: a
claim that fits several; plan: a deed that may carry out a plan; claimant: said by nobody named.
"""
_SHOWN: Final = 3
"""Claims, and events to choose from, that an item shows."""
_JUDGEMENTS = """SELECT ?one ?other ?reason ?id {
  ?id a nk:Judgement ; nk:verdict nk:unsure ; nk:reason ?reason ; nk:about ?one , ?other .
  FILTER(STR(?one) < STR(?other)) }"""
_NAMED = """SELECT ?actor ?article ?source ?name ?start ?end {
  ?a a nk:Appearance ; nk:actor ?actor ; nk:article ?article ; nk:name ?name ;
    nk:evidence/oa:hasSelector ?place .
  ?place oa:start ?start ; oa:end ?end . ?article nk:contentSource ?source }"""
_END = re.compile(r"(?<=[.!?…”\"])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Option:
    """A decision that would settle something.

    Attributes:
        verb: of ``curation.VERBS``.
        about: ids of actors, claims or links.
        fields: FIELD=VALUE, for ``correct``.
    """

    verb: str
    about: tuple[str, ...]
    fields: tuple[str, ...] = ()

    def command(self) -> str:
        """Return what to type."""
        return " ".join(["nkgraph review", self.verb, *self.about, *self.fields, "--why TEXT"])


@dataclass(frozen=True, slots=True)
class Words:
    """A claim, as an item shows it.

    Attributes:
        claim: its id; None for the name of an actor.
        told: the claim in one line, or what the actor is called.
        sentence: the words in their sentence.
        article: the article's source.
    """

    claim: str | None
    told: str
    sentence: str
    article: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a person may settle.

    Attributes:
        id: of the judgement, link or claim.
        kind: a key of ``KINDS``.
        weight: how much depends on it.
        about: what it is about, in words.
        reason: why it is unsure.
        words: what articles say.
        options: what would settle it; the first says yes, the second no.
    """

    id: str
    kind: str
    weight: int
    about: str
    reason: str
    words: tuple[Words, ...]
    options: tuple[Option, ...]


def items(store: Store, roster: Roster, decided: Curation) -> list[Item]:
    """Return what is unsure, the most consequential first.

    Args:
        store: the graph and its readings.
        roster: who is who in it.
        decided: what people decided already.
    """
    known = _Known(store, decided)
    found = [
        *_actors(known, roster),
        *_links(known),
        *_events(known),
        *_claimants(known),
    ]
    return sorted(found, key=lambda one: (-one.weight, list(KINDS).index(one.kind), one.id))


class _Known:
    """The claims of a store, by what items ask for."""

    def __init__(self, store: Store, decided: Curation) -> None:
        self.store, self.decided = store, decided
        readings = store.readings
        found = (readings.reading(article) for article in sorted(readings.articles()))
        texts = {
            identify.article_iri(one.findings.article).value: one.findings.article.text
            for one in found
            if one is not None
        }
        self._texts = texts
        self.claims = {identify.relative(one["id"]): one for one in records(store)}
        self.judged = decided.judged()
        self.named: dict[str, list[Words]] = {}
        rows = [{key: plain(value) for key, value in row.items()} for row in store.select(_NAMED)]
        for row in sorted(rows, key=str):
            span = (int(row["start"]), int(row["end"]))
            found_in = _sentence(texts.get(row["article"], ""), *span)
            words = Words(None, f"called {row['name']}", found_in, row["source"])
            self.named.setdefault(identify.relative(row["actor"]), []).append(words)
        self.by_actor: dict[str, list[str]] = {}
        for name, record in self.claims.items():
            for actor in _involved(record):
                self.by_actor.setdefault(actor, []).append(name)

    def words(self, claims: Iterable[str]) -> tuple[Words, ...]:
        return tuple(self._words(name) for name in list(claims)[:_SHOWN] if name in self.claims)

    def _words(self, name: str) -> Words:
        record = self.claims[name]
        evidence = record["evidence"]
        text = self._texts.get(record["article"]["id"], "")
        sentence = _sentence(text, evidence["start"], evidence["end"]) or evidence["text"]
        return Words(name, phrases.sentence(record), sentence, record["article"]["source"])


def _involved(record: Record) -> set[str]:
    figure = record["figure"]
    found = [actor for some in record["roles"].values() for actor in some]
    found += [*record["claimants"], *record["via"]]
    found += [figure["of"]] if figure and figure["of"] else []
    return {identify.relative(actor["id"]) for actor in found}


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a half-open span of a text."""
    before = [match.end() for match in _END.finditer(text, 0, start)]
    after = _END.search(text, end)
    found = text[before[-1] if before else 0 : after.start() if after else len(text)]
    return " ".join(found.split())


def _actors(known: _Known, roster: Roster) -> Iterator[Item]:
    seen: set[tuple[str, ...]] = set()
    rows = [{k: plain(v) for k, v in row.items()} for row in known.store.select(_JUDGEMENTS)]
    for row in sorted(rows, key=lambda row: row["id"]):
        ends = (roster.standing(identify.relative(row[end])) for end in ("one", "other"))
        pair = tuple(sorted(set(ends)))
        if len(pair) == 1 or pair in seen or pair in known.decided.told():
            continue
        seen.add(pair)
        yield _pair(known, roster, pair, row)


def _pair(known: _Known, roster: Roster, pair: tuple[str, ...], row: Mapping[str, str]) -> Item:
    def weight(name: str) -> int:
        return 2 * len(known.by_actor.get(name, ())) + len(known.named.get(name, ()))

    def stays(name: str) -> tuple[bool, int, str]:
        actor = roster.actor(name)
        return (actor is not None and actor.known, weight(name), name)

    gone, kept = sorted(pair, key=stays)
    actors = [actor for name in (gone, kept) if (actor := roster.actor(name)) is not None]
    return Item(
        id=identify.relative(row["id"]),
        kind="actors",
        weight=KINDS["actors"] * max(weight(gone), 1),
        about=" and ".join(f"{actor.label} ({actor.id})" for actor in actors),
        reason=row["reason"],
        words=tuple(
            word
            for name in (gone, kept)
            for word in (
                *known.words(known.by_actor.get(name, ())[: _SHOWN - 1]),
                *known.named.get(name, ())[:1],
            )
        ),
        options=(Option("merge", (gone, kept)), Option("differ", (gone, kept))),
    )


def _links(known: _Known) -> Iterator[Item]:
    kinds = {"contradicts": "contradiction", "realises": "plan"}
    for one in bearings.bearings(known.store):
        source, target = identify.relative(one.source), identify.relative(one.target)
        if one.kind not in kinds or (one.kind in bearings.SYMMETRIC and target < source):
            continue
        name = link.name(Link(source, one.kind, target, one.reason))
        if {name, source, target} & known.judged:
            continue
        kind = kinds[one.kind]
        ends = (source, target) if kind == "contradiction" else ()
        yield Item(
            id=name,
            kind=kind,
            weight=KINDS[kind] * 2,
            about=" and ".join(
                phrases.event(known.claims[end]) for end in (source, target) if end in known.claims
            ),
            reason=one.reason,
            words=known.words((source, target)),
            options=(
                Option("accept", (name,)),
                *(Option("reject", (what,)) for what in (name, *ends)),
            ),
        )


def _events(known: _Known) -> Iterator[Item]:
    groups = Groups(known.store.readings, known.decided.judgements())
    for name in sorted(known.claims):
        if name in known.judged or sameness.definite(groups.signature(name)):
            continue
        choices = groups.choices(name)
        if len(choices) > 1:
            firsts = sorted(groups.first(choice).claim for choice in choices)
            yield Item(
                id=name,
                kind="event",
                weight=KINDS["event"],
                about=phrases.event(known.claims[name]),
                reason=f"has no date or figure, and fits {len(choices)} events",
                words=known.words([name, *firsts]),
                options=tuple(Option("join", (name, first)) for first in firsts[:_SHOWN]),
            )


def _claimants(known: _Known) -> Iterator[Item]:
    for name, record in sorted(known.claims.items()):
        said_by: list[dict[str, Any]] = record["claimants"]
        if name in known.judged or not said_by or any(map(_is_somebody, said_by)):
            continue
        who = " and ".join(actor["label"] for actor in said_by)
        yield Item(
            id=name,
            kind="claimant",
            weight=KINDS["claimant"],
            about=phrases.event(record),
            reason=f"said by “{who}”: nobody that is named",
            words=known.words([name]),
            options=(
                Option("accept", (name,)),
                Option("correct", (name,), ("claimant=ACTOR",)),
            ),
        )


def _is_somebody(actor: Mapping[str, Any]) -> bool:
    """Tell whether a claimant is named, or at least of a state."""
    return bool(actor["country"]) or spelling.is_name(actor["label"])
