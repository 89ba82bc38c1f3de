"""Where each part of a claim comes from: its frame, roles, figure, time, certainty, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.explain import data
from nkgraph.explain.phrases import position, positions, quoted, stand
from nkgraph.explain.values import Detail
from nkgraph.extract.locations import places
from nkgraph.extract.positions import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.extract.attribution import Attribution
    from nkgraph.extract.event import Context, Event
    from nkgraph.extract.mention import Mention
    from nkgraph.extract.modality import Reason
    from nkgraph.extract.told import Told

_DATES = "ontology/lexicon/dates.yaml"
_FIGURES = "lexicon/figures.yaml"
_BASIS = {
    "stated": "as the text states it",
    "published": "counted from the day of publication",
}


def details(told: Told, context: Context) -> tuple[Detail, ...]:
    """Return the parts of a claim in the order in which they are read."""
    return (
        *_word(told.event),
        *_roles(told.event, context),
        *_figure(told),
        *_time(told),
        *_certainty(told),
        *_sources(told),
    )


def _word(event: Event) -> Iterator[Detail]:
    """Yield what is special about the word: one of a pair, or a noun that only counts."""
    if event.partner is not None:
        yield Detail("pair", event.partner.text, "both words are one event")
    word = event.trigger.token
    if all(lemma.split()[0] not in data.words(word) for lemma in data.lemmas(event.frame)):
        because = "the word only counts; the event is the one below it or told before"
        yield Detail("counts", word.text, because, data.place(_FIGURES, "tallying"))


def _roles(event: Event, context: Context) -> Iterator[Detail]:
    for role, filler in event.roles:
        actor = filler.actor
        listed = data.of_actor(actor)
        because = stand(filler, event.trigger, context.mentions)
        if not listed:
            because += "; only the article names it"
        yield Detail(role, f"{actor.label} ({actor.id})", because, listed)
    for role in event.frame.roles:
        if not event.fillers(role):
            yield Detail(role, "", _nobody(event, role, context))


def _nobody(event: Event, role: str, context: Context) -> str:
    """Return why nobody fills a role: who stands at its positions, if anybody."""
    names = event.frame.roles[role]
    kind = event.frame.kinds.get(role, "actor")
    find = places if kind == "place" else at
    there = [
        f"{quoted(token)}, {position(one)}"
        for one in names
        for token in find(one, event.trigger, context.lexicon.grammar)
    ]
    if there:
        return f"not filled by {'; '.join(dict.fromkeys(there))}: no {kind}, or in another role"
    return f"nobody or nothing there ({positions(names) or 'no position'})"


def _figure(told: Told) -> Iterator[Detail]:
    figure, quantity = told.claim.figure, told.event.quantity
    if figure is None or quantity is None:
        if told.event.frame.figure:
            kinds = told.event.frame.figure.items()
            looked = (f"{name} ({positions(where)})" for name, where in kinds)
            yield Detail("figure", "", f"no number counts {' or '.join(looked)}")
        return
    numeral = quantity[1]
    number = f"{figure.low:,.15g}" + (f"–{figure.high:,.15g}" if figure.high != figure.low else "")
    because = f"“{figure.text}”"
    because += f" counts “{numeral.counted.text}”" if numeral.counted else " stands alone"
    because += f"; “{numeral.cue}” makes it {figure.comparator}" if numeral.cue else ""
    listed = data.of_comparator(numeral.cue, figure.comparator) if numeral.cue else ""
    yield Detail("figure", f"{figure.quantity} {figure.comparator} {number}", because, listed)


def _time(told: Told) -> Iterator[Detail]:
    when = told.claim.time
    if when is not None:
        yield Detail("time", when.edtf, f"“{when.text}”, {_BASIS[when.basis]}", _DATES)


def _certainty(told: Told) -> Iterator[Detail]:
    claim = told.claim
    sure = claim.modality + (", negated" if claim.polarity == "negative" else "")
    reasons = [*told.stance.reasons]
    sources = [s for s in told.sources if s.modality != "asserted" or s.denies]
    if not reasons and not sources:
        yield Detail("modality", sure, "nothing hedges or denies it")
        return
    for reason in reasons:
        yield Detail("modality", sure, _reason(reason), data.of_reason(reason))
    for source in sources:
        makes = "negated" if source.denies else source.modality
        yield Detail("modality", sure, f"“{source.cue_text}” makes it {makes}", data.of_cue(source))


def _reason(reason: Reason) -> str:
    rule = "" if data.of_reason(reason) else f" ({reason.entry})"
    does = f"makes it {reason.modality}" if reason.modality else "denies it"
    return f"“{reason.word.text}”{rule} {does}"


def _sources(told: Told) -> Iterator[Detail]:
    claim = told.claim
    for source in reversed(told.sources):  # nearest first
        for name, people in (("claimant", source.claimants), ("relay", source.relays)):
            for person in people:
                label = person.actor.label if person.actor is not None else person.text
                shown = "relay" if person.actor in claim.via else name
                yield Detail(shown, label, _source(person, source), data.of_cue(source))
    known = {p.actor for source in told.sources for p in (*source.claimants, *source.relays)}
    hearers = {person.actor for source in told.sources for person in source.hearers}
    for actor in claim.claimants:
        if actor not in known:
            yield Detail("claimant", actor.label, "who does it says so (spoken)")
    for actor in claim.via:
        if actor in hearers:
            yield Detail("relay", actor.label, "an outlet that was told")
        elif actor not in known:
            yield Detail("relay", actor.label, "named in brackets at the end of the paragraph")
    if not claim.claimants and not claim.via:
        yield Detail("claimant", "", "the article's own voice: no cue of a source covers the word")


def _source(person: Mention, source: Attribution) -> str:
    """Return the words that name a source, where they stand, and the cue."""
    words = f"“{person.text}” ({person.span.start}–{person.span.end}), cue “{source.cue_text}”"
    words += " in another sentence of the quotation" if source.carried else ""
    words += "; cited by somebody else" if source.cited else ""
    return f"{words}; {person.by}" if person.by else words
