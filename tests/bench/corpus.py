"""Articles to measure on, made at run time and alike on every machine.

Two kinds are mixed by turns: articles of paragraphs with claims (those of ``examples/articles`` and
the texts of ``tests/cases``) and articles of ``filler``. News is mostly without claims about armed
conflict, so the mixed corpus has two articles of filler for each with claims; the figures for
either kind alone are given too. As the claims' texts are few, they come back with other blocks
around them.
"""

from __future__ import annotations

import hashlib
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.filler import NAMES, PARAGRAPHS, PLACES
from tests.eval import corpora

from nkgraph.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("mixed", "claims", "filler")
WORDS = 200_000
_BLOCKS = 8
"""Paragraphs of an article."""


def articles(kind: str, *, words: int = WORDS) -> list[Article]:
    """Return articles of at least so many words, separated by blanks."""
    made: list[Article] = []
    total = 0
    for text in _texts(kind):
        made.append(
            Article(
                source=f"{kind}-{len(made):05}.txt",
                text=text,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                published="2025-03-14",
            )
        )
        total += len(text.split())
        if total >= words:
            break
    return made


def _texts(kind: str) -> Iterator[str]:
    claims, filler = _joined(_claims()), _joined(_filler())
    while True:
        if kind != "filler":
            yield next(claims)
        if kind != "claims":
            yield from islice(filler, 1 if kind == "filler" else 2)


def _joined(paragraphs: Iterator[str]) -> Iterator[str]:
    while True:
        yield "\n\n".join(islice(paragraphs, _BLOCKS)) + "\n"


def _claims() -> Iterator[str]:
    """Yield paragraphs with claims and traps, over and over."""
    found = [
        paragraph
        for path in sorted(Path(corpora.EXAMPLES / "articles").glob("*.md"))
        for paragraph in path.read_text(encoding="utf-8").split("---\n", 2)[-1].split("\n\n")
    ]
    found += [case.text for case in corpora.all_cases()]
    found = [paragraph.strip() for paragraph in found if paragraph.strip()]
    for number in count():
        yield found[number % len(found)]


def _filler() -> Iterator[str]:
    for number in count():
        yield PARAGRAPHS[number % len(PARAGRAPHS)].format(
            name=NAMES[number * 7 % len(NAMES)],
            place=PLACES[number * 5 % len(PLACES)],
            number=11 + number % 83,
        )
