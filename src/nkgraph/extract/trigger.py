"""The word that names an event, the verb that carries it, and which words may name one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from nkgraph.frames import Frames

_FRAMES = 4
"""Sets of frames of which it is remembered which words they list."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word that names an event.

    Attributes:
        token: the verb or noun.
        verb: the verb itself, or the light verb that carries the noun; None for a bare noun.
        verbal: whether the word itself is a verb.
        subject: whether the carrier's subject is a participant of the noun's event.
        patient: what a reduced relative clause is about, where it is not the noun it hangs on.
    """

    token: Token
    verb: Token | None
    verbal: bool
    subject: bool = False
    patient: Token | None = None


class Listed:
    """Finds the words of a parse that lists hold; asks once for each word and dictionary form."""

    def __init__(self, *lists: Collection[str]) -> None:
        """Take lists of dictionary forms and of words in lower case."""
        self._words = frozenset().union(*lists)
        self._known: dict[tuple[int, int], bool] = {}

    def among(self, tokens: Iterable[Token]) -> list[Token]:
        """Return the words that some list holds, a headline's verb in "s" included."""
        return [token for token in tokens if self._holds(token)]

    def _holds(self, token: Token) -> bool:
        kind = (token.lemma, token.lower)
        known = self._known.get(kind)
        if known is None:
            words = {token.lemma_.lower(), token.lower_, token.lower_.removesuffix("s")}
            known = self._known[kind] = not self._words.isdisjoint(words)
        return known


@lru_cache(maxsize=_FRAMES)
def listed(frames: Frames) -> Listed:
    """Return what finds the words that some frames list."""
    return Listed(frames.verbs, frames.nouns)
