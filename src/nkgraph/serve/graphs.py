"""SPARQL 1.1 Graph Store HTTP Protocol, the reading half."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from nkgraph.serve.exchange import Refused
from nkgraph.serve.protocol import NO_UPDATES, check_iri, fields, format_of, not_allowed
from nkgraph.serve.wire import Question

if TYPE_CHECKING:
    from nkgraph.serve.answering import Answering
    from nkgraph.serve.exchange import Exchange


async def graph(exchange: Exchange, answering: Answering) -> None:
    """Answer a request for one graph: ``?default``, or ``?graph=IRI``.

    Raises:
        Refused: another method, no graph named, or one that the store does not have.
    """
    if exchange.method in {"PUT", "POST", "PATCH", "DELETE"}:
        raise Refused(HTTPStatus.FORBIDDEN, NO_UPDATES)
    if exchange.method not in {"GET", "HEAD"}:
        raise not_allowed("GET, HEAD, OPTIONS")
    asked = fields(exchange.query)
    if ("default" in asked) == ("graph" in asked) or len(asked.get("graph", [""])) > 1:
        raise Refused(
            400,
            "name one graph: ?default for the merged graph of all articles, or ?graph=IRI; "
            "`nkgraph export` writes them all",
        )
    format_ = format_of(exchange, "graph", asked)
    where = "{ ?s ?p ?o }"
    if "graph" in asked:
        node = check_iri(asked["graph"][0], "graph")
        where = f"{{ GRAPH {node} {where} }}"
        there = Question(text=f"ASK {where}", kind="boolean", format="json")
        if not json.loads(await answering.body(exchange, there))["boolean"]:
            raise Refused(HTTPStatus.NOT_FOUND, f"the store has no graph {node}")
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {where}"
    await answering.answer(exchange, Question(text=text, kind="graph", format=format_))
