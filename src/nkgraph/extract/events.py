"""Events in a parse: frames matched on words, their roles filled from the positions around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nkgraph.extract import syntax
from nkgraph.extract.described import label, made
from nkgraph.extract.mentions import core
from nkgraph.extract.positions import Trigger, at, places
from nkgraph.extract.syntax import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from nkgraph.extract.figures import Numeral
    from nkgraph.extract.mentions import Mention, Mentions
    from nkgraph.frames import Frame, Frames
    from nkgraph.lexicon import Lexicon
    from nkgraph.model import Actor

_ACTORS = frozenset({"country", "government", "force", "organization", "person", "group"})
_PEOPLE = frozenset({"force", "person", "captive", "official", "source"})
_LOOK_INSIDE = ("like", "in", "of", "such", "near", "as", "at")
_REPORTED = frozenset(
    "confirm report announce detect condemn denounce deny admit acknowledge include describe see follow cause "
    "witness record verify investigate claim allege cite mention note suspect fear reveal show".split(),
)
_FRAMING = frozenset({"including", "after", "following", "amid", "despite", "before", "since", "over", "during", "for", "about", "with"})


@dataclass(frozen=True, slots=True)
class Filler:
    """Who or what fills a role, and the token that says so."""

    actor: Actor
    token: Token
    named: bool


@dataclass(frozen=True, slots=True)
class Event:
    """An event as a frame found it.

    Attributes:
        roles: (role, filler) pairs in the order of the frame.
        quantity: what its number counts, with the numeral; None without a number.
        solid: whether its sentence asserts it, rather than merely mention it.
    """

    frame: Frame
    trigger: Trigger
    roles: tuple[tuple[str, Filler], ...]
    quantity: tuple[str, Numeral] | None
    solid: bool

    @property
    def type(self) -> str:
        """Return the event type."""
        return self.frame.type


@dataclass(frozen=True, slots=True)
class Context:
    """What the stages before have found in one parse."""

    mentions: Mentions
    numerals: Sequence[Numeral]
    lexicon: Lexicon


def events(doc: Doc, context: Context, frames: Frames) -> list[Event]:
    """Return the events of a parse in the order of the text, one a word."""
    found: list[Event] = []
    for token in doc:
        event = _verbal(token, context, frames) or _nominal(token, context, frames, found)
        if event is not None:
            found.append(event)
    return list(_merged(found))


def _verbal(token: Token, context: Context, frames: Frames) -> Event | None:
    if not is_verb(token) or token.dep_ in ("aux", "auxpass"):
        return None
    for particle, frame in frames.verbs.get(token.lemma_.lower(), ()):
        if particle and not _has_particle(token, particle):
            continue
        trigger = Trigger(token, token, verbal=True)
        if not _verb_fits(trigger, frame, context):
            continue
        event = _filled(frame, trigger, context, solid=True)
        if event is not None:
            return event
    return None


def _nominal(
    token: Token,
    context: Context,
    frames: Frames,
    earlier: Sequence[Event],
) -> Event | None:
    if token.pos_ not in ("NOUN", "PROPN") and token.tag_ != "VBG":
        return None
    for frame in frames.nouns.get(token.lemma_.lower(), ()):
        if token.dep_ in ("compound", "amod", "nmod"):
            return None
        if not _noun_fits(token, frame, context, earlier):
            continue
        verb, role = _support(token, frame)
        solid = frame.bare or role is not None or _reported(token)
        subject = role not in (None, "none")
        event = _filled(
            frame,
            Trigger(token, verb, verbal=False, subject=role == "agent"),
            context,
            solid=solid,
            extra=(role, syntax.subjects(verb)) if subject and verb is not None and role else None,
        )
        if event is not None:
            return event
    return None


def _has_particle(verb: Token, particle: str) -> bool:
    return any(
        child.lower_ == particle and child.dep_ in ("prt", "advmod", "prep", "acomp", "oprd")
        for child in verb.children
    )


def _verb_fits(trigger: Trigger, frame: Frame, context: Context) -> bool:
    verb = trigger.token
    passive = syntax.is_passive(verb)
    if (frame.passive == "only" and not passive) or (frame.passive == "never" and passive):
        return False
    objects, subjects = syntax.objects(verb), syntax.subjects(verb)
    if not _allowed(objects, frame.object, frame.not_object, context):
        return False
    if not _allowed(subjects, frame.subject, frame.not_subject, context):
        return False
    around = syntax.prepositions(verb)
    for noun in objects:
        for name, governed in syntax.prepositions(noun).items():
            around.setdefault(name, []).extend(governed)
    if frame.with_ and not any(_with(verb, name, around, words, context) for name, words in frame.with_.items()):
        return False
    if any(
        name in around and _any(around[name], words, context) for name, words in frame.not_with.items()
    ):
        return False
    if frame.with_word and not _has_word(verb, objects, frame.with_word):
        return False
    if frame.object_word and not any(
        m.lemma_.lower() in frame.object_word for noun in objects for m in syntax.modifiers(noun)
    ):
        return False
    return not frame.content or any(
        t.lemma_.lower() in frame.content
        for child in verb.children
        if child.dep_ in ("xcomp", "ccomp", "dobj", "advcl")
        for t in [child, *child.children]
    )


def _with(
    verb: Token,
    name: str,
    around: dict[str, list[Token]],
    words: frozenset[str],
    context: Context,
) -> bool:
    if name in around:
        return not words or _any(around[name], words, context)
    return not words and _has_particle(verb, name)


def _has_word(verb: Token, objects: list[Token], words: frozenset[str]) -> bool:
    near = [*verb.children, *(inner for noun in objects for inner in noun.children)]
    near += [inner for child in verb.children if child.dep_ in ("prep", "oprd", "ccomp", "xcomp", "dobj", "acomp") for inner in child.subtree]
    return any(token.lower_ in words or token.lemma_.lower() in words for token in near)


def _allowed(
    tokens: list[Token],
    wanted: frozenset[str],
    unwanted: frozenset[str],
    context: Context,
) -> bool:
    if unwanted and _any(tokens, unwanted, context):
        return False
    if not wanted:
        return True
    if not tokens:
        return "none" in wanted
    return _any(tokens, wanted, context)


def _any(tokens: Iterable[Token], words: frozenset[str], context: Context) -> bool:
    return any(_is(token, words, context) for token in tokens)


def _is(token: Token, words: frozenset[str], context: Context) -> bool:
    """Tell whether a phrase is of a class, a kind or a lemma that ``words`` names."""
    inner = core(token)
    lemmas = {inner.lemma_.lower(), inner.lower_, token.lemma_.lower()}
    if lemmas & words:
        return True
    classes = context.lexicon.classes(inner.lemma_.lower())
    if any(f"@{name}" in words for name in classes):
        return True
    if "@number" in words and (token.pos_ == "NUM" or "measure" in classes):
        return True
    mention = context.mentions.of(token)
    if mention is None:
        return False
    if any(f"@{name}" in words for name in mention.classes):
        return True
    actor = mention.actor
    if actor is not None:
        if actor.kind in words or ("actor" in words and actor.kind in _ACTORS):
            return True
        if f"@{actor.kind}" in words or (actor.kind == "person" and "@official" in words):
            return True
    return "place" in words and mention.place is not None


def _noun_fits(
    noun: Token,
    frame: Frame,
    context: Context,
    earlier: Sequence[Event],
) -> bool:
    complements = [m for m in syntax.modifiers(noun) if m.pos_ in ("NOUN", "PROPN")]
    complements += syntax.prepositions(noun).get("of", [])
    adjectives = [m for m in syntax.modifiers(noun) if m.pos_ not in ("NOUN", "PROPN")]
    everything = [*complements, *adjectives]
    if frame.not_about and any(t.lemma_.lower() in frame.not_about or t.lower_ in frame.not_about or _is(t, frame.not_about, context) for t in everything):
        return False
    if frame.with_ and not any(
        name in (around := syntax.prepositions(noun)) and (not words or _any(around[name], words, context))
        for name, words in frame.with_.items()
    ):
        return False
    around = syntax.prepositions(noun)
    if any(name in around and _any(around[name], words, context) for name, words in frame.not_with.items()):
        return False
    if not frame.about:
        return True
    if _any(everything, frame.about, context):
        return True
    if frame.needs_about:
        return any(  # "another test" after "a nuclear test"
            event.trigger.token.lemma_ == noun.lemma_ and event.frame is frame for event in earlier[-4:]
        )
    plain = [t for t in complements if (m := context.mentions.of(t)) is None or not m.named]
    return not plain


def _support(noun: Token, frame: Frame) -> tuple[Token | None, str | None]:
    """Return the light verb that carries a noun, and the role that the verb's subject has."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    if top.dep_ in ("dobj", "nsubjpass", "nsubj", "attr") and is_verb(top.head):
        verb = top.head
        if top.dep_ == "attr" and (verb.dep_ != "relcl"):
            return verb, None
        relative = verb
        lemma = relative.lemma_.lower()
        for words in (f"{lemma} {p.lower_}" for p in verb.children if p.dep_ in ("prt", "advmod", "prep")):
            if words in frame.support:
                return verb, _role(frame.support[words], top, verb)
        if lemma in frame.support:
            return verb, _role(frame.support[lemma], top, verb)
        return verb, None
    for child in noun.children:  # "an attack carried out by", "losses suffered by"
        if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in frame.support:
            return child, frame.support[child.lemma_.lower()]
    if top.dep_ == "pobj" and is_verb(top.head.head):
        verb = top.head.head
        words = f"{verb.lemma_.lower()} {top.head.lower_}"
        if words in frame.support:
            return verb, frame.support[words]
        return verb, None
    return None, None


def _role(role: str, noun: Token, verb: Token) -> str:
    """Return the role of the verb's subject; the noun as an active subject has none."""
    if noun.dep_ == "nsubj" and not syntax.is_passive(verb):
        return "none"
    return role


def _reported(noun: Token) -> bool:
    """Tell whether the sentence gives a noun's event as something that happened."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    if top.dep_ in ("dobj", "nsubjpass") and is_verb(top.head):
        return top.head.lemma_.lower() in _REPORTED
    if top.dep_ == "pobj":
        above = top.head.head
        if top.head.lower_ == "of" and above.lemma_.lower() in ("admission", "confirmation", "announcement", "wave", "series"):
            return True
        if is_verb(above) and above.lemma_.lower() in ("prepare", "plan", "ready", "lead", "admit"):
            return True
        return top.head.lower_ in _FRAMING
    return False


def _filled(
    frame: Frame,
    trigger: Trigger,
    context: Context,
    *,
    solid: bool,
    extra: tuple[str, list[Token]] | None = None,
) -> Event | None:
    roles: dict[str, list[Filler]] = {}
    taken: set[int] = set()
    if extra is not None:
        role, tokens = extra
        if fillers := _fillers(tokens, frame.kinds.get(role, "actor"), context, taken):
            roles[role] = fillers
            taken |= {core(f.token).i for f in fillers}
    for role, positions in frame.roles.items():
        if role in roles:
            continue
        kind = frame.kinds.get(role, "actor")
        for position in positions:
            tokens = places(position, trigger) if kind == "place" else at(position, trigger)
            if position.endswith("-state"):
                tokens = [t for t in tokens if _is(t, frozenset({"country", "government"}), context)]
            skip = taken if role != "place" else set()
            if fillers := _fillers(tokens, kind, context, skip):
                roles[role] = fillers
                if role in ("agent", "patient", "recipient"):
                    taken |= {core(f.token).i for f in fillers}
                break
    quantity = _quantity(frame, trigger, context)
    if not _suffices(frame, roles, quantity, solid=solid):
        return None
    pairs = tuple((role, filler) for role, fillers in roles.items() for filler in fillers)
    return Event(frame, trigger, pairs, quantity, solid)


def _suffices(
    frame: Frame,
    roles: dict[str, list[Filler]],
    quantity: tuple[str, Numeral] | None,
    *,
    solid: bool,
) -> bool:
    filled = set(roles) | ({"figure"} if quantity else set())
    if frame.needs and not filled & frame.needs:
        return False
    if not frame.both <= filled:
        return False
    named = any(f.named for fillers in roles.values() for f in fillers)
    if frame.named and not named and quantity is None:
        return False
    if frame.word == "noun" and not solid and quantity is None:
        participants = len(filled & {"agent", "patient", "recipient", "place"})
        return named and participants > 1
    return frame.word == "verb" or named or quantity is not None


def _fillers(
    tokens: Iterable[Token],
    kind: str,
    context: Context,
    taken: set[int],
) -> list[Filler]:
    found: list[Filler] = []
    for token in tokens:
        if core(token).i in taken:
            continue
        filler = _filler(token, kind, context)
        if filler is not None and all(filler.actor != other.actor for other in found):
            found.append(filler)
    return found


def _filler(token: Token, kind: str, context: Context) -> Filler | None:
    mention = context.mentions.of(token)
    match kind:
        case "place":
            return _place(token, context)
        case "agreement":
            if mention is not None and mention.actor is not None and mention.actor.kind == "agreement":
                return Filler(mention.actor, token, mention.named)
            return None
        case "thing":
            return _thing(token, mention)
        case "people":
            return _actor(token, mention, context) or _person(token, mention)
        case "any":
            return _actor(token, mention, context, owner=False) or _place(token, context) or _person(token, mention) or _actor(token, mention, context) or _noun(token, mention)
        case _:
            return _actor(token, mention, context)


def _actor(
    token: Token,
    mention: Mention | None,
    context: Context,
    *,
    owner: bool = True,
) -> Filler | None:
    if mention is not None and mention.actor is not None and mention.actor.kind in _ACTORS:
        return Filler(mention.actor, token, mention.named)
    if not owner or token.pos_ == "PRON":
        return None
    inner = core(token)
    for near in [*syntax.possessors(inner), *syntax.modifiers(inner)]:  # "Russia's efforts"
        other = context.mentions.of(near)
        if other is not None and other.actor is not None and other.actor.kind in _ACTORS:
            return Filler(other.actor, near, other.named)
    return None


def _person(token: Token, mention: Mention | None) -> Filler | None:
    inner = core(token)
    if mention is None or not mention.classes & _PEOPLE or inner.pos_ not in ("NOUN", "ADJ"):
        return None
    return Filler(made("group", label(inner), mention.country), token, mention.country is not None)


def _noun(token: Token, mention: Mention | None) -> Filler | None:
    inner = core(token)
    if mention is None or inner.pos_ not in ("NOUN", "PROPN"):
        return None
    if mention.actor is not None:
        return Filler(mention.actor, token, mention.named)
    return Filler(made("other", label(inner), mention.country), token, False)


def _thing(token: Token, mention: Mention | None) -> Filler | None:
    if mention is not None and mention.actor is not None:
        return Filler(mention.actor, token, mention.named)
    inner = core(token)
    if inner.pos_ not in ("NOUN", "PROPN"):
        return None
    return Filler(made("other", label(inner, owned=False), None), token, False)


def _place(token: Token, context: Context) -> Filler | None:
    """Return the place that a phrase names, or one that it lies in."""
    mention = context.mentions.of(token)
    plain: Filler | None = None
    if mention is not None and mention.place is not None:
        plain = Filler(mention.place, token, mention.named)
        if mention.named:
            return plain
    for inner in _inside(core(token)):
        other = context.mentions.of(inner)
        if other is not None and other.place is not None and other.named:
            return Filler(other.place, inner, named=True)
    return plain


def _inside(noun: Token) -> Iterator[Token]:
    around = syntax.prepositions(noun)
    for name in _LOOK_INSIDE:
        yield from around.get(name, [])
    for child in noun.children:
        if child.dep_ == "appos":
            yield child
    yield from syntax.modifiers(noun)


def _quantity(frame: Frame, trigger: Trigger, context: Context) -> tuple[str, Numeral] | None:
    for quantity, positions in frame.figure.items():
        for position in positions:
            for token in at(position, trigger):
                numeral = _count(token, quantity, context)
                if numeral is not None:
                    return quantity, numeral
    return None


def _count(token: Token, quantity: str, context: Context) -> Numeral | None:
    """Return the numeral that counts what a token heads."""
    inner = core(token)
    for numeral in context.numerals:
        if (quantity == "money") != (numeral.currency is not None):
            continue
        counted = numeral.counted
        if counted is not None and counted.i in (inner.i, token.i) and counted.doc is token.doc:
            return numeral
        if numeral.first.i <= token.i <= numeral.last.i and numeral.first.doc is token.doc:
            return numeral
    return None


def _merged(found: list[Event]) -> Iterator[Event]:
    """Yield the events; "killed or wounded" of the same people is one."""
    skipped: set[int] = set()
    for event in found:
        if event.trigger.token.i in skipped:
            continue
        partner = next((other for other in found if _same_harm(event, other)), None)
        if partner is None:
            yield event
            continue
        skipped.add(partner.trigger.token.i)
        quantity = event.quantity or partner.quantity
        roles = dict.fromkeys([*event.roles, *partner.roles])
        yield Event(
            _casualties(event.frame),
            event.trigger,
            tuple(roles),
            ("killedOrWounded", quantity[1]) if quantity else None,
            solid=True,
        )


def _same_harm(event: Event, other: Event) -> bool:
    if {event.type, other.type} != {"Death", "Injury"}:
        return False
    if other.trigger.token.head != event.trigger.token or other.trigger.token.dep_ != "conj":
        return False
    numbers = [q[1].first.i for q in (event.quantity, other.quantity) if q]
    own = any(child.dep_ in ("nsubj", "nsubjpass") for child in other.trigger.token.children)
    return not own and len(set(numbers)) < 2


def _casualties(frame: Frame) -> Frame:
    from dataclasses import replace

    return replace(frame, type="Casualties")
