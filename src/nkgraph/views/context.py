"""The words around a claim's evidence, so that a reader sees it in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

REACH = 320
"""At most this many code points are shown on either side."""
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s++(?![a-z])")
"""Only where no small letter follows: ``e.g. soldiers`` goes on."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence with what stands before and after it; ``cut_*`` says that more was left out."""

    before: str
    marked: str
    after: str
    cut_before: bool = False
    cut_after: bool = False


def quote(
    start: int, end: int, marked: str, sentence: str | None = None, text: str | None = None
) -> Quote:
    """Return evidence in its context.

    Args:
        start: code point at which the evidence starts in ``text``.
        end: code point after its last.
        marked: the evidence as written.
        sentence: the sentence that holds it, when the record carries one.
        text: the article's full text, when at hand; preferred over ``sentence``, unless the
            words do not stand there (the file has changed since).
    """
    if text is not None and text[start:end] == marked:
        return _in_text(text, start, end)
    if sentence and marked in sentence:
        before, _, after = sentence.partition(marked)
        return Quote(before, marked, after)
    return Quote("", marked, "")


def _in_text(text: str, start: int, end: int) -> Quote:
    """Widen to the sentence, within the paragraph and the reach."""
    left = max(text.rfind("\n", 0, start) + 1, start - REACH)
    line_end = text.find("\n", end)
    right = min(len(text) if line_end < 0 else line_end, end + REACH)
    cut_before, cut_after = left == start - REACH, right == end + REACH
    for earlier in _SENTENCE_END.finditer(text, left, end):
        if earlier.end() > start:
            break
        left, cut_before = earlier.end(), False
    own = _SENTENCE_END.search(text, max(end - 1, start), right)
    if own is not None and own.end() >= end:
        right, cut_after = own.end(), False
    return Quote(text[left:start], text[start:end], text[end:right].rstrip(), cut_before, cut_after)
