"""Who does what to whom in a parse: arguments of verbs and nouns, whatever the construction.

Works on dependency trees with the labels of spaCy's English models (ClearNLP style). All
functions return heads of phrases, coordinated heads included, in the order of the text.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from nkgraph.extract.kept import kept, kept_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_PREPOSITIONS = frozenset({"prep", "dative", "agent"})
_OBJECT_CONTROL = frozenset(
    {"accuse", "blame", "suspect", "thank", "criticise", "criticize", "condemn", "praise"}
    | {"prevent", "stop", "charge", "convict", "deter", "dissuade", "sanction", "punish"}
    | {"bar", "ban"}
)
"""Verbs whose object does what follows behind a preposition ("accused them *of selling*")."""
_SUBJECT_CONTROL = frozenset({"promise", "pledge", "vow", "threaten", "agree", "offer"})
_BOUND = frozenset({"by", "of", "against"})
"""Prepositions that stand closer to a noun than to the verb above it."""
_DEPTH = 6
"""Verbs that a subject is looked up through."""


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
    if _own(verb, {"auxpass", "nsubjpass"}) or _is_garden_path(verb):
        return True
    dead = [child for child in _own(verb, {"oprd", "acomp"}) if child.lower_ == "dead"]
    if verb.tag_ == "VBD" and any(not any(word.children) for word in dead):
        return not _own(verb, {"dobj"})  # a headline's "five migrants shot dead"
    participle = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.dep_ == "acl")
    return participle and _lacks_object(verb)


def _lacks_object(verb: Token) -> bool | None:
    """Tell whether a participle without an auxiliary has only whom something is done to.

    None for one that is as the verb before it: "six are killed and eleven injured".
    """
    perfect = any(child.lemma_ == "have" for child in _own(verb, {"aux"}))
    match verb.dep_:
        case "acl" | "amod":
            objects_ = _own(verb, {"dobj"})  # "taken prisoner" has none in truth
            return not any(child.tag_ != "NN" or any(child.children) for child in objects_)
        case "conj" if is_verb(verb.head):
            return False if perfect else None
        case "ROOT":  # a headline's "three villagers killed in Sumy" has a subject
            return not _own(verb, {"dobj", "aux", "ccomp", "xcomp", "oprd", "prt"})
        case "advcl" | "relcl" | "ccomp":
            return not _own(verb, {"nsubj", "dobj", "aux"})
        case _:
            return False


def _is_garden_path(verb: Token) -> bool:
    """Tell whether a reduced relative clause was read as the main verb.

    "A man held in Rome is released": two finite verbs of one subject, nothing to join them.
    """
    if verb.tag_ not in ("VBD", "VBN") or _own(verb, {"dobj", "aux", "auxpass", "ccomp", "cc"}):
        return False
    later = _own(verb, {"conj"})
    return bool(_own(verb, {"nsubj"})) and any(_own(child, {"auxpass", "aux"}) for child in later)


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
        coordinated = filter(is_passive, filter(is_verb, _own(later, {"conj"})))
        later = next((v for v in coordinated if not _own(v, {"nsubj", "nsubjpass"})), None)
    return []


def _by(verb: Token) -> list[Token]:
    """Return the heads of the by-agents that hang on a passive verb."""
    agents = [noun for child in _own(verb, {"agent"}) for noun in governed(child)]
    by = [child for child in _own(verb, {"prep"}) if child.lower_ == "by"]
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
        later = (child for child in _own(coordinated, {"conj"}) if is_verb(child))
        coordinated = next((v for v in later if not _own(v, {"nsubj", "nsubjpass"})), None)
    return []


def _own_objects(verb: Token) -> list[Token]:
    """Return the heads of the objects that hang on an active verb, or what it is a clause of."""
    own = [antecedent(child) for child in _own(verb, {"dobj", "attr"})]
    if not own and verb.dep_ == "relcl" and _gap(verb):
        return [verb.head]
    return own or [antecedent(child) for child in _own(verb, {"oprd"})]


def indirect(verb: Token) -> list[Token]:
    """Return the indirect object without a preposition ("gave *Moscow* shells")."""
    return all_conjuncts(
        child for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP"
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


def _own(verb: Token, labels: set[str]) -> list[Token]:
    return [child for child in verb.children if child.dep_ in labels]


def _gap(verb: Token) -> bool:
    """Tell whether a relative clause lacks its object: "the troops [that] Kyiv captured"."""
    own = _own(verb, set(_SUBJECTS))
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
        case "pcomp" if _accuses(head) and _own(head.head, {"dobj"}):
            found = [antecedent(child) for child in _own(head.head, {"dobj"})]
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
    return told[-1] if told and _own(head, {"nsubj"}) and not _own(head, {"dobj"}) else head


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    if not is_verb(head):
        return _surface(head.head, depth - 1) if is_verb(head.head) else []
    objects_ = _own(head, {"dobj"})
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
