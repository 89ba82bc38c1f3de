from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.eval import cases, corpora
from tests.eval.gold import Number

if TYPE_CHECKING:
    from pathlib import Path

FILE = """# A comment.

One side shelled the town,
# Another, in between.
two workers said.
> Attack agent=RSF place=El_Fasher|SDN time=2023-05-03 claimant=workers
>? Casualties figure=killed:3-5:between modality=alleged|possible negative

First paragraph.
¶
Second one.
> Death agent=A agent=B via=Yonhap
> Death agent=A agent=B via=Yonhap

All quiet.
> nothing
"""


def written(folder: Path, text: str) -> tuple[cases.Case, ...]:
    path = folder / "topic.txt"
    path.write_text(text, encoding="utf-8")
    return cases.read(path)


def test_reads_text_claims_and_fields(tmp_path: Path) -> None:
    shelled, broken, quiet = written(tmp_path, FILE)
    assert shelled.text == "One side shelled the town, two workers said."
    assert shelled.name == f"topic: {shelled.text}"
    attack, toll = shelled.golds
    line = "Attack agent=RSF place=El_Fasher|SDN time=2023-05-03 claimant=workers"
    assert attack.key == f"{shelled.name} > {line}"
    assert attack.roles == {"agent": ("RSF",), "place": ("El Fasher", "SDN")}
    assert (attack.core, attack.polarity, attack.modality) == (True, "positive", ("asserted",))
    assert (attack.time, attack.claimants) == ("2023-05-03", ("workers",))
    assert toll.figure == Number(quantity="killed", low=3, high=5, comparator="between")
    assert (toll.core, toll.polarity, toll.roles) == (False, "negative", {})
    assert toll.modality == ("alleged", "possible")
    assert broken.text == "First paragraph.\n\nSecond one."
    assert broken.golds[0].roles == {"agent": ("A", "B")}
    assert broken.golds[0].via == ("Yonhap",)
    assert broken.golds[1].key == f"{broken.golds[0].key} (2)"
    assert (quiet.golds, quiet.nothing, broken.nothing) == ((), True, False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Words.\n", "topic.txt:1: a case without a line that opens with '>'"),
        ("\n> Attack\n", "topic.txt:2: a case without a text before it"),
        ("Words.\n> Attack\nMore.\n", "topic.txt:3: text after '>'"),
        ("Words.\n> Atack\n", "'Atack' is no event type"),
        ("Words.\n> Attack agnt=RUS\n", "'agnt=RUS' is not understood"),
        ("Words.\n> Attack agent=\n", "'agent=' is not understood"),
        ("Words.\n> Attack time=May\n", "'time=May' is not understood"),
        ("Words.\n> Attack modality=likely\n", "'likely' is no modality"),
        ("Words.\n> Attack figure=3\n", "figure=3 is not quantity:low:comparator"),
        ("Words.\n> Attack figure=dead:3:exactly\n", "'dead' is no quantity"),
        ("Words.\n> Attack figure=killed:3:over\n", "'over' is no comparator"),
        ("Words.\n> nothing\n> Attack\n", "'> nothing' beside a claim"),
        ("Words.\n>\n", "is no expectation"),
    ],
)
def test_names_what_breaks_the_format(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValueError, match="topic") as caught:
        written(tmp_path, text)
    assert message in str(caught.value)


def test_long_and_repeated_texts_have_short_names_of_their_own(tmp_path: Path) -> None:
    words = "A sentence that goes on for rather longer than a line of sixty characters can hold."
    one, two = written(tmp_path, f"{words}\n> Attack\n\n{words}\n> Death\n")
    assert one.name == "topic: A sentence that goes on for rather longer than a line of …"
    assert two.name == f"{one.name} (2)"


def test_every_case_file_can_be_read() -> None:
    every = corpora.all_cases()
    keys = [gold.key for case in every for gold in case.golds]
    assert len(keys) == len(set(keys))
    assert {case.group for case in every} == {path.stem for path in corpora.CASES.glob("*.txt")}
