"""Which numeral is the figure of an event: the one that counts what stands where the frame says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.extract.mention import core
from nkgraph.extract.positions import at
from nkgraph.extract.syntax import is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

    from nkgraph.extract.event import Context
    from nkgraph.extract.figures import Numeral
    from nkgraph.extract.trigger import Trigger
    from nkgraph.frames import Frame

_STEPS = 5
"""Words between a number and what it stands behind, at most."""


def quantity(frame: Frame, trigger: Trigger, context: Context) -> tuple[str, Numeral] | None:
    """Return the first quantity of a frame that a number is given of, with the number."""
    for name, positions in frame.figure.items():
        for position in positions:
            for token in at(position, trigger, context.lexicon.grammar):
                if numeral := count(token, name, context):
                    return name, numeral
    return None


def count(token: Token, name: str, context: Context) -> Numeral | None:
    """Return the numeral that counts what a token heads; of money if the quantity is money."""
    nouns = (core(token), token)
    fitting = (
        n for n in context.numerals_near(token) if (name == "money") == (n.currency is not None)
    )
    return next((numeral for numeral in fitting if _counts(numeral, nouns)), None)


def _counts(numeral: Numeral, nouns: tuple[Token, Token]) -> bool:
    if numeral.counted is None and _is_apposed(numeral, nouns):
        return True
    return numeral.counted in nouns or numeral.covers(nouns[1])


def _is_apposed(numeral: Numeral, nouns: tuple[Token, ...]) -> bool:
    """Tell whether a number stands behind what it counts: "soldiers - estimated at 10,000 -"."""
    token = numeral.last
    for _ in range(_STEPS):
        if token.head == token or (is_verb(token) and token.dep_ != "acl"):
            return False
        token = token.head
        if token in nouns and numeral.first.i > token.i:
            return True
    return False
