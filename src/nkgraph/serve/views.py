"""The views as pages of the server: each made by ``nkgraph view``, in a process of its own."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from nkgraph.serve import media, protocol, verb
from nkgraph.serve.cache import Cache
from nkgraph.serve.exchange import Refused
from nkgraph.views.headings import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nkgraph.serve.answering import Answering
    from nkgraph.serve.exchange import Exchange, Headers
    from nkgraph.serve.settings import Settings

_OPTIONS: Final = ("about", "event", "since", "until", "without")
_USAGE: Final = (2, 3)
"""What the verb ends with when it was asked for something that there is not."""
_WAITING: Final = 8
"""Pages that may wait for another to be made."""
_FAST: Final = 3
"""As a page is packed once and sent seldom: quick rather than small."""


class Views:
    """Makes pages, one at a time, and keeps them while the store stays as it is."""

    def __init__(self, settings: Settings, answering: Answering) -> None:
        self._settings, self._answering = settings, answering
        self._cache = Cache(settings.cache)
        self._turn = asyncio.Semaphore(1)
        self._waiting = 0

    async def answer(self, exchange: Exchange, view: str) -> None:
        """Answer ``/view/NAME?about=…``.

        Raises:
            Refused: there is no such view, actor, event or day, or it took too long.
        """
        if view not in HEADINGS:
            listed = ", ".join(f"/view/{name}" for name in HEADINGS)
            raise Refused(HTTPStatus.NOT_FOUND, f"no view {view!r}; there are {listed}")
        asked = (view, *_options(protocol.fields(exchange.query)))
        state = self._answering.state()
        headers = self._headers(state, asked)
        if self._answering.unchanged(exchange, headers):
            await exchange.reply(HTTPStatus.NOT_MODIFIED, headers)
            return
        packed = await self._page(state, asked)
        if media.gzips(exchange.headers.get("accept-encoding")):
            await exchange.reply(200, [*headers, (b"content-encoding", b"gzip")], packed)
        else:
            await exchange.reply(200, headers, await asyncio.to_thread(gzip.decompress, packed))

    async def _page(self, state: str, asked: Sequence[str]) -> bytes:
        """Return a page, packed; another that is being made is waited for."""
        if self._waiting >= _WAITING:
            raise Refused(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "too many pages are waiting to be made; come back in a moment",
                retry_after="5",
            )
        self._waiting += 1
        try:
            async with self._turn:
                if kept := self._cache.get(state, asked):
                    return kept[1]
                packed = await asyncio.to_thread(
                    gzip.compress, await self._made(asked), _FAST, mtime=0
                )
                self._cache.put(state, asked, [], packed)
                return packed
        finally:
            self._waiting -= 1

    async def _made(self, asked: Sequence[str]) -> bytes:
        """Return the page that the verb writes."""
        try:
            done = await verb.run(self._settings, "view", *asked, "--output=-")
        except TimeoutError:
            raise Refused(
                HTTPStatus.SERVICE_UNAVAILABLE,
                f"the page was not made within {self._settings.timeout:g} s; narrow it by about=, "
                "since= or until=, or write it with `nkgraph view`",
            ) from None
        if done.code == 0:
            return done.output
        status = HTTPStatus.BAD_REQUEST if done.code in _USAGE else HTTPStatus.INTERNAL_SERVER_ERROR
        raise Refused(status, done.said.rpartition("Error: ")[2])

    def _headers(self, state: str, asked: Sequence[str]) -> Headers:
        """Return the headers; the page's own policy, in its head, lets its scripts alone run."""
        told = hashlib.blake2s("\0".join(asked).encode(), digest_size=8).hexdigest()
        return [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-security-policy", b"frame-ancestors 'none'"),
            (b"etag", f'W/"{state}-{told}"'.encode()),
            (b"cache-control", b"no-store" if self._settings.token else b"no-cache"),
        ]


def _options(asked: Mapping[str, list[str]]) -> list[str]:
    """Return the verb's options: each one word of the command line, its value never an option.

    Raises:
        Refused: a value that no command line can hold.
    """
    found = [
        f"--{name}={value.strip()}"
        for name in _OPTIONS
        for value in asked.get(name, [])
        if value.strip()
    ]
    if any(re.search(r"[\0\ud800-\udfff]", option) for option in found):
        raise Refused(HTTPStatus.BAD_REQUEST, "a parameter holds a character that no name has")
    return found
