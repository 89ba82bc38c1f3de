from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.bench.world import world

from nkgraph import folder, loading
from nkgraph.corpus import Corpus
from nkgraph.reading import Reading
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
WORLD = tuple(world(16, seed=7))
WRITE = """
import sys
sys.path.insert(0, sys.argv[2])
from tests.test_links import WORLD
from nkgraph.corpus import Corpus
from nkgraph.store import Store
for at, one in enumerate(WORLD[4:]):
    with Store.open(sys.argv[1]) as store:
        Corpus(store).add(one)
        if at % 6 == 5:
            store.optimize()
"""
"""Adds articles one by one, and makes and removes the engine's files all the time."""
READ = """
import sys, time
from nkgraph.store import Store
seen = []
while not seen or seen[-1] < int(sys.argv[2]):
    with Store.read_only(sys.argv[1]) as store:
        facts = store.info()
        articles = store.articles()
        graphs = {quad.graph_name for quad in store.quads()}
        assert len(articles) == facts["articles"], facts
        assert len({quad.triple for quad in store.quads()}) == len(store.merged())
        assert {article.iri for article in articles} <= {graph.value for graph in graphs}
        assert facts["graphs"] == len(graphs), facts
        seen.append(facts["articles"])
assert seen == sorted(seen), seen
print(len(set(seen)))
"""
"""Reads until all articles are there; every look is whole, and none goes back."""
HOLD = """
import sys
from nkgraph.store import Store
store = Store.read_only(sys.argv[1])
print("holds", flush=True)
sys.stdin.read()
"""


def fill(path: Path, start: int, end: int) -> None:
    with Store.open(path, create=True) as store:
        Corpus(store).extend(map(Reading, WORLD[start:end]))


@pytest.fixture
def scattered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of more tables than the engine opens at the start."""
    path = tmp_path / "store"
    with monkeypatch.context() as patch:
        patch.setattr(loading, "LARGE", 1)
        for at in range(0, 4, 2):
            fill(path, at, at + 2)
    assert len(list((path / "rdf").glob("*.sst"))) > 16
    return path


@pytest.fixture
def process(scattered: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that reads the store until it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(scattered)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as found:
        assert found.stdout
        assert found.stdout.readline() == "holds\n"
        yield found
        found.kill()


def readers(path: Path) -> list[Path]:
    return list((path / "readers").iterdir())


def test_a_reader_keeps_files_that_a_writer_removes(scattered: Path) -> None:
    with Store.read_only(scattered) as store:
        with Store.open(scattered) as writer:
            wanted = writer.quads()
            writer.optimize()
        fill(scattered, 4, 6)
        assert store.quads() == wanted
        assert len(readers(scattered)) == 1
        assert store.readings.reading(next(store.readings.articles()))
    assert not readers(scattered)


def test_links_take_no_room(scattered: Path) -> None:
    alone = folder.size(scattered)
    with Store.read_only(scattered) as store:
        assert readers(scattered)
        assert store.info()["bytes"] == alone


def test_what_a_killed_reader_left_goes(scattered: Path, process: subprocess.Popen[str]) -> None:
    (left,) = readers(scattered)
    with Store.read_only(scattered):
        assert left in readers(scattered)  # it is still there to read
    process.send_signal(signal.SIGKILL)
    process.wait()
    with Store.read_only(scattered):
        assert left not in readers(scattered)
    assert not readers(scattered)


def test_where_links_cannot_be_made_a_store_is_read_without(
    scattered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    with Store.read_only(scattered) as store:
        assert len(store.articles()) == 4
    assert not readers(scattered)


@pytest.mark.slow
def test_many_read_while_one_writes(tmp_path: Path) -> None:
    path = tmp_path / "store"
    fill(path, 0, 4)
    read = [sys.executable, "-c", READ, str(path), str(len(WORLD))]
    both = [subprocess.Popen(read, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    done = subprocess.run([sys.executable, "-c", WRITE, str(path), str(ROOT)], check=False)
    shown = [one.communicate()[0] for one in both]
    assert [done.returncode, *(one.returncode for one in both)] == [0, 0, 0]
    assert all(int(text) > 1 for text in shown)
