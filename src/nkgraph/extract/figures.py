"""Numbers in a parse that count people or things, with what binds them and what they count.

Years, dates, ages, calibres, ordinals and percentages are no counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Token

from nkgraph.extract.amounts import Amounts
from nkgraph.extract.phrases import content
from nkgraph.model import Comparator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from nkgraph.extract.amounts import Amount
    from nkgraph.lexicon import Lexicon, Numbers

_YEAR = range(1900, 2100)
_NO_COUNT = frozenset({"DATE", "TIME", "PERCENT", "ORDINAL"})
_LIVING = frozenset({"force", "person", "captive", "official"})
_QUOTED = frozenset({'"', "-"})
_PHRASES = frozenset({"dobj", "nsubj", "nsubjpass", "conj"})
"""What "another" is where it stands alone: "killing one man and wounding *another*"."""
_GAP = 3
"""Words looked at between a comparator and its number, and one more."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A count as written.

    Attributes:
        first, last: tokens of the number with its comparator.
        counted: head of the phrase that says what is counted; None when the number stands alone.
        currency: ISO 4217 code when it is an amount of money.
        cue: the words that bind it ("more than"); empty for a bare number.
    """

    first: Token
    last: Token
    low: float
    high: float
    comparator: Comparator
    counted: Token | None
    currency: str | None = None
    cue: str = ""

    def covers(self, token: Token) -> bool:
        """Tell whether a token of the same parse is one of the number's."""
        return self.first.i <= token.i <= self.last.i


def numerals(doc: Doc, lexicon: Lexicon) -> list[Numeral]:
    """Return the counts of a parse, in the order of the text."""
    return list(_numerals(doc, lexicon))


def _numerals(doc: Doc, lexicon: Lexicon) -> Iterator[Numeral]:
    words = [token.lower_ for token in doc]
    amounts = Amounts(doc, words, lexicon.numbers)
    at = 0
    while at < len(doc):
        amount = amounts.at(at)
        if amount is None:
            if words[at] == "another" and doc[at].dep_ in _PHRASES:
                yield Numeral(doc[at], doc[at], 1, 1, "exactly", counted=None)
            at += 1
            continue
        first, last, comparator = _bound(doc, words, at, amount, lexicon.numbers)
        numeral = Numeral(
            first=doc[first],
            last=doc[last],
            low=amount.low,
            high=amount.high,
            comparator=comparator,
            counted=_counted(doc, amount.end, lexicon.numbers),
            currency=_currency(doc, at, amount.end, lexicon.numbers),
            cue=" ".join(words[first:at] or words[amount.end : last + 1]),
        )
        if _is_count(numeral, at, amount.end, lexicon):
            yield numeral
        at = amount.end


def _bound(
    doc: Doc,
    words: Sequence[str],
    at: int,
    amount: Amount,
    numbers: Numbers,
) -> tuple[int, int, Comparator]:
    """Return first and last token of a number with its comparator, and the comparator."""
    last = amount.end - 1
    for phrase, comparator in numbers.comparators.items():
        start = _before(words, at, phrase, numbers)
        if start is not None and doc[start].dep_ != "prt":  # not "hand over two"
            return start, last, comparator
    if behind := numbers.after.match(words, amount.end):
        return at, last + len(behind), numbers.after[behind]
    if amount.low != amount.high:
        opened = at > 0 and words[at - 1] == "between"
        return at - opened, last, "between"
    return at, last, "exactly"


def _before(words: Sequence[str], at: int, phrase: Sequence[str], numbers: Numbers) -> int | None:
    """Return where a phrase before a number begins, if but idle words stand between."""
    for end in range(at, max(at - _GAP, len(phrase) - 1), -1):
        if tuple(words[end - len(phrase) : end]) == phrase:
            return end - len(phrase)
        if words[end - 1] not in numbers.between:
            return None
    return None


def _counted(doc: Doc, end: int, numbers: Numbers) -> Token | None:
    """Return the head of what is counted by the number that ends before token ``end``."""
    last = doc[end - 1]
    head = last
    while head.dep_ in ("nummod", "quantmod", "compound", "npadvmod") and head.head.i >= end:
        head = head.head
        if head.pos_ in ("NOUN", "PROPN") and head.dep_ != "compound":
            break
    if head.i >= end:
        return content(head) if head.lemma_ in numbers.wrapping else head
    if end < len(doc) and doc[end].lower_ == "of":
        governed = content(last)
        if governed.i != last.i:
            return governed
    for token in doc[end:]:
        if token.pos_ == "NOUN" and token.dep_ != "compound":
            return token
        quote = token.pos_ == "PUNCT" and token.text in _QUOTED
        if token.pos_ not in ("ADJ", "PROPN", "NOUN") and not quote:
            return None
    return None


def _currency(doc: Doc, at: int, end: int, numbers: Numbers) -> str | None:
    near = [doc[at].lower_]
    if at:
        near.append(doc[at - 1].lower_)
    if end < len(doc):
        near.append(doc[end].lemma_.lower())
    return next((numbers.units[word] for word in near if word in numbers.units), None)


def _is_count(numeral: Numeral, at: int, end: int, lexicon: Lexicon) -> bool:
    """Tell whether a number in the tokens from ``at`` to before ``end`` counts something."""
    if numeral.currency:
        return True
    numbers, doc, counted = lexicon.numbers, numeral.first.doc, numeral.counted
    before = doc[at - 1].lower_.strip(".") if at else ""
    behind = doc[end].lower_ if end < len(doc) else ""
    if before in numbers.never_after | numbers.months or behind in numbers.never | numbers.months:
        return False
    if counted is not None and counted.lemma_.lower() in numbers.never:
        return False
    living = counted is not None and bool(lexicon.classes(counted.lemma_.lower()) & _LIVING)
    if _is_year(numeral, doc[at]) and not (living and doc[at].dep_ == "nummod"):
        return False
    return counted is not None or all(token.ent_type_ not in _NO_COUNT for token in doc[at:end])


def _is_year(numeral: Numeral, token: Token) -> bool:
    return (
        numeral.comparator == "exactly"
        and numeral.low == numeral.high
        and numeral.low in _YEAR
        and token.text.isdigit()
    )
