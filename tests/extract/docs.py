"""spaCy Docs made from a compact table, so that unit tests need no model.

``parses.txt`` holds sentences with their tables. One word a field, fields separated by blanks,
``word/TAG/label>head``, as in

    Russia/NNP/nsubj>attacked/GPE attacked=attack/VBD/ROOT Kyiv/NNP/dobj>attacked/GPE

``word=lemma`` gives a lemma that is not the word itself in lower case (names keep theirs);
``TAG:POS`` gives a part of speech that the tag does not imply; ``>head`` is the nearest word of
that spelling, ``>7`` the word at offset 7; the fourth part is an entity's type, and neighbours of
one type are one entity. A word may not hold a slash.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc

from nkgraph.language import Passage, Reading
from nkgraph.layout import Block
from nkgraph.model import Article, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language
    from spacy.tokens import Token

_POS = {
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"),
    **dict.fromkeys(("JJ", "JJR", "JJS", "AFX"), "ADJ"),
    **dict.fromkeys(("RB", "RBR", "RBS"), "ADV"),
    **dict.fromkeys(("PRP", "PRP$", "WP", "WDT", "WP$", "EX"), "PRON"),
    **dict.fromkeys(("DT", "PDT"), "DET"),
    **dict.fromkeys((".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"), "PUNCT"),
    "MD": "AUX",
    "IN": "ADP",
    "RP": "ADP",
    "TO": "PART",
    "POS": "PART",
    "CC": "CCONJ",
    "CD": "NUM",
    "$": "SYM",
    "WRB": "SCONJ",
}
_PARSES = Path(__file__).with_name("parses.txt")
_CLOSE = frozenset([".", ",", "?", "!", ";", ":", "'s", "'", "n't", "%", ")", "-", "'ll"])
_OPEN = frozenset(["$", "US$", "€", "£", "(", "-"])


@cache
def blank() -> Language:
    """Return an English pipeline without any component."""
    return spacy.blank("en")


def make(table: str, *, start: int = 0, passage: int = 0) -> Doc:
    """Return the Doc that a table describes; ``start`` is where it stands in its article."""
    rows = [_fields(row) for row in table.split()]
    words = [word for word, *_ in rows]
    heads = [_head(at, wanted, words) for at, (*_, wanted, _) in enumerate(rows)]
    doc = Doc(
        blank().vocab,
        words=words,
        spaces=_spaces(words),
        lemmas=[lemma for _, lemma, *_ in rows],
        tags=[tag for _, _, tag, *_ in rows],
        pos=[pos for _, _, _, pos, *_ in rows],
        deps=[label for *_, label, _, _ in rows],
        heads=heads,
        ents=_entities([entity for *_, entity in rows]),
    )
    doc.user_data["start"] = start
    doc.user_data["passage"] = passage
    return doc


@cache
def tables() -> dict[str, str]:
    """Return the tables of ``parses.txt`` by sentence; those put right by hand start with "! "."""
    lines = [line for line in _PARSES.read_text("utf-8").splitlines() if line[:1] not in ("#", "")]
    return dict(zip(lines[::2], map(str.strip, lines[1::2]), strict=True))


def parse(sentence: str) -> Doc:
    """Return the parse of a sentence that ``parses.txt`` holds; KeyError for any other."""
    known = tables()
    return make(known[sentence] if sentence in known else known[f"! {sentence}"])


def table(doc: Doc) -> str:
    """Return the table that describes a Doc: the other way round."""
    words = [token.text for token in doc]
    return " ".join(_row(token, words) for token in doc)


def plain(text: str) -> Doc:
    """Return an unparsed Doc: for what reads words alone."""
    return blank()(text)


def reading(docs: Sequence[Doc], *, published: str | None = None) -> Reading:
    """Return an article whose paragraphs are the parses, one below the other."""
    text = "\n".join(doc.text for doc in docs)
    passages = []
    start = 0
    for index, doc in enumerate(docs):
        doc.user_data["start"], doc.user_data["passage"] = start, index
        span = Span(start, start + len(doc.text))
        passages.append(Passage(index, Block(span, "paragraph", doc.text), doc))
        start = span.end + 1
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(source="made.txt", text=text, sha256=sha256, published=published)
    return Reading(article, tuple(passages))


def word(doc: Doc, text: str) -> Token:
    """Return the first token of that spelling."""
    return next(token for token in doc if token.text == text)


def texts(tokens: Iterable[Token]) -> list[str]:
    """Return the spellings of some tokens."""
    return [token.text for token in tokens]


def _fields(row: str) -> tuple[str, str, str, str, str, str, str]:
    spelled, tags, relation, *entity = row.split("/")
    text, _, lemma = spelled.partition("=")
    tag, _, pos = tags.partition(":")
    label, _, head = relation.partition(">")
    pos = pos or _implied(tag, label, lemma)
    if not lemma:
        lemma = text if pos == "PROPN" else text.lower()
    return text, lemma, tag, pos, label, head, (entity or [""])[0]


def _row(token: Token, words: list[str]) -> str:
    text, relation = token.text, token.dep_
    if token.head.i != token.i:
        near = _head(token.i, token.head.text, words) == token.head.i
        relation += f">{token.head.text if near else token.head.i}"
    plain_lemma = text if token.pos_ == "PROPN" else text.lower()
    lemma = "" if token.lemma_ == plain_lemma else token.lemma_
    row = text + (f"={lemma}" if lemma else "") + f"/{token.tag_}"
    if _implied(token.tag_, token.dep_, lemma) != token.pos_:
        row += f":{token.pos_}"
    return f"{row}/{relation}" + (f"/{token.ent_type_}" if token.ent_type_ else "")


def _implied(tag: str, label: str, lemma: str) -> str:
    """Return the part of speech that a tag has in the real parser's output."""
    if tag.startswith("VB") and (label in ("aux", "auxpass") or lemma == "be"):
        return "AUX"
    if tag == "IN" and label == "mark":
        return "SCONJ"
    if label == "neg":
        return "PART" if tag == "RB" else "DET"
    return _POS.get(tag, "X")


def _head(at: int, wanted: str, words: list[str]) -> int:
    if not wanted:
        return at
    if wanted.isdigit() and wanted not in words:
        return int(wanted)
    places = [i for i, text in enumerate(words) if text == wanted and i != at]
    if not places:
        raise ValueError(f"no word {wanted!r} for {words[at]!r} to hang on")
    return min(places, key=lambda i: (abs(i - at), i))


def _spaces(words: list[str]) -> list[bool]:
    spaces = []
    quoted = False
    for text, after in zip(words, [*words[1:], ""], strict=True):
        if text == '"':
            quoted = not quoted
        closes = after == '"' and quoted
        opens = text == '"' and quoted
        spaces.append(
            bool(after) and after not in _CLOSE and text not in _OPEN and not closes and not opens
        )
    return spaces


def _entities(types: list[str]) -> list[str]:
    before = ["", *types]
    return [
        ("I-" if before[i] == name else "B-") + name if name else "O"
        for i, name in enumerate(types)
    ]
