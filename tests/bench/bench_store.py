"""``make bench``: what it takes to fill a store, to add one article to many, and to count.

Bulk: what 5,000 articles bring, given as ``rdf.contribution`` makes it, goes into a new store by
``Store.swap``: named graphs, merged copy, and the notes by which articles can be taken out again.
Against it stands the engine's own ``bulk_load`` of an N-Quads file with the same quads, named and
merged, without duplicates and without notes. One article: to stores of 950 and of 9,500 articles
the next ones of the archive are added by turns, one transaction each. Ratios are of processor time
in one run, all threads of the process included: other work on the machine disturbs it least.
"""

from __future__ import annotations

import itertools
import statistics
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from tests.bench.world import world

from nkgraph import loading
from nkgraph.building import BATCH
from nkgraph.corpus import Corpus
from nkgraph.rdf import Run, contribution, ontology_quads
from nkgraph.reading import Reading
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from nkgraph.model import Findings
    from nkgraph.rdf import Contribution

pytestmark = pytest.mark.slow
_RUN = Run(version="0", ontology_sha256="0" * 64, model="none", model_version="0")
_BULK = 5_000
"""Articles that are loaded: more than a million quads, the merged copy left out."""
_SIZES = (950, 9_500)
_TRIALS = 40
"""Articles that are added: eight stories."""
_ROUNDS = 3


def show(*lines: str) -> None:
    sys.stdout.write("\n".join(("", *lines)) + "\n")


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that some work takes: of processors, and by the clock."""
    clock, processors = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - processors, time.perf_counter() - clock


def files(folder: Path, articles: int) -> tuple[list[Contribution], Path, int]:
    """Return what articles bring, the same as an N-Quads file, and the number of named quads."""
    brought = [contribution(one, run=_RUN) for one in world(articles)]
    named = set().union(ontology_quads(), *(one.quads for one in brought))
    path = folder / "quads.nq"
    quads = [*named, *set(map(loading.merged, named))]
    path.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    return brought, path, len(named)


def bulk(folder: Path, articles: int) -> tuple[float, float, Path]:
    """Return the processor seconds of the engine's own load, those of ours, and a store."""
    brought, quads, count = files(folder, articles)
    theirs, ours, total = [], [], 0
    for number in range(_ROUNDS):
        engine = ox.Store(str(folder / f"engine-{number}"))
        load = partial(engine.bulk_load, path=quads, format=ox.RdfFormat.N_QUADS)
        theirs.append(cost(load))
        total = len(engine)
        del engine, load
        with Store.open(folder / f"store-{number}", create=True) as store:
            ours.append(cost(partial(store.swap, come=brought)))
            facts = store.info()
            assert (facts["quads"], facts["articles"]) == (count, articles)
    (their, their_clock), (our, our_clock) = min(theirs), min(ours)
    show(
        f"{count:,} quads, with the merged copy {total:,}; least of {_ROUNDS} runs",
        "                   processor s  clock s",
        f"engine's bulk_load {their:11.1f} {their_clock:8.1f}",
        f"Store.swap         {our:11.1f} {our_clock:8.1f}",
        f"our speed to the engine's: {their / our:.2f} (at least 0.7)",
    )
    return their, our, folder / f"store-{_ROUNDS - 1}"


def filled(path: Path, findings: Sequence[Findings]) -> Store:
    store = Store.open(path, create=True)
    corpus = Corpus(store)
    corpus.curate()
    for start in range(0, len(findings), BATCH):
        corpus.extend(Reading(one, _RUN) for one in findings[start : start + BATCH])
    store.optimize()
    return store


def adding(folder: Path, sizes: Sequence[int]) -> list[float]:
    """Return for each size the median processor seconds of one article's transaction."""
    everything = list(world(max(sizes) + _TRIALS))
    stores = [filled(folder / f"{size}.store", everything[:size]) for size in sizes]
    corpora = [Corpus(store) for store in stores]
    costs: list[list[tuple[float, float]]] = [[] for _ in sizes]
    for turn in range(_TRIALS):
        order = list(enumerate(corpora))
        for rank, corpus in order[:: 1 if turn % 2 else -1]:
            reading = Reading(everything[sizes[rank] + turn], _RUN)
            costs[rank].append(cost(partial(corpus.extend, [reading])))
    medians = [statistics.median(one for one, _ in some) for some in costs]
    clocks = [statistics.median(one for _, one in some) for some in costs]
    show(
        "articles     quads   add one: processor ms  clock ms (medians)",
        *(
            f"{size:8,} {store.info()['quads']:9,} {one * 1000:22.1f} {clock * 1000:9.1f}"
            for size, store, one, clock in zip(sizes, stores, medians, clocks, strict=True)
        ),
        f"{medians[-1] / medians[0]:.2f} times as much (at most 1.3)",
    )
    for store in stores:
        store.close()
    return medians


def counting(path: Path) -> float:
    """Return what ``info`` takes, in times of one COUNT over all named graphs."""
    with Store.read_only(path) as store:
        count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
        turns = [
            (cost(store.info)[0], cost(lambda: list(store.select(count)))[0])
            for _ in itertools.repeat(None, _ROUNDS)
        ]
    info, one = (min(some) for some in zip(*turns, strict=True))
    show(f"info {info * 1000:.0f} ms, COUNT {one * 1000:.0f} ms: {info / one:.2f} (at most 2)")
    return float(info / one)


def test_bulk_is_close_to_the_engine_and_counting_to_a_count(tmp_path: Path) -> None:
    theirs, ours, store = bulk(tmp_path, _BULK)
    assert counting(store) <= 2
    assert theirs / ours >= 0.7


def test_one_articles_transaction_hardly_depends_on_how_many_there_are(tmp_path: Path) -> None:
    small, large = adding(tmp_path, _SIZES)
    assert large / small <= 1.3
