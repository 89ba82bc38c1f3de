"""What stands inside and around a noun phrase: owners, modifiers, what a measure measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.extract.syntax import all_conjuncts, antecedent, governed

if TYPE_CHECKING:
    from spacy.tokens import Token

_ATTACHMENTS = 4
"""Nouns that a reduced relative clause is tried on."""
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "quantmod", "det", "advmod"})


def possessors(noun: Token) -> list[Token]:
    """Return the heads of the genitives before a noun ("*Ukraine*'s strikes")."""
    return all_conjuncts(antecedent(child) for child in noun.children if child.dep_ == "poss")


def modifiers(noun: Token) -> list[Token]:
    """Return adjectives and nouns that stand before a noun, coordinated ones included."""
    return all_conjuncts(
        child for child in noun.lefts if child.dep_ in ("amod", "compound", "nmod")
    )


def leaders(noun: Token) -> list[Token]:
    """Return who leads what a noun names: "a *Kenyan*-led mission"."""
    return [
        inner
        for child in noun.children
        if child.dep_ == "amod" and child.lower_ in ("led", "launched", "perpetrated")
        for inner in child.children
        if inner.i < child.i and inner.pos_ in ("NOUN", "PROPN", "ADJ")
    ]


def phrase_edges(noun: Token) -> tuple[Token, Token]:
    """Return the first token of a noun's own modifiers, and the noun."""
    left = noun
    for child in noun.lefts:
        if child.dep_ in _MODIFIERS and child.left_edge.i < left.i:
            left = child.left_edge
    return left, noun


def content(noun: Token) -> Token:
    """Return what a measuring noun measures: "thousands of *troops*", "one of the *men*"."""
    of = (child for child in noun.children if child.dep_ == "prep" and child.lower_ == "of")
    return next((inner for child in of for inner in governed(child)), noun)


def attachments(verb: Token) -> list[Token]:
    """Return the nouns that a reduced relative clause may be about, nearest first.

    In "a pact between X and Y signed in June" the parser may hang the clause on Y.
    """
    if verb.dep_ not in ("acl", "relcl"):
        return []
    found: list[Token] = []
    noun = verb.head
    while noun.dep_ in ("pobj", "conj", "prep") and len(found) < _ATTACHMENTS:
        noun = noun.head
        if noun.pos_ in ("NOUN", "PROPN"):
            found.append(noun)
    return found
