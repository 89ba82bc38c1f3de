"""Who does what to whom in a parse: arguments of verbs, whatever the construction.

Works on dependency trees with the labels of spaCy's English models (ClearNLP style). All
functions return heads of phrases, coordinated heads included, in the order of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.extract.kept import kept_tokens
from nkgraph.extract.syntax import (
    all_conjuncts,
    antecedent,
    governed,
    is_infinitive,
    is_passive,
    is_verb,
    labelled,
    prepositions,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECT_CONTROL = frozenset(
    {"accuse", "blame", "suspect", "thank", "criticise", "criticize", "condemn", "praise"}
    | {"prevent", "stop", "charge", "convict", "deter", "dissuade", "sanction", "punish"}
    | {"bar", "ban"}
)
"""Verbs whose object does what follows behind a preposition ("accused them *of selling*")."""
_SUBJECT_CONTROL = frozenset({"promise", "pledge", "vow", "threaten", "agree", "offer"})
_DEPTH = 6
"""Verbs that a subject is looked up through."""


@kept_tokens
def surface_subjects(verb: Token) -> list[Token]:
    """Return the grammatical subject, looked up through control, raising and coordination."""
    return all_conjuncts(_surface(verb, _DEPTH))


@kept_tokens
def subjects(verb: Token) -> list[Token]:
    """Return who does it: the subject of an active verb, the by-agent of a passive one."""
    if not is_passive(verb):
        return surface_subjects(verb)
    above = verb.head
    if not _by(verb) and verb.dep_ == "conj" and verb.i < above.i and is_passive(above):
        verb = above
    later: Token | None = verb
    while later is not None:  # the agent may stand with a later verb of the coordination
        if agents := _by(later):
            return all_conjuncts(agents)
        coordinated = filter(is_passive, filter(is_verb, labelled(later, {"conj"})))
        later = next((v for v in coordinated if not labelled(v, {"nsubj", "nsubjpass"})), None)
    return []


def _by(verb: Token) -> list[Token]:
    """Return the heads of the by-agents that hang on a passive verb."""
    agents = [noun for child in labelled(verb, {"agent"}) for noun in governed(child)]
    by = [child for child in labelled(verb, {"prep"}) if child.lower_ == "by"]
    return agents + [noun for child in by for noun in governed(child)]


@kept_tokens
def objects(verb: Token) -> list[Token]:
    """Return what it is done to: the object of an active verb, the subject of a passive one."""
    coordinated: Token | None = verb
    while coordinated is not None:  # "shot and killed three": the object hangs on the last
        if is_passive(coordinated):
            return surface_subjects(coordinated)
        if own := _own_objects(coordinated):
            return all_conjuncts(own)
        later = (child for child in labelled(coordinated, {"conj"}) if is_verb(child))
        coordinated = next((v for v in later if not labelled(v, {"nsubj", "nsubjpass"})), None)
    return []


def _own_objects(verb: Token) -> list[Token]:
    """Return the heads of the objects that hang on an active verb, or what it is a clause of."""
    own = [antecedent(child) for child in labelled(verb, {"dobj", "attr"})]
    if not own and verb.dep_ == "relcl" and _gap(verb):
        return [verb.head]
    return own or [antecedent(child) for child in labelled(verb, {"oprd"})]


def indirect(verb: Token) -> list[Token]:
    """Return the indirect object without a preposition ("gave *Moscow* shells")."""
    return all_conjuncts(
        child for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP"
    )


def _gap(verb: Token) -> bool:
    """Tell whether a relative clause lacks its object: "the troops [that] Kyiv captured"."""
    own = labelled(verb, set(_SUBJECTS))
    if not own or any(antecedent(child) != child for child in own):
        return False
    return not any(
        child.lower_ in ("where", "when", "why") or child.dep_ == "dobj" for child in verb.children
    )


def _surface(verb: Token, depth: int) -> list[Token]:
    """Return the subject of a verb, or of what it shares one with, up to ``depth`` verbs above."""
    own = [antecedent(child) for child in verb.children if child.dep_ in _SUBJECTS]
    if own or depth == 0:
        return own
    head = verb.head
    found: list[Token] = []
    match verb.dep_:
        case "advcl" if found := _absolute(verb, head):
            pass
        case "conj" if (stray := _stray(verb)) is not None:
            found = [stray]
        case "conj" | "advcl" | "ccomp" | "dep" if is_verb(head):
            found = _surface(_clause_before(verb, head), depth - 1)
        case "xcomp":
            found = _controller(verb, head, depth)
        case "relcl" | "amod":
            found = [head]
        case "acl":
            found = _acl_subject(verb, head, depth)
        case "pcomp" if _accuses(head) and labelled(head.head, {"dobj"}):
            found = [antecedent(child) for child in labelled(head.head, {"dobj"})]
        case "pcomp" | "advcl":
            found = _above(head, depth)
        case _:
            pass
    return found


def _absolute(verb: Token, head: Token) -> list[Token]:
    """Return the subject that "with" gives a participle: ", with the mayor *warning* that …"."""
    before = verb.nbor(-1) if verb.i else verb
    if verb.tag_ == "VBG" and before.dep_ == "pobj" and before.ent_type_ == "NORP":
        return [before]  # "killed by *Thai* shelling"
    last = [c for c in head.children if c.dep_ == "prep" and head.i < c.i < verb.i][-1:]
    opens = any(c.lower_ == "with" and c.nbor(-1).text == "," for c in last)
    return governed(last[0]) if opens and verb.tag_ == "VBG" else []


def _stray(verb: Token) -> Token | None:
    """Return the subject of a later clause that was joined to the object before it.

    In "two men broke arms and *six others* broke legs" the others are joined to the arms.
    """
    before = verb.nbor(-1) if verb.i else verb
    joined = before.dep_ == "conj" and before.pos_ in ("NOUN", "PROPN") and before.i == verb.i - 1
    above = before.head
    own = joined and above.dep_ in ("dobj", "pobj") and verb.head in above.ancestors
    return before if own and verb.tag_ in ("VBD", "VBZ", "VBP") else None


def _accuses(preposition: Token) -> bool:
    """Tell whether what follows is done by the object: "accused X of …", "cited X as …"."""
    return preposition.lower_ == "as" or preposition.head.lemma_.lower() in _OBJECT_CONTROL


def _clause_before(verb: Token, head: Token) -> Token:
    """Return the verb that a later one is joined to: in "X did this, he said, and did that" did."""
    if verb.dep_ != "conj":
        return head
    told = [child for child in head.children if child.dep_ == "ccomp" and child.i < head.i]
    return told[-1] if told and labelled(head, {"nsubj"}) and not labelled(head, {"dobj"}) else head


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    if not is_verb(head):
        return _surface(head.head, depth - 1) if is_verb(head.head) else []
    objects_ = labelled(head, {"dobj"})
    if objects_ and head.lemma_ not in _SUBJECT_CONTROL and verb.i > objects_[0].i:
        return [antecedent(child) for child in objects_]
    return _surface(head, depth - 1)


def _acl_subject(verb: Token, noun: Token, depth: int) -> list[Token]:
    if is_infinitive(verb):
        owners = [child for child in noun.children if child.dep_ == "poss"]
        return owners or prepositions(noun).get("by", []) or _above(noun, depth)
    return [noun]


def _above(token: Token, depth: int) -> list[Token]:
    """Return the possessor of a noun above, or the subject of the verb above it."""
    for above in (token, *token.ancestors):
        if above.pos_ in ("NOUN", "PROPN"):
            owners = [child for child in above.children if child.dep_ == "poss"]
            if owners:
                return owners
        if is_verb(above):
            return _surface(above, depth - 1)
    return []
