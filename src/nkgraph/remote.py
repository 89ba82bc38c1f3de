"""A graph behind a SPARQL 1.1 endpoint, read as if its quads lay here.

``Endpoint`` does what the engine's own store does for reading, by questions over HTTP, so that
every reading verb works on it: it answers queries, and hands out quads.
"""

from __future__ import annotations

import re
import time
from typing import IO, TYPE_CHECKING, Any, cast

import pyoxigraph as ox

from nkgraph import address, sending, sparql
from nkgraph.engine import Answer
from nkgraph.errors import QueryError, StoreError
from nkgraph.replies import Frames, Rows, not_whole
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from nkgraph.address import Reply
    from nkgraph.engine import Request
    from nkgraph.terms import Term

TIMEOUT = 60.0
"""Seconds that one question of a verb may take."""

_ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
_GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_DATASET = {"default_graph": "default-graph-uri", "named_graphs": "named-graph-uri"}
_HERE = ("SELECT ?d ?n { BIND(EXISTS { ?c a nk:Claim } AS ?d)"
         " BIND(EXISTS { GRAPH ?g { ?c a nk:Claim } } AS ?n) }")  # fmt: skip
_QUADS = "SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }"
Node = ox.NamedNode | ox.BlankNode


class Endpoint:
    """What stands in for the engine's store, and for the query process.

    Args:
        text: the address that a person typed.
        prefixes: prefix → namespace, which queries need not declare.
        base: the IRI that relative ones in queries are resolved against.

    Raises:
        StoreError: it is no address.
    """

    def __init__(
        self,
        text: str,
        prefixes: Mapping[str, str] = sparql.PREFIXES,
        base: str = sparql.BASE,
    ) -> None:
        self._address = address.parse(text)
        self._prefixes, self._base = dict(prefixes), base
        self._looked = False

    def query(
        self,
        text: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        base_iri: str | None = None,
        deadline: float | None = None,
        **chosen: Sequence[Node],
    ) -> Any:  # noqa: ANN401 - the engine's three kinds of answer
        """Answer a query as ``pyoxigraph.Store.query`` does.

        Args:
            text: SPARQL.
            prefixes: prefix → namespace; None for those of the endpoint.
            base_iri: what relative IRIs are resolved against; likewise.
            deadline: when to give up, by ``time.monotonic``; None for ``TIMEOUT`` from now.
            chosen: ``default_graph`` and ``named_graphs``, the dataset.

        Raises:
            SyntaxError: it is not valid SPARQL.
            TimeoutError: the deadline passed.
            QueryError: the endpoint did not take it, or its answer is broken.
            StoreError: there is no endpoint.
        """
        found = self._asked(text, prefixes, base_iri, deadline, chosen)
        return found.kept() if isinstance(found, Rows) else found

    def _asked(
        self,
        text: str,
        prefixes: Mapping[str, str] | None,
        base_iri: str | None,
        deadline: float | None,
        chosen: Mapping[str, Sequence[Node]],
    ) -> Any:  # noqa: ANN401 - as above, but for rows, which arrive while they are read
        own = dict(prefixes or self._prefixes)
        ox.Store().query(text, prefixes=own, base_iri=base_iri or self._base)  # is it valid?
        form = [("query", self._whole(text, own, base_iri or self._base))]
        for option, field in _DATASET.items():
            form += [(field, node.value) for node in chosen.get(option, ())]
        graph = _form(text) in {"CONSTRUCT", "DESCRIBE"}
        wanted: Mapping[str, object] = _GRAPHS if graph else _ROWS
        accept = ", ".join(f"{media};q={1 - n / 10}" for n, media in enumerate(wanted))
        until = time.monotonic() + TIMEOUT if deadline is None else deadline
        return self._read(address.post(self._address, form, accept, until), graph=graph)

    def _whole(self, text: str, prefixes: Mapping[str, str], base: str) -> str:
        """Return the query with what it uses and does not declare, for those who do not know it."""
        used = {piece.split(":", 1)[0] for kind, piece in sparql.tokens(text) if kind == "name"}
        own = [f"PREFIX {p}: <{prefixes[p]}>" for p in sorted(used & set(prefixes))]
        return " ".join([f"BASE <{base}>", *own, text])

    def _read(self, reply: Reply, *, graph: bool) -> Any:  # noqa: ANN401 - as above
        """Return an answer: rows while they arrive, a graph once it is here."""
        media = reply.media
        try:
            if graph and media in _GRAPHS:
                made = ox.Store()
                made.bulk_load(cast("IO[bytes]", reply), _GRAPHS[media])
                reply.finish()
                return made.query("CONSTRUCT WHERE { ?s ?p ?o }")
            if not graph and media in _ROWS:
                found = ox.parse_query_results(cast("IO[bytes]", reply), format=_ROWS[media])
                if isinstance(found, ox.QuerySolutions):
                    return Rows(found, reply)
                reply.finish()
                return found
        except (SyntaxError, ValueError) as error:
            raise not_whole(error) from None
        reply.close()
        raise StoreError(
            f"{self._address.url}: answers with {media}, which is no answer to SPARQL; name the "
            "endpoint itself, such as https://HOST/query or https://HOST/sparql"
        )

    def ask(self, query: str, request: Request, deadline: float | None) -> Answer:
        """Answer one request as the query process does; see ``nkgraph.engine``."""
        frames = Frames()
        try:
            self._look(deadline)
            chosen = self._chosen(request)
            found = self._asked(query, None, None, deadline, chosen)
            sending.send(found, request, self._prefixes, frames)
        except SyntaxError as error:
            frames.say(sending.END, sending.SYNTAX, str(error))
        return Answer(frames, deadline)

    def _chosen(self, request: Request) -> dict[str, Any]:
        """Return a request's dataset as options of ``query``; every graph of it is there."""
        chosen: dict[str, Any] = {}
        for name, iris in (("default_graph", request.default), ("named_graphs", request.named)):
            if iris is not None:
                chosen[name] = [ox.NamedNode(iri) for iri in dict.fromkeys(iris)]
                for node in chosen[name]:
                    if not self.contains_named_graph(node):
                        raise QueryError(f"the endpoint has no graph {node}")
        return chosen

    def _look(self, deadline: float | None = None) -> None:
        """Check once that the endpoint has claims where queries look for them."""
        if self._looked:
            return
        (row,) = self.query(_HERE, deadline=deadline)
        if row["d"].value != "true":
            where = "in named graphs alone" if row["n"].value == "true" else "nowhere"
            raise StoreError(
                f"{self._address.url}: has claims {where}; load the graph's merged copy into its "
                "default graph (`nkgraph export --format turtle`) beside the named graphs "
                "(`nkgraph export --format nquads`)"
            )
        self._looked = True

    def close(self) -> None:
        """Do nothing: no connection is kept."""

    def flush(self) -> None:
        """Do nothing: nothing is written."""

    def named_graphs(self) -> Iterator[Node]:
        """Yield the names of the graphs."""
        for row in self.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"):
            yield row["g"]

    def contains_named_graph(self, name: Node) -> bool:
        """Tell whether the endpoint has something in a graph."""
        return bool(self.query(f"ASK {{ GRAPH {name} {{ ?s ?p ?o }} }}"))

    def __len__(self) -> int:
        return self._count("{ ?s ?p ?o }") + self._count("{ GRAPH ?g { ?s ?p ?o } }")

    def _count(self, pattern: str) -> int:
        (row,) = self.query(f"SELECT (COUNT(*) AS ?n) {pattern}")
        return int(row["n"].value)

    def __iter__(self) -> Iterator[ox.Quad]:
        """Yield the quads of the named graphs.

        Raises:
            QueryError: the endpoint did not hand out all of them.
        """
        self._look()
        there, found = self._count("{ GRAPH ?g { ?s ?p ?o } }"), 0
        for row in self.query(_QUADS):
            found += 1
            yield ox.Quad(*row)
        if found != there:
            raise QueryError(
                f"{self._address.url}: hands out {found:,} of its {there:,} quads; raise its "
                "limit of rows, or export where the graph lies"
            )

    def __contains__(self, quad: ox.Quad) -> bool:
        found = self.quads_for_pattern(quad.subject, quad.predicate, quad.object, quad.graph_name)
        return next(found, None) is not None

    def quads_for_pattern(
        self,
        subject: Term | None,
        predicate: Term | None,
        object: Term | None,  # noqa: A002 - the engine's name
        graph_name: Node | ox.DefaultGraph | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that fit; None fits any, and any graph means any named one."""
        given = {"s": subject, "p": predicate, "o": object, "g": graph_name}
        triple = " ".join(f"?{n}" if given[n] is None else str(given[n]) for n in "spo")
        graph = "?g" if graph_name is None else str(graph_name)
        default = isinstance(graph_name, ox.DefaultGraph)
        pattern = f"{{ {triple} }}" if default else f"{{ GRAPH {graph} {{ {triple} }} }}"
        free = " ".join(f"?{name}" for name, term in given.items() if term is None)
        found: Any = self.query(f"SELECT {free} {pattern}" if free else f"ASK {pattern}")
        rows: Any = found if free else [{}] * bool(found)
        for row in rows:
            terms: Any = [row[n] if term is None else term for n, term in given.items()]
            yield ox.Quad(*terms)

    def dump(self, *, format: ox.RdfFormat, from_graph: Node | ox.DefaultGraph) -> bytes:  # noqa: A002 - the engine's name
        """Return the triples of one graph, written in a format."""
        quads = self.quads_for_pattern(None, None, None, from_graph)
        return _bytes(ox.serialize((quad.triple for quad in quads), format=format))


def _bytes(made: bytes | None) -> bytes:
    assert made is not None  # noqa: S101 - no file was named
    return made


def read_only(store: Path | str) -> Store:
    """Open the store in a folder, or behind an address, to read.

    Raises:
        StoreError: it is no store; an endpoint tells so only when it is asked.
    """
    if address.is_address(store):
        return Store(cast("ox.Store", Endpoint(str(store))), None, None)
    return Store.read_only(store)


def _form(text: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE."""
    rest = sparql.skeleton(text)[sparql.after_prologue(text) :]
    found = re.match(r"\s*([A-Za-z]+)", rest)
    return found.group(1).upper() if found else ""
