"""Query processes in a row: each answers one query at a time, and is killed when it must stop.

The engine can neither be timed nor stopped from inside, so a query that outlives its budget, or
whose client has gone, ends with its process, and another takes its place. Short queries are sent
to a process some at a time, so that it finds the next one waiting; those behind one that turns
out not to be short are put to another process. Everything runs on the server's one thread.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import islice
from typing import TYPE_CHECKING

from nkgraph import launch
from nkgraph.serve import wire
from nkgraph.serve.exchange import Refused
from nkgraph.serve.process import DEEP, LONG, Job, Worker
from nkgraph.serve.settings import Settings
from nkgraph.serve.spool import Spool

if TYPE_CHECKING:
    from nkgraph.serve.wire import Question

_SPARE = 1
"""Processes that stand by, so that the place of a killed one is filled at once."""
_PAUSE = 1.0
"""Seconds before another process is tried when one ended without an answer."""
_FEW = 1
"""Questions before a process that will soon have none."""
_PATIENCE = 0.05
"""Seconds that a question waits for the process that knows its nodes."""
_NEXT = 16
"""Questions that are looked at when a process is free."""
_NODE = re.compile(r"<[^<>\s]+>")
_SWEEP = 0.05
"""Seconds between two looks at the clock."""


@dataclass(slots=True, eq=False)
class Pool:
    """Processes, of which ``Settings.workers`` may run at once, and the jobs that wait for one."""

    settings: Settings
    command: tuple[str, ...]
    said: Callable[..., None]
    _all: list[Worker] = field(default_factory=list)
    _waiting: deque[Job] = field(default_factory=deque)
    _starting: set[asyncio.Task[None]] = field(default_factory=set)
    _sweeper: asyncio.TimerHandle | None = None
    _closed: bool = False
    _gone: asyncio.Future[None] | None = None

    async def start(self) -> None:
        """Start the processes."""
        for _ in range(self.settings.workers + _SPARE):
            await self._start_one()
        self._sweep()

    def stop(self) -> None:
        """Kill every process; what waits or runs is refused."""
        self._closed = True
        if self._sweeper is not None:
            self._sweeper.cancel()
        why = Refused(HTTPStatus.SERVICE_UNAVAILABLE, "the server is being stopped")
        for worker in list(self._all):
            self._waiting.extend(worker.given_up())
            worker.kill()
        while self._waiting:
            self._waiting.popleft().spool.fail(why)

    async def close(self) -> None:
        """Kill every process, and wait until they are gone."""
        self.stop()
        for task in self._starting:
            task.cancel()
        if self._all:
            self._gone = asyncio.get_running_loop().create_future()
            await self._gone

    @property
    def busy(self) -> int:
        """Return how many processes are answering."""
        return sum(bool(worker.jobs) for worker in self._all)

    @property
    def waiting(self) -> int:
        """Return how many questions wait for a process."""
        return len(self._waiting)

    def ask(self, question: Question) -> Job:
        """Put a question; its answer appears in the job's spool.

        Raises:
            Refused: too many wait already.
        """
        job = Job(
            question, Spool(), self._deadline(), about=hash(tuple(_NODE.findall(question.text)))
        )
        self._waiting.append(job)
        self.go_on()
        if job.worker is None and (len(self._waiting) > self.settings.waiting or self._closed):
            self._waiting.remove(job)
            job.spool.close()
            raise Refused(
                HTTPStatus.SERVICE_UNAVAILABLE,
                f"{len(self._waiting)} queries wait already; ask again in a moment",
                retry_after="2",
            )
        return job

    def drop(self, job: Job) -> None:
        """Forget a job that nobody waits for any more; its process is killed if it still runs."""
        self.fail(job, Refused(HTTPStatus.SERVICE_UNAVAILABLE, "nobody waits for this answer"))
        job.spool.close()

    def fail(self, job: Job, why: Refused) -> None:
        """End a job without an answer, and its process if it is answering this very job."""
        job.spool.fail(why)
        worker = job.worker
        if worker is None:
            if job in self._waiting:
                self._waiting.remove(job)
        elif worker.jobs[0] is job:
            worker.jobs.popleft()
            self._waiting.extendleft(reversed(worker.given_up()))
            worker.kill()
        else:
            worker.forget(job)
        job.worker = None
        self.go_on()

    def go_on(self) -> None:
        """Put what waits to processes that are free, the oldest first."""
        for job in list(islice(self._waiting, _NEXT)):
            if worker := self._free(job):
                self._waiting.remove(job)
                worker.give(job, self._deadline())

    def lost(self, worker: Worker) -> None:
        """Put another process in the place of one that has ended."""
        if worker in self._all:
            self._all.remove(worker)
        if self._gone is not None and not self._all and not self._gone.done():
            self._gone.set_result(None)
        jobs = worker.given_up()
        if jobs and not worker.killed:
            self.said("died", said=worker.last_words.decode("utf-8", "replace")[-300:])
            jobs.pop(0).spool.fail(wire.died(worker.last_words, self.settings.memory))
        self._waiting.extendleft(reversed(jobs))
        if not self._closed:
            by_itself = not worker.killed and not worker.answers
            task = asyncio.get_running_loop().create_task(
                self._start_one(_PAUSE if by_itself else 0.0)
            )
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)
            self.go_on()

    def _free(self, job: Job) -> Worker | None:
        """Return the process that a job is put to; None if it has to wait.

        An idle one, or one with short ones. Of these the one that was asked of the same nodes
        before: it has them in its cache, which is small beside a store. To another it is put only
        if that would soon have nothing to do, or the job has waited for some time.
        """
        alive = [worker for worker in self._all if not worker.killed]
        regular = alive[: self.settings.workers]
        if not regular:
            return None
        home = regular[job.about % len(regular)]
        if sum(bool(worker.jobs) for worker in alive) < self.settings.workers:
            return min(alive, key=lambda worker: (len(worker.jobs), worker is not home))
        now = asyncio.get_running_loop().time()
        if home.takes(now):
            return home
        most = _FEW if self._deadline() - job.deadline < _PATIENCE else DEEP
        free = [worker for worker in alive if len(worker.jobs) <= most and worker.takes(now)]
        return min(free, key=lambda worker: len(worker.jobs), default=None)

    async def _start_one(self, pause: float = 0.0) -> None:
        if pause:
            await asyncio.sleep(pause)
        _, worker = await asyncio.get_running_loop().subprocess_exec(
            lambda: Worker(self),
            *self.command,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE, env=launch.environment(),
            start_new_session=True,  # Ctrl-C is for the server, which lets queries end
        )  # fmt: skip
        self._all.append(worker)
        if self._closed:
            worker.kill()
        self.go_on()

    def _deadline(self) -> float:
        return asyncio.get_running_loop().time() + self.settings.timeout

    def _sweep(self) -> None:
        """End what has run or waited too long; one timer for all is cheaper than one each."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        for worker in list(self._all):
            job = worker.jobs[0] if worker.jobs else None
            if job is not None and job.deadline < now:
                self._overran(job)
            elif len(worker.jobs) > 1 and now - worker.since > LONG:
                self._waiting.extendleft(reversed(worker.behind()))
        while self._waiting and self._waiting[0].deadline < now:
            self._waited(self._waiting[0])
        self.go_on()
        self._sweeper = loop.call_later(_SWEEP, self._sweep)

    def _overran(self, job: Job) -> None:
        self.said("killed", seconds=self.settings.timeout)
        self.fail(
            job,
            Refused(
                HTTPStatus.GATEWAY_TIMEOUT,
                f"the query was stopped after {self.settings.timeout:g} s; add a LIMIT, or make "
                "its patterns share variables",
            ),
        )

    def _waited(self, job: Job) -> None:
        self.fail(
            job,
            Refused(
                HTTPStatus.SERVICE_UNAVAILABLE,
                f"every query process was busy for {self.settings.timeout:g} s; ask again later",
                retry_after="5",
            ),
        )
