"""Events in a parse: every word that a frame fits, with its roles filled, one event a word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nkgraph.extract import phrases, syntax
from nkgraph.extract.event import Event
from nkgraph.extract.fitting import has_particle, noun_fits, verb_fits
from nkgraph.extract.merging import merged, split
from nkgraph.extract.roles import filled
from nkgraph.extract.support import is_told, support
from nkgraph.extract.trigger import Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from nkgraph.extract.event import Context
    from nkgraph.extract.figures import Numeral
    from nkgraph.frames import Frame, Frames


def events(doc: Doc, context: Context, frames: Frames) -> list[Event]:
    """Return the events of a parse in the order of the text."""
    found: list[Event] = []
    for token in doc:
        event = _verbal(token, context, frames) or _nominal(token, context, frames, found)
        if event is not None and not _is_carried(event, found):
            found += split(event, context)
    return list(merged([event for event in found if not _is_subject_of(event, found)]))


def _is_subject_of(event: Event, found: Sequence[Event]) -> bool:
    """Tell whether a noun only names the doer of its own kind of event: "the strikes hit"."""
    noun = event.trigger.token
    return (
        not event.trigger.verbal
        and noun.dep_ == "nsubj"
        and any(e.trigger.token == noun.head and e.type == event.type for e in found)
    )


def forced(token: Token, numeral: Numeral, context: Context, frames: Frames) -> Event | None:
    """Return the event that a noun names, given that a number is said of it elsewhere."""
    for frame in frames.nouns.get(token.lemma_.lower(), ()):
        if not frame.figure or not noun_fits(token, frame, context, ()):
            continue
        trigger = Trigger(token, None, verbal=False)
        event = filled(frame, trigger, context, solid=True)
        return (event or Event(frame, trigger, (), None, solid=True)).counted(numeral)
    return None


def _verbal(token: Token, context: Context, frames: Frames) -> Event | None:
    """Return the event that a verb names, by the first frame that fits."""
    if not syntax.is_verb(token) or token.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    for particle, frame in frames.verbs.get(syntax.lemma(token), ()):
        if particle and not has_particle(token, particle):
            continue
        for patient in (None, *phrases.attachments(token), *_behind(token, particle)):
            trigger = Trigger(token, token, verbal=True, patient=patient)
            if not verb_fits(trigger, frame, context):
                continue
            if event := filled(frame, trigger, context, solid=True):
                return event
    return None


def _behind(verb: Token, particle: str | None) -> list[Token]:
    """Return what stands behind a particle that was read as a preposition: "hand over *bodies*"."""
    return syntax.prepositions(verb).get(particle, []) if particle else []


def _nominal(
    token: Token, context: Context, frames: Frames, earlier: Sequence[Event]
) -> Event | None:
    """Return the event that a noun or a gerund names, by the first frame that fits."""
    gerund = token.tag_ == "VBG"
    if syntax.is_verb(token) is not gerund or not (gerund or token.pos_ in ("NOUN", "PROPN")):
        return None
    if token.dep_ in ("compound", "amod", "nmod"):
        return None
    for frame in frames.nouns.get(token.lemma_.lower()) or frames.nouns.get(token.lower_, ()):
        if noun_fits(token, frame, context, earlier) and (event := _carried(token, frame, context)):
            return event
    return None


def _carried(noun: Token, frame: Frame, context: Context) -> Event | None:
    """Return the event of a noun with what the verb that carries it adds."""
    carrier = support(noun, frame)
    supported = carrier.role is not None
    event = filled(
        frame,
        Trigger(noun, carrier.verb, verbal=False, subject=carrier.role == "agent"),
        context,
        solid=frame.bare or supported or is_told(noun, context.lexicon.grammar),
        given=(carrier.role, carrier.participants) if carrier.role is not None else None,
    )
    return replace(event, supported=supported) if event is not None else None


def _is_carried(event: Event, found: Sequence[Event]) -> bool:
    """Tell whether a noun only names again what its verb has named: "fired a barrage"."""
    return not event.trigger.verbal and any(
        other.trigger.token == event.trigger.verb and other.type == event.type for other in found
    )
