"""Thirty-two clients at once, a quarter of them slow or broken, and what becomes of the others."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from tests.serve.running import Running

_LONG = "SELECT * { ?a ?b ?c . ?d nk:modality ?e } LIMIT 800"
"""An answer of several megabytes."""


@dataclass
class Soak:
    """What happened.

    Attributes:
        answers: whole and right answers that good clients got.
        trouble: what else they got.
        memory: bytes of the server and its query processes, from time to time.
    """

    answers: int = 0
    trouble: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)


def soak(server: Running, queries: Sequence[str], *, seconds: float, clients: int = 32) -> Soak:
    """Send requests for some seconds; every fourth client is slow or broken."""
    with ThreadPoolExecutor(1) as own:  # the caller's thread may have a loop: playwright's
        return own.submit(lambda: asyncio.run(_soak(server, queries, seconds, clients))).result()


async def _soak(server: Running, queries: Sequence[str], seconds: float, clients: int) -> Soak:
    found, end = Soak(), time.monotonic() + seconds
    bad = itertools.cycle((_slow_reader, _half_request, _leaver, _babbler))
    number = itertools.count()
    async with asyncio.TaskGroup() as group:
        group.create_task(_weigh(server, found, end))
        for one in range(clients):
            if one % 4 == 3:
                group.create_task(_repeat(next(bad), server.port, end, one))
            else:
                group.create_task(_good(server.port, queries, number, end, found))
    return found


async def _good(
    port: int, queries: Sequence[str], number: itertools.count[int], end: float, found: Soak
) -> None:
    while time.monotonic() < end:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(50):
            turn = next(number)
            query = f"{queries[turn % len(queries)]} LIMIT {100_000 + turn}"
            writer.write(_request(query))
            status, body = await _response(reader)
            if status != 200:
                found.trouble.append(f"{status}: {body[:200].decode('utf-8', 'replace')}")
                break
            json.loads(body)
            found.answers += 1
            if time.monotonic() > end:
                break
        writer.close()


def _request(query: str) -> bytes:
    path = "/query?" + urlencode({"query": query})
    return (f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n").encode()


async def _response(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Read one answer, whole by its length or its chunks."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        if "transfer-encoding: chunked" not in head:
            length = int(head.split("content-length:")[1].split("\r\n")[0])
            return status, await reader.readexactly(length)
        parts = []
        while size := int(await reader.readuntil(b"\r\n"), 16):
            parts.append(await reader.readexactly(size))
            await reader.readexactly(2)
        await reader.readexactly(2)
        return status, b"".join(parts)
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        return 0, repr(error).encode()


async def _repeat(
    way: Callable[[int, random.Random], Awaitable[None]], port: int, end: float, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    while time.monotonic() < end:
        with contextlib.suppress(ConnectionError, TimeoutError, asyncio.IncompleteReadError):
            await asyncio.wait_for(way(port, chance), max(0.2, end - time.monotonic()))


async def _slow_reader(port: int, chance: random.Random) -> None:
    """Ask for megabytes, and take them by the kilobyte."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2048)
    writer.write(_request(f"{_LONG}{chance.randrange(10)}"))
    try:
        while await reader.read(1024):
            await asyncio.sleep(0.05)
    finally:
        writer.transport.abort()


async def _half_request(port: int, chance: random.Random) -> None:
    """Begin a request, and never end it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    whole = _request("ASK {}")
    writer.write(whole[: chance.randrange(1, len(whole) - 4)])
    try:
        await asyncio.wait_for(reader.read(1), 3)
    finally:
        writer.transport.abort()


async def _leaver(port: int, chance: random.Random) -> None:
    """Ask, and go away in the middle of the answer or before it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(_request(f"{_LONG}{chance.randrange(10)}"))
    try:
        if chance.random() < 0.5:
            await reader.read(1000)
        await asyncio.sleep(chance.random() / 2)
    finally:
        writer.transport.abort()


async def _babbler(port: int, chance: random.Random) -> None:
    """Send what is no HTTP at all."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(chance.randbytes(chance.randrange(1, 4000)))
    try:
        await asyncio.wait_for(reader.read(1000), 1)
    finally:
        writer.transport.abort()
    await asyncio.sleep(0.05)


async def _weigh(server: Running, found: Soak, end: float) -> None:
    while time.monotonic() < end:
        await asyncio.sleep(0.5)
        found.memory.append(sum(map(_resident, [server.process.pid, *server.workers()])))


def _resident(pid: int) -> int:
    """Return the bytes that a process alone has in memory (Linux)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("RssAnon")]
    return int(lines[0].split()[1]) * 1024 if lines else 0
