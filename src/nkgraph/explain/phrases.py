"""Tokens as a person reads them: their words, what they hang on, what frames may call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.extract.event import HOW
from nkgraph.extract.fitting import kinds
from nkgraph.extract.phrases import phrase_edges
from nkgraph.extract.positions import NAMES
from nkgraph.extract.syntax import first_conjunct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.event import Context, Filler
    from nkgraph.extract.mention import Mentions
    from nkgraph.extract.trigger import Trigger

_SHOWN = 8
"""Words of a list that are shown."""


def quoted(token: Token) -> str:
    """Return a phrase's own words up to its head, or a verb, in quotation marks."""
    left, head = phrase_edges(token) if token.pos_ not in ("VERB", "AUX") else (token, token)
    return f"“{token.doc[left.i : head.i + 1].text}”"


def called(token: Token, context: Context) -> tuple[str, ...]:
    """Return all that a frame may call a phrase, sorted."""
    return tuple(sorted(set().union(*kinds(token, context))))


def some(words: Iterable[str]) -> str:
    """Return the first words of a list, and how many more there are."""
    listed = sorted(words)
    more = len(listed) - _SHOWN
    return ", ".join(listed[:_SHOWN]) + (f" … ({more} more)" if more > 0 else "")


def position(how: str) -> str:
    """Return a position of a frame in words, or the rule by which a role is filled without one."""
    if how in HOW:
        return HOW[how]
    return how if how in NAMES else f"behind “{how}”"


def positions(names: Sequence[str]) -> str:
    """Return several positions in words, the prepositions last."""
    plain = [name for name in names if name in NAMES]
    behind = [f"“{name}”" for name in names if name not in NAMES]
    return ", ".join([*plain, *([f"behind {', '.join(behind)}"] if behind else [])])


def stand(filler: Filler, trigger: Trigger, mentions: Mentions) -> str:
    """Return the words that fill a role, where they stand, and how they mean whom they mean."""
    token = first_conjunct(filler.token)
    above = token.head
    while above.pos_ == "ADP" and above.head != above:
        above = above.head
    own = above in (trigger.token, trigger.verb, token) or token in (trigger.token, trigger.verb)
    words = f"{quoted(filler.token)}, {position(filler.how)}"
    if not own:
        words += f" (hangs on “{above.text}”)"
    mention = mentions.of(filler.token)
    return f"{words}; {mention.by}" if mention is not None and mention.by else words
