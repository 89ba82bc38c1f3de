"""From a stored text to its blocks: which lines are running text, headings, list items.

The parser never sees the stored text itself but a copy of the same length, in which line
ends and list marks are blanks and typographic quotes are plain, so that every offset of the
copy is an offset of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Literal

from nkgraph.model import Span
from nkgraph.resources import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

BlockKind = Literal["paragraph", "item", "heading", "boilerplate", "repeated", "metadata"]

_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "„": '"',
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\n": " ",
        "\r": " ",
        "\t": " ",
        "–": "-",
        "‑": "-",
    }
    | dict.fromkeys(
        "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", " "
    ),
)
_MARK = re.compile(r"\s*(?:[*+•‣▪●]|[-–]|\d{1,2}[.)])\s+")
_HASHES = re.compile(r"\s*#{1,6}\s+")
_PLACE = r"[A-Z][a-z][\w'.]*(?: [A-Z][\w'.]*){0,2}"
_COUNTRY = r"[A-Z][\w.]*(?: (?:of|the|[A-Z][\w.]*)){0,5}"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})"
_DATELINE = re.compile(
    rf"(?:[A-Z][A-Z.'\- ]+[A-Z](?:, {_COUNTRY})?|{_PLACE}, {_COUNTRY}"
    rf"|{_PLACE}(?= ?\([A-Z]|, {_DAY}(?: ?\(|\s*[-—])))"
    rf"(?:,? {_DAY})?(?:,? \d{{4}})?(?: ?\([^)]{{2,40}}\))?\s*(?:(?:--|—)\s*|[–-]\s+)",
)
_SOURCES = re.compile(r"(?:\s*\(\s*\*?[A-Z0-9][^()]{1,40}\))+\s*$")
_BRACKETS = re.compile(r"\(\s*([^()]+?)\s*\)")
_CLOSERS = "\"”’'* "
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])")
_WRAP = range(48, 100)
"""Columns of a line in a text that is wrapped at a fixed width."""
_WRAPPED = 0.6
"""The share of such lines in a text that is wrapped."""
_HEADLINES = 4
"""Headings of a page that may be nothing but a list of headlines."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that is parsed, or left out, as one.

    Attributes:
        span: where it stands in the text, list marks and line ends outside.
        plain: what the parser reads; as long as the span.
        depth: how far a list item is indented; 0 for anything else.
        sources: spans of the outlets named in brackets at its end.
    """

    span: Span
    kind: BlockKind
    plain: str
    depth: int = 0
    sources: tuple[Span, ...] = ()


@cache
def _boilerplate() -> re.Pattern[str]:
    patterns: list[str] = load_yaml("lexicon/layout.yaml")["boilerplate"]
    joined = "|".join(f"(?:{pattern})" for pattern in patterns).replace(r"\p{Lu}", "[A-ZÀ-Þ]")
    return re.compile(rf"\W*(?:{joined})\W*", re.IGNORECASE)


@cache
def _credits() -> re.Pattern[str]:
    """Return what brackets hold that say whose a picture is."""
    return re.compile(load_yaml("lexicon/layout.yaml")["credits"], re.IGNORECASE)


@cache
def _limits() -> tuple[str, int]:
    data = load_yaml("lexicon/layout.yaml")
    return data["terminators"], data["heading-words"]


def blocks(text: str, *, start: int = 0) -> tuple[Block, ...]:
    """Cut ``text`` into blocks, in order; ``start`` is where the front matter ends."""
    found: list[Block] = []
    seen: set[str] = set()
    if start:
        found.append(_block(text, Span(0, start), "metadata"))
    for lines in _joined(text, start):
        span = Span(lines[0].start, lines[-1].end)
        found.append(_classified(text, span, seen))
    return tuple(_headlines_count(_topics(found)))


def _topics(found: list[Block]) -> list[Block]:
    """Make headings of the list items that only name what the deeper items below them tell."""
    terminators, _ = _limits()
    return [
        replace(block, kind="heading")
        if block.kind == "item"
        and after is not None
        and after.depth > block.depth
        and not block.sources
        and block.plain.rstrip()[-1:] not in terminators
        else block
        for block, after in zip_longest(found, found[1:])
    ]


def _headlines_count(found: list[Block]) -> list[Block]:
    """Read headings as text where a page has hardly anything else: a list of headlines."""
    running = sum(block.kind in ("paragraph", "item") for block in found)
    headings = sum(block.kind == "heading" for block in found)
    if running and (headings <= 2 * running or headings < _HEADLINES):
        return found
    return [replace(block, kind="item") if block.kind == "heading" else block for block in found]


def _lines(text: str, start: int) -> Iterator[Span]:
    position = start
    for line in text[start:].splitlines(keepends=True):
        yield Span(position, position + len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")))
        position += len(line)


def _joined(text: str, start: int) -> Iterator[list[Span]]:
    """Yield the lines of one paragraph together, where a text is wrapped at a fixed width."""
    lines = list(_lines(text, start))
    wrapped = _is_wrapped([line.of(text) for line in lines])
    group: list[Span] = []
    for line in lines:
        words = line.of(text)
        starts = not words.strip() or not wrapped or _MARK.match(words) or _HASHES.match(words)
        if group and (starts or _HASHES.match(group[-1].of(text))):
            yield group
            group = []
        if words.strip():
            group.append(line)
    if group:
        yield group


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether most lines that another follows at once are as long as a wrapped line is."""
    followed = [a for a, b in pairwise(lines) if a.strip() and b.strip() and not _MARK.match(b)]
    full = sum(len(line.rstrip()) in _WRAP for line in followed)
    longest = max(map(len, followed), default=0)
    return longest <= _WRAP.stop and full > 0 and full >= len(followed) * _WRAPPED


def _classified(text: str, span: Span, seen: set[str]) -> Block:
    """Return what a paragraph is; adds its words to those ``seen`` before in the text."""
    words = span.of(text)
    mark, hashes = _MARK.match(words), _HASHES.match(words)
    opener = mark or hashes
    indent = len(words) - len(words.lstrip())
    depth = indent + 1 if mark else 0
    lead = opener.end() if opener else indent
    body = Span(span.start + lead, span.start + max(len(words.rstrip()), lead))
    plain = body.of(text)
    key = " ".join(plain.casefold().split())
    if not key or _boilerplate().fullmatch(plain):
        return _block(text, body, "boilerplate", depth)
    if key in seen:
        return _block(text, body, "repeated", depth)
    seen.add(key)
    if hashes or _is_heading(plain, item=bool(mark)):
        return _block(text, body, "heading", depth)
    return _block(text, body, "item" if mark else "paragraph", depth)


def _is_heading(words: str, *, item: bool) -> bool:
    terminators, most = _limits()
    bare = _SOURCES.sub("", words).rstrip(_CLOSERS)
    if bare[-1:] in (":", ";"):
        return len(bare.split()) <= most // 2
    if bare[-1:] in terminators:
        return False
    if item:
        return len(bare.split()) <= most // 2 and bare == words.rstrip(_CLOSERS)
    return len(bare.split()) <= most


def _block(text: str, span: Span, kind: BlockKind, depth: int = 0) -> Block:
    """Return a block with its plain copy; datelines and sources are cut off running text."""
    plain = span.of(text).translate(_PLAIN)
    plain = _EMPHASIS.sub(lambda m: " " * len(m[1]) + m[2] + " " * len(m[1]), plain)
    sources: tuple[Span, ...] = ()
    if kind in ("paragraph", "item"):
        if dateline := _DATELINE.match(plain):
            span = Span(span.start + dateline.end(), span.end)
            plain = plain[dateline.end() :]
        if named := _SOURCES.search(plain):
            begin = span.start + named.start()
            sources = tuple(
                Span(begin + inner.start(1), begin + inner.end(1))
                for inner in _BRACKETS.finditer(named[0])
                if not _credits().fullmatch(inner[1])
            )
            span = Span(span.start, span.start + named.start())
            plain = plain[: named.start()]
    return Block(span, kind, plain, depth, sources)
