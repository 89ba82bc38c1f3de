"""Parts above their wholes and ranges upside down, as the words of one sentence give them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from nkgraph.audit import portions
from nkgraph.audit.finding import Finding
from nkgraph.audit.quantities import one_of
from nkgraph.audit.sentence import ITEM, NUMBER, VAGUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.audit.quantities import Item
    from nkgraph.audit.sentence import Sentence

_PART, _WHOLE = f"(?P<part>{NUMBER})", f"(?P<whole>{NUMBER})"
_OUT_OF = re.compile(
    rf"{_PART}(?: out)? of (?:(?:the|its|their|those|these|all|his|her)(?: [a-z]+)? )?{_WHOLE}"
)
_BETWEEN = re.compile(rf"\b[Bb]etween (?P<low>{NUMBER}) and (?P<high>{NUMBER})")


@cache
def _members() -> re.Pattern[str]:
    """Return the pattern of a part behind its whole: "including 36", "36 of them"."""
    members = one_of(portions.load().members)
    return re.compile(rf"\b{members} {_PART}|(?P<count>{NUMBER}) of (?:them|whom)\b")


def check_parts(sentence: Sentence, source: str) -> Iterator[Finding]:
    """Yield parts of a sentence that are greater than their wholes."""
    for match in _OUT_OF.finditer(sentence.coded):
        part, whole = sentence.item(match, "part"), sentence.item(match, "whole")
        if part.money == whole.money and whole.most is not None and part.least > whole.most:
            yield _above(sentence, source, part, [whole])
    for match in _members().finditer(sentence.coded):
        group = "part" if match["part"] else "count"
        part = sentence.item(match, group)
        wholes = _wholes(sentence, match.start())
        if wholes and (group == "count" or _are_people(part)) and _exceeds(part, wholes):
            yield _above(sentence, source, part, wholes)


def check_ranges(sentence: Sentence, source: str) -> Iterator[Finding]:
    """Yield ranges whose first number is above the second: "between 5,000 and 3,000 soldiers"."""
    for match in _BETWEEN.finditer(sentence.coded):
        low, high = sentence.item(match, "low"), sentence.item(match, "high")
        counted = (low.money and high.money) or (not low.money and high.noun is not None)
        if counted and low.low > high.high:
            words = (
                f"“between {sentence.words(low)} and {sentence.words(high)}” begins above its end"
            )
            passages = (sentence.passage(low), sentence.passage(high))
            yield Finding(source, "range-upside-down", passages, words)


def _wholes(sentence: Sentence, end: int) -> list[Item]:
    """Return all that is counted before a part; nothing where some of it is not counted."""
    before = sentence.coded[:end]
    uncounted = rf"(?<![{ITEM}] )\b{one_of(portions.load().uncounted)}\b"
    if re.search(f"{uncounted}|{VAGUE}", before, re.IGNORECASE):
        return []
    found = [sentence.items[code] for code in re.findall(f"[{ITEM}]", before)]
    numbers = [item for item in found if item.kind == "number"]
    if any(item.noun and item.noun.kind == "bundle" for item in numbers):
        return []
    return numbers if any(map(_are_people, numbers)) else []


def _are_people(item: Item) -> bool:
    return item.noun is not None and item.noun.kind == "people"


def _exceeds(part: Item, wholes: list[Item]) -> bool:
    """Tell whether the part is greater than all that stands before it taken together."""
    most = [item.most for item in wholes]
    return None not in most and part.least > sum(one for one in most if one is not None)


def _above(sentence: Sentence, source: str, part: Item, wholes: list[Item]) -> Finding:
    named = " and ".join(f"“{sentence.words(whole)}”" for whole in wholes)
    words = f"“{sentence.words(part)}” cannot be part of {named}: it is more"
    passages = sorted(sentence.passage(item) for item in (part, *wholes))
    return Finding(source, "part-above-whole", tuple(passages), words)
