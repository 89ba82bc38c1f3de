"""Wire copies as outlets make them, and articles that only speak of the same event."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkgraph import copies
from nkgraph.articles import front_matter_end
from nkgraph.copies import are_copies, bands, containment, likeness, signature

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "examples" / "articles").glob("*.md"))
}
ONE_WIRE = ("2024-12-27-meridian-wire-prisoner-dies", "2024-12-27-northgate-ledger-prisoner-dies")
"""The second is the first, edited by another outlet."""
FILLER = [
    paragraph
    for paragraph in (ROOT / "tests" / "bench" / "filler.txt").read_text("utf-8").split("\n\n")
    if len(paragraph.split()) > 25
]
ABOVE = (
    "This story comes from our foreign desk, which has followed this war since its first day. "
    "The desk depends on the support of readers like you, wherever in the world you live."
)
BELOW = (
    "If you have seen what others should know, write to our reporters at the address below. "
    "We protect our sources and answer every letter, in whatever language you may write."
)
"""What an outlet puts around every article of its own."""


def paragraphs(text: str) -> list[str]:
    """Return headline (a line of our own) and paragraphs of an example."""
    own = [line for line in text[front_matter_end(text) :].splitlines() if line.strip()]
    return ["A headline of the agency", *own]


def joined(parts: list[str] | tuple[str, ...]) -> str:
    return "\n\n".join(parts) + "\n"


def edited(text: str, every: int) -> str:
    """Put a word of the desk's own after every so manieth."""
    words = text.split(" ")
    words[every // 2 :: every] = [f"{word} reportedly" for word in words[every // 2 :: every]]
    return " ".join(words)


MADE: dict[str, Callable[[list[str]], str]] = {
    "headline": lambda p: joined(["Quite another headline, of the outlet's own", *p[1:]]),
    "dateline": lambda p: joined([p[0], f"BRUSSELS, Jan 3 (Harbour Wire) - {p[1]}", *p[2:]]),
    "no headline": lambda p: joined(p[1:]),
    "paragraph cut": lambda p: joined([*p[: len(p) // 2], *p[len(p) // 2 + 1 :]]),
    "end cut": lambda p: joined(p[:-2]),
    "paragraph added": lambda p: joined([*p[:3], FILLER[0], *p[3:]]),
    "notice around": lambda p: joined([ABOVE, *p, BELOW]),
    "lines joined": lambda p: joined([p[0], " ".join(p[1:])]),
    "every 40th word": lambda p: edited(joined(p), 40),
    "every 20th word": lambda p: edited(joined(p), 20),
    "all at once": lambda p: edited(
        joined(["Other", *p[1 : len(p) // 2], *p[len(p) // 2 + 1 :], FILLER[1], BELOW]), 40
    ),
    "first half": lambda p: joined(p[: max(3, len(p) // 2)]),
    "inside a longer one": lambda p: joined([*FILLER[:5], *p[1:], *FILLER[5:12]]),
}


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("change", MADE)
def test_a_copy_is_found(name: str, change: str) -> None:
    parts = paragraphs(EXAMPLES[name])
    wire, copy = signature(joined(parts)), signature(MADE[change](parts))
    assert are_copies(wire, copy)
    assert set(bands(wire)) & set(bands(copy))


@pytest.mark.parametrize("notice", [False, True])
def test_other_articles_are_none_even_with_one_notice_on_all(*, notice: bool) -> None:
    texts = {
        name: signature(MADE["notice around"](paragraphs(text)) if notice else text)
        for name, text in EXAMPLES.items()
    }
    found = [pair for pair in combinations(texts, 2) if are_copies(texts[pair[0]], texts[pair[1]])]
    assert found == [ONE_WIRE]


def test_two_paragraphs_taken_over_make_no_copy() -> None:
    parts = paragraphs(EXAMPLES["2025-03-27-harbour-courier-khartoum"])
    report = joined([*FILLER[:4], parts[1], parts[2], *FILLER[4:8]])
    assert not are_copies(signature(joined(parts)), signature(report))


def test_headline_dateline_furniture_and_repeats_leave_no_trace() -> None:
    parts = paragraphs(EXAMPLES["2024-12-24-harbour-courier-disputed-toll"])
    plain = signature(joined(parts))
    assert signature(MADE["headline"](parts)) == plain
    assert signature(MADE["dateline"](parts)) == plain
    assert signature(joined([*parts, "Read more on our site", *parts[1:4]])) == plain
    assert signature(f"---\ntitle: x\n---\n{joined(parts)}") == plain


def test_a_brief_wholly_inside_a_long_report() -> None:
    brief = joined(FILLER[:2])
    parts = [paragraph for text in EXAMPLES.values() for paragraph in paragraphs(text)[1:]]
    long = signature(joined([*parts[:20], *FILLER[:2], *parts[20:]]))
    assert containment(signature(brief), long) == 1
    assert containment(long, signature(brief)) < 0.1
    assert likeness(long, signature(brief)) < 0.1
    assert are_copies(long, signature(brief))


def test_estimates_come_close_in_texts_longer_than_the_sample() -> None:
    pieces = [paragraph for text in EXAMPLES.values() for paragraph in paragraphs(text)[1:]]
    long, other = joined(pieces), joined(pieces[: len(pieces) // 2])
    assert len(signature(long)) < len(long.split()) / 5
    share = len(other.split()) / len(long.split())
    assert likeness(signature(long), signature(other)) == pytest.approx(share, abs=0.06)
    assert containment(signature(other), signature(long)) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("text", ["", "\n\n", "---\ntitle: x\n---\n", "…"])
def test_no_words_no_copy(text: str) -> None:
    assert (signature(text), bands(signature(text))) == ((), ())
    assert not are_copies((), ())
    assert (likeness((), ()), containment((), ())) == (0, 0)


def test_of_single_sentences_only_the_same_one_is_a_copy() -> None:
    short = signature("Troops left the town on Monday, the ministry said.")
    longer = signature("Troops left the town on Monday, the ministry said. Nobody was hurt there.")
    assert are_copies(short, short)
    assert not are_copies(short, longer)


def test_the_sample_is_pinned_and_the_same_in_every_process() -> None:
    """A change of these numbers makes stored keys worthless: say so in CHANGELOG."""
    text = "Troops left the town on Monday, the ministry said."
    program = f"from nkgraph.copies import *; print(*bands(signature({text!r})))"
    shown = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()[0]
        for seed in ("0", "7")
    }
    assert shown == {"0965a6d0ad"}


TEXTS = st.lists(st.sampled_from(["ab", "cd", "ef", "gh", "ij", "kl", "mn"]), max_size=60).map(
    lambda words: f"{' '.join(words)}."
)


@given(TEXTS, TEXTS)
def test_measures_are_symmetric_and_agree(one: str, two: str) -> None:
    a, b = signature(one), signature(two)
    assert list(a) == sorted(set(a))
    assert 0 <= likeness(a, b) <= 1
    assert likeness(a, b) == likeness(b, a)
    assert are_copies(a, b) == are_copies(b, a)
    assert likeness(a, b) <= min(containment(a, b), containment(b, a))
    if a:
        assert likeness(a, a) == containment(a, a) == 1
        assert are_copies(a, a)
    if min(len(a), len(b)) >= copies.LEAST and likeness(a, b) >= 0.5:
        assert are_copies(a, b)


@given(TEXTS, st.integers(1, 3))
def test_a_text_given_over_and_over_is_one_text(text: str, times: int) -> None:
    assert signature("\n\n".join([text] * times)) == signature(text)
