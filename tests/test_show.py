"""Marks in the text: numbers, nesting, legend; what happens when the text is gone or changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from nkgraph import show
from nkgraph.errors import ArticleError
from nkgraph.model import Span
from nkgraph.store import StoredArticle

if TYPE_CHECKING:
    from pathlib import Path


def actor(label: str) -> dict[str, Any]:
    return {"id": label, "label": label, "aliases": [], "kind": "other", "country": None}


def record(start: int, end: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - record fields
    return {
        "id": f"claim/{start}-{end}",
        "type": "Death",
        "roles": {},
        "figure": None,
        "claimants": [],
        "via": [],
        "cue": None,
        "modality": "asserted",
        "polarity": "positive",
        "time": None,
        "evidence": {"start": start, "end": end, "text": "x", "sentence": None},
        **more,
    }


@pytest.mark.parametrize(
    ("spans", "marked"),
    [
        ([], "abcdef"),
        ([(1, 3)], "a⟦1:bc:1⟧def"),
        ([(0, 6)], "⟦1:abcdef:1⟧"),
        ([(0, 2), (2, 4)], "⟦1:ab:1⟧⟦2:cd:2⟧ef"),
        ([(0, 6), (1, 3)], "⟦1:a⟦2:bc:2⟧def:1⟧"),
        ([(0, 6), (3, 6)], "⟦1:abc⟦2:def:2⟧:1⟧"),
        ([(0, 3), (0, 6)], "⟦2:⟦1:abc:1⟧def:2⟧"),
        ([(1, 3), (1, 3)], "a⟦1:⟦2:bc:2⟧:1⟧def"),
        ([(0, 4), (2, 6)], "⟦1:ab⟦2:cd:1⟧ef:2⟧"),
    ],
)
def test_marks_stand_where_the_claims_do(spans: list[tuple[int, int]], marked: str) -> None:
    numbered = show.marks([record(*span) for span in reversed(spans)])
    assert show.plain("abcdef", numbered).split("\n\n")[0] == marked


def test_offsets_are_code_points() -> None:
    text = "🛰️ 북한군 4,700"
    start = text.index("4,700")
    numbered = show.marks([record(start, start + 5)])
    assert "⟦1:4,700:1⟧" in show.plain(text, numbered)
    assert numbered[0].span.of(text) == "4,700"


FIGURE = {"quantity": "killed", "low": 3000, "high": 3000, "comparator": "moreThan"}
RANGE = {"quantity": "troops", "low": 10000, "high": 12000, "comparator": "between"}


@pytest.mark.parametrize(
    ("more", "legend"),
    [
        ({}, "Death [asserted] – | says the article itself"),
        (
            {"claimants": [actor("NIS")], "via": [actor("Yonhap")], "cue": "according to"},
            "Death [asserted] – | says NIS, via Yonhap (“according to”)",
        ),
        (
            {"polarity": "negative", "modality": "alleged", "roles": {"patient": [actor("A")]}},
            "Death [alleged, negated] patient A | says the article itself",
        ),
        (
            {"figure": FIGURE},
            "Death [asserted] figure killed moreThan 3,000 | says the article itself",
        ),
        (
            {"figure": RANGE, "time": "2024-10", "claimants": [actor("NIS")]},
            "Death [asserted] figure troops between 10,000–12,000; time 2024-10 | says NIS",
        ),
    ],
)
def test_legends(more: dict[str, Any], legend: str) -> None:
    assert show.legend(record(0, 1, **more)) == legend


def test_the_terminal_sees_the_same_words_and_numbers() -> None:
    numbered = show.marks([record(0, 3), record(2, 6)])
    styled = show.styled("abcdef\n", numbered)
    assert styled.plain.startswith("abc[1]def[2]\n\n[1] Death")
    assert any("underline" in str(span.style) for span in styled.spans)


def test_words_stand_in_for_a_text_that_is_gone() -> None:
    found = [record(5, 9, evidence={"start": 5, "end": 9, "text": "was\n killed"})]
    assert show.quotes(found).splitlines()[1] == "    5–9 “was killed”"
    assert show.quotes([]) == "no claim found\n"


def test_a_changed_or_missing_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one\r\ntwo")
    digest = hashlib.sha256(b"one\r\ntwo").hexdigest()
    assert show.original(str(path), digest) == show.Original("one\r\ntwo")
    path.write_bytes(b"other")
    assert "has changed" in str(show.original(str(path), digest).problem)
    path.unlink()
    assert "cannot be read" in str(show.original(str(path), digest).problem)
    assert "standard input" in str(show.original("-", digest).problem)


ARTICLES = [
    StoredArticle(source="x/a.txt", iri="https://w3id.org/nkgraph/id/article/a-1"),
    StoredArticle(source="x/b.txt", iri="https://w3id.org/nkgraph/id/article/b-2"),
    StoredArticle(source="y/b.txt", iri="https://w3id.org/nkgraph/id/article/b-3"),
]


@pytest.mark.parametrize(
    ("wanted", "iri"),
    [
        ("x/a.txt", "a-1"),
        ("./x/a.txt", "a-1"),
        ("a.txt", "a-1"),
        ("a", "a-1"),
        ("y/b.txt", "b-3"),
        ("b-2", "b-2"),
        ("https://w3id.org/nkgraph/id/article/b-3", "b-3"),
    ],
)
def test_an_article_is_named_in_many_ways(wanted: str, iri: str) -> None:
    assert show.choose(ARTICLES, wanted).iri.endswith(f"/{iri}")


@pytest.mark.parametrize(("wanted", "words"), [("c.txt", "no such"), ("b.txt", "x/b.txt, y/b.txt")])
def test_no_article_or_several(wanted: str, words: str) -> None:
    with pytest.raises(ArticleError, match=words):
        show.choose(ARTICLES, wanted)


def test_a_mark_never_loses_text() -> None:
    numbered = tuple(show.Mark(n, f"c{n}", Span(0, end), "l") for n, end in ((1, 1), (2, 6)))
    marked = show.plain("abcdef", numbered).split("\n\n")[0]
    for mark in ("⟦1:", ":1⟧", "⟦2:", ":2⟧"):
        assert mark in marked
        marked = marked.replace(mark, "")
    assert marked == "abcdef"
