"""Whose somebody or something is: the state or the body that the words around a noun name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.extract.mention import key
from nkgraph.extract.phrases import modifiers, possessors
from nkgraph.extract.syntax import prepositions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from nkgraph.extract.mention import Mention
    from nkgraph.extract.names import Name
    from nkgraph.lexicon import Lexicon
    from nkgraph.model import Actor


def country_of(token: Token, inside: Mapping[int, Name], lexicon: Lexicon) -> str | None:
    """Return the state that a modifier or possessor names ("*Ukrainian* forces")."""
    if not inside:
        return None
    near, own = [*modifiers(token), *possessors(token)], inside.get(token.i)
    if _is_of_somebody(token, lexicon):
        around = prepositions(token)
        near += [t for name in ("of", "in", "from") for t in around.get(name, [])]
    near += [inner for outer in near for inner in modifiers(outer)]
    for word in sorted(near, key=lambda token: -token.i):
        name = inside.get(word.i)
        if name is not None and name != own and (country := _state(name)):
            return country
    return None


def owner_country(token: Token, found: Mapping[tuple[int, int], Mention]) -> str | None:
    """Return the state that "its" or "the group's" stands for before a noun."""
    for owner in possessors(token):
        mention = found.get(key(owner))
        if mention is not None and mention.country and owner.pos_ in ("PRON", "NOUN"):
            return mention.country
    return None


def body_of(token: Token, inside: Mapping[int, Name]) -> Actor | None:
    """Return the armed group whose people a noun means: "*Houthi* rebels"."""
    around = prepositions(token)
    members = [*around.get("of", []), *around.get("from", [])]  # "fighters *of the FDLR*"
    for word in [*modifiers(token), *possessors(token), *members]:
        name = inside.get(word.i)
        for entry in name.entries if name is not None and not name.country else ():
            if entry.actor.kind in ("group", "force"):
                return entry.actor
    return None


def _is_of_somebody(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether "from Seoul" behind a noun says whose it is: "intelligence data"."""
    classes = lexicon.classes
    if classes(token.lemma_.lower()) & {"official", "government", "agency"}:
        return True
    if "document" not in classes(token.lemma_.lower()):
        return False
    return any("agency" in classes(word.lemma_.lower()) for word in modifiers(token))


def _state(name: Name) -> str | None:
    """Return the state that a name is of, or names."""
    actors = (entry.actor for entry in name.entries)
    codes = (actor.country for actor in actors if actor.kind in ("country", "government"))
    return name.country or next(filter(None, codes), None)
