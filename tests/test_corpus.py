from __future__ import annotations

import itertools
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.bench.world import world
from tests.eval.corpora import SHARED

from nkgraph import export, loading
from nkgraph.articles import read
from nkgraph.corpus import Corpus
from nkgraph.model import Article, Findings
from nkgraph.reading import Reading
from nkgraph.resolve import signature
from nkgraph.resolve.groups import Groups
from nkgraph.resolve.index import MemoryIndex
from nkgraph.resolve.judgements import Judgements
from nkgraph.resolve.lineage import SYMMETRIC
from nkgraph.resolve.state import State, state
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

WORLD = tuple(world(12, seed=3))
"""Three stories of a few days."""


def filled(findings: Iterable[Findings]) -> Store:
    store = Store.memory()
    corpus = Corpus(store)
    for one in findings:
        corpus.add(one)
    return store


def together(findings: Iterable[Findings]) -> Store:
    """Return a store to which all were added in one transaction."""
    store = Store.memory()
    Corpus(store).extend(map(Reading, findings))
    return store


def graph(store: Store) -> bytes:
    return export.EXPORTERS["nquads"](store)


def iri(store: Store, findings: Findings) -> str:
    (found,) = [a.iri for a in store.articles() if a.source == findings.article.source]
    return found


def at_once(findings: Sequence[Findings]) -> dict[str, State]:
    """Return what is said of each claim when all are resolved together."""
    made = [signature.of(claim, one.article) for one in findings for claim in one.claims]
    index = MemoryIndex(made)
    groups = Groups(index, Judgements())
    return {one.claim: state(one.claim, groups, index) for one in made}


def test_the_world_is_one_in_which_much_is_shared() -> None:
    states = at_once(WORLD)
    kinds = {link.kind for one in states.values() for link in one.links}
    assert {"contradicts", "corroborates", "variantOf"} <= kinds
    assert len({one.event for one in states.values()}) < len(states) * 0.8


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    order=st.permutations(range(len(WORLD))),
    gone=st.sets(st.integers(0, len(WORLD) - 1), max_size=len(WORLD) - 1),
)
def test_neither_order_nor_what_was_there_and_went_matters(
    order: list[int], gone: set[int]
) -> None:
    store = filled(WORLD[at] for at in order)
    corpus = Corpus(store)
    for at in sorted(gone):
        corpus.remove(iri(store, WORLD[at]))
    left = [one for at, one in enumerate(WORLD) if at not in gone]
    assert graph(store) == graph(filled(left))


STORY = tuple(world(200))[195:]
"""Five articles on one event that only an undated claim holds together."""


@settings(max_examples=8, deadline=None)
@given(order=st.permutations(range(len(STORY))), gone=st.integers(0, len(STORY) - 1))
def test_an_event_that_one_claim_joins_or_parts_is_told_alike_in_any_order(
    order: list[int], gone: int
) -> None:
    store = filled(STORY[at] for at in order)
    assert graph(store) == graph(together(STORY))
    Corpus(store).remove(iri(store, STORY[gone]))
    assert graph(store) == graph(together([*STORY[:gone], *STORY[gone + 1 :]]))


@settings(max_examples=5, deadline=None)
@given(cuts=st.lists(st.integers(0, len(WORLD)), max_size=3))
def test_batches_of_any_size_give_one_graph(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(WORLD)]
    store = Store.memory()
    for start, end in itertools.pairwise(edges):
        Corpus(store).extend(Reading(one) for one in WORLD[start:end])
    assert graph(store) == graph(filled(WORLD))


def test_adding_one_by_one_is_resolving_all_at_once() -> None:
    store = filled(WORLD)
    states = at_once(WORLD)
    rows = store.select("SELECT ?claim ?event { ?claim nk:event ?event }")
    base = "https://w3id.org/nkgraph/id/"
    stored = {row["claim"].value: row["event"].value for row in rows}  # type: ignore[union-attr]
    assert stored == {base + claim: base + one.event for claim, one in states.items()}
    (count,) = store.select("SELECT (COUNT(*) AS ?n) { ?link a nk:Link ; rdf:subject/a nk:Claim }")
    assert int(count["n"].value) == sum(len(one.links) for one in states.values())  # type: ignore[union-attr]


def test_adding_again_changes_nothing() -> None:
    store = filled(WORLD)
    before = graph(store)
    change = Corpus(store).add(WORLD[2])
    assert change.unchanged
    assert graph(store) == before


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_lineage_is_irreflexive_and_consistent(seed: int) -> None:
    states = at_once(list(world(25, seed=seed)))
    links = [link for one in states.values() for link in one.links]
    pairs = {(link.source, link.kind, link.target) for link in links}
    assert len(pairs) == len(links)
    assert all(link.source != link.target and link.reason for link in links)
    for source, kind, target in pairs:
        if kind in SYMMETRIC:
            assert (target, kind, source) in pairs
        else:
            assert (target, kind, source) not in pairs
    for source, kind, target in pairs:
        if kind == "contradicts":
            assert (source, "corroborates", target) not in pairs
        if kind == "variantOf":
            assert (source, "supersedes", target) not in pairs


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_nothing_supersedes_itself_by_a_detour(seed: int) -> None:
    states = at_once(list(world(30, seed=seed)))
    before = {
        link.source: link.target
        for one in states.values()
        for link in one.links
        if link.kind == "supersedes"
    }
    for start in before:
        at, steps = start, 0
        while at in before and steps <= len(before):
            at, steps = before[at], steps + 1
        assert at not in before


def test_a_changed_text_takes_the_place_of_the_older_one() -> None:
    first, second = WORLD[0], WORLD[1]
    later = Findings(
        article=Article(
            source=first.article.source, text="Nothing.", sha256="0" * 64, published="2015-01-02"
        )
    )
    store = filled([first, second])
    change = Corpus(store).add(later)
    assert len(change.replaced) == 1
    assert graph(store) == graph(filled([second, later]))


def test_one_text_in_two_folders_counts_once_in_any_order() -> None:
    article = WORLD[0].article
    copies = [
        replace(WORLD[0], article=replace(article, source=f"{folder}/one.txt")) for folder in "ab"
    ]
    stores = [filled(order) for order in (copies, copies[::-1])]
    assert graph(stores[0]) == graph(stores[1]) == graph(together(copies[:1]))
    assert [one.source for one in stores[0].articles()] == ["a/one.txt"]


def test_a_copied_article_is_linked_to_the_first() -> None:
    text = (
        "The army of the north told its men on Monday that they would leave the hills. "
        "They had been there since the spring, and the people of the valley had asked them to go. "
        "Nobody knew where they went, and nobody asked. The radio played songs all the evening."
    )
    made = []
    for name, published, head in (
        ("b.txt", "2025-01-02", "Hills"),
        ("a.txt", "2025-01-03", "Army to leave"),
    ):
        whole = f"{head}\n\n{text}\n"
        made.append(
            Findings(
                article=Article(source=name, text=whole, sha256=name[0] * 64, published=published)
            )
        )
    for store in map(filled, itertools.permutations(made)):
        (row,) = store.select("SELECT ?a ?b { ?a nk:copyOf ?b }")
        sources = {a.iri: a.source for a in store.articles()}
        assert sources[row["a"].value] == "a.txt"  # type: ignore[union-attr]
        assert sources[row["b"].value] == "b.txt"  # type: ignore[union-attr]
        Corpus(store).remove(iri(store, made[0]))
        assert not list(store.select("SELECT ?a { ?a nk:copyOf ?b }"))


@pytest.fixture(scope="module")
def seeds() -> list[Findings]:
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the seed articles are not beside this checkout")
    from nkgraph.pipeline import Extractor

    articles = [one for one in read([str(SHARED / "seeds")]) if isinstance(one, Article)]
    return list(Extractor().findings(articles))


@pytest.mark.model
@pytest.mark.slow
def test_all_orders_of_the_seeds_give_one_graph(seeds: list[Findings]) -> None:
    """Every order of five articles, each reached by adding one after the other."""
    wanted = graph(filled(seeds))
    for order in itertools.permutations(seeds):
        assert graph(filled(order)) == wanted


@pytest.mark.model
def test_a_few_orders_of_the_seeds_give_one_graph(seeds: list[Findings]) -> None:
    wanted = graph(filled(seeds))
    for chance in range(3):
        order = list(seeds)
        random.Random(chance).shuffle(order)  # noqa: S311 - no secret
        assert graph(filled(order)) == wanted


@pytest.mark.model
@pytest.mark.parametrize("at", range(5))
def test_forgetting_a_seed_is_never_having_read_it(seeds: list[Findings], at: int) -> None:
    store = filled(seeds)
    Corpus(store).remove(iri(store, seeds[at]))
    assert graph(store) == graph(filled(seeds[:at] + seeds[at + 1 :]))


class CutShortError(Exception):
    """Stands for the end of the process."""


@pytest.mark.parametrize("large", [1, loading.LARGE])
@pytest.mark.parametrize("step", ["begin", "_write", "end"])
def test_a_change_cut_short_is_there_or_not_at_all(
    step: str, large: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "LARGE", large)
    path = tmp_path / "store"
    with Store.open(path, create=True) as store:
        corpus = Corpus(store)
        for one in WORLD[:4]:
            corpus.add(one)
        before = graph(store)
        target = Store if step == "_write" else type(store.readings)
        whole = getattr(target, step)

        def cut(self: object, *given: object) -> None:
            if step == "begin":
                whole(self, *given)
            raise CutShortError

        with monkeypatch.context() as patch:
            patch.setattr(target, step, cut)
            with pytest.raises(CutShortError):
                corpus.add(WORLD[4])
        wanted = before if step != "end" else graph(filled(WORLD[:5]))
    with Store.open(path) as store:
        assert graph(store) == wanted
        Corpus(store).add(WORLD[4])
        assert graph(store) == graph(filled(WORLD[:5]))
        Corpus(store).remove(iri(store, WORLD[0]))
        assert graph(store) == graph(filled(WORLD[1:5]))
