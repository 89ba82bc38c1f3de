"""``make bench``: what it takes to add one article to many, and to resolve them all.

Times are medians of one run, compared with one another; the table is printed.
"""

from __future__ import annotations

import statistics
import sys
import time
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.bench.world import world

from nkgraph.resolve import signature
from nkgraph.resolve.groups import Groups
from nkgraph.resolve.index import MemoryIndex
from nkgraph.resolve.judgements import Judgements
from nkgraph.resolve.overlay import Overlay
from nkgraph.resolve.state import changed, state

if TYPE_CHECKING:
    from nkgraph.model import Findings
    from nkgraph.resolve.signature import Signature

pytestmark = pytest.mark.slow
SIZES = (1_000, 10_000, 50_000)
_TRIALS = 200
"""Articles that are added by turns, from all over the archive's time."""


def signatures(findings: Findings) -> list[Signature]:
    return [signature.of(claim, findings.article) for claim in findings.claims]


def added(index: MemoryIndex, come: list[Signature]) -> int:
    """Resolve one article against an index, and return how many claims that changed."""
    overlay = Overlay(index, (), come)
    before, after = Groups(index, Judgements()), Groups(overlay, Judgements())
    moved = changed((), (before, index), (after, overlay), frozenset(one.claim for one in come))
    touched = {after.signature(claim).article for claim in moved}
    for article in sorted(touched):
        for claim in sorted(overlay.within(article)):
            state(claim, after, overlay)
    return len(moved)


@cache
def measured() -> dict[int, tuple[float, float, float]]:
    """Return size → median seconds to add one article, seconds for all, claims changed."""
    found = {}
    everything = [signatures(one) for one in world(SIZES[-1])]
    for size in SIZES:
        step = max(size // _TRIALS, 1)
        picked = set(range(step // 2, size, step))
        kept = [
            one for at, some in enumerate(everything[:size]) for one in some if at not in picked
        ]
        index = MemoryIndex(kept)
        times, moved = [], []
        for at in sorted(picked)[:_TRIALS]:
            start = time.perf_counter()
            moved.append(added(index, everything[at]))
            times.append(time.perf_counter() - start)
        start = time.perf_counter()
        groups = Groups(index, Judgements())
        for claim in index.claims():
            state(claim, groups, index)
        whole = time.perf_counter() - start
        found[size] = (statistics.median(times), whole, statistics.mean(moved))
    out = ["", "articles   add one, ms   claims changed   resolve all, s   per article, ms"]
    out += [
        f"{size:8,} {one * 1000:13.2f} {moved:16.1f} {whole:16.1f} {whole / size * 1000:17.2f}"
        for size, (one, whole, moved) in found.items()
    ]
    sys.stdout.write("\n".join(out) + "\n")
    return found


def test_adding_one_article_hardly_depends_on_how_many_there_are() -> None:
    found = measured()
    assert found[SIZES[-1]][0] / found[SIZES[0]][0] < 1.5


def test_resolving_all_is_close_to_linear() -> None:
    found = measured()
    per_article = [whole / size for size, (_, whole, _) in found.items()]
    assert max(per_article) / per_article[0] < 1.5
