"""Dead or wounded above the total of both, among the claims of one article."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, Any

from nkgraph import ontology
from nkgraph.audit.finding import Finding, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Record = dict[str, Any]
_PARTS = ("killed", "wounded")
_TOTAL = "killedOrWounded"


def check_totals(records: Sequence[Record], source: str, text: str | None) -> Iterator[Finding]:
    """Yield parts of a toll that are greater than the toll.

    Only figures of one passage, and of one speaker on one population, time, place and scope,
    are compared: the same words or, if all of it is named, the same paragraph.

    Args:
        records: the claims of one article.
        source: its path or URL.
        text: its text, or None when it is not at hand; then only the same words count.
    """
    counts: dict[tuple[Any, ...], dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        figure = record["figure"]
        if figure and figure["quantity"] in (*_PARTS, _TOTAL) and is_told(record):
            counts[_subject(record)][figure["quantity"]].append(record)
    for subject, found in counts.items():
        named = bool(subject[0]) and subject[1] is not None
        for total in found[_TOTAL]:
            beside = [
                [r for r in found[name] if _together(r, total, text if named else None)]
                for name in _PARTS
            ]
            yield from _above(beside, total, source)


def is_told(record: Record) -> bool:
    """Tell whether a claim says that something did happen."""
    told: bool = record["modality"] in ontology.load().viewed and record["polarity"] == "positive"
    return told


def passage(record: Record) -> Passage:
    """Return the words that a claim rests on."""
    evidence = record["evidence"]
    return Passage(evidence["start"], evidence["end"], evidence["text"])


def _subject(record: Record) -> tuple[Any, ...]:
    """Return what must agree: speakers, population, scope, time, place."""
    figure = record["figure"]
    places = tuple(sorted(actor["id"] for actor in record["roles"].get("place", ())))
    speakers = tuple(sorted(actor["id"] for actor in record["claimants"]))
    of = figure["of"]["id"] if figure["of"] else None
    return speakers, of, figure["scope"], record["time"], places


def _together(part: Record, total: Record, text: str | None) -> bool:
    first, second = sorted((passage(part), passage(total)))
    if second.start < first.end:
        return True
    return text is not None and "\n" not in text[first.end : second.start]


def _above(beside: list[list[Record]], total: Record, source: str) -> Iterator[Finding]:
    most = total["figure"]["max"]
    if most is None:
        return
    alone = [[record] for records in beside for record in records]
    both = [list(pair) for pair in product(*beside)]
    told = False
    for parts in [*alone, *([] if not all(beside) else both)]:
        if not told and sum(r["figure"]["min"] for r in parts) > most:
            told = True
            numbers = " and ".join(_figure(r) for r in parts)
            words = f"{numbers} cannot be part of {_figure(total)}: it is more"
            passages = sorted({passage(r) for r in (*parts, total)})
            yield Finding(source, "part-above-whole", tuple(passages), words)


def _figure(record: Record) -> str:
    figure = record["figure"]
    return f"“{figure['text']}” ({ontology.load().labels[figure['quantity']]})"
