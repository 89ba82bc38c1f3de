"""Actors that a phrase describes instead of naming: "North Korean soldiers", "the ministry"."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, cast

from nkgraph.gazetteer import normal, phrase
from nkgraph.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from nkgraph.gazetteer import Gazetteer
    from nkgraph.model import ActorKind

_PEOPLE = frozenset({"force", "person", "captive", "official", "source"})
_BODIES = frozenset({"agency", "media", "government"})
_OUTLETS = frozenset({"document", "channel"})
"""Classes of nouns behind which whoever is named before them speaks."""
_KEPT = frozenset({"amod", "compound", "nmod", "poss", "case", "punct", "npadvmod"})
_DEFINITE = frozenset({"the", "this", "these", "those", "that", "its", "their", "his", "her"})


_MEASURES = frozenset({"mm", "cm", "km", "kg", "kilometre", "kilometer", "metre", "meter"})
"""Units that only size what they stand before: "170mm howitzers"."""


def made(kind: str, label: str, country: str | None) -> Actor:
    """Return an actor that only articles name; equal words make equal actors.

    Args:
        kind: a kind of actor (``model.ActorKind``).
        label: the name to show.
        country: alpha-3 code of the state that it belongs to, if any.
    """
    words = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:40] or "unnamed"
    mark = hashlib.sha256(f"{kind}\n{label}\n{country or ''}".encode()).hexdigest()[:6]
    return Actor(
        id=f"{kind}/{slug}-{mark}", kind=cast("ActorKind", kind), label=label, country=country
    )


def describe(
    noun: Token,
    country: str | None,
    classes: frozenset[str],
    gazetteer: Gazetteer,
) -> Actor | None:
    """Return whom a common noun with its modifiers means, None when that takes the context."""
    if noun.pos_ == "PROPN" and noun.ent_type_ and not country:
        return None
    found = _body(noun, country, classes, gazetteer) if country else None
    if found is not None:
        return found
    if "agreement" in classes:
        found = made("agreement", agreement(noun), None)
    elif classes & _PEOPLE and (country or not _definite(noun)):
        found = made("group", label(noun), country)
    elif country and "relative" in classes and noun.tag_ == "NNS":
        found = made("group", label(noun), None)  # Chad's allies are not of Chad
    elif country and classes & _BODIES:
        found = made("organization", label(noun), country)
    elif "agency" in classes and noun.tag_ == "NNS" and _is_bare(noun):
        found = made("group", label(noun), None)  # "emergency services"
    elif classes & {"weapon", "materiel"}:
        found = made("weapon", label(noun, owned=False), None)
    return found


def _body(
    noun: Token,
    country: str,
    classes: frozenset[str],
    gazetteer: Gazetteer,
) -> Actor | None:
    """Return the body of a state that a noun means: "its spy agency", "the military"."""
    if not classes & (_BODIES | _OUTLETS | {"rule", "army"}):
        return None
    function = _function(noun, country, gazetteer)
    known = gazetteer.described(country, function)
    if known is None and classes & _OUTLETS and " " in function:
        known = gazetteer.described(country, function.rpartition(" ")[0])  # "spy agency data"
    if known is None and "rule" in classes:
        return gazetteer.government(country)
    return known


def label(noun: Token, *, owned: bool = True) -> str:
    """Return the phrase without determiners and numbers; lower case unless a name."""
    kept = [
        token
        for token in noun.doc[noun.left_edge.i : noun.i + 1]
        if token.i == noun.i or _modifies(token, noun, owned=owned)
    ]
    words = "".join(token.text_with_ws for token in kept).strip(" '\"-,")
    words = " ".join(words.split())
    first = words.split(" ", 1)[0]
    if (
        first[:1].isupper()
        and kept
        and kept[0].pos_ not in ("PROPN", "ADJ")
        and not first.isupper()
    ):
        words = words[0].lower() + words[1:]
    return words


def _modifies(token: Token, noun: Token, *, owned: bool) -> bool:
    if token.lower_ in _MEASURES or _is_allied(token, noun):
        return False
    if token.pos_ in ("DET", "NUM", "PRON", "ADV", "ADP", "VERB", "CCONJ", "SYM", "AUX"):
        return token.tag_ == "VBN" and token.head == noun
    while token.head != noun:
        if token.dep_ not in _KEPT or token.head == token or token.head.i > noun.i:
            return False
        if token.dep_ == "poss" and not owned:
            return False
        token = token.head
    return (
        token.dep_ in _KEPT
        and (owned or token.dep_ not in ("poss", "case"))
        and (token.pos_ != "PUNCT" or token.text == "-")
    )


def _is_allied(token: Token, noun: Token) -> bool:
    """Tell whether a token only says who stands behind a noun: "the *army-aligned* ministry"."""
    while token.head not in (noun, token):
        token = token.head
    return token.tag_ == "VBN" and any(child.text == "-" for child in token.children)


def _definite(noun: Token) -> bool:
    return any(
        child.dep_ in ("det", "poss") and child.lower_ in _DEFINITE for child in noun.children
    )


def _is_bare(noun: Token) -> bool:
    """Tell whether a phrase has modifiers but no determiner: it means some, not those told of."""
    return not any(child.dep_ in ("det", "poss") for child in noun.children)


def _function(noun: Token, country: str, gazetteer: Gazetteer) -> str:
    """Return the phrase that names a body relative to its state: "spy agency"."""
    words = [
        token.text for token in noun.doc[noun.left_edge.i : noun.i + 1] if _qualifies(token, noun)
    ]
    text = normal(" ".join(words))
    while " " in text:
        first, _, rest = text.partition(" ")
        pair = " ".join(text.split(" ")[:2])
        if gazetteer.demonym(pair) == country:
            text = text[len(pair) :].strip()
        elif gazetteer.demonym(first) == country or gazetteer.metonym(first) == country:
            text = rest
        else:
            break
    return text


def _qualifies(token: Token, noun: Token) -> bool:
    """Tell whether a token says what sort of thing a noun is, rather than whose."""
    while token != noun:
        if token.dep_ not in ("amod", "compound", "nmod") or token.i > noun.i:
            return False
        token = token.head
    return True


def _is_counted(noun: Token) -> bool:
    """Tell whether a number stands before a noun: "a 72-*hour* truce"."""
    return any(child.like_num for child in noun.children)


def agreement(noun: Token) -> str:
    """Return what an agreement is called, in British spelling, without the parties."""
    words = [
        token.text
        for child in noun.lefts
        if (child.dep_ in ("compound", "nmod") and child.pos_ == "NOUN" and not _is_counted(child))
        or (child.dep_ == "amod" and child.tag_ == "VBG")
        for token in child.subtree
        if token.i <= child.i and token.pos_ in ("NOUN", "PROPN", "VERB")
    ]
    return phrase(" ".join([*words, noun.lemma_ if noun.pos_ == "NOUN" else noun.text]))
