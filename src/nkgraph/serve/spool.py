"""An answer on its way: the query process writes at its own speed, the client reads at its own.

A client that reads slowly, or not at all, must not hold a query process. So the process's bytes
are kept here, in memory up to a limit and beyond that in a nameless file, and read from here.
"""

from __future__ import annotations

import asyncio
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nkgraph.serve.exchange import Refused

IN_MEMORY = 1024 * 1024
PIECE = 64 * 1024


class Spool:
    """One answer's bytes; written once, read once, by the one thread of the server.

    Attributes:
        length: bytes written so far.
        done: the answer is whole.
        failure: why there will be no more; the answer so far is not whole.
    """

    def __init__(self) -> None:
        self.length = 0
        self.done = False
        self.failure: Refused | None = None
        self._kept = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - see close
        self._read = 0
        self._changed: asyncio.Future[bool] | None = None

    @property
    def ended(self) -> bool:
        """Tell whether nothing more will be written."""
        return self.done or self.failure is not None

    def write(self, data: bytes) -> None:
        """Take bytes of the answer; after ``close`` they are dropped."""
        if self._kept.closed:
            return
        self._kept.seek(self.length)
        self._kept.write(data)
        self.length += len(data)
        self._tell()

    def finish(self) -> None:
        """Say that the answer is whole."""
        self.done = self.failure is None
        self._tell()

    def fail(self, failure: Refused) -> None:
        """Say that there will be no more, unless the answer is whole."""
        if not self.ended:
            self.failure = failure
        self._tell()

    async def change(self, seconds: float | None = None) -> bool:
        """Wait until something was written, or the answer has ended; tell whether it did.

        Args:
            seconds: how long at most; None waits for good.
        """
        if self.ended:
            return True
        loop = asyncio.get_running_loop()
        changed: asyncio.Future[bool] = loop.create_future()
        self._changed = changed
        timer = None if seconds is None else loop.call_later(seconds, _settle, changed, False)
        try:
            return await changed
        finally:
            if timer is not None:
                timer.cancel()

    def take(self, most: int = PIECE) -> bytes:
        """Return the next bytes, none if no more are there yet."""
        if self._read == self.length:
            return b""
        self._kept.seek(self._read)
        data = self._kept.read(most)
        self._read += len(data)
        return data

    def close(self) -> None:
        """Let go of the bytes."""
        self._kept.close()

    def _tell(self) -> None:
        if self._changed is not None:
            _settle(self._changed, True)


def _settle(future: asyncio.Future[bool], value: bool) -> None:  # noqa: FBT001 - call_later's
    if not future.done():
        future.set_result(value)
