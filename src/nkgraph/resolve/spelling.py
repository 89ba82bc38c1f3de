"""How names are written: what of a name is certain, and what one name may be written as.

The knowledge is ``ontology/lexicon/names.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from nkgraph.resources import load_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

_TWICE = re.compile(r"(.)\1+")
_REMEMBERED = 1 << 14


@dataclass(frozen=True, slots=True)
class Romanisation:
    """One way of writing a language in Latin letters.

    Attributes:
        name: of the language; "any" for what holds for all.
        states: whose names are read so, as alpha-3 codes; empty for all.
        families: the words are family names, and a name must begin or end with one.
        words: word → what it counts as.
        letters: what is taken for what, one after the other.
    """

    name: str
    states: frozenset[str]
    families: bool
    words: Mapping[str, str]
    letters: tuple[tuple[re.Pattern[str], str], ...]

    def reads(self, country: str | None) -> bool:
        """Tell whether names of a state may be written so; of an unknown one they may."""
        return country is None or not self.states or country in self.states

    def forms(self, words: Sequence[str]) -> frozenset[str]:
        """Return what a name in plain words counts as, its first or last word set apart.

        Two names whose forms meet may be one, with the family name first or last, and with the
        other names written as one word or as several.
        """
        if len(words) == 1:
            return frozenset() if self.families else frozenset({self.alone(words[0])})
        parted = ((words[0], words[1:]), (words[-1], words[:-1]))
        return frozenset(
            f"{self.alone(end)}|{_single(''.join(map(self._given, rest)))}"
            for end, rest in parted
            if not self.families or end in self.words
        )

    def alone(self, text: str) -> str:
        """Return what a word in plain letters counts as."""
        return f"={self.words[text]}" if text in self.words else self._letters(text)

    def _given(self, text: str) -> str:
        return self._letters(text) if self.families else self.alone(text)

    def _letters(self, text: str) -> str:
        return _written(self.letters, text)


@dataclass(frozen=True, slots=True)
class Names:
    """What the file holds.

    Attributes:
        plain: what letters are written as that are none with an accent.
        titles: as the words that they consist of.
        particles: words of names that come and go.
        loose: these, and what stands behind a name.
        small: words that may stand in lower case within a name.
        romanisations: the first one is for all languages.
    """

    plain: Mapping[int, str]
    titles: frozenset[tuple[str, ...]]
    particles: frozenset[str]
    loose: frozenset[str]
    small: frozenset[str]
    romanisations: tuple[Romanisation, ...]


@cache
def load() -> Names:
    """Return what ``ontology/lexicon/names.yaml`` says."""
    data: dict[str, Any] = load_yaml("lexicon/names.yaml")
    return Names(
        plain=str.maketrans(data["plain"]),
        titles=frozenset(tuple(title.split()) for title in data["titles"]),
        particles=frozenset(data["particles"]),
        loose=frozenset((*data["particles"], *data["suffixes"])),
        small=frozenset(data["small"]),
        romanisations=tuple(_romanisation(*item) for item in data["romanisations"].items()),
    )


@lru_cache(maxsize=_REMEMBERED)
def plain(name: str) -> tuple[str, ...]:
    """Return the words of a name in plain lower-case letters; a hyphen parts no word.

    >>> plain("Lee Seong-kweun")
    ('lee', 'seongkweun')
    """
    text = name.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(load().plain))
    words = ("".join(filter(str.isalnum, word)) for word in text.split())
    return tuple(word for word in words if word)


def letters(name: str) -> str:
    """Return the letters of a name: equal for spellings that differ in nothing that counts."""
    return "".join(plain(name))


def title(words: Sequence[str]) -> int:
    """Return how many words at the head of a name are titles."""
    count = 0
    titles = load().titles
    while count < len(words) - 1:
        size = next((n for n in (2, 1) if tuple(words[count : count + n]) in titles), 0)
        if not size or count + size >= len(words):
            break
        count += size
    return count


@lru_cache(maxsize=_REMEMBERED)
def core(name: str) -> tuple[str, ...]:
    """Return the words of a name without titles, particles and what stands behind it.

    A particle tied to the word behind it by a hyphen falls away, too: "al-Burhan" is Burhan.
    """
    known = load()
    loose = tuple(word for part in name.split() for word in _untied(part))
    found = loose[title(loose) :]
    kept = [word for word in found if word not in known.loose]
    return tuple(kept) or found


def alone(word: str) -> str:
    """Return what a single word of a name counts as in any language."""
    return load().romanisations[0].alone(word)


def ends(words: Sequence[str]) -> tuple[str, str]:
    """Return what the first and the last word of a name count as."""
    return alone(words[0]), alone(words[-1])


def families(words: Sequence[str]) -> frozenset[str]:
    """Return what the words of a name count as that may be the family name.

    That is the last word, or the first where some language has such a family name.
    """
    first = any(system.families and words[0] in system.words for system in load().romanisations)
    return frozenset(map(alone, (words[-1], words[0]) if first else words[-1:]))


def initials(name: str) -> frozenset[str]:
    """Return the acronyms that a name of several words may have, in lower case."""
    words = [word for word in re.split(r"[\s-]+", name) if plain(word)]
    big = [word for word in words if word.lower() not in load().small]
    return frozenset(
        "".join(plain(word)[0][0] for word in some) for some in (words, big) if len(some) > 1
    )


def is_name(label: str) -> bool:
    """Tell whether a label is a name, not a description: "health ministry" is none."""
    words = label.split()
    big = [word[0].isupper() for word in words if word.partition("-")[0] not in load().small]
    return bool(big) and all(big)


def _untied(part: str) -> tuple[str, ...]:
    """Return the plain words of a part between blanks, its particle apart."""
    head, hyphen, rest = part.partition("-")
    if hyphen and head.casefold() in load().particles:
        return (*plain(head), *plain(rest))
    return plain(part)


@lru_cache(maxsize=_REMEMBERED)
def _written(letters: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str:
    for pattern, instead in letters:
        text = pattern.sub(instead, text)
    return _single(text)


def _single(text: str) -> str:
    """Return a text with each run of one letter as that letter."""
    return _TWICE.sub(r"\1", text)


def _romanisation(name: str, data: Mapping[str, Any]) -> Romanisation:
    rows: list[list[str]] = data.get("words", [])
    return Romanisation(
        name=name,
        states=frozenset(data.get("states", ())),
        families=data.get("families", False),
        words={word: row[0] for row in reversed(rows) for word in row},
        letters=tuple((re.compile(pattern), instead) for pattern, instead in data["letters"]),
    )
