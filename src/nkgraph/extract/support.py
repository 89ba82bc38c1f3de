"""What stands above a noun that names an event: a light verb that carries it, or a report of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Token

from nkgraph.extract import arguments, syntax
from nkgraph.extract.mention import measure

if TYPE_CHECKING:
    from nkgraph.frames import Frame
    from nkgraph.lexicon import Grammar


@dataclass(frozen=True, slots=True)
class Support:
    """The verb above a noun, and which role of the noun's event the verb's subject has.

    Attributes:
        role: None when the frame knows no such light verb, "none" for no role.
    """

    verb: Token | None
    role: str | None = None

    @property
    def participants(self) -> list[Token]:
        """Return the subjects of the verb, where they have a role."""
        if self.verb is None or self.role in (None, "none"):
            return []
        return arguments.subjects(self.verb)


def support(noun: Token, frame: Frame) -> Support:
    """Return the light verb that carries a noun: "*launched* an attack"."""
    top = measure(syntax.first_conjunct(noun))
    if top.dep_ in ("dobj", "nsubjpass", "nsubj", "csubj", "attr") and syntax.is_verb(top.head):
        return _governing(top, frame)
    for child in noun.children:  # "an attack carried out by", "losses suffered by"
        if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in frame.support:
            return Support(child, frame.support[child.lemma_.lower()])
    if top.dep_ == "pobj":
        verb = top.head.head
        words = top.head.lower_
        if verb.dep_ == "dobj":  # "claimed responsibility for an attack"
            verb, words = verb.head, f"{verb.lemma_.lower()} {words}"
        words = f"{verb.lemma_.lower()} {words}"
        if words in frame.support:
            return Support(verb, frame.support[words])
    return Support(None)


def _governing(noun: Token, frame: Frame) -> Support:
    """Return the verb that a noun is an argument of, with its particle if the frame has one."""
    verb = noun.head
    if noun.dep_ == "attr" and verb.dep_ != "relcl":
        return Support(verb)
    lemma = verb.lemma_.lower()
    particles = [c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod", "prep")]
    for words in (*(f"{lemma} {particle}" for particle in particles), lemma):
        if words in frame.support:
            active = noun.dep_ in ("nsubj", "csubj") and not syntax.is_passive(verb)
            return Support(verb, "none" if active else frame.support[words])
    return Support(verb)


def is_told(noun: Token, grammar: Grammar) -> bool:
    """Tell whether the sentence gives a noun's event as something that happened."""
    top = syntax.first_conjunct(noun)
    if top.dep_ in ("dobj", "nsubjpass") and syntax.is_verb(top.head):
        return top.head.lemma_.lower() in grammar.telling
    if top.dep_ != "pobj":
        return False
    preposition, above = top.head.lower_, top.head.head
    lemma = above.lemma_.lower()
    if preposition == "of" and lemma in grammar.telling_nouns:
        return True
    if syntax.is_verb(above) and lemma in grammar.harming:
        return preposition in ("in", "by", "during")
    if syntax.is_verb(above) and lemma in grammar.expecting:
        return True
    return preposition in grammar.framing
