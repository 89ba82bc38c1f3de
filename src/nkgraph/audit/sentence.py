"""A sentence with its numbers and shares put into one code point each, to match templates on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nkgraph.articles import front_matter_end
from nkgraph.audit.finding import Passage
from nkgraph.audit.quantities import Item, items
from nkgraph.layout import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = re.compile(r"[.!?…][\"')\]]*\s+(?![a-z])")
_READ = frozenset({"paragraph", "item", "heading"})
_BASE = {"number": 0xE000, "vague": 0xE400, "share": 0xE800, "multiple": 0xEC00, "change": 0xF000}
"""Where each kind of item begins among the code points for private use; 1,024 of each."""
_ROOM = 0x400
NUMBER, VAGUE, SHARE = "[\ue000-\ue3ff]", "[\ue400-\ue7ff]", "[\ue800-\uebff]"
MULTIPLE, CHANGE = "[\uec00-\uefff]", "[\uf000-\uf3ff]"
ITEM = "\ue000-\uf3ff"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article.

    Attributes:
        start: code point of the article at which it starts.
        text: its words as written.
        coded: its words with each item as one code point, as the templates read them.
        items: code point → the item that it stands for.
    """

    start: int
    text: str
    coded: str
    items: dict[str, Item]

    def item(self, match: re.Match[str], group: str) -> Item:
        """Return the item that a template's group matched."""
        return self.items[match[group]]

    def words(self, item: Item) -> str:
        """Return an item's words as written."""
        return " ".join(item.span.of(self.text).split())

    def passage(self, item: Item) -> Passage:
        """Return where an item stands in the article."""
        span = item.span
        return Passage(self.start + span.start, self.start + span.end, span.of(self.text))


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of an article that hold a number; boilerplate and repeats are left out.

    Args:
        text: the article as stored, front matter included.
    """
    for block in blocks(text, start=front_matter_end(text)):
        if block.kind not in _READ:
            continue
        begin = 0
        ends = [match.end() for match in _END.finditer(block.plain)]
        for end in [*ends, len(block.plain)]:
            plain = block.plain[begin:end]
            start = block.span.start + begin
            begin = end
            made = _coded(text[start : start + len(plain)], plain, start)
            if made.items:
                yield made


def _coded(text: str, plain: str, start: int) -> Sentence:
    pieces: list[str] = []
    known: dict[str, Item] = {}
    last = 0
    for at, item in enumerate(items(plain)[:_ROOM]):
        code = chr(_BASE[item.kind] + at)
        known[code] = item
        pieces += [_free(plain[last : item.span.start]), code]
        last = item.span.end
    coded = "".join([*pieces, _free(plain[last:])])
    return Sentence(start, text, re.sub(r"\s+", " ", coded), known)


def _free(text: str) -> str:
    """Take out the code points that stand for items."""
    return re.sub(f"[{ITEM}]", "\ufffd", text)
