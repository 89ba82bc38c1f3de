"""Asking the store: named queries, and any SPARQL query in a process that can be stopped."""

from __future__ import annotations

import contextlib
import json
import queue
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pyoxigraph import Triple

from nkgraph import folder, sparql, terms
from nkgraph import params as parameters
from nkgraph.closing import Closing
from nkgraph.errors import QueryError, near
from nkgraph.params import Parameter
from nkgraph.resources import ontology_dir
from nkgraph.results import Result

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT = 30.0
"""Seconds that a query may take unless told otherwise."""
LIMIT = 100_000
"""Rows that an answer may hold unless told otherwise."""

_HEAD = re.compile(r"#\s*(title|question|param\s+\w+):\s*(.*)")
_PARAM = re.compile(r"(.*?)\s*\((\w+)(,\s*optional)?\)\s*")
_END = '{"error": "the query process ended, perhaps for want of memory; add a LIMIT"}'


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """One file of ontology/queries/: what it answers, and what it can be told."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    text: str


def parse_named(name: str, text: str) -> NamedQuery:
    """Read a query's head comment: ``# title:``, ``# question:``, ``# param NAME: …``."""
    fields = {"title": name, "question": ""}
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
        parameters=tuple(declared),
        text=text,
    )


@cache
def named() -> tuple[NamedQuery, ...]:
    """Return the queries under ontology/queries/, by name."""
    files = sorted((ontology_dir() / "queries").glob("*.rq"))
    return tuple(parse_named(f.stem, f.read_text(encoding="utf-8")) for f in files)


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
    """A worker process on one store, for as many queries as wanted; a context manager.

    A query that takes too long is ended with its process; the next one starts another.
    """

    def __init__(self, store: Path | str, *, base: str = sparql.BASE) -> None:
        self._rdf = folder.check(Path(store))
        self._base = base
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._text = ""

    def close(self) -> None:
        """End the process, if one runs."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if process.stdin:
            with contextlib.suppress(OSError):
                process.stdin.close()

    def run(
        self,
        text: str,
        params: Mapping[str, str] | None = None,
        *,
        timeout: float | None = TIMEOUT,
        limit: int | None = LIMIT,
    ) -> Result:
        """Answer one query; see ``query.run``."""
        deadline = None if timeout is None else time.monotonic() + timeout
        try:
            bound = prepare(text, params or {}, lambda t: self._ask(t, deadline), self._base)
            return self._result(bound, deadline, limit)
        except TimeoutError:
            self.close()
            raise QueryError(
                f"the query was stopped after {timeout:g} s; give it longer (--timeout SECONDS, "
                "timeout= in Python), add a LIMIT, or make its patterns share variables"
            ) from None
        except QueryError as error:
            self.close()
            raise sparql.in_file(error, text) from None
        except BaseException:
            self.close()
            raise

    def _ask(self, text: str, deadline: float | None) -> list[list[str]]:
        return [[terms.plain(t) for t in row] for row in self._result(text, deadline, LIMIT).rows]

    def _result(self, text: str, deadline: float | None, limit: int | None) -> Result:
        self._send(text, limit)
        head = self._receive(deadline)
        if "boolean" in head:
            self._receive(deadline)
            return Result(kind="boolean", boolean=bool(head["boolean"]))
        rows: list[Any] = []
        while isinstance(answer := self._line(deadline), list):
            rows.append(tuple(None if t is None else terms.parse_term(t) for t in answer))
        complete = bool(self._checked(answer)["complete"])
        if "graph" in head:
            found = tuple(Triple(*row) for row in rows)
            return Result(kind="graph", triples=found, complete=complete)
        return Result(
            kind="rows", variables=tuple(head["rows"]), rows=tuple(rows), complete=complete
        )

    def _send(self, text: str, limit: int | None) -> None:
        if self._process is None or self._process.poll() is not None:
            self._start()
        self._text = text
        request = {
            "store": str(self._rdf),
            "query": text,
            "prefixes": dict(sparql.PREFIXES) | {"id": self._base},
            "base": self._base,
            "limit": limit,
        }
        assert self._process is not None  # noqa: S101 - started above
        assert self._process.stdin is not None  # noqa: S101 - a pipe was asked for
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise QueryError(f"the query process did not start: {error}") from None

    def _start(self) -> None:
        self.close()
        script = Path(__file__).with_name("worker.py")
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self._lines = queue.SimpleQueue()
        threading.Thread(
            target=_pump, args=(self._process.stdout, self._lines), daemon=True
        ).start()

    def _line(self, deadline: float | None) -> Any:  # noqa: ANN401 - JSON
        wait = None if deadline is None else max(0.0, deadline - time.monotonic())
        try:
            line = self._lines.get(timeout=wait)
        except queue.Empty:
            raise TimeoutError from None
        if wait == 0.0:
            raise TimeoutError
        return json.loads(line)

    def _receive(self, deadline: float | None) -> dict[str, Any]:
        return self._checked(self._line(deadline))

    def _checked(self, answer: dict[str, Any]) -> dict[str, Any]:
        if "syntax" in answer:
            raise sparql.syntax_error(self._text, answer["syntax"])
        if "error" in answer:
            raise QueryError(f"the query could not be answered: {answer['error']}")
        return answer


def _pump(pipe: IO[str], lines: queue.SimpleQueue[str]) -> None:
    """Hand on the worker's lines until it ends."""
    with pipe:
        for line in pipe:
            lines.put(line)
    lines.put(_END)


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
