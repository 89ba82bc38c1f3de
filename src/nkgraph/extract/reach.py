"""How far a source's words reach: the tokens that a verb, noun or phrase attributes to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.extract import syntax

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from nkgraph.lexicon import Lexicon

_GOVERNED = frozenset({"ccomp", "xcomp", "dobj", "parataxis", "oprd", "attr", "dep", "acl"})


def content(verb: Token, lexicon: Lexicon) -> frozenset[int]:
    """Return what a reporting verb governs: its clause, object or quotation, not its hearers."""
    covered: set[int] = set()
    for child in verb.children:
        if _is_content(child, verb, lexicon):
            covered |= _below(child) - _disputed(child, lexicon)
    if not covered and verb.lemma_ in lexicon.sources.speaking:
        covered = _later_clause(verb)
    joined = verb.dep_ in ("parataxis", "ccomp", "advcl", "dep") or _closes(verb)
    if not covered and joined and verb.head != verb:
        covered = _below(verb.head) - _below(verb)
    return frozenset(covered)


def _closes(verb: Token) -> bool:
    """Tell whether a verb with a subject closes a sentence, joined to what is said by "and".

    In "it burned down, a guard and a nurse said" the parser may take the guard for a part of it.
    """
    after = verb.sent[verb.i - verb.sent.start + 1 :]
    subject = any(child.dep_ == "nsubj" for child in verb.children)
    return verb.dep_ == "conj" and subject and all(token.is_punct for token in after)


def behind(verb: Token, covered: frozenset[int], lexicon: Lexicon) -> frozenset[int]:
    """Return what is said, with what follows the verb: "X happened, he said, *and Y did*"."""
    if max(covered) >= verb.i:
        return covered
    more = [
        child
        for child in verb.children
        if child.dep_ == "conj" and child.lemma_ not in lexicon.reporting_verbs
    ]
    return covered.union(*map(_below, more))


def of_noun(noun: Token) -> frozenset[int]:
    """Return what a reporting noun is of: "the claim *that …*", "the report *of …*"."""
    return frozenset().union(*(_below(child) for child in noun.children if _is_told(child)))


def of_phrase(phrase: Span) -> frozenset[int]:
    """Return the clause that a phrase such as "according to" stands in, without the source."""
    first, last = phrase[0], phrase[-1]
    top = first
    while top.head != top and (not syntax.is_verb(top) or first.i <= top.i <= last.i):
        top = top.head
    while top.head != top and top.dep_ in ("xcomp", "auxpass", "aux", "conj", "parataxis"):
        top = top.head
    return frozenset(_below(top) - _below(first) - _below(last))


def _below(token: Token) -> set[int]:
    return {inner.i for inner in syntax.subtree(token)}


def _disputed(top: Token, lexicon: Lexicon) -> set[int]:
    """Return what others say of what is said: "…, a claim *that Minsk denies*"."""
    found: set[int] = set()
    for token in syntax.subtree(top):
        before = token.left_edge.i - 1
        apart = before >= 0 and token.doc[before].text in (",", "-", "—")
        if apart and token.lemma_.lower() in lexicon.sources.disputed:
            for child in token.children:
                if child.dep_ in ("relcl", "acl") and child.lemma_ in lexicon.reporting_verbs:
                    found |= _below(child)
    return found


def _is_content(child: Token, verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a phrase or clause below a reporting verb is what is said."""
    match child.dep_:
        case "advcl":
            return _is_statement(child)
        case "prep":
            return child.lower_ in lexicon.sources.content_prepositions
        case "nsubjpass":
            return syntax.is_passive(verb)
        case "conj":  # a noun is coordinated with what the verb governs
            return child.pos_ in ("NOUN", "PROPN")
        case _:
            return child.dep_ in _GOVERNED


def _is_statement(clause: Token) -> bool:
    """Tell whether a clause that the parser calls adverbial has nothing that makes it one."""
    if clause.tag_ == "VBN" and clause.nbor(-1).pos_ == "NUM":  # "reported one dead, two injured"
        return True
    return (
        not any(child.dep_ in ("mark", "advmod") for child in clause.children)
        and not syntax.is_infinitive(clause)
        and clause.tag_ not in ("VBG", "VBN")
    )


def _later_clause(verb: Token) -> set[int]:
    """Return all that stands behind a verb whose clause hangs on a word in between."""
    after = [token for token in syntax.subtree(verb) if token.i > verb.i]
    clause = any(token.dep_ in ("relcl", "acl", "ccomp") for token in after)
    return {token.i for token in after} if clause else set()


def _is_told(child: Token) -> bool:
    if child.dep_ == "prep":
        return child.lower_ == "of"
    return child.dep_ in ("acl", "ccomp", "relcl") and any(
        inner.dep_ == "mark" or inner.lower_ == "that" for inner in child.children
    )
