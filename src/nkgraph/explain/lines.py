"""An explanation as lines of text, indented, each with the entry of the ontology behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nkgraph.explain.values import Reading, Sentence

_HOW = "for one to name an event, add it to a frame whose roles fit (ontology/frames/README.md)"


class Line(NamedTuple):
    """One line: how far it is indented, its words, and its style on a terminal."""

    depth: int
    text: str
    style: str = ""

    def __str__(self) -> str:
        """Return the line as it stands on a pipe."""
        return "  " * self.depth + self.text


def lines(sentences: Iterable[Sentence]) -> Iterator[Line]:
    """Yield the lines of some sentences, an empty one between them."""
    for number, sentence in enumerate(sentences):
        if number:
            yield Line(0, "")
        yield from _sentence(sentence)


def _sentence(sentence: Sentence) -> Iterator[Line]:
    words = " ".join(sentence.text.split())
    yield Line(0, f"{sentence.number}. {sentence.start}–{sentence.end}: {words}", "bold")
    if sentence.unread:
        yield Line(1, sentence.unread, "yellow")
    for reading in sentence.readings:
        yield from _reading(reading)
    yield from (Line(1, words) for words in sentence.loose)
    if sentence.unlisted:
        both = [f"{name}s {these}" for name in ("verb", "noun") if (these := _of(name, sentence))]
        yield Line(1, f"no frame has the {' or the '.join(both)}; {_HOW}")


def _of(name: str, sentence: Sentence) -> str:
    """Return the verbs, or the nouns, that no frame has."""
    found = (word.split(" ", 1) for word in sentence.unlisted)
    return ", ".join(word for kind, word in found if kind == name)


def _reading(reading: Reading) -> Iterator[Line]:
    word = f"“{reading.word}”"
    if reading.type is not None:
        but = f", but that is not claimed: {reading.dropped}" if reading.dropped else ""
        words = f"{word} names {reading.type}{but}{_data(reading.data)}"
        yield Line(1, words, "yellow" if but else "green")
    for detail in reading.details:
        value = detail.value or "–"
        yield Line(2, f"{detail.name}: {value} ← {detail.because}{_data(detail.data)}")
    for refusal in reading.refusals:
        words = f"{word} is not {refusal.type}: {refusal.because}{_data(refusal.data)}"
        yield Line(1, words, "dim")
    if reading.untried:
        kinds = (place.split(": ", 1) for place in reading.untried)
        those = ", ".join(f"{kind} [{where}]" for where, kind in kinds)
        yield Line(1, f"{word} fits an earlier frame, so these were not tried: {those}", "dim")


def _data(place: str) -> str:
    return f" [{place}]" if place else ""
