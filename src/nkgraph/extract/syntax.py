"""Words of a parse and what hangs on them: kind, voice, coordination and prepositions.

Works on dependency trees with the labels of spaCy's English models (ClearNLP style). Functions
that return several words return them in the order of the text.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from nkgraph.extract.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_PREPOSITIONS = frozenset({"prep", "dative", "agent"})
_BOUND = frozenset({"by", "of", "against"})
"""Prepositions that stand closer to a noun than to the verb above it."""


def is_verb(token: Token) -> bool:
    """Tell whether a token is read as a verb, participles before nouns included.

    A headline's verb may be tagged as a noun; a subject of its own gives it away.
    """
    if token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBG", "VBD", "VBZ", "VBP", "VB"):
        return True
    return token.pos_ in ("NOUN", "PROPN") and any(
        child.dep_ in ("nsubj", "nsubjpass") for child in token.lefts
    )


def lemma(token: Token) -> str:
    """Return the dictionary form in lower case; that of a verb for a headline's verb."""
    base: str = token.lemma_.lower()
    if token.pos_ in ("NOUN", "PROPN") and is_verb(token):
        word = token.lower_
        return word.removesuffix("s") if word.endswith("s") and not word.endswith("ss") else word
    return base


def conjuncts(token: Token) -> list[Token]:
    """Return the token and what is coordinated below it."""
    found: list[Token] = []
    waiting = [token]
    while waiting:  # no recursion: a list may have a thousand members
        word = waiting.pop()
        found.append(word)
        waiting += [child for child in word.children if child.dep_ == "conj"][::-1]
    return found


def all_conjuncts(tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens, each with what is coordinated below it, once."""
    found = list(chain.from_iterable(map(conjuncts, tokens)))
    if not found[1:]:
        return found
    seen = {token.i: token for token in found}
    return [seen[i] for i in sorted(seen)]


def first_conjunct(noun: Token) -> Token:
    """Return the first of the nouns that a noun is coordinated with."""
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    return noun


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, the token itself otherwise."""
    if token.lower_ not in _RELATIVE or token.tag_ not in ("WDT", "WP", "WP$", "IN"):
        return token
    for above in token.ancestors:
        if above.dep_ in ("relcl", "acl") and above.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return above.head
    return token


@kept
def is_passive(verb: Token) -> bool:
    """Tell whether the grammatical subject is what the verb is done to."""
    found = _voice(verb)
    while found is None:
        verb = verb.head
        found = _voice(verb)
    return found


@kept
def _voice(verb: Token) -> bool | None:
    """Tell the same by the words around a verb; None where it is as the verb before it."""
    if labelled(verb, {"auxpass", "nsubjpass"}) or _is_garden_path(verb):
        return True
    dead = [child for child in labelled(verb, {"oprd", "acomp"}) if child.lower_ == "dead"]
    if verb.tag_ == "VBD" and any(not any(word.children) for word in dead):
        return not labelled(verb, {"dobj"})  # a headline's "five migrants shot dead"
    participle = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.dep_ == "acl")
    return participle and _lacks_object(verb)


def _lacks_object(verb: Token) -> bool | None:
    """Tell whether a participle without an auxiliary has only whom something is done to.

    None for one that is as the verb before it: "six are killed and eleven injured".
    """
    perfect = any(child.lemma_ == "have" for child in labelled(verb, {"aux"}))
    match verb.dep_:
        case "acl" | "amod":
            objects_ = labelled(verb, {"dobj"})  # "taken prisoner" has none in truth
            return not any(child.tag_ != "NN" or any(child.children) for child in objects_)
        case "conj" if is_verb(verb.head):
            return False if perfect else None
        case "ROOT":  # a headline's "three villagers killed in Sumy" has a subject
            return not labelled(verb, {"dobj", "aux", "ccomp", "xcomp", "oprd", "prt"})
        case "advcl" | "relcl" | "ccomp":
            return not labelled(verb, {"nsubj", "dobj", "aux"})
        case _:
            return False


def _is_garden_path(verb: Token) -> bool:
    """Tell whether a reduced relative clause was read as the main verb.

    "A man held in Rome is released": two finite verbs of one subject, nothing to join them.
    """
    if verb.tag_ not in ("VBD", "VBN") or labelled(verb, {"dobj", "aux", "auxpass", "ccomp", "cc"}):
        return False
    later = labelled(verb, {"conj"})
    return bool(labelled(verb, {"nsubj"})) and any(
        labelled(child, {"auxpass", "aux"}) for child in later
    )


def prepositions(token: Token) -> dict[str, list[Token]]:
    """Return preposition → heads of what it governs, for the phrases that hang on a token."""
    doc = token.doc
    return {name: [doc[i] for i in offsets] for name, offsets in _prepositions(token)}


@kept
def _prepositions(token: Token) -> tuple[tuple[str, tuple[int, ...]], ...]:
    found: dict[str, list[Token]] = {}
    for child in (*token.children, *_adjacent(token)):
        if child.dep_ in _PREPOSITIONS and child.pos_ in ("ADP", "SCONJ", "VERB", "PART", "ADV"):
            nouns = all_conjuncts(governed(child))
            found.setdefault(child.lower_, []).extend(nouns)
            for nested in child.children:  # "out of Gaza", "from inside Lebanon", "because of fire"
                if (
                    child.pos_ != "VERB"
                    and nested.dep_ in ("prep", "pcomp")
                    and nested.tag_ == "IN"
                ):
                    found.setdefault(nested.lower_, []).extend(all_conjuncts(governed(nested)))
    return tuple((name, tuple(noun.i for noun in nouns)) for name, nouns in found.items())


def _adjacent(noun: Token) -> list[Token]:
    """Return prepositions right behind a noun that the parser hangs on the verb above it.

    "They detected the *launch by* Iran of a missile": "by" and "of" are the launch's.
    """
    found: list[Token] = []
    doc, at = noun.doc, noun.i + 1
    if noun.pos_ != "NOUN" or noun.dep_ not in ("dobj", "pobj", "conj"):
        return found
    while at < len(doc) and doc[at].lower_ in _BOUND and doc[at].dep_ == "prep":
        step = doc[at]
        if not is_verb(step.head) or step.head not in noun.ancestors or is_passive(step.head):
            break
        found.append(step)
        at = step.right_edge.i + 1
    return found


def governed(preposition: Token) -> list[Token]:
    """Return the heads of what a preposition governs, those coordinated with them left out."""
    return [antecedent(child) for child in preposition.children if child.dep_ == "pobj"]


def subtree(token: Token) -> Iterator[Token]:
    """Yield a token and all below it, in order; in linear time, as spaCy's own is not."""
    waiting = [(token, False)]
    while waiting:
        word, opened = waiting.pop()
        if opened or not word.n_lefts + word.n_rights:
            yield word
            continue
        waiting += [(right, False) for right in reversed(list(word.rights))]
        waiting.append((word, True))
        waiting += [(left, False) for left in reversed(list(word.lefts))]


def governing_verb(token: Token) -> Token | None:
    """Return the nearest verb above a token."""
    for above in token.ancestors:
        if is_verb(above):
            return above
    return None


def is_infinitive(verb: Token) -> bool:
    """Tell whether "to" stands before a verb."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def labelled(verb: Token, labels: set[str]) -> list[Token]:
    """Return what hangs right on a word with one of some dependency labels."""
    return [child for child in verb.children if child.dep_ in labels]
