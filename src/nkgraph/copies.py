"""Near-copies of articles: the same wire text in two papers, or a short one inside a longer one.

A text counts as the set of its shingles, five words that follow one another, each as a number of
40 bits. Its signature is a sample of that set which any two texts draw alike: the smallest
numbers, at least 256, and all below a limit. Below the lower of two texts' bounds both samples
are whole, and there the shares of the sets can be counted (Broder, "On the resemblance and
containment of documents", 1997; Cohen, "Size-estimation framework", 1997, for bottom-k samples).
No state, no chance, no library whose next version draws another sample.

Only running text counts: headings, datelines, page furniture and repeated paragraphs do not
(``layout.blocks``), so that neither another headline nor a paragraph given twice matters.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from nkgraph.articles import front_matter_end
from nkgraph.layout import blocks

Signature = tuple[int, ...]
"""A sample of a text's shingles: rising, each once; empty for a text without words."""

COPIED: Final = 0.5
"""From this share of the shorter text on, two articles are copies (``tests/test_copies.py``).

Measured on examples and on news texts: of wire copies with another headline and dateline, a
paragraph cut, one added, an outlet's own notice and every fortieth word edited, the least had
0.54, of copies with one such change 0.76 (every twentieth word edited); different articles on
one subject had 0.34 at most, and 0.23 where only a notice of fifty words was common to both.
"""
LEAST: Final = 16
"""Fewer shingles than this, some twenty words, are a sentence and no article to be copied."""
SHARED: Final = 3
"""Shingles of the samples that copies share at least: one alone may be a common turn of phrase."""

_WORDS: Final = 5
_BYTES: Final = 5
_WHOLE: Final = 1 << (8 * _BYTES)
_SIZE: Final = 256
_LIMIT: Final = _WHOLE // 16
_BANDS: Final = 4
_WORD: Final = re.compile(r"\w+")


def signature(text: str) -> Signature:
    """Return the sample of an article's shingles, the same in every process and version.

    Args:
        text: the article as stored, front matter included.
    """
    found = sorted({_number(shingle) for shingle in _shingles(_words(text))})
    return tuple(one for rank, one in enumerate(found) if rank < _SIZE or one < _LIMIT)


def bands(signature: Signature) -> tuple[str, ...]:
    """Return the keys under which to look for copies, ten hex digits each, sorted.

    Two texts are worth comparing when they share a key. The keys are the shingles below a limit,
    one in sixteen, and the four smallest in any case: of texts that share 100 words, all but two
    in a thousand meet; of those that share 60, all but three in a hundred.
    """
    return tuple(
        f"{one:0{2 * _BYTES}x}"
        for rank, one in enumerate(signature)
        if rank < _BANDS or one < _LIMIT
    )


def likeness(a: Signature, b: Signature) -> float:
    """Return the estimated Jaccard index: what both share, of all that stands in either.

    Exact for texts of up to 260 words; its standard error is below 0.04 otherwise.
    """
    ours, theirs = _comparable(a, b)
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


def containment(a: Signature, b: Signature) -> float:
    """Return the estimated share of ``a`` that stands in ``b``, 0 to 1."""
    ours, theirs = _comparable(a, b)
    return len(ours & theirs) / len(ours) if ours else 0.0


def are_copies(a: Signature, b: Signature) -> bool:
    """Tell whether half of either text, or more, stands in the other.

    That holds whenever their likeness is a third or more. What two copies say may still differ
    in a figure or a date: a bulletin of every day is a near-copy of the one before.
    """
    if min(len(a), len(b)) < LEAST:
        return bool(a) and a == b
    ours, theirs = _comparable(a, b)
    shared = len(ours & theirs)
    return shared >= max(SHARED, COPIED * min(len(ours), len(theirs)))


def _comparable(a: Signature, b: Signature) -> tuple[frozenset[int], frozenset[int]]:
    """Return both samples up to the bound below which neither leaves a shingle out."""
    bound = min(_bound(a), _bound(b))
    return frozenset(x for x in a if x <= bound), frozenset(x for x in b if x <= bound)


def _bound(signature: Signature) -> int:
    if len(signature) < _SIZE:
        return _WHOLE
    return max(signature[-1], _LIMIT - 1)


def _words(text: str) -> list[str]:
    """Return the words of the running text, folded, without punctuation."""
    return [
        word
        for block in blocks(text, start=front_matter_end(text))
        if block.kind in ("paragraph", "item")
        for word in _WORD.findall(block.plain.casefold())
    ]


def _shingles(words: list[str]) -> set[str]:
    """Return all runs of five words; a shorter text is one shingle."""
    if not words:
        return set()
    last = max(len(words) - _WORDS, 0)
    return {" ".join(words[at : at + _WORDS]) for at in range(last + 1)}


def _number(shingle: str) -> int:
    digest = hashlib.blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=_BYTES)
    return int.from_bytes(digest.digest(), "big")
