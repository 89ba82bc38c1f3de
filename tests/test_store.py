from __future__ import annotations

import itertools
import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nkgraph import export, handle
from nkgraph.errors import StoreError
from nkgraph.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from nkgraph.rdf import Contribution


def state(store: Store) -> tuple[bytes, list[ox.Quad]]:
    """What must agree: all named graphs, and the merged copy."""
    return export.EXPORTERS["nquads"](store), store.merged()


def filled(contributions: list[Contribution]) -> Store:
    store = Store.memory()
    for one in contributions:
        store.swap(come=[one])
    return store


def test_default_graph_is_the_merged_copy(memory: Store) -> None:
    assert {q.triple for q in memory.merged()} == {q.triple for q in memory.quads()}
    assert len(memory.merged()) < len(memory.quads())


def test_adding_again_changes_nothing(
    memory: Store, contributions: tuple[Contribution, ...]
) -> None:
    before = state(memory)
    memory.swap(come=contributions)
    assert state(memory) == before


def test_every_order_gives_the_same_bytes(contributions: tuple[Contribution, ...]) -> None:
    states = [state(filled(list(order))) for order in itertools.permutations(contributions)]
    assert all(other == states[0] for other in states)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.booleans(), st.integers(0, 2)), min_size=1, max_size=8))
def test_store_depends_only_on_what_is_in_it(
    contributions: tuple[Contribution, ...], steps: list[tuple[bool, int]]
) -> None:
    store = Store.memory()
    held: set[int] = set()
    for adding, which in steps:
        if adding:
            store.swap(come=[contributions[which]])
            held.add(which)
        elif which in held:
            store.swap(gone={contributions[which].article})
            held.remove(which)
    expected = filled([contributions[i] for i in held] or [contributions[0]])
    if not held:
        expected.swap(gone={contributions[0].article})
        store.swap(come=[contributions[0]])
        store.swap(gone={contributions[0].article})
    assert state(store) == state(expected)


def test_removing_what_is_not_there(memory: Store) -> None:
    with pytest.raises(StoreError, match="no such article"):
        memory.article("https://example.org/none")


def test_on_disk_as_in_memory(built: Path, memory: Store) -> None:
    with Store.read_only(built) as store:
        assert state(store) == state(memory)
        facts = store.info()
    assert (facts["articles"], facts["claims"]) == (3, 7)
    assert facts["quads"] == len(memory.quads())
    assert isinstance(facts["bytes"], int)


def test_read_only_store_refuses_to_change(
    built: Path, contributions: tuple[Contribution, ...]
) -> None:
    with Store.read_only(built) as store, pytest.raises(StoreError, match="read only"):
        store.swap(come=contributions)


def test_interrupted_change_is_repaired(
    tmp_path: Path, contributions: tuple[Contribution, ...]
) -> None:
    path = tmp_path / "store"
    with Store.open(path, create=True) as store:
        store.swap(come=[contributions[0]])
        shares = store._shares  # noqa: SLF001 - a crash between the two stores
        assert shares
        shares.begin({contributions[1].article: contributions[1].quads})
        del shares
    with Store.open(path) as store:
        store.swap(come=[contributions[2]])
        store.swap(gone={contributions[0].article})
        assert state(store) == state(filled([contributions[2]]))


BAD = {
    "file": ("", "x", "is a file"),
    "other folder": ("x", "x", "no nkgraph store"),
    "other version": ("nkgraph.json", '{"schema": 99}', "layout 99"),
    "damaged note": ("nkgraph.json", "{", "damaged"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_store_is_named_and_left_alone(case: str, tmp_path: Path) -> None:
    name, content, message = BAD[case]
    path = tmp_path / "it"
    if name:
        path.mkdir()
    (path / name if name else path).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=message):
        Store.read_only(path)
    with pytest.raises(StoreError):
        Store.open(path, create=True)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file.read_text(encoding="utf-8") for file in files] == [content]


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store is there"):
        Store.open(tmp_path / "none")
    assert not list(tmp_path.iterdir())


def test_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    path = tmp_path / "store"
    code = "import sys\nfrom nkgraph.store import Store\nStore.open(sys.argv[1])"
    with Store.open(path, create=True):
        run = subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
        )
    assert "another process is writing" in run.stderr
    Store.open(path).close()


def test_files_that_go_while_they_are_read_are_an_error_not_a_crash(built: Path) -> None:
    gone = "IO error: No such file or directory: While open a file for random read: rdf/000029.sst"
    for error in (OSError(gone), RuntimeError(f"Corruption: {gone}")):
        with (
            pytest.raises(StoreError, match="if another process is writing"),
            Store.read_only(built),
        ):
            raise error
    with pytest.raises(OSError, match="disk"), Store.read_only(built):
        raise OSError("disk on fire")


def test_a_reader_finds_the_store_beside_a_writer_that_compacts(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ox.Store.read_only
    misses = iter([OSError("No such file or directory: rdf/000008.log")] * 3)

    class Racing:
        @staticmethod
        def read_only(path: str) -> ox.Store:
            for error in misses:
                raise error
            return real(path)

    monkeypatch.setattr("pyoxigraph.Store", Racing)
    handle.opened(str(built / "rdf")).close()
    assert next(misses, None) is None
    with pytest.raises(OSError, match="none"):
        handle.opened(str(tmp_path / "none"))


def test_a_closed_store_leaves_nothing_to_replay(
    contributions: tuple[Contribution, ...], tmp_path: Path
) -> None:
    with Store.open(tmp_path / "store", create=True) as made:
        made.swap(come=contributions)
    *_, log = sorted((tmp_path / "store" / "rdf").glob("*.log"))  # older ones are of no use
    assert log.stat().st_size < 1000
