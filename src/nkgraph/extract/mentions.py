"""What noun phrases stand for: named actors, described groups, places, agreements, weapons.

Two readings are kept where a name has two ("Seoul warned" is a government, "in Seoul" a
place); the role that a phrase fills decides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nkgraph.extract import coreference
from nkgraph.extract.described import label, made
from nkgraph.extract.mention import Mention, Mentions, key
from nkgraph.extract.names import names
from nkgraph.extract.phrases import modifiers, possessors
from nkgraph.extract.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc, Token

    from nkgraph.extract.names import Name
    from nkgraph.gazetteer import Gazetteer
    from nkgraph.language import Reading
    from nkgraph.lexicon import Lexicon

_HEADS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM"})


_PEOPLE = frozenset({"force", "person", "captive"})
_SPEAKERS = frozenset({"official", "source"})


def mentions(reading: Reading, gazetteer: Gazetteer, lexicon: Lexicon) -> Mentions:
    """Return all mentions of an article, pronouns and definite phrases resolved."""
    found: dict[tuple[int, int], Mention] = {}
    reader = Reader(gazetteer, lexicon)
    history: list[Mention] = []
    for passage in reading.passages:
        inside = {
            i: name for name in names(passage.doc, gazetteer) for i in range(name.start, name.end)
        }
        for token in _heads(passage.doc, inside):
            mention = reader.mention(token, inside, found)
            if _is_open(mention):
                mention = coreference.resolve(mention, history, lexicon.coreference)
            if mention.actor is None and token.pos_ == "NOUN" and _is_somebody(mention, inside):
                mention = replace(mention, actor=made("group", label(token), mention.country))
            found[key(token)] = mention
            history.append(mention)
            if mention.named and mention.actor is not None:
                reader.learn(mention)
    return Mentions({at: _apposed(mention, found) for at, mention in found.items()})


def _is_somebody(mention: Mention, inside: Mapping[int, Name]) -> bool:
    """Tell whether a noun means somebody of its own, though nobody says who.

    "The Houthi spokesman" speaks for those whose name stands before him.
    """
    if mention.classes & _PEOPLE:
        return True
    near = [*modifiers(mention.head), *possessors(mention.head)]
    return bool(mention.classes & _SPEAKERS) and not any(word.i in inside for word in near)


def _heads(doc: Doc, inside: Mapping[int, Name]) -> Iterator[Token]:
    """Yield the tokens that may head a phrase; the inner words of a name do not."""
    for token in doc:
        name = inside.get(token.i)
        if name is None:
            if token.pos_ in _HEADS:
                yield token
        elif token.head == token or token.head.i not in range(name.start, name.end):
            yield token


def _is_open(mention: Mention) -> bool:
    """Tell whether what a phrase stands for may still be said by what it refers back to."""
    return (
        mention.actor is None
        or mention.head.lower_ == "others"
        or (mention.country is None and "force" in mention.classes)
        or (not mention.named and "agreement" in mention.classes)
    )


def _apposed(mention: Mention, found: Mapping[tuple[int, int], Mention]) -> Mention:
    """Return the mention as the person whose name stands behind it: "a negotiator, Ali Omar"."""
    if not mention.classes & {"official", "source", "person"} or mention.head.tag_ != "NN":
        return mention
    for child in mention.head.children:
        if child.dep_ != "appos" or child.i < mention.head.i:
            continue
        person = found.get(key(child))
        if person is None or person.actor is None or person.actor.kind != "person":
            continue
        actor = person.actor
        if actor.country is None and mention.country and not actor.known:
            actor = made("person", actor.label, mention.country)
        return replace(mention, actor=actor, country=actor.country, named=True)
    return mention
