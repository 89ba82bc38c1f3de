"""The ASGI application: the guard, then the protocol directly, and pages."""

from __future__ import annotations

import json
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from nkgraph.serve import description, protocol
from nkgraph.serve.answering import Answering, Cut
from nkgraph.serve.connection import abort
from nkgraph.serve.dataset import PATH, Dataset
from nkgraph.serve.exchange import Exchange, Gone, Refused
from nkgraph.serve.graphs import graph
from nkgraph.serve.guard import Guard
from nkgraph.serve.media import GRAPH, wants_page
from nkgraph.serve.pages import Pages
from nkgraph.serve.static import static
from nkgraph.serve.views import Views

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from nkgraph.serve.exchange import Receive, Scope, Send
    from nkgraph.serve.log import Log
    from nkgraph.serve.pool import Pool
    from nkgraph.serve.settings import Settings

    Handler = Callable[[Exchange], Awaitable[None]]

_FORM = 4096
_PREFLIGHT = [
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (
        b"access-control-allow-headers",
        b"Accept, Authorization, Content-Type, If-None-Match",
    ),
    (b"access-control-max-age", b"600"),
    (b"allow", b"GET, HEAD, POST, OPTIONS"),
]


class App:
    """Answers HTTP requests on one store."""

    def __init__(self, settings: Settings, pool: Pool, log: Log) -> None:
        self._settings, self._pool, self._log = settings, pool, log
        self._guard = Guard(settings, time.monotonic)
        self._answering = Answering(settings, pool)
        self._pages = Pages(settings, self._answering)
        self._views = Views(settings, self._answering)
        self._routes: Mapping[str, Handler] = {
            "/query": self._query,
            "/sparql": self._query,
            "/update": self._update,
            "/store": self._graph,
            "/health": self._health,
            "/login": self._login,
            PATH: Dataset(settings, self._answering).answer,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, and log it."""
        if scope["type"] != "http":
            return
        began = time.perf_counter()
        exchange = Exchange.of(scope, receive, send)
        try:
            await self._answered(exchange)
        finally:
            self._log_one(exchange, time.perf_counter() - began)

    async def _answered(self, exchange: Exchange) -> None:
        try:
            self._guard.check(exchange)
            if exchange.method == "OPTIONS":
                await exchange.reply(HTTPStatus.NO_CONTENT, _PREFLIGHT)
                return
            handler = self._routes.get(exchange.path, self._page)
            await handler(exchange)
        except Refused as refused:
            exchange.notes["refused"] = str(refused).partition("\n")[0]
            await self._refuse(exchange, refused)
        except Cut as cut:
            exchange.notes["cut"] = str(cut)
            abort(exchange.scope)
        except Gone:
            exchange.notes["cut"] = "the client went away"

    async def _query(self, exchange: Exchange) -> None:
        question = await protocol.question(exchange, self._settings)
        if question is not None:
            if self._settings.log_queries:
                exchange.notes["query"] = question.text
            await self._answering.answer(exchange, question)
        elif wants_page(exchange.headers.get("accept")):
            await exchange.reply(HTTPStatus.SEE_OTHER, [(b"location", b"/")])
        else:
            format_ = protocol.format_of(exchange, "graph", protocol.fields(exchange.query))
            host = exchange.headers.get("host", "127.0.0.1")
            endpoint = f"{exchange.scope['scheme']}://{host}{exchange.path}"
            body = description.write(endpoint, format_)
            await exchange.reply(200, [(b"content-type", GRAPH[format_].encode())], body)

    async def _graph(self, exchange: Exchange) -> None:
        await graph(exchange, self._answering)

    async def _update(self, exchange: Exchange) -> None:  # noqa: ARG002 - a handler's signature
        raise Refused(HTTPStatus.FORBIDDEN, protocol.NO_UPDATES)

    async def _health(self, exchange: Exchange) -> None:
        self._answering.state()
        told = {"status": "ok", "running": self._pool.busy, "waiting": self._pool.waiting}
        headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
        await exchange.reply(200, headers, json.dumps(told).encode() + b"\n")

    async def _page(self, exchange: Exchange) -> None:
        """Answer what is no endpoint: pages, files, nodes."""
        if exchange.method not in {"GET", "HEAD"}:
            raise protocol.not_allowed("GET, HEAD")
        path = exchange.path
        top, _, rest = path.removeprefix("/").partition("/")
        if path == "/":
            await self._pages.start(exchange)
        elif path == "/ask":
            await self._pages.ask(exchange)
        elif path == "/iri":
            asked = protocol.fields(exchange.query)
            await self._pages.resource(exchange, asked.get("iri", [""])[0])
        elif top == "named":
            await self._pages.named(exchange, rest)
        elif top == "id":
            raw = bytes(exchange.scope["raw_path"]).decode("latin-1").removeprefix("/id/")
            await self._pages.resource(exchange, self._settings.base + raw)
        elif top == "view":
            await self._views.answer(exchange, rest)
        elif top == "static":
            await static(exchange, rest)
        else:
            raise Refused(
                HTTPStatus.NOT_FOUND, "nothing is here; / is the start page, /query the endpoint"
            )

    async def _login(self, exchange: Exchange) -> None:
        """Take a token from the form, and let the browser show a cookie in its place."""
        if exchange.method != "POST":
            raise protocol.not_allowed("POST")
        body = await exchange.body(_FORM, self._settings.body_time)
        given = protocol.fields(body.decode("latin-1")).get("token", [""])[0]
        cookie = self._guard.session(given)
        if cookie is None:
            raise Refused(HTTPStatus.UNAUTHORIZED, "that is not the token of this server")
        await exchange.reply(
            HTTPStatus.SEE_OTHER, [(b"location", b"/"), (b"set-cookie", cookie.encode())]
        )

    async def _refuse(self, exchange: Exchange, refused: Refused) -> None:
        if exchange.status:
            return
        page = exchange.path not in self._routes or exchange.path == "/login"
        if page and wants_page(exchange.headers.get("accept")):
            await self._pages.refused(exchange, refused)
        else:
            await exchange.refuse(refused)

    def _log_one(self, exchange: Exchange, seconds: float) -> None:
        client = exchange.scope.get("client")
        self._log.write(
            "request",
            client=client[0] if client else None,
            method=exchange.method,
            path=exchange.path,
            status=exchange.status or None,
            bytes=exchange.sent,
            ms=round(seconds * 1000, 2),
            **exchange.notes,
        )
