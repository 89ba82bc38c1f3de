"""An article's text with its claims marked, for whoever edits the knowledge.

Each claim has a number. On a pipe its words stand between ``⟦1:`` and ``:1⟧``; on a terminal they
are underlined in the claim's colour and followed by the number. A legend beneath says what each
number claims.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from nkgraph.errors import ArticleError
from nkgraph.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.text import Text

    from nkgraph.store import StoredArticle

Record = dict[str, Any]
"""One claim as ``nkgraph.records`` gives it."""

COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red")


@dataclass(frozen=True, slots=True)
class Original:
    """The article's text as it lies where it was read, if it still does.

    Attributes:
        text: None when the text is gone, or is no longer the one that was read.
        problem: why it is None.
    """

    text: str | None
    problem: str | None = None


def original(source: str, sha256: str | None) -> Original:
    """Read an article's text again.

    Args:
        source: the path it was read from (``nk:contentSource``), or ``-``.
        sha256: hex digest of its text when it was read.
    """
    if source == "-":
        return Original(None, "it came through standard input and its text is not kept")
    try:
        data = Path(source).read_bytes()
    except OSError as error:
        return Original(None, f"{source} cannot be read from here ({error.strerror})")
    if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
        return Original(None, f"{source} has changed since it was built; build it again")
    return Original(data.decode("utf-8", "replace"))


def texts(articles: Iterable[StoredArticle]) -> dict[str, str]:
    """Return source → text of those articles whose text still lies where it was read."""
    found = {one.source: original(one.source, one.sha256).text for one in articles}
    return {source: text for source, text in found.items() if text is not None}


def choose(articles: Sequence[StoredArticle], wanted: str) -> StoredArticle:
    """Return the article that a person means by its path, file name, address or IRI.

    Raises:
        ArticleError: none is meant, or several.
    """
    path = PurePath(wanted).as_posix()
    exact = [a for a in articles if wanted in (a.iri, a.source) or path == a.source]
    named = [a for a in articles if wanted in (PurePath(a.source).name, PurePath(a.source).stem)]
    found = exact or named or [a for a in articles if a.iri.endswith(f"/{wanted}")]
    if len(found) == 1:
        return found[0]
    if not found:
        raise ArticleError(f"{wanted}: no such article; `nkgraph info --articles` lists them")
    several = ", ".join(sorted(article.source for article in found))
    raise ArticleError(f"{wanted}: which of these? {several}")


@dataclass(frozen=True, slots=True)
class Mark:
    """One claim's number, its IRI, its place in the text and its line in the legend."""

    number: int
    claim: str
    span: Span
    legend: str


def marks(records: Sequence[Record]) -> tuple[Mark, ...]:
    """Number the claims of one article by their place in the text."""
    ordered = sorted(records, key=lambda r: (r["evidence"]["start"], r["evidence"]["end"], r["id"]))
    return tuple(
        Mark(number, record["id"], _span(record), legend(record))
        for number, record in enumerate(ordered, 1)
    )


def _span(record: Record) -> Span:
    """Return where a claim stands in the text."""
    return Span(record["evidence"]["start"], record["evidence"]["end"])


def legend(record: Record) -> str:
    """Return one line for one claim: what, who says so, how sure, which figure, when."""
    parts = [f"{role} {_names(fillers)}" for role, fillers in record["roles"].items() if fillers]
    if figure := record["figure"]:
        parts.append(f"figure {_figure(figure)}")
    if record["time"]:
        parts.append(f"time {record['time']}")
    says = _names(record["claimants"]) or "the article itself"
    if record["via"]:
        says += f", via {_names(record['via'])}"
    if record["cue"]:
        says += f" (“{record['cue']}”)"
    sure = record["modality"] + (", negated" if record["polarity"] == "negative" else "")
    return f"{record['type']} [{sure}] {'; '.join(parts) or '–'} | says {says}"


def _names(actors: Sequence[Mapping[str, Any]]) -> str:
    """Return the labels of some actors."""
    return ", ".join(str(actor["label"]) for actor in actors)


def _figure(figure: Mapping[str, Any]) -> str:
    """Return a figure as quantity, comparator and number: ``killed moreThan 3,000``."""
    low, high = figure["low"], figure["high"]
    number = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    comparator = "" if figure["comparator"] == "exactly" else f"{figure['comparator']} "
    return f"{figure['quantity']} {comparator}{number}"


def plain(text: str, numbered: Sequence[Mark]) -> str:
    """Return the text with marks put in, and the legend beneath."""
    inserts: dict[int, list[tuple[tuple[int, int, int], str]]] = {}
    for mark in numbered:
        # At one place: inner claims close first, then outer ones open first.
        closing = ((0, -mark.span.start, -mark.number), f":{mark.number}⟧")
        opening = ((1, -mark.span.end, mark.number), f"⟦{mark.number}:")
        inserts.setdefault(mark.span.end, []).append(closing)
        inserts.setdefault(mark.span.start, []).append(opening)
    pieces: list[str] = []
    last = 0
    for place in sorted(inserts):
        pieces.append(text[last:place])
        pieces += [insert for _, insert in sorted(inserts[place], key=lambda pair: pair[0])]
        last = place
    pieces.append(text[last:])
    return "".join(pieces).rstrip("\n") + "\n\n" + legends(numbered)


def legends(numbered: Sequence[Mark]) -> str:
    """Return the legend: one numbered line a claim."""
    if not numbered:
        return "no claim found\n"
    width = len(str(len(numbered)))
    return "".join(f"{mark.number:>{width}}  {mark.legend}\n" for mark in numbered)


def quotes(records: Sequence[Record]) -> str:
    """Return the legend with each claim's own words, for when the text is not at hand."""
    words = {r["id"]: " ".join(r["evidence"]["text"].split()) for r in records}
    lines: list[str] = []
    for mark in marks(records):
        lines.append(f"{mark.number}  {mark.legend}\n")
        lines.append(f"    {mark.span.start}–{mark.span.end} “{words[mark.claim]}”\n")
    return "".join(lines) or legends(())


def styled(text: str, numbered: Sequence[Mark]) -> Text:
    """Return the text and legend for a terminal, as a rich Text."""
    from rich.text import Text

    body = Text(text.rstrip("\n"))
    for mark in numbered:
        body.stylize(f"underline {_colour(mark)}", mark.span.start, mark.span.end)
    shown = Text()
    last = 0
    for place in sorted({mark.span.end for mark in numbered}):
        shown.append_text(body[last:place])
        for mark in numbered:
            if mark.span.end == place:
                shown.append(f"[{mark.number}]", style=f"bold {_colour(mark)}")
        last = place
    shown.append_text(body[last:])
    shown.append("\n\n")
    for mark in numbered:
        shown.append(f"[{mark.number}]", style=f"bold {_colour(mark)}")
        shown.append(f" {mark.legend}\n")
    return shown


def _colour(mark: Mark) -> str:
    """Return a claim's colour; neighbours differ."""
    return COLOURS[(mark.number - 1) % len(COLOURS)]
