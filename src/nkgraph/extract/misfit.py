"""Why a frame names no event at a word: what its tests answer with where they fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from spacy.tokens import Token

from nkgraph.frames import Frame


class Misfit(NamedTuple):
    """What keeps a frame from naming an event at a word.

    Attributes:
        key: the key of the frame that is not met ("not-object", "needs", "lemmas" for a
            particle), or the rule of grammar that speaks against it (``RULES``).
        found: what stands there; empty when nothing does.
        name: the preposition, particle or other event that it is about.
    """

    key: str
    found: tuple[Token, ...] = ()
    name: str = ""


Note = Callable[[Token, Frame, Misfit], None]
"""Is told of each word that a frame lists and why the frame does not make an event of it."""

RULES = {
    "topic": "the verb only names what something is about",
    "carried": "its verb names the same event",
    "doer": "the noun only names the doer of what its verb says",
    "part": "it is an example of another event",
    "pair": "it is one event with another word",
    "idle": "it might be said, but nobody says it",
    "void": "a plan is denied",
    "echo": "it only mentions again what was claimed before",
}
"""Misfits that no key of a frame is about → what they mean."""


def ignore(token: Token, frame: Frame, misfit: Misfit) -> None:
    """Take note of nothing."""
