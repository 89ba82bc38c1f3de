"""Figures as lines to read: by set, by event type, by slot, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.eval.gold import SLOTS
from tests.eval.score import total

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.eval.gate import Change
    from tests.eval.score import Score, Tally

    Scores = Mapping[str, Score]

_RATES = ("P", "R", "F1")
_FIRST = 17
_CELL = 9


def by_set(scores: Scores) -> Iterator[str]:
    """Yield a table: counts, then precision, recall and F1 of found, strict and exact claims."""
    counts = ("gold", "found", "spurious", "extra")
    yield _row(
        "set", *counts, "claims P", *_RATES[1:], "strict P", *_RATES[1:], "exact P", *_RATES[1:]
    )
    for name, score in scores.items():
        tally = score.tally()
        numbers = (str(getattr(tally, count)) for count in counts)
        rates = (rate for level in ("found", "strict", "exact") for rate in tally.rates(level))
        yield _row(name, *numbers, *(f"{rate:.3f}" for rate in rates))


def by_file(score: Score, files: Mapping[str, Tally]) -> Iterator[str]:
    """Yield a table of the counts that are pinned file by file, with the pinned ones behind."""
    yield _row("file", "gold", "found", "strict", "exact", "spurious")
    groups = {v.group for v in score.verdicts} | {s.group for s in score.strays} | files.keys()
    for group in sorted(groups):
        tally, before = score.tally(group=group), files.get(group)
        cells = []
        for count in ("found", "strict", "exact", "spurious"):
            now, was = getattr(tally, count), getattr(before, count, None)
            cells.append(str(now) if was in (None, now) else f"{now} ({was})")
        yield _row(group, str(tally.gold), *cells)


def by_type(scores: Scores) -> Iterator[str]:
    """Yield a table of precision, recall and F1 of each event type over all sets."""
    whole = total(scores.values())
    kinds = {v.type for v in whole.verdicts} | {s.type for s in whole.strays}
    yield _row("event type", "gold", "found", "spurious", "strict", "claims P", "R", "F1", *scores)
    for kind in sorted(kinds):
        tally = whole.tally(kind=kind)
        numbers = (tally.gold, tally.found, tally.spurious, tally.strict)
        rates = (f"{rate:.3f}" for rate in tally.rates())
        parts = (score.tally(kind=kind) for score in scores.values())
        shares = (f"{part.found}/{part.gold}" for part in parts)
        yield _row(kind, *map(str, numbers), *rates, *shares)


def by_slot(scores: Scores) -> Iterator[str]:
    """Yield a table of slots: P of those judged, R of those asked about; right/judged by set."""
    whole = total(scores.values())
    yield _row("slot", "right", "judged", "asked", *_RATES, *scores)
    for slot in SLOTS:
        right, judged, asked = whole.slot(slot)
        if not asked:
            continue
        rates = (right / n if n else 0.0 for n in (judged, asked, (judged + asked) / 2))
        shares = ("{}/{}".format(*score.slot(slot)) for score in scores.values())
        numbers = map(str, (right, judged, asked))
        yield _row(slot, *numbers, *(f"{rate:.3f}" for rate in rates), *shares)


def errors(name: str, score: Score) -> Iterator[str]:
    """Yield a line, tab-separated, for each claim missed, each wrong slot, each spurious claim."""
    for verdict in score.verdicts:
        words = f"“{' '.join(verdict.quote.split())}”" if verdict.quote else ""
        if not verdict.found:
            yield f"{name}\tmissed\t{verdict.key}\t{verdict.type}\t{words}"
        for slot, reason in verdict.wrong.items():
            kind = f"wrong {slot}"
            yield f"{name}\t{kind}\t{verdict.key}\t{verdict.type}\t{reason}\t{words}"
    for stray in score.strays:
        yield "\t".join((name, "spurious", stray.where, stray.type, f"“{stray.text}”"))


def change(name: str, found: Change) -> Iterator[str]:
    """Yield what differs from the baseline, figures first."""
    for title, lines in (("worse", found.worse), ("better", found.better)):
        yield from (f"{title}\t{line}" for line in lines)
    for title, lines in (("lost", found.lost), ("won", found.won)):
        yield from (f"{title}\t{name}: {line}" for line in lines)


def _row(first: str, *cells: str) -> str:
    return (f"{first:<{_FIRST}}" + "".join(f"{cell:>{_CELL}}" for cell in cells)).rstrip()
