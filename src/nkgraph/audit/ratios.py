"""Shares and changes that do not fit the numbers beside them.

A template says which numbers of a sentence a share binds: "3,000 dead, or a quarter of the 11,000".
Only where the words between leave no other reading does it match.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from nkgraph.audit import portions
from nkgraph.audit.finding import Finding
from nkgraph.audit.quantities import one_of
from nkgraph.audit.sentence import CHANGE, ITEM, MULTIPLE, NUMBER, SHARE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.audit.quantities import Item
    from nkgraph.audit.sentence import Sentence

_P, _W, _S = f"(?P<part>{NUMBER})", f"(?P<whole>{NUMBER})", f"(?P<share>{SHARE})"
_A, _B = f"(?P<old>{NUMBER})", f"(?P<new>{NUMBER})"
_NAME = rf"(?: [^\s{ITEM},;:()—\"-][^\s{ITEM},;:()—\"]*){{0,5}}"
"""The rest of a noun phrase: up to five words without punctuation or another number."""
_NEAR = rf"(?: [^\s{ITEM},;:()—\"]+){{0,4}}"
_NO = r"(?!(?:and|or|in|at|by|from|to|than|with|who|which|that|for|on|as|per)\b)"
_OF = rf"(?: out)? of (?:{_NO}[\w'.-]+ ){{0,4}}"
_AMONG = rf"\b(?:[Oo]f|[Aa]mong) (?:{_NO}[\w'.-]+ ){{0,4}}"
_OR = r"(?:,? or | ?\(| ?— ?(?:or )?| - (?:or )?)"
_STOP = r"(?=[,).;—]|\.? ?$| -| (?:have|had|has|were|was|are|is|died|did)\b)"


@cache
def _shares() -> tuple[re.Pattern[str], ...]:
    """Return the templates of a share: groups part, share and whole."""
    equals = one_of(portions.load().equals)
    templates = (
        rf"{_P}{_NAME}(?:,? (?:which|that|who))?(?: \w+ly)? {equals}(?: \w+ly)? {_S}{_OF}{_W}",
        rf"{_P}{_NAME}{_OR}{_S}{_OF}{_W}",
        rf"(?P<apposed>){_P}{_NAME}, {_S}{_OF}{_W}",
        rf"{_S}{_OF}{_W}{_NAME},? or {_P}{_NAME}{_STOP}",
        rf"{_AMONG}{_W}[^{ITEM};:.]{{0,50}}, (?:{_NO}[\w'-]+ ){{0,2}}{_P}{_NAME}{_OR}{_S}{_STOP}",
        rf"{_P}{_NAME}{_OF}{_W}{_NAME}{_OR}{_S}{_STOP}",
        rf"{_P}{_NAME}(?:, or | \(){_S}[,)]{_OF}{_W}",
        rf"{_S}(?:, or | \(){_P}[,)]{_OF}{_W}",
    )
    return tuple(re.compile(template) for template in templates)


@cache
def _changes() -> tuple[re.Pattern[str], ...]:
    """Return the templates of a change: groups old, new, and times or the share it moves by."""
    move = f"(?P<move>{one_of(portions.load().moves)})"
    times, by = f"(?P<times>{CHANGE})", rf"(?: by)? (?P<by>{SHARE})"
    both = (rf"{_NEAR} from {_A}{_NEAR},? to {_B}", rf"{_NEAR},? to {_B}{_NEAR},? from {_A}")
    templates = (
        *(rf"{times}{way}" for way in both),
        *(rf"\b{move}{by}{way}" for way in both),
        rf"{_B}{_NAME},? (?P<times>{MULTIPLE}|{CHANGE}) (?:the|as many as the) {_A}",
    )
    return tuple(re.compile(template) for template in templates)


def check_ratios(sentence: Sentence, source: str) -> Iterator[Finding]:
    """Yield the shares and changes of a sentence that cannot be what its numbers make."""
    told: set[Item] = set()
    for template in _shares():
        for match in template.finditer(sentence.coded):
            share = sentence.item(match, "share")
            if share not in told and (found := _share(sentence, match, source)):
                told.add(share)
                yield found
    for template in _changes():
        for match in template.finditer(sentence.coded):
            if found := _change(sentence, match, source):
                yield found


def _share(sentence: Sentence, match: re.Match[str], source: str) -> Finding | None:
    part, whole, share = (sentence.item(match, name) for name in ("part", "whole", "share"))
    alike = _alike(part, whole, closely="apposed" in match.re.groupindex)
    if not alike or _fits(_ratio(part, whole), (share.least, share.most)):
        return None
    words = (
        f"“{sentence.words(part)}” is {_percent(part, whole)} of “{sentence.words(whole)}”, "
        f"which is not “{sentence.words(share)}”{_range(share)}"
    )
    return _finding(sentence, source, "share-does-not-fit", (part, whole, share), words)


def _change(sentence: Sentence, match: re.Match[str], source: str) -> Finding | None:
    old, new = sentence.item(match, "old"), sentence.item(match, "new")
    groups = match.groupdict()
    stated = sentence.item(match, "times" if groups.get("times") else "by")
    limits: portions.Limits = (stated.least, stated.most)
    if not groups.get("times"):
        limits = _moved(limits, portions.load().moves[match["move"]])
    if not old.low or not _alike(new, old) or _fits(_ratio(new, old), limits):
        return None
    said = sentence.words(stated)
    way = f"{match['move']} {said}" if not groups.get("times") else said
    words = (
        f"“{sentence.words(new)}” is {_percent(new, old)} of “{sentence.words(old)}”, "
        f"which is not “{way}”"
    )
    return _finding(sentence, source, "change-does-not-fit", (old, new, stated), words)


def _moved(limits: portions.Limits, way: str) -> portions.Limits:
    """Return the new number as multiples of the old one, for a growth or fall by a share."""
    least, most = limits
    if way == "up":
        return 1 + least, None if most is None else 1 + most
    return max(1 - most, 0) if most is not None else 0, 1 - least


def _alike(one: Item, other: Item, *, closely: bool = False) -> bool:
    """Tell whether two numbers may count the same kind of thing; ``closely``: surely people."""
    if one.money != other.money or not other.low:
        return False
    if closely:
        return bool(one.noun and other.noun) and _kinds(one, other) == {"people"}
    if one.noun is None or other.noun is None:
        return True
    return one.noun.lemma == other.noun.lemma or _kinds(one, other) == {"people"}


def _kinds(*found: Item) -> set[str]:
    return {item.noun.kind for item in found if item.noun}


def _ratio(part: Item, whole: Item) -> portions.Limits:
    least = part.least / whole.most if whole.most else 0.0
    most = None if part.most is None or not whole.least else part.most / whole.least
    return least, most


def _fits(found: portions.Limits, stated: portions.Limits) -> bool:
    """Tell whether two ranges meet, each limit passed by no more than the slack."""
    slack = portions.load().slack
    above = stated[1] is not None and found[0] > stated[1] * (1 + slack)
    below = found[1] is not None and found[1] < stated[0] * (1 - slack)
    return not above and not below


def _percent(part: Item, whole: Item) -> str:
    ratios_ = sorted(
        {round(100 * p / w) for p in (part.low, part.high) for w in (whole.low, whole.high)}
    )
    return f"{ratios_[0]}%" if len(ratios_) == 1 else f"{ratios_[0]}% to {ratios_[-1]}%"


def _range(share: Item) -> str:
    least, most = 100 * share.least, None if share.most is None else 100 * share.most
    if most is None:
        return f" ({least:.0f}% or more)"
    return f" ({least:.0f}% to {most:.0f}%)" if least else f" ({most:.0f}% or less)"


def _finding(
    sentence: Sentence, source: str, kind: str, bound: tuple[Item, ...], words: str
) -> Finding:
    passages = sorted(sentence.passage(item) for item in bound)
    return Finding(source, kind, tuple(passages), words)
