"""Events in a parse: frames matched on words, their roles filled from the positions around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nkgraph.extract import syntax
from nkgraph.extract.described import label, made
from nkgraph.extract.mentions import core
from nkgraph.extract.positions import Trigger, around, at, by_deed, places, where
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
_PEOPLE = frozenset({"force", "person", "captive", "official", "source", "government"})
_LOOK_INSIDE = ("like", "in", "of", "such", "near", "as", "at")
_REPORTED = frozenset(
    "confirm report announce detect condemn denounce deny admit acknowledge include describe see follow cause "
    "witness record verify investigate claim allege cite mention note suspect fear reveal show".split(),
)
_HURTING = frozenset("kill wound injure die hurt displace destroy damage".split())
_FRAMING = frozenset({"including", "after", "following"})


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
        supported: whether a light verb carries its noun.
        partner: the second word of a pair that is one event: killed or *wounded*.
    """

    frame: Frame
    trigger: Trigger
    roles: tuple[tuple[str, Filler], ...]
    quantity: tuple[str, Numeral] | None
    solid: bool
    supported: bool = False
    partner: Token | None = None

    @property
    def type(self) -> str:
        """Return the event type."""
        return self.frame.type

    def again(self, trigger: Trigger, numeral: Numeral) -> Event:
        """Return the event as another word names it, with another figure."""
        quantity = self.quantity[0] if self.quantity else next(iter(self.frame.figure))
        return replace(self, trigger=trigger, quantity=(quantity, numeral), solid=True)

    def counted(self, numeral: Numeral) -> Event:
        """Return the event with a figure."""
        return self.again(self.trigger, numeral)

    @property
    def embedded(self) -> bool:
        """Tell whether the sentence takes it as known: a noun or a relative clause."""
        return not self.trigger.verbal or self.trigger.token.dep_ in ("acl", "relcl", "advcl")


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
        if event is not None and not _carried(event, found):
            found += _split(event, context)
    return list(_merged(found))


def _split(event: Event, context: Context) -> list[Event]:
    """Return one event for each of the coordinated groups that have a number of their own."""
    if not event.trigger.verbal or event.quantity is None or event.type not in _HARM:
        return [event]
    quantity = event.quantity[0]
    found = []
    for token in (
        at("object", event.trigger)
        if event.type != "Death" or syntax.objects(event.trigger.token)
        else at("subject", event.trigger)
    ):
        numeral = _count(token, quantity, context)
        fillers = _fillers([token], "people", context, set())
        if numeral is None or not fillers:
            continue
        others = tuple(pair for pair in event.roles if pair[0] != "patient")
        found.append(
            replace(event, roles=(*others, ("patient", fillers[0])), quantity=(quantity, numeral))
        )
    return found if len(found) > 1 else [event]


def forced(
    token: Token,
    numeral: Numeral,
    context: Context,
    frames: Frames,
) -> Event | None:
    """Return the event that a noun names, given that a number is said of it elsewhere."""
    for frame in frames.nouns.get(token.lemma_.lower(), ()):
        if not frame.figure or not _noun_fits(token, frame, context, ()):
            continue
        trigger = Trigger(token, None, verbal=False)
        event = _filled(frame, trigger, context, solid=True)
        quantity = (next(iter(frame.figure)), numeral)
        return event.counted(numeral) if event else Event(frame, trigger, (), quantity, solid=True)
    return None


def _carried(event: Event, found: Sequence[Event]) -> bool:
    """Tell whether a noun only names again what its verb has named: "fired a barrage"."""
    if event.trigger.verbal:
        return False
    return any(e.trigger.token == event.trigger.verb and e.type == event.type for e in found)


def _verbal(token: Token, context: Context, frames: Frames) -> Event | None:
    if not is_verb(token) or token.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    for particle, frame in frames.verbs.get(syntax.lemma(token), ()):
        if particle and not _has_particle(token, particle):
            continue
        for patient in (None, *syntax.attachments(token)):
            trigger = Trigger(token, token, verbal=True, patient=patient)
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
    if (token.pos_ not in ("NOUN", "PROPN") and token.tag_ != "VBG") or is_verb(token) is (
        token.tag_ != "VBG"
    ):
        return None
    for frame in frames.nouns.get(token.lemma_.lower()) or frames.nouns.get(token.lower_, ()):
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
            return replace(event, supported=role is not None)
    return None


def _has_particle(verb: Token, particle: str) -> bool:
    return any(
        child.lower_ == particle and child.dep_ in ("prt", "advmod", "prep", "acomp", "oprd")
        for child in verb.children
    )


def _verb_fits(trigger: Trigger, frame: Frame, context: Context) -> bool:
    verb = trigger.token
    if (frame.finite and _is_purpose(verb)) or _is_topic(verb):
        return False
    passive = syntax.is_passive(verb)
    if (frame.passive == "only" and not passive) or (frame.passive == "never" and passive):
        return False
    objects = [trigger.patient] if trigger.patient is not None else syntax.objects(verb)
    subjects = syntax.subjects(verb)
    if not _allowed(objects, frame.object, frame.not_object, context):
        return False
    if not _allowed(subjects, frame.subject, frame.not_subject, context):
        return False
    around = syntax.prepositions(verb)
    for noun in objects:
        for name, governed in syntax.prepositions(noun).items():
            around.setdefault(name, []).extend(governed)
    if frame.with_ and not any(
        _with(verb, name, around, words, context) for name, words in frame.with_.items()
    ):
        return False
    if any(
        name in around and _any(around[name], words, context)
        for name, words in frame.not_with.items()
    ):
        return False
    if frame.with_word and not _has_word(verb, objects, frame.with_word):
        return False
    if frame.not_with_word and any(child.lower_ in frame.not_with_word for child in verb.children):
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


def _is_purpose(verb: Token) -> bool:
    """Tell whether a verb only says what another is for: "sent troops *to help* Russia"."""
    return verb.dep_ in ("advcl", "acl", "relcl") and any(
        child.dep_ == "aux" and child.lower_ == "to" for child in verb.children
    )


def _is_topic(verb: Token) -> bool:
    """Tell whether a verb only names what something is about: "a stance on providing aid"."""
    return (
        verb.dep_ == "pcomp"
        and verb.head.lower_ in ("on", "about", "over", "against")
        and verb.head.head.pos_ == "NOUN"
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
    near += [
        inner
        for child in verb.children
        if child.dep_ in ("prep", "oprd", "ccomp", "xcomp", "dobj", "acomp")
        for inner in child.subtree
    ]
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
    if "@money" in words and any(
        n.currency and n.first.doc is token.doc and n.first.i <= token.i <= n.last.i
        for n in context.numerals
    ):
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
        if "@nationals" in words and actor.id.startswith("group/people-"):
            return True
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
    if frame.not_about and any(
        t.lemma_.lower() in frame.not_about
        or t.lower_ in frame.not_about
        or _is(t, frame.not_about, context)
        for t in everything
    ):
        return False
    if frame.with_ and not any(
        name in (around := syntax.prepositions(noun))
        and (not words or _any(around[name], words, context))
        for name, words in frame.with_.items()
    ):
        return False
    around = syntax.prepositions(noun)
    if any(
        name in around and _any(around[name], words, context)
        for name, words in frame.not_with.items()
    ):
        return False
    if not frame.about:
        return True
    if _any(everything, frame.about, context):
        return True
    if frame.needs_about:
        return any(  # "another test" after "a nuclear test"
            event.trigger.token.lemma_ == noun.lemma_ and event.frame is frame
            for event in earlier[-4:]
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
        for words in (
            f"{lemma} {p.lower_}" for p in verb.children if p.dep_ in ("prt", "advmod", "prep")
        ):
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
        if top.head.lower_ == "of" and above.lemma_.lower() in (
            "admission",
            "confirmation",
            "announcement",
            "wave",
            "series",
        ):
            return True
        if is_verb(above) and above.lemma_.lower() in _HURTING:
            return top.head.lower_ in ("in", "by", "during")
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
            if position == "modifier":
                tokens = [
                    t for t in tokens if (m := context.mentions.of(t)) is not None and m.named
                ]
            if position.endswith("-state"):
                tokens = [
                    t for t in tokens if _is(t, frozenset({"country", "government"}), context)
                ]
            skip = taken if role != "place" else set()
            if fillers := _fillers(tokens, kind, context, skip):
                roles[role] = fillers
                if role in ("agent", "patient", "recipient"):
                    taken |= {core(f.token).i for f in fillers}
                break
    _complete(frame, roles, trigger, context, taken)
    quantity = _quantity(frame, trigger, context)
    if not _suffices(frame, roles, quantity, solid=solid):
        return None
    pairs = tuple((role, filler) for role, fillers in roles.items() for filler in fillers)
    return Event(frame, trigger, pairs, quantity, solid)


def _complete(
    frame: Frame,
    roles: dict[str, list[Filler]],
    trigger: Trigger,
    context: Context,
    taken: set[int],
) -> None:
    """Fill what no position of the frame has filled: the other party, the doer, the place."""
    if frame.type in _MUTUAL and "recipient" not in roles and len(roles.get("agent", ())) > 1:
        roles["recipient"] = roles["agent"][1:]
        roles["agent"] = roles["agent"][:1]
    if frame.type in _MOVES and "agent" not in roles:
        own = [f for f in roles.get("theme", ()) if f.named and f.actor.kind in ("group", "force")]
        if own:  # troops that are sent are sent by whose they are
            roles["agent"] = own
    if frame.type in _HARM and "patient" not in roles and not trigger.verbal:
        if fillers := _fillers(_whole(trigger.token), "people", context, taken):
            roles["patient"] = fillers
    if frame.type in _HARM and "agent" not in roles:
        if fillers := _fillers(by_deed(trigger, _DEEDS), "actor", context, taken):
            roles["agent"] = fillers
    if "place" not in frame.kinds or any(f.named for f in roles.get("place", ())):
        return
    tokens = [f.token for role in ("patient", "theme") for f in roles.get(role, ())]
    near = [t for f in tokens for t in _inside(core(f))]
    for token in [*where(trigger), *tokens, *near, *around(trigger)]:
        filler = _place(token, context)
        if filler is not None and filler.named and filler.actor.kind in ("place", "country"):
            if frame.type not in _PLACED and filler.actor.kind == "country":
                continue
            roles["place"] = [filler]
            return


def _whole(noun: Token) -> list[Token]:
    """Return the people of whom a noun counts a part: "soldiers, including 600 deaths"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("including", "of", "among"):
        return []
    above = noun.head.head
    if above.pos_ not in ("NOUN", "PROPN"):
        return []
    if is_verb(above.head) and above.dep_ == "dobj":
        return [above, *syntax.subjects(above.head)]
    return [above]


_MOVES = frozenset({"Deployment", "Withdrawal"})
_MUTUAL = frozenset({"Meeting", "AgreementSigning", "Cooperation", "PrisonerExchange", "Combat"})
_HARM = frozenset({"Death", "Injury", "Casualties", "Displacement"})
_PLACED = frozenset({"Death", "Injury", "Casualties", "Attack", "Combat", "Capture", "Detention"})
_DEEDS = frozenset(
    "attack strike airstrike raid bombing bombardment shelling assault offensive ambush barrage shooting".split(),
)


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
    if frame.word == "noun" and not solid and (frame.solid or quantity is None):
        if frame.solid:
            return False
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
            mention = context.mentions.of(token)
            if mention is not None and mention.actor == filler.actor:
                found += [Filler(other, token, named=True) for other in mention.others]
    return found


def _filler(token: Token, kind: str, context: Context) -> Filler | None:
    if token.ent_type_ in ("DATE", "TIME"):
        return None
    mention = context.mentions.of(token)
    match kind:
        case "place":
            return _place(token, context)
        case "agreement":
            if (
                mention is not None
                and mention.actor is not None
                and mention.actor.kind == "agreement"
            ):
                return Filler(mention.actor, token, mention.named)
            return None
        case "thing":
            return _thing(token, mention)
        case "people":
            return _actor(token, mention, context) or _person(token, mention)
        case "any":
            return (
                _actor(token, mention, context, owner=False)
                or _person(token, mention)
                or _owned(token, context)
                or _place(token, context)
                or _noun(token, mention)
            )
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
    if (
        mention is not None
        and mention.place is not None
        and mention.place.known
        and (
            token.dep_ == "nsubj" or (token.dep_ in ("pobj", "conj") and token.head.dep_ == "agent")
        )
    ):
        return Filler(mention.place, token, named=True)  # a region that acts: "Puntland released"
    if not owner or token.pos_ == "PRON":
        return None
    inner = core(token)
    for near in [*syntax.possessors(inner), *syntax.modifiers(inner)]:  # "Russia's efforts"
        other = context.mentions.of(near)
        if other is not None and other.actor is not None and other.actor.kind in _ACTORS:
            return Filler(other.actor, near, other.named)
    within = syntax.prepositions(inner)
    for near in [*within.get("in", []), *within.get("of", [])]:  # "programmes in North Korea"
        other = context.mentions.of(near)
        if other is not None and other.actor is not None and other.actor.kind == "country":
            return Filler(other.actor, near, other.named)
    return None


def _owned(token: Token, context: Context) -> Filler | None:
    """Return the state whose thing it is: "Cambodian posts", not "Khartoum's airport"."""
    inner = core(token)
    for near in [*syntax.possessors(inner), *syntax.modifiers(inner)]:
        other = context.mentions.of(near)
        if other is None or other.actor is None or other.actor.kind not in _ACTORS:
            continue
        if other.place is None or other.place.kind == "country":
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
        if counted is None and numeral.first.doc is token.doc and _apposed(numeral, inner, token):
            return numeral
        if numeral.first.i <= token.i <= numeral.last.i and numeral.first.doc is token.doc:
            return numeral
    return None


def _apposed(numeral: Numeral, *nouns: Token) -> bool:
    """Tell whether a number stands behind what it counts: "soldiers - estimated at 10,000 -"."""
    token = numeral.last
    for _ in range(5):
        if token.head == token:
            return False
        if is_verb(token) and token.dep_ != "acl":
            return False
        token = token.head
        if token in nouns and numeral.first.i > token.i:
            return True
    return False


def _merged(found: list[Event]) -> Iterator[Event]:
    """Yield the events; "killed or wounded" of the same people is one."""
    skipped: set[int] = set()
    for event in found:
        if event.trigger.token.i in skipped:
            continue
        part = next((other for other in found if _is_part(other, event)), None)
        if part is not None:  # "arms transfers, including the shipment of …"
            skipped.add(part.trigger.token.i)
            have = {role for role, _ in event.roles}
            more = tuple((role, f) for role, f in part.roles if role not in have)
            yield Event(
                event.frame, event.trigger, (*event.roles, *more), event.quantity, event.solid
            )
            continue
        partner = next((other for other in found if _same_harm(event, other)), None)
        if partner is None:
            yield event
            continue
        skipped.add(partner.trigger.token.i)
        quantity = event.quantity or partner.quantity
        have = {role for role, _ in event.roles}
        roles = [*event.roles, *(pair for pair in partner.roles if pair[0] not in have)]
        yield Event(
            _casualties(event.frame),
            event.trigger,
            tuple(roles),
            ("killedOrWounded", quantity[1]) if quantity else None,
            solid=True,
            partner=partner.trigger.token,
        )


def _is_part(part: Event, whole: Event) -> bool:
    """Tell whether an event is given as an example of another of its type."""
    noun = part.trigger.token
    return (
        part.type == whole.type
        and part is not whole
        and part.quantity is None
        and noun.dep_ == "pobj"
        and noun.head.lower_ == "including"
        and noun.head.head == whole.trigger.token
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
    return replace(frame, type="Casualties")


def inherited(found: Iterable[Event], last: Event | None) -> Iterator[Event]:
    """Yield the events; losses that name nobody are of those whose losses were told last."""
    for event in found:
        lacks = event.quantity is not None and all(role != "patient" for role, _ in event.roles)
        kept = event
        if lacks and event.type in _HARM and last is not None and last.type in _HARM:
            patients = tuple(pair for pair in last.roles if pair[0] == "patient")
            if event.frame.word == "noun" and patients:
                kept = replace(event, roles=(*event.roles, *patients))
        if any(role == "patient" for role, _ in kept.roles):
            last = kept
        yield kept
