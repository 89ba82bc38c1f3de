"""Asking the store: named queries, and any SPARQL query in a process that can be stopped."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from nkgraph import dataset, folder, sparql, terms
from nkgraph import params as parameters
from nkgraph.address import is_address
from nkgraph.closing import Closing
from nkgraph.engine import MEMORY, Engine, Request
from nkgraph.errors import QueryError, near
from nkgraph.params import Parameter
from nkgraph.remote import Endpoint
from nkgraph.resources import load_yaml, ontology_dir
from nkgraph.results import Result, tsv_rows
from nkgraph.streams import Stream, check

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT = 30.0
"""Seconds that a query may take unless told otherwise."""
LIMIT = 100_000
"""Rows that an answer may hold unless told otherwise."""

_HEAD = re.compile(r"#\s*(title|question|about|param\s+\w+):\s*(.*)")
_PARAM = re.compile(r"(.*?)\s*\((\w+)(,\s*optional)?\)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """One file of ontology/queries/: what it answers, and what it can be told.

    Attributes:
        about: a line of ontology/queries/topics.yaml; "" where the file does not say.
    """

    name: str
    title: str
    question: str
    about: str
    parameters: tuple[Parameter, ...]
    text: str


def parse_named(name: str, text: str) -> NamedQuery:
    """Read a query's head: ``# title:``, ``# question:``, ``# about:``, ``# param NAME: …``."""
    fields = {"title": name, "question": "", "about": ""}
    declared = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        if not (match := _HEAD.match(line)):
            continue
        key, value = match.groups()
        if not key.startswith("param"):
            fields[key] = value.strip()
            continue
        described = _PARAM.fullmatch(value)
        meaning, kind, optional = described.groups() if described else (value, "any", None)
        declared.append(
            Parameter(
                name=key.split()[1], meaning=meaning, type=kind, optional=optional is not None
            )
        )
    return NamedQuery(
        name=name,
        title=fields["title"],
        question=fields["question"],
        about=fields["about"],
        parameters=tuple(declared),
        text=text,
    )


@cache
def named() -> tuple[NamedQuery, ...]:
    """Return the queries under ontology/queries/, by name."""
    files = sorted((ontology_dir() / "queries").glob("*.rq"))
    return tuple(parse_named(f.stem, f.read_text(encoding="utf-8")) for f in files)


def by_topic() -> tuple[tuple[str, tuple[NamedQuery, ...]], ...]:
    """Return each topic of ontology/queries/topics.yaml with its queries, by name."""
    topics = load_yaml("queries/topics.yaml")
    return tuple((topic, tuple(q for q in named() if q.about == topic)) for topic in topics)


def find(text: str) -> NamedQuery:
    """Return the query that ``text`` names: a stock query, a .rq file, or the SPARQL itself.

    Raises:
        QueryError: a file that cannot be read, or a single word that names no query.
    """
    for stock in named():
        if stock.name == text:
            return stock
    if not text.strip():
        raise QueryError("the query is empty; write SPARQL, or name a query")
    if text.endswith(".rq") and "\n" not in text:
        try:
            return parse_named(text, Path(text).read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise QueryError(f"{text}: cannot be read: {error.strerror}") from None
        except UnicodeDecodeError as error:
            raise QueryError(f"{text}: not UTF-8 at byte {error.start}; save it so") from None
    if re.fullmatch(r"\s*[\w-]*\s*", text):
        names = [q.name for q in named()]
        guess = near(text.strip(), names)
        listed = ", ".join(names) or "none"
        raise QueryError(f"no query is named {text.strip()!r}{guess}; named queries: {listed}")
    return parse_named("the query", text)


def prepare(
    text: str, given: Mapping[str, str], ask: parameters.Ask, base: str = sparql.BASE
) -> str:
    """Return the SPARQL to run: refusals checked, parameters bound as terms.

    Raises:
        QueryError: a refused query, or a parameter that is unknown, missing or unfit.
    """
    query = find(text)
    sparql.refuse(query.text)
    known = {p.name: p for p in query.parameters}
    if known:
        parameters.check(given, known, query.name)
    if not given:
        return query.text
    bound = sparql.bind(query.text, parameters.terms(given, known, ask, base))
    sparql.refuse(bound)
    return bound


class Session(Closing):
    """A query process on one store, for as many queries as wanted; a context manager.

    A query that takes too long is ended with its process; the next one starts another. What a
    writer adds between two queries the second one sees.

    Args:
        store: the store's folder, or the address of a SPARQL endpoint.
        base: the IRI that ids such as ``country/PRK`` are relative to.
        memory: bytes that a query may use; None for all there are.

    Raises:
        StoreError: ``store`` is no store.
    """

    def __init__(
        self, store: Path | str, *, base: str = sparql.BASE, memory: int | None = MEMORY
    ) -> None:
        self._base = base
        prefixes = dict(sparql.PREFIXES) | {"id": base}
        self._engine: Engine | Endpoint
        if is_address(store):
            self._engine = Endpoint(str(store), prefixes, base)
        else:
            self._engine = Engine(folder.check(Path(store)), prefixes, base, memory)
        self._turn = threading.Lock()

    def close(self) -> None:
        """End the process, if one runs."""
        self._engine.close()

    def run(
        self,
        text: str,
        params: Mapping[str, str] | None = None,
        *,
        timeout: float | None = TIMEOUT,
        limit: int | None = LIMIT,
    ) -> Result:
        """Answer one query; see ``query.run``."""
        with self._turn:
            stream = self.stream(Request(query=text, rows=limit), params, timeout=timeout)
            return stream.result()

    def stream(
        self,
        request: Request,
        params: Mapping[str, str] | None = None,
        *,
        timeout: float | None = TIMEOUT,
    ) -> Stream:
        """Answer one query in bytes of the formats it asks for, while they are made.

        Read it to its end before the next query; only its end tells whether it was whole.

        Args:
            request: its query may be anything that ``run`` takes; a dataset given with it goes
                before FROM in the query, as the SPARQL protocol wants.
            params: as in ``run``.
            timeout: seconds until the last byte; None waits forever.

        Raises:
            QueryError: the query is not valid, refused, or took too long.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        try:
            bound = prepare(
                request.query, params or {}, lambda own: self._ask(own, deadline), self._base
            )
            lifted = dataset.lift(bound, self._base)
            if lifted.default is not None and request.default is request.named is None:
                request = replace(request, default=lifted.default, named=lifted.named)
            answer = self._engine.ask(lifted.text, request, deadline)
            check(bound, answer.end)
        except BaseException as error:
            self.fail(error, request.query, timeout)
            raise
        return Stream(answer, bound, lambda error: self.fail(error, request.query, timeout))

    def prepare(
        self, text: str, params: Mapping[str, str], *, timeout: float | None = TIMEOUT
    ) -> str:
        """Return the SPARQL that ``run`` would run, its parameters bound as terms.

        Raises:
            QueryError: as ``run`` does.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        try:
            return prepare(text, params, lambda own: self._ask(own, deadline), self._base)
        except BaseException as error:
            self.fail(error, text, timeout)
            raise

    def _ask(self, text: str, deadline: float | None) -> list[list[str]]:
        answer = self._engine.ask(text, Request(query=text, rows=LIMIT), deadline)
        data = b"".join(answer)
        check(text, answer.end)
        return [[terms.plain(term) for term in row] for row in tsv_rows(data)]

    def fail(self, error: BaseException, text: str, timeout: float | None) -> None:
        """End a query that goes on; raise an error to act on in the place of some others.

        Raises:
            QueryError: the query took too long, or stands in a file that the error now names.
        """
        if isinstance(error, QueryError):
            raise sparql.in_file(error, text) from None
        self.close()
        if isinstance(error, TimeoutError):
            raise QueryError(
                f"the query was stopped after {timeout:g} s; give it longer (--timeout SECONDS, "
                "timeout= in Python), add a LIMIT, or make its patterns share variables"
            ) from None


def run(
    store: Path | str,
    text: str,
    params: Mapping[str, str] | None = None,
    *,
    timeout: float | None = TIMEOUT,
    limit: int | None = LIMIT,
) -> Result:
    """Answer one query on the store in the folder ``store``.

    Args:
        store: the store's folder.
        text: a named query, the path of a .rq file, or SPARQL (SELECT, ASK, CONSTRUCT, DESCRIBE).
        params: variable name → value: an IRI, an id (``country/PRK``), an alpha-3 code, a date, a
            number or an actor's name.
        timeout: seconds; None waits forever.
        limit: rows or triples to return; ``Result.complete`` says whether that was all.

    Raises:
        StoreError: ``store`` is no store.
        QueryError: the query is not valid, refused, or took too long.
    """
    with Session(store) as session:
        return session.run(text, params, timeout=timeout, limit=limit)
