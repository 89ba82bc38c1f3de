"""Events in a parse: every word that a frame fits, with its roles filled, one event a word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nkgraph.extract import phrases, syntax
from nkgraph.extract.deeds import deeds, is_deed
from nkgraph.extract.fitting import has_particle, noun_misfit, verb_misfit
from nkgraph.extract.merging import KNOWN, merged, shared, split
from nkgraph.extract.misfit import Misfit
from nkgraph.extract.roles import certain, filled
from nkgraph.extract.sentences import same_sentence
from nkgraph.extract.support import is_told, support
from nkgraph.extract.trigger import Trigger, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from nkgraph.extract.event import Context, Event
    from nkgraph.extract.figures import Numeral
    from nkgraph.extract.misfit import Note
    from nkgraph.frames import Frame, Frames


_STATES = frozenset({"JJ", "VBN", "VBD", "NN", "NNS"})
_CLAUSAL = frozenset({"aux", "auxpass", "dobj", "agent"})


def events(doc: Doc, context: Context, frames: Frames) -> list[Event]:
    """Return the events of a parse in the order of the text."""
    found: list[Event] = []
    for token in listed(frames).among(doc):
        event = _verbal(token, context, frames) or _nominal(token, context, frames, found)
        if event is None or event.quantity is None:
            event = _state(token, context, frames, found) or event
        event = _deed(token, event, context, frames, found)
        if event is None:
            continue
        if (carrier := _carrier(event, found)) is not None:
            context.note(token, event.frame, Misfit("carried", (carrier,)))
        else:
            found += split(event, context)
    return list(shared(list(merged(_told(found, context.note), context.note))))


def _told(found: Sequence[Event], note: Note) -> Iterator[Event]:
    """Yield the events but for nouns that only name the doer of their own: "the strikes hit"."""
    for event in found:
        noun = event.trigger.token
        doer = not event.trigger.verbal and noun.dep_ == "nsubj"
        if doer and any(e.trigger.token == noun.head and e.type == event.type for e in found):
            note(noun, event.frame, Misfit("doer", (noun.head,)))
        else:
            yield event


def forced(token: Token, numeral: Numeral, context: Context, frames: Frames) -> Event | None:
    """Return the event that a noun names, given that a number is said of it elsewhere."""
    for frame in _nouns(token, frames):
        if not frame.figure or noun_misfit(token, frame, context, ()):
            continue
        trigger = Trigger(token, token.head if token.dep_ == "amod" else None, verbal=False)
        return certain(frame, trigger, context, solid=True).counted(numeral)
    return _suffered(token, numeral, context, frames)


def _suffered(noun: Token, numeral: Numeral, context: Context, frames: Frames) -> Event | None:
    """Return the event that a participle says of a noun: "the number of *displaced* people"."""
    for child in noun.children:
        if child.dep_ != "amod" or child.tag_ != "VBN":
            continue
        trigger = Trigger(child, child, verbal=True, patient=noun)
        for _, frame in frames.verbs.get(child.lemma_.lower(), ()):
            if not frame.figure or not frame.harm or verb_misfit(trigger, frame, context):
                continue
            if event := filled(frame, trigger, context, solid=True):
                return event.counted(numeral)
    return None


def _verbal(token: Token, context: Context, frames: Frames) -> Event | None:
    """Return the event that a verb names, by the first frame that fits."""
    pairs = frames.verbs.get(syntax.lemma(token), ())
    if not pairs or token.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    for particle, frame in pairs if syntax.is_verb(token) else ():
        if particle and not has_particle(token, particle):
            context.note(token, frame, Misfit("lemmas", name=particle))
            continue
        for patient in (None, *phrases.attachments(token), *_behind(token, particle)):
            trigger = Trigger(token, token, verbal=True, patient=patient)
            if misfit := verb_misfit(trigger, frame, context):
                context.note(token, frame, misfit)
            elif event := filled(frame, trigger, context, solid=True):
                return event
    return None


def _behind(verb: Token, particle: str | None) -> list[Token]:
    """Return what stands behind a particle that was read as a preposition: "hand over *bodies*"."""
    return syntax.prepositions(verb).get(particle, []) if particle else []


def _nominal(
    token: Token, context: Context, frames: Frames, earlier: Sequence[Event]
) -> Event | None:
    """Return the event that a noun or a gerund names, by the first frame that fits."""
    fitting, gerund = _nouns(token, frames), token.tag_ == "VBG"
    if not fitting:
        return None
    if syntax.is_verb(token) is not gerund or not (gerund or token.pos_ in ("NOUN", "PROPN")):
        return None
    if token.dep_ in ("compound", "amod", "nmod"):
        return None
    for frame in fitting:
        if misfit := noun_misfit(token, frame, context, earlier):
            context.note(token, frame, misfit)
        elif event := _carried(token, frame, context):
            return event
    return None


def _nouns(token: Token, frames: Frames) -> Sequence[Frame]:
    """Return the frames of a noun, or of a participle that stands for people: "the wounded"."""
    words = (token.lemma_.lower(), token.lower_)
    first, second = reversed(words) if token.tag_ == "VBG" else words
    return frames.nouns.get(first) or frames.nouns.get(second, ())


def _state(
    token: Token, context: Context, frames: Frames, earlier: Sequence[Event]
) -> Event | None:
    """Return the event of a number of people in a state: "with 12 *dead* and 30 *injured*"."""
    numeral = context.numeral_before(token)
    if numeral is None or numeral.currency or numeral.counted not in (None, token):
        return None
    if token.tag_ not in _STATES or any(child.dep_ in _CLAUSAL for child in token.children):
        return None
    used = {(e.type, e.quantity[1].first.i) for e in earlier if e.quantity}
    for frame in frames.nouns.get(token.lower_, ()):
        if not frame.harm or (frame.type, numeral.first.i) in used:
            continue
        if noun_misfit(token, frame, context, earlier):
            continue
        trigger = Trigger(token, syntax.governing_verb(token), verbal=False)
        return certain(frame, trigger, context, solid=True).counted(numeral)
    return None


def _deed(
    token: Token, event: Event | None, context: Context, frames: Frames, earlier: Sequence[Event]
) -> Event | None:
    """Return the event of a deed in which others came to harm, with its victims and its place.

    "Six were killed in *a raid* near Kayes" is a raid on the six near Kayes; "in the raid" is one
    told of before.
    """
    harm = _harm(token, earlier, context) if event is None or not event.trigger.verbal else None
    if harm is None or any(child.lower_ in KNOWN for child in token.children):
        return event
    if event is None:
        fitting = (f for f in _nouns(token, frames) if not noun_misfit(token, f, context, earlier))
        frame = next(fitting, None)
        if frame is None or frame.harm:
            return None
        trigger = Trigger(token, harm.trigger.verb, verbal=False)
        event = certain(frame, trigger, context, solid=True)
    if event.frame.harm:
        return event
    suffered = [pair for pair in harm.roles if pair[0] in ("patient", "place")]
    return replace(event, roles=event.joined(suffered))


def _harm(token: Token, earlier: Sequence[Event], context: Context) -> Event | None:
    """Return the harm that was done in what a noun names, if that is a deed."""
    grammar = context.lexicon.grammar
    if not is_deed(token, grammar):
        return None
    harms = (e for e in earlier if e.frame.harm and same_sentence(e.trigger.token, token))
    return next((e for e in harms if token in deeds(e.trigger.token, grammar)), None)


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


def _carrier(event: Event, found: Sequence[Event]) -> Token | None:
    """Return the verb that has named what another word only names again.

    "*fired* a barrage", "*forced* 300 to flee", "*left* nine wounded".
    """
    if event.quantity is not None:
        counts = ((e, e.quantity[1]) for e in found if e.quantity and e.type == event.type)
        same = (e for e, numeral in counts if numeral is event.quantity[1])
        if (earlier := next(same, None)) is not None:
            return earlier.trigger.token
    verb = event.trigger.token.head if event.trigger.verbal else event.trigger.verb
    if event.trigger.verbal and event.trigger.token.dep_ != "xcomp":
        return None
    named = any(other.trigger.token == verb and other.type == event.type for other in found)
    return verb if named else None
