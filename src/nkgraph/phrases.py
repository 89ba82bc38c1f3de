"""Phrases of several words and what they mean, found in a text by their longest match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

Phrase = tuple[str, ...]
_Meaning = TypeVar("_Meaning")


class Phrases(Mapping[Phrase, _Meaning]):
    """What phrases mean, the longest phrases first; a phrase is a tuple of words in lower case."""

    def __init__(self, meanings: Mapping[str, _Meaning]) -> None:
        """Keep the phrases, given as words with blanks between, sorted and by first word."""
        longest = sorted(
            ((tuple(words.split()), meaning) for words, meaning in meanings.items()),
            key=lambda pair: -len(pair[0]),
        )
        self._meanings = dict(longest)
        self._opened: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in self._meanings:
            self._opened[phrase[0]].append(phrase)

    def match(self, words: Sequence[str], at: int) -> Phrase | None:
        """Return the longest phrase that stands in ``words`` at offset ``at``."""
        if at >= len(words):
            return None
        for phrase in self._opened.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return phrase
        return None

    def __getitem__(self, phrase: Phrase) -> _Meaning:
        return self._meanings[phrase]

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self._meanings)

    def __len__(self) -> int:
        return len(self._meanings)
