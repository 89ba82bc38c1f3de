"""Who may ask: the address asked for, the site that asks, the token, and how often.

On loopback any web page that its user opens can send requests here, also under a name of its own
that points at 127.0.0.1 (DNS rebinding). So the Host header must name this machine, and a page of
another site is refused unless ``Settings.origins`` names it.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
from collections import OrderedDict
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from nkgraph.serve.exchange import Refused
from nkgraph.serve.settings import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from nkgraph.serve.exchange import Exchange, Headers
    from nkgraph.serve.settings import Settings

COOKIE = "nkgraph"
OPEN = frozenset({"/health", "/login", "/static/page.css"})
"""Paths that need no token."""
_ADDRESSES = 10_000
_BURST = 2.0


class Guard:
    """Checks every request before anything else looks at it."""

    def __init__(self, settings: Settings, clock: Callable[[], float]) -> None:
        self._settings = settings
        self._token = settings.token.encode() if settings.token is not None else None
        self._session = secrets.token_urlsafe(32)
        self._rate = Rate(settings.rate, clock) if settings.rate else None
        self._hosts = {name.lower() for name in (*LOOPBACK, settings.host, *settings.hosts)}
        self._fixed = headers(settings)

    def check(self, exchange: Exchange) -> None:
        """Let a request pass, and add the headers that its answer shall carry.

        Raises:
            Refused: it may not pass.
        """
        exchange.extra += self._fixed
        self._check_host(exchange)
        self._check_origin(exchange)
        if self._rate is not None and (client := exchange.scope.get("client")):
            wait = self._rate.wait(client[0])
            if wait:
                raise Refused(
                    HTTPStatus.TOO_MANY_REQUESTS,
                    f"more than {self._settings.rate:g} requests a second; slow down",
                    retry_after=str(math.ceil(wait)),
                )
        preflight = exchange.method == "OPTIONS"
        if self._token is not None and not preflight and exchange.path not in OPEN:
            self._check_token(exchange)

    def session(self, token: str) -> str | None:
        """Return the cookie that stands for the token in a browser; None for a wrong one."""
        given = hashlib.sha256(token.encode()).digest()
        known = hashlib.sha256(self._token or b"").digest()
        same = self._token is not None and hmac.compare_digest(given, known)
        cookie = f"{COOKIE}={self._session}; Path=/; HttpOnly; SameSite=Strict"
        return cookie if same else None

    def _check_host(self, exchange: Exchange) -> None:
        if not self._settings.loopback:
            return
        name = _host(exchange.headers.get("host", ""))
        if name not in self._hosts:
            raise Refused(
                HTTPStatus.MISDIRECTED_REQUEST,
                "this server does not answer under that name; ask it as 127.0.0.1, or start it "
                "with --allow-host NAME",
            )

    def _check_origin(self, exchange: Exchange) -> None:
        origin = exchange.headers.get("origin")
        if origin is None:
            return
        allowed = self._settings.origins
        if "*" in allowed:
            exchange.extra.append((b"access-control-allow-origin", b"*"))
        elif origin in allowed:
            exchange.extra.append((b"access-control-allow-origin", origin.encode("latin-1")))
        elif urlsplit(origin).netloc != exchange.headers.get("host"):
            raise Refused(
                HTTPStatus.FORBIDDEN,
                "pages of other sites may not ask this server; start it with --cors ORIGIN to "
                "let one",
            )
        exchange.extra.append((b"access-control-expose-headers", b"ETag, Retry-After"))

    def _check_token(self, exchange: Exchange) -> None:
        scheme, _, given = exchange.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.session(given.strip()) is not None:
            return
        for part in exchange.headers.get("cookie", "").split(";"):
            name, _, value = part.strip().partition("=")
            if name == COOKIE and hmac.compare_digest(value.encode(), self._session.encode()):
                return
        raise Refused(
            HTTPStatus.UNAUTHORIZED,
            "this server asks for a token; send it as `Authorization: Bearer TOKEN`",
            www_authenticate='Bearer realm="nkgraph"',
        )


class Rate:
    """Token buckets, one an address: ``rate`` requests a second, and twice as many at once."""

    def __init__(self, rate: float, clock: Callable[[], float]) -> None:
        self._rate, self._clock = rate, clock
        self._full = max(1.0, rate * _BURST)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """Count a request; return the seconds after which it may come, 0 when it may now."""
        now = self._clock()
        level, then = self._buckets.pop(address, (self._full, now))
        level = min(self._full, level + (now - then) * self._rate)
        passes = level >= 1.0
        self._buckets[address] = (level - 1.0 if passes else level, now)
        if len(self._buckets) > _ADDRESSES:
            self._buckets.popitem(last=False)
        return 0.0 if passes else (1.0 - level) / self._rate


def headers(settings: Settings) -> Headers:
    """Return what every answer carries."""
    found = [
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"x-frame-options", b"DENY"),
    ]
    if settings.origins:
        vary = b"Accept, Accept-Encoding, Authorization, Cookie, Origin"
    else:
        vary = b"Accept, Accept-Encoding, Authorization, Cookie"
        found.append((b"cross-origin-resource-policy", b"same-origin"))
    return [*found, (b"vary", vary)]


def _host(header: str) -> str:
    """Return the name in a Host header, without its port; empty when it is not one."""
    try:
        return (urlsplit(f"//{header}").hostname or "") if "," not in header else ""
    except ValueError:
        return ""
