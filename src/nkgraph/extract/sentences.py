"""Which sentence a word stands in: from a table, as spaCy looks for its ends every time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TABLE = "sentences"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a parse.

    Attributes:
        start, end: token offsets, half-open.
        asks: whether it is a question.
    """

    start: int
    end: int
    asks: bool


def sentence_of(token: Token) -> Sentence:
    """Return the sentence that a token stands in."""
    doc = token.doc
    table = doc.user_data.get(_TABLE)
    if table is None:
        table = doc.user_data[_TABLE] = _table(doc)
    found: Sentence = table[token.i]
    return found


def same_sentence(one: Token, other: Token) -> bool:
    """Tell whether both stand in one sentence of one parse."""
    return one.doc is other.doc and sentence_of(one) is sentence_of(other)


def _table(doc: Doc) -> tuple[Sentence, ...]:
    """Return the sentence of each token."""
    found: list[Sentence] = []
    for span in doc.sents:
        asks = span.text.rstrip(" \"'").endswith("?")
        found += [Sentence(span.start, span.end, asks)] * len(span)
    return tuple(found)
