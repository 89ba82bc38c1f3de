"""Articles to measure on, made at run time and alike on every machine.

Two kinds are mixed: articles of paragraphs with claims (those of ``examples/articles`` and the
texts of ``tests/cases``) and articles of ``filler.txt``, paragraphs in our own words on sport,
weather, business and culture. News is mostly without claims about armed conflict, so a third of
the mixed corpus's words are of the first kind and two thirds of the second; each kind is measured
alone too, as the ratio hangs on the mix. The texts are few and come back, with other blocks around
them and other names in the filler.
"""

from __future__ import annotations

import hashlib
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.eval import corpora

from nkgraph.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("mixed", "claims", "filler")
WORDS = 200_000
_BLOCKS = 8
"""Paragraphs of an article."""
_NAMES = (
    *("Anna Lindqvist", "Marco Bellini", "Tomasz Wójcik", "Priya Raman", "Jonas Keller"),
    *("Claire Dumont", "Daniel Okafor", "Sofia Marques", "Henrik Solberg", "Mei Tanaka"),
    *("Lucía Herrera", "Peter Novak", "Ruth Abernathy", "Ivan Petrov", "Fatima Zahra"),
)
_PLACES = (
    *("Lyon", "Gothenburg", "Porto", "Kraków", "Vancouver", "Osaka", "Melbourne", "Bologna"),
    *("Leeds", "Bergen", "Montevideo", "Cape Town", "Tallinn", "Zürich", "Santiago", "Austin"),
)


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
    ahead = 0  # words of filler for which there is no half as many with claims yet
    while True:
        text = next(claims if kind == "claims" or (kind == "mixed" and ahead > 0) else filler)
        ahead += len(text.split()) * (-2 if ahead > 0 else 1)
        yield text


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
    """Yield paragraphs without a claim, names and numbers filled in by turns."""
    text = Path(__file__).with_name("filler.txt").read_text(encoding="utf-8")
    found = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    for number in count():
        yield found[number % len(found)].format(
            name=_NAMES[number * 7 % len(_NAMES)],
            place=_PLACES[number * 5 % len(_PLACES)],
            number=11 + number % 83,
        )
