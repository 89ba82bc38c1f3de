"""``make bench``: what it takes to add one article to many, and to resolve them all.

Times are medians of one run, compared with one another; the table is printed.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.bench.world import PER_STORY, world

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
_TRIALS = 50
"""Articles that are added."""


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
    """Return size → median seconds to add one article, seconds for all, claims changed.

    The articles that are added are the same for all sizes, and the sizes take turns, so that a
    busy machine slows all alike.
    """
    everything = [signatures(one) for one in world(SIZES[-1])]
    picked = range(PER_STORY // 2, SIZES[0], SIZES[0] // _TRIALS)
    kept = {
        size: MemoryIndex(
            one for at, some in enumerate(everything[:size]) if at not in picked for one in some
        )
        for size in SIZES
    }
    gc.collect()
    gc.freeze()  # a store's index is no heap of Python objects
    times: dict[int, list[float]] = {size: [] for size in SIZES}
    moved: dict[int, list[int]] = {size: [] for size in SIZES}
    for at in picked:
        for size in SIZES:
            start = time.perf_counter()
            moved[size].append(added(kept[size], everything[at]))
            times[size].append(time.perf_counter() - start)
    found = {
        size: (statistics.median(times[size]), _all(kept[size]), statistics.mean(moved[size]))
        for size in SIZES
    }
    gc.unfreeze()
    out = ["", "articles   add one, ms   claims changed   resolve all, s   per article, ms"]
    out += [
        f"{size:8,} {one * 1000:13.2f} {changes:16.1f} {whole:16.1f} {whole / size * 1000:17.2f}"
        for size, (one, whole, changes) in found.items()
    ]
    sys.stdout.write("\n".join(out) + "\n")
    return found


def _all(index: MemoryIndex) -> float:
    """Return the seconds that it takes to resolve every claim of an index."""
    start = time.perf_counter()
    groups = Groups(index, Judgements())
    for claim in index.claims():
        state(claim, groups, index)
    return time.perf_counter() - start


def test_adding_one_article_hardly_depends_on_how_many_there_are() -> None:
    found = measured()
    assert found[SIZES[-1]][0] / found[SIZES[0]][0] < 1.5


def test_resolving_all_is_close_to_linear() -> None:
    found = measured()
    per_article = [whole / size for size, (_, whole, _) in found.items()]
    assert max(per_article) / per_article[0] < 1.5
