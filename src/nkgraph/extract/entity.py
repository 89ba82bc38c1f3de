"""How far a name reaches that the language model found, and whose it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from nkgraph.model import Actor


def entity(token: Token) -> tuple[int, int]:
    """Return the token range of the named entity around a token."""
    start, end = token.i, token.i + 1
    doc: Doc = token.doc
    while start > 0 and doc[start - 1].ent_type_ == token.ent_type_ and doc[start].ent_iob_ == "I":
        start -= 1
    while start > 0 and token.ent_type_ == "PERSON" and _is_first_name(doc[start - 1], start, end):
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ == token.ent_type_:
        end += 1
    return start, end


def may_be(token: Token, known: Actor) -> bool:
    """Tell whether the words before a surname are not somebody else's given names."""
    start, _ = entity(token)
    given = [t.text for t in token.doc[start : token.i] if t.ent_type_ == "PERSON"]
    names = {word for name in (known.label, *known.aliases) for word in name.split()}
    return known.kind != "person" or not given or not names.isdisjoint(given)


def _is_first_name(word: Token, start: int, end: int) -> bool:
    """Tell whether a word before a person's name, in a token range, belongs to it."""
    named = word.pos_ == "PROPN" and word.ent_type_ == "" and word.dep_ == "compound"
    titled = word.text.endswith(".") or bool(lexicon.load().classes(word.lower_))
    return named and start <= word.head.i < end and word.text.istitle() and not titled
