from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nkgraph.layout import Block, blocks

WRAPPED = (
    "Officials in the port city said on Sunday that the ferries\n"
    "had been halted, and that nobody knew when they would sail\n"
    "again.\n"
    "\n"
    "A second paragraph stands below, wrapped at the same width,\n"
    "which a reader sees as one.\n"
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.plain.strip()) for block in blocks(text)]


def only(text: str) -> Block:
    (found,) = blocks(text)
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # headings
        ("# Title\n\nThey met.\n", [("heading", "Title"), ("paragraph", "They met.")]),
        ("### Is it a title?\nYes.", [("heading", "Is it a title?"), ("paragraph", "Yes.")]),
        ("A title without stop\nThey met.", [("heading", "A title without stop"), *"p"]),
        ("What happened:\nThey met.", [("heading", "What happened:"), *"p"]),
        ("Is it so?\nThey met.", [("paragraph", "Is it so?"), *"p"]),
        ('He said "no."\nThey met.', [("paragraph", 'He said "no."'), *"p"]),
        ("a " * 17 + "b\nThey met.", [("paragraph", "a " * 17 + "b"), *"p"]),
        # list items
        ("- One came.\n- Two went.", [("item", "One came."), ("item", "Two went.")]),
        ("1. One came.\n2) Two went.", [("item", "One came."), ("item", "Two went.")]),
        ("• One came.\n* Two went.", [("item", "One came."), ("item", "Two went.")]),
        (
            "- Conflicts\n  - War of the ports\n    - They met. (AP)",
            [("heading", "Conflicts"), ("heading", "War of the ports"), ("item", "They met.")],
        ),
        (
            "- The war of the ports and the war of the rivers\n- They met.",
            [("item", "The war of the ports and the war of the rivers"), ("item", "They met.")],
        ),
        # page furniture, whatever its case
        ("By Jane Marlow\nThey met.", [("boilerplate", "By Jane Marlow"), *"p"]),
        ("Advertisement\nThey met.", [("boilerplate", "Advertisement"), *"p"]),
        ("READ MORE: ports\nThey met.", [("boilerplate", "READ MORE: ports"), *"p"]),
        ("\\####\nThey met.", [("boilerplate", "\\####"), *"p"]),
        (
            "Photo: A harbour at dusk\nThey met.",
            [("boilerplate", "Photo: A harbour at dusk"), *"p"],
        ),
        ("3 min read\nThey met.", [("boilerplate", "3 min read"), *"p"]),
        # repeated text
        ("They met.\n\nThey  MET.\n", [("paragraph", "They met."), ("repeated", "They  MET.")]),
        # line ends
        ("They met.\r\nIt ended.\r\n", [("paragraph", "They met."), ("paragraph", "It ended.")]),
        ("They met.\u2028It ended.", [("paragraph", "They met."), ("paragraph", "It ended.")]),
    ],
)
def test_kinds(text: str, wanted: list[tuple[str, str] | str]) -> None:
    assert kinds(text) == [("paragraph", "They met.") if w == "p" else w for w in wanted]


def test_wrapped_lines_are_one_paragraph() -> None:
    found = blocks(WRAPPED)
    assert [block.span.of(WRAPPED).count("\n") for block in found] == [2, 1]
    assert "ferries had been" in found[0].plain


def test_short_lines_are_paragraphs_of_their_own() -> None:
    assert kinds("One came.\nTwo went.\nAll is well.")[1] == ("paragraph", "Two went.")
    assert len(blocks("One came.\nTwo went.\nAll is well.")) == 3


def test_a_heading_above_wrapped_lines_stays_apart() -> None:
    found = blocks(f"# Ferries\n{WRAPPED}")
    assert [block.kind for block in found] == ["heading", "paragraph", "paragraph"]


def test_a_page_of_headlines_is_text() -> None:
    few = "Ports closed\nFerries halted\nRail opened"
    assert {block.kind for block in blocks(few)} == {"item"}
    told = f"{few}\nThe harbour master said so on Monday."
    assert {block.kind for block in blocks(told)} == {"heading", "paragraph"}
    many = f"{few}\nRoads flooded\nBridges down\nThe harbour master said so on Monday."
    assert "heading" not in {block.kind for block in blocks(many)}


@pytest.mark.parametrize(
    "dateline",
    [
        "SEOUL, Dec 26 (Yonhap) -- ",
        "SEOUL (Reuters) - ",
        "KYIV, Ukraine, January 3 — ",
        "SEOUL, 26 December 2024 – ",
        "NEW YORK — ",
        "Lome, Togo – ",
        "Lome, Mar. 9 (Jiji Press)--",
        "Port Louis, May 16 - ",
        "Port Louis, Mauritius (AFP) — ",
        "Lome (Reuters) - ",
        "BANGUI, Central African Republic (Reuters) - ",
    ],
)
def test_datelines_stay_unread(dateline: str) -> None:
    block = only(f"{dateline}Ferries stopped.")
    assert (block.plain, block.span.start) == ("Ferries stopped.", len(dateline))


@pytest.mark.parametrize(
    "words",
    [
        "Seoul - the capital - was calm.",
        "NATO met - and left.",
        "Togo, Ghana and Benin - all three - met.",
    ],
)
def test_what_is_no_dateline(words: str) -> None:
    assert only(words).plain == words


@pytest.mark.parametrize(
    ("text", "plain", "sources"),
    [
        ("They met. (Yonhap)", "They met.", ["Yonhap"]),
        ("They met. (AP) (BBC News)", "They met.", ["AP", "BBC News"]),
        ("SEOUL (AP) - They met. ( AP )", "They met.", ["AP"]),
        ("They met (in Seoul).", "They met (in Seoul).", []),
        ("They met. (again)", "They met. (again)", []),
    ],
)
def test_sources_in_brackets(text: str, plain: str, sources: list[str]) -> None:
    block = only(text)
    assert (block.plain, block.span.of(text)) == (plain, plain)
    assert [span.of(text) for span in block.sources] == sources


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("He said “no”.", 'He said "no".'),
        ("It’s «so».", 'It\'s "so".'),
        ("10,000–12,000 men came.", "10,000-12,000 men came."),
        ("10\u00a0000 men came.", "10 000 men came."),
        ("It was *very* bad, __so__ bad.", "It was  very  bad,   so   bad."),
        ("He paid 5 * 3 * 2 coins.", "He paid 5 * 3 * 2 coins."),
        ("snake_case_word stays.", "snake_case_word stays."),
    ],
)
def test_plain(written: str, plain: str) -> None:
    assert only(written).plain == plain


def test_front_matter_is_one_block() -> None:
    text = "---\ntitle: Ports\n---\nThey met."
    first, second = blocks(text, start=21)
    assert (first.kind, first.span.start, first.span.end) == ("metadata", 0, 21)
    assert second.span.of(text) == "They met."


def test_depth_is_of_items_alone() -> None:
    found = blocks("They met.\n- One came.\n    - Two went.")
    assert [block.depth for block in found] == [0, 1, 5]


LINES = st.lists(
    st.sampled_from(
        [
            *("", "  ", "# ", "- ", "  * They met. (AP)", "1. One came.", "Title", "They met."),
            *("SEOUL (AP) -- ", "(AP)", "By Jane Marlow", "\\###", "**x** _y_", "\t“q”", "x" * 60),
        ]
    ),
    min_size=1,
    max_size=12,
).map("\n".join)
TEXTS = (st.text(max_size=200) | LINES).map(lambda text: f"They met.\n{text}")


@given(text=TEXTS)
@example(text="x\n" * 5)
@example(text="- \n-\n(A1)\n* (AP)")
def test_blocks_are_in_order_and_keep_their_length(text: str) -> None:
    found = blocks(text)
    for block in found:
        assert len(block.plain) == block.span.end - block.span.start
        assert block.span.end <= len(text)
        assert all(block.span.end <= one.start < one.end <= len(text) for one in block.sources)
        assert "\n" not in block.plain
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


@given(text=st.text(st.characters(exclude_characters="()-–—")).map("They met.\n{}".format))
def test_every_word_is_in_a_block(text: str) -> None:
    outside = list(text)
    for block in blocks(text):
        outside[block.span.start : block.span.end] = [" "] * len(block.plain)
    assert not any(character.isalpha() for character in outside)


@given(text=TEXTS, start=st.integers(1, 9))
def test_nothing_before_the_start_is_read(text: str, start: int) -> None:
    first, *others = blocks(text, start=start)
    assert (first.kind, first.span.start, first.span.end) == ("metadata", 0, start)
    assert all(block.span.start >= start for block in others)


@pytest.mark.parametrize("text", ["", "\n\n", "   "])
def test_nothing_has_no_blocks(text: str) -> None:
    assert blocks(text) == ()
