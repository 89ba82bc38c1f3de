"""Whom a pronoun or a definite phrase refers back to, within one article.

Rules of agreement and recency: person for "he", several people or a body for "they", a body
for "it", the same class of noun for "the soldier", "these troops", "the agency".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nkgraph.extract.arguments import subjects, surface_subjects
from nkgraph.extract.described import label, made
from nkgraph.extract.mention import key
from nkgraph.extract.pronouns import antecedent, last
from nkgraph.extract.sentences import same_sentence, sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.mention import Mention
    from nkgraph.lexicon import Coreference
    from nkgraph.model import Actor

    Fits = Callable[[Mention], bool]

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
        found = _noun(mention, earlier, words)
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
        and _is_regular(m) == _is_regular(mention)
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


def _noun(mention: Mention, earlier: Sequence[Mention], words: Coreference) -> Mention | None:
    """Return what a definite common noun refers to: the last mention of its kind."""
    lemma = mention.head.lemma_.lower()
    if not mention.classes and lemma not in words.states and lemma not in words.bodies:
        return None
    clause = mention.head.head
    earlier = [m for m in earlier if m.head.head != clause or m.head.dep_ == "conj"]
    earlier = [m for m in earlier if mention.head not in m.head.ancestors]  # "the *X*-backed group"
    sources = [m.actor for m in earlier if _is_its_source(m, clause)]
    earlier = [m for m in earlier if m.actor is None or m.actor not in sources]
    fits = _kind_meant(mention, earlier, words)
    if fits is not None:
        return _ruled(mention, earlier, words) or last(earlier, fits)
    plural = mention.is_plural
    for name in words.classes:
        if name in mention.classes:
            same = [
                m for m in earlier if m.actor and name in m.classes and _agrees(m, plural=plural)
            ]
            if found := _likest(mention, same):
                return found
    if "force" in mention.classes and plural:
        return last(earlier, _is_known_force)
    if "official" in mention.classes and not plural:
        return last(earlier, lambda m: m.actor is not None and m.actor.kind == "person")
    return None


def _ruled(mention: Mention, earlier: Sequence[Mention], words: Coreference) -> Mention | None:
    """Return the state whose doings are told, that "the government" speaks for as a subject."""
    if mention.head.lemma_.lower() not in words.rulers or not mention.is_subject:
        return None
    above = set(mention.head.ancestors)
    inside = [m for m in earlier if same_sentence(m.head, mention.head) and m.is_subject]
    doer = last(inside, lambda m: bool(m.country) and m.head.head not in above)
    if doer is None:
        return None
    return last(earlier, lambda m: _is_state(m) and m.country == doer.country) or doer


def _is_state(mention: Mention) -> bool:
    return mention.actor is not None and mention.actor.kind in ("country", "government")


def _is_its_source(mention: Mention, clause: Token) -> bool:
    """Tell whether a clause is according to whom a mention names."""
    above = mention.head.head
    return above.lower_ == "to" and above.head.lower_ == "according" and above.head.head == clause


def _kind_meant(mention: Mention, earlier: Sequence[Mention], words: Coreference) -> Fits | None:
    """Return what a noun asks of its antecedent whatever its own number; None for other nouns."""
    lemma = mention.head.lemma_.lower()
    if lemma in words.states:
        return _is_state
    if lemma in words.bodies:
        kinds = _bodies_meant(mention, earlier, words)
        return lambda m: m.named and m.actor is not None and _is_body_of(m.actor, kinds)
    if mention.classes & {"agency", "media"}:
        return lambda m: m.named and _is_such_body(m, lemma, words)
    if "agreement" in mention.classes:
        return lambda m: m.actor is not None and m.actor.kind == "agreement"
    return None


def _bodies_meant(
    mention: Mention, earlier: Sequence[Mention], words: Coreference
) -> tuple[str, ...]:
    """Return what kinds "the group" may be: armed ones alone, if one was named and it acts."""
    armed = ("group", "force")
    acts = mention.is_subject and mention.head.head.lemma_.lower() not in words.speaking
    if acts and any(m.named and m.actor and _is_body_of(m.actor, armed) for m in earlier):
        return armed
    return (*armed, "organization")


def _is_body_of(actor: Actor, kinds: Collection[str]) -> bool:
    """Tell whether somebody is a body of some kind, and no people."""
    return actor.kind in kinds and not actor.id.startswith("group/people-")


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
    same = [m for m in same if _is_regular(m) == _is_regular(mention)]
    known = [m for m in same if m.country is not None]
    alike = [m for m in same if m.head.lemma_ == mention.head.lemma_]
    close = [m for m in known if _is_close(m.head, mention.head)]
    best = [m for m in close if m in alike] or close or [m for m in known if m in alike]
    best = best or known or alike
    return best[-1] if best else None


def _is_collective(mention: Mention) -> bool:
    """Tell whether a noun in the singular means many: "the army", not "the soldier"."""
    return "collective" in mention.classes and not mention.is_plural


def _is_regular(mention: Mention) -> bool:
    """Tell whether a noun may mean a state's own forces: "the troops", not "the militants"."""
    return "irregular" not in mention.classes


def _is_close(one: Token, other: Token) -> bool:
    """Tell whether one stands in the same sentence as another, or in the one before."""
    if one.doc is not other.doc:
        return False
    start = sentence_of(other).start
    return start == 0 or one.i >= sentence_of(other.doc[start - 1]).start


def _is_known_force(mention: Mention) -> bool:
    actor = mention.actor
    people = actor is not None and actor.id.startswith("group/people-")
    return actor is not None and actor.known and actor.kind in ("group", "force") and not people


def _agrees(mention: Mention, *, plural: bool) -> bool:
    return mention.is_plural == plural or mention.head.lemma_ == "personnel"


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
