"""The work of extraction grows with the text: twice the text takes about twice the calls."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from nkgraph import frames, gazetteer, language, lexicon
from nkgraph.extract import Knowledge, extract
from nkgraph.model import Article

if TYPE_CHECKING:
    from types import FrameType

pytestmark = pytest.mark.model
_KNOWLEDGE = Knowledge(gazetteer=gazetteer.load(), lexicon=lexicon.load(), frames=frames.load())
_CLAUSE = "Mali attacked Kidal on {day} May, killing {number} soldiers"


def read(text: str) -> language.Reading:
    article = Article(source="a.txt", text=text, sha256="0" * 64, published="2025-03-14")
    (reading,) = language.readings([article], language.load())
    return reading


def calls(text: str) -> tuple[int, int]:
    """Return how many calls the claims of a text take, and how many claims there are."""
    reading = read(text)
    made = 0

    def count(_: FrameType, what: str, __: object) -> None:
        nonlocal made
        made += what in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        claims = extract(reading, _KNOWLEDGE).claims
    finally:
        sys.setprofile(before)
    return made, len(claims)


def told(times: int, *, joint: str, end: str) -> str:
    """Return a clause so many times over, each with a day and a number of its own."""
    clauses = (_CLAUSE.format(day=1 + i % 28, number=i + 2) for i in range(times))
    return joint.join(clauses) + end


@pytest.mark.parametrize(
    ("joint", "end", "most"),
    [
        (", Tass said. ", ", Tass said.", 2.5),
        (", and ", ".", 3.7),  # whoever has no place of its own looks for one in all clauses
    ],
    ids=["sentences", "clauses of one sentence"],
)
def test_the_work_grows_with_the_events(joint: str, end: str, most: float) -> None:
    calls(told(3, joint=joint, end=end))  # what is loaded once is loaded now
    fewer, claims = calls(told(100, joint=joint, end=end))
    more, twice = calls(told(200, joint=joint, end=end))
    assert claims >= 100
    assert twice == pytest.approx(2 * claims, rel=0.1)
    assert more / fewer < most


@pytest.mark.parametrize(
    "text",
    [
        "Mali attacked Kidal" + " and Gao" * 1200 + ".",
        "Kidal was attacked" + " and bombed" * 500 + ".",
        "Soldiers killed" + " and wounded" * 500 + " died.",
        "Mali said " * 600 + "Niger attacked Kidal.",
    ],
    ids=["nouns", "passives", "participles", "reports"],
)
def test_no_chain_is_too_long(text: str) -> None:
    assert extract(read(text), _KNOWLEDGE).claims
