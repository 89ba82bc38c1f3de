"""One question to one address: HTTP as narrow as reading a SPARQL endpoint needs it.

Only the address that a person typed is called: no redirect is followed, certificates are checked,
a password never travels in the clear to another machine, and an answer is as long, and takes as
long, as it may.
"""

from __future__ import annotations

import base64
import http.client
import ssl
import time
import urllib.error
import urllib.request
import weakref
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlencode, urlsplit

from nkgraph.errors import QueryError, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.message import Message

MOST = 1 << 29
"""Bytes that one answer may have."""

_CHUNK = 1 << 16
_SAID = 300
_SCHEMES = ("http://", "https://")
_BROKEN = (http.client.HTTPException, ConnectionError, ssl.SSLError)


def is_address(text: object) -> bool:
    """Tell whether a store is named by an address, not by a folder."""
    return isinstance(text, str) and text.lower().startswith(_SCHEMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An http(s) address, and what it asks to be let in.

    Attributes:
        url: without user and password, fit to be shown.
        authorization: the header's value; None for none.
    """

    url: str
    authorization: str | None = field(default=None, repr=False)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Message, newurl: str  # noqa: ANN401
    ) -> None:  # fmt: skip
        """Refuse to go on elsewhere."""
        del fp, code, msg, headers
        raise StoreError(
            f"{req.full_url}: sends on to {newurl}, which is not followed; name that address with "
            "--store if you trust it"
        )


def parse(text: str) -> Address:
    """Read what a person typed: ``https://HOST/PATH``.

    ``https://USER:PASSWORD@HOST/`` shows them to the endpoint; ``https://TOKEN@HOST/`` shows the
    token, as ``nkgraph serve --token`` asks for it.

    Raises:
        StoreError: no address, or a password that would travel in the clear.
    """
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise StoreError(f"{text}: is no address ({error})") from None
    if not is_address(text) or not host or parts.fragment or any(c.isspace() for c in text):
        raise StoreError(f"{text}: is no address of a SPARQL endpoint; write https://HOST/PATH")
    url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    if parts.username is None:
        return Address(url=url)
    if parts.scheme != "https" and not _is_here(host):
        raise StoreError(f"{url}: a password or token goes over https only")
    if parts.password is None:
        return Address(url=url, authorization=f"Bearer {unquote(parts.username)}")
    pair = f"{unquote(parts.username)}:{unquote(parts.password)}".encode()
    return Address(url=url, authorization=f"Basic {base64.b64encode(pair).decode('ascii')}")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Reply:
    """An answer on its way: a file that is read once, by a deadline, and no further than it may.

    Attributes:
        media: its media type, without parameters.
    """

    def __init__(self, response: http.client.HTTPResponse, url: str, deadline: float) -> None:
        self.media = response.headers.get_content_type()
        self._response, self._url, self._deadline = response, url, deadline
        self._count = 0
        self._end = weakref.finalize(self, response.close)

    def read(self, size: int = _CHUNK) -> bytes:
        """Return some bytes, at most ``size``; none at the end.

        A server that says nothing at all may take as long again as it had at the start.

        Raises:
            TimeoutError: the deadline passed.
            QueryError: the answer is too long.
            StoreError: it broke off.
        """
        _left(self._deadline)
        try:
            chunk = self._response.read1(size)
            if not chunk and self._response.length:  # what was promised and nobody sent
                raise http.client.IncompleteRead(b"", self._response.length)
        except _BROKEN as error:
            raise _broken(self._url, error) from None
        self._count += len(chunk)
        if self._count > MOST:
            raise QueryError(
                f"the endpoint's answer is longer than {MOST >> 20} MiB; add a LIMIT, or ask for "
                "fewer columns"
            )
        return chunk

    def finish(self) -> None:
        """Read what is left and let go; raises as ``read`` does."""
        while self.read():
            pass
        self.close()

    def close(self) -> None:
        """Let go of the connection; closing twice is fine."""
        self._end()


def post(address: Address, form: Sequence[tuple[str, str]], accept: str, deadline: float) -> Reply:
    """Send a form; return the answer as soon as it begins.

    Args:
        address: where to.
        form: names and values.
        accept: media types that can be read, as in HTTP.
        deadline: when to give up, by ``time.monotonic``.

    Raises:
        TimeoutError: the deadline passed.
        QueryError: the endpoint did not take the question.
        StoreError: nobody answers there, or not as an endpoint does.
    """
    headers = {
        "Accept": accept,
        "Content-Type": "application/x-www-form-urlencoded",
        "User-Agent": "nkgraph",
    }
    if address.authorization:
        headers["Authorization"] = address.authorization
    question = urllib.request.Request(  # noqa: S310 - http and https alone come here
        address.url, urlencode(form).encode("ascii"), headers
    )
    try:
        response = _opener().open(question, timeout=_left(deadline))
        return Reply(response, address.url, deadline)
    except urllib.error.HTTPError as error:
        with error:
            said = error.read(_CHUNK).decode("utf-8", "replace")
        raise _refused(address.url, error.code, " ".join(said.split())[:_SAID]) from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise TimeoutError from None
        raise StoreError(
            f"{address.url}: cannot be reached ({error.reason}); check the address, and that the "
            "endpoint runs"
        ) from None
    except _BROKEN as error:
        raise _broken(address.url, error) from None


def _opener() -> urllib.request.OpenerDirector:
    """Return what opens http and https alone; urllib's own would open files too."""
    made = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),  # as the person's environment says
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
        _NoRedirect(),
    ):
        made.add_handler(handler)
    return made


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _broken(url: str, error: Exception) -> StoreError:
    return StoreError(f"{url}: broke off its answer ({error!r}); ask again")


def _refused(url: str, code: int, said: str) -> QueryError | StoreError:
    """Return what to raise for an answer that is none."""
    if code in {400, 408, 413, 422, 500, 503}:
        return QueryError(f"the endpoint did not answer the query ({code}): {said or 'no reason'}")
    cure = {
        401: "name it as https://USER:PASSWORD@HOST/… or https://TOKEN@HOST/…",
        403: "it may want a password or a token: https://USER:PASSWORD@HOST/…",
        404: "name the endpoint itself, such as https://HOST/query or https://HOST/sparql",
        405: "name the endpoint itself, such as https://HOST/query or https://HOST/sparql",
    }.get(code, "check the address")
    return StoreError(f"{url}: answers {code} {http.client.responses.get(code, '')}; {cure}")
