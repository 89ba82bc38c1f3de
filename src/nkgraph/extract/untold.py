"""What an article says is not known, or not told, of an event: "the location is undisclosed".

Such words belong to the claim of the event that they name: one beside them, else the last one of
that type before them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nkgraph.extract.modality import stance
from nkgraph.extract.sentences import same_sentence
from nkgraph.extract.syntax import governing_verb, is_verb
from nkgraph.language import span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from nkgraph.extract.draft import Draft, Knowledge
    from nkgraph.extract.told import Told
    from nkgraph.lexicon import Lexicon
    from nkgraph.model import Claim

_BACK = 800
"""Code points that a claim may stand before the words that speak of its event again."""
_CARRIERS = frozenset({"be", "remain", "stay", "become"})


def untold(draft: Draft, knowledge: Knowledge) -> tuple[Told, ...]:
    """Return the claims of a draft, each with the parts that the article says are not known."""
    found: dict[int, set[str]] = {}
    for passage in draft.reading.passages:
        for part, word, scope in _hidden(passage.doc, knowledge.lexicon):
            at = _meant(part, word, scope, draft.told, knowledge)
            if at is not None:
                found.setdefault(at, set()).add(part)
    return tuple(
        replace(one, claim=replace(one.claim, untold=tuple(sorted(found[at]))))
        if at in found
        else one
        for at, one in enumerate(draft.told)
    )


def _hidden(doc: Doc, lexicon: Lexicon) -> Iterator[tuple[str, Token, tuple[Token, ...]]]:
    """Yield what is said to be unknown: its part, its word, and the words that name the event."""
    words = lexicon.untold
    for token in doc:
        part = words.nouns.get(token.lemma_.lower())
        if part and token.pos_ == "NOUN" and _is_hidden(token, lexicon):
            yield part, token, tuple(token.subtree)
        part = words.asking.get(token.lower_)
        if part and token.tag_ in ("WRB", "WP"):
            clause = token.head
            if clause.lemma_.lower() in words.telling and _is_untold(clause, lexicon):
                yield part, token, ()  # "without saying where"
            elif _is_asked(token, clause, lexicon):
                yield part, token, tuple(clause.subtree)


def _is_hidden(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether the sentence says that what a noun names is not known."""
    words = lexicon.untold
    if any(c.dep_ == "amod" and c.lower_ in words.unknown for c in noun.children):
        return True
    verb = noun.head
    if not is_verb(verb) or noun.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return False
    if noun.dep_ == "nsubj":
        return verb.lemma_ in _CARRIERS and _is_dark(verb, lexicon)
    return verb.lemma_.lower() in words.withholding or _is_untold(verb, lexicon)


def _is_dark(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether "be" or "remain" says that something is unknown, or not known."""
    words = lexicon.untold
    said = [c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd")]
    if any(word.lower_ in words.unknown for word in said):
        return not stance(verb, None, lexicon).negative
    known = any(word.lower_ in words.known for word in said)
    return known and stance(verb, None, lexicon).negative


def _is_untold(verb: Token, lexicon: Lexicon) -> bool:
    told = verb.lemma_.lower() in lexicon.untold.telling
    return told and stance(verb, None, lexicon).negative


def _is_asked(word: Token, clause: Token, lexicon: Lexicon) -> bool:
    """Tell whether a clause that asks hangs on words that say that the answer is not known."""
    if word.lower_ == "who" and word.dep_ != "nsubj":
        return False
    above = clause.head
    if above == clause or clause.dep_ not in ("ccomp", "csubj", "advcl", "pcomp", "dobj"):
        return False
    if above.lower_ in lexicon.untold.unknown:  # "unclear where"
        return True
    if above.lemma_ in _CARRIERS:
        return _is_dark(above, lexicon)
    return _is_untold(above, lexicon)


def _meant(
    part: str, word: Token, scope: Sequence[Token], told: Sequence[Told], knowledge: Knowledge
) -> int | None:
    """Return the place in ``told`` of the claim whose event the words speak of."""
    open_ = [at for at, one in enumerate(told) if one.dropped is None and _lacks(one.claim, part)]
    named = {token for token in scope if token != word}
    for at in open_:
        if told[at].event.trigger.token in named:
            return at
    types = _types(named, told, knowledge)
    if types:
        return _before(word, [at for at in open_ if told[at].claim.type in types], told)
    if len(named) > 1 and not any(c.lower_ in knowledge.lexicon.untold.unknown for c in named):
        return None  # they speak of something else
    verb = governing_verb(word)
    above = {verb, *(verb.ancestors if verb is not None else ())}
    beside = [at for at in open_ if told[at].event.trigger.token in above]
    if not beside and not scope:
        beside = [at for at in open_ if same_sentence(told[at].event.trigger.token, word)]
    return beside[-1] if beside else None


def _types(named: Iterable[Token], told: Sequence[Told], knowledge: Knowledge) -> set[str]:
    """Return the types of the events that words name, those that were not claimed included."""
    triggers = {one.event.trigger.token: one.claim.type for one in told}
    found = set()
    for token in named:
        if token in triggers:
            found.add(triggers[token])
        elif is_verb(token):
            frames = knowledge.frames.verbs.get(token.lemma_.lower(), ())
            found |= {frame.type for particle, frame in frames if particle is None}
        elif token.pos_ == "NOUN":
            found |= {frame.type for frame in knowledge.frames.nouns.get(token.lemma_.lower(), ())}
    return found


def _before(word: Token, places: Sequence[int], told: Sequence[Told]) -> int | None:
    """Return the last of some claims that stand in the sentence of a word or not far before it."""
    start = span_of(word, word).start
    near = [
        at
        for at in places
        if same_sentence(told[at].event.trigger.token, word)
        or start - _BACK <= told[at].claim.trigger.start < start
    ]
    return near[-1] if near else None


def _lacks(claim: Claim, part: str) -> bool:
    """Tell whether a claim says nothing of a part of it."""
    if part == "time":
        return claim.time is None
    if part == "figure":
        return claim.figure is None
    return all(role != part for role, _ in claim.roles)
