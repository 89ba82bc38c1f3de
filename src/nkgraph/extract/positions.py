"""Where the participants of an event stand around its word: positions → head tokens.

The names of the positions are those of ``ontology/frames/README.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nkgraph.extract import syntax

if TYPE_CHECKING:
    from spacy.tokens import Token

_HELP = frozenset(
    "help support reinforce bolster assist aid back defend strengthen protect boost join beef fight".split(),
)
_OCCASIONS = frozenset("after before since following despite amid with".split())
_LOCATIVE = frozenset("in near at around outside inside across along".split())
_CLAUSES = frozenset({"advcl", "xcomp", "acl", "relcl"})
_SUBJECT_OF_NOUN = frozenset({"dobj", "pobj", "conj", "nsubjpass", "attr", "pcomp"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word that names an event.

    Attributes:
        patient: what a reduced relative clause is about, where it is not the noun it hangs on.
        token: the verb or noun.
        verb: the verb itself, or the light verb that carries the noun; None for a bare noun.
        verbal: whether the word itself is a verb.
        subject: whether the carrier's subject is a participant of the noun's event.
    """

    token: Token
    verb: Token | None
    verbal: bool
    subject: bool = False
    patient: Token | None = None


def at(position: str, trigger: Trigger) -> list[Token]:
    """Return the heads of what stands at a position; empty when nothing does."""
    if trigger.verbal and trigger.patient is not None and position == "object":
        return [trigger.patient]
    if trigger.verbal and trigger.patient is not None and position in ("between", "between2"):
        return _pair(position, [trigger.patient])
    if trigger.verbal:
        return _of_verb(position, trigger.token)
    return _of_noun(position, trigger)


def _of_verb(position: str, verb: Token) -> list[Token]:
    objects = syntax.objects(verb)
    match position:
        case "subject":
            return syntax.subjects(verb)
        case "object" | "self" | "object-state" | "object-actor":
            return objects
        case "indirect":
            return syntax.indirect(verb)
        case "purpose":
            return _purpose(verb)
        case "content-subject":
            return [s for clause in _contents(verb) for s in syntax.surface_subjects(clause)]
        case "content-object":
            return [o for clause in _contents(verb) for o in syntax.objects(clause)]
        case "possessor-of-object":
            return [owner for noun in objects for owner in syntax.possessors(noun)]
        case "object-modifier":
            return [word for noun in objects for word in syntax.modifiers(noun)]
        case "between" | "between2":
            return _pair(position, [verb, *objects])
        case "holder":
            return _holder(verb)
        case "to-state":
            return _governed("to", verb, objects)
        case _:
            return _governed(position, verb, objects)


def _of_noun(position: str, trigger: Trigger) -> list[Token]:
    noun, verb = trigger.token, trigger.verb
    match position:
        case "subject":
            return _noun_subject(trigger)
        case "self":
            return [noun]
        case "possessor":
            return syntax.possessors(noun)
        case "modifier" | "compound":
            return syntax.modifiers(noun)
        case "between" | "between2":
            return _pair(position, [noun])
        case "modifier-pair" | "modifier-pair2":
            pair = syntax.modifiers(noun)
            return pair[: len(pair) // 2] if position == "modifier-pair" else pair[1:]
        case "clause-subject":
            above = syntax.governing_verb(noun)
            return syntax.subjects(above) if above is not None else []
        case "purpose":
            return (
                _purpose(noun)
                or (_purpose(verb) if verb is not None else [])
                or _purpose_above(noun)
            )
        case "agent-of":
            return _governed("of", noun, [])
        case "to-state":
            return _governed("to", noun, [])
        case "object":
            return (
                syntax.objects(verb)
                if verb is not None and noun not in syntax.objects(verb)
                else []
            )
        case _:
            own = _governed(position, noun, [])
            return own or (_governed(position, verb, []) if verb is not None else [])


def by_deed(trigger: Trigger, deeds: frozenset[str]) -> list[Token]:
    """Return who did what somebody was killed or hurt in: "killed in an *Israeli* strike"."""
    heads = [trigger.token]
    if trigger.verbal:
        heads += syntax.objects(trigger.token)
        heads += [c for c in trigger.token.children if c.dep_ == "conj" and syntax.is_verb(c)]
    for head in heads:
        around = syntax.prepositions(head)
        for name in ("in", "by", "during", "from", "after"):
            for noun in around.get(name, []):
                if noun.lemma_.lower() in deeds or noun.lower_ in deeds:
                    deed = Trigger(noun, None, verbal=False)
                    for position in ("by", "possessor", "modifier"):
                        if found := at(position, deed):
                            return found
    return []


def around(trigger: Trigger) -> list[Token]:
    """Return what locative phrases anywhere below an event's clause govern, in order."""
    top = trigger.verb if trigger.verb is not None else trigger.token
    return [
        governed
        for token in top.subtree
        if token.dep_ in ("prep", "agent")
        and token.lower_ in _LOCATIVE
        and _same_clause(token, top)
        for governed in syntax.prepositions(token.head).get(token.lower_, [])
    ]


def where(trigger: Trigger) -> list[Token]:
    """Return what a relative "where" stands for: "Kursk, an area *where* Kyiv attacked"."""
    verb = trigger.verb
    if verb is None or verb.dep_ != "relcl" or all(c.lower_ != "where" for c in verb.children):
        return []
    found = [verb.head]
    while found[-1].dep_ == "appos":
        found.append(found[-1].head)
    return found


def _same_clause(token: Token, top: Token) -> bool:
    """Tell whether no other report, clause or occasion lies between a token and the verb."""
    for above in token.ancestors:
        if above == top:
            return True
        if above.dep_ in ("ccomp", "relcl") or above.lower_ in _OCCASIONS:
            return False
    return False


def places(position: str, trigger: Trigger) -> list[Token]:
    """Return what stands at a locative position of the event, or of those who take part in it."""
    found = at(position, trigger)
    if found:
        return found
    token = trigger.token
    near = [*syntax.objects(token), *syntax.subjects(token)] if trigger.verbal else []
    if trigger.verb is not None and not trigger.verbal:
        near = [*syntax.subjects(trigger.verb), *syntax.objects(trigger.verb)]
    return [governed for noun in near for governed in syntax.prepositions(noun).get(position, [])]


def _governed(preposition: str, head: Token, objects: list[Token]) -> list[Token]:
    found = list(syntax.prepositions(head).get(preposition, []))
    if head.dep_ == "conj" and not found and syntax.is_verb(head) and preposition not in ("of",):
        found = list(syntax.prepositions(head.head).get(preposition, []))
    if not found and syntax.is_verb(head):
        for child in head.children:  # "killed or wounded in Kursk": the phrase hangs on the last
            if child.dep_ == "conj" and syntax.is_verb(child):
                found += syntax.prepositions(child).get(preposition, [])
    for noun in objects:
        found += syntax.prepositions(noun).get(preposition, [])
    if not found and head.dep_ == "xcomp" and syntax.is_verb(head.head):
        found = list(syntax.prepositions(head.head).get(preposition, []))
    return found


def _pair(position: str, heads: list[Token]) -> list[Token]:
    for head in heads:
        members = syntax.prepositions(head).get("between", [])
        if members:
            return members[:1] if position == "between" else members[1:]
    return []


def _purpose(head: Token) -> list[Token]:
    """Return whom "to help …", "fighting for …" and the like name."""
    found = []
    for child in head.subtree:
        if child.dep_ not in _CLAUSES or child.lemma_ not in _HELP or child.i <= head.i:
            continue
        if child.head != head and child.head.head != head:
            continue
        found += (
            syntax.objects(child)
            or syntax.prepositions(child).get("for", [])
            or [s for clause in _contents(child) for s in syntax.surface_subjects(clause)]
        )
    return found


def _purpose_above(noun: Token) -> list[Token]:
    """Return the same where the clause hangs on the noun above ("admission of … to assist")."""
    if noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN":
        return _purpose(noun.head.head)
    return []


def _contents(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in ("ccomp", "xcomp")]


def _holder(verb: Token) -> list[Token]:
    """Return who holds what is got in exchange: "for prisoners held by Russia"."""
    found = []
    for noun in syntax.prepositions(verb).get("for", []):
        found += syntax.possessors(noun)
        for child in noun.children:
            if child.dep_ in ("acl", "relcl"):
                found += syntax.subjects(child)
    for noun in syntax.objects(verb):
        found += [
            g
            for n in syntax.prepositions(noun).get("for", [])
            for c in n.children
            if c.dep_ == "acl"
            for g in syntax.subjects(c)
        ]
    return found


def _noun_subject(trigger: Trigger) -> list[Token]:
    """Return the subject of the verb that carries the noun, or that plans, admits or denies it."""
    if trigger.subject and trigger.verb is not None:
        return syntax.subjects(trigger.verb)
    noun = trigger.token
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    if noun.dep_ == "pobj":
        above = noun.head.head
        if above.pos_ == "NOUN" and above.lemma_ in _ADMISSIONS and noun.head.lower_ == "of":
            return syntax.possessors(above) or syntax.prepositions(above).get("by", [])
        if syntax.is_verb(above) and noun.head.lower_ in ("for", "to"):
            return syntax.subjects(above) if above.lemma_ in _PLANNING else []
        if syntax.is_verb(above) and noun.head.lower_ in (
            "after",
            "before",
            "following",
            "despite",
        ):
            return syntax.subjects(above)
    if noun.dep_ == "dobj" and syntax.is_verb(noun.head) and noun.head.lemma_ in _PLANNING:
        return syntax.subjects(noun.head)
    return []


_ADMISSIONS = frozenset(
    "admission acknowledgement acknowledgment confirmation denial announcement".split()
)
_PLANNING = frozenset(
    "prepare plan ready admit acknowledge deny consider propose order step intensify".split()
)
