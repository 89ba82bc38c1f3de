"""A verb of ``nkgraph`` on the served store, run in a process of its own that can be stopped."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from nkgraph.serve.settings import Settings


class Done(NamedTuple):
    """How a verb ended: its exit code, what it wrote to stdout, and what it said on stderr."""

    code: int
    output: bytes
    said: str


async def run(settings: Settings, *arguments: str) -> Done:
    """Run a verb with its options, none of which names the store.

    Raises:
        TimeoutError: it took longer than a query may; its process is ended.
    """
    command = (sys.executable, "-P", "-m", "nkgraph", *arguments, f"--store={settings.store}")
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(settings.timeout):
            output, said = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode is not None  # noqa: S101 - it has ended
    return Done(process.returncode, output, said.decode("utf-8", "replace").strip())
