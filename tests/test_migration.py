from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from nkgraph import export, folder, vocab
from nkgraph.errors import StoreError
from nkgraph.migration import migrate
from nkgraph.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from nkgraph.rdf import Contribution

SHORTCUTS = (vocab.nk("eventType"), vocab.nk("words"), vocab.nk("involves"))
"""What layout 2 did not have."""


def graph(path: Path) -> tuple[bytes, list[ox.Quad]]:
    with Store.read_only(path) as store:
        return export.EXPORTERS["nquads"](store), store.merged()


def layout(path: Path, number: int) -> None:
    note = {"nkgraph": "store", "schema": number}
    (path / "nkgraph.json").write_text(json.dumps(note), encoding="utf-8")


def files(path: Path) -> set[str]:
    return {file.name for file in path.iterdir()}


@pytest.fixture
def older(store: Path) -> tuple[Path, tuple[bytes, list[ox.Quad]]]:
    """A store of layout 2, and what its graph will be in layout 3."""
    wanted = graph(store)
    rdf = ox.Store(str(store / "rdf"))
    gone = [q for name in SHORTCUTS for q in rdf.quads_for_pattern(None, name, None)]
    assert gone
    for quad in gone:
        rdf.remove(quad)
    del rdf
    layout(store, 2)
    return store, wanted


def test_an_older_store_is_refused_with_the_cure(older: tuple[Path, object]) -> None:
    path, _ = older
    for use in (Store.read_only, Store.open, lambda at: Store.open(at, create=True)):
        with pytest.raises(StoreError, match=r"layout 2.*nkgraph migrate --store"):
            use(path)


def test_the_graph_is_made_anew_from_what_was_read(
    older: tuple[Path, tuple[bytes, list[ox.Quad]]],
) -> None:
    path, wanted = older
    before = files(path)
    articles = []
    assert migrate(path, lambda: articles.append(1))
    assert len(articles) == 2
    assert graph(path) == wanted
    assert files(path) == before
    assert not migrate(path)


def test_a_migrated_store_can_be_added_to(
    older: tuple[Path, tuple[bytes, list[ox.Quad]]],
) -> None:
    path, wanted = older
    migrate(path)
    with Store.open(path) as store:
        first = store.articles()[0].iri
        readings = {name: store.readings.reading(name) for name in store.readings.articles()}
        store.swap(gone={store.article(first)})
        assert len(store.articles()) == 1
    assert len(readings) == 2
    assert graph(path) != wanted


@pytest.mark.parametrize("step", ["mark", "settle"])
def test_a_migration_cut_short_is_ended_by_the_next(
    step: str,
    older: tuple[Path, tuple[bytes, list[ox.Quad]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, wanted = older
    with monkeypatch.context() as patch:
        whole = getattr(folder, step)

        def cut(at: Path) -> None:
            if at == path:
                raise KeyboardInterrupt
            whole(at)

        patch.setattr(folder, step, cut)
        with pytest.raises(KeyboardInterrupt):
            migrate(path)
    message = "layout 2" if step == "mark" else "cut short"
    with pytest.raises(StoreError, match=message):
        Store.read_only(path)
    assert migrate(path)
    assert graph(path) == wanted


@pytest.mark.parametrize(("number", "message"), [(1, "build the store again"), (99, "cannot be")])
def test_other_layouts_are_refused(number: int, message: str, store: Path) -> None:
    layout(store, number)
    with pytest.raises(StoreError, match=message):
        migrate(store)


def test_nothing_is_lost_silently(contributions: tuple[Contribution, ...], tmp_path: Path) -> None:
    path = tmp_path / "store"
    with Store.open(path, create=True) as store:
        store.swap(come=contributions)  # without what was read
    wanted = graph(path)
    layout(path, 2)
    with pytest.raises(StoreError, match="nothing is kept of how"):
        migrate(path)
    layout(path, 3)
    (path / "next").rename(path.with_name("left"))
    assert graph(path) == wanted


def test_a_reading_that_cannot_be_understood_is_named(older: tuple[Path, object]) -> None:
    path, _ = older
    notes = ox.Store(str(path / "shares"))
    note = next(notes.quads_for_pattern(None, ox.NamedNode("urn:nkgraph:reading"), None))
    notes.remove(note)
    notes.add(
        ox.Quad(note.subject, note.predicate, ox.Literal('{"findings": {}}'), note.graph_name)
    )
    del notes
    with pytest.raises(StoreError, match=r"what was read from article/.* cannot be understood"):
        migrate(path)
    assert folder.layout(path) == 2
