"""Query processes in a row: each answers one query at a time, and is killed when it must stop.

The engine can neither be timed nor stopped from inside, so a query that outlives its budget, or
whose client has gone, ends with its process, and another takes its place. Everything here runs
on the server's one thread, in callbacks.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from nkgraph.serve import wire
from nkgraph.serve.exchange import Refused
from nkgraph.serve.settings import Settings
from nkgraph.serve.spool import Spool
from nkgraph.serve.wire import Question

_PAUSE = 1.0
"""Seconds before another process is tried when one ended without an answer."""
_SWEEP = 0.1
"""Seconds between two looks at the clock."""
_STDERR, _WORDS = 2, 4096


@dataclass(slots=True, eq=False)
class Job:
    """A question on its way, and the spool that its answer goes to."""

    question: Question
    spool: Spool
    deadline: float
    worker: Worker | None = None


@dataclass(slots=True, eq=False)
class Pool:
    """``Settings.workers`` processes, and the jobs that wait for one."""

    settings: Settings
    command: tuple[str, ...]
    said: Callable[..., None]
    _idle: list[Worker] = field(default_factory=list)
    _all: set[Worker] = field(default_factory=set)
    _waiting: deque[Job] = field(default_factory=deque)
    _starting: set[asyncio.Task[None]] = field(default_factory=set)
    _sweeper: asyncio.TimerHandle | None = None
    _closed: bool = False
    _gone: asyncio.Future[None] | None = None

    async def start(self) -> None:
        """Start the processes."""
        for _ in range(self.settings.workers):
            await self._start_one()
        self._sweep()

    def stop(self) -> None:
        """Kill every process; what waits or runs is refused."""
        self._closed = True
        if self._sweeper is not None:
            self._sweeper.cancel()
        for job in [*self._waiting, *(w.job for w in self._all if w.job)]:
            self.fail(job, Refused(HTTPStatus.SERVICE_UNAVAILABLE, "the server is being stopped"))
        for worker in list(self._all):
            worker.kill()

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
        return sum(worker.job is not None for worker in self._all)

    @property
    def waiting(self) -> int:
        """Return how many questions wait for a process."""
        return len(self._waiting)

    def ask(self, question: Question) -> Job:
        """Put a question; its answer appears in the job's spool.

        Raises:
            Refused: too many wait already.
        """
        job = Job(question, Spool(), self._deadline())
        if self._idle:
            self._run(job, self._idle.pop())
            return job
        if len(self._waiting) >= self.settings.waiting or self._closed:
            raise Refused(
                HTTPStatus.SERVICE_UNAVAILABLE,
                f"{len(self._waiting)} queries wait already; ask again in a moment",
                retry_after="2",
            )
        self._waiting.append(job)
        return job

    def drop(self, job: Job) -> None:
        """Forget a job that nobody waits for any more; its process is killed if it still runs."""
        self.fail(job, Refused(HTTPStatus.SERVICE_UNAVAILABLE, "nobody waits for this answer"))
        job.spool.close()

    def fail(self, job: Job, why: Refused) -> None:
        """End a job without an answer, and its process with it."""
        job.spool.fail(why)
        worker = job.worker
        self._release(job)
        if worker is not None:
            worker.kill()
        elif job in self._waiting:
            self._waiting.remove(job)

    def answered(self, job: Job, worker: Worker) -> None:
        """Take a process back whose job is done."""
        self._release(job)
        self._next(worker)

    def lost(self, worker: Worker) -> None:
        """Put another process in the place of one that has ended."""
        self._all.discard(worker)
        if self._gone is not None and not self._all and not self._gone.done():
            self._gone.set_result(None)
        if worker in self._idle:
            self._idle.remove(worker)
        if (job := worker.job) is not None:
            self.said("died", said=worker.last_words.decode("utf-8", "replace")[-300:])
            job.spool.fail(wire.died(worker.last_words, self.settings.memory))
            self._release(job)
        if not self._closed:
            task = asyncio.get_running_loop().create_task(
                self._start_one(0.0 if worker.answers else _PAUSE)
            )
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _start_one(self, pause: float = 0.0) -> None:
        if pause:
            await asyncio.sleep(pause)
        _, worker = await asyncio.get_running_loop().subprocess_exec(
            lambda: Worker(self),
            *self.command,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE, env=environment(),
            start_new_session=True,  # Ctrl-C is for the server, which lets queries end
        )  # fmt: skip
        self._all.add(worker)
        self._next(worker)

    def _next(self, worker: Worker) -> None:
        if self._closed:
            worker.kill()
        elif self._waiting:
            self._run(self._waiting.popleft(), worker)
        else:
            self._idle.append(worker)

    def _run(self, job: Job, worker: Worker) -> None:
        job.worker, job.deadline = worker, self._deadline()
        worker.begin(job)

    @staticmethod
    def _release(job: Job) -> None:
        if job.worker is not None:
            job.worker.job = None
            job.worker = None

    def _deadline(self) -> float:
        return asyncio.get_running_loop().time() + self.settings.timeout

    def _sweep(self) -> None:
        """End what has run or waited too long; one timer for all is cheaper than one each."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        for job in [w.job for w in self._all if w.job is not None]:
            if job.deadline < now:
                self._overran(job)
        while self._waiting and self._waiting[0].deadline < now:
            self._waited(self._waiting[0])
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


class Worker(asyncio.SubprocessProtocol):
    """One query process."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._transport: Any = None
        self._frames = wire.Frames()
        self.job: Job | None = None
        self.answers = 0
        self.last_words = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the process's pipes."""
        self._transport = transport

    def begin(self, job: Job) -> None:
        """Send a job's question."""
        self.job = job
        pipe = self._transport.get_pipe_transport(0)
        if pipe is not None and not pipe.is_closing():
            pipe.write(wire.request(job.question))

    def kill(self) -> None:
        """End the process at once."""
        if self._transport.get_returncode() is None:
            self._transport.kill()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Hand what the process says to the job's spool; keep the end of what it complains of."""
        if fd == _STDERR:
            self.last_words = (self.last_words + data)[-_WORDS:]
            return
        for kind, payload in self._frames.feed(data):
            job = self.job
            if job is None:  # killed; what it still said is nobody's
                return
            self._took(job, kind, payload)

    def _took(self, job: Job, kind: bytes, payload: bytes) -> None:
        spool = job.spool
        if kind == wire.DATA:
            spool.write(payload)
            if spool.length > self._pool.settings.max_answer:
                self._pool.fail(job, _too_long(self._pool.settings.max_answer))
        elif kind == wire.END:
            self.answers += 1
            failure = wire.failure(job.question, payload)
            if failure is None:
                spool.finish()
            else:
                spool.fail(failure)
            self._pool.answered(job, self)

    def process_exited(self) -> None:
        """Tell the pool."""
        self._pool.lost(self)
        self._transport.close()


def environment() -> dict[str, str]:
    """Return the environment of a query process: it finds this package first."""
    home = str(Path(__file__).parents[2])
    path = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(path)}


def _too_long(most: int) -> Refused:
    return Refused(
        HTTPStatus.INSUFFICIENT_STORAGE,
        f"the answer is longer than {most:,} bytes; add a LIMIT, or ask for less at a time",
    )
