"""How sure and how real an event is said to be, apart from who says so.

The walk goes from the word up to the clause that is asserted; what it passes may hedge, plan,
ask for or deny the event. Categories follow FactBank (Saurí and Pustejovsky 2009) in spirit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from nkgraph.extract.sentences import sentence_of
from nkgraph.extract.syntax import is_infinitive, is_verb
from nkgraph.model import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

    from nkgraph.lexicon import Hedges, Lexicon

_STRENGTH: dict[Modality, int] = {
    "asserted": 0,
    "estimated": 1,
    "alleged": 2,
    "planned": 3,
    "possible": 4,
    "requested": 5,
}
_STOPS = frozenset({"relcl", "ROOT", "parataxis"})
_STEPS = 12
"""Words that the walk passes at most."""
_SUBJECTS = ("nsubj", "nsubjpass")
_WHEN = frozenset({"after", "before", "during", "since", "following", "amid", "despite"})
HEADLINE, INFINITIVE, QUESTION, NO = "a headline's infinitive", "an infinitive", "a question", "no"
"""Rules of grammar that hedge or deny without a list of words."""


class Reason(NamedTuple):
    """A word that hedges or denies an event.

    Attributes:
        word: the word.
        entry: its list in ``ontology/lexicon/hedges.yaml``, or the rule of grammar it is under.
        modality: what it makes of the event; None for a denial.
    """

    word: Token
    entry: str
    modality: Modality | None


@dataclass(frozen=True, slots=True)
class Stance:
    """How an event is said to be: its modality, whether denied; ``reasons`` in their order."""

    modality: Modality = "asserted"
    negative: bool = False
    reasons: tuple[Reason, ...] = field(default=(), compare=False)

    def joined(self, modality: Modality | None, word: Token, entry: str) -> Stance:
        """Return the stance with a further hedge on it, if any; the strongest hedge wins."""
        if modality is None:
            return self
        stronger = max(self.modality, modality, key=_STRENGTH.__getitem__)
        return Stance(stronger, self.negative, (*self.reasons, Reason(word, entry, modality)))

    def denied(self, word: Token, entry: str) -> Stance:
        """Return the stance with a further denial on it; two of them cancel out."""
        return Stance(self.modality, not self.negative, (*self.reasons, Reason(word, entry, None)))


def stance(trigger: Token, carrier: Token | None, lexicon: Lexicon) -> Stance:
    """Return how the sentence presents the event named by ``trigger``.

    ``carrier`` is the light verb that carries a noun ("*launched* an attack"), if any.
    """
    if is_verb(trigger):
        return _climb(trigger, Stance(), trigger, lexicon)
    found = _noun_stance(trigger, lexicon.hedges)
    if carrier is not None and carrier.lemma_.lower() in lexicon.hedges.asking:
        found = found.joined("requested", carrier, "asking")
    return _climb(carrier if carrier is not None else trigger, found, trigger, lexicon)


def _climb(token: Token, found: Stance, trigger: Token, lexicon: Lexicon) -> Stance:
    """Return the stance with what each word from ``token`` upwards adds to it."""
    hedges = lexicon.hedges
    for _ in range(_STEPS):
        if is_verb(token):
            found = _verb_stance(token, found, trigger, hedges)
        head = token.head
        if _is_headline_plan(token):
            found = found.joined("planned", token, HEADLINE)
        if head == token or token.dep_ in _STOPS:
            break
        said = token.dep_ == "ccomp" and head.lemma_ in lexicon.reporting_verbs
        if said and not is_infinitive(token):
            break  # what a source says is for the attribution to judge
        found, go_on = _edge(token, head, found, hedges)
        if not go_on:
            break
        token = head
    return found.joined("possible", token, QUESTION) if sentence_of(token).asks else found


def _is_headline_plan(verb: Token) -> bool:
    """Tell whether an infinitive stands for a plan: "US *to send* more missiles, Trump says"."""
    main = verb.dep_ == "ROOT" or (verb.dep_ == "ccomp" and verb.i < verb.head.i)
    return main and is_verb(verb) and is_infinitive(verb)


def _verb_stance(verb: Token, found: Stance, trigger: Token, hedges: Hedges) -> Stance:
    """Return the stance with what hangs on a verb: auxiliaries, adverbs, negations.

    The "no" of the trigger itself ("launched *no* attack") is counted with its noun.
    """
    for child in verb.children:
        word = child.lower_
        if child.dep_ in ("aux", "auxpass"):
            found = found.joined(hedges.auxiliaries.get(word), child, "auxiliaries")
        elif child.dep_ == "neg" or (child.dep_ == "advmod" and word in hedges.negations):
            found = found.denied(child, "negations")
        elif child.dep_ == "advmod" and not _dates(child):
            found = found.joined(hedges.adverbs.get(word), child, "adverbs")
        elif child.dep_ == "mark" and word in hedges.conditions:
            found = found.joined("possible", child, "conditions")
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj") and child != trigger and _is_none(child):
            found = found.denied(child, NO)
    return found


def _dates(adverb: Token) -> bool:
    """Tell whether an adverb only says how long after or before: "*shortly* after the truce"."""
    behind = adverb.doc[adverb.i + 1 : adverb.i + 2]
    return any(token.lower_ in _WHEN for token in behind)


def _is_none(noun: Token) -> bool:
    return any(
        child.dep_ in ("det", "neg") and child.lower_ in ("no", "neither", "none")
        for child in noun.children
    )


def _edge(token: Token, head: Token, found: Stance, hedges: Hedges) -> tuple[Stance, bool]:
    """Return the stance with what the word above adds, and whether to go on above it."""
    match token.dep_:
        case (
            "xcomp" | "ccomp" | "pcomp" | "dobj" | "oprd" | "nsubj" | "nsubjpass" | "attr" | "acomp"
        ):
            return _argument(token, head, found, hedges)
        case "advcl" | "acl":
            return _clause(token, head, found, hedges)
        case "conj":
            return found, all(child.dep_ not in _SUBJECTS for child in token.children)
        case "prep" if token.lower_ in _WHEN and is_verb(head):
            return found, True  # "after the talks, Cairo said"
        case "pobj" | "prep" | "agent" | "dative":
            return _adposition(head, found, hedges), token.dep_ in ("pobj", "prep")
        case _:
            return found, token.dep_ == "prt"


def _argument(token: Token, head: Token, found: Stance, hedges: Hedges) -> tuple[Stance, bool]:
    """Return the same for a word that its head governs."""
    lemma = head.lemma_.lower()
    if not is_verb(head):
        if head.pos_ == "ADJ":
            return found.joined(hedges.adjectives.get(lemma), head, "adjectives"), True
        return _adposition(head, found, hedges), True
    if token.dep_ == "dobj" and lemma in hedges.presupposing:
        return found, False
    if token.dep_ in _SUBJECTS:
        for child in head.children if lemma == "be" else ():  # "the signing is *due* on Friday"
            if child.dep_ == "acomp":
                found = found.joined(
                    hedges.adjectives.get(child.lemma_.lower()), child, "adjectives"
                )
        return found, lemma in hedges.transparent
    if lemma in ("be", "have") and token.dep_ == "xcomp" and is_infinitive(token):
        return found.joined(_due(head), head, INFINITIVE), True
    return _governed(head, found, hedges), True


def _due(verb: Token) -> Modality | None:
    """Return what an infinitive is behind "is" and "has"; who *had* to do it did."""
    if verb.lemma_ == "be":
        return "planned"
    yet = any(child.lower_ == "yet" for child in verb.children)
    return "requested" if verb.tag_ in ("VBZ", "VBP") and not yet else None


def _governed(verb: Token, found: Stance, hedges: Hedges) -> Stance:
    """Return the stance with what a governing verb adds."""
    lemma = verb.lemma_.lower()
    if lemma in hedges.negative_verbs:
        return found.denied(verb, "negative-verbs")
    if lemma in hedges.transparent:
        return found
    return found.joined(hedges.verbs.get(lemma), verb, "verbs")


def _clause(token: Token, head: Token, found: Stance, hedges: Hedges) -> tuple[Stance, bool]:
    """Return the same for the verb of a clause that hangs on a noun or a verb."""
    lemma, infinitive = head.lemma_.lower(), is_infinitive(token)
    if token.dep_ == "acl" and lemma in hedges.nouns:
        return found.joined(hedges.nouns[lemma], head, "nouns"), True
    if token.dep_ == "acl" and lemma in hedges.negative_nouns:
        return found.denied(head, "negative-nouns"), False
    if any(child.dep_ == "det" and child.lower_ == "no" for child in head.children):
        return found.denied(head, NO), False  # "no evidence that …"
    if infinitive:
        return found.joined("planned", token, INFINITIVE), False
    marked = any(child.dep_ == "mark" for child in token.children)
    return found, token.dep_ == "advcl" and not marked and token.tag_ in ("VBG", "VBN")


def _adposition(head: Token, found: Stance, hedges: Hedges) -> Stance:
    """Return the stance with what a noun or verb above a preposition adds."""
    lemma = head.lemma_.lower()
    if head.pos_ in ("NOUN", "PROPN"):
        if lemma in hedges.negative_nouns:
            return found.denied(head, "negative-nouns")
        return found.joined(hedges.nouns.get(lemma), head, "nouns")
    if head.lower_ == "without":
        return found.denied(head, "negations")
    return _governed(head, found, hedges) if is_verb(head) else found


def _noun_stance(noun: Token, hedges: Hedges) -> Stance:
    """Return what the modifiers of a noun say."""
    found = Stance()
    for child in noun.children:
        if child.dep_ == "amod":
            found = found.joined(hedges.adjectives.get(child.lemma_.lower()), child, "adjectives")
            if child.lower_ in hedges.foreseen:
                found = found.joined("planned", child, "foreseen")
        elif child.dep_ == "det" and child.lower_ == "no":
            found = found.denied(child, NO)
    return found
