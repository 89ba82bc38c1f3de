"""What an article's own numbers and dates say against one another.

A finding is no fault of the graph: it keeps what the article says. It is a warning to whoever
would quote the article. Few findings that hold are worth more than many that may.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from nkgraph.audit.finding import KINDS, Finding, Passage, report
from nkgraph.audit.order import check_future, check_order
from nkgraph.audit.parts import check_parts, check_ranges
from nkgraph.audit.ratios import check_ratios
from nkgraph.audit.sentence import sentences
from nkgraph.audit.totals import check_totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["KINDS", "Finding", "Passage", "findings", "report"]

Record = dict[str, Any]


def findings(records: Sequence[Record], texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what does not fit, sorted by article, place and kind.

    Args:
        records: all claims, as ``nkgraph.records`` gives them.
        texts: source → text of the articles whose text is at hand (``nkgraph.show.texts``);
            shares, parts and ranges are read from there.
    """
    by_source: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda one: (one["evidence"]["start"], one["id"])):
        by_source[record["article"]["source"]].append(record)
    found: list[Finding] = []
    for source in {*by_source, *texts}:
        claims, text = by_source[source], texts.get(source)
        in_text = set(_in_text(text, source)) if text is not None else set()
        totals = (one for one in check_totals(claims, source, text) if not _told(one, in_text))
        found += {*in_text, *totals, *check_order(claims, source), *check_future(claims, source)}
    return tuple(sorted(found, key=lambda one: (one.source, one.passages, one.kind, one.sentence)))


def _told(finding: Finding, others: set[Finding]) -> bool:
    """Tell whether another finding of the kind says it already, of words within its own."""
    return any(
        finding.kind == other.kind
        and all(any(mine.covers(p) for mine in finding.passages) for p in other.passages)
        for other in others
    )


def _in_text(text: str, source: str) -> Iterator[Finding]:
    for sentence in sentences(text):
        yield from check_ratios(sentence, source)
        yield from check_parts(sentence, source)
        yield from check_ranges(sentence, source)
