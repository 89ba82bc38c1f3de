from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.bench.world import world

from nkgraph import export, loading
from nkgraph.rdf import Contribution, contribution
from nkgraph.store import Store

ROOT = Path(__file__).resolve().parents[1]
ADD = """
import sys
sys.path.insert(0, sys.argv[2])
from tests.test_loading import CONTRIBUTIONS
from nkgraph import loading, shares
from nkgraph.store import Store
loading.LARGE = 1
begin = shares.Shares.begin
def told(*given):
    print("begins", flush=True)
    begin(*given)
shares.Shares.begin = told
with Store.open(sys.argv[1]) as store:
    store.swap(come=CONTRIBUTIONS)
"""
"""Adds articles in bulk, and says when it begins to write."""
CONTRIBUTIONS = tuple(contribution(one) for one in world(40, seed=5))


def state(store: Store) -> tuple[bytes, list[ox.Quad]]:
    return export.EXPORTERS["nquads"](store), store.merged()


def on_disk(path: Path, given: tuple[Contribution, ...]) -> tuple[bytes, list[ox.Quad]]:
    with Store.open(path, create=True) as store:
        store.swap(come=given)
        return state(store)


def left_behind(path: Path) -> list[Path]:
    return list(path.rglob("bulk-*"))


def test_in_bulk_as_in_a_transaction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = on_disk(tmp_path / "one", CONTRIBUTIONS[:9])
    monkeypatch.setattr(loading, "LARGE", 1)
    on_disk(tmp_path / "two", CONTRIBUTIONS[:4])
    assert on_disk(tmp_path / "two", CONTRIBUTIONS[4:9]) == wanted
    assert not left_behind(tmp_path)


def test_what_killed_loads_left_behind_goes(tmp_path: Path) -> None:
    wanted = on_disk(tmp_path / "store", CONTRIBUTIONS[:2])
    for part in ("rdf", "shares"):
        (tmp_path / "store" / part / "bulk-123.sst").write_bytes(b"half")
    with Store.read_only(tmp_path / "store"):
        assert len(left_behind(tmp_path)) == 2  # readers touch nothing
    assert on_disk(tmp_path / "store", ()) == wanted
    assert not left_behind(tmp_path)


def test_a_graph_left_empty_goes_in_the_same_change() -> None:
    one, two = (ox.NamedNode(f"urn:{name}") for name in ("one", "two"))
    quads = {graph: ox.Quad(one, one, one, graph) for graph in (one, two)}
    rdf = ox.Store()
    loading.add(rdf, list(quads.values()))
    assert len(rdf) == 3
    loading.exchange(rdf, {quads[one]}, {ox.Quad(two, one, one, two)})
    assert list(rdf.named_graphs()) == [two]
    assert len(rdf) == 4


@pytest.mark.slow
def test_killed_in_bulk_a_store_is_as_before_or_after(tmp_path: Path) -> None:
    """Kills a real process as soon as so many files of a load are there, and later."""
    base = tmp_path / "base"
    before = on_disk(base, CONTRIBUTIONS[:3])
    after = on_disk(tmp_path / "after", CONTRIBUTIONS)
    come = {one.article for one in CONTRIBUTIONS[3:]}
    seen = []
    moments = [("shares", 0), ("shares", 2), ("rdf", 1), ("rdf", 4), ("rdf", 9)]
    for number, (part, count) in enumerate(moments):
        path = Path(shutil.copytree(base, tmp_path / str(number)))
        killed(path, part, count)
        left = len(left_behind(path))
        with Store.open(path) as store:
            found = state(store)
            seen.append((left > 0, found == after))
            assert found in (before, after)
            assert not left_behind(path)
            store.swap(come=CONTRIBUTIONS)
            assert state(store) == after
            store.swap(gone=come)
            assert state(store) == before
    assert (False, False) in seen
    assert (True, False) in seen


def killed(path: Path, part: str, count: int) -> None:
    """Add articles in a process of its own, and kill it at some moment."""
    command = [sys.executable, "-c", ADD, str(path), str(ROOT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        while process.poll() is None and len(list((path / part).glob("bulk-*"))) < count:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
