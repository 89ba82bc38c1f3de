"""The value that the stages of extraction hand on, each returning a richer copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nkgraph.extract.attribution import Attribution
from nkgraph.extract.dates import Dated
from nkgraph.extract.event import Context, Event
from nkgraph.extract.figures import Numeral
from nkgraph.extract.mention import Mentions
from nkgraph.extract.misfit import Note, ignore
from nkgraph.extract.modality import Stance
from nkgraph.extract.told import Told
from nkgraph.frames import Frames
from nkgraph.gazetteer import Gazetteer
from nkgraph.language import Reading
from nkgraph.lexicon import Lexicon
from nkgraph.model import Appearance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.model import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What the ontology's data says of names and words."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    frames: Frames


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the stages have found so far in one article.

    Attributes:
        mentions: the noun phrases of all passages.
        numerals, dates, attributions, events: one tuple a passage, each in its stage's order.
        stances: one tuple a passage, one stance an event.
        appearances: the actors that are named, with their names.
        told: the claims with what they were made of, those that were dropped included.
        note: told of each word that a frame lists and why the frame does not fit it.
    """

    reading: Reading
    mentions: Mentions
    numerals: tuple[tuple[Numeral, ...], ...] = ()
    dates: tuple[tuple[Dated, ...], ...] = ()
    events: tuple[tuple[Event, ...], ...] = ()
    attributions: tuple[tuple[Attribution, ...], ...] = ()
    stances: tuple[tuple[Stance, ...], ...] = ()
    appearances: tuple[Appearance, ...] = ()
    told: tuple[Told, ...] = ()
    note: Note = ignore

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Return what the article says to have happened, in the order of the text."""
        return tuple(told.claim for told in self.told if told.dropped is None)

    def contexts(self, lexicon: Lexicon) -> Iterator[Context]:
        """Yield what events are read from, passage by passage."""
        return (Context(self.mentions, numerals, lexicon, self.note) for numerals in self.numerals)
