"""What noun phrases stand for: named actors, described groups, places, agreements, weapons.

Two readings are kept where a name has two ("Seoul warned" is a government, "in Seoul" a
place); the role that a phrase fills decides.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from nkgraph.extract import coreference
from nkgraph.extract.described import describe, label, made
from nkgraph.extract.mention import Mention, Mentions, key
from nkgraph.extract.names import names
from nkgraph.extract.phrases import modifiers, possessors
from nkgraph.extract.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from nkgraph.extract.names import Name
    from nkgraph.gazetteer import Gazetteer
    from nkgraph.language import Reading
    from nkgraph.lexicon import Lexicon

_HEADS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM"})


_PEOPLE = frozenset({"force", "person", "captive"})
_SPEAKERS = frozenset({"official", "source"})
_SPEAKING = frozenset({"agency", "media", "government"})


def mentions(reading: Reading, gazetteer: Gazetteer, lexicon: Lexicon) -> Mentions:
    """Return all mentions of an article, pronouns and definite phrases resolved."""
    found: dict[tuple[int, int], Mention] = {}
    reader = Reader(gazetteer, lexicon)
    history: list[Mention] = []
    named = [names(passage.doc, gazetteer) for passage in reading.passages]
    home = _home(name for here in named for name in here)
    for passage, here in zip(reading.passages, named, strict=True):
        inside = {i: name for name in here for i in range(name.start, name.end)}
        for token in _heads(passage.doc, inside):
            mention = reader.mention(token, inside, found)
            if _is_open(mention):
                mention = _resolved(mention, history, lexicon)
            mention = _at_home(mention, home, gazetteer)
            if mention.actor is None and _is_noun(token):
                if _is_somebody(mention, inside):
                    mention = replace(mention, actor=made("group", label(token), mention.country))
                elif called := _by_backers(mention):
                    mention = replace(mention, actor=made("group", called, None), named=True)
                elif _speaks_for_itself(mention, inside, lexicon):
                    kind = "organization" if token.tag_ in ("NN", "NNP") else "group"
                    mention = replace(mention, actor=made(kind, label(token), mention.country))
            elif mention.actor is None and _is_unknown_body(mention, lexicon):
                mention = replace(mention, actor=made("organization", label(token), None))
            found[key(token)] = mention
            history.append(mention)
            if mention.named and mention.actor is not None:
                reader.learn(mention)
    said = {at: _first_person(mention, found, lexicon) for at, mention in found.items()}
    return Mentions({at: _apposed(mention, said) for at, mention in said.items()})


def _is_noun(token: Token) -> bool:
    """Tell whether a word names no one by itself, also where it was read as a name: "ministry"."""
    return token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.text.islower())


def _resolved(mention: Mention, history: Sequence[Mention], lexicon: Lexicon) -> Mention:
    """Return a mention as what it refers back to, if it does."""
    found = coreference.resolve(mention, history, lexicon.coreference)
    return found if found.actor == mention.actor else replace(found, by="it refers back")


def _home(found: Iterable[Name]) -> str | None:
    """Return the state that an article is about: most of the names in it are of that state."""
    states = Counter(state for name in found if (state := _state(name)))
    if not states:
        return None
    (state, most), *_ = states.most_common(1)
    return state if most * 2 > states.total() else None


def _state(name: Name) -> str | None:
    return name.country or next((e.actor.country for e in name.entries if e.actor.country), None)


def _at_home(mention: Mention, home: str | None, gazetteer: Gazetteer) -> Mention:
    """Return the mention of an army as that of the state that the article is about."""
    unknown = mention.actor is None or (mention.actor.kind == "group" and not mention.actor.known)
    if home is None or not unknown or mention.country or mention.is_plural or mention.named:
        return mention
    if "army" not in mention.classes or mention.head.pos_ != "NOUN":
        return mention
    army = describe(mention.head, home, mention.classes, gazetteer)
    if army is None or not army.known:
        return mention
    by = "the article is about that state"
    return replace(mention, actor=army, country=home, named=True, by=by)


def _by_backers(mention: Mention) -> str | None:
    """Return what a body without a name is called by its backers: "Iran-aligned group"."""
    head = mention.head
    for part in head.lefts if "agency" in mention.classes else ():
        if part.dep_ == "amod" and any(child.dep_ == "npadvmod" for child in part.lefts):
            words: str = head.doc[part.left_edge.i : head.i + 1].text
            return words
    return None


def _speaks_for_itself(mention: Mention, inside: Mapping[int, Name], lexicon: Lexicon) -> bool:
    """Tell whether a phrase is a body that says something, and not but a part of a named one.

    "The water ministry" is one of its own; "a UN panel" speaks for the UN; "the agency" is one
    that the article must have named before.
    """
    if not mention.classes & _SPEAKING or not _speaks(mention.head, lexicon):
        return False
    if mention.head.left_edge.lower_ == "the" and mention.head.i - mention.head.left_edge.i == 1:
        return False
    owners = [inside[w.i] for w in modifiers(mention.head) if w.i in inside]
    return all(name.country or not name.entries for name in owners)


def _is_unknown_body(mention: Mention, lexicon: Lexicon) -> bool:
    """Tell whether several capital words, no name of anybody known, say something."""
    words = mention.text.split()
    head = mention.head
    names = head.pos_ == "PROPN" and mention.place is None and sum(map(str.istitle, words)) > 1
    return names and _speaks(head, lexicon)


def _speaks(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun stands where a source does: before "said", behind "according to"."""
    if noun.dep_ == "compound" and noun.head.lemma_.lower() in lexicon.reporting_nouns:
        noun = noun.head  # "a ministry statement said"
    above = noun.head
    if noun.dep_ in ("nsubj", "conj"):
        return above.lemma_.lower() in lexicon.reporting_verbs
    if noun.dep_ == "nsubjpass":
        return above.lemma_.lower() in lexicon.cite_verbs
    return noun.dep_ == "pobj" and above.lower_ == "to" and above.head.lower_ == "according"


def _is_somebody(mention: Mention, inside: Mapping[int, Name]) -> bool:
    """Tell whether a noun means somebody of its own, though nobody says who.

    "The Houthi spokesman" speaks for those whose name stands before him.
    """
    if mention.classes & _PEOPLE or ("agency" in mention.classes and mention.is_plural):
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
        or (mention.actor.kind == "organization" and not mention.actor.known)
    )


def _first_person(
    mention: Mention, found: Mapping[tuple[int, int], Mention], lexicon: Lexicon
) -> Mention:
    """Return "we" and "I" as whoever says so: "*We* condemn this, the envoy said"."""
    if mention.head.lower_ not in ("we", "i"):
        return mention
    for above in mention.head.ancestors:
        if above.lemma_.lower() not in lexicon.reporting_verbs:
            continue
        for child in above.children:
            speaker = found.get(key(child)) if child.dep_ == "nsubj" else None
            if speaker is not None and speaker.actor is not None and child != mention.head:
                return replace(
                    mention, actor=speaker.actor, country=speaker.country, named=speaker.named
                )
    return mention


def _titled(mention: Mention, found: Mapping[tuple[int, int], Mention]) -> Mention:
    """Return a mention as the group whose name follows at once: "the *paramilitary* Black Axe"."""
    if mention.named or mention.head.pos_ not in ("ADJ", "NOUN"):
        return mention
    for child in mention.head.children:
        close = child.dep_ == "appos" and child.left_edge.i == mention.head.i + 1
        other = found.get(key(child)) if close else None
        if other is not None and other.named and other.actor is not None and other.actor.known:
            return replace(mention, actor=other.actor, country=other.country, named=True)
    return mention


def _apposed(mention: Mention, found: Mapping[tuple[int, int], Mention]) -> Mention:
    """Return the mention as the person whose name stands behind it: "a negotiator, Ali Omar"."""
    mention = _titled(mention, found)
    if not mention.classes & {"official", "source", "person"} or mention.is_plural:
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
