"""Whether a frame fits a word, and why not: what it asks of the phrases and words around it.

The conditions are the keys of ``ontology/frames/README.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.extract import arguments, phrases, syntax
from nkgraph.extract.fillers import ACTORS
from nkgraph.extract.mention import core
from nkgraph.extract.misfit import Misfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.event import Context, Event
    from nkgraph.extract.mention import Mention
    from nkgraph.extract.trigger import Trigger
    from nkgraph.frames import Frame

    Around = Mapping[str, Sequence[Token]]

_TOPIC = ("on", "about", "over", "against")
_LATELY = 4
"""Events before a bare noun of which one may be the same again ("another test")."""


def verb_misfit(trigger: Trigger, frame: Frame, context: Context) -> Misfit | None:
    """Return why a verb does not name the event of a frame; None when it does."""
    verb = trigger.token
    if frame.finite and _is_purpose(verb):
        return Misfit("finite")
    if _is_topic(verb):
        return Misfit("topic")
    if frame.passive is not None and syntax.is_passive(verb) is not (frame.passive == "only"):
        return Misfit("passive")
    objects = [trigger.patient] if trigger.patient is not None else arguments.objects(verb)
    return (
        _unlike("object", objects, frame.object, frame.not_object, context)
        or _unlike("subject", arguments.subjects(verb), frame.subject, frame.not_subject, context)
        or _prepositions_misfit(verb, objects, frame, context)
        or _words_misfit(verb, objects, frame, context)
    )


def noun_misfit(
    noun: Token, frame: Frame, context: Context, earlier: Sequence[Event]
) -> Misfit | None:
    """Return why a noun does not name the event of a frame; None when it does.

    Args:
        noun: the noun.
        frame: the frame.
        context: what its parse holds.
        earlier: the events before it.
    """
    words = phrases.modifiers(noun)
    around = syntax.prepositions(noun)
    complements = [word for word in words if word.pos_ in ("NOUN", "PROPN")]
    complements += around.get("of", [])
    about = [*complements, *(word for word in words if word.pos_ not in ("NOUN", "PROPN"))]
    for word in about if frame.not_about else ():
        if word.lower_ in frame.not_about or _is(word, frame.not_about, context):
            return Misfit("not-about", (word,))
    if ruled_out := _ruled_out(around, frame, context):
        return ruled_out
    if frame.with_word and all(child.lower_ not in frame.with_word for child in noun.children):
        return Misfit("with-word")
    wanted = frame.with_.items()
    if wanted and not any(_stands(around, name, words, context) for name, words in wanted):
        return Misfit("with", _governed(around, frame))
    if not frame.about or any_is(about, frame.about, context):
        return None
    if frame.needs_about:
        known = any(
            event.trigger.token.lemma_ == noun.lemma_ and event.frame is frame
            for event in earlier[-_LATELY:]
        )
    else:
        of = map(context.mentions.of, complements)
        known = all(mention is not None and mention.named for mention in of)
    return None if known else Misfit("about", tuple(about))


def has_particle(verb: Token, particle: str) -> bool:
    """Tell whether a particle or a bare preposition stands with a verb."""
    return any(
        child.lower_ == particle and child.dep_ in ("prt", "advmod", "prep", "acomp", "oprd")
        for child in verb.children
    )


def any_is(tokens: Iterable[Token], words: frozenset[str], context: Context) -> bool:
    """Tell whether one of some phrases is of a class, a kind or a lemma that ``words`` names."""
    return any(_is(token, words, context) for token in tokens)


def _first(tokens: Iterable[Token], words: frozenset[str], context: Context) -> Token | None:
    """Return the first of some phrases that is."""
    return next((token for token in tokens if _is(token, words, context)), None)


def _is(token: Token, words: frozenset[str], context: Context) -> bool:
    return any(not words.isdisjoint(names) for names in kinds(token, context))


def kinds(token: Token, context: Context) -> Iterator[set[str]]:
    """Yield all that a frame may call a phrase: its lemmas, ``@class`` of its noun, its kinds."""
    inner = core(token)
    lemma = inner.lemma_.lower()
    yield {lemma, inner.lower_, token.lemma_.lower()}
    classes = context.lexicon.classes(lemma)
    if classes:
        yield {f"@{name}" for name in classes}
    mention = context.mentions.of(token)
    if mention is not None:
        yield _of_mention(mention)
    if token.pos_ == "NUM" or "measure" in classes:
        yield {"@number"}
    if context.lexicon.grammar.designator.fullmatch(inner.text):
        yield {"@weapon"}
    if any(numeral.currency and numeral.covers(token) for numeral in context.numerals_near(token)):
        yield {"@money"}


def _of_mention(mention: Mention) -> set[str]:
    """Return the classes and kinds of what a phrase stands for."""
    found = {f"@{name}" for name in mention.classes}
    if mention.place is not None:
        found.add("place")
    actor = mention.actor
    if actor is None:
        return found
    found |= {actor.kind, f"@{actor.kind}"}
    if actor.kind in ACTORS:
        found.add("actor")
    if actor.kind == "person":
        found.add("@official")
    if actor.id.startswith("group/people-"):
        found.add("@nationals")
    return found


def _unlike(
    key: str,
    tokens: Sequence[Token],
    wanted: frozenset[str],
    unwanted: frozenset[str],
    context: Context,
) -> Misfit | None:
    """Return why phrases are not what a frame wants, "none" for no phrase at all."""
    if unwanted and (word := _first(tokens, unwanted, context)) is not None:
        return Misfit(f"not-{key}", (word,))
    if not wanted or (any_is(tokens, wanted, context) if tokens else "none" in wanted):
        return None
    return Misfit(key, tuple(tokens))


def _prepositions_misfit(
    verb: Token, objects: Sequence[Token], frame: Frame, context: Context
) -> Misfit | None:
    """Return why the prepositions of a verb and its objects are not what a frame wants."""
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
        return Misfit("with", _governed(around, frame))
    return _ruled_out(around, frame, context)


def _governed(around: Around, frame: Frame) -> tuple[Token, ...]:
    """Return what the prepositions that a frame asks for govern."""
    return tuple(token for name in frame.with_ for token in around.get(name, ()))


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


def _ruled_out(around: Around, frame: Frame, context: Context) -> Misfit | None:
    """Return what a preposition governs that a frame does not allow."""
    for name, words in frame.not_with.items():
        if name in around and (word := _first(around[name], words, context)) is not None:
            return Misfit("not-with", (word,), name)
    return None


def _words_misfit(
    verb: Token, objects: Sequence[Token], frame: Frame, context: Context
) -> Misfit | None:
    """Return which of the single words that a frame asks for do not stand around a verb."""
    if frame.with_word and not _has_word(verb, objects, frame.with_word):
        return Misfit("with-word")
    for child in verb.children if frame.not_with_word else ():
        if child.lower_ in frame.not_with_word:
            return Misfit("not-with-word", (child,))
    if frame.object_word:
        before = [word for noun in objects for word in phrases.modifiers(noun)]
        if not any_is(before, frame.object_word, context):
            return Misfit("object-word", tuple(before))
    return Misfit("content") if frame.content and not _governs(verb, frame.content) else None


def _governs(verb: Token, words: frozenset[str]) -> bool:
    """Tell whether one of some words stands at the head of what a verb governs, or below it."""
    return any(
        token.lemma_.lower() in words
        for child in verb.children
        if child.dep_ in ("xcomp", "ccomp", "dobj", "advcl")
        and all(mark.dep_ != "mark" for mark in child.children)  # "told him that …" orders nothing
        and (child.dep_ != "advcl" or child.tag_ != "VBG")  # nor does "told him, adding that …"
        for token in (child, *child.children)
    )


def _has_word(verb: Token, objects: Sequence[Token], words: frozenset[str]) -> bool:
    near = [c for c in verb.children if c.dep_ != "conj"]  # another clause has its own words
    near += [*(inner for noun in objects for inner in noun.children)]
    near += [
        inner
        for child in verb.children
        if child.dep_ in ("prep", "oprd", "ccomp", "xcomp", "dobj", "acomp")
        for inner in syntax.subtree(child)
    ]
    return any(token.lower_ in words or token.lemma_.lower() in words for token in near)


def _is_purpose(verb: Token) -> bool:
    """Tell whether a verb only says what another is for: "sent troops *to help* Russia"."""
    return verb.dep_ in ("advcl", "acl", "relcl") and syntax.is_infinitive(verb)


def _is_topic(verb: Token) -> bool:
    """Tell whether a verb only names what something is about: "a stance on providing aid"."""
    return verb.dep_ == "pcomp" and verb.head.lower_ in _TOPIC and verb.head.head.pos_ == "NOUN"
