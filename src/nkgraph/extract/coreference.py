"""Whom a pronoun or a definite phrase refers back to, within one article.

Rules of agreement and recency: person for "he", several people or a body for "they", a body
for "it", the same class of noun for "the soldier", "these troops", "the agency".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nkgraph.extract.described import label, made
from nkgraph.extract.syntax import surface_subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.mentions import Mention

_WINDOW = 40
_SENDING = frozenset("send deploy dispatch commit contribute withdraw pull lose".split())
_HE = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_IT = frozenset({"it", "its", "itself"})
_DEFINITE = frozenset(
    {"the", "this", "these", "those", "that", "such", "its", "their", "his", "both"}
)
_BODIES = frozenset({"country", "government", "organization", "force"})
_CLASSES = (
    "force",
    "captive",
    "person",
    "official",
    "agency",
    "media",
    "agreement",
    "source",
    "government",
)
_COUNTRY_NOUNS = frozenset(
    {
        "country",
        "nation",
        "state",
        "regime",
        "government",
        "side",
        "kingdom",
        "neighbour",
        "neighbor",
        "capital",
        "ally",
        "rival",
    },
)
_GROUP_NOUNS = frozenset(
    {"group", "movement", "militia", "faction", "organization", "organisation", "cartel", "gang"}
)


def resolve(mention: Mention, history: Sequence[Mention]) -> Mention:
    """Return the mention with what it refers back to, unchanged where nothing fits."""
    head = mention.head
    earlier = history[-_WINDOW:]
    if head.pos_ == "PRON":
        return _refer(mention, _pronoun(head, earlier))
    if any(child.lower_ in ("two", "both") for child in head.children) and _is_definite(head):
        if pair := _pair(mention, earlier):
            return pair
    if (
        "force" in mention.classes
        and mention.country is None
        and (sender := _sender(head, earlier))
    ):
        actor = made("group", label(head), sender.country)
        return replace(mention, actor=actor, country=sender.country, named=True)
    if "force" in mention.classes and mention.country is None and _bare_plural(head):
        like = _troops_like(head)
        same = _last(earlier, lambda m: like(m) and m.head.lemma_ == head.lemma_)
        return _refer(mention, same or _last(earlier, like))
    if not _is_definite(head) or mention.country is not None:
        return mention
    return _refer(mention, _noun(mention, earlier))


def _pair(mention: Mention, earlier: Sequence[Mention]) -> Mention | None:
    """Return a mention of the last two persons, or states, that "the two …" means."""
    kinds = (
        {"country", "government"} if mention.head.lemma_.lower() in _COUNTRY_NOUNS else {"person"}
    )
    found: dict[str, Mention] = {}
    for other in reversed(earlier):
        if other.actor is not None and other.actor.kind in kinds:
            found.setdefault(other.country or other.actor.id, other)
        if len(found) == 2:
            second, first = found.values()
            return replace(
                mention,
                actor=first.actor,
                country=first.country,
                named=True,
                others=(second.actor,) if second.actor else (),
            )
    return None


def _sender(head: Token, earlier: Sequence[Mention]) -> Mention | None:
    """Return whose soldiers they are that a state is said to send."""
    token = head
    while token.dep_ == "pobj" and token.head.lower_ == "of":
        token = token.head.head
    if token.dep_ != "dobj" or token.head.lemma_.lower() not in _SENDING:
        return None
    subjects = surface_subjects(token.head)
    return _last(earlier, lambda m: m.head in subjects and m.country is not None)


def _refer(mention: Mention, found: Mention | None) -> Mention:
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


def _pronoun(head: Token, earlier: Sequence[Mention]) -> Mention | None:
    word = head.lower_
    possessive = head.dep_ == "poss"
    if word in _HE:
        return _subject_first(earlier, lambda m: _singular_person(m), head, possessive=possessive)
    if word in _THEY:
        return _subject_first(earlier, lambda m: _plural(m), head, possessive=possessive)
    if word in _WE:
        return _subject_first(earlier, _body, head, possessive=possessive)
    if word in _IT:
        return _subject_first(earlier, lambda m: _body(m), head, possessive=possessive)
    return None


def _subject_first(
    earlier: Sequence[Mention],
    fits: Callable[[Mention], bool],
    head: Token,
    *,
    possessive: bool,
) -> Mention | None:
    """Return the nearest fitting subject of this or the last sentence, else the nearest that fits.

    A subject pronoun seldom refers to what stands in its own clause.
    """
    recent = [m for m in earlier if fits(m)]
    if not recent:
        return None
    if possessive:
        near = [m for m in recent if _same_sentence(m.head, head) and not _quoted_over(m, head)]
        return (near or recent)[-1]
    own = [m for m in recent if _same_sentence(m.head, head)]
    before = [m for m in recent if not _same_sentence(m.head, head)]
    for pool in (own, before[-6:]):
        subjects = [m for m in pool if m.head.dep_ in ("nsubj", "nsubjpass")]
        if subjects:
            return subjects[-1] if pool is own else _last_sentence_first(subjects)
    return recent[-1]


def _last_sentence_first(subjects: list[Mention]) -> Mention:
    last = subjects[-1]
    same = [m for m in subjects if _same_sentence(m.head, last.head)]
    return same[0]


def _quoted_over(_: Mention, __: Token) -> bool:
    return False


def _same_sentence(one: Token, other: Token) -> bool:
    return one.doc is other.doc and one.sent.start == other.sent.start


def _singular_person(mention: Mention) -> bool:
    actor = mention.actor
    if actor is None:
        return False
    if actor.kind == "person":
        return True
    return (
        actor.kind == "group"
        and mention.head.tag_ in ("NN", "NNP")
        and bool(mention.classes & {"force", "person", "official", "captive"})
    )


def _plural(mention: Mention) -> bool:
    actor = mention.actor
    if actor is None:
        return False
    if actor.kind == "group":
        return mention.head.tag_ in ("NNS", "NNPS") or not mention.classes
    return actor.kind in ("force", "organization") and mention.head.tag_ in ("NNS", "NNPS", "NNP")


def _body(mention: Mention) -> bool:
    actor = mention.actor
    if actor is None:
        return False
    return actor.kind in _BODIES or (actor.kind == "group" and actor.known and not mention.classes)


def _is_definite(head: Token) -> bool:
    return any(
        child.dep_ in ("det", "poss", "predet") and child.lower_ in _DEFINITE
        for child in head.children
    )


def _bare_plural(head: Token) -> bool:
    return head.tag_ == "NNS" and not any(child.dep_ in ("det", "poss") for child in head.children)


def _troops_like(head: Token) -> Callable[[Mention], bool]:
    return lambda m: (
        m.actor is not None
        and m.country is not None
        and "force" in m.classes
        and _near(m.head, head)
    )


def _near(one: Token, other: Token) -> bool:
    """Tell whether both stand in the same block of the article or in neighbouring ones."""
    return abs(one.doc.user_data.get("passage", 0) - other.doc.user_data.get("passage", 0)) <= 1


def _last(earlier: Sequence[Mention], fits: Callable[[Mention], bool]) -> Mention | None:
    return next((mention for mention in reversed(earlier) if fits(mention)), None)


def _noun(mention: Mention, earlier: Sequence[Mention]) -> Mention | None:
    """Return what a definite common noun refers to: the last mention of its kind."""
    lemma = mention.head.lemma_.lower()
    clause = mention.head.head
    earlier = [m for m in earlier if m.head.head != clause or m.head.dep_ == "conj"]
    if lemma in _COUNTRY_NOUNS:
        return _last(
            earlier, lambda m: m.actor is not None and m.actor.kind in ("country", "government")
        )
    if lemma in _GROUP_NOUNS:
        return _last(
            earlier,
            lambda m: (
                m.actor is not None
                and m.named
                and m.actor.kind in ("group", "organization", "force")
            ),
        )
    if "agency" in mention.classes or "media" in mention.classes:
        return _last(
            earlier,
            lambda m: (
                m.actor is not None
                and m.named
                and m.actor.kind == "organization"
                and (
                    lemma in m.actor.label.lower()
                    or bool(m.classes & {"agency", "media"})
                    or lemma in ("agency", "service")
                )
            ),
        )
    plural = mention.head.tag_ in ("NNS", "NNPS")
    if "agreement" in mention.classes:
        return _last(earlier, lambda m: m.actor is not None and m.actor.kind == "agreement")
    for name in _CLASSES:
        if name in mention.classes:
            same = [
                m
                for m in earlier
                if m.actor is not None and name in m.classes and _number(m, plural=plural)
            ]
            known = [m for m in same if m.country is not None]
            alike = [m for m in same if m.head.lemma_ == mention.head.lemma_]
            if known or alike:
                return ([m for m in known if m in alike] or known or alike)[-1]
    if "force" in mention.classes:
        return _last(
            earlier,
            lambda m: m.actor is not None and m.actor.known and m.actor.kind in ("group", "force"),
        )
    if "official" in mention.classes and not plural:
        return _last(earlier, lambda m: m.actor is not None and m.actor.kind == "person")
    return None


def _number(mention: Mention, *, plural: bool) -> bool:
    return (mention.head.tag_ in ("NNS", "NNPS")) == plural or mention.head.lemma_ == "personnel"
