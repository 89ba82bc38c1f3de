"""Events, stances, times and sources of one article put together as claims."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from nkgraph.extract.dates import scope
from nkgraph.extract.described import made
from nkgraph.extract.phrases import phrase_edges
from nkgraph.extract.sentences import same_sentence, sentence_of
from nkgraph.extract.timing import relative_of, time_of
from nkgraph.extract.told import Told
from nkgraph.gazetteer import normal
from nkgraph.language import span_of
from nkgraph.model import Claim, Figure, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.attribution import Attribution
    from nkgraph.extract.dates import Dated
    from nkgraph.extract.draft import Draft, Knowledge
    from nkgraph.extract.event import Event
    from nkgraph.extract.modality import Stance
    from nkgraph.model import Actor, Modality, Quantity, Relative, When

_REALIS = {"asserted": 0, "estimated": 1, "alleged": 2}
_GIVEN = ("troops", "weapons", "money")
"""Quantities of what the agent has; all others count what the patient suffers."""
_REACH = range(1, 8)
"""Tokens that what is counted may stand behind its number, to be part of the figure's words."""


def claimed(draft: Draft, knowledge: Knowledge) -> Iterator[Told]:
    """Yield what an article says to have happened, in the order of the text."""
    kept: list[Claim] = []
    for index, (events, stances) in enumerate(zip(draft.events, draft.stances, strict=True)):
        if not events:
            continue
        assembler = _Assembler(draft, index, knowledge)
        for event, stance in zip(events, stances, strict=True):
            told = assembler.told(event, stance)
            rule = _idle(told, sourced=assembler.is_sourced(event))
            if not rule and event.embedded and any(_echoes(told.claim, one) for one in kept):
                rule = "echo"
            if not rule:
                kept.append(told.claim)
            yield replace(told, dropped=rule) if rule else told


class _Assembler:
    """Makes claims of the events of one passage."""

    def __init__(self, draft: Draft, index: int, knowledge: Knowledge) -> None:
        self._text = draft.reading.article.text
        self._passage = draft.reading.passages[index]
        self._attributions = draft.attributions[index]
        self._covering: dict[int, list[Attribution]] = defaultdict(list)
        named = {event.trigger.token.i for event in draft.events[index]}
        for attribution in self._attributions:
            for offset in named & attribution.covered:
                self._covering[offset].append(attribution)
        self._dates: dict[int, list[Dated]] = defaultdict(list)
        for dated in draft.dates[index]:
            self._dates[sentence_of(dated.token).start].append(dated)
        self._words = self._passage.doc.text
        self._scopes: dict[int, str | None] = {}
        self._knowledge = knowledge

    def told(self, event: Event, stance: Stance) -> Told:
        """Return the claim that an event makes, with its sources."""
        token = event.trigger.token
        tells = event.frame.harm and bool(event.frame.with_word)  # "Mali *reported* six dead"
        sources = [
            attribution
            for attribution in (self._attributions if tells else self._covering[token.i])
            if attribution.reaches(token) or (tells and attribution.cue == token)
        ]
        claimants, via = self._people(sources)
        if event.frame.spoken and not claimants:  # who warns is who says so
            claimants = [filler.actor for filler in event.fillers("agent")]
        roles = dict.fromkeys((role, filler.actor) for role, filler in event.roles)
        negative = stance.negative or any(source.denies for source in sources)
        dates = self._dates[sentence_of(token).start]
        lasting = event.frame.lasting
        when = time_of(token, event.trigger.verb, dates, lasting=lasting)
        relative = relative_of(token, event.trigger.verb, dates)
        claim = Claim(
            type=event.type,
            evidence=_evidence(event, when or relative),
            trigger=span_of(token, token),
            roles=tuple(sorted(roles, key=lambda pair: pair[0])),
            figure=self._figure(event),
            claimants=tuple(claimants),
            via=tuple(via),
            cue=sources[-1].cue_text if sources else None,
            modality=_certainty(stance.modality, sources),
            polarity="negative" if negative else "positive",
            time=when,
            relative=relative,
        )
        return Told(claim, event, stance, tuple(sources))

    def is_sourced(self, event: Event) -> bool:
        """Tell whether somebody other than the article is said to say it."""
        return bool(self._covering[event.trigger.token.i])

    def _people(self, sources: Sequence[Attribution]) -> tuple[list[Actor], list[Actor]]:
        """Return claimants, nearest first, and relays, nearest to the article first."""
        nearest = reversed(sources)  # the narrowest scope is nearest to the event
        claimants = _once(mention.actor for source in nearest for mention in source.claimants)
        relays = _once(mention.actor for source in sources for mention in source.relays)
        outer = [actor for actor in claimants[1:] if self._is_outlet(actor)]
        named = [self._outlet(span) for span in self._passage.block.sources]
        told = (m.actor for source in sources for m in source.hearers)
        hearers = [actor for actor in _once(told) if self._is_outlet(actor)]
        relays = _once([*relays, *outer, *_reporters(sources, claimants), *hearers])
        claimants = [actor for actor in claimants if actor not in relays]
        return claimants, _once([*relays, *named])

    def _is_outlet(self, actor: Actor) -> bool:
        entry = self._knowledge.gazetteer.entry(actor.id)
        return entry is not None and entry.category in self._knowledge.lexicon.sources.outlets

    def _outlet(self, span: Span) -> Actor:
        """Return the outlet that a block names in brackets at its end."""
        name = normal(span.of(self._text)).strip("* ")
        entries = self._knowledge.gazetteer.candidates(name)
        known = next((e.actor for e in entries if e.actor.kind == "organization"), None)
        return known or made("organization", name, None)

    def _figure(self, event: Event) -> Figure | None:
        if event.quantity is None:
            return None
        quantity, numeral = event.quantity
        counted, last = numeral.counted, numeral.last
        if counted is not None and counted.i - last.i in _REACH:
            last = counted
        span = span_of(numeral.first, last)
        owners = event.fillers("agent" if quantity in _GIVEN else "patient")
        return Figure(
            span=span,
            text=span.of(self._text),
            quantity=cast("Quantity", quantity),
            low=numeral.low,
            high=numeral.high,
            comparator=numeral.comparator,
            of=owners[0].actor if owners else None,
            scope=self._scope(event.trigger.token),
            unit=numeral.currency or (counted.lemma_.lower() if counted is not None else None),
        )

    def _scope(self, token: Token) -> str | None:
        """Return the words that limit the figures of a word's sentence in time."""
        here = sentence_of(token)
        if here.start not in self._scopes:
            first, last = token.doc[here.start], token.doc[here.end - 1]
            self._scopes[here.start] = scope(self._words, first.idx, last.idx + len(last))
        return self._scopes[here.start]


def _evidence(event: Event, when: When | Relative | None) -> Span:
    """Return the words from the first to the last of the event, its roles, objects and time."""
    token, verb = event.trigger.token, event.trigger.verb
    words = [token]
    words += _complements(token if event.trigger.verbal else verb, token)
    if verb is not None and same_sentence(verb, token):
        words.append(verb)
    if event.partner is not None:
        words.append(event.partner)
    words += [filler.token for _, filler in event.roles if same_sentence(filler.token, token)]
    if event.quantity:
        words += [event.quantity[1].first, event.quantity[1].last]
    first = min((t for word in words for t in (word, _leftmost(word))), key=lambda t: t.i)
    span = span_of(first, max(words, key=lambda t: t.i))
    around = sentence_of(token)
    whole = span_of(token.doc[around.start], token.doc[around.end - 1])
    if when is not None and whole.covers(when.span):
        return Span(min(span.start, when.span.start), max(span.end, when.span.end))
    return span


def _complements(verb: Token | None, trigger: Token) -> Iterator[Token]:
    """Yield the objects of an event's verb that follow it, and what "into", "to" … lead to."""
    if verb is None or not same_sentence(verb, trigger):
        return
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ in ("dobj", "prt", "dative", "oprd") and child.pos_ != "PRON":
            yield child
        elif child.dep_ == "prep" and child.i == verb.i + 1:
            yield from (inner for inner in child.children if inner.dep_ == "pobj")


def _leftmost(token: Token) -> Token:
    return phrase_edges(token)[0] if token.pos_ in ("NOUN", "PROPN", "NUM") else token


def _once(actors: Iterable[Actor | None]) -> list[Actor]:
    """Return the actors in order, each once, those that are unknown left out."""
    return list(dict.fromkeys(actor for actor in actors if actor is not None))


def _reporters(sources: Sequence[Attribution], claimants: Sequence[Actor]) -> Iterator[Actor]:
    """Yield the bodies that report what somebody else says: "…, Kyiv said, *APA* reports"."""
    for source in sources:
        for mention in source.claimants:
            actor = mention.actor
            if actor is None or actor in claimants[:1] or source.cue.lemma_ != "report":
                continue
            if actor.kind == "organization" and actor.country is None:
                yield actor


def _certainty(own: Modality, sources: Iterable[Attribution]) -> Modality:
    """Return how sure the claim is: irrealis of its own first, else the least sure source."""
    if own not in _REALIS:
        return own
    found = own
    for attribution in sources:
        if _REALIS.get(attribution.modality, 0) > _REALIS[found]:
            found = attribution.modality
    return found


def _idle(told: Told, *, sourced: bool) -> str | None:
    """Return why a claim says nothing: words that might be said, a plan that is denied."""
    claim, event = told.claim, told.event
    if event.frame.spoken and claim.modality == "possible" and not sourced:
        return "idle"
    denied = event.embedded and claim.polarity == "negative"
    return "void" if denied and claim.modality == "planned" else None


def _echoes(claim: Claim, other: Claim) -> bool:
    """Tell whether a claim only mentions again what the article has claimed before."""
    if claim.type != other.type or claim.polarity != other.polarity or claim.figure or claim.time:
        return False
    if not set(claim.claimants) <= set(other.claimants):
        return False
    return _parties(claim) <= _parties(other)


def _parties(claim: Claim) -> set[tuple[str, str]]:
    parties = ((role, actor) for role, actor in claim.roles if role != "place")
    return {(r, a.id if a.kind == "place" else a.country or a.id) for r, a in parties}
