"""Names of the gazetteer in a parse, longest first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from nkgraph.gazetteer import load, normal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from nkgraph.gazetteer import Entry, Gazetteer

_LOCATIVE = frozenset(
    "in at near from to around outside inside into towards toward of on over across off".split(),
)
_LONGEST = 9


@dataclass(frozen=True, slots=True)
class Name:
    """A run of tokens that names something.

    Attributes:
        start, end: token offsets, half-open.
        entries: what it may stand for, likeliest first; empty for a demonym.
        country: alpha-3 code when it is a demonym ("North Korean") or a seat of government.
        demonym: whether it is an adjective or a people noun.
        seat: whether it also stands for a government ("Pyongyang", "Kremlin").
    """

    start: int
    end: int
    entries: tuple[Entry, ...]
    country: str | None = None
    demonym: bool = False
    seat: bool = False


@cache
def _openers() -> frozenset[str]:
    """Return the first words of all names, to look no further at other words."""
    return frozenset(name.split()[0].split("-")[0].split("'")[0] for name in load().names)


def names(doc: Doc, gazetteer: Gazetteer) -> list[Name]:
    """Return the names in a parse, in order, none inside another."""
    found = []
    at = 0
    while at < len(doc):
        name = _longest(doc, at, gazetteer)
        if name is None:
            at += 1
        else:
            found.append(name)
            at = name.end
    return found


def _longest(doc: Doc, at: int, gazetteer: Gazetteer) -> Name | None:
    token = doc[at]
    if not any(character.isupper() for character in token.text) and token.lower_ not in ("al",):
        return None
    opens = token.text in _openers()
    for end in range(min(at + _LONGEST, len(doc)), at, -1):
        surface = normal(doc[at:end].text)
        country = gazetteer.demonym(surface)
        entries = gazetteer.candidates(surface) if opens else ()
        kept = tuple(entry for entry in entries if not entry.weak or _located(token))
        if country and (not kept or kept[0].actor.kind not in ("country", "organization")):
            return Name(at, end, kept, country, demonym=True)
        seat = gazetteer.metonym(surface)
        if kept or seat:
            if end - at == 1 and not _is_name(token):
                continue
            return Name(at, end, kept, seat, seat=seat is not None)
    return None


def _located(token: Token) -> bool:
    """Tell whether a token stands after a preposition of place."""
    before = token.nbor(-1) if token.i else None
    return before is not None and before.lower_ in _LOCATIVE and token.pos_ == "PROPN"


def _is_name(token: Token) -> bool:
    """Tell whether a single word is used as a name: not a common word that opens a sentence."""
    return token.pos_ in ("PROPN", "NOUN", "ADJ") or token.is_upper or bool(token.ent_type_)
