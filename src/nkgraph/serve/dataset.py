"""What the dataset is (VoID, DCAT), at the place where VoID says that crawlers look for it.

The description counts the whole store, so it is made in a process of its own, and again only when
the store has changed.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING

from nkgraph.serve import verb
from nkgraph.serve.exchange import Headers, Refused
from nkgraph.serve.protocol import not_allowed

if TYPE_CHECKING:
    from nkgraph.serve.answering import Answering
    from nkgraph.serve.exchange import Exchange
    from nkgraph.serve.settings import Settings

PATH = "/.well-known/void"


class Dataset:
    """The description of the store as it stands, kept until it changes."""

    def __init__(self, settings: Settings, answering: Answering) -> None:
        self._settings, self._answering = settings, answering
        self._made = asyncio.Lock()
        self._known: tuple[str, str, bytes] = ("", "", b"")

    async def answer(self, exchange: Exchange) -> None:
        """Answer a request by the description in Turtle.

        Raises:
            Refused: another method, or the description took too long to make.
        """
        if exchange.method not in {"GET", "HEAD"}:
            raise not_allowed("GET, HEAD")
        host = exchange.headers.get("host", "127.0.0.1")
        endpoint = f"{exchange.scope['scheme']}://{host}/query"
        state = self._answering.state()
        kept = b"no-cache" if self._settings.token is None else b"private, no-cache"
        headers: Headers = [
            (b"content-type", b"text/turtle"),
            (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox"),
            (b"etag", f'"{state}-void"'.encode()),
            (b"cache-control", kept),
        ]
        if self._answering.unchanged(exchange, headers):
            await exchange.reply(HTTPStatus.NOT_MODIFIED, headers)
            return
        async with self._made:
            if self._known[:2] != (state, endpoint):
                self._known = (state, endpoint, await self._describe(endpoint))
            body = self._known[2]
        await exchange.reply(200, headers, body)

    async def _describe(self, endpoint: str) -> bytes:
        try:
            done = await verb.run(
                self._settings, "export", "--format=void", f"--endpoint={endpoint}"
            )
        except TimeoutError:
            raise Refused(
                HTTPStatus.SERVICE_UNAVAILABLE,
                f"counting the dataset took more than {self._settings.timeout:g} s; "
                "`nkgraph export --format void` takes its time",
            ) from None
        if done.code:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, done.said)
        return done.output
