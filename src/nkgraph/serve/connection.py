"""One client's connection: uvicorn's, with limits on what it leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

_MOST_HEADER = 64 * 1024
_ANSWER, _NO_MORE = b"HTTP/1.1 ", b"\r\n\r\n"


class Corked:
    """A transport that keeps the header of an answer until its body comes, to send both at once.

    One packet in place of two is a tenth of the cost of a short answer.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._held = b""

    def write(self, data: bytes) -> None:
        """Send data, or keep it if it is the header of an answer."""
        if self._held:
            data, self._held = self._held + data, b""
        elif data.startswith(_ANSWER) and data.endswith(_NO_MORE):
            self._held = data
            return
        self._transport.write(data)

    def flush(self) -> None:
        """Send what was kept."""
        if self._held:
            held, self._held = self._held, b""
            self._transport.write(held)

    def close(self) -> None:
        """Send what was kept, and close."""
        self.flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a transport has
        return getattr(self._transport, name)


class Connection(HttpToolsProtocol):
    """Ends a connection whose header is too long or too slow, or that takes no answers.

    ``header_time`` are the seconds that a client has from its first byte (or from connecting) to
    the end of its header.
    """

    header_time = 10.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a header."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self._corked = Corked(self.transport)
        self.transport = self._corked  # type: ignore[assignment]
        self._stuck = -1
        self._header_timer: asyncio.TimerHandle | None = None
        self._await_header()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._end_header()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse, unless the header grows too long."""
        cycle: RequestResponseCycle | None = self.cycle  # none before the first request
        if self._header_timer is None and (cycle is None or cycle.response_complete):
            self._await_header()
        if self._header_timer is not None:
            self._header += len(data)
        super().data_received(data)
        if self._header_timer is not None and self._header > _MOST_HEADER:
            self.send_400_response("The request's header is too long.")

    def on_message_begin(self) -> None:
        """Let the application end the connection."""
        super().on_message_begin()
        self.scope["extensions"] = {"nkgraph.abort": {"abort": self.transport.abort}}

    def on_headers_complete(self) -> None:
        """Stop waiting for the header; one that is too long is answered as a bad request."""
        self._end_header()
        if (
            len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
            > _MOST_HEADER
        ):
            raise ValueError("the header is too long")  # the parser makes it an error of its own
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """Send a header that no body follows."""
        self._corked.flush()
        super().on_response_complete()

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection; one whose client has not taken its answer only if it is stuck.

        Closing alone would wait for the client for ever.
        """
        if self.transport.is_closing():
            return
        left = self.transport.get_write_buffer_size()
        if left and left != self._stuck:
            self._stuck = left
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )
        elif left:
            self.transport.abort()
        else:
            super().timeout_keep_alive_handler()

    def _await_header(self) -> None:
        self._header = 0
        self._header_timer = self.loop.call_later(self.header_time, self._slow)

    def _end_header(self) -> None:
        if self._header_timer is not None:
            self._header_timer.cancel()
            self._header_timer = None

    def _slow(self) -> None:
        self._header_timer = None
        if not self.transport.is_closing():
            self.transport.close()


def abort(scope: Any) -> None:  # noqa: ANN401 - an ASGI scope
    """End a request's connection at once, whatever is still to be sent."""
    scope["extensions"]["nkgraph.abort"]["abort"]()
