"""From a frame that fits a word to an event: its roles filled, its figure found, or nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from nkgraph.extract import arguments, phrases, syntax
from nkgraph.extract.counting import quantity
from nkgraph.extract.deeds import aimed_at, by_deed
from nkgraph.extract.event import Event, Filler
from nkgraph.extract.fillers import fillers, inside, is_site, place
from nkgraph.extract.fitting import any_is
from nkgraph.extract.locations import around, places, where
from nkgraph.extract.mention import core
from nkgraph.extract.misfit import Misfit
from nkgraph.extract.positions import at, within
from nkgraph.extract.trigger import Trigger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.event import Context
    from nkgraph.frames import Frame
    from nkgraph.lexicon import Grammar, Numbers

    Roles = dict[str, list[Filler]]

_STATES = frozenset({"country", "government"})
_PARTIES = frozenset({"agent", "patient", "recipient"})
_PARTICIPANTS = _PARTIES | {"place"}


def filled(
    frame: Frame,
    trigger: Trigger,
    context: Context,
    *,
    solid: bool,
    given: tuple[str, Sequence[Token]] | None = None,
) -> Event | None:
    """Return the event of a frame that fits a word; None when it lacks what the frame needs.

    The arguments are those of ``certain``.
    """
    event = certain(frame, trigger, context, solid=solid, given=given)
    if lack := _lack(event):
        context.note(trigger.token, frame, lack)
        return None
    return event


def certain(
    frame: Frame,
    trigger: Trigger,
    context: Context,
    *,
    solid: bool,
    given: tuple[str, Sequence[Token]] | None = None,
) -> Event:
    """Return the event of a frame that fits a word, whatever it lacks.

    Args:
        frame: the frame.
        trigger: the word.
        context: what its parse holds.
        solid: whether the sentence asserts the event.
        given: a role that its own positions do not decide, and the heads of who fills it.
    """
    roles: Roles = {}
    taken: set[int] = set()
    if given is not None:
        role, tokens = given
        if found := fillers(tokens, frame.kinds.get(role, "actor"), context, how="carrier"):
            roles[role] = found
            taken |= {core(filler.token).i for filler in found}
    for role in frame.roles:
        if role in roles:
            continue
        found = _found(role, frame, trigger, context, taken if role != "place" else set())
        if role in _PARTIES:
            found = [filler for filler in found if not _acts_already(filler, roles, role)]
        if found:
            roles[role] = found
            if role in _PARTIES:
                taken |= {core(filler.token).i for filler in found}
    _complete(frame, roles, trigger, context, taken)
    pairs = tuple((role, filler) for role, found in roles.items() for filler in found)
    return Event(frame, trigger, pairs, quantity(frame, trigger, context), solid)


def _acts_already(filler: Filler, roles: Roles, to: str) -> bool:
    """Tell whether somebody has another part in the event: nobody deals with himself."""
    others = [other for role in _PARTIES for other in roles.get(role, ())]
    if to == "patient" and core(filler.token).lemma_ in (
        "country",
        "nation",
    ):  # "struck a swathe of the country"
        return any(filler.actor.country == other.actor.country for other in others)
    return any(filler.actor == other.actor for other in others)


def _found(
    role: str, frame: Frame, trigger: Trigger, context: Context, taken: set[int]
) -> list[Filler]:
    """Return who fills a role, from the first of its positions at which somebody stands."""
    kind = frame.kinds.get(role, "actor")
    find = places if kind == "place" else at
    for position in frame.roles[role]:
        tokens = find(position, trigger, context.lexicon.grammar)
        if position == "modifier":
            mentions = context.mentions
            tokens = [t for t in tokens if (m := mentions.of(t)) is not None and m.named]
            tokens = [t for t in tokens if not is_site(t, trigger.token, context)]
        if position == "agent-of":  # "the bombing of a Navy barracks" is not the Navy's
            tokens = [t for t in tokens if (m := context.mentions.of(t)) is not None and m.actor]
        if position.endswith("-state"):
            tokens = [token for token in tokens if any_is([token], _STATES, context)]
        if found := fillers(tokens, kind, context, taken, how=position):
            return found
    return []


def _complete(
    frame: Frame, roles: Roles, trigger: Trigger, context: Context, taken: set[int]
) -> None:
    """Fill what no position of the frame has filled: the other party, the doer, the place."""
    grammar = context.lexicon.grammar
    _pair(roles, frame, context)
    if frame.moves and "agent" not in roles:
        forces = [f for f in roles.get("theme", ()) if f.actor.kind in ("group", "force")]
        named = [replace(f, how="mover") for f in forces if f.named]
        _fill(roles, "agent", named)  # sent by whose they are
    if frame.harm and "patient" not in roles and not trigger.verbal:
        whole = fillers(
            _whole(trigger.token, context.lexicon.numbers), "people", context, taken, how="whole"
        )
        _fill(roles, "patient", whole)
    if frame.harm and "agent" not in roles:
        heads = [t for t in by_deed(trigger, grammar) if not is_site(t, t.head, context)]
        doers = fillers(heads, "actor", context, taken, how="deed")
        _fill(roles, "agent", doers)
    if "place" in frame.kinds and not any(f.named for f in roles.get("place", ())):
        _fill(roles, "place", _nearby(frame, roles, trigger, context))


def _pair(roles: Roles, frame: Frame, context: Context) -> None:
    """Give the later of two doers the other part: "A and B met", "… blamed each other"."""
    other = "recipient" if "recipient" in frame.kinds else "patient"
    doers = roles.get("agent", [])
    both = any(_is_reciprocal(filler.token) for filler in roles.get(other, ()))
    if both:
        del roles[other]
    if other in roles or not doers or not (both or frame.mutual):
        return
    if len(doers) == 1:
        doers = fillers(within(doers[0].token), "actor", context, how="party")
    if len(doers) > 1:
        roles["agent"], roles[other] = doers[:1], doers[1:]


def _is_reciprocal(token: Token) -> bool:
    """Tell whether a phrase is "each other" or "one another"."""
    words = token.lower_, token.nbor(-1).lower_ if token.i else ""
    return words in (("other", "each"), ("another", "one"))


def _fill(roles: Roles, role: str, found: list[Filler]) -> None:
    if found:
        roles[role] = found


def _nearby(frame: Frame, roles: Roles, trigger: Trigger, context: Context) -> list[Filler]:
    """Return the first named place near an event or near whom or what it happens to."""
    fillings = [*roles.get("patient", ()), *roles.get("theme", ())]
    tokens = [near for filler in fillings for near in _site(filler.token, context)]
    within = [inner for token in tokens for inner in inside(core(token), context)]
    below = around(trigger, context.lexicon.grammar)
    if trigger.verbal and trigger.token.dep_ == "advcl" and trigger.token.tag_ == "VBG":
        below = chain(below, _of_clause(trigger.token.head, context.lexicon.grammar))
    if frame.harm and trigger.verbal:
        below = chain(below, aimed_at(trigger, context.lexicon.grammar))
    sites = [t for t in phrases.modifiers(trigger.token) if is_site(t, trigger.token, context)]
    kinds = ("place", "country") if frame.country_place else ("place",)
    for token in chain(where(trigger), sites, tokens, within, below):
        found = place(token, context)
        whose = found is not None and found.actor.kind == "country" and token.i < token.head.i
        if whose and token in within:  # "US troops" need not be in the US
            continue
        if found is not None and found.named and found.actor.kind in kinds:
            return [replace(found, how="nearby")]
    return []


def _of_clause(verb: Token, grammar: Grammar) -> Iterable[Token]:
    """Return where the clause is that goes on with a participle: "hit Idlib, *killing* nine"."""
    return around(Trigger(verb, verb, verbal=True), grammar) if syntax.is_verb(verb) else ()


def _site(token: Token, context: Context) -> list[Token]:
    """Return where a thing is said to be before whose it is: "a US base *in Qatar*"."""
    if token.dep_ not in ("amod", "compound", "nmod", "poss"):
        return [token]
    around = syntax.prepositions(token.head)
    within = [near for name in context.lexicon.grammar.locatives for near in around.get(name, ())]
    return [*within, token]


def _whole(noun: Token, numbers: Numbers) -> list[Token]:
    """Return the people of whom a noun counts a part: "soldiers, including 600 deaths"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("including", "of", "among"):
        return []
    above = noun.head.head
    if above.pos_ not in ("NOUN", "PROPN") or above.lemma_.lower() in numbers.tallying:
        return []
    if syntax.is_verb(above.head) and above.dep_ == "dobj":
        return [above, *arguments.subjects(above.head)]
    return [above]


def _lack(event: Event) -> Misfit | None:
    """Return what an event lacks of what its frame needs, or to be more than a bare word."""
    frame = event.frame
    have = {role for role, _ in event.roles} | ({"figure"} if event.quantity else set())
    if frame.needs and not have & frame.needs:
        return Misfit("needs")
    if not frame.both <= have:
        return Misfit("both")
    named = any(filler.named for _, filler in event.roles)
    told = event.solid or (event.quantity is not None and not frame.solid)
    if (frame.named or (told and frame.word == "noun")) and not named and event.quantity is None:
        return Misfit("named")
    if frame.word == "verb" or told:
        return None
    if frame.solid:
        return Misfit("solid")
    return None if named and len(have & _PARTICIPANTS) > 1 else Misfit("bare")
