"""The value that stands for an event while a sentence is read, and who takes part in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Token

from nkgraph.extract.figures import Numeral
from nkgraph.extract.mention import Mentions
from nkgraph.extract.misfit import Note, ignore
from nkgraph.extract.sentences import sentence_of
from nkgraph.extract.trigger import Trigger
from nkgraph.frames import Frame
from nkgraph.lexicon import Lexicon
from nkgraph.model import Actor


@dataclass(frozen=True, slots=True)
class Filler:
    """Who or what fills a role, and the token that says so.

    Attributes:
        how: the position of the frame at which it stands, or one of ``HOW``.
    """

    actor: Actor
    token: Token
    named: bool
    how: str = ""

    @property
    def is_single(self) -> bool:
        """Tell whether the phrase is of one person or thing: "*a* soldier"."""
        one = ("a", "an", "another", "one")
        return self.token.tag_ == "NN" and any(c.lower_ in one for c in self.token.children)


HOW = {
    "carrier": "subject of the verb that carries the noun",
    "party": "the other party of what both do",
    "mover": "the forces that go",
    "whole": "those of whom the noun counts a part",
    "deed": "whose deed it was",
    "nearby": "the place named next to it",
    "inherited": "whose losses were told before",
}
"""Ways to fill a role that no position of a frame is about → what they mean."""


@dataclass(frozen=True)
class Context:
    """What the stages before have found in one parse; ``note`` is told why frames do not fit."""

    mentions: Mentions
    numerals: Sequence[Numeral]
    lexicon: Lexicon
    note: Note = ignore

    def numerals_near(self, token: Token) -> Sequence[Numeral]:
        """Return the numbers of a word's sentence, in the order of the text."""
        return self._by_sentence.get(sentence_of(token).start, ())

    def numeral_before(self, token: Token) -> Numeral | None:
        """Return the number that ends right before a word."""
        return self._by_end.get(token.i)

    @cached_property
    def _by_sentence(self) -> Mapping[int, Sequence[Numeral]]:
        found: dict[int, list[Numeral]] = defaultdict(list)
        for numeral in self.numerals:
            words = (numeral.first, numeral.last, numeral.counted or numeral.last)
            for start in {sentence_of(word).start for word in words}:
                found[start].append(numeral)
        return found

    @cached_property
    def _by_end(self) -> Mapping[int, Numeral]:
        return {numeral.last.i + 1: numeral for numeral in reversed(self.numerals)}


@dataclass(frozen=True, slots=True)
class Event:
    """An event as a frame found it.

    Attributes:
        roles: (role, filler) pairs in the order of the frame.
        quantity: what its number counts, with the numeral; None without a number.
        solid: whether its sentence asserts it, rather than merely mention it.
        supported: whether a light verb carries its noun.
        partner: the second word of a pair that is one event: killed or *wounded*.
    """

    frame: Frame
    trigger: Trigger
    roles: tuple[tuple[str, Filler], ...]
    quantity: tuple[str, Numeral] | None
    solid: bool
    supported: bool = False
    partner: Token | None = None

    @property
    def type(self) -> str:
        """Return the event type."""
        return self.frame.type

    @property
    def embedded(self) -> bool:
        """Tell whether the sentence takes it as known: a noun or a relative clause."""
        return not self.trigger.verbal or self.trigger.token.dep_ in ("acl", "relcl", "advcl")

    def fillers(self, role: str) -> tuple[Filler, ...]:
        """Return who fills a role, in order."""
        return tuple(filler for name, filler in self.roles if name == role)

    def joined(self, roles: Sequence[tuple[str, Filler]]) -> tuple[tuple[str, Filler], ...]:
        """Return its roles, and those of another event that it has nobody for."""
        have = {role for role, _ in self.roles}
        return (*self.roles, *(pair for pair in roles if pair[0] not in have))

    def again(self, trigger: Trigger, numeral: Numeral) -> Event:
        """Return the event as another word names it, with another figure."""
        quantity = self.quantity[0] if self.quantity else next(iter(self.frame.figure))
        return replace(
            self, trigger=trigger, quantity=(quantity, numeral), solid=True, partner=None
        )

    def counted(self, numeral: Numeral) -> Event:
        """Return the event with a figure."""
        return self.again(self.trigger, numeral)
