"""Which query process a question is put to, and how one is started."""

from __future__ import annotations

import os
import sys
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nkgraph import launch
from nkgraph.serve.exchange import Refused
from nkgraph.serve.pool import Pool
from nkgraph.serve.process import DEEP, Job
from nkgraph.serve.settings import Settings
from nkgraph.serve.wire import Question

if TYPE_CHECKING:
    from tests.serve.running import Running

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="how Linux loads libraries")


class Process:
    """A query process that answers when it is told to; see ``process.Worker``."""

    def __init__(self) -> None:
        self.jobs: deque[Job] = deque()
        self.killed = False
        self.given: list[str] = []
        self.long = False

    def takes(self, now: float) -> bool:
        del now
        return 0 < len(self.jobs) < DEEP and not self.long

    def give(self, job: Job, deadline: float) -> None:
        job.worker, job.deadline = self, deadline  # type: ignore[assignment]
        self.jobs.append(job)
        self.given.append(job.question.text)

    def answer(self) -> None:
        self.jobs.popleft()


class Answer:
    """A spool that nothing is written to."""

    def close(self) -> None:
        """Do nothing: nothing was opened."""


class Clock:
    """In the place of an event loop, of which the pool asks the time alone here."""

    def __init__(self) -> None:
        self.now = 100.0

    def time(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("asyncio.get_running_loop", lambda: made)
    monkeypatch.setattr("nkgraph.serve.pool.Spool", Answer)
    return made


def pool_of(*processes: Process, waiting: int = 64) -> Pool:
    settings = Settings(store=Path("none"), workers=2, waiting=waiting)
    pool = Pool(settings, (), lambda *_, **__: None)
    pool._all.extend(processes)  # type: ignore[arg-type]  # noqa: SLF001 - none are started
    return pool


def asked(node: object, after: str = "") -> Question:
    return Question(text=f"SELECT * {{ <urn:{node}> ?p ?o }} {after}", kind="rows", format="json")


def test_questions_about_a_node_go_to_one_process() -> None:
    processes = [Process(), Process(), Process()]
    pool = pool_of(*processes)
    for round_ in range(5):
        for node in range(20):
            pool.ask(asked(node, f"LIMIT {round_}"))
            next(process for process in processes if process.jobs).answer()
    kept = [{text.split()[3] for text in process.given} for process in processes]
    assert len(kept[0]) + len(kept[1]) == 20
    assert all(kept[:2])
    assert not kept[2], "the one that stands by was asked while both others lived"


def test_no_process_is_idle_while_questions_wait() -> None:
    processes = [Process(), Process(), Process()]
    pool = pool_of(*processes)
    for _ in range(20):
        pool.ask(asked("the same"))
    depths = sorted(len(process.jobs) for process in processes)
    assert depths == [0, 2, DEEP]
    assert pool.waiting == 20 - 2 - DEEP
    while pool.waiting:
        max(processes, key=lambda process: len(process.jobs)).answer()
        pool.go_on()
        assert pool.busy == 2


def test_a_question_whose_process_is_at_a_long_one_goes_elsewhere_in_time(clock: Clock) -> None:
    processes = [Process(), Process()]
    pool = pool_of(*processes)
    pool.ask(asked("long"))
    home = next(process for process in processes if process.jobs)
    (other,) = set(processes) - {home}
    home.long = True
    mine = next(n for n in range(99) if hash((f"<urn:{n}>",)) % 2 != processes.index(home))
    for _ in range(3):
        pool.ask(asked(mine))
    assert len(other.jobs) == 3
    late = pool.ask(asked("long"))
    assert late.worker is None, "put at once behind questions that know their process"
    clock.now += 0.04
    pool.go_on()
    assert late.worker is None
    clock.now += 0.02
    pool.go_on()
    assert late.worker is other


def test_too_many_that_wait_are_refused_and_forgotten() -> None:
    process = Process()
    process.long = True
    pool = pool_of(process, process, waiting=2)
    pool.ask(asked(0))
    pool.settings = Settings(store=Path("none"), workers=1, waiting=2)
    for node in (1, 2):
        pool.ask(asked(node))
    with pytest.raises(Refused, match="2 queries wait already"):
        pool.ask(asked(3))
    assert pool.waiting == 2


@LINUX
def test_query_processes_use_the_faster_allocator(server: Running) -> None:
    if "LD_PRELOAD" not in launch.environment():
        pytest.skip("cmeel-mimalloc is not installed")
    for pid in server.workers():
        assert "libmimalloc" in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")


@LINUX
def test_the_server_pushes_no_query_aside(server: Running) -> None:
    assert os.sched_getscheduler(server.process.pid) == os.SCHED_BATCH


@LINUX
@pytest.mark.parametrize(("folder", "used"), [("packages", True), ("my packages", False)])
def test_an_allocator_is_named_where_the_loader_can_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, *, used: bool
) -> None:
    library = tmp_path / folder / "cmeel.prefix" / "lib" / "libmimalloc.so"
    library.parent.mkdir(parents=True)
    library.touch()
    monkeypatch.setattr(sys, "path", [str(tmp_path / folder)])
    monkeypatch.setenv("LD_PRELOAD", "libother.so")
    preloaded = launch.environment()["LD_PRELOAD"]
    assert preloaded == (f"libother.so:{library}" if used else "libother.so")
