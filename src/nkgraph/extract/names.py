"""Names of the gazetteer in a parse, longest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nkgraph import lexicon
from nkgraph.gazetteer import Entry, normal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from nkgraph.gazetteer import Gazetteer

_CUT = re.compile("[-']")
_BLANK = re.compile(r"^\s|\s\s|[^\S ]")
"""Blanks that are tokens of a parse: all but the one behind a word."""
_LONGEST = 9
"""Tokens in the longest name that is looked up."""
_LOWER = "al"
"""The one word in lower case that opens names."""


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


def names(doc: Doc, gazetteer: Gazetteer) -> list[Name]:
    """Return the names in a parse, in order, none inside another."""
    found: list[Name] = []
    text = doc.text
    spaced = _BLANK.search(text) is not None
    end = 0
    for token in doc:
        if token.i < end or (token.text.islower() and token.text != _LOWER):
            continue
        if name := _longest(token, text, gazetteer, spaced=spaced):
            found.append(name)
            end = name.end
    return found


def _longest(token: Token, text: str, gazetteer: Gazetteer, *, spaced: bool) -> Name | None:
    """Return the longest name that opens at a token of a parse.

    Args:
        token: the first word.
        text: the words of the parse.
        gazetteer: the names.
        spaced: whether blanks are tokens of the parse, and so of names.
    """
    doc, at = token.doc, token.i
    if token.lower_ != _LOWER and not any(map(str.isupper, token.text)):
        return None
    opens = _CUT.split(token.text, maxsplit=1)[0] in gazetteer.openers
    if not opens and token.text not in gazetteer.state_openers:
        return None
    most = _LONGEST if spaced else min(gazetteer.reach(token.text), _LONGEST)
    for end in range(min(at + most, len(doc)), at, -1):
        last = doc[end - 1]
        surface = normal(text[token.idx : last.idx + len(last)])
        country = gazetteer.demonym(surface)
        entries = gazetteer.candidates(surface) if opens else ()
        kept = tuple(entry for entry in entries if not entry.weak or _located(token))
        if country and (not kept or kept[0].actor.kind not in ("country", "organization")):
            return Name(at, end, kept, country, demonym=True)
        seat = gazetteer.metonym(surface)
        if kept and (_is_tail(doc, at, end, kept[0]) or _is_head_on(doc, at, end, gazetteer)):
            continue
        if (kept or seat) and (end - at > 1 or _is_name(token)):
            return Name(at, end, kept, seat, seat=seat is not None)
    return None


def _is_tail(doc: Doc, at: int, end: int, entry: Entry) -> bool:
    """Tell whether a body's name is but the end of a longer one: "Ta'ang *National … Army*"."""
    if at == 0 or entry.actor.kind not in ("organization", "group", "force"):
        return False
    before = doc[at - 1]
    inside = before.dep_ == "compound" and at <= before.head.i < end
    same = before.ent_type_ == "ORG" and doc[at].ent_iob_ == "I"
    return before.pos_ == "PROPN" and inside and same


def _is_head_on(doc: Doc, at: int, end: int, gazetteer: Gazetteer) -> bool:
    """Tell whether a name runs into another's: "*South Korean military* intelligence"."""
    last = doc[end - 1]
    if end - at == 1 or last.dep_ != "amod" or last.head.i < end:
        return False
    return gazetteer.demonym(normal(doc[at : end - 1].text)) is not None


def _located(token: Token) -> bool:
    """Tell whether a token stands after a preposition of place."""
    openers = lexicon.load().grammar.place_openers
    return token.i > 0 and token.nbor(-1).lower_ in openers and token.pos_ == "PROPN"


def _is_name(token: Token) -> bool:
    """Tell whether a single word is used as a name: not a common word that opens a sentence."""
    return token.pos_ in ("PROPN", "NOUN", "ADJ") or token.is_upper or bool(token.ent_type_)
