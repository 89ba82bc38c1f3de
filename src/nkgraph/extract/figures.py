"""Numbers in a parse that count people or things, with what binds them and what they count.

Years, dates, ages, calibres, ordinals and percentages are no counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nkgraph.extract.syntax import content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from nkgraph.lexicon import Lexicon, Numbers
    from nkgraph.model import Comparator

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_DIGITS = re.compile(rf"(?P<low>{_NUMBER})(?:[-–](?P<high>{_NUMBER}))?(?P<scale>k|mn?|bn|tn)?")
_YEAR = range(1900, 2100)
_NO_COUNT = frozenset({"DATE", "TIME", "PERCENT", "ORDINAL"})
_SKIPPED = frozenset(
    {'"', "'", "the", "a", "an", "of", "total", "another", "additional", "further"}
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split(),
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A count as written.

    Attributes:
        first, last: tokens of the number with its comparator.
        counted: head of the phrase that says what is counted; None when the number stands alone.
        currency: ISO 4217 code when it is an amount of money.
    """

    first: Token
    last: Token
    low: float
    high: float
    comparator: Comparator
    counted: Token | None
    currency: str | None = None
    vague: bool = False


def numerals(doc: Doc, lexicon: Lexicon) -> list[Numeral]:
    """Return the counts of a parse, in the order of the text."""
    return list(_numerals(doc, lexicon.numbers, lexicon))


def _numerals(doc: Doc, numbers: Numbers, lexicon: Lexicon) -> Iterator[Numeral]:
    at = 0
    while at < len(doc):
        read = _vague(doc, at, numbers) or _range(doc, at, numbers)
        if read is None:
            at += 1
            continue
        end, low, high, vague = read
        numeral = _bound(doc, at, end, (low, high), numbers)
        numeral = Numeral(
            first=numeral.first,
            last=numeral.last,
            low=low,
            high=high,
            comparator=numeral.comparator,
            counted=_counted(doc, at, end),
            currency=_currency(doc, at, end, numbers),
            vague=vague,
        )
        if _is_count(numeral, doc, at, end, lexicon):
            yield numeral
        at = end


def _vague(doc: Doc, at: int, numbers: Numbers) -> tuple[int, float, float, bool] | None:
    for words in sorted(numbers.vague, key=len, reverse=True):
        if tuple(token.lower_ for token in doc[at : at + len(words)]) == words:
            low, high = numbers.vague[words]
            return at + len(words), low, high, True
    if doc[at].lower_ in ("several", "few") and at + 1 < len(doc):
        scale = numbers.scales.get(doc[at + 1].lower_)
        if scale and scale > 1000:
            return at + 2, 2.0 * scale, 10.0 * scale - 1, True
    return None


def _range(doc: Doc, at: int, numbers: Numbers) -> tuple[int, float, float, bool] | None:
    start = at
    while start < len(doc) and doc[start].lower_ in ("$", "us$", "€", "£", "¥", "₩"):
        start += 1
    first = _number(doc, start, numbers)
    if first is None:
        return None
    end, low, high = first
    if low != high or end >= len(doc) - 1:
        return end, low, high, False
    joint = doc[end].lower_
    between = at > 0 and doc[at - 1].lower_ == "between"
    if joint in ("to", "-", "or") or (joint == "and" and between):
        after = end + 1
        while after < len(doc) and doc[after].lower_ in ("$", "us$", "€", "£"):
            after += 1
        second = _number(doc, after, numbers)
        if second is not None and second[1] == second[2] and second[1] > low:
            scale = 1000 if low < 1000 <= second[1] and low * 1000 < second[1] and low < 100 else 1
            return second[0], low * scale, second[1], False
    return end, low, high, False


def _number(doc: Doc, at: int, numbers: Numbers) -> tuple[int, float, float] | None:
    """Read one number at a token: digits or words with their scale words."""
    if at >= len(doc):
        return None
    token = doc[at]
    if match := _DIGITS.fullmatch(token.lower_):
        scale = numbers.scales.get(match["scale"] or "", 1)
        low = float(match["low"].replace(",", "")) * scale
        high = float(match["high"].replace(",", "")) * scale if match["high"] else low
        end, factor = _scales(doc, at + 1, numbers)
        return end, low * factor, high * factor
    return _worded(doc, at, numbers)


def _scales(doc: Doc, at: int, numbers: Numbers) -> tuple[int, float]:
    factor = 1.0
    while at < len(doc) and doc[at].lower_ in numbers.scales and len(doc[at]) > 1:
        factor *= numbers.scales[doc[at].lower_]
        at += 1
    if factor == 1 and at < len(doc) - 1 and doc[at].lower_ == "-":
        return at, factor
    return at, factor


def _worded(doc: Doc, at: int, numbers: Numbers) -> tuple[int, float, float] | None:
    total, part, end, seen = 0.0, 0.0, at, False
    while end < len(doc):
        word = doc[end].lower_
        if word in numbers.words:
            part, seen = part + numbers.words[word], True
        elif word in numbers.scales and len(word) > 2 and (seen or _article(doc, at)):
            part, seen = max(part, 1) * numbers.scales[word], True
            if numbers.scales[word] >= 1000:
                total, part = total + part, 0.0
        elif not (seen and _joins(doc, end, numbers)):
            break
        end += 1
    if not seen or (end - at == 1 and doc[at].lower_ == "one" and doc[at].pos_ != "NUM"):
        return None
    return end, total + part, total + part


def _article(doc: Doc, at: int) -> bool:
    return at > 0 and doc[at - 1].lower_ in ("a", "an", "one", "the", "half", "few", "several")


def _joins(doc: Doc, at: int, numbers: Numbers) -> bool:
    """Tell whether "-" or "and" at a token holds two parts of one number together."""
    if at + 1 >= len(doc) or doc[at + 1].lower_ not in numbers.words:
        return False
    if doc[at].lower_ == "-":
        return True
    return doc[at].lower_ == "and" and doc[at - 1].lower_ in numbers.scales


def _bound(
    doc: Doc,
    at: int,
    end: int,
    values: tuple[float, float],
    numbers: Numbers,
) -> Numeral:
    """Take in the comparator before or behind the number."""
    low, high = values
    for words in sorted(numbers.comparators, key=len, reverse=True):
        for gap in range(3):
            start = at - gap - len(words)
            skipped = [token.lower_ for token in doc[max(at - gap, 0) : at]]
            if start < 0 or not set(skipped) <= _SKIPPED:
                continue
            if doc[start].dep_ == "prt":
                continue  # "hand over two": the word goes with the verb
            if tuple(token.lower_ for token in doc[start : at - gap]) == words:
                return Numeral(
                    doc[start], doc[end - 1], low, high, numbers.comparators[words], None
                )
    for words in sorted(numbers.after, key=len, reverse=True):
        if tuple(token.lower_ for token in doc[end : end + len(words)]) == words:
            last = doc[end + len(words) - 1]
            return Numeral(doc[at], last, low, high, numbers.after[words], None)
    if low != high:
        start = at - 1 if at and doc[at - 1].lower_ == "between" else at
        return Numeral(doc[start], doc[end - 1], low, high, "between", None)
    return Numeral(doc[at], doc[end - 1], low, high, "exactly", None)


def _counted(doc: Doc, at: int, end: int) -> Token | None:
    """Return the head of what is counted."""
    last = doc[end - 1]
    head = last
    while head.dep_ in ("nummod", "quantmod", "compound", "npadvmod") and head.head.i >= end:
        head = head.head
        if head.pos_ in ("NOUN", "PROPN"):
            break
    if head.i >= end:
        return content(head) if head.lemma_ in ("member", "people") else head
    if end < len(doc) and doc[end].lower_ == "of":
        governed = content(last)
        if governed.i != last.i:
            return governed
    ahead = end
    while (
        ahead < len(doc)
        and doc[ahead].pos_ in ("ADJ", "PROPN", "NOUN", "PUNCT")
        and (doc[ahead].pos_ != "PUNCT" or doc[ahead].text in ('"', "-"))
    ):
        if doc[ahead].pos_ == "NOUN" and doc[ahead].dep_ != "compound":
            return doc[ahead]
        ahead += 1
    return None


def _currency(doc: Doc, at: int, end: int, numbers: Numbers) -> str | None:
    before = doc[at].lower_
    if before in numbers.units:
        return numbers.units[before]
    if at and doc[at - 1].lower_ in numbers.units:
        return numbers.units[doc[at - 1].lower_]
    if end < len(doc) and doc[end].lemma_.lower() in numbers.units:
        return numbers.units[doc[end].lemma_.lower()]
    return None


def _is_count(numeral: Numeral, doc: Doc, at: int, end: int, lexicon: Lexicon) -> bool:
    if numeral.currency:
        return True
    counted = numeral.counted
    living = counted is not None and bool(
        lexicon.classes(counted.lemma_.lower()) & {"force", "person", "captive", "official"},
    )
    before = doc[at - 1].lower_ if at else ""
    if before in _MONTHS or before.strip(".") in _MONTHS | {
        "no",
        "age",
        "aged",
        "number",
        "article",
    }:
        return False
    if end < len(doc) and doc[end].lower_ in lexicon.numbers.never | _MONTHS:
        return False
    if counted is not None and counted.lemma_.lower() in lexicon.numbers.never:
        return False
    written_year = numeral.low == numeral.high and numeral.low in _YEAR and doc[at].text.isdigit()
    if (
        written_year
        and numeral.comparator == "exactly"
        and not (living and doc[at].dep_ == "nummod")
    ):
        return False
    inside = any(token.ent_type_ in _NO_COUNT for token in doc[at:end])
    return living or not inside or counted is not None
