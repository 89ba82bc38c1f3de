"""Which numbers count something, and what: people, things, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from nkgraph import lexicon
from nkgraph.audit import portions

NounKind = Literal["people", "bundle", "thing"]
_PEOPLE = frozenset({"person", "force", "captive", "official", "source"})
_PLURALS = {"men": "man", "women": "woman", "children": "child", "dead": "dead", "people": "people"}
_ENDS = (("ies", "y"), ("es", ""), ("s", ""))
_REACH = 4
"""Words behind a number among which its noun stands."""
_AFTER = re.compile(r"[\w/:%]|[.,]\d|'|-(?!strong\b)\w|\s?(?:[ap]\.?m\b|°)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Noun:
    """What a number counts: its dictionary form, and whether these are people one by one."""

    lemma: str
    kind: NounKind


def noun_after(sentence: str, at: int) -> Noun | None:
    """Return the first known noun among the words right behind ``at``."""
    for count, match in enumerate(re.finditer(r"\s?([\w'-]+)|(\S)", sentence[at : at + 80])):
        if count == _REACH or match[2]:
            return None
        word = match[1].lower()
        if any(character.isdigit() for character in word):
            return None
        found = _noun(word)
        if found is not None:
            return found
    return None


@cache
def _noun(word: str) -> Noun | None:
    lemma = _lemma(word)
    if lemma is None:
        return None
    words = portions.load()
    if lemma in words.bundles:
        return Noun(lemma, "bundle")
    if lemma in words.losses or lexicon.load().classes(lemma) & _PEOPLE:
        return Noun(lemma, "people")
    return Noun(lemma, "thing")


def _lemma(word: str) -> str | None:
    """Return the dictionary form of a noun that the lists hold."""
    known, losses = lexicon.load().nouns, portions.load().losses
    irregular = _PLURALS.get(word) or (
        f"{word[:-3]}man" if word.endswith("men") and len(word) > len("women") else None
    )
    guesses = [irregular, word, *(word[: -len(s)] + e for s, e in _ENDS if word.endswith(s))]
    return next((g for g in guesses if g and (g in known or g in losses)), None)


def worded(text: str) -> float:
    """Return the value of a number in words: ``two hundred and fifty``."""
    numbers = lexicon.load().numbers
    total, part = 0.0, 0.0
    for word in re.split(r"[\s-]+", text.lower()):
        if word in numbers.words:
            part += numbers.words[word]
        elif word in numbers.scales:
            part = max(part, 1) * numbers.scales[word]
            if numbers.scales[word] >= _THOUSAND:
                total, part = total + part, 0.0
    return total + part


def is_count(match: re.Match[str], sentence: str, end: int, noun: Noun | None) -> bool:
    """Tell whether a number that ends at ``end`` counts things: no date, age, measure or name."""
    numbers = lexicon.load().numbers
    start = match.start("number")
    if _AFTER.match(sentence, end) or match["words"] in ("one", "One", "zero"):
        return False
    if (match["scale"] or "")[:2].lower() in ("k", "m", "b") and not match["money"]:
        return False
    if _YEAR.fullmatch(match["digits"] or "") and not (match["scale"] or noun):
        return False
    before = _word(re.search(r"([\w']+)\.?\s$", sentence[:start]))
    after = _word(re.match(r"[\s-]([\w']+)", sentence[end:]))
    behind = _lemma(after) or after
    if (
        before == "half"
        or before in numbers.months
        or before in numbers.never_after
        or after in numbers.months
    ):
        return False
    singular = after.removesuffix("s")
    return not {after, singular, behind} & (numbers.never - numbers.months)


def _word(match: re.Match[str] | None) -> str:
    return match[1].lower() if match else ""
