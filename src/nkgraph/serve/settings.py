"""What a server is told when it starts, and the limits that it keeps."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from nkgraph import sparql

KIB, MIB = 1024, 1024 * 1024
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
PORT = 7878
"""As ``oxigraph serve-read-only``, which reads the same folder of quads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to serve one store.

    Attributes:
        store: the store's folder.
        base: what the IRIs of instances begin with.
        host, port: where to listen; port 0 takes any free one.
        token: what a client must show as ``Authorization: Bearer``; None asks for nothing.
        origins: sites whose pages may read answers (CORS); ``*`` is every site.
        hosts: names by which the server may be addressed, beside those of loopback.
        workers: queries that run at once, each in a process of its own.
        waiting: queries that may wait for one of them.
        memory: bytes that a query process may use.
        timeout: seconds that a query may run, and may wait before.
        rate: requests a second from one address; None is no limit.
        max_body, max_query, max_answer: bytes of a request's body, a query, an answer.
        cache: bytes of answers to keep.
        connections: clients at once.
        header_time, body_time, stall_time: seconds that a client may take to send its header, its
            body, and to take the next piece of an answer.
        grace: seconds that running requests have when the server is stopped.
        log_queries: write the text of queries into the log.
    """

    store: Path
    base: str = sparql.BASE
    host: str = "127.0.0.1"
    port: int = PORT
    token: str | None = field(default=None, repr=False)
    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    waiting: int = 64
    memory: int | None = 2048 * MIB
    timeout: float = 30.0
    rate: float | None = None
    max_body: int = MIB
    max_query: int = 256 * KIB
    max_answer: int = 256 * MIB
    cache: int = 32 * MIB
    connections: int = 512
    header_time: float = 10.0
    body_time: float = 20.0
    stall_time: float = 30.0
    grace: float = 10.0
    log_queries: bool = False

    @property
    def loopback(self) -> bool:
        """Tell whether only this machine can reach the server."""
        return self.host in LOOPBACK or self.host.startswith("127.")
