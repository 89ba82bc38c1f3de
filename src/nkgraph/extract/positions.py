"""Where the participants of an event stand around its word: positions → head tokens.

The names of the positions are those of ``ontology/frames/README.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from nkgraph.extract import arguments, phrases, syntax
from nkgraph.extract.mention import measure
from nkgraph.extract.trigger import Trigger
from nkgraph.lexicon import Grammar

AIMED = ("on", "against", "at")
"""Prepositions before whom or what a deed is aimed at."""
_HOLDING = frozenset({"hold", "detain", "capture", "seize", "jail", "imprison", "abduct"})
_CLAUSES = frozenset({"advcl", "xcomp", "acl", "relcl"})


def at(position: str, trigger: Trigger, grammar: Grammar) -> list[Token]:
    """Return the heads of what stands at a position; empty when nothing does.

    A name that is none of ``NAMES`` is a preposition.
    """
    if trigger.verbal:
        if position in _OF_VERB:
            return _OF_VERB[position](trigger, grammar)
        return _governed(position, trigger.token, arguments.objects(trigger.token))
    if position in _OF_NOUN:
        return _OF_NOUN[position](trigger, grammar)
    own = _governed(position, trigger.token, []) or _behind_doer(position, trigger.token)
    if not own and (whole := measure(trigger.token)) != trigger.token:
        own = _governed(position, whole, [])
    own = own or _shared(position, trigger.token)
    return own or (_governed(position, trigger.verb, []) if trigger.verb is not None else [])


def _shared(position: str, noun: Token) -> list[Token]:
    """Return what hangs on the first of the nouns: "missile and drone strikes *by Russia*"."""
    first = syntax.first_conjunct(noun)
    near = [first] if first != noun else []
    if position != "of" and (measured := phrases.content(noun)) != noun:
        near.append(measured)  # "a salvo of rockets *at Haifa*"
    return [inner for other in near for inner in syntax.prepositions(other).get(position, [])]


def _behind_doer(position: str, noun: Token) -> list[Token]:
    """Return what a preposition governs that was hung on the doer: "a raid by X *on Y*"."""
    if position not in AIMED:
        return []
    doers = syntax.prepositions(noun).get("by", [])
    return [aim for doer in doers for aim in syntax.prepositions(doer).get(position, [])]


def _governed(preposition: str, head: Token, objects: list[Token]) -> list[Token]:
    """Return what a preposition governs that hangs on a word, on its objects, or close by."""
    found = list(syntax.prepositions(head).get(preposition, []))
    if not found and head.dep_ == "conj" and syntax.is_verb(head) and preposition != "of":
        found = list(syntax.prepositions(head.head).get(preposition, []))
    if not found and syntax.is_verb(head):
        for child in head.children:  # "robbed or hurt in Lyon": the phrase hangs on the last
            if child.dep_ == "conj" and syntax.is_verb(child):
                found += syntax.prepositions(child).get(preposition, [])
    for noun in objects:
        found += syntax.prepositions(noun).get(preposition, [])
        measured = phrases.content(noun)  # "a package of sanctions *against Minsk*"
        if not found and measured != noun and preposition != "of":
            found += syntax.prepositions(measured).get(preposition, [])
    if not found and head.dep_ == "xcomp" and syntax.is_verb(head.head):
        found = list(syntax.prepositions(head.head).get(preposition, []))
    if not found and syntax.is_verb(head):  # "flew to Cairo for talks with Hamas"
        for occasion in syntax.prepositions(head).get("for", []):
            found += syntax.prepositions(occasion).get(preposition, [])
    return found


def _object(trigger: Trigger, _: Grammar) -> list[Token]:
    if trigger.patient is not None:
        return [trigger.patient]
    return arguments.objects(trigger.token)


def _carrier_object(trigger: Trigger, _: Grammar) -> list[Token]:
    """Return the objects of the verb that carries a noun, unless the noun is one of them."""
    objects = arguments.objects(trigger.verb) if trigger.verb is not None else []
    return objects if trigger.token not in objects else []


def _between(trigger: Trigger, _: Grammar) -> list[Token]:
    return _pair(trigger)[:1]


def _between2(trigger: Trigger, _: Grammar) -> list[Token]:
    return _pair(trigger)[1:]


def _pair(trigger: Trigger) -> list[Token]:
    """Return the parties that "between" names, behind the word, its objects or its carrier.

    "Thai and Cambodian troops" are two parties in one phrase.
    """
    if trigger.patient is not None:
        heads = [trigger.patient]
    else:
        heads = [trigger.token, *(arguments.objects(trigger.token) if trigger.verbal else [])]
        heads += syntax.prepositions(trigger.token).get("of", [])  # "signing of a pact between …"
        heads += [trigger.verb] if trigger.verb is not None else []
    pairs = (syntax.prepositions(head).get("between", []) for head in heads)
    pair = next((pair for pair in pairs if pair), [])
    return within(pair[0]) or pair if len(pair) == 1 else pair


def within(noun: Token) -> list[Token]:
    """Return the parties that stand inside one phrase: "ministers of India and Pakistan"."""
    behind = [word for word in noun.children if word.dep_ == "appos" and word.ent_type_ == "GPE"]
    if behind and noun.ent_type_ == "GPE":  # a headline's "Russia, Ukraine"
        return [noun, *behind]
    before = [word for word in phrases.modifiers(noun) if word.ent_type_ in ("NORP", "GPE")]
    for parties in (before, syntax.prepositions(noun).get("of", [])):
        if len(parties) > 1:
            return parties
    return []


def _modifier_pair(trigger: Trigger, _: Grammar) -> list[Token]:
    pair = phrases.modifiers(trigger.token)
    return pair[: len(pair) // 2]


def _clause_subject(trigger: Trigger, _: Grammar) -> list[Token]:
    above = syntax.governing_verb(trigger.token)
    return arguments.subjects(above) if above is not None else []


def _contents(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in ("ccomp", "xcomp")]


def _content_subject(trigger: Trigger, _: Grammar) -> list[Token]:
    clauses = _contents(trigger.token)
    return [subject for clause in clauses for subject in arguments.surface_subjects(clause)]


def _content_object(trigger: Trigger, _: Grammar) -> list[Token]:
    return [noun for clause in _contents(trigger.token) for noun in arguments.objects(clause)]


def _purpose(trigger: Trigger, grammar: Grammar) -> list[Token]:
    """Return whom "to help …" names, below the event's word, its carrier or the noun above it.

    The noun above is that of "*admission* of a deployment to assist Moscow".
    """
    noun = trigger.token
    found = _helped(noun, grammar)
    if trigger.verbal or found:
        return found
    if trigger.verb is not None and (found := _helped(trigger.verb, grammar)):
        return found
    if noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN":
        return _helped(noun.head.head, grammar)
    return []


def _helped(head: Token, grammar: Grammar) -> list[Token]:
    """Return whom "to help …", "fighting for …" and the like name below a word."""
    found = []
    for child in sorted([*head.children, *(t for c in head.children for t in c.children)]):
        if child.dep_ not in _CLAUSES or child.lemma_ not in grammar.helping or child.i <= head.i:
            continue
        found += (
            arguments.objects(child)
            or syntax.prepositions(child).get("for", [])
            or [s for clause in _contents(child) for s in arguments.surface_subjects(clause)]
        )
    return found


def _holder(trigger: Trigger, _: Grammar) -> list[Token]:
    """Return who holds what is got in exchange: "for prisoners held by Russia"."""
    verb = trigger.token
    found = []
    for noun in syntax.prepositions(verb).get("for", []):
        found += phrases.possessors(noun)
        found += _clause_agents(noun, ("acl", "relcl"))
    for traded in arguments.objects(verb):
        for noun in syntax.prepositions(traded).get("for", []):
            found += _clause_agents(noun, ("acl",))
    return found


def _keeper(trigger: Trigger, _: Grammar) -> list[Token]:
    """Return who held the people that a verb is done to: "men detained by *Mali* were freed"."""
    found = []
    for noun in arguments.objects(trigger.token):
        held = [c for c in noun.children if c.dep_ == "acl" and c.lemma_ in _HOLDING]
        found += [agent for clause in held for agent in arguments.subjects(clause)]
    return found


def _clause_agents(noun: Token, labels: tuple[str, ...]) -> list[Token]:
    clauses = [child for child in noun.children if child.dep_ in labels]
    return [agent for clause in clauses for agent in arguments.subjects(clause)]


def _noun_subject(trigger: Trigger, grammar: Grammar) -> list[Token]:
    """Return the subject of the verb that carries the noun, or that plans, admits or denies it."""
    if trigger.subject and trigger.verb is not None:
        return arguments.subjects(trigger.verb)
    noun = syntax.first_conjunct(trigger.token)
    if noun.dep_ == "pobj":
        return _subject_above(noun.head, grammar)
    if noun.dep_ == "dobj" and syntax.is_verb(noun.head):
        return arguments.subjects(noun.head) if noun.head.lemma_ in grammar.undertaking else []
    return []


def _subject_above(preposition: Token, grammar: Grammar) -> list[Token]:
    """Return who does what a preposition governs: who plans it, admits it or acts after it."""
    above, name = preposition.head, preposition.lower_
    if name == "of" and above.pos_ == "NOUN" and above.lemma_ in grammar.announcing:
        return phrases.possessors(above) or syntax.prepositions(above).get("by", [])
    if not syntax.is_verb(above):
        return []
    undertaken = name in ("for", "to") and above.lemma_ in grammar.undertaking
    if undertaken or name in ("after", "before", "following", "despite"):
        return arguments.subjects(above)
    return []


def _blamed(trigger: Trigger, grammar: Grammar) -> list[Token]:
    """Return who is said to have done it: "a raid *blamed on* X", "the raid was *claimed by* X"."""
    noun = trigger.token
    verbs = [child for child in noun.children if child.dep_ in ("acl", "relcl")]
    verbs += [noun.head] if noun.dep_ == "nsubjpass" else []
    for verb in verbs:
        lemma = verb.lemma_.lower()
        if lemma in grammar.blaming:
            return syntax.prepositions(verb).get(grammar.blaming[lemma], [])
        if lemma == "claim" and syntax.is_passive(verb):
            return arguments.subjects(verb)
    return []


_Finder = Callable[[Trigger, Grammar], list[Token]]
_OF_VERB: Mapping[str, _Finder] = {
    "subject": lambda trigger, _: arguments.subjects(trigger.token),
    "object": _object,
    "self": lambda trigger, _: arguments.objects(trigger.token),
    "object-state": lambda trigger, _: arguments.objects(trigger.token),
    "object-actor": lambda trigger, _: arguments.objects(trigger.token),
    "indirect": lambda trigger, _: arguments.indirect(trigger.token),
    "purpose": _purpose,
    "content-subject": _content_subject,
    "content-object": _content_object,
    "possessor-of-object": lambda trigger, _: [
        owner for noun in arguments.objects(trigger.token) for owner in phrases.possessors(noun)
    ],
    "object-modifier": lambda trigger, _: [
        word for noun in arguments.objects(trigger.token) for word in phrases.modifiers(noun)
    ],
    "between": _between,
    "between2": _between2,
    "holder": _holder,
    "keeper": _keeper,
    "to-state": lambda trigger, _: _governed("to", trigger.token, arguments.objects(trigger.token)),
}
_OF_NOUN: Mapping[str, _Finder] = {
    "subject": _noun_subject,
    "self": lambda trigger, _: [trigger.token],
    "possessor": lambda trigger, _: phrases.possessors(trigger.token),
    "modifier": lambda trigger, _: [
        *phrases.modifiers(trigger.token),
        *phrases.leaders(trigger.token),
    ],
    "compound": lambda trigger, _: phrases.modifiers(trigger.token),
    "between": _between,
    "between2": _between2,
    "modifier-pair": _modifier_pair,
    "modifier-pair2": lambda trigger, _: phrases.modifiers(trigger.token)[1:],
    "clause-subject": _clause_subject,
    "purpose": _purpose,
    "blamed": _blamed,
    "agent-of": lambda trigger, _: _governed("of", trigger.token, []),
    "to-state": lambda trigger, _: _governed("to", trigger.token, []),
    "object": _carrier_object,
}
NAMES = frozenset({*_OF_VERB, *_OF_NOUN})
"""The positions that are no prepositions."""
