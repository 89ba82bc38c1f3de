"""The query process seen from outside: ask it, read its answer by a deadline, stop it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Protocol

from nkgraph import launch
from nkgraph.closing import Closing
from nkgraph.errors import QueryError
from nkgraph.sending import DATA, END, FRAME, HEAD, QUERY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MEMORY = 2 << 30
"""Bytes that the query process may use unless told otherwise (where the system can: Linux)."""

_READ = 1 << 16  # what a pipe holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to the query process.

    Attributes:
        query: SPARQL, or the name of a query.
        rows: rows or triples that the answer may hold; None for all.
        size: the same for bytes.
        formats: media types in which to write rows and a graph; None for TSV and N-Triples.
        default: IRIs of the graphs that make up the default graph; None for the store's own.
        named: IRIs of the graphs that GRAPH may look into; None for all.
    """

    query: str
    rows: int | None = None
    size: int | None = None
    formats: tuple[str, str] | None = None
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None

    def frame(self, query: str) -> bytes:
        """Return the request as the process reads it, with the query in its final form."""
        content = (query, self.rows, self.size, self.formats, self.default, self.named)
        payload = json.dumps(content).encode()
        return FRAME.pack(QUERY, len(payload)) + payload


class Source(Protocol):
    """What hands out the frames of one answer."""

    def receive(self, deadline: float | None) -> tuple[bytes, bytes]:
        """Return kind and payload of the next frame; ``END`` is the last."""


class Answer:
    """The answer to one request, read while it is made; iterate it for its bytes.

    Attributes:
        head: kind, media type and what else the process says first; empty when the query could
            not be answered at all.
        end: what it says last and what that is about, empty until everything was read.
    """

    def __init__(self, engine: Source, deadline: float | None) -> None:
        self._engine, self._deadline = engine, deadline
        self.head: list[str] = []
        self.end: list[str] = []
        kind, payload = engine.receive(deadline)
        if kind == HEAD:
            self.head = payload.decode().split("\t")
        else:
            self.end = payload.decode().split("\t", 1)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the data as it comes.

        Raises:
            TimeoutError: the deadline passed.
            QueryError: the process ended.
        """
        while not self.end:
            kind, payload = self._engine.receive(self._deadline)
            if kind == DATA:
                yield payload
            else:
                self.end = payload.decode().split("\t", 1)


class Engine(Closing):
    """A process on one store, for one query at a time; a context manager.

    It starts with the first query, and again after it was stopped. An answer that was not read
    to its end costs the process.

    Args:
        rdf: the folder of the RDF engine's files.
        prefixes: prefix → namespace, which queries need not declare.
        base: the IRI that relative ones in queries are resolved against.
        memory: bytes that the process may use; None for all there are.
    """

    def __init__(
        self, rdf: Path, prefixes: Mapping[str, str], base: str, memory: int | None = MEMORY
    ) -> None:
        self._command = launch.command(rdf, prefixes, base, memory)
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._talk: IO[bytes] | None = None
        self._poll = select.poll()
        self._answering, self._held, self._at = False, b"", 0

    def close(self) -> None:
        """End the process at once, if one runs."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, self._talk):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def ask(self, query: str, request: Request, deadline: float | None) -> Answer:
        """Send a request and wait for the beginning of its answer.

        Args:
            query: SPARQL that ``sparql.refuse`` has let pass.
            request: what else to ask for; its own query is not looked at.
            deadline: when to give up, by ``time.monotonic``; None waits forever.

        Raises:
            TimeoutError: the deadline passed.
            QueryError: the process could not start, or ended.
        """
        frame = request.frame(query)
        if self._answering or not self._send(frame):
            self._start()
            if not self._send(frame):
                raise self._ended()
        self._answering, self._held, self._at = True, b"", 0
        return Answer(self, deadline)

    def _send(self, frame: bytes) -> bool:
        """Write a request; tell whether there was a process to take it."""
        if self._process is None:
            return False
        assert self._process.stdin is not None  # noqa: S101 - a pipe was asked for
        rest = memoryview(frame)
        try:
            while rest:
                rest = rest[self._process.stdin.write(rest) :]
        except OSError:
            return False
        return True

    def _start(self) -> None:
        self.close()
        self._talk = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            self._command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._talk,
            env=launch.environment(),
        )
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        self._poll = select.poll()
        self._poll.register(self._process.stdout, select.POLLIN)

    def receive(self, deadline: float | None) -> tuple[bytes, bytes]:
        """Return kind and payload of the next frame of the answer; ``END`` is its last.

        Raises:
            TimeoutError: the deadline passed.
            QueryError: the process ended.
        """
        held, at = self._held, self._at
        while True:
            if len(held) >= at + FRAME.size:
                kind, size = FRAME.unpack_from(held, at)
                start, self._at = at + FRAME.size, at + FRAME.size + size
                if len(held) >= self._at:
                    self._answering = kind != END
                    return kind, held[start : self._at]
            self._held = held = held[at:] + self._read(deadline)
            at = 0

    def _read(self, deadline: float | None) -> bytes:
        assert self._process is not None  # noqa: S101 - it was asked
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        wait = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
        if wait == 0.0 or not self._poll.poll(wait):
            raise TimeoutError
        data = os.read(self._process.stdout.fileno(), _READ)
        if not data:
            raise self._ended()
        return data

    def _ended(self) -> QueryError:
        """Return what to raise when the process has ended by itself."""
        assert self._process is not None  # noqa: S101 - it was asked
        assert self._talk is not None  # noqa: S101 - made with the process
        code = self._process.wait()
        self._talk.seek(0)
        said = self._talk.read()
        self.close()
        if much := launch.too_much(said, self._memory):
            return QueryError(f"{much}, or allow more (--memory MIB, memory= in Python)")
        words = said.decode("utf-8", "replace").strip()
        how = f"by signal {signal.Signals(-code).name}" if code < 0 else f"with status {code}"
        last = f": {words.splitlines()[-1]}" if words else ""
        return QueryError(f"the query process ended {how}{last}; ask again, or add a LIMIT")
