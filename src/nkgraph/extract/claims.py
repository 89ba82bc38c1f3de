"""Events, stances, times and sources of one article put together as claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from nkgraph.extract import modality
from nkgraph.extract.attribution import attributions
from nkgraph.extract.dates import dates, scope, time_of
from nkgraph.extract.events import Context, Event, events, inherited
from nkgraph.extract.figures import Numeral, numerals
from nkgraph.extract.mentions import mentions
from nkgraph.extract.tallies import tallies
from nkgraph.extract.syntax import phrase_edges
from nkgraph.gazetteer import normal
from nkgraph.language import position, span_of
from nkgraph.model import Claim, Figure, Findings, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.attribution import Attribution
    from nkgraph.extract.dates import Dated
    from nkgraph.extract.mentions import Mention
    from nkgraph.frames import Frames
    from nkgraph.gazetteer import Gazetteer
    from nkgraph.language import Passage, Reading
    from nkgraph.lexicon import Lexicon
    from nkgraph.model import Actor, Modality, Quantity

_REALIS = {"asserted": 0, "estimated": 1, "alleged": 2}
_OUTLETS = frozenset(
    {"newsAgency", "stateNewsAgency", "broadcaster", "newspaper", "outlet", "magazine"}
)
_VERBAL = frozenset({"Criticism", "Warning", "Threat", "Demand", "Denial", "Statement"})


def claims(reading: Reading, gazetteer: Gazetteer, lexicon: Lexicon, frames: Frames) -> Findings:
    """Return what an article says to have happened, in the order of the text."""
    found_mentions = mentions(reading, gazetteer, lexicon)
    found: list[Claim] = []
    counted: Event | None = None
    suffered: Event | None = None
    for passage in reading.passages:
        context = Context(found_mentions, numerals(passage.doc, lexicon), lexicon)
        assembler = _Assembler(reading, passage, context, gazetteer)
        here = events(passage.doc, context, frames)
        here += tallies(passage.doc, context, frames, here, counted)
        here.sort(key=lambda event: event.trigger.token.i)
        for event in inherited(here, suffered):
            if event.quantity is not None and event.type != "Attack":
                counted = event
            if any(role == "patient" for role, _ in event.roles):
                suffered = event
            claim = assembler.claim(event)
            idle = (
                event.type in _VERBAL
                and claim.modality == "possible"
                and not assembler.sourced(event)
            )
            idle = idle or (
                claim.polarity == "negative" and claim.modality == "planned" and event.embedded
            )
            if not idle and not (event.embedded and any(_echoes(claim, other) for other in found)):
                found.append(claim)
    return Findings(article=reading.article, claims=tuple(found))


class _Assembler:
    """Makes claims of the events of one passage."""

    def __init__(
        self,
        reading: Reading,
        passage: Passage,
        context: Context,
        gazetteer: Gazetteer,
    ) -> None:
        self._reading = reading
        self._passage = passage
        self._context = context
        self._gazetteer = gazetteer
        self._attributions = attributions(passage.doc, context.mentions, context.lexicon)
        self._dates = dates(passage.doc, reading.article.published)

    def claim(self, event: Event) -> Claim:
        """Return the claim that an event makes, with its sources."""
        token, verb = event.trigger.token, event.trigger.verb
        carried = not event.trigger.verbal and event.supported
        stance = modality.stance(token, verb if carried else None, self._context.lexicon)
        sources = [a for a in self._attributions if token.i in a.covered and a.cue.i != token.i]
        sources = [
            a
            for a in sources
            if a.cue.sent.start == token.sent.start
            or a.cue.doc[a.cue.i].sent.start <= token.sent.start
        ]
        claimants, via = self._people(sources)
        mode = _certainty(stance.modality, sources)
        negative = stance.negative or any(a.denies for a in sources)
        if event.type in _VERBAL and not claimants:  # who warns is who says so
            claimants = [f.actor for role, f in event.roles if role == "agent"]
        return Claim(
            type=event.type,
            evidence=self._evidence(event),
            trigger=span_of(token, token),
            roles=tuple(
                sorted({(role, f.actor): None for role, f in event.roles}, key=lambda p: p[0])
            ),
            figure=self._figure(event),
            claimants=tuple(claimants),
            via=tuple(via),
            cue=sources[-1].cue_text if sources else None,
            modality=mode,
            polarity="negative" if negative else "positive",
            time=time_of(token, verb, self._dates),
        )

    def sourced(self, event: Event) -> bool:
        """Tell whether somebody other than the article is said to say it."""
        return any(event.trigger.token.i in a.covered for a in self._attributions)

    def _people(self, sources: Sequence[Attribution]) -> tuple[list[Actor], list[Actor]]:
        """Return claimants, nearest first, and relays, nearest to the article first."""
        claimants: list[Actor] = []
        relays: list[Actor] = []
        for attribution in reversed(sources):  # the narrowest scope is nearest to the event
            for mention in attribution.claimants:
                _add(claimants, mention.actor)
        for attribution in sources:
            for mention in attribution.relays:
                _add(relays, mention.actor)
        if len(claimants) > 1:
            outer = [a for a in claimants[1:] if self._is_outlet(a)]
            claimants = [a for a in claimants if a not in outer]
            for actor in outer:
                _add(relays, actor)
        claimants = [a for a in claimants if a not in relays]
        for span in self._passage.block.sources:
            _add(relays, self._outlet(span))
        return claimants, relays

    def _is_outlet(self, actor: Actor) -> bool:
        entry = self._gazetteer.entry(actor.id)
        return entry is not None and entry.category in _OUTLETS

    def _outlet(self, span: Span) -> Actor:
        from nkgraph.extract.described import made

        name = normal(span.of(self._reading.article.text)).strip("* ")
        entries = self._gazetteer.candidates(name)
        known = next((e.actor for e in entries if e.actor.kind == "organization"), None)
        return known or made("organization", name, None)

    def _evidence(self, event: Event) -> Span:
        """Return the words from the first to the last of the event and what fills its roles."""
        token = event.trigger.token
        words = [token]
        if event.trigger.verb is not None and event.trigger.verb.sent.start == token.sent.start:
            words.append(event.trigger.verb)
        if event.partner is not None:
            words.append(event.partner)
        words += [f.token for _, f in event.roles if _near(f.token, token)]
        if event.quantity:
            words += [event.quantity[1].first, event.quantity[1].last]
        first = min((t for w in words for t in (w, _leftmost(w))), key=lambda t: t.i)
        last = max(words, key=lambda t: t.i)
        return span_of(first, last)

    def _figure(self, event: Event) -> Figure | None:
        if event.quantity is None:
            return None
        quantity, numeral = event.quantity
        last = numeral.last
        if numeral.counted is not None and 0 < numeral.counted.i - last.i < 8:
            last = numeral.counted
        span = span_of(numeral.first, last)
        role = "agent" if quantity in ("troops", "weapons", "money") else "patient"
        of = next((f.actor for r, f in event.roles if r == role), None)
        sentence = event.trigger.token.sent
        return Figure(
            span=span,
            text=span.of(self._reading.article.text),
            quantity=cast("Quantity", quantity),
            low=numeral.low,
            high=numeral.high,
            comparator=numeral.comparator,
            of=of,
            scope=scope(self._passage.doc, sentence.start_char, sentence.end_char),
            unit=numeral.currency
            or (numeral.counted.lemma_.lower() if numeral.counted is not None else None),
        )


def _near(token: Token, trigger: Token) -> bool:
    return token.doc is trigger.doc and token.sent.start == trigger.sent.start


def _leftmost(token: Token) -> Token:
    return phrase_edges(token)[0] if token.pos_ in ("NOUN", "PROPN", "NUM") else token


def _add(actors: list[Actor], actor: Actor | None) -> None:
    if actor is not None and actor not in actors:
        actors.append(actor)


def _certainty(own: Modality, sources: Iterable[Attribution]) -> Modality:
    """Return how sure the claim is: irrealis of its own first, else the least sure source."""
    if own not in _REALIS:
        return own
    found = own
    for attribution in sources:
        if _REALIS.get(attribution.modality, 0) > _REALIS[found]:
            found = attribution.modality
    return found


def _echoes(claim: Claim, other: Claim) -> bool:
    """Tell whether a claim only mentions again what the article has claimed before."""
    if claim.type != other.type or claim.polarity != other.polarity or claim.figure or claim.time:
        return False
    if not set(claim.claimants) <= set(other.claimants):
        return False
    return _parties(claim) <= _parties(other)


def _parties(claim: Claim) -> set[tuple[str, str]]:
    return {(role, actor.country or actor.id) for role, actor in claim.roles if role != "place"}


def starts_at(mention: Mention) -> int:
    """Return where a mention starts in the article."""
    return position(mention.head)


__all__ = ["Numeral", "claims"]
