"""What a page tells of one claim, or of one node."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from nkgraph import vocab
from nkgraph.serve.sheet import Cell, Names

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = dict[str, Any]

_LINKS: Mapping[str, tuple[str, str]] = {
    "contradicts": ("contradicts", "contradicts"),
    "corroborates": ("agrees with", "agrees with"),
    "supersedes": ("replaces", "is replaced by"),
    "variantOf": ("tells otherwise what is said in", "is told otherwise in"),
    "partOf": ("is part of", "has as part"),
    "realises": ("may carry out", "may be carried out by"),
    "notComparable": ("cannot be compared with", "cannot be compared with"),
}
"""How a link reads from its subject, and from its object."""
_MUTUAL = frozenset(kind for kind, (one, other) in _LINKS.items() if one == other)
_AROUND = 400
"""Characters of a sentence's paragraph that are shown on either side."""


@dataclass(frozen=True, slots=True)
class Words:
    """Evidence: what stands before, the words themselves, what stands after, and where."""

    before: str
    exact: str
    after: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Link:
    """How a claim bears on another."""

    reads: str
    against: bool
    other: Cell
    who: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim as its page tells it; texts are empty where nothing is known."""

    title: str
    kind: Cell
    event: Cell
    claimants: tuple[Cell, ...]
    relays: tuple[Cell, ...]
    chain: tuple[Cell, ...]
    cue: str
    modality: str
    denied: bool
    time: str
    days: str
    figure: Cell | None
    figure_words: str
    parts: tuple[tuple[str, Cell], ...]
    words: Words | None
    article: Cell
    publisher: str
    published: str
    source: str
    links: tuple[Link, ...]
    states: tuple[tuple[Cell, Cell, Cell], ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A node as its page tells it: its name, its properties, and who refers to it."""

    title: str
    properties: tuple[tuple[Cell, tuple[Cell, ...]], ...]
    references: tuple[tuple[Cell, tuple[Cell, ...]], ...]
    cut: bool


def _value(row: Row, name: str) -> str:
    return str(row[name]["value"]) if name in row else ""


def _local(row: Row, name: str) -> str:
    return _value(row, name).removeprefix(vocab.NK)


async def claim(iri: str, facts: Mapping[str, list[Row]], names: Names) -> Claim:
    """Return what is told of a claim.

    Args:
        iri: the claim's.
        facts: the rows of ``lookup.Lookup.claim``.
        names: how IRIs are shown.
    """
    first, _sources = facts["claim"][0], facts["sources"]

    def cell(row: Row, name: str) -> Cell:
        return names.cell(row.get(name), _value(row, f"{name}Label") or None)

    kinds = [cell(row, "type") for row in facts["types"]]
    event = cell(first, "event")
    days = sorted({_value(first, "earliest"), _value(first, "latest")} - {""})
    return Claim(
        title=event.text or names.short(iri),
        kind=kinds[0] if kinds else Cell("claim"),
        event=event,
        claimants=tuple(
            cell(r, "who") for r in facts["sources"] if _local(r, "role") == "claimant"
        ),
        relays=tuple(cell(r, "who") for r in facts["sources"] if _local(r, "role") == "relayedBy"),
        chain=tuple(cell(row, "who") for row in facts["said"]),
        cue=_value(first, "cue"),
        modality=_value(first, "modalityLabel") or _local(first, "modality"),
        denied=_value(first, "negated") == "true",
        time=_value(first, "time"),
        days=" to ".join(days),
        figure=cell(first, "figure") if "figure" in first else None,
        figure_words=_value(first, "figureText"),
        parts=tuple((_local(row, "role"), cell(row, "part")) for row in facts["parts"]),
        words=await asyncio.to_thread(_words, facts["words"], first),
        article=cell(first, "article"),
        publisher=_value(first, "publisher"),
        published=_value(first, "published"),
        source=_value(first, "source"),
        links=_links(facts["links"], names),
        states=tuple((cell(r, "s"), cell(r, "p"), cell(r, "o")) for r in facts["states"]),
    )


def node(iri: str, about: list[Row], referred: list[Row], names: Names) -> Node:
    """Return what is told of a node.

    Args:
        iri: the node's.
        about: the first rows of ``lookup.Lookup.node``.
        referred: the second ones.
        names: how IRIs are shown.
    """
    labels = [r["o"]["value"] for r in about if _value(r, "p") == vocab.LABEL.value]
    most = 200
    return Node(
        title=labels[0] if labels else names.short(iri),
        properties=_grouped(about, "o", names),
        references=_grouped(referred[:most], "s", names),
        cut=len(referred) > most,
    )


def _grouped(rows: list[Row], name: str, names: Names) -> tuple[tuple[Cell, tuple[Cell, ...]], ...]:
    found = []
    for _, some in groupby(rows, key=lambda row: row["p"]["value"]):
        group = list(some)
        values = {names.cell(row[name], _value(row, f"{name}Label") or None): None for row in group}
        heading = names.cell(group[0]["p"], _value(group[0], "pLabel") or None)
        found.append((heading, tuple(values)))
    return tuple(found)


def _links(rows: list[Row], names: Names) -> tuple[Link, ...]:
    """Return the links, contradictions first; one that reads alike from both ends once."""
    found: dict[tuple[str, str], Link] = {}
    for row in sorted(rows, key=lambda row: _value(row, "forward") != "true"):
        kind = _local(row, "kind")
        end = "" if kind in _MUTUAL else _value(row, "forward")
        found.setdefault((kind + end, row["other"]["value"]), _link(row, names))
    return tuple(sorted(found.values(), key=lambda link: not link.against))


def _link(row: Row, names: Names) -> Link:
    kind = _local(row, "kind")
    forward = _value(row, "forward") == "true"
    reads = _LINKS.get(kind, (kind, f"is {kind} of"))[0 if forward else 1]
    return Link(
        reads=reads,
        against=kind == "contradicts",
        other=names.cell(row["other"], _value(row, "words")),
        who=_value(row, "whoLabel") or "the article itself",
        reason=_value(row, "reason"),
    )


def _words(rows: list[Row], article: Row) -> Words | None:
    """Return the evidence in its line of the article, or between what the graph keeps of it."""
    from nkgraph import show

    if not rows:
        return None
    row = rows[0]
    before, exact, after = (_value(row, name) for name in ("prefix", "exact", "suffix"))
    start, end = int(_value(row, "start")), int(_value(row, "end"))
    source, digest = _value(article, "source"), _value(article, "sha256")
    text = show.original(source, digest).text if source and digest else None
    if text is not None and text[start:end] == exact:
        above = text.rfind("\n", max(0, start - _AROUND), start) + 1
        below = text.find("\n", end, end + _AROUND)
        before = text[above or max(0, start - _AROUND) : start].lstrip()
        after = text[end : below if below >= 0 else end + _AROUND].rstrip()
    return Words(before, exact, after, f"{start:,}", f"{end:,}")
