"""From a question to the answer on the wire: cache, ETag, compression, whole or in pieces."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
import time
import zlib
from http import HTTPStatus
from typing import TYPE_CHECKING

from nkgraph import folder
from nkgraph.serve import media
from nkgraph.serve.cache import Cache
from nkgraph.serve.exchange import Exchange, Headers, Refused
from nkgraph.serve.spool import IN_MEMORY
from nkgraph.watch import Watch

if TYPE_CHECKING:
    from nkgraph.serve.pool import Pool
    from nkgraph.serve.process import Job
    from nkgraph.serve.settings import Settings
    from nkgraph.serve.wire import Question

_WORTH_PACKING = 1400
"""Bytes below which an answer fits one packet anyway."""
_ALOUD = 128 * 1024
"""Bytes above which packing is left to another thread."""
_FAST = 1
_PAGE = 8 * IN_MEMORY
"""Bytes that an answer may have which a page shows."""
_WATCH = 0.2
"""Seconds after which it is looked whether the client still waits."""
_FRESH = 0.005
"""Seconds for which the store's state is taken to be what it was: less than a program's end."""
_GZIP = 16 + zlib.MAX_WBITS
_VOLATILE = re.compile(r"\b(?:now|rand|uuid|struuid|bnode)\s*\(", re.ASCII)
_MAY_BE_VOLATILE = ("now", "rand", "uuid", "bnode")


class Cut(Exception):  # noqa: N818 - tells the connection to end, so that nobody takes it for whole
    """An answer that broke off after its first bytes were sent."""


class Answering:
    """Answers questions from the pool, or from what it answered before."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._settings, self._pool = settings, pool
        self._cache = Cache(settings.cache)
        self._watch = Watch(str(folder.check(settings.store)))
        self._state, self._looked = "", 0.0

    def state(self) -> str:
        """Return what names the present content of the store.

        Raises:
            Refused: the store is not there, or not to be read.
        """
        now = time.monotonic()
        if now - self._looked < _FRESH:
            return self._state
        try:
            changed = self._watch.changed()
        except OSError as error:
            raise Refused(
                HTTPStatus.SERVICE_UNAVAILABLE, f"the store cannot be read: {error.strerror}"
            ) from None
        if changed:
            marks = self._watch.marks.encode()
            self._state = hashlib.blake2s(marks, digest_size=8).hexdigest()
        self._looked = now
        return self._state

    async def answer(self, exchange: Exchange, question: Question) -> None:
        """Answer a request by the answer to one question.

        Raises:
            Refused: there is no answer; nothing was sent yet.
            Cut: it broke off on its way.
            Gone: the client did.
        """
        state = self.state()
        lasting = _lasts(question.text)
        headers = self._headers(state, question, lasting=lasting)
        if self.unchanged(exchange, headers):
            await exchange.reply(HTTPStatus.NOT_MODIFIED, headers)
            return
        packs = media.gzips(exchange.headers.get("accept-encoding"))
        key = (question, packs)
        if lasting and (kept := self._cache.get(state, key)):
            exchange.notes["cached"] = True
            await exchange.reply(200, *kept)
            return
        job = self._pool.ask(question)
        try:
            await self._filled(exchange, job, IN_MEMORY)
            if job.spool.length >= IN_MEMORY:
                await self._stream(exchange, job, headers, packs=packs)
                return
            body = job.spool.take(IN_MEMORY)
        finally:
            self._pool.drop(job)
        if packs and len(body) > _WORTH_PACKING:
            body = await _packed(body)
            headers = [*headers, (b"content-encoding", b"gzip")]
        if lasting:
            self._cache.put(state, key, headers, body)
        await exchange.reply(200, headers, body)

    async def body(self, exchange: Exchange, question: Question) -> bytes:
        """Return the whole answer to a question of the server's own.

        Raises:
            Refused: there is none, or it is too long for memory.
        """
        state, key = self.state(), (question, False)
        if kept := self._cache.get(state, key):
            return kept[1]
        job = self._pool.ask(question)
        try:
            await self._filled(exchange, job, _PAGE)
            if not job.spool.done:
                raise Refused(HTTPStatus.INSUFFICIENT_STORAGE, "the answer is too long for a page")
            body = job.spool.take(_PAGE)
        finally:
            self._pool.drop(job)
        self._cache.put(state, key, [], body)
        return body

    async def _filled(self, exchange: Exchange, job: Job, most: int) -> None:
        """Wait until an answer has ended, or has ``most`` bytes; or its client went away.

        Raises:
            Refused: the answer ended without being whole.
        """
        spool, watcher = job.spool, None
        try:
            while not spool.ended and spool.length < most:
                if watcher is None and not await spool.change(_WATCH):
                    watcher = asyncio.create_task(_watch(exchange, job))
                elif watcher is not None:
                    await spool.change()
        finally:
            if watcher is not None:
                watcher.cancel()
        if spool.failure is not None:
            raise spool.failure

    def unchanged(self, exchange: Exchange, headers: Headers) -> bool:
        """Tell whether the client has this answer already."""
        seen = exchange.headers.get("if-none-match")
        tag = dict(headers).get(b"etag")
        if seen is None or tag is None or exchange.method not in {"GET", "HEAD"}:
            return False
        plain = tag.decode().removeprefix("W/")
        return seen.strip() == "*" or any(
            one.strip().removeprefix("W/") == plain for one in seen.split(",")
        )

    def _headers(self, state: str, question: Question, *, lasting: bool) -> Headers:
        found = [
            (b"content-type", media.FORMATS[question.kind][question.format].encode()),
            (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox"),
        ]
        if not lasting:
            return [*found, (b"cache-control", b"no-store")]
        kept = b"no-cache" if self._settings.token is None else b"private, no-cache"
        tag = f'W/"{state}-{question.format}"'.encode()
        return [*found, (b"etag", tag), (b"cache-control", kept)]

    async def _stream(self, exchange: Exchange, job: Job, headers: Headers, *, packs: bool) -> None:
        """Send an answer in pieces; when it breaks off, leave out the piece that ends it."""
        spool = job.spool
        packer = zlib.compressobj(_FAST, wbits=_GZIP) if packs else None
        if packer:
            headers = [*headers, (b"content-encoding", b"gzip")]
        await exchange.start(200, headers)
        if exchange.method == "HEAD":
            await exchange.piece(b"", more=False)
            return
        while True:
            data = spool.take()
            if data:
                piece = packer.compress(data) if packer else data
                if piece:
                    await self._send(exchange, piece)
            elif spool.failure is not None:
                raise Cut(str(spool.failure))
            elif spool.done:
                break
            else:
                await spool.change()
        await exchange.piece(packer.flush() if packer else b"", more=False)

    async def _send(self, exchange: Exchange, data: bytes) -> None:
        try:
            async with asyncio.timeout(self._settings.stall_time):
                await exchange.piece(data, more=True)
        except TimeoutError:
            raise Cut(f"the client took nothing for {self._settings.stall_time:g} s") from None


def _lasts(text: str) -> bool:
    """Tell whether a query has the same answer as long as the store stays as it is."""
    lower = text.lower()
    return not any(word in lower for word in _MAY_BE_VOLATILE) or not _VOLATILE.search(lower)


async def _watch(exchange: Exchange, job: Job) -> None:
    """End a job when its client goes away."""
    while (await exchange.receive())["type"] != "http.disconnect":
        pass
    job.spool.fail(Refused(499, "the client went away"))


async def _packed(body: bytes) -> bytes:
    if len(body) > _ALOUD:
        return await asyncio.to_thread(gzip.compress, body, _FAST, mtime=0)
    return gzip.compress(body, _FAST, mtime=0)
