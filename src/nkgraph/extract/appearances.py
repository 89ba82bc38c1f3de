"""Who and what an article names, under which names, and what it says that they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nkgraph.extract.phrases import phrase_edges
from nkgraph.language import span_of
from nkgraph.model import Actor, Appearance, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from nkgraph.extract.mention import Mention, Mentions
    from nkgraph.lexicon import Lexicon

_WITHIN = frozenset({"amod", "compound", "nmod", "poss"})
"""Where a name is but a part of another phrase: "the *Kursk* region", "*North Korean* men"."""
_LONGEST = 12
"""Words of a description that are kept."""


@dataclass(frozen=True, slots=True)
class _Named:
    actor: Actor
    name: str
    described: str | None
    span: Span


def appearances(mentions: Mentions, text: str, lexicon: Lexicon) -> tuple[Appearance, ...]:
    """Return the actors that an article names, under each of their names, by first place.

    Args:
        mentions: its noun phrases.
        text: the article as stored.
        lexicon: classes of nouns, prepositions of place.
    """
    found = [one for mention in mentions for one in _named(mention, text, lexicon)]
    times = Counter((one.actor.id, one.name, one.described) for one in found)
    first: dict[tuple[str, str, str | None], _Named] = {}
    for one in found:
        first.setdefault((one.actor.id, one.name, one.described), one)
    made = [
        Appearance(
            actor=one.actor,
            name=one.name,
            described=one.described,
            span=one.span,
            times=times[key],
        )
        for key, one in first.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.span, one.actor.id)))


def _named(mention: Mention, text: str, lexicon: Lexicon) -> Iterator[_Named]:
    """Yield the mention as a named actor, if a name stands in the phrase itself."""
    head = mention.head
    actor = _actor(mention, lexicon)
    if actor is None or not mention.named or not _is_name(mention, actor):
        return
    left, _ = phrase_edges(head)
    words = [
        token
        for token in head.doc[left.i : head.i + 1]
        if token.pos_ != "DET" and token.ent_type_ not in ("DATE", "TIME")
    ]
    if actor.kind == "person":
        cut = _title(words, lexicon)
    else:
        cut = _owner(words, actor) if head.pos_ == "PROPN" else 0
    span = span_of(words[cut], head)
    yield _Named(
        actor, " ".join(span.of(text).split()), _described(head, words[:cut], text, actor), span
    )


def _is_name(mention: Mention, actor: Actor) -> bool:
    """Tell whether a phrase names, rather than refers back ("the agency") or gives a date."""
    head = mention.head
    if head.ent_type_ in ("DATE", "TIME") or "document" in mention.classes:
        return False
    hyphened = head.i > 0 and head.nbor(-1).text == "-"  # "Seong-kweun"
    if head.pos_ == "PROPN" and head.is_alpha and (hyphened or not head.text.islower()):
        inside = head.dep_ in _WITHIN and head.head.pos_ == "PROPN"
        return not inside and (actor.known or head.dep_ != "amod")
    if head.pos_ != "NOUN" or not actor.known or actor.kind == "person":
        return False
    left, _ = phrase_edges(head)
    return any(
        token.text[:1].isupper() and token.pos_ != "DET" for token in head.doc[left.i : head.i]
    )


def _actor(mention: Mention, lexicon: Lexicon) -> Actor | None:
    """Return what is meant: of "in Seoul" a place, of "Seoul warned" a government."""
    head = mention.head
    above = head.head
    located = head.dep_ == "pobj" and above.lower_ in lexicon.grammar.locatives
    if located and mention.place is not None:
        return mention.place
    return mention.actor or mention.place


def _title(words: list[Token], lexicon: Lexicon) -> int:
    """Return where a person's name begins: behind the last word of a title."""
    cut = 0
    for at, token in enumerate(words[:-1], 1):
        plain = token.pos_ in ("NOUN", "ADJ") and token.text.islower()
        if plain or "official" in lexicon.classes(token.lemma_.lower()):
            cut = at
    while cut and cut < len(words) - 1 and words[cut].pos_ in ("PUNCT", "PART", "ADP"):
        cut += 2 if words[cut].pos_ == "ADP" else 1  # "Secretary *of State* Antony Blinken"
    return min(cut, len(words) - 1)


def _owner(words: list[Token], actor: Actor) -> int:
    """Return where a name begins behind its owner ("Seoul's *Joint Chiefs*") or a common word."""
    cut = 0
    for at, token in enumerate(words[:-1], 1):
        hyphen = token.text == "-" and actor.kind in ("country", "government", "place")
        if hyphen or token.tag_ in ("POS", "PRP$") or token.text.islower():
            cut = at
    return cut


def _described(head: Token, title: list[Token], text: str, actor: Actor) -> str | None:
    """Return what the article says that a person is: before the name, or behind it."""
    if actor.kind != "person":
        return None
    if title:
        return " ".join(span_of(title[0], title[-1]).of(text).split())
    if head.dep_ == "appos" and head.head.pos_ == "NOUN" and head.head.i < head.i:
        left, office = phrase_edges(head.head)
        first = left.nbor() if left.pos_ == "DET" and left != office else left
        return " ".join(span_of(first, office).of(text).split())
    behind = [
        child
        for child in head.children
        if child.dep_ == "appos" and child.pos_ == "NOUN" and child.i > head.i
    ]
    if not behind:
        return None
    words = list(head.doc[behind[0].left_edge.i : behind[-1].right_edge.i + 1])
    words = (words[1:] if words[0].pos_ == "DET" else words)[:_LONGEST]
    return " ".join(span_of(words[0], words[-1]).of(text).split()).rstrip(" ,.")
