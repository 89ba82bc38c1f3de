"""One request and its answer over ASGI, without more machinery than the hot path can bear."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Scope = MutableMapping[str, Any]
    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]

Headers = list[tuple[bytes, bytes]]
TEXT = b"text/plain; charset=utf-8"


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """A request that gets ``status`` and a sentence saying why, and what would do."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]


class Gone(Exception):  # noqa: N818 - nobody is there to be told
    """The client went away."""


@dataclass(slots=True)
class Exchange:
    """A request, and what was answered so far.

    Attributes:
        headers: lower-case name → value; values of a repeated header are joined by commas.
        extra: headers that every answer to this request carries.
        status, sent: status and bytes of body answered, for the log; status 0 is none yet.
        notes: what else the log says of the request.
    """

    scope: Scope
    receive: Receive
    send: Send
    headers: dict[str, str]
    extra: Headers
    status: int = 0
    sent: int = 0
    notes: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, scope: Scope, receive: Receive, send: Send) -> Exchange:
        """Return the exchange that an ASGI call begins."""
        headers: dict[str, str] = {}
        for raw, value in scope["headers"]:
            name = raw.decode("latin-1")
            text = value.decode("latin-1")
            headers[name] = f"{headers[name]}, {text}" if name in headers else text
        return cls(scope, receive, send, headers, [])

    @property
    def method(self) -> str:
        """Return the method, in capitals."""
        return str(self.scope["method"])

    @property
    def path(self) -> str:
        """Return the path, percent-decoded."""
        return str(self.scope["path"])

    @property
    def query(self) -> str:
        """Return what stands after the question mark."""
        return bytes(self.scope["query_string"]).decode("latin-1")

    async def body(self, most: int, seconds: float) -> bytes:
        """Return the request's body.

        Raises:
            Refused: it is longer than ``most`` bytes, or took longer than ``seconds``.
            Gone: the client went away before its end.
        """
        told = self.headers.get("content-length", "")
        too_long = f"the request's body may hold {most:,} bytes; send a shorter query"
        if told.isdigit() and int(told) > most:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_long, connection="close")
        parts, length = [], 0
        try:
            async with asyncio.timeout(seconds):
                while True:
                    message = await self.receive()
                    if message["type"] == "http.disconnect":
                        raise Gone
                    parts.append(message.get("body", b""))
                    length += len(parts[-1])
                    if length > most:
                        raise Refused(413, too_long, connection="close")
                    if not message.get("more_body"):
                        return b"".join(parts)
        except TimeoutError:
            raise Refused(
                HTTPStatus.REQUEST_TIMEOUT,
                f"the request's body did not arrive within {seconds:g} s",
                connection="close",
            ) from None

    async def start(self, status: int, headers: Headers) -> None:
        """Send status and headers."""
        self.status = status
        await self.send(
            {"type": "http.response.start", "status": status, "headers": headers + self.extra}
        )

    async def piece(self, data: bytes, *, more: bool) -> None:
        """Send a piece of the body."""
        self.sent += len(data)
        await self.send({"type": "http.response.body", "body": data, "more_body": more})

    async def reply(self, status: int, headers: Headers, body: bytes = b"") -> None:
        """Send a whole answer; to HEAD its headers alone."""
        if status not in {204, 304}:
            headers = [*headers, (b"content-length", str(len(body)).encode())]
        await self.start(status, headers)
        bodiless = self.method == "HEAD" or status in {204, 304}
        await self.piece(b"" if bodiless else body, more=False)

    async def refuse(self, refused: Refused) -> None:
        """Send a refusal as plain text."""
        message = f"{refused}\n".encode("utf-8", "backslashreplace")
        headers = [(b"content-type", TEXT), (b"cache-control", b"no-store"), *refused.headers]
        await self.reply(refused.status, headers, message)
