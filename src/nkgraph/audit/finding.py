"""What the auditor finds: numbers and dates of an article that do not fit one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = {
    "after-publication": "Told as done, dated after the article came out",
    "change-does-not-fit": "Two numbers do not differ by as much as the words say",
    "out-of-order": "Dated before what must come first",
    "part-above-whole": "A part is greater than its whole",
    "range-upside-down": "A range begins above its end",
    "share-does-not-fit": "Two numbers are not in the ratio that the words give",
}
"""Kind → what it means, in words."""


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words of an article that a finding rests on; code points, half-open."""

    start: int
    end: int
    words: str

    def covers(self, other: Passage) -> bool:
        """Tell whether the other stands wholly within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that cannot be as the article says; for a person to look at.

    Attributes:
        source: the article's path or URL.
        kind: a key of ``KINDS``.
        passages: the words that do not fit, in the order of the text; at least one.
        sentence: what is wrong, in words.
    """

    source: str
    kind: str
    passages: tuple[Passage, ...]
    sentence: str


def report(found: Iterable[Finding]) -> str:
    """Return findings for a person: article, sentence, and the words with their places."""
    lines: list[str] = []
    last = None
    for finding in found:
        if finding.source != last:
            last = finding.source
            lines.append(finding.source)
        lines.append(f"  {finding.kind}: {finding.sentence}")
        lines += [f"    {p.start}–{p.end} “{_short(p.words)}”" for p in finding.passages]
    return "".join(f"{line}\n" for line in lines)


def _short(words: str, most: int = 120) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
