"""Who and what names stand for: states, bodies, people, forces, places, agreements, weapons.

All knowledge is data in ``ontology/gazetteer/``; the first lines of each file explain it. Rows of
the large place list become entries only when asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from nkgraph import entries
from nkgraph.entries import Entry, Row, Term, normal, phrase

if TYPE_CHECKING:
    from nkgraph.model import Actor

__all__ = ["Entry", "Gazetteer", "Names", "Term", "load", "normal", "phrase"]

# Adjectives that may stand before a known phrase: "top spy agency", "state news agency".
_LOOSE = frozenset(
    {"domestic", "elite", "external", "federal", "foreign", "main", "military", "national", "own"}
    | {"regular", "state", "top"}
)
_GOVERNMENT = frozenset(
    {"government", "authorities", "administration", "regime", "leadership", "cabinet", "junta"}
    | {"presidency", "presidential office", "presidential palace"}
)

_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
"""The least that a tokenizer may make a token of: letters, digits, or one sign."""


class Names(Mapping[str, tuple[Entry, ...]]):
    """Entries by normal name, likeliest first; place rows become entries when looked up."""

    def __init__(self, made: Mapping[str, list[Entry]], rows: list[list[str]]) -> None:
        self._made = made
        self._rows = rows
        self._at: dict[str, list[int]] = {}
        for index, (_, name, others, *_rest) in enumerate(rows):
            self._at.setdefault(name, []).append(index)
            if others:
                for other in others.split("|"):
                    self._at.setdefault(other, []).append(index)

    def __contains__(self, key: object) -> bool:
        return key in self._made or key in self._at

    def __getitem__(self, key: str) -> tuple[Entry, ...]:
        if key not in self:
            raise KeyError(key)
        rows = (entries.place(Row(*self._rows[index])) for index in self._at.get(key, ()))
        return tuple(sorted([*self._made.get(key, ()), *rows], key=lambda e: (e.rank, e.actor.id)))

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._made, *self._at}))

    def __len__(self) -> int:
        return len({*self._made, *self._at})


@dataclass(frozen=True)
class Gazetteer:
    """Lookups over all entries.

    Attributes:
        names: entries by normal name (see ``normal``); letter case counts.
    """

    names: Names
    _made: Mapping[str, Entry]
    _places: list[list[str]]
    _states: Mapping[str, Mapping[str, Any]]
    _titles: Mapping[str, str]

    def candidates(self, surface: str) -> tuple[Entry, ...]:
        """Return what the name may stand for: states, bodies, people, regions, then cities."""
        return self.names.get(normal(surface), ())

    def entry(self, actor_id: str) -> Entry | None:
        """Return the entry of an actor id, None when the gazetteer does not hold it."""
        if actor_id in self._made:
            return self._made[actor_id]
        row = self._rows.get(actor_id)
        return entries.place(Row(*row)) if row else None

    def entries(self, *, places: bool = True) -> Iterator[Entry]:
        """Yield every entry by id; without ``places``, none of the thousands of places.tsv."""
        for actor_id in sorted({*self._made, *(self._rows if places else ())}):
            entry = self.entry(actor_id)
            if entry:
                yield entry

    def listed(self) -> Iterator[Entry]:
        """Yield the people, bodies, forces and groups that have an entry of their own, by file."""
        for kind, name in entries.NAMED:
            for item in entries.items(name):
                yield self._made[f"{item.get('kind', kind)}/{item['id']}"]

    def country(self, alpha3: str) -> Actor:
        """Return the state; KeyError when the code is none."""
        return self._made[f"country/{alpha3}"].actor

    def government(self, alpha3: str) -> Actor:
        """Return the government of the state; KeyError when the code is none."""
        return self._made[f"government/{alpha3}"].actor

    def people(self, alpha3: str) -> Actor:
        """Return the people of the state, as a group; KeyError when the code is none."""
        return self._made[f"group/people-{alpha3.lower()}"].actor

    def demonym(self, word: str) -> str | None:
        """Return the state that an adjective or people noun means, None for none or several."""
        return self._demonyms.get(normal(word))

    def metonym(self, word: str) -> str | None:
        """Return the state whose government a capital or seat stands for."""
        return self._metonyms.get(normal(word))

    def shorthand(self, word: str) -> tuple[str, ...]:
        """Return the states that "the North" and the like mean where the text is about them."""
        short = normal(word)
        found = (a for a, s in self._states.items() if short in map(normal, s.get("short", ())))
        return tuple(sorted(found))

    def shorthand_pair(self, alpha3: str) -> tuple[str, ...]:
        """Return the other states that have such shorthands: those it is told apart from."""
        return tuple(sorted(a for a, s in self._states.items() if s.get("short") and a != alpha3))

    def described(self, alpha3: str, noun_phrase: str) -> Actor | None:
        """Return the body that a phrase means relative to a state ("spy agency" of KOR)."""
        text = phrase(noun_phrase)
        while text:
            found = self._described.get((alpha3, text))
            if found:
                return found
            if text in _GOVERNMENT and alpha3 in self._states:
                return self.government(alpha3)
            first, _, rest = text.partition(" ")
            text = rest if first in _LOOSE else ""
        return None

    def surname(self, word: str) -> tuple[Entry, ...]:
        """Return the persons of that family name, by id."""
        return self._surnames.get(normal(word), ())

    def holder(self, of: str, title: str, day: str | None = None) -> Entry | None:
        """Return who held the office on ``day`` (ISO date), None when none or several did."""
        wanted = self._titles.get(phrase(title), phrase(title))
        found = [
            entry
            for entry in self._persons
            if any(t.title == wanted and t.of == of and t.on(day) for t in entry.terms)
        ]
        return found[0] if len(found) == 1 else None

    @cached_property
    def openers(self) -> frozenset[str]:
        """The first words of all names, up to a hyphen or apostrophe: no others open one."""
        return frozenset(re.split(r"[-' ]", name, maxsplit=1)[0] for name in self.names)

    @cached_property
    def state_openers(self) -> frozenset[str]:
        """The first words of all adjectives, peoples and seats of states, whole and cut."""
        words = [*self._demonyms, *self._metonyms]
        return frozenset(
            re.split(cut, word, maxsplit=1)[0] for word in words for cut in (" ", "[- '.]")
        )

    def reach(self, opener: str) -> int:
        """Return how many tokens a name that begins as a word does has at most."""
        return self._reaches.get(_PIECE.findall(opener)[0], 0)

    @cached_property
    def _reaches(self) -> dict[str, int]:
        """First piece of names, adjectives and seats → pieces of the longest that has it."""
        found: dict[str, int] = {}
        for name in (*self.names, *self._demonyms, *self._metonyms):
            pieces = _PIECE.findall(name)
            found[pieces[0]] = max(found.get(pieces[0], 0), len(pieces))
        return found

    @cached_property
    def _rows(self) -> dict[str, list[str]]:
        return {f"place/{cells[0]}": cells for cells in self._places}

    @cached_property
    def _persons(self) -> tuple[Entry, ...]:
        return tuple(e for e in self._made.values() if e.actor.kind == "person")

    @cached_property
    def _demonyms(self) -> dict[str, str]:
        pairs = [
            (normal(word), alpha3)
            for alpha3, state in self._states.items()
            for word in (*state.get("is", ()), *state.get("people", ()))
        ]
        return _unambiguous(pairs)

    @cached_property
    def _metonyms(self) -> dict[str, str]:
        pairs: list[tuple[str, str]] = []
        for alpha3, state in self._states.items():
            seats = [*state.get("seats", ()), *state.get("cities", ())]
            if state.get("metonym", True):
                seats.append(state["capital"])
            pairs.extend((normal(seat), alpha3) for seat in seats if seat)
        return _unambiguous(pairs)

    @cached_property
    def _described(self) -> dict[tuple[str, str], Actor]:
        found: dict[tuple[str, str], Actor] = {}
        for entry in self._made.values():
            for words in entry.functions:
                if entry.actor.country and entry.actor.kind in {"organization", "force", "group"}:
                    found.setdefault((entry.actor.country, phrase(words)), entry.actor)
        return found

    @cached_property
    def _surnames(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, tuple[Entry, ...]] = {}
        for item in entries.items("persons.yaml"):
            entry = self._made[f"person/{item['id']}"]
            family = item.get("family") or item["label"].split()[-1]
            for name in [family] if isinstance(family, str) else family:
                found[normal(name)] = (*found.get(normal(name), ()), entry)
        return found


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    codes: dict[str, set[str]] = {}
    for word, alpha3 in pairs:
        codes.setdefault(word, set()).add(alpha3)
    return {word: next(iter(found)) for word, found in codes.items() if len(found) == 1}


@cache
def load() -> Gazetteer:
    """Return the gazetteer; read once in a process."""
    states = entries.states()
    rows = list(entries.lines("places.tsv"))
    by_id: dict[str, Entry] = {}
    by_name: dict[str, list[Entry]] = {}
    for entry in entries.every(states):
        by_id[entry.actor.id] = entry
        for name in entry.names:
            by_name.setdefault(name, []).append(entry)
    return Gazetteer(
        names=Names(by_name, rows),
        _made=by_id,
        _places=rows,
        _states=states,
        _titles=entries.titles(),
    )


def known(name: str) -> Actor | None:
    """Return the actor of an id; None when the gazetteer does not hold it."""
    entry = load().entry(name)
    return None if entry is None else entry.actor
