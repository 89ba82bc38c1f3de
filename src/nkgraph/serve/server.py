"""The server's life: listening, signals, and an orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import os
import signal
import sys
from typing import TYPE_CHECKING

import uvicorn

from nkgraph.errors import NkgraphError
from nkgraph.serve import wire
from nkgraph.serve.app import App
from nkgraph.serve.connection import Connection
from nkgraph.serve.log import Handler, Log
from nkgraph.serve.pool import Pool

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from nkgraph.serve.settings import Settings

_KEEP_ALIVE = 30
_BACKLOG = 1024
_LAST = 2
"""Seconds for the last words to requests that outlasted the time of grace."""


class Server(uvicorn.Server):
    """Uvicorn, which takes SIGTERM and SIGINT as the usual way to end.

    Args:
        config: uvicorn's.
        pool: the query processes, which end when the time of grace is over.
        grace: seconds.
    """

    def __init__(self, config: uvicorn.Config, pool: Pool, grace: float) -> None:
        super().__init__(config)
        self._pool, self._grace = pool, grace

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let running requests end, for a while."""
        ending = asyncio.get_running_loop().call_later(self._grace, self._pool.stop)
        await super().shutdown(sockets)
        ending.cancel()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals while the server runs, and raise none of them again."""
        signals = (signal.SIGTERM, signal.SIGINT)
        before = {one: signal.signal(one, self.handle_exit) for one in signals}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def serve(settings: Settings) -> None:
    """Serve a store until the process is told to end.

    Raises:
        StoreError: there is no store to serve.
        NkgraphError: the address cannot be listened on.
    """
    command = wire.command(settings)
    log = Log(sys.stderr)
    Connection.header_time = settings.header_time
    pool = Pool(settings, command, log.write)
    config = uvicorn.Config(
        App(settings, pool, log),
        http=Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=settings.connections,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=math.ceil(settings.grace) + _LAST,
    )
    _quiet(log)
    _wait_for_turn()
    sock = _listen(settings)
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_serve(Server(config, pool, settings.grace), pool, log, sock))


async def _serve(server: Server, pool: Pool, log: Log, sock: socket.socket) -> None:
    try:
        await pool.start()
        host, port = sock.getsockname()[:2]
        name = f"[{host}]" if ":" in host else host
        log.write("listening", url=f"http://{name}:{port}/", stop="Ctrl-C or SIGTERM")
        await server.serve(sockets=[sock])
    finally:
        await pool.close()
    log.write("stopped")


def _listen(settings: Settings) -> socket.socket:
    """Return a listening socket.

    Raises:
        NkgraphError: the address is taken, or not this machine's.
    """
    import socket

    try:
        family, _, _, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(_BACKLOG)
    except OSError as error:
        raise NkgraphError(
            f"{settings.host}:{settings.port}: cannot be listened on ({error.strerror}); "
            "name another with --host and --port (0 takes any free one)"
        ) from None
    return sock


def _wait_for_turn() -> None:
    """Do not push a query aside whenever something arrives, where the system can (Linux).

    While queries keep every core busy, what arrives within some milliseconds is dealt with at
    once; a query that is pushed aside for each of it finds its data gone from the core's cache.
    """
    if sys.platform == "linux":
        with contextlib.suppress(PermissionError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def _quiet(log: Log) -> None:
    """Let uvicorn's warnings go into the log."""
    logger = logging.getLogger("uvicorn")
    logger.handlers, logger.propagate = [Handler(log)], False
    logger.setLevel(logging.WARNING)
