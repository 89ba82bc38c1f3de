"""An article's sentences in their order, each with what was made of its words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from nkgraph import frames, lexicon
from nkgraph.articles import front_matter_end
from nkgraph.explain.values import Sentence
from nkgraph.explain.words import Words
from nkgraph.extract.mention import key
from nkgraph.language import span_of
from nkgraph.layout import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from nkgraph.explain.words import Notes
    from nkgraph.extract import Draft
    from nkgraph.extract.misfit import Misfit
    from nkgraph.frames import Frame
    from nkgraph.layout import Block
    from nkgraph.model import Article
    from nkgraph.pipeline import Extractor


_LAYOUT = "ontology/lexicon/layout.yaml"
_KINDS = {
    "heading": f"a heading is not read ({_LAYOUT})",
    "boilerplate": f"page furniture is not read ({_LAYOUT}: boilerplate)",
    "repeated": "the same words stood earlier in the article",
    "paragraph": "it repeats the title",
    "item": "it repeats the title",
}
_SKIPPED = (
    "left out before reading: where a frame lists one of its words, what else the frame asks "
    "for is nowhere near"
)
_WORDLESS = "left out before reading: no frame lists any of its words"


def sentences(article: Article, extractor: Extractor) -> tuple[Sentence, ...]:
    """Return what there is to say about each sentence; blocks that are not read count as one."""
    notes: Notes = defaultdict(list)

    def note(token: Token, frame: Frame, misfit: Misfit) -> None:
        notes[key(token)].append((frame, misfit))

    drafts = extractor.drafts(article, note)
    found = [
        sentence
        for number, draft in enumerate(drafts)
        for sentence in _of_draft(draft, notes, left_out=number > 0)
    ]
    read = {passage.block.span for draft in drafts for passage in draft.reading.passages}
    found += [_unread(block, article.text) for block in _blocks(article) if block.span not in read]
    found.sort(key=lambda sentence: (sentence.start, sentence.end))
    return tuple(replace(one, number=number) for number, one in enumerate(found, 1))


def _blocks(article: Article) -> Iterator[Block]:
    """Yield the blocks of an article behind its front matter."""
    for block in blocks(article.text, start=front_matter_end(article.text)):
        if block.kind != "metadata" and block.span.of(article.text).strip():
            yield block


def _unread(block: Block, text: str) -> Sentence:
    span = block.span
    return Sentence(0, span.start, span.end, span.of(text), unread=_KINDS[block.kind])


def _of_draft(draft: Draft, notes: Notes, *, left_out: bool) -> Iterator[Sentence]:
    """Yield the sentences of a draft, not numbered yet."""
    known = frames.load(), lexicon.load()
    for index, passage in enumerate(draft.reading.passages):
        words = Words(draft, index, notes, known)
        unread = None
        if left_out:
            listed = any(words.frames_of(token) for token in passage.doc)
            unread = _SKIPPED if listed else _WORDLESS
        for part in passage.doc.sents:
            shown = [token for token in part if not token.is_space]
            if shown:
                span = span_of(shown[0], shown[-1])
                yield Sentence(
                    number=0,
                    start=span.start,
                    end=span.end,
                    text=span.of(draft.reading.article.text),
                    unread=unread,
                    readings=tuple(words.readings(part, left_out=left_out)),
                    loose=tuple(words.loose(part)),
                    unlisted=tuple(words.unlisted(part)),
                )
