"""From articles to findings: parsed by one language model, read by the stages of ``extract``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph import frames, gazetteer, lexicon
from nkgraph.extract import Knowledge, extract
from nkgraph.language import DEFAULT_MODEL, load, readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nkgraph.model import Article, Findings

__all__ = ["DEFAULT_MODEL", "Extractor"]


class Extractor:
    """Reads articles with one language model and the ontology's words.

    Args:
        model: name or path of a spaCy pipeline for English; the default one when None.

    Raises:
        ModelError: the model is not installed or has no parser.
    """

    def __init__(self, model: str | None = None) -> None:
        """Load the model and the word lists."""
        self._nlp = load(model or DEFAULT_MODEL)
        self._knowledge = Knowledge(
            gazetteer=gazetteer.load(), lexicon=lexicon.load(), frames=frames.load()
        )

    @property
    def model(self) -> tuple[str, str]:
        """Return name and version of the language model."""
        meta = self._nlp.meta
        return f"{meta['lang']}_{meta['name']}", str(meta["version"])

    def findings(self, articles: Iterable[Article]) -> Iterator[Findings]:
        """Yield what each article says, in the order of the articles."""
        for reading in readings(articles, self._nlp):
            yield extract(reading, self._knowledge)
