"""When an event was: which of the times in a parse hang on its word or its verb."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from nkgraph.extract.kept import kept
from nkgraph.extract.syntax import is_verb
from nkgraph.model import Relative, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.dates import Dated

T = TypeVar("T", When, Relative)

_BOUNDS = frozenset({"after", "before", "since", "until", "following"})
"""Prepositions whose noun happened at another time than what is told."""


def time_of(
    trigger: Token, verb: Token | None, found: Sequence[Dated], *, lasting: bool = False
) -> When | None:
    """Return the time that hangs on an event: on its word, or on the verb that carries it.

    Of what is ``lasting``, the time since when it has been so is its own.
    """
    dates = [replace(dated, since=False) for dated in found] if lasting else found
    return _hanging(When, trigger, verb, dates)


def relative_of(trigger: Token, verb: Token | None, found: Sequence[Dated]) -> Relative | None:
    """Return the time that hangs on an event and counts from an unknown day of publication."""
    return _hanging(Relative, trigger, verb, found)


def _hanging(kind: type[T], trigger: Token, verb: Token | None, found: Sequence[Dated]) -> T | None:
    near: list[tuple[bool, int, T]] = []
    for dated in found:
        if dated.since or not isinstance(dated.when, kind):
            continue
        anchor = _anchor(dated.token, trigger)
        if anchor is not None and anchor in (trigger, verb):
            near.append((anchor != trigger, abs(dated.token.i - trigger.i), dated.when))
    near.sort(key=lambda item: item[:2])
    if near or verb is None:
        return near[0][2] if near else None
    return next(_of_joined(kind, verb, found), None)


def _of_joined(kind: type[T], verb: Token, found: Sequence[Dated]) -> Iterator[T]:
    """Yield the times of a coordination: "on Monday *X did this and Y that*", and at its end."""
    before = _joined_above(verb)
    for dated in found:
        if dated.since or not isinstance(dated.when, kind):
            continue
        anchor = _anchor(dated.token, verb)
        if anchor is None or anchor == verb:
            continue
        opens = dated.token.i < anchor.i and anchor in before
        if opens or (_are_alike(verb, anchor, dated.token) and verb in _joined_above(anchor)):
            yield dated.when


def _joined_above(verb: Token) -> list[Token]:
    """Return the verbs that a verb is coordinated with and that stand before it."""
    found = []
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
        found.append(verb)
    return found


def _are_alike(verb: Token, last: Token, token: Token) -> bool:
    """Tell whether two verbs are told in one breath, before one date."""
    if verb.tag_ != last.tag_ or token.i < last.i:
        return False
    helpers = [{c.lower_ for c in v.children if c.dep_ in ("aux", "auxpass")} for v in (verb, last)]
    comma = any(t.text in (",", ";") for t in verb.doc[verb.i : last.i])
    return not comma and (helpers[0] == helpers[1] or not all(helpers))


def _anchor(token: Token, trigger: Token) -> Token | None:
    """Return the word that a time hangs on: an event's own, or the nearest verb above."""
    words, verb = _above(token)
    if trigger.i in words:
        return trigger
    return token.doc[verb] if verb is not None else None


@kept
def _above(token: Token) -> tuple[tuple[int, ...], int | None]:
    """Return the offsets of the words from a time up to the nearest verb, and of that verb."""
    found: list[int] = []
    inside = False  # another noun: "after the strike of 7 May" dates the strike
    for above in token.ancestors:
        found.append(above.i)
        if is_verb(above):
            return tuple(found), above.i
        if inside and above.lower_ in _BOUNDS:
            break
        inside = inside or above.pos_ == "NOUN"
    return tuple(found), None
