"""SPARQL 1.1 Protocol: from a request to the question that it puts."""

from __future__ import annotations

import re
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from nkgraph import dataset, sparql
from nkgraph.errors import QueryError
from nkgraph.serve import media
from nkgraph.serve.exchange import Exchange, Refused
from nkgraph.serve.wire import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nkgraph.serve.media import Kind
    from nkgraph.serve.settings import Settings

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
NO_UPDATES = (
    "this server only reads; `nkgraph build` adds articles, and `nkgraph forget` takes one out"
)
_KINDS: Mapping[str, Kind] = {
    "select": "rows",
    "ask": "boolean",
    "construct": "graph",
    "describe": "graph",
}
_FORM_OF = re.compile(
    r"""(?: \s+ | \#[^\n\r]* | prefix \s+ [^\s:]* : \s* <[^>]*> | base \s* <[^>]*> )*
        (select|ask|construct|describe)""",
    re.VERBOSE | re.IGNORECASE,
)
_FIELDS = 200
_ESCAPES = [("%20", "+"), *((f"%{ord(one):02X}", one) for one in '\n"#(),/:;<>?{}')]
"""What queries are full of, and what each stands for: neither parts fields nor is part of another
escape, so that it may be resolved first, in a third of the time that the library takes."""
_SEVERAL = frozenset({"default-graph-uri", "named-graph-uri"})


async def question(exchange: Exchange, settings: Settings) -> Question | None:
    """Return what a request to the query endpoint asks; None when it asks nothing at all.

    Raises:
        Refused: it is no request of the protocol, or asks for what is not given.
    """
    if exchange.method in {"GET", "HEAD"}:
        asked = fields(exchange.query)
    elif exchange.method == "POST":
        asked = await _posted(exchange, settings)
    else:
        raise not_allowed("GET, HEAD, POST, OPTIONS")
    if "update" in asked:
        raise Refused(HTTPStatus.FORBIDDEN, NO_UPDATES)
    if "query" not in asked:
        if exchange.method == "POST":
            raise Refused(400, "no query was sent; send it as the field `query`")
        return None
    text = _one(asked, "query")
    return asks(exchange, text, asked, settings)


def asks(
    exchange: Exchange, text: str, asked: Mapping[str, list[str]], settings: Settings
) -> Question:
    """Return the question that ``text`` puts, in the format that the request wants.

    Raises:
        Refused: it is too long, refused, or wanted in no format that there is.
    """
    if len(text.encode()) > settings.max_query:
        raise Refused(413, f"a query may hold {settings.max_query:,} bytes; send a shorter one")
    try:
        kind = checked(text)
        lifted = dataset.lift(text, settings.base)
    except QueryError as error:
        raise refused(error) from None
    default, named = (_graphs(asked, f"{one}-graph-uri") for one in ("default", "named"))
    if not default and not named:  # the request's dataset goes before the query's
        default, named = lifted.default or (), lifted.named or ()
    return Question(
        text=lifted.text,
        kind=kind,
        format=format_of(exchange, kind, asked),
        default_graphs=default,
        named_graphs=named,
    )


@lru_cache(maxsize=4096)
def checked(text: str) -> Kind:
    """Return what kind of answer a query has; rows for what is no query (the engine says why).

    Raises:
        QueryError: the query would write, or reach the network or a file.
    """
    sparql.refuse(text)
    match = _FORM_OF.match(text)
    return _KINDS[match.group(1).lower()] if match else "rows"


def refused(error: QueryError) -> Refused:
    """Return what to answer to a query that is not run: 403 for an update, else 400."""
    update = "is an update" in str(error)
    return Refused(HTTPStatus.FORBIDDEN if update else HTTPStatus.BAD_REQUEST, str(error))


def format_of(exchange: Exchange, kind: Kind, asked: Mapping[str, list[str]]) -> str:
    """Return the format that the field ``format`` names, else the one that Accept wants.

    Raises:
        Refused: none of ours.
    """
    formats = media.FORMATS[kind]
    if "format" in asked:
        named = _one(asked, "format")
        if named not in formats:
            raise Refused(400, f"no format {named!r} here; one of {', '.join(formats)}")
        return named
    chosen = media.choose(exchange.headers.get("accept"), kind)
    if chosen is None:
        types = ", ".join(media.split(";")[0] for media in formats.values())
        raise Refused(HTTPStatus.NOT_ACCEPTABLE, f"this answer comes as one of {types}")
    return chosen


def not_allowed(allowed: str) -> Refused:
    """Return the refusal of a method."""
    return Refused(HTTPStatus.METHOD_NOT_ALLOWED, f"use one of {allowed}", allow=allowed)


def fields(text: str) -> dict[str, list[str]]:
    """Return the fields of a query string or form, name → values.

    Raises:
        Refused: too many, or not UTF-8.
    """
    found: dict[str, list[str]] = {}
    for escape, character in _ESCAPES:
        text = text.replace(escape, character)
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except UnicodeDecodeError:
        raise Refused(400, "a field is not UTF-8, percent-encoded") from None
    except ValueError:
        raise Refused(400, f"more than {_FIELDS} fields were sent") from None
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


async def _posted(exchange: Exchange, settings: Settings) -> dict[str, list[str]]:
    declared = exchange.headers.get("content-type", "").split(";")[0].strip().lower()
    if "content-encoding" in exchange.headers:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send the request uncompressed")
    if declared == UPDATE:
        raise Refused(HTTPStatus.FORBIDDEN, NO_UPDATES)
    if declared not in {FORM, QUERY}:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send a query as {FORM} or as {QUERY}")
    body = await exchange.body(settings.max_body, settings.body_time)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise Refused(400, f"the request is not UTF-8 at byte {error.start}") from None
    beside = fields(exchange.query)
    asked = fields(text) if declared == FORM else {"query": [text]}
    for name, values in beside.items():
        asked.setdefault(name, []).extend(values)
    return asked


def _one(asked: Mapping[str, list[str]], name: str) -> str:
    values = asked[name]
    if len(values) > 1:
        raise Refused(400, f"the field `{name}` was sent {len(values)} times; send it once")
    return values[0]


def _graphs(asked: Mapping[str, list[str]], name: str) -> tuple[str, ...]:
    found = tuple(asked.get(name, ()))
    for iri in found:
        check_iri(iri, name)
    return found


def check_iri(iri: str, name: str) -> NamedNode:
    """Return the node of an absolute IRI.

    Raises:
        Refused: it is none.
    """
    try:
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri):
            raise ValueError("it has no scheme")  # noqa: TRY301 - one message for both
        return NamedNode(iri)
    except ValueError as error:
        raise Refused(400, f"{name}: {iri!r} is no absolute IRI: {error}") from None
