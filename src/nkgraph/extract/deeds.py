"""The deeds in which harm is done, and who did them: "killed in an *Israeli* *strike*"."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from nkgraph.extract import arguments, syntax
from nkgraph.extract.positions import AIMED, at
from nkgraph.extract.trigger import Trigger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from nkgraph.lexicon import Grammar


def by_deed(trigger: Trigger, grammar: Grammar) -> list[Token]:
    """Return who did what somebody was killed or hurt in: "killed in an *Israeli* strike"."""
    heads = [trigger.token]
    doing: list[Token] = []
    if trigger.verbal:
        if not syntax.is_passive(trigger.token):  # "a raid by *X* killed two"
            doing = _only_deeds(arguments.subjects(trigger.token), grammar)
        heads += arguments.objects(trigger.token)
        joined = [c for c in trigger.token.children if c.dep_ == "conj"]
        heads += [c for c in joined if syntax.is_verb(c)]
        heads += [c for n in joined for c in n.children if c.dep_ == "acl"]
    suffered = (deed for head in heads for deed in deeds(head, grammar))
    doers = (_doer(deed, grammar) for deed in chain(doing, suffered))
    return next((found for found in doers if found), [])


def aimed_at(trigger: Trigger, grammar: Grammar) -> list[Token]:
    """Return what the deeds were aimed at that did harm: "strikes on *Tyre* killed two"."""
    verb = trigger.token
    done = [] if syntax.is_passive(verb) else _only_deeds(arguments.subjects(verb), grammar)
    done += deeds(verb, grammar)
    names = (*AIMED, "of", "in", "near")
    return [
        aim for deed in done for name in names for aim in syntax.prepositions(deed).get(name, [])
    ]


def deeds(head: Token, grammar: Grammar) -> list[Token]:
    """Return the deeds in which something was suffered: "hurt in a *raid*", "as a result of …"."""
    around = syntax.prepositions(head)
    nouns = [noun for name in grammar.deed_links for noun in around.get(name, [])]
    nouns += [
        inner
        for noun in nouns
        if noun.lemma_.lower() in grammar.passing
        for inner in syntax.prepositions(noun).get("of", [])
    ]
    return _only_deeds(nouns, grammar)


def is_deed(noun: Token, grammar: Grammar) -> bool:
    """Tell whether a word names what may be done to somebody: "raid", "shelling"."""
    return noun.lemma_.lower() in grammar.deeds or noun.lower_ in grammar.deeds


def _only_deeds(nouns: Iterable[Token], grammar: Grammar) -> list[Token]:
    return [noun for noun in nouns if is_deed(noun, grammar)]


def _doer(noun: Token, grammar: Grammar) -> list[Token]:
    """Return who did what a noun names."""
    deed = Trigger(noun, None, verbal=False)
    names = ("by", "possessor", "modifier", "from", "blamed")
    positions = (at(position, deed, grammar) for position in names)
    return next((found for found in positions if found), [])
