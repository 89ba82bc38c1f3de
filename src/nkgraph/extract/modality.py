"""How sure and how real an event is said to be, apart from who says so.

The walk goes from the word up to the clause that is asserted; what it passes may hedge, plan,
ask for or deny the event. Categories follow FactBank (Saurí and Pustejovsky 2009) in spirit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nkgraph.extract.syntax import is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

    from nkgraph.lexicon import Hedges, Lexicon
    from nkgraph.model import Modality

_STRENGTH: dict[Modality, int] = {
    "asserted": 0,
    "estimated": 1,
    "alleged": 2,
    "planned": 3,
    "possible": 4,
    "requested": 5,
}
_STOPS = frozenset({"relcl", "ROOT", "parataxis"})


@dataclass(frozen=True, slots=True)
class Stance:
    """How an event is said to be: its modality, whether denied, whether only supposed."""

    modality: Modality = "asserted"
    negative: bool = False

    def joined(self, modality: Modality | None = None, *, negative: bool = False) -> Stance:
        """Return the stance with a further hedge or denial on it; the strongest hedge wins."""
        stronger = self.modality
        if modality is not None and _STRENGTH[modality] > _STRENGTH[stronger]:
            stronger = modality
        return Stance(stronger, self.negative != negative)


def stance(trigger: Token, carrier: Token | None, lexicon: Lexicon) -> Stance:
    """Return how the sentence presents the event named by ``trigger``.

    ``carrier`` is the light verb that carries a noun ("*launched* an attack"), if any.
    """
    found = Stance()
    token = trigger
    if not is_verb(trigger):
        found = _noun_stance(trigger, found, lexicon.hedges)
        if carrier is not None:
            token = carrier
    return _climb(token, found, lexicon)


def _climb(token: Token, found: Stance, lexicon: Lexicon) -> Stance:
    hedges = lexicon.hedges
    for _ in range(12):
        if is_verb(token):
            found = _verb_stance(token, found, hedges)
        head = token.head
        if head == token or token.dep_ in _STOPS:
            break
        if token.dep_ == "ccomp" and head.lemma_ in lexicon.reporting_verbs and _finite(token):
            break  # what a source says is for the attribution to judge
        found, go_on = _edge(token, head, found, hedges)
        if not go_on:
            break
        token = head
    if trigger_in_question(token):
        return found.joined("possible")
    return found


def trigger_in_question(token: Token) -> bool:
    """Tell whether the sentence asks instead of saying."""
    sentence = token.sent
    return sentence.text.rstrip(" \"'").endswith("?")


def _finite(verb: Token) -> bool:
    return not any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _verb_stance(verb: Token, found: Stance, hedges: Hedges) -> Stance:
    for child in verb.children:
        word = child.lower_
        if child.dep_ in ("aux", "auxpass"):
            found = found.joined(hedges.auxiliaries.get(word))
        elif child.dep_ == "neg" or (child.dep_ == "advmod" and word in hedges.negations):
            found = found.joined(negative=True)
        elif child.dep_ == "advmod":
            found = found.joined(hedges.adverbs.get(word))
        elif child.dep_ == "mark" and word in hedges.conditions:
            found = found.joined("possible")
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj") and any(
            inner.dep_ in ("det", "neg") and inner.lower_ in ("no", "neither", "none")
            for inner in child.children
        ):
            found = found.joined(negative=True)
    return found


def _edge(token: Token, head: Token, found: Stance, hedges: Hedges) -> tuple[Stance, bool]:
    """Return the stance with what the word above adds, and whether to go on above it."""
    lemma = head.lemma_.lower()
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
    match token.dep_:
        case (
            "xcomp" | "ccomp" | "pcomp" | "dobj" | "oprd" | "nsubj" | "nsubjpass" | "attr" | "acomp"
        ):
            if is_verb(head):
                return _governor(token, lemma, found, hedges)
            if head.pos_ == "ADJ":
                return found.joined(hedges.adjectives.get(lemma)), True
            return _adposition(head, found, hedges), True
        case "advcl":
            if infinitive:
                return found.joined("planned"), False
            marked = any(child.dep_ == "mark" for child in token.children)
            return found, not marked and token.tag_ in ("VBG", "VBN")
        case "acl":
            if head.lemma_.lower() in hedges.nouns:
                return found.joined(hedges.nouns[head.lemma_.lower()]), True
            if head.lemma_.lower() in hedges.negative_nouns:
                return found.joined(negative=True), False
            return (found.joined("planned"), False) if infinitive else (found, False)
        case "conj":
            own = any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)
            return found, not own
        case "prt":
            return found, True
        case "pobj" | "prep" | "agent" | "dative":
            return _adposition(head, found, hedges), token.dep_ in ("pobj", "prep")
        case _:
            return found, False


def _governor(token: Token, lemma: str, found: Stance, hedges: Hedges) -> tuple[Stance, bool]:
    if token.dep_ in ("nsubj", "nsubjpass"):
        return found, lemma in hedges.transparent
    if lemma in hedges.negative_verbs:
        return found.joined(negative=True), True
    if lemma in hedges.transparent:
        return found, True
    return found.joined(hedges.verbs.get(lemma)), True


def _adposition(head: Token, found: Stance, hedges: Hedges) -> Stance:
    """Return the stance with what a noun or verb above a preposition adds."""
    lemma = head.lemma_.lower()
    if head.pos_ in ("NOUN", "PROPN"):
        if lemma in hedges.negative_nouns:
            return found.joined(negative=True)
        return found.joined(hedges.nouns.get(lemma))
    if head.lower_ == "without":
        return found.joined(negative=True)
    if is_verb(head) and lemma in hedges.negative_verbs:
        return found.joined(negative=True)
    if is_verb(head) and lemma not in hedges.transparent:
        return found.joined(hedges.verbs.get(lemma))
    return found


def _noun_stance(noun: Token, found: Stance, hedges: Hedges) -> Stance:
    for child in noun.children:
        if child.dep_ == "amod":
            found = found.joined(hedges.adjectives.get(child.lemma_.lower()))
            if child.lower_ in (
                "planned",
                "proposed",
                "upcoming",
                "scheduled",
                "impending",
                "imminent",
            ):
                found = found.joined("planned")
        elif child.dep_ == "det" and child.lower_ == "no":
            found = found.joined(negative=True)
        elif child.dep_ in ("poss", "case"):
            continue
    return found
