"""Whom a pronoun or a definite phrase refers back to, within one article.

Rules of agreement and recency: person for "he", several people or a body for "they", a body
for "it", the same class of noun for "the soldier", "these troops", "the agency".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nkgraph.extract.arguments import subjects, surface_subjects
from nkgraph.extract.definites import is_regular, meant
from nkgraph.extract.described import label, made
from nkgraph.extract.mention import key
from nkgraph.extract.pronouns import antecedent, last
from nkgraph.extract.sentences import same_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from nkgraph.extract.mention import Mention
    from nkgraph.lexicon import Coreference

_WINDOW = 40
"""Mentions that are looked back over."""
_PAIR = 2
_DEFINITE = frozenset(
    {"the", "this", "these", "those", "that", "such", "its", "their", "his", "both"}
)


def resolve(mention: Mention, history: Sequence[Mention], words: Coreference) -> Mention:
    """Return the mention with what it refers back to, unchanged where nothing fits."""
    head = mention.head
    earlier = history[-_WINDOW:]
    definite = _is_definite(head)
    if head.pos_ == "PRON":
        return _refer(mention, antecedent(head, earlier))
    if head.lower_ == "others" and not definite:
        mention = _refer(mention, last(earlier, lambda m: _is_likewise(m, head)))
    counted = definite and any(child.lower_ in ("two", "both") for child in head.children)
    if counted and (pair := _two(mention, earlier, words)):
        return pair
    if "force" in mention.classes and mention.country is None:
        if sender := _sender(head, earlier, words):
            actor = made("group", label(head), sender.country)
            return replace(mention, actor=actor, country=sender.country, named=True)
        if _bare_plural(head):
            return _refer(mention, _troops(mention, earlier))
    found: Mention | None = None
    if definite and mention.country is None:
        found = meant(mention, earlier, words)
    elif definite and _is_armed(mention, words):
        found = last(earlier, lambda m: _is_group_of(m, mention.country))
    return _refer(mention, found)


def _is_armed(mention: Mention, words: Coreference) -> bool:
    """Tell whether a phrase means an armed group by its state: "the *Yemeni rebels*"."""
    unknown = mention.actor is None or not mention.actor.known
    return unknown and mention.head.lemma_.lower() in words.bodies | words.fighters


def _is_group_of(mention: Mention, country: str | None) -> bool:
    actor = mention.actor
    return actor is not None and actor.known and actor.kind == "group" and actor.country == country


def _is_likewise(mention: Mention, head: Token) -> bool:
    """Tell whether "others" are more of those people: "two Malian soldiers and five *others*"."""
    people = mention.classes & {"force", "person", "captive"}
    return mention.is_plural and bool(people) and same_sentence(mention.head, head)


def _refer(mention: Mention, found: Mention | None) -> Mention:
    """Return a mention with what another stands for."""
    if found is None:
        return mention
    return replace(
        mention,
        actor=found.actor or mention.actor,
        place=mention.place or found.place,
        country=found.country,
        classes=mention.classes or found.classes,
        named=found.named,
    )


def _two(mention: Mention, earlier: Sequence[Mention], words: Coreference) -> Mention | None:
    """Return what "the two …" means: two states or officials, or the two people told of."""
    if pair := _pair(mention, earlier, words):
        return pair
    two = last(earlier, lambda m: _is_two(m, mention))
    return _refer(mention, two) if two is not None else None


def _pair(mention: Mention, earlier: Sequence[Mention], words: Coreference) -> Mention | None:
    """Return a mention of the last two persons, or states, that "the two …" means."""
    states = mention.head.lemma_.lower() in words.states
    if not states and "official" not in mention.classes:
        return None
    kinds = {"country", "government"} if states else {"person"}
    found: dict[str, Mention] = {}
    for other in reversed(earlier):
        if other.actor is not None and other.actor.kind in kinds:
            found.setdefault(other.country or other.actor.id, other)
        if len(found) == _PAIR:
            second, first = found.values()
            return replace(
                mention,
                actor=first.actor,
                country=first.country,
                named=True,
                others=(second.actor,) if second.actor else (),
            )
    return None


def _is_two(mention: Mention, other: Mention) -> bool:
    """Tell whether a mention is of two people, as another with "the two" must be."""
    return (
        mention.actor is not None
        and mention.is_plural
        and mention.actor.kind in ("group", "person")
        and any(child.lower_ in ("two", "2") for child in mention.head.children)
        and bool(other.classes & {"person", "force", "captive"})
    )


def _sender(head: Token, earlier: Sequence[Mention], words: Coreference) -> Mention | None:
    """Return whose soldiers they are that a state is said to send."""
    token = head
    while token.dep_ == "pobj" and token.head.lower_ == "of":
        token = token.head.head
    if token.dep_ != "dobj" or token.head.lemma_.lower() not in words.sending:
        return None
    subjects = surface_subjects(token.head)
    return last(earlier, lambda m: m.head in subjects and m.country is not None)


def _troops(mention: Mention, earlier: Sequence[Mention]) -> Mention | None:
    """Return the troops of a state that troops without an article are, told of close by."""
    head = mention.head
    like = [
        m
        for m in earlier
        if m.actor is not None
        and m.country is not None
        and "force" in m.classes
        and is_regular(m) == is_regular(mention)
        and _near(m.head, head)
        and not _acts_on(m, head)
    ]
    if "agency" in mention.classes:  # police are no troops
        like = [m for m in like if m.head.lemma_ == head.lemma_]
    return last(like, lambda m: m.head.lemma_ == head.lemma_) or (like[-1] if like else None)


def _acts_on(mention: Mention, head: Token) -> bool:
    """Tell whether a mention is who does something to a phrase: who kills is not killed."""
    if head.dep_ != "dobj" or not same_sentence(mention.head, head):
        return False
    verb = head.head
    return any(noun == mention.head or noun in mention.head.ancestors for noun in subjects(verb))


def _is_definite(head: Token) -> bool:
    return any(
        child.dep_ in ("det", "poss", "predet") and child.lower_ in _DEFINITE
        for child in head.children
    )


def _bare_plural(head: Token) -> bool:
    return head.tag_ == "NNS" and not any(child.dep_ in ("det", "poss") for child in head.children)


def _near(one: Token, other: Token) -> bool:
    """Tell whether both stand in the same block of the article or in neighbouring ones."""
    first, second = key(one)[0], key(other)[0]
    return abs(first - second) <= 1
