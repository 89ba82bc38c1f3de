"""Whether a frame fits a word: what it asks of the phrases and words around it.

The conditions are the keys of ``ontology/frames/README.md``.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from nkgraph.extract import phrases, syntax
from nkgraph.extract.fillers import ACTORS
from nkgraph.extract.mention import core

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.event import Context, Event
    from nkgraph.extract.mention import Mention
    from nkgraph.extract.trigger import Trigger
    from nkgraph.frames import Frame

    Around = Mapping[str, Sequence[Token]]

_TOPIC = ("on", "about", "over", "against")
_LATELY = 4
"""Events before a bare noun of which one may be the same again ("another test")."""


def verb_fits(trigger: Trigger, frame: Frame, context: Context) -> bool:
    """Tell whether a verb names the event of a frame."""
    verb = trigger.token
    if (frame.finite and _is_purpose(verb)) or _is_topic(verb):
        return False
    if frame.passive is not None and syntax.is_passive(verb) is not (frame.passive == "only"):
        return False
    objects = [trigger.patient] if trigger.patient is not None else syntax.objects(verb)
    return (
        _allowed(objects, frame.object, frame.not_object, context)
        and _allowed(syntax.subjects(verb), frame.subject, frame.not_subject, context)
        and _prepositions_fit(verb, objects, frame, context)
        and _words_fit(verb, objects, frame)
    )


def noun_fits(noun: Token, frame: Frame, context: Context, earlier: Sequence[Event]) -> bool:
    """Tell whether a noun names the event of a frame; ``earlier`` are the events before it."""
    words = phrases.modifiers(noun)
    around = syntax.prepositions(noun)
    complements = [word for word in words if word.pos_ in ("NOUN", "PROPN")]
    complements += around.get("of", [])
    about = [*complements, *(word for word in words if word.pos_ not in ("NOUN", "PROPN"))]
    if any_is(about, frame.not_about, context) or _is_ruled_out(around, frame, context):
        return False
    if any(token.lower_ in frame.not_about for token in about):
        return False
    wanted = frame.with_.items()
    if wanted and not any(_stands(around, name, words, context) for name, words in wanted):
        return False
    if not frame.about or any_is(about, frame.about, context):
        return True
    if frame.needs_about:
        return any(
            event.trigger.token.lemma_ == noun.lemma_ and event.frame is frame
            for event in earlier[-_LATELY:]
        )
    return all((m := context.mentions.of(word)) is not None and m.named for word in complements)


def has_particle(verb: Token, particle: str) -> bool:
    """Tell whether a particle or a bare preposition stands with a verb."""
    return any(
        child.lower_ == particle and child.dep_ in ("prt", "advmod", "prep", "acomp", "oprd")
        for child in verb.children
    )


def any_is(tokens: Iterable[Token], words: frozenset[str], context: Context) -> bool:
    """Tell whether one of some phrases is of a class, a kind or a lemma that ``words`` names."""
    return any(_is(token, words, context) for token in tokens)


def _is(token: Token, words: frozenset[str], context: Context) -> bool:
    inner = core(token)
    if words & {inner.lemma_.lower(), inner.lower_, token.lemma_.lower()}:
        return True
    classes = context.lexicon.classes(inner.lemma_.lower())
    if any(f"@{name}" in words for name in classes):
        return True
    if "@weapon" in words and context.lexicon.grammar.designator.fullmatch(inner.text):
        return True
    if "@money" in words and any(n.currency and n.covers(token) for n in context.numerals):
        return True
    if "@number" in words and (token.pos_ == "NUM" or "measure" in classes):
        return True
    mention = context.mentions.of(token)
    return mention is not None and _mentions(mention, words)


def _mentions(mention: Mention, words: frozenset[str]) -> bool:
    """Tell whether what a phrase stands for is of a class or kind."""
    if any(f"@{name}" in words for name in mention.classes):
        return True
    if mention.place is not None and "place" in words:
        return True
    actor = mention.actor
    if actor is None:
        return False
    kinds = {actor.kind, f"@{actor.kind}"}
    if actor.kind in ACTORS:
        kinds.add("actor")
    if actor.kind == "person":
        kinds.add("@official")
    if actor.id.startswith("group/people-"):
        kinds.add("@nationals")
    return bool(kinds & words)


def _allowed(
    tokens: Sequence[Token],
    wanted: frozenset[str],
    unwanted: frozenset[str],
    context: Context,
) -> bool:
    """Tell whether phrases are what a frame wants, "none" for no phrase at all."""
    if unwanted and any_is(tokens, unwanted, context):
        return False
    if not tokens:
        return not wanted or "none" in wanted
    return not wanted or any_is(tokens, wanted, context)


def _prepositions_fit(
    verb: Token, objects: Sequence[Token], frame: Frame, context: Context
) -> bool:
    """Tell whether the prepositions of a verb and its objects are what a frame wants."""
    around = syntax.prepositions(verb)
    for noun in objects:
        for name, governed in syntax.prepositions(noun).items():
            around.setdefault(name, []).extend(governed)
    wanted = frame.with_.items()
    if wanted and not any(
        _stands(around, name, words, context)
        or (not words and name not in around and has_particle(verb, name))
        for name, words in wanted
    ):
        return False
    return not _is_ruled_out(around, frame, context)


def _stands(around: Around, name: str, words: frozenset[str], context: Context) -> bool:
    """Tell whether a preposition governs one of some words; any at all for no words."""
    if name not in around:
        return False
    governed = [token for token in around[name] if token.ent_type_ not in TIMES]
    if not words:
        return bool(governed) or not around[name]
    return any_is(governed, words, context)


TIMES = frozenset({"DATE", "TIME"})
"""Named entities that take no part in an event."""


def _is_ruled_out(around: Around, frame: Frame, context: Context) -> bool:
    return any(
        name in around and any_is(around[name], words, context)
        for name, words in frame.not_with.items()
    )


def _words_fit(verb: Token, objects: Sequence[Token], frame: Frame) -> bool:
    """Tell whether the single words that a frame asks for stand around a verb."""
    if frame.with_word and not _has_word(verb, objects, frame.with_word):
        return False
    if any(child.lower_ in frame.not_with_word for child in verb.children):
        return False
    before = chain.from_iterable(phrases.modifiers(noun) for noun in objects)
    if frame.object_word and all(w.lemma_.lower() not in frame.object_word for w in before):
        return False
    return not frame.content or any(
        token.lemma_.lower() in frame.content
        for child in verb.children
        if child.dep_ in ("xcomp", "ccomp", "dobj", "advcl")
        and all(mark.dep_ != "mark" for mark in child.children)  # "told him that …" orders nothing
        for token in (child, *child.children)
    )


def _has_word(verb: Token, objects: Sequence[Token], words: frozenset[str]) -> bool:
    near = [*verb.children, *(inner for noun in objects for inner in noun.children)]
    near += [
        inner
        for child in verb.children
        if child.dep_ in ("prep", "oprd", "ccomp", "xcomp", "dobj", "acomp")
        for inner in child.subtree
    ]
    return any(token.lower_ in words or token.lemma_.lower() in words for token in near)


def _is_purpose(verb: Token) -> bool:
    """Tell whether a verb only says what another is for: "sent troops *to help* Russia"."""
    return verb.dep_ in ("advcl", "acl", "relcl") and syntax.is_infinitive(verb)


def _is_topic(verb: Token) -> bool:
    """Tell whether a verb only names what something is about: "a stance on providing aid"."""
    return verb.dep_ == "pcomp" and verb.head.lower_ in _TOPIC and verb.head.head.pos_ == "NOUN"
