"""What noun phrases stand for: named actors, described groups, places, agreements, weapons.

Two readings are kept where a name has two ("Seoul warned" is a government, "in Seoul" a
place); the role that a phrase fills decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nkgraph import lexicon
from nkgraph.extract import coreference
from nkgraph.extract.described import agreement, describe
from nkgraph.extract.names import Name, names
from nkgraph.extract.syntax import (
    antecedent,
    content,
    modifiers,
    phrase_edges,
    possessors,
    prepositions,
)
from nkgraph.gazetteer import normal
from nkgraph.language import position, span_of
from nkgraph.model import Actor, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from nkgraph.gazetteer import Gazetteer
    from nkgraph.language import Reading
    from nkgraph.lexicon import Lexicon

_HEADS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM"})
_NER_KINDS: Mapping[str, str] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase with what it may stand for.

    Attributes:
        head: its head token.
        span: its words in the article, determiners left out.
        actor: whom it names as somebody who acts or suffers; None when unknown.
        place: what it names as a place; None when it is none.
        country: alpha-3 code of the state it belongs to.
        classes: classes of the head noun (``ontology/lexicon/nouns.yaml``).
        named: whether a name says who it is, in this phrase or in what it refers to.
        others: whom it names beside the actor ("the two countries").
    """

    head: Token
    span: Span
    actor: Actor | None = None
    place: Actor | None = None
    country: str | None = None
    classes: frozenset[str] = frozenset()
    named: bool = False
    others: tuple[Actor, ...] = ()

    @property
    def text(self) -> str:
        """Return the words of the phrase, plain quotes."""
        left, head = phrase_edges(self.head)
        text: str = head.doc[left.i : head.i + 1].text
        return text


class Mentions:
    """The noun phrases of an article by their head tokens."""

    def __init__(self, found: Mapping[tuple[int, int], Mention]) -> None:
        """Keep what was found; keys are (passage, token)."""
        self._found = found

    def of(self, token: Token) -> Mention | None:
        """Return the mention that a token heads, seen through measuring nouns."""
        return self._found.get(key(core(token)))

    def __iter__(self) -> Iterator[Mention]:
        """Yield the mentions in the order of the text."""
        return (self._found[at] for at in sorted(self._found))


def key(token: Token) -> tuple[int, int]:
    """Return where a token stands: passage and token offset."""
    return token.doc.user_data.get("passage", 0), token.i


def core(token: Token) -> Token:
    """Return the head of what is meant: "thousands of *troops*", "who" → its noun."""
    token = antecedent(token)
    if token.pos_ == "NUM" or "measure" in lexicon.load().classes(token.lemma_.lower()):
        inner = content(token)
        return core(inner) if inner.i != token.i else token
    return token


def mentions(reading: Reading, gazetteer: Gazetteer, words: Lexicon) -> Mentions:
    """Return all mentions of an article, pronouns and definite phrases resolved."""
    found: dict[tuple[int, int], Mention] = {}
    reader = _Reader(gazetteer, words)
    history: list[Mention] = []
    for passage in reading.passages:
        doc = passage.doc
        inside = {i: name for name in names(doc, gazetteer) for i in range(name.start, name.end)}
        for token in doc:
            name = inside.get(token.i)
            if (
                name is not None
                and token.head.i in range(name.start, name.end)
                and token.head != token
            ):
                continue  # the inner words of a name are no mentions of their own
            if token.pos_ not in _HEADS and name is None:
                continue
            mention = reader.mention(token, inside, found)
            if (
                mention.actor is None
                or (mention.country is None and "force" in mention.classes)
                or ("agreement" in mention.classes and not mention.named)
            ):
                mention = coreference.resolve(mention, history)
            found[key(token)] = mention
            history.append(mention)
            if mention.named and mention.actor is not None:
                reader.learn(mention)
    return Mentions({at: _apposed(mention, found) for at, mention in found.items()})


def _apposed(mention: Mention, found: Mapping[tuple[int, int], Mention]) -> Mention:
    """Return the mention as the person whose name stands behind it: "a negotiator, Ali Omar"."""
    if not mention.classes & {"official", "source", "person"} or mention.head.tag_ != "NN":
        return mention
    for child in mention.head.children:
        if child.dep_ == "appos" and child.i > mention.head.i:
            person = found.get(key(child))
            if person is not None and person.actor is not None and person.actor.kind == "person":
                actor = person.actor
                if actor.country is None and mention.country and not actor.known:
                    actor = _made("person", actor.label, mention.country)
                return replace(mention, actor=actor, country=actor.country, named=True)
    return mention


class _Reader:
    """Reads phrases; remembers surnames and acronyms that the article introduces."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._aliases: dict[str, Actor] = {}
        self._countries: set[str] = set()

    def learn(self, mention: Mention) -> None:
        """Keep the short forms by which the article goes on to call somebody."""
        actor = mention.actor
        if actor is None:
            return
        if actor.country:
            self._countries.add(actor.country)
        words = mention.text.split()
        if actor.kind == "person" and len(words) > 1 and mention.head.pos_ == "PROPN":
            family = [word for word in actor.label.split() if word[0].isupper()]
            for word in sorted({words[-1], mention.head.text, *family[:1], *family[-1:]}):
                self._aliases[word] = actor
        for child in mention.head.children:
            if child.dep_ == "appos" and child.text.isupper() and 2 <= len(child) <= 8:
                self._aliases[child.text] = actor

    def mention(
        self,
        token: Token,
        inside: Mapping[int, Name],
        found: Mapping[tuple[int, int], Mention],
    ) -> Mention:
        """Return what the phrase headed by a token stands for, without looking back."""
        left, head = phrase_edges(token)
        classes = (
            self._lexicon.classes(token.lemma_.lower()) if token.pos_ != "PRON" else frozenset()
        )
        base = Mention(head=token, span=span_of(left, head), classes=classes)
        name = inside.get(token.i)
        if token.pos_ == "PRON":
            return base
        if (known := self._aliases.get(token.text)) and (name is None or not _covers(name, token)):
            return replace(base, actor=known, country=known.country, named=True)
        if (
            name is not None
            and (known := self._aliases.get(normal(token.doc[name.start : name.end].text)))
            and name.end == token.i + 1
        ):
            return replace(base, actor=known, country=known.country, named=True)
        if name is None and (state := self._short(token)):
            actor = self._gazetteer.country(state)
            return replace(base, actor=actor, place=actor, country=state, named=True)
        country = self._country(token, inside) or _owner_country(token, found)
        if name is not None and (name.entries or name.country):
            return self._named(base, name, country)
        if body := self._body(token, classes, inside):
            return replace(base, actor=body, country=body.country, named=True)
        if "agreement" in classes and (parties := self._parties(token, inside)):
            pact = _made("agreement", f"{agreement(token)} between {parties}", None)
            return replace(base, actor=replace(pact, aliases=(agreement(token),)), named=True)
        if described := describe(token, country, classes, self._gazetteer):
            return replace(base, actor=described, country=country, named=country is not None)
        if token.pos_ == "PROPN" or token.ent_type_ in _NER_KINDS:
            return self._new(base, country)
        if "place" in classes:
            place = _made("place", _label(token), country)
            return replace(base, place=place, country=country)
        return replace(base, country=country)

    def _named(self, base: Mention, name: Name, country: str | None) -> Mention:
        gazetteer = self._gazetteer
        if name.demonym and name.country:
            people = base.head.tag_ in ("NNS", "NNPS", "NNP", "NN")
            actor = gazetteer.people(name.country) if people else gazetteer.country(name.country)
            return replace(base, actor=actor, country=name.country, named=True)
        entry = _choose(name, country)
        place = next((e.actor for e in name.entries if e.actor.kind in ("country", "place")), None)
        if name.seat and name.country:
            actor = (
                entry.actor
                if entry and entry.actor.kind not in ("place", "country")
                else gazetteer.government(name.country)
            )
            return replace(base, actor=actor, place=place, country=name.country, named=True)
        if entry is None:
            return replace(base, country=country)
        actor = None if entry.actor.kind == "place" else entry.actor
        return replace(
            base, actor=actor, place=place, country=entry.actor.country or country, named=True
        )

    def _short(self, token: Token) -> str | None:
        """Return the state that "the North" means in an article about that pair of states."""
        before = token.nbor(-1).text if token.i else ""
        if token.pos_ != "PROPN" or before.lower() != "the":
            return None
        states = self._gazetteer.shorthand(f"the {token.text}")
        known = self._countries
        fitting = [
            s
            for s in states
            if s in known or any(o in known for o in self._gazetteer.shorthand_pair(s))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _parties(self, token: Token, inside: Mapping[int, Name]) -> str | None:
        """Return the states between which an agreement is: "North Korea and Russia"."""
        heads = [*prepositions(token).get("between", []), *modifiers(token)]
        names = [inside[head.i] for head in heads if head.i in inside]
        states = {n.country or n.entries[0].actor.country for n in names if n.country or n.entries}
        labels = sorted(self._gazetteer.country(code).label for code in states if code)
        return " and ".join(labels) if len(labels) > 1 else None

    def _body(
        self, token: Token, classes: frozenset[str], inside: Mapping[int, Name]
    ) -> Actor | None:
        """Return the armed group whose people a noun means: "*Houthi* rebels"."""
        if "force" not in classes:
            return None
        for word in [*modifiers(token), *possessors(token)]:
            name = inside.get(word.i)
            for entry in name.entries if name is not None and not name.country else ():
                if entry.actor.kind in ("group", "force"):
                    return entry.actor
        return None

    def _country(self, token: Token, inside: Mapping[int, Name]) -> str | None:
        """Return the state that a modifier or possessor names ("*Ukrainian* forces")."""
        near = [*modifiers(token), *possessors(token)]
        if self._lexicon.classes(token.lemma_.lower()) & {"official", "government", "agency"}:
            around = prepositions(token)
            near += [t for name in ("of", "in", "from") for t in around.get(name, [])]
        near += [inner for outer in near for inner in modifiers(outer)]
        for word in sorted(near, key=lambda near_token: -near_token.i):
            name = inside.get(word.i)
            if name is None:
                continue
            if name.country:
                return name.country
            for entry in name.entries:
                if entry.actor.kind in ("country", "government") and entry.actor.country:
                    return entry.actor.country
        return None

    def _new(self, base: Mention, country: str | None) -> Mention:
        """Return somebody or something that only the article names."""
        token = base.head
        start, end = _entity(token)
        label = normal(token.doc[start:end].text).removesuffix("'s").strip(" '\"-")
        kind = _NER_KINDS.get(token.ent_type_)
        if not label or kind is None or not label[0].isupper():
            return replace(base, country=country)
        if kind == "person":
            entries = [
                e for e in self._gazetteer.surname(label) if country in (None, e.actor.country)
            ]
            if len(label.split()) == 1 and len(entries) == 1:
                actor = entries[0].actor
                return replace(base, actor=actor, country=actor.country, named=True)
        made = _made(kind, label, country)
        if kind == "place":
            return replace(base, place=made, country=country, named=True)
        return replace(base, actor=made, country=country, named=True)


def _owner_country(token: Token, found: Mapping[tuple[int, int], Mention]) -> str | None:
    """Return the state that "its" or "the group's" stands for before a noun."""
    for owner in possessors(token):
        mention = found.get(key(owner))
        if mention is not None and mention.country and owner.pos_ in ("PRON", "NOUN"):
            return mention.country
    return None


def _covers(name: Name, token: Token) -> bool:
    return name.end - name.start > 1 and name.start <= token.i < name.end


def _choose(name: Name, country: str | None) -> object:
    if not name.entries:
        return None
    if country:
        for entry in name.entries:
            if entry.actor.country == country:
                return entry
    return name.entries[0]


def _entity(token: Token) -> tuple[int, int]:
    """Return the token range of the named entity around a token."""
    start, end = token.i, token.i + 1
    doc: Doc = token.doc
    while start > 0 and doc[start - 1].ent_type_ == token.ent_type_ and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ == token.ent_type_:
        end += 1
    return start, end


def _label(token: Token) -> str:
    left, head = phrase_edges(token)
    return normal(head.doc[left.i : head.i + 1].text)


def _made(kind: str, label: str, country: str | None) -> Actor:
    from nkgraph.extract.described import made

    return made(kind, label, country)


def place_before(mention: Mention) -> int:
    """Return where a mention starts in the article."""
    return position(mention.head)
