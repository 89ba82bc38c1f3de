"""Pages for people: they work without JavaScript, and carry nothing from anywhere else."""

from __future__ import annotations

import asyncio
from functools import cache
from http import HTTPStatus
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import jinja2

from nkgraph import query
from nkgraph.errors import QueryError
from nkgraph.serve import media, protocol, sheet, static, told
from nkgraph.serve.exchange import Exchange, Headers, Refused
from nkgraph.serve.lookup import Lookup
from nkgraph.serve.wire import Question
from nkgraph.views.headings import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

    from nkgraph.query import NamedQuery
    from nkgraph.serve.answering import Answering
    from nkgraph.serve.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SHOWN = 1000
"""Rows that a page shows; the downloads have all."""
_FIRST = """SELECT ?who ?whoLabel (COUNT(*) AS ?claims) {
  ?claim a nk:Claim ; nk:claimant ?who .
  ?who rdfs:label ?whoLabel
}
GROUP BY ?who ?whoLabel
ORDER BY DESC(?claims) ?whoLabel
LIMIT 20
"""


@cache
def _templates() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("nkgraph.serve"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"types": static.terms("classes"), "properties": static.terms("properties")}
    return made


@cache
def editor() -> bool:
    """Tell whether the editor was built into this package (tools/frontend.py)."""
    return resources.files("nkgraph.serve").joinpath("static/vendor/yasqe.min.js").is_file()


class Pages:
    """The pages of one store."""

    def __init__(self, settings: Settings, answering: Answering) -> None:
        self._settings, self._answering = settings, answering
        self._names = sheet.Names(settings.base)

    async def start(self, exchange: Exchange) -> None:
        """Answer ``/``: key figures, the editor, the named queries."""
        lookup = Lookup(exchange, self._answering)
        figures, actors = await asyncio.gather(lookup.figures(), lookup.actors())
        await self._show(
            exchange, "start.html",
            figures=figures, views=HEADINGS, topics=query.by_topic(), actors=actors, text=_FIRST,
            values={},
        )  # fmt: skip

    async def ask(self, exchange: Exchange) -> None:
        """Answer ``/ask?query=…``: the query, and its answer as a table."""
        asked = protocol.fields(exchange.query)
        text = asked.get("query", [""])[0]
        if not text.strip():
            await exchange.reply(HTTPStatus.SEE_OTHER, [(b"location", b"/")])
            return
        data = "/query?" + urlencode({"query": text})
        await self._result(exchange, text, title="Answer", data=data, named=None, values={})

    async def named(self, exchange: Exchange, name: str) -> None:
        """Answer ``/named/NAME?of=…``: a named query with its form, and its answer.

        Raises:
            Refused: no query has that name, or it is wanted in no format that there is.
        """
        stock = next((one for one in query.named() if one.name == name), None)
        if stock is None:
            raise Refused(HTTPStatus.NOT_FOUND, f"no query is named {name!r}; / lists them")
        asked = protocol.fields(exchange.query)
        values = {n: v[0] for n, v in asked.items() if n != "format" and v[0].strip()}
        wants_data = _wants_data(exchange, asked)
        try:
            text = await self._bound(exchange, stock, values)
        except QueryError as error:
            if wants_data:
                raise Refused(400, str(error)) from None
            await self._unbound(exchange, stock, values, str(error))
            return
        if wants_data:
            question = protocol.asks(exchange, text, asked, self._settings)
            await self._answering.answer(exchange, question)
            return
        data = f"/named/{name}?" + urlencode(values) + ("&" if values else "")
        await self._result(
            exchange, text, title=stock.title, data=data.rstrip("&?"), named=stock, values=values
        )

    async def resource(self, exchange: Exchange, iri: str) -> None:
        """Answer ``/id/…`` and ``/iri?iri=…``: what the store says of one node.

        Raises:
            Refused: it is no IRI, or the store does not speak of it.
        """
        node = protocol.check_iri(iri, "iri")
        if _wants_data(exchange, protocol.fields(exchange.query)):
            await self._described(exchange, node)
            return
        lookup = Lookup(exchange, self._answering)
        facts = await lookup.claim(node)
        if facts is not None:
            claim = await told.claim(node.value, facts, self._names)
            await self._show(exchange, "claim.html", claim=claim, iri=node.value)
            return
        about, referred = await lookup.node(node)
        if not about and not referred:
            raise Refused(HTTPStatus.NOT_FOUND, f"the store says nothing of {node}")
        await self._show(
            exchange, "resource.html", iri=node.value,
            about=told.node(node.value, about, referred, self._names),
        )  # fmt: skip

    async def refused(self, exchange: Exchange, refused: Refused) -> None:
        """Answer a browser whose request was refused."""
        template = "login.html" if refused.status == HTTPStatus.UNAUTHORIZED else "refused.html"
        await self._show(exchange, template, refused=refused, message=str(refused))

    async def _bound(self, exchange: Exchange, stock: NamedQuery, values: Mapping[str, str]) -> str:
        """Return the SPARQL of a named query with its parameters; names are looked up."""
        loop = asyncio.get_running_loop()
        lookup = Lookup(exchange, self._answering)

        def ask(text: str) -> list[list[str]]:
            return asyncio.run_coroutine_threadsafe(plain(text), loop).result()

        async def plain(text: str) -> list[list[str]]:
            body = await lookup.body(text)
            names = sheet.variables(body)
            return [
                [row[n]["value"] if n in row else "" for n in names] for row in sheet.bindings(body)
            ]

        return await asyncio.to_thread(query.prepare, stock.name, values, ask, self._settings.base)

    async def _unbound(
        self, exchange: Exchange, stock: NamedQuery, values: Mapping[str, str], message: str
    ) -> None:
        """Show a named query's form; with what is wrong if anything was filled in."""
        await self._show(
            exchange, "result.html",
            status=400 if values else 200, title=stock.title, named=stock, values=values,
            actors=await Lookup(exchange, self._answering).actors(), text=stock.text,
            message=message if values else None, table=None, turtle=None, data=None, formats=(),
        )  # fmt: skip

    async def _result(
        self,
        exchange: Exchange,
        text: str,
        *,
        title: str,
        data: str,
        named: NamedQuery | None,
        values: Mapping[str, str],
    ) -> None:
        """Show a query and its answer, or why there is none."""
        table, turtle, message, status = None, None, None, 200
        formats: tuple[str, ...] = ()
        try:
            kind = protocol.checked(text)
            formats = tuple(media.FORMATS[kind])
            wanted = {"format": ["turtle" if kind == "graph" else "json"]}
            question = protocol.asks(exchange, text, wanted, self._settings)
            body = await self._answering.body(exchange, question)
            if kind == "graph":
                turtle = body.decode()
            else:
                table = sheet.sheet(body, self._names, _SHOWN)
        except QueryError as error:
            message, status = str(error), protocol.refused(error).status
        except Refused as refused:
            message, status = str(refused), refused.status
        actors = await Lookup(exchange, self._answering).actors() if named else []
        await self._show(
            exchange, "result.html",
            status=status, title=title, text=text, table=table, turtle=turtle, message=message,
            data=data, formats=formats, named=named, values=values, actors=actors,
        )  # fmt: skip

    async def _described(self, exchange: Exchange, node: NamedNode) -> None:
        asked = protocol.fields(exchange.query)
        there = Question(text=f"ASK {{ {node} ?p ?o }}", kind="boolean", format="json")
        if b"true" not in await self._answering.body(exchange, there):
            raise Refused(HTTPStatus.NOT_FOUND, f"the store says nothing of {node}")
        format_ = protocol.format_of(exchange, "graph", asked)
        question = Question(text=f"DESCRIBE {node}", kind="graph", format=format_)
        await self._answering.answer(exchange, question)

    async def _show(
        self, exchange: Exchange, template: str, status: int = 200, **given: object
    ) -> None:
        """Send a page made from a template."""
        always = {"editor": editor(), "shown": _SHOWN, "refused": None, "base": self._settings.base}
        page = _templates().get_template(template).render(**(always | given))
        headers: Headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-security-policy", POLICY.encode()),
            (b"cache-control", b"no-store" if self._settings.token else b"no-cache"),
        ]
        refused = given.get("refused")
        if isinstance(refused, Refused):
            status, headers = refused.status, [*headers, *refused.headers]
        await exchange.reply(status, headers, page.encode("utf-8", "backslashreplace"))


def _wants_data(exchange: Exchange, asked: Mapping[str, list[str]]) -> bool:
    return "format" in asked or not media.wants_page(exchange.headers.get("accept"))
