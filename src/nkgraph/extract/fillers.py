"""Who or what fills a role: from head tokens to actors, by what the frame lets fill it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nkgraph.extract import phrases, syntax
from nkgraph.extract.described import label, made
from nkgraph.extract.event import Filler
from nkgraph.extract.mention import core

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from spacy.tokens import Token

    from nkgraph.extract.event import Context

ACTORS = frozenset({"country", "government", "force", "organization", "person", "group"})
"""Kinds of actors that act."""
_PEOPLE = frozenset({"force", "person", "captive", "official", "source", "government"})
"""Classes of nouns that mean people."""


def fillers(
    tokens: Iterable[Token],
    kind: str,
    context: Context,
    taken: Collection[int] = (),
    how: str = "",
) -> list[Filler]:
    """Return who or what some phrases stand for, each once.

    Args:
        tokens: the heads of the phrases.
        kind: what may fill the role (``ontology/frames/README.md``).
        context: what their parse holds.
        taken: offsets of tokens that fill another role.
        how: where the phrases stand, see ``Filler``.
    """
    found: list[Filler] = []
    find = _KINDS.get(kind, _actor)
    for token in tokens:
        if core(token).i in taken or token.ent_type_ in ("DATE", "TIME"):
            continue
        filler = find(token, context)
        if filler is not None and all(filler.actor != other.actor for other in found):
            found.append(replace(filler, how=how))
            mention = context.mentions.of(token)
            if mention is not None and mention.actor == filler.actor:
                found += [Filler(other, token, named=True, how=how) for other in mention.others]
    return found


def place(token: Token, context: Context) -> Filler | None:
    """Return the place that a phrase names, or one that it lies in."""
    mention = context.mentions.of(token)
    plain: Filler | None = None
    if mention is not None and mention.place is not None:
        plain = Filler(mention.place, token, mention.named)
        if mention.named:
            return plain
    for inner in inside(core(token), context):
        other = context.mentions.of(inner)
        if other is not None and other.place is not None and other.named:
            return Filler(other.place, inner, named=True)
        if other is None or inner.dep_ != "pobj" or "place" not in other.classes:
            continue
        if (within := place(inner, context)) and within.named:
            return within  # "on a road near the village of *X*"
    return plain


def inside(noun: Token, context: Context) -> Iterator[Token]:
    """Yield what stands in a phrase where it says what place something is in."""
    around = syntax.prepositions(noun)
    for name in context.lexicon.grammar.place_links:
        yield from around.get(name, [])
    yield from (child for child in noun.children if child.dep_ == "appos")
    yield from phrases.modifiers(noun)


def _actor(token: Token, context: Context) -> Filler | None:
    """Return who a phrase names, or whose it is."""
    return _acting(token, context) or _owner(token, context)


def _acting(token: Token, context: Context) -> Filler | None:
    """Return who a phrase names, a region that acts included: "*Puntland* released them"."""
    mention = context.mentions.of(token)
    if mention is None:
        return None
    if mention.actor is not None and mention.actor.kind in ACTORS:
        return Filler(mention.actor, token, mention.named)
    acts = token.dep_ == "nsubj" or (token.dep_ in ("pobj", "conj") and token.head.dep_ == "agent")
    if acts and mention.place is not None and mention.place.known:
        return Filler(mention.place, token, named=True)
    return None


def is_site(modifier: Token, noun: Token, context: Context) -> bool:
    """Tell whether a city before a deed is where it was done: "the *Paris* concert attack".

    One that is said to be on somebody is the city's own: "a Kyiv strike on Kursk".
    """
    if modifier.dep_ == "poss" or noun.lemma_.lower() not in context.lexicon.grammar.deeds:
        return False
    mention = context.mentions.of(modifier)
    around = syntax.prepositions(noun)
    city = mention is not None and mention.place is not None and mention.place.kind == "place"
    return city and "on" not in around and "against" not in around


def _owner(token: Token, context: Context) -> Filler | None:
    """Return whose a thing is ("*Russia*'s efforts"), or in what state ("programmes in …")."""
    if token.pos_ == "PRON":
        return None
    inner = core(token)
    before = phrases.modifiers(inner)
    before += [word for outer in before for word in phrases.modifiers(outer)]
    for near in [*phrases.possessors(inner), *before]:
        other = context.mentions.of(near)
        if other is None or other.actor is None or is_site(near, inner, context):
            continue
        if other.actor.kind in ACTORS:
            return Filler(other.actor, near, other.named)
    within = syntax.prepositions(inner)
    sources = [*within.get("by", []), *within.get("from", [])]
    lemma = inner.lemma_.lower()
    if not sources and inner.dep_ == "dobj" and lemma in context.lexicon.grammar.deeds:
        sources = syntax.prepositions(inner.head).get("by", [])  # "condemned the raid *by X*"
    if context.lexicon.classes(lemma) & {"weapon", "materiel"}:
        inside = sources  # a drone in a state is not that state's
    else:
        inside = [*within.get("in", []), *within.get("of", [])]
        inside += sources if lemma in context.lexicon.grammar.deeds else []
    for near in inside:
        other = context.mentions.of(near)
        if other is None or other.actor is None:
            continue
        if other.actor.kind == "country" or (near in sources and other.named):
            return Filler(other.actor, near, other.named)
    return None


def _state(token: Token, context: Context) -> Filler | None:
    """Return the state whose thing it is: "Cambodian posts", not "Khartoum's airport"."""
    inner = core(token)
    owners = [*phrases.possessors(inner), *phrases.modifiers(inner)]
    if inner.pos_ == "PROPN":  # the tanker "Malta Star" is not Malta's
        owners = phrases.possessors(inner)
    if "place" in context.lexicon.classes(inner.lemma_.lower()):  # "a depot *of the army*"
        owners += syntax.prepositions(inner).get("of", [])
    for near in owners:
        other = context.mentions.of(near)
        if other is None or other.actor is None or other.actor.kind not in ACTORS:
            continue
        if near.dep_ != "poss" and not other.named:  # "terrorist camps" are no terrorists
            continue
        if other.place is None or other.place.kind == "country":
            return Filler(other.actor, near, other.named)
    return None


def _people(token: Token, context: Context) -> Filler | None:
    return _actor(token, context) or _described(token, context)


def _described(token: Token, context: Context) -> Filler | None:
    """Return the people that a phrase describes."""
    mention, inner = context.mentions.of(token), core(token)
    if mention is None or not mention.classes & _PEOPLE or inner.pos_ not in ("NOUN", "ADJ"):
        return None
    return Filler(made("group", label(inner), mention.country), token, mention.country is not None)


def _agreement(token: Token, context: Context) -> Filler | None:
    mention = context.mentions.of(token)
    if mention is None or mention.actor is None or mention.actor.kind != "agreement":
        return None
    return Filler(mention.actor, token, mention.named)


def _thing(token: Token, context: Context) -> Filler | None:
    """Return what a phrase stands for, be it but a noun."""
    mention = context.mentions.of(token)
    if mention is not None and mention.actor is not None:
        return Filler(mention.actor, token, mention.named)
    inner = core(token)
    if inner.pos_ not in ("NOUN", "PROPN"):
        return None
    return Filler(made("other", label(inner, owned=False), None), token, named=False)


def _any(token: Token, context: Context) -> Filler | None:
    return (
        _city(token, context)
        or _acting(token, context)
        or _described(token, context)
        or _state(token, context)
        or _itself(token, context)
        or _noun(token, context)
    )


def _city(token: Token, context: Context) -> Filler | None:
    """Return the city that a phrase names, not the government that sits there."""
    mention = context.mentions.of(token)
    seat = mention is not None and mention.actor is not None and mention.actor.kind == "government"
    if mention is None or not seat or mention.place is None or mention.place.kind != "place":
        return None
    return Filler(mention.place, token, mention.named)


def _itself(token: Token, context: Context) -> Filler | None:
    """Return the place that a phrase names: "the town of Kupiansk", not "camps near Kupiansk"."""
    found = place(token, context)
    if found is None or found.token == token:
        return found
    if token.pos_ == "PROPN" and found.token.dep_ == "compound":
        return None
    near = found.token.head if found.token.dep_ == "pobj" else None
    if near is None or near.lower_ in ("of", "like"):
        return found
    if near.lower_ == "in" and found.actor.kind == "country":
        return found  # "targets in Mali"
    mention = context.mentions.of(token)
    return Filler(mention.place, token, mention.named) if mention and mention.place else None


def _noun(token: Token, context: Context) -> Filler | None:
    """Return what a phrase stands for, with whose it is."""
    mention, inner = context.mentions.of(token), core(token)
    if mention is None or inner.pos_ not in ("NOUN", "PROPN"):
        return None
    if mention.actor is not None:
        return Filler(mention.actor, token, mention.named)
    return Filler(made("other", label(inner), mention.country), token, named=False)


_KINDS: Mapping[str, Callable[[Token, Context], Filler | None]] = {
    "place": place,
    "agreement": _agreement,
    "thing": _thing,
    "people": _people,
    "any": _any,
}
"""What may fill a role → who reads it; all other kinds ask for somebody who acts."""
