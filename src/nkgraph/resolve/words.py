"""The words that tell events and figures apart, from ``ontology/lexicon/identity.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from nkgraph.resources import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Words:
    """What the file holds, as expressions over lower-case text.

    Attributes:
        collective: a last word that means several people though it has no -s.
        more: words that add to an earlier number or event.
        total: scopes that reach until now.
        populations: whom a count is about, by the word that names them.
        manners: per event type, how it is done.
        generic: words that say of an agreement only that it is one.
        synonyms: words of one meaning in the names of agreements.
        weapons: words that say of a weapon only that it is one.
    """

    collective: re.Pattern[str]
    more: re.Pattern[str]
    total: re.Pattern[str]
    populations: Mapping[str, re.Pattern[str]]
    manners: Mapping[str, Mapping[str, re.Pattern[str]]]
    generic: frozenset[str]
    synonyms: Mapping[str, str]
    weapons: frozenset[str]

    def single(self, phrase: str) -> bool:
        """Tell whether a phrase means one person: "wounded soldier", "the pilot"."""
        words = _WORD.findall(phrase.lower())
        if not words or words[-1].endswith("s"):
            return False
        return not self.collective.fullmatch(words[-1])

    def adds(self, text: str) -> bool:
        """Tell whether the words speak of more of something: "an additional 3,000 men"."""
        return self.more.search(text.lower()) is not None

    def reach(self, scope: str | None) -> str:
        """Return "" when a scope reaches until now or is not given, else its words."""
        words = " ".join(_WORD.findall((scope or "").lower()))
        return "" if not words or self.total.search(words) else words

    def population(self, phrase: str) -> str:
        """Return whom a count is about, by the phrase that names them; "" for people at large."""
        words = phrase.lower()
        found = [
            (match.start(), kind)
            for kind, pattern in self.populations.items()
            for match in pattern.finditer(words)
        ]
        return max(found, default=(0, ""))[1]

    def manner(self, kind: str, words: str) -> str:
        """Return how an event of a type is done, "" when the words do not say."""
        found = [
            name
            for name, pattern in self.manners.get(kind, {}).items()
            if pattern.search(words.lower())
        ]
        return found[0] if len(found) == 1 else ""

    def agreement(self, name: str) -> frozenset[str]:
        """Return the words that say which agreement a name means."""
        found = _WORD.findall(name.lower().partition(" between ")[0])
        return frozenset(self.synonyms.get(word, word) for word in found) - self.generic

    def told_of_weapon(self, done: str, meant: str) -> bool:
        """Tell whether the weapons that were given are named as those that were meant."""
        given, planned = (set(_WORD.findall(phrase.lower())) for phrase in (done, meant))
        special = planned - self.weapons
        return not special or bool(given & special)


@cache
def load() -> Words:
    """Return the words of ``ontology/lexicon/identity.yaml``."""
    data: dict[str, Any] = load_yaml("lexicon/identity.yaml")
    return Words(
        collective=_pattern(data["collective"]),
        more=_pattern(data["more"]),
        total=_pattern(data["total"]),
        populations={kind: _pattern(words) for kind, words in data["population"].items()},
        manners={
            kind: {name: _pattern(words) for name, words in manners.items()}
            for kind, manners in data["manner"].items()
        },
        generic=frozenset(data["agreement"]),
        synonyms=data["synonym"],
        weapons=frozenset(data["weapon"]),
    )


def _pattern(entries: Iterable[str]) -> re.Pattern[str]:
    """Return an expression for whole words; an entry that ends in "*" is how a word begins."""
    parts = [
        re.escape(entry.removesuffix("*")) + (r"\w*" if entry.endswith("*") else "")
        for entry in entries
    ]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")
