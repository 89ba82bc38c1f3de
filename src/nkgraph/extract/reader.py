"""Reads what one noun phrase stands for, by its words and by what the article has introduced."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nkgraph import lexicon
from nkgraph.extract.described import agreement, describe, label, made
from nkgraph.extract.entity import entity, may_be
from nkgraph.extract.mention import Mention
from nkgraph.extract.owners import body_of, country_of, owner_country
from nkgraph.extract.phrases import modifiers, phrase_edges
from nkgraph.extract.syntax import prepositions
from nkgraph.extract.titles import anyones, body_of_last, official
from nkgraph.gazetteer import normal
from nkgraph.language import span_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from nkgraph.extract.names import Name
    from nkgraph.gazetteer import Entry, Gazetteer
    from nkgraph.lexicon import Lexicon
    from nkgraph.model import Actor

_NER_KINDS: Mapping[str, str] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}
_UNSURE = (None, "person")
"""What the names of small places are taken for."""
_CHIEFS: Mapping[str, str] = {
    "": "organization/un",
    "un": "organization/un",
    "u.n.": "organization/un",
    "united nations": "organization/un",
    "nato": "organization/nato",
}
"""Words before "Secretary-General" → whose it is."""
_ACRONYM = range(2, 9)
"""Letters of an acronym that an article introduces behind a name."""


class Reader:
    """Reads the phrases of one article; remembers surnames and acronyms that it introduces."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        """Begin with an article of which nothing is read."""
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
            if child.dep_ == "appos" and child.text.isupper() and len(child) in _ACRONYM:
                self._aliases[child.text] = actor

    def mention(
        self,
        token: Token,
        inside: Mapping[int, Name],
        found: Mapping[tuple[int, int], Mention],
    ) -> Mention:
        """Return what the phrase headed by a token stands for, without looking back.

        Args:
            token: the head.
            inside: token offset → the name that the token is in.
            found: the mentions before it.
        """
        left, head = phrase_edges(token)
        span = span_of(left, head)
        if token.pos_ == "PRON":
            return Mention(head=token, span=span)
        base = Mention(head=token, span=span, classes=self._lexicon.classes(token.lemma_.lower()))
        name = inside.get(token.i)
        known = self._introduced(token, name)
        by = "the article has introduced the name" if known is not None else ""
        if known := known or self._chief(token):
            return replace(base, actor=known, country=known.country, named=True, by=by)
        if name is None and (state := self._short(token)):
            actor = self._gazetteer.country(state)
            return replace(base, actor=actor, place=actor, country=state, named=True)
        country = country_of(token, inside, self._lexicon) or owner_country(token, found)
        if body := self._titled(base, name, country, found):
            return replace(base, actor=body, country=country or body.country, named=True)
        if name is None or not (name.entries or name.country):
            return self._unnamed(base, country, inside)
        return self._named(base, name, country)

    def _introduced(self, token: Token, name: Name | None) -> Actor | None:
        """Return whom the article has introduced by the word, or by the name that it ends."""
        known = self._aliases.get(token.text)
        if known is not None and (name is None or name.end - name.start == 1):
            return known if may_be(token, known) else None
        if name is not None and name.end == token.i + 1:
            return self._aliases.get(normal(token.doc[name.start : name.end].text))
        return None

    def _titled(
        self,
        base: Mention,
        name: Name | None,
        country: str | None,
        found: Mapping[tuple[int, int], Mention],
    ) -> Actor | None:
        """Return the body that an official name means, whoever's the text makes it."""
        if country is not None:
            known = "agency" in base.classes
            return official(base.head, country, self._gazetteer) if known else None
        title = anyones(base.head, name, self._lexicon.coreference.anyones)
        if title is None:
            return None
        own = {entry.actor.country for entry in (name.entries if name else ())} & self._countries
        return body_of_last(title, found, own, self._gazetteer)

    def _named(self, base: Mention, name: Name, country: str | None) -> Mention:
        """Return whom or what a name of the gazetteer stands for."""
        gazetteer = self._gazetteer
        if name.demonym and name.country:
            noun = base.head.dep_ not in ("amod", "compound", "nmod")
            people = noun and base.head.tag_ in ("NNS", "NNPS", "NNP", "NN")
            actor = gazetteer.people(name.country) if people else gazetteer.country(name.country)
            return replace(base, actor=actor, country=name.country, named=True)
        known = _choose(name, country)
        acting = known if known is not None and known.kind != "place" else None
        actors = (entry.actor for entry in name.entries)
        place = next((actor for actor in actors if actor.kind in ("country", "place")), None)
        if name.seat and name.country:
            if acting is None or acting.kind == "country":
                acting = gazetteer.government(name.country)
            return replace(base, actor=acting, place=place, country=name.country, named=True)
        if known is None:
            return _of(base, country)
        if country is not None and _is_anothers(base, known, country):
            words = normal(base.head.doc[name.start : name.end].text)
            own = made(known.kind, f"{gazetteer.country(country).label}'s {words}", country)
            return replace(base, actor=own, country=country, named=True)
        return replace(
            base, actor=acting, place=place, country=known.country or country, named=True
        )

    def _unnamed(self, base: Mention, country: str | None, inside: Mapping[int, Name]) -> Mention:
        """Return whom or what a phrase describes, or names without the gazetteer."""
        token, classes = base.head, base.classes
        if "force" in classes and (body := body_of(token, inside)):
            return replace(base, actor=body, country=body.country, named=True)
        if "agreement" in classes and (parties := self._parties(token, inside)):
            pact = made("agreement", f"{agreement(token)} between {parties}", None)
            return replace(base, actor=replace(pact, aliases=(agreement(token),)), named=True)
        qualifies = token.pos_ == "ADJ" and token.dep_ == "amod"  # "*local* police"
        described = describe(token, country, classes, self._gazetteer)
        if described is not None and not qualifies:
            return replace(base, actor=described, country=country, named=country is not None)
        if token.pos_ == "PROPN" or token.ent_type_ in _NER_KINDS or self._is_leader(token):
            return self._new(base, country)
        if "place" in classes:
            return replace(base, place=made("place", label(token), country), country=country)
        return _of(base, country)

    def _chief(self, token: Token) -> Actor | None:
        """Return who "the Secretary-General" is: of NATO where it stands before, else of the UN."""
        if token.lower_ != "general":
            return None
        start = phrase_edges(token)[0].i
        words = normal(token.doc[start : token.i + 1].text).replace("-", " ").casefold()
        owner = words.removesuffix("secretary general").replace("the ", "").strip()
        if owner == words or "of" in prepositions(token):
            return None
        body = _CHIEFS.get(owner)
        if body is None:
            return None
        held = self._gazetteer.holder(body, "secretary general")
        return held.actor if held is not None else None

    def _short(self, token: Token) -> str | None:
        """Return the state that "the North" means in an article about that pair of states."""
        before = token.nbor(-1).text if token.i else ""
        if token.pos_ != "PROPN" or before.lower() != "the":
            return None
        states = self._gazetteer.shorthand(f"the {token.text}")
        fitting = [state for state in states if self._is_about(state)]
        return fitting[0] if len(fitting) == 1 else None

    def _is_about(self, state: str) -> bool:
        """Tell whether the article has named a state, or one that it is told apart from."""
        pair = self._gazetteer.shorthand_pair(state)
        return state in self._countries or any(other in self._countries for other in pair)

    def _parties(self, token: Token, inside: Mapping[int, Name]) -> str | None:
        """Return the states between which an agreement is: "North Korea and Russia"."""
        heads = [*prepositions(token).get("between", []), *modifiers(token)]
        names = [inside[head.i] for head in heads if head.i in inside]
        states = {n.country or n.entries[0].actor.country for n in names if n.country or n.entries}
        labels = sorted(self._gazetteer.country(code).label for code in states if code)
        return " and ".join(labels) if len(labels) > 1 else None

    def _is_leader(self, token: Token) -> bool:
        """Tell whether a word read as a common noun is a leader's name: "*Trump* warns Putin"."""
        entries = self._gazetteer.surname(token.text) if token.text.istitle() else ()
        offices = self._lexicon.coreference.leaders
        return token.tag_ == "NN" and any(_leads(entry, offices) for entry in entries)

    def _new(self, base: Mention, country: str | None) -> Mention:
        """Return somebody or something that only the article names."""
        token = base.head
        start, end = entity(token)
        words = normal(token.doc[start:end].text).removesuffix("'s").strip(" '\"-")
        words = words.removeprefix("the ")
        kind = _NER_KINDS.get(token.ent_type_)
        single = token.tag_ == "NNP" and len(self._gazetteer.surname(words)) == 1
        if single or (kind is None and self._is_leader(token)):
            kind = "person"
        elif kind in _UNSURE and _is_where(token) and not self._gazetteer.surname(words):
            kind = "place"
            start = start if token.ent_type_ else phrase_edges(token)[0].i
            words = normal(token.doc[start:end].text)
        if not words or kind is None or not words[0].isupper():
            return _of(base, country)
        if kind == "person" and " " not in words:
            entries = self._gazetteer.surname(words)
            entries = tuple(e for e in entries if country in (None, e.actor.country))
            leaders = tuple(e for e in entries if _leads(e, self._lexicon.coreference.leaders))
            if len(only := entries if len(entries) == 1 else leaders) == 1:
                actor = only[0].actor
                return replace(base, actor=actor, country=actor.country, named=True)
        named = made(kind, words, country)
        if kind == "place":
            return replace(base, place=named, country=country, named=True)
        return replace(base, actor=named, country=country, named=True)


def _is_anothers(base: Mention, known: Actor, country: str) -> bool:
    """Tell whether another state's body has the same name: "*Ghana*'s State Department"."""
    generic = known.kind in ("organization", "force") and base.classes & {"agency", "army"}
    return bool(generic) and known.country not in (None, country)


def _is_where(token: Token) -> bool:
    """Tell whether a name stands where only a place does: "in Ain Baal", "the town of Sake"."""
    above, words = token.head, lexicon.load()
    kind = words.classes(above.head.lemma_) if above.lower_ == "of" else frozenset[str]()
    return (
        token.dep_ == "pobj"
        and token.pos_ == "PROPN"
        and token.lower_ not in words.numbers.months
        and (above.lower_ in ("in", "near", "outside") or "place" in kind)
        and above.head.lemma_ not in ("believe", "trust", "interest", "confidence", "faith")
    )


def _of(base: Mention, country: str | None) -> Mention:
    """Return a mention of which nothing but the state is known."""
    return base if country is None else replace(base, country=country)


def _leads(entry: Entry, offices: frozenset[str]) -> bool:
    """Tell whether somebody heads a state or government: whom a bare surname means."""
    return any(term.title in offices and term.until is None for term in entry.terms)


def _choose(name: Name, country: str | None) -> Actor | None:
    """Return the likeliest reading of a name: one of the state that the phrase is about."""
    fitting: list[Entry] = [e for e in name.entries if country and e.actor.country == country]
    return next((entry.actor for entry in (*fitting, *name.entries)), None)
