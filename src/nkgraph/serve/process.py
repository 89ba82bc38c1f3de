"""One query process as the server sees it: what it was asked, what it answers, how it ends."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol

from nkgraph.serve import wire
from nkgraph.serve.exchange import Refused
from nkgraph.serve.spool import Spool
from nkgraph.serve.wire import Question

if TYPE_CHECKING:
    from nkgraph.serve.settings import Settings

SHORT = 0.02
"""Seconds after which a query is not short: no other is put behind it."""
LONG = 0.25
"""Seconds after which those behind a query are put elsewhere; its process answers them too, in
vain, so that this must be rare."""
DEEP = 4
"""Questions that a process may have before it, the one that it answers included."""
_STDERR, _WORDS = 2, 4096


class Owner(Protocol):
    """Who started a process, and is told what becomes of it."""

    settings: Settings

    def go_on(self) -> None:
        """Know that the process may take more."""

    def fail(self, job: Job, why: Refused) -> None:
        """End a job without an answer."""

    def lost(self, worker: Worker) -> None:
        """Know that the process has ended."""


@dataclass(slots=True, eq=False)
class Job:
    """A question on its way, and the spool that its answer goes to.

    Attributes:
        deadline: when it has waited too long or, once it is being answered, run too long.
        about: the same number for all that ask of the same nodes.
    """

    question: Question
    spool: Spool
    deadline: float
    about: int = field(kw_only=True)
    worker: Worker | None = None


class Worker(asyncio.SubprocessProtocol):
    """One query process.

    Attributes:
        jobs: what it was sent and has not answered, in order; None for an answer not wanted.
        since: when it began with the first of them, by the loop's clock.
        answers: how many it has given.
        killed: whether it was told to end.
        last_words: the end of what it wrote to stderr.
    """

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._transport: Any = None
        self._clock = asyncio.get_running_loop().time
        self._frames = wire.Frames()
        self.jobs: deque[Job | None] = deque()
        self.since = 0.0
        self.answers = 0
        self.killed = False
        self.last_words = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the process's pipes."""
        self._transport = transport

    def takes(self, now: float) -> bool:
        """Tell whether a question may be put behind those that it has."""
        return 0 < len(self.jobs) < DEEP and now - self.since < SHORT

    def give(self, job: Job, deadline: float) -> None:
        """Send a job's question."""
        job.worker, job.deadline = self, deadline
        if not self.jobs:
            self.since = self._clock()
        self.jobs.append(job)
        pipe = self._transport.get_pipe_transport(0)
        if pipe is not None and not pipe.is_closing():
            pipe.write(wire.request(job.question))

    def forget(self, job: Job) -> None:
        """Do not want the answer to a job that is not the first."""
        self.jobs[self.jobs.index(job)] = None

    def behind(self) -> list[Job]:
        """Give up the jobs behind the first, in order."""
        found = [job for job in list(self.jobs)[1:] if job is not None]
        for job in found:
            job.worker = None
            self.forget(job)
        return found

    def given_up(self) -> list[Job]:
        """Give up all jobs, in order."""
        found = [job for job in self.jobs if job is not None]
        for job in found:
            job.worker = None
        self.jobs.clear()
        return found

    def kill(self) -> None:
        """End the process at once."""
        self.killed = True
        if self._transport.get_returncode() is None:
            self._transport.kill()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Hand what the process says to the job's spool; keep the end of what it complains of."""
        if fd == _STDERR:
            self.last_words = (self.last_words + data)[-_WORDS:]
            return
        for kind, payload in self._frames.feed(data):
            if self.killed:  # what it still said is nobody's
                return
            self._took(self.jobs[0], kind, payload)

    def _took(self, job: Job | None, kind: bytes, payload: bytes) -> None:
        if kind == wire.END:
            self.answers += 1
            self.jobs.popleft()
            self.since = self._clock()
            if self.jobs and (following := self.jobs[0]) is not None:
                following.deadline = self.since + self._owner.settings.timeout
            if job is not None:
                job.worker = None
                failure = wire.failure(job.question, payload)
                job.spool.finish() if failure is None else job.spool.fail(failure)
            self._owner.go_on()
        elif kind == wire.DATA and job is not None:
            job.spool.write(payload)
            if job.spool.length > self._owner.settings.max_answer:
                self._owner.fail(job, _too_long(self._owner.settings.max_answer))

    def process_exited(self) -> None:
        """Tell the pool."""
        self._owner.lost(self)
        self._transport.close()


def _too_long(most: int) -> Refused:
    return Refused(
        HTTPStatus.INSUFFICIENT_STORAGE,
        f"the answer is longer than {most:,} bytes; add a LIMIT, or ask for less at a time",
    )
