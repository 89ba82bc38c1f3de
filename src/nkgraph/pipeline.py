"""From articles to findings: parsed by one language model, read by the stages of ``extract``.

Blocks that cannot hold a claim are not parsed, see ``nkgraph.prefilter``. With more than one
worker, articles go in chunks to processes that each load the model once; what comes back is the
same, in the same order.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import TYPE_CHECKING

from nkgraph import frames, gazetteer, lexicon
from nkgraph.errors import NkgraphError
from nkgraph.extract import Knowledge, drafted, extract
from nkgraph.language import DEFAULT_MODEL, forms, left_out, load, readings
from nkgraph.prefilter import Prefilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from spacy.language import Language

    from nkgraph.extract import Draft
    from nkgraph.extract.misfit import Note
    from nkgraph.model import Article, Findings

__all__ = ["DEFAULT_MODEL", "Extractor"]

_CHUNK = 20_000
"""Code points of the articles that a worker gets at once, at least."""
_AHEAD = 2
"""Chunks a worker that are read ahead, so that none waits for its next."""


class Extractor:
    """Reads articles with one language model and the ontology's words.

    Args:
        model: name or path of a spaCy pipeline for English; the default one when None.
        workers: processes that read; 1 reads in this one. A script that asks for more keeps
            its own top level under ``if __name__ == "__main__":``, as workers import it.

    Raises:
        ModelError: the model is not installed or has no parser.
        ValueError: fewer than one worker.
    """

    def __init__(self, model: str | None = None, *, workers: int = 1) -> None:
        """Load the model and the word lists."""
        if workers < 1:
            raise ValueError(f"workers must be 1 or more, not {workers}")
        self._name = model or DEFAULT_MODEL
        self._workers = workers
        self._nlp = load(self._name)

    @property
    def model(self) -> tuple[str, str]:
        """Return name and version of the language model."""
        meta = self._nlp.meta
        return f"{meta['lang']}_{meta['name']}", str(meta["version"])

    def findings(self, articles: Iterable[Article]) -> Iterator[Findings]:
        """Yield what each article says, in the order of the articles."""
        if self._workers > 1:
            return _by_processes(articles, self._name, self._workers)
        return _reader(self._name).findings(articles)

    def drafts(self, article: Article, note: Note) -> tuple[Draft, ...]:
        """Return all that is found in an article, then in each block left out, read alone.

        Args:
            article: the article.
            note: called with each word that a frame lists, the frame and why it does not fit.
        """
        return _reader(self._name).drafts(article, note)


class _Reader:
    """What one process reads with: the model, the words, and the prefilter made of both."""

    def __init__(self, nlp: Language) -> None:
        """Read the word lists; once a process, as each keeps its own."""
        self._nlp = nlp
        self._knowledge = Knowledge(
            gazetteer=gazetteer.load(), lexicon=lexicon.load(), frames=frames.load()
        )
        known, words = forms(nlp), self._knowledge
        self._choose = (
            Prefilter(words.frames, words.lexicon, words.gazetteer, known)
            if known is not None
            else None
        )

    def findings(self, articles: Iterable[Article]) -> Iterator[Findings]:
        """Yield what each article says, in the order of the articles."""
        for reading in readings(articles, self._nlp, self._choose):
            yield extract(reading, self._knowledge)

    def drafts(self, article: Article, note: Note) -> tuple[Draft, ...]:
        """Return all that is found in an article, then in each block left out, read alone."""
        (reading,) = readings([article], self._nlp, self._choose)
        parts = (reading, *left_out(reading, self._nlp))
        return tuple(drafted(part, self._knowledge, note) for part in parts)


@cache
def _reader(model: str) -> _Reader:
    """Return the reader of this process, made once."""
    return _Reader(load(model))


def _start(model: str) -> None:
    """Make a worker's reader, and keep the garbage collector from looking through its words."""
    _reader(model)
    gc.collect()
    gc.freeze()


def _read(articles: list[Article], model: str) -> list[Findings]:
    return list(_reader(model).findings(articles))


def _by_processes(articles: Iterable[Article], model: str, workers: int) -> Iterator[Findings]:
    """Yield findings in the order of the articles; these are read no further ahead than needed."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(model,))
    try:
        yield from _in_order(pool, articles, model, workers * _AHEAD)
    except BrokenProcessPool:
        message = "a worker process died, of too little memory perhaps; try with fewer workers"
        raise NkgraphError(message) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, articles: Iterable[Article], model: str, ahead: int
) -> Iterator[Findings]:
    waiting: deque[Future[list[Findings]]] = deque()
    for chunk in _chunks(articles):
        waiting.append(pool.submit(_read, chunk, model))
        if len(waiting) >= ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    chunk: list[Article] = []
    for article in articles:
        chunk.append(article)
        if sum(len(one.text) for one in chunk) >= _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
