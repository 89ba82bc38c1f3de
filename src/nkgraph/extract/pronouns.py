"""Whom a pronoun refers back to: the nearest that agrees with it, a subject first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.extract.arguments import surface_subjects
from nkgraph.extract.sentences import same_sentence
from nkgraph.extract.syntax import is_verb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.mention import Mention

_BEFORE = 6
"""Mentions of the sentences before in which a subject is looked for first."""
_HE = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_IT = frozenset({"it", "its", "itself"})
REFERRING = _HE | _THEY | _WE | _IT
_BODIES = frozenset({"country", "government", "organization", "force"})


def antecedent(head: Token, earlier: Sequence[Mention]) -> Mention | None:
    """Return what a pronoun stands for."""
    fits = next((fits for words, fits in _PRONOUNS if head.lower_ in words), None)
    if fits is None:
        return None
    fitting = [mention for mention in earlier if fits(mention)]
    if head.dep_ in ("dobj", "pobj", "dative"):  # never whom the subject of its clause means
        subjects = {m.actor for m in earlier if m.is_subject and m.head.head in head.ancestors}
        fitting = [m for m in fitting if m.actor not in subjects]
    if head.dep_ == "poss":
        near = [m for m in fitting if same_sentence(m.head, head)]
        return _clause_subject(near, head) or last(near or fitting, fits)
    return _subject_first(fitting, head)


def _clause_subject(near: Sequence[Mention], owner: Token) -> Mention | None:
    """Return the subject of the clause in which somebody's own is done to or does something.

    In "Niger, through its embassy in Algiers, denied that *its* soldiers did it" that is Niger.
    """
    if owner.head.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return None
    for verb in filter(is_verb, owner.ancestors):
        subjects = [noun for noun in surface_subjects(verb) if noun != owner.head]
        if subject := last(near, lambda m: m.head in subjects):  # noqa: B023 - called at once
            return subject
    return None


def last(earlier: Sequence[Mention], fits: Callable[[Mention], bool]) -> Mention | None:
    """Return the last mention that fits."""
    return next((mention for mention in reversed(earlier) if fits(mention)), None)


def _subject_first(fitting: Sequence[Mention], head: Token) -> Mention | None:
    """Return the nearest fitting subject of this or the last sentence, else the nearest that fits.

    A subject pronoun seldom refers to what stands in its own clause.
    """
    own = [m for m in fitting if same_sentence(m.head, head) and m.is_subject]
    if own:
        return own[-1]
    before = [m for m in fitting if not same_sentence(m.head, head)]
    subjects = [m for m in before[-_BEFORE:] if m.is_subject]
    if subjects:  # the first subject of the nearest sentence that has one
        return next(m for m in subjects if same_sentence(m.head, subjects[-1].head))
    return fitting[-1] if fitting else None


def _is_single_person(mention: Mention) -> bool:
    actor = mention.actor
    if actor is None or actor.kind == "person":
        return actor is not None
    return (
        actor.kind == "group"
        and "collective" not in mention.classes
        and mention.head.tag_ in ("NN", "NNP")
        and bool(mention.classes & {"force", "person", "official", "captive"})
    )


def _is_several(mention: Mention) -> bool:
    actor = mention.actor
    if actor is None or mention.head.lower_ in _THEY:
        return actor is not None
    if actor.kind == "group":
        return mention.is_plural or not mention.classes
    return actor.kind in ("force", "organization") and mention.head.tag_ in ("NNS", "NNPS", "NNP")


def _is_body(mention: Mention) -> bool:
    actor = mention.actor
    if actor is None:
        return False
    if actor.kind == "group" and mention.head.tag_ == "NN" and "collective" in mention.classes:
        return True  # "the army", though nobody says whose
    return actor.kind in _BODIES or (actor.kind == "group" and actor.known and not mention.classes)


_PRONOUNS = (
    (_HE, _is_single_person),
    (_THEY, _is_several),
    (_WE | _IT, _is_body),
)
