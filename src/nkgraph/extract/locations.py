"""Where an event is: what stands at its locative positions and around its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.extract import arguments, syntax
from nkgraph.extract.positions import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from nkgraph.extract.trigger import Trigger
    from nkgraph.lexicon import Grammar


def places(position: str, trigger: Trigger, grammar: Grammar) -> list[Token]:
    """Return what stands at a locative position of the event, or of those who take part in it."""
    found = at(position, trigger, grammar)
    if found:
        return found
    token = trigger.token
    near = [*arguments.objects(token), *arguments.subjects(token)] if trigger.verbal else []
    if trigger.verb is not None and not trigger.verbal:
        near = [*arguments.subjects(trigger.verb), *arguments.objects(trigger.verb)]
    return [governed for noun in near for governed in syntax.prepositions(noun).get(position, [])]


def around(trigger: Trigger, grammar: Grammar) -> Iterator[Token]:
    """Yield what locative phrases anywhere below an event's clause govern, in order."""
    top = trigger.verb if trigger.verb is not None else trigger.token
    tops = [top]
    if top.dep_ == "conj" and syntax.is_verb(top.head):  # "in Riga, two died and six were hurt"
        tops.append(top.head)
    for above in tops:
        for token in syntax.subtree(above):
            locative = token.dep_ in ("prep", "agent") and token.lower_ in grammar.locatives
            if locative and _same_clause(token, above, grammar):
                yield from syntax.prepositions(token.head).get(token.lower_, [])


def where(trigger: Trigger) -> list[Token]:
    """Return what a relative "where" stands for: "the town *where* they met"."""
    verb = trigger.verb
    if verb is None or verb.dep_ != "relcl" or all(c.lower_ != "where" for c in verb.children):
        return []
    found = [verb.head]
    while found[-1].dep_ == "appos":
        found.append(found[-1].head)
    return found


def _same_clause(token: Token, top: Token, grammar: Grammar) -> bool:
    """Tell whether no other report, clause or occasion lies between a token and the verb."""
    for above in token.ancestors:
        if above == top:
            return True
        if above.dep_ in ("ccomp", "relcl") or above.lower_ in grammar.occasions:
            return False
    return False
