"""Figures given apart from their event: "the toll rose to 16", "put the number at 1,000".

A counting noun (number, toll, figure …) takes the event from its own complement ("the number of
soldiers killed"), or refers back to the last figure of the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.extract import arguments, phrases, syntax
from nkgraph.extract.events import forced
from nkgraph.extract.trigger import Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.event import Context, Event
    from nkgraph.extract.figures import Numeral
    from nkgraph.frames import Frames
    from nkgraph.lexicon import Numbers

_STEPS = 4
"""Words between a number and the verb that says it of a noun, at most."""


def tallies(
    context: Context, frames: Frames, found: Sequence[Event], last: Event | None
) -> Iterator[Event]:
    """Yield an event for each lone number that a counting noun binds to one.

    Args:
        context: numerals and mentions of a parse.
        frames: what counted nouns ("deaths") name.
        found: the events of the parse, in order.
        last: the last event with a figure before this parse.
    """
    used = {event.quantity[1].first.i for event in found if event.quantity}
    numbers = context.lexicon.numbers
    for numeral in context.numerals:
        if numeral.first.i in used or numeral.currency or numeral.counted is not None:
            continue
        noun = _counting(numeral, numbers)
        if noun is None:
            continue
        refers = _refers(noun, numbers)
        event = _below(noun, numeral, found) or (_last(numeral, found, last) if refers else None)
        event = event or _named(noun, numeral, context, frames)
        if event is not None and event.quantity is not None:
            verb = syntax.governing_verb(noun)
            yield event.again(Trigger(noun, verb, verbal=False), numeral)


def _counting(numeral: Numeral, numbers: Numbers) -> Token | None:
    """Return the counting noun that a number is said of: by a copula, "rise to", "put … at".

    In "put the number of dead at 27 and that of wounded at 64" it may hang on the noun itself.
    """
    token = numeral.last
    for _ in range(_STEPS):
        if token.head == token:
            return None
        token = token.head
        if token.lemma_.lower() in numbers.tallying and token.i < numeral.first.i:
            return token
        if syntax.is_verb(token):
            near = [*arguments.surface_subjects(token), *arguments.objects(token)]
            near += [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")]
            return next((n for n in near if n.lemma_.lower() in numbers.tallying), None)
    return None


def _below(noun: Token, numeral: Numeral, found: Sequence[Event]) -> Event | None:
    """Return the event that stands below a counting noun: "the number of soldiers *killed*"."""
    below = {token.i for token in syntax.subtree(noun)}
    events = (e for e in found if e.trigger.token.i in below and e.frame.figure)
    return next((event.counted(numeral) for event in events), None)


def _last(numeral: Numeral, found: Sequence[Event], last: Event | None) -> Event | None:
    """Return the last event with a figure before a number."""
    before = [e for e in found if e.quantity and e.trigger.token.i < numeral.first.i]
    return before[-1] if before else last


def _refers(noun: Token, numbers: Numbers) -> bool:
    """Tell whether a counting noun has no complement of its own, and so refers back."""
    return noun.lemma_.lower() in numbers.referring and all(
        child.dep_ != "prep" or child.lower_ != "of" for child in noun.children
    )


def _named(noun: Token, numeral: Numeral, context: Context, frames: Frames) -> Event | None:
    """Return the event that a counting noun's complement names: "the number of *deaths*"."""
    nouns = [noun, *syntax.prepositions(noun).get("of", [])]
    nouns += [word for counted in nouns for word in phrases.modifiers(counted)]
    events = (forced(governed, numeral, context, frames) for governed in nouns)
    return next((event for event in events if event is not None), None)
