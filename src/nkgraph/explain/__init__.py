"""Why an article's sentences say what they are taken to say, for whoever edits the ontology.

Nothing here decides anything: what the stages of extraction found, and why frames did not fit,
is put into words, with the entry of the ontology that each part comes from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.explain.lines import Line, lines
from nkgraph.explain.sentences import sentences
from nkgraph.explain.values import Detail, Reading, Refusal, Sentence

if TYPE_CHECKING:
    from nkgraph.model import Article
    from nkgraph.pipeline import Extractor

__all__ = ["Detail", "Line", "Reading", "Refusal", "Sentence", "explain", "lines"]


def explain(article: Article, extractor: Extractor) -> tuple[Sentence, ...]:
    """Return what there is to say about each sentence, in the order of the article."""
    return sentences(article, extractor)
