from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.bench.world import world

from nkgraph import decisions, export
from nkgraph.corpus import Corpus
from nkgraph.errors import StoreError
from nkgraph.reading import Reading
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

WORLD = tuple(world(8, seed=3))


def graph(path: Path) -> bytes:
    with Store.read_only(path) as store:
        return export.EXPORTERS["nquads"](store)


def extended(path: Path, start: int, end: int) -> None:
    with Store.open(path, create=True) as store:
        decisions.applied(store)[0].extend(map(Reading, WORLD[start:end]))


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    extended(path, 0, 5)
    return path


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system."""
    memory = Path("/dev/shm")  # noqa: S108 - the one other file system that Linux always has
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no other file system to write to")
    found = Path(tempfile.mkdtemp(dir=memory))
    yield found
    shutil.rmtree(found)


def test_a_copy_is_a_store_of_its_own(original: Path, tmp_path: Path) -> None:
    copy, wanted = tmp_path / "copies" / "monday", graph(original)
    with Store.open(original) as store:
        store.backup(copy)
        Corpus(store).extend(map(Reading, WORLD[5:]))
    assert graph(copy) == wanted
    assert graph(original) != wanted
    assert [file.name for file in copy.parent.iterdir()] == ["monday"]
    extended(copy, 5, 8)
    assert graph(copy) == graph(original)


def test_a_copy_put_back_can_be_added_to(original: Path, elsewhere: Path) -> None:
    with Store.open(original) as store:
        store.backup(elsewhere / "copy")
    shutil.rmtree(original)
    with Store.open(elsewhere / "copy") as copy:
        copy.backup(original)
    extended(original, 5, 8)
    extended(elsewhere / "whole", 0, 8)
    assert graph(original) == graph(elsewhere / "whole")


def test_decisions_are_copied(original: Path, tmp_path: Path) -> None:
    (original / "curation.txt").write_text("# only a remark\n", encoding="utf-8")
    with Store.read_only(original) as store:
        store.backup(tmp_path / "copy")
    copied = (tmp_path / "copy" / "curation.txt").read_text(encoding="utf-8")
    assert copied == "# only a remark\n"


@pytest.mark.parametrize("name", ["store", "store/rdf/copy"])
def test_what_is_there_is_left_alone(name: str, original: Path, tmp_path: Path) -> None:
    wanted = graph(original)
    message = "is there already" if name == "store" else "lies in the store"
    with Store.open(original) as store, pytest.raises(StoreError, match=message):
        store.backup(tmp_path / name)
    assert graph(original) == wanted


def test_what_cannot_be_written_leaves_nothing(original: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Store.open(original) as store, pytest.raises(StoreError, match="cannot be written"):
        store.backup(tmp_path / "file" / "copy")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "store"]


def test_nothing_is_copied_while_another_process_writes(original: Path, tmp_path: Path) -> None:
    with Store.open(original):
        done = subprocess.run(
            [sys.executable, "-m", "nkgraph", "backup", tmp_path / "copy", "--store", original],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    assert "another process is writing" in done.stderr
    assert not (tmp_path / "copy").exists()


def test_a_graph_in_memory_is_written_out(original: Path, tmp_path: Path) -> None:
    memory = Store.memory()
    Corpus(memory).extend(map(Reading, WORLD[:5]))
    memory.backup(tmp_path / "copy")
    assert graph(tmp_path / "copy") == graph(original)
    for path in (original, tmp_path / "copy"):
        extended(path, 5, 8)
    assert graph(tmp_path / "copy") == graph(original)
