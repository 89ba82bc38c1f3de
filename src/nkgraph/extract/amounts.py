"""The value of a number as written, in digits, words or both: "3,000", "12k", "two dozen"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from nkgraph.lexicon import Numbers

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_DIGITS = re.compile(rf"(?P<low>{_NUMBER})(?:[-–](?P<high>{_NUMBER}))?(?P<scale>k|mn?|bn|tn)?")
_THOUSAND = 1000
_GROUP = 3
"""Digits between two blanks or commas of a number."""
_SHORT = 2
"""Letters of the longest scale that stands only right behind digits ("5 bn", "5bn")."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that ends before token ``end``; ``low`` is less than ``high`` for a range.

    Attributes:
        scale: what its scale words multiply it by: 1,000,000 for "5 million".
    """

    end: int
    low: float
    high: float
    scale: float = 1


class Amounts:
    """Reads the numbers of one parse."""

    def __init__(self, doc: Doc, words: Sequence[str], numbers: Numbers) -> None:
        """Keep the parse and its words in lower case, one a token."""
        self._doc = doc
        self._words = words
        self._numbers = numbers

    def at(self, start: int) -> Amount | None:
        """Return the number or range of numbers that begins at a token."""
        word = self._words[start]
        if word not in self._numbers.opening and not word[0].isdigit():
            return None
        return self._vague(start) or self._range(start)

    def _vague(self, at: int) -> Amount | None:
        numbers, words = self._numbers, self._words
        if phrase := numbers.vague.match(words, at):
            low, high = numbers.vague[phrase]
            return Amount(at + len(phrase), low, high)
        if words[at] in numbers.few and at + 1 < len(words):
            scale = numbers.scales.get(words[at + 1], 0)
            if scale > _THOUSAND:
                return Amount(at + 2, 2.0 * scale, 10.0 * scale - 1)
        return None

    def _range(self, at: int) -> Amount | None:
        first = self._number(self._behind_symbols(at))
        if first is None or first.low != first.high or first.end >= len(self._words) - 1:
            return first
        joint = self._words[first.end]
        between = at > 0 and self._words[at - 1] == "between"
        if joint not in ("to", "-", "or") and not (joint == "and" and between):
            return first
        second = self._number(self._behind_symbols(first.end + 1))
        if second is None or second.low != second.high:
            return first
        low = first.low
        if first.scale == 1 < second.scale and low * second.scale < second.high:  # "5 to 6 million"
            low *= second.scale
        elif _lacks_thousand(low, second.low):
            low *= _THOUSAND
        return Amount(second.end, low, second.high) if low < second.high else first

    def _behind_symbols(self, at: int) -> int:
        """Return where a number begins behind a currency sign or the article of a scale word."""
        words = self._words
        while at < len(words) and (
            words[at] in self._numbers.symbols
            or (words[at] == "a" and at + 1 < len(words) and words[at + 1] in self._numbers.scales)
        ):
            at += 1
        return at

    def _number(self, at: int) -> Amount | None:
        """Read one number at a token: digits or words with their scale words."""
        if at >= len(self._words):
            return None
        match = _DIGITS.fullmatch(self._words[at])
        if match is None:
            return self._worded(at)
        scale = self._numbers.scales.get(match["scale"] or "", 1)
        low = float(match["low"].replace(",", "")) * scale
        high = float(match["high"].replace(",", "")) * scale if match["high"] else low
        end = at + 1
        while match["scale"] is None and len(match["low"]) <= _GROUP and self._is_group(end):
            low = high = low * _THOUSAND + float(self._words[end])
            end += 1
        end, factor = self._scaled(end)
        low, high = sorted((low * factor, high * factor))
        return Amount(end, low, high, scale * factor)

    def _is_group(self, at: int) -> bool:
        """Tell whether a token is the next three digits of a number: "10 *000*"."""
        word = self._words[at] if at < len(self._words) else ""
        return len(word) == _GROUP and word.isdigit() and self._doc[at - 1].whitespace_ == " "

    def _scaled(self, at: int) -> tuple[int, float]:
        """Return where the scale words at a token end, and their product."""
        factor = 1.0
        while at < len(self._words) and (word := self._words[at]) in self._numbers.scales:
            if len(word) == 1 and not self._is_glued(at):
                break
            factor *= self._numbers.scales[word]
            at += 1
        return at, factor

    def _is_glued(self, at: int) -> bool:
        """Tell whether a letter right behind digits multiplies them: "€300m", "12k people"."""
        if self._doc[at - 1].whitespace_:
            return False
        money = at > 1 and self._words[at - 2] in self._numbers.symbols
        return money or (at + 1 < len(self._doc) and self._doc[at + 1].pos_ == "NOUN")

    def _worded(self, at: int) -> Amount | None:
        words, scales = self._words, self._numbers.scales
        if words[at : at + 2] in (["half", "a"], ["half", "an"]) and at + 2 < len(words):
            scale = scales.get(words[at + 2], 0)
            if scale:
                return Amount(at + 3, scale / 2, scale / 2)
        total, part, end, seen = 0.0, 0.0, at, False
        while end < len(words):
            word = words[end]
            if word in self._numbers.words:
                part, seen = part + self._numbers.words[word], True
            elif word in scales and len(word) > _SHORT and (seen or self._opens_scale(at)):
                part, seen = max(part, 1) * scales[word], True
                if scales[word] >= _THOUSAND:
                    total, part = total + part, 0.0
            elif not (seen and self._joins(end)):
                break
            end += 1
        pronoun = end - at == 1 and words[at] == "one" and self._doc[at].pos_ != "NUM"
        if not seen or (pronoun and words[end : end + 1] != ["to"]):
            return None
        scale = next((scales[word] for word in words[at:end] if word in scales), 1)
        return Amount(end, total + part, total + part, scale)

    def _opens_scale(self, at: int) -> bool:
        return at > 0 and self._words[at - 1] in self._numbers.scale_openers

    def _joins(self, at: int) -> bool:
        """Tell whether "-" or "and" at a token holds two parts of one number together."""
        words = self._words
        if at + 1 >= len(words) or words[at + 1] not in self._numbers.words:
            return False
        return words[at] == "-" or (words[at] == "and" and words[at - 1] in self._numbers.scales)


def _lacks_thousand(low: float, high: float) -> bool:
    """Tell whether the lower number shares the thousands of the higher: "10-12,000"."""
    return low < _THOUSAND / 10 and high >= _THOUSAND and low * _THOUSAND < high
