"""Whom a pronoun or a definite phrase refers back to, within one article.

Rules of agreement and recency: person for "he", several people or a body for "they", a body
for "it", the same class of noun for "the soldier", "these troops", "the agency".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nkgraph.extract.described import label, made
from nkgraph.extract.mention import key
from nkgraph.extract.syntax import surface_subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.mention import Mention
    from nkgraph.lexicon import Coreference

    Fits = Callable[[Mention], bool]

_WINDOW = 40
"""Mentions that are looked back over."""
_BEFORE = 6
"""Mentions of the sentences before in which a subject is looked for first."""
_PAIR = 2
_HE = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_IT = frozenset({"it", "its", "itself"})
_DEFINITE = frozenset(
    {"the", "this", "these", "those", "that", "such", "its", "their", "his", "both"}
)
_BODIES = frozenset({"country", "government", "organization", "force"})


def resolve(mention: Mention, history: Sequence[Mention], words: Coreference) -> Mention:
    """Return the mention with what it refers back to, unchanged where nothing fits."""
    head = mention.head
    earlier = history[-_WINDOW:]
    if head.pos_ == "PRON":
        return _refer(mention, _pronoun(head, earlier))
    definite = _is_definite(head)
    counted = any(child.lower_ in ("two", "both") for child in head.children)
    if counted and definite and (pair := _two(mention, earlier, words)):
        return pair
    if "force" in mention.classes and mention.country is None:
        if sender := _sender(head, earlier, words):
            actor = made("group", label(head), sender.country)
            return replace(mention, actor=actor, country=sender.country, named=True)
        if _bare_plural(head):
            return _refer(mention, _troops(head, earlier))
    if not definite or mention.country is not None:
        return mention
    return _refer(mention, _noun(mention, earlier, words))


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


def _last(earlier: Sequence[Mention], fits: Fits) -> Mention | None:
    return next((mention for mention in reversed(earlier) if fits(mention)), None)


def _two(mention: Mention, earlier: Sequence[Mention], words: Coreference) -> Mention | None:
    """Return what "the two …" means: two states or officials, or the two people told of."""
    if pair := _pair(mention, earlier, words):
        return pair
    two = _last(earlier, lambda m: _is_two(m, mention))
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
        and _is_plural(mention)
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
    return _last(earlier, lambda m: m.head in subjects and m.country is not None)


def _troops(head: Token, earlier: Sequence[Mention]) -> Mention | None:
    """Return the troops of a state that troops without an article are, told of close by."""
    like = [
        m
        for m in earlier
        if m.actor is not None
        and m.country is not None
        and "force" in m.classes
        and _near(m.head, head)
        and not _acts_on(m, head)
    ]
    return _last(like, lambda m: m.head.lemma_ == head.lemma_) or (like[-1] if like else None)


def _acts_on(mention: Mention, head: Token) -> bool:
    """Tell whether a mention is who does something to a phrase: who kills is not killed."""
    return head.dep_ == "dobj" and _is_subject(mention) and mention.head.head in head.ancestors


def _pronoun(head: Token, earlier: Sequence[Mention]) -> Mention | None:
    """Return what a pronoun stands for."""
    fits = next((fits for words, fits in _PRONOUNS if head.lower_ in words), None)
    if fits is None:
        return None
    fitting = [mention for mention in earlier if fits(mention)]
    if head.dep_ in ("dobj", "pobj", "dative"):  # never whom the subject of its clause means
        subjects = {m.actor for m in earlier if _is_subject(m) and m.head.head in head.ancestors}
        fitting = [m for m in fitting if m.actor not in subjects]
    if head.dep_ == "poss":
        near = [m for m in fitting if _same_sentence(m.head, head)]
        return _last(near or fitting, fits)
    return _subject_first(fitting, head)


def _subject_first(fitting: Sequence[Mention], head: Token) -> Mention | None:
    """Return the nearest fitting subject of this or the last sentence, else the nearest that fits.

    A subject pronoun seldom refers to what stands in its own clause.
    """
    own = [m for m in fitting if _same_sentence(m.head, head) and _is_subject(m)]
    if own:
        return own[-1]
    before = [m for m in fitting if not _same_sentence(m.head, head)]
    subjects = [m for m in before[-_BEFORE:] if _is_subject(m)]
    if subjects:  # the first subject of the nearest sentence that has one
        return next(m for m in subjects if _same_sentence(m.head, subjects[-1].head))
    return fitting[-1] if fitting else None


def _noun(mention: Mention, earlier: Sequence[Mention], words: Coreference) -> Mention | None:
    """Return what a definite common noun refers to: the last mention of its kind."""
    clause = mention.head.head
    earlier = [m for m in earlier if m.head.head != clause or m.head.dep_ == "conj"]
    fits = _kind_meant(mention, words)
    if fits is not None:
        return _last(earlier, fits)
    plural = _is_plural(mention)
    for name in words.classes:
        if name in mention.classes:
            same = [
                m for m in earlier if m.actor and name in m.classes and _agrees(m, plural=plural)
            ]
            if found := _likest(mention, same):
                return found
    if "force" in mention.classes and plural:
        return _last(earlier, _is_known_force)
    if "official" in mention.classes and not plural:
        return _last(earlier, lambda m: m.actor is not None and m.actor.kind == "person")
    return None


def _kind_meant(mention: Mention, words: Coreference) -> Fits | None:
    """Return what a noun asks of its antecedent whatever its own number; None for other nouns."""
    lemma = mention.head.lemma_.lower()
    if lemma in words.states:
        return lambda m: m.actor is not None and m.actor.kind in ("country", "government")
    if lemma in words.bodies:
        kinds = ("group", "organization", "force")
        return lambda m: m.named and m.actor is not None and m.actor.kind in kinds
    if mention.classes & {"agency", "media"}:
        return lambda m: m.named and _is_such_body(m, lemma, words)
    if "agreement" in mention.classes:
        return lambda m: m.actor is not None and m.actor.kind == "agreement"
    return None


def _is_such_body(mention: Mention, lemma: str, words: Coreference) -> bool:
    actor = mention.actor
    return (
        actor is not None
        and actor.kind == "organization"
        and (
            lemma in actor.label.lower()
            or bool(mention.classes & {"agency", "media"})
            or lemma in words.services
        )
    )


def _likest(mention: Mention, same: Sequence[Mention]) -> Mention | None:
    """Return the last of a state and the same noun, else of a state, else of the same noun."""
    same = [m for m in same if _is_collective(m) == _is_collective(mention)]
    known = [m for m in same if m.country is not None]
    alike = [m for m in same if m.head.lemma_ == mention.head.lemma_]
    close = [m for m in known if _is_close(m.head, mention.head)]
    best = [m for m in close if m in alike] or close or [m for m in known if m in alike]
    best = best or known or alike
    return best[-1] if best else None


def _is_collective(mention: Mention) -> bool:
    """Tell whether a noun in the singular means many: "the army", not "the soldier"."""
    return "collective" in mention.classes and not _is_plural(mention)


def _is_close(one: Token, other: Token) -> bool:
    """Tell whether one stands in the same sentence as another, or in the one before."""
    if one.doc is not other.doc:
        return False
    here = other.sent
    return here.start == 0 or one.i >= other.doc[here.start - 1].sent.start


def _is_known_force(mention: Mention) -> bool:
    actor = mention.actor
    return actor is not None and actor.known and actor.kind in ("group", "force")


def _is_single_person(mention: Mention) -> bool:
    actor = mention.actor
    if actor is None or actor.kind == "person":
        return actor is not None
    return (
        actor.kind == "group"
        and mention.head.tag_ in ("NN", "NNP")
        and bool(mention.classes & {"force", "person", "official", "captive"})
    )


def _is_several(mention: Mention) -> bool:
    actor = mention.actor
    if actor is None or mention.head.lower_ in _THEY:
        return actor is not None
    if actor.kind == "group":
        return _is_plural(mention) or not mention.classes
    return actor.kind in ("force", "organization") and mention.head.tag_ in ("NNS", "NNPS", "NNP")


def _is_body(mention: Mention) -> bool:
    actor = mention.actor
    if actor is None:
        return False
    return actor.kind in _BODIES or (actor.kind == "group" and actor.known and not mention.classes)


_PRONOUNS = (
    (_HE, _is_single_person),
    (_THEY, _is_several),
    (_WE | _IT, _is_body),
)


def _is_subject(mention: Mention) -> bool:
    return mention.head.dep_ in ("nsubj", "nsubjpass")


def _is_plural(mention: Mention) -> bool:
    return mention.head.tag_ in ("NNS", "NNPS")


def _agrees(mention: Mention, *, plural: bool) -> bool:
    return _is_plural(mention) == plural or mention.head.lemma_ == "personnel"


def _is_definite(head: Token) -> bool:
    return any(
        child.dep_ in ("det", "poss", "predet") and child.lower_ in _DEFINITE
        for child in head.children
    )


def _bare_plural(head: Token) -> bool:
    return head.tag_ == "NNS" and not any(child.dep_ in ("det", "poss") for child in head.children)


def _same_sentence(one: Token, other: Token) -> bool:
    return one.doc is other.doc and one.sent.start == other.sent.start


def _near(one: Token, other: Token) -> bool:
    """Tell whether both stand in the same block of the article or in neighbouring ones."""
    first, second = key(one)[0], key(other)[0]
    return abs(first - second) <= 1
