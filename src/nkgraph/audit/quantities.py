"""Numbers, shares and multiples in a sentence, read from its words alone, without a parse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from nkgraph import lexicon
from nkgraph.audit import portions
from nkgraph.audit.counting import Noun, is_count, noun_after, worded
from nkgraph.model import Figure, Span
from nkgraph.times import figure_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nkgraph.model import Comparator, Quantity

ItemKind = Literal["number", "share", "multiple", "change", "vague"]
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MONEY = r"(?:US\$|[$€£¥₩])"
_FROM = re.compile(r"\bfrom\s$", re.IGNORECASE)
"""Before "500 to 900": then it is a change, and no range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One number, share or multiple.

    Attributes:
        span: where it stands in the sentence, its comparator included.
        low: the value as written; of a share, the fraction of 1.
        high: above ``low`` for a range.
        least: the lowest value that the words allow.
        most: the highest; None is no limit.
        noun: what is counted, if the words near it say so.
        money: whether it is a sum of money.
    """

    kind: ItemKind
    span: Span
    low: float
    high: float
    least: float
    most: float | None
    noun: Noun | None = None
    money: bool = False


def items(sentence: str) -> tuple[Item, ...]:
    """Return what the sentence counts, in its order; dates, ages, measures and names are left out.

    Args:
        sentence: plain text, with straight quotes and hyphens for dashes.
    """
    return tuple(_items(sentence))


def _items(sentence: str) -> Iterator[Item]:
    at = 0
    while match := _pattern().search(sentence, at):
        made = _made(match, sentence)
        at = made.span.end if made else max(match.start() + 1, match.end("comparator"))
        if made:
            yield made


def _made(match: re.Match[str], sentence: str) -> Item | None:
    kind = match.lastgroup
    comparator = _comparator(match)
    span = Span(*match.span())
    if kind == "vague":
        return Item(kind="vague", span=span, low=0, high=0, least=0, most=None)
    if kind == "percent":
        value = _value(match["pdigits"], match["pwords"], None)
        return _share(span, portions.load().percent_limits(comparator, value), value / 100)
    if kind in ("fraction", "ratio"):
        value = _fraction(match)
        return _share(span, portions.load().limits("share", comparator, value), value)
    if kind in ("change", "multiple"):
        return _multiple(match, comparator)
    return _number(match, comparator, sentence)


def _share(span: Span, limits: portions.Limits, value: float) -> Item:
    return Item(kind="share", span=span, low=value, high=value, least=limits[0], most=limits[1])


def _multiple(match: re.Match[str], comparator: Comparator) -> Item:
    words = portions.load()
    known = words.changes if match["change"] else words.multiples
    value = known[(match["change"] or match["multiple"]).lower()]
    least, most = words.limits("multiple", comparator, value)
    return Item(
        kind="change" if match["change"] else "multiple",
        span=Span(*match.span()),
        low=value,
        high=value,
        least=least,
        most=most,
    )


def _number(match: re.Match[str], comparator: Comparator, sentence: str) -> Item | None:
    first_end = max(match.end(name) for name in ("digits", "scale", "words"))
    ranged = bool(match["digits2"]) and not _FROM.search(sentence, 0, match.start())
    end = match.end() if ranged else first_end
    noun = noun_after(sentence, end)
    if not is_count(match, sentence, end, noun):
        return None
    low = _value(match["digits"], match["words"], match["scale"])
    high = low
    if ranged:
        high = _value(match["digits2"], None, match["scale2"])
        if match["scale2"] and not match["scale"]:
            low *= _value("1", None, match["scale2"])
    if low > high:
        return None
    money = bool(match["money"])
    least, most = _bounds(low, high, comparator, money=money)
    return Item(
        kind="number",
        span=Span(match.start(), end),
        low=low,
        high=high,
        least=least,
        most=most,
        noun=noun,
        money=money,
    )


def _bounds(
    low: float, high: float, comparator: Comparator, *, money: bool
) -> tuple[float, float | None]:
    quantity: Quantity = "money" if money else "troops"
    return figure_bounds(
        Figure(
            span=Span(0, 0),
            text="",
            quantity=quantity,
            low=low,
            high=high,
            comparator=comparator,
        )
    )


def _value(digits: str | None, words: str | None, scale: str | None) -> float:
    number = float(digits.replace(",", "")) if digits else worded(words or "")
    return number * (lexicon.load().numbers.scales[scale.lower()] if scale else 1)


def _fraction(match: re.Match[str]) -> float:
    if match["every"]:
        return 1 / max(_value(*_digits_or_words(match["every"]), None), 1)
    if match["half"]:
        return 0.5
    above = match["above"].lower()
    numerator = 1 if above in ("a", "an") else lexicon.load().numbers.words[above]
    return numerator / portions.load().denominators[match["below"].lower()]


def _digits_or_words(text: str) -> tuple[str | None, str | None]:
    return (text, None) if text[0].isdigit() else (None, text)


def _comparator(match: re.Match[str]) -> Comparator:
    said = " ".join((match["comparator"] or "").lower().split())
    return _comparators().get(said, "exactly")


@cache
def _comparators() -> dict[str, Comparator]:
    known = {" ".join(words): name for words, name in lexicon.load().numbers.comparators.items()}
    return {**known, **portions.load().comparators}


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words or phrases, the longest first."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest) + ")"


@cache
def _pattern() -> re.Pattern[str]:
    numbers, words = lexicon.load().numbers, portions.load()
    scale = one_of(s for s in numbers.scales if len(s) > 1)
    plain = one_of(numbers.words)
    spelled = rf"(?:{plain}|an?\s{scale})(?:[ -](?:{plain}|{scale})|\sand\s{plain}(?=\W))*"
    amount = (
        rf"(?:(?P<money>{_MONEY})\s?)?"
        rf"(?:(?P<digits>{_DIGITS})(?:[ -]?(?P<scale>{scale}|(?<=\d)[kmb])\b)?"
        rf"(?:\s?(?:-|\bto\b)\s?{_MONEY}?(?P<digits2>{_DIGITS})(?:[ -](?P<scale2>{scale})\b)?)?"
        rf"|(?P<words>{spelled})\b)"
    )
    fraction = (
        rf"(?:(?P<above>an?|{plain})[ -](?P<below>{one_of(words.denominators)})"
        r"|(?P<half>half)(?!\san?\s)(?!-))\b"
    )
    return re.compile(
        rf"(?:(?<![\w-])(?P<comparator>{one_of(_comparators())})\s(?:(?:the|a|an|another|of|its|total)\s(?!\w+\sof\b))*?)?"
        rf"(?<![\w.,/:#-])(?:"
        rf"(?P<percent>(?:(?P<pdigits>{_DIGITS})|(?P<pwords>{spelled}))[\s-]?(?:%|{one_of(words.percent[1:])}\b))"
        rf"|(?P<ratio>one\sin\s(?:every\s)?(?P<every>{_DIGITS}|{plain})\b)"
        rf"|(?P<fraction>{fraction})"
        rf"|(?P<change>{one_of(words.changes)})\b"
        rf"|(?P<multiple>{one_of(words.multiples)})\b"
        rf"|(?P<vague>{one_of(' '.join(p) for p in numbers.vague)})\b"
        rf"|(?P<number>{amount}))",
        re.IGNORECASE,
    )
