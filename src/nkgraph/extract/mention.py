"""The value that stands for a noun phrase, and all of an article's noun phrases by their heads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Token

from nkgraph import lexicon
from nkgraph.extract.phrases import content, phrase_edges
from nkgraph.extract.syntax import antecedent
from nkgraph.model import Actor, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase with what it may stand for.

    Attributes:
        head: its head token.
        span: its words in the article, determiners left out.
        actor: whom it names as somebody who acts or suffers; None when unknown.
        place: what it names as a place; None when it is none.
        country: alpha-3 code of the state it belongs to.
        classes: classes of the head noun (``ontology/lexicon/nouns.yaml``).
        named: whether a name says who it is, in this phrase or in what it refers to.
        others: whom it names beside the actor ("the two countries").
        by: how the article before it says whom it means; empty where its own words say so.
    """

    head: Token
    span: Span
    actor: Actor | None = None
    place: Actor | None = None
    country: str | None = None
    classes: frozenset[str] = frozenset()
    named: bool = False
    others: tuple[Actor, ...] = ()
    by: str = ""

    @property
    def text(self) -> str:
        """Return the words of the phrase, plain quotes."""
        left, head = phrase_edges(self.head)
        text: str = head.doc[left.i : head.i + 1].text
        return text

    @property
    def is_subject(self) -> bool:
        """Tell whether the phrase is a grammatical subject."""
        return self.head.dep_ in ("nsubj", "nsubjpass")

    @property
    def is_plural(self) -> bool:
        """Tell whether the head is a noun in the plural."""
        return self.head.tag_ in ("NNS", "NNPS")


class Mentions:
    """The noun phrases of an article by their head tokens."""

    def __init__(self, found: Mapping[tuple[int, int], Mention]) -> None:
        """Keep what was found; keys are (passage, token)."""
        self._found = found

    def of(self, token: Token) -> Mention | None:
        """Return the mention that a token heads, seen through measuring nouns."""
        return self._found.get(key(core(token)))

    def __iter__(self) -> Iterator[Mention]:
        """Yield the mentions in the order of the text."""
        return (self._found[at] for at in sorted(self._found))


def key(token: Token) -> tuple[int, int]:
    """Return where a token stands: passage and token offset."""
    return token.doc.user_data.get("passage", 0), token.i


def measure(token: Token) -> Token:
    """Return the noun that measures what a phrase names: "a *wave* of strikes"; itself if none."""
    while token.dep_ == "pobj" and token.head.lower_ == "of":
        above = token.head.head
        if not (above.pos_ == "NUM" or "measure" in lexicon.load().classes(above.lemma_.lower())):
            break
        token = above
    return token


def core(token: Token) -> Token:
    """Return the head of what is meant: "thousands of *troops*", "who" → its noun."""
    token = antecedent(token)
    if token.pos_ == "NUM" or "measure" in lexicon.load().classes(token.lemma_.lower()):
        inner = content(token)
        return core(inner) if inner.i != token.i else token
    return token
