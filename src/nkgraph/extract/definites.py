"""What a definite common noun refers back to: "the agency", "the government", "these troops"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.extract.pronouns import last
from nkgraph.extract.sentences import same_sentence, sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.mention import Mention
    from nkgraph.lexicon import Coreference
    from nkgraph.model import Actor

    Fits = Callable[[Mention], bool]


def meant(mention: Mention, earlier: Sequence[Mention], words: Coreference) -> Mention | None:
    """Return what a definite common noun refers to: the last mention of its kind."""
    lemma = mention.head.lemma_.lower()
    if not mention.classes and lemma not in words.states and lemma not in words.bodies:
        return None
    clause = mention.head.head
    earlier = [m for m in earlier if m.head.head != clause or m.head.dep_ == "conj"]
    earlier = [m for m in earlier if mention.head not in m.head.ancestors]  # "the *X*-backed group"
    sources = [m.actor for m in earlier if _is_its_source(m, clause)]
    earlier = [m for m in earlier if m.actor is None or m.actor not in sources]
    fits = _kind_meant(mention, earlier, words)
    if fits is not None:
        return _ruled(mention, earlier, words) or last(earlier, fits)
    plural = mention.is_plural
    for name in words.classes:
        if name in mention.classes:
            same = [
                m for m in earlier if m.actor and name in m.classes and _agrees(m, plural=plural)
            ]
            if found := _likest(mention, same):
                return found
    if "force" in mention.classes and plural:
        return last(earlier, _is_known_force)
    if "official" in mention.classes and not plural:
        return last(earlier, lambda m: m.actor is not None and m.actor.kind == "person")
    return None


def _ruled(mention: Mention, earlier: Sequence[Mention], words: Coreference) -> Mention | None:
    """Return the state whose doings are told, that "the government" speaks for as a subject."""
    if mention.head.lemma_.lower() not in words.rulers or not mention.is_subject:
        return None
    above = set(mention.head.ancestors)
    inside = [m for m in earlier if same_sentence(m.head, mention.head) and m.is_subject]
    doer = last(inside, lambda m: bool(m.country) and m.head.head not in above)
    if doer is None:
        return None
    return last(earlier, lambda m: _is_state(m) and m.country == doer.country) or doer


def _is_state(mention: Mention) -> bool:
    return mention.actor is not None and mention.actor.kind in ("country", "government")


def _is_its_source(mention: Mention, clause: Token) -> bool:
    """Tell whether a clause is according to whom a mention names."""
    above = mention.head.head
    return above.lower_ == "to" and above.head.lower_ == "according" and above.head.head == clause


def _kind_meant(mention: Mention, earlier: Sequence[Mention], words: Coreference) -> Fits | None:
    """Return what a noun asks of its antecedent whatever its own number; None for other nouns."""
    lemma = mention.head.lemma_.lower()
    if lemma in words.states:
        return _is_state
    if lemma in words.bodies:
        kinds = _bodies_meant(mention, earlier, words)
        return lambda m: m.named and m.actor is not None and _is_body_of(m.actor, kinds)
    if mention.classes & {"agency", "media"}:
        return lambda m: m.named and _is_such_body(m, lemma, words)
    if "agreement" in mention.classes:
        return lambda m: m.actor is not None and m.actor.kind == "agreement"
    return None


def _bodies_meant(
    mention: Mention, earlier: Sequence[Mention], words: Coreference
) -> tuple[str, ...]:
    """Return what kinds "the group" may be: armed ones alone, if one was named and it acts."""
    armed = ("group", "force")
    acts = mention.is_subject and mention.head.head.lemma_.lower() not in words.speaking
    if acts and any(m.named and m.actor and _is_body_of(m.actor, armed) for m in earlier):
        return armed
    return (*armed, "organization")


def _is_body_of(actor: Actor, kinds: Collection[str]) -> bool:
    """Tell whether somebody is a body of some kind, and no people."""
    return actor.kind in kinds and not actor.id.startswith("group/people-")


def _is_such_body(mention: Mention, lemma: str, words: Coreference) -> bool:
    actor = mention.actor
    return (
        actor is not None
        and actor.kind == "organization"
        and (
            lemma in actor.label.lower()
            or bool(mention.classes & {"agency", "media"})
            or lemma in words.services
        )
    )


def _likest(mention: Mention, same: Sequence[Mention]) -> Mention | None:
    """Return the last of a state and the same noun, else of a state, else of the same noun."""
    same = [m for m in same if _is_collective(m) == _is_collective(mention)]
    same = [m for m in same if is_regular(m) == is_regular(mention)]
    known = [m for m in same if m.country is not None]
    alike = [m for m in same if m.head.lemma_ == mention.head.lemma_]
    close = [m for m in known if _is_close(m.head, mention.head)]
    best = [m for m in close if m in alike] or close or [m for m in known if m in alike]
    best = best or known or alike
    return best[-1] if best else None


def _is_collective(mention: Mention) -> bool:
    """Tell whether a noun in the singular means many: "the army", not "the soldier"."""
    return "collective" in mention.classes and not mention.is_plural


def is_regular(mention: Mention) -> bool:
    """Tell whether a noun may mean a state's own forces: "the troops", not "the militants"."""
    return "irregular" not in mention.classes


def _is_close(one: Token, other: Token) -> bool:
    """Tell whether one stands in the same sentence as another, or in the one before."""
    if one.doc is not other.doc:
        return False
    start = sentence_of(other).start
    return start == 0 or one.i >= sentence_of(other.doc[start - 1]).start


def _is_known_force(mention: Mention) -> bool:
    actor = mention.actor
    people = actor is not None and actor.id.startswith("group/people-")
    return actor is not None and actor.known and actor.kind in ("group", "force") and not people


def _agrees(mention: Mention, *, plural: bool) -> bool:
    return mention.is_plural == plural or mention.head.lemma_ == "personnel"
