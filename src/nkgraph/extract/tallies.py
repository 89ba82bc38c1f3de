"""Figures given apart from their event: "the toll rose to 16", "put the number at 1,000".

A counting noun (number, toll, figure …) takes the event from its own complement ("the number of
soldiers killed"), or refers back to the last figure of the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.extract import syntax
from nkgraph.extract.events import forced
from nkgraph.extract.positions import Trigger
from nkgraph.extract.syntax import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from nkgraph.extract.events import Context, Event
    from nkgraph.extract.figures import Numeral
    from nkgraph.frames import Frames

_COUNTING = frozenset("number figure toll total tally count estimate losses loss casualty".split())
_REFERRING = frozenset("number figure toll total tally count it".split())


def tallies(
    doc: Doc,
    context: Context,
    frames: Frames,
    found: Sequence[Event],
    last: Event | None,
) -> Iterator[Event]:
    """Yield an event for each lone number that a counting noun binds to one.

    Args:
        doc: the parse.
        context: numerals and mentions of it.
        frames: what counted nouns ("deaths") name.
        found: the events of the parse, in order.
        last: the last event with a figure before this parse.
    """
    used = {event.quantity[1].first.i for event in found if event.quantity}
    for numeral in context.numerals:
        if (
            numeral.first.doc is not doc
            or numeral.first.i in used
            or numeral.currency
            or numeral.counted
        ):
            continue
        noun = _bound(numeral)
        if noun is None:
            continue
        event = _meant(noun, numeral, found, last) or _counted(noun, numeral, context, frames)
        if event is not None and event.quantity is not None:
            verb = syntax.governing_verb(noun)
            yield event.again(Trigger(noun, verb, verbal=False), numeral)


def _bound(numeral: Numeral) -> Token | None:
    """Return the counting noun that a number is said of: by a copula, "rise to", "put … at"."""
    token = numeral.last
    for _ in range(4):
        if token.head == token:
            return None
        token = token.head
        if is_verb(token):
            near = [*syntax.surface_subjects(token), *syntax.objects(token)]
            near += [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")]
            return next((n for n in near if n.lemma_.lower() in _COUNTING), None)
    return None


def _counted(noun: Token, numeral: Numeral, context: Context, frames: Frames) -> Event | None:
    """Return the event that the counting noun's complement names: "the number of deaths"."""
    for governed in [noun, *syntax.prepositions(noun).get("of", [])]:
        event = forced(governed, numeral, context, frames)
        if event is not None:
            return event
    return None


def _meant(
    noun: Token,
    numeral: Numeral,
    found: Sequence[Event],
    last: Event | None,
) -> Event | None:
    """Return the event whose figure a counting noun gives."""
    below = {token.i for token in noun.subtree}
    own = [e for e in found if e.trigger.token.i in below and e.frame.figure]
    if own:
        return own[0].counted(numeral)
    if noun.lemma_.lower() not in _REFERRING or any(
        c.dep_ == "prep" and c.lower_ == "of" for c in noun.children
    ):
        return None
    before = [e for e in found if e.quantity and e.trigger.token.i < numeral.first.i]
    return before[-1] if before else last
