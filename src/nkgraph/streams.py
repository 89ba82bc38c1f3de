"""An answer while it is made, and what the query process says at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph import dataset, sending, sparql
from nkgraph.errors import QueryError
from nkgraph.results import Late, Result, triples, tsv_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nkgraph.engine import Answer


class Stream:
    """An answer while it is made: iterate it for its bytes.

    Attributes:
        kind: rows (SELECT), boolean (ASK) or graph (CONSTRUCT, DESCRIBE).
        variables: the names of the columns.
        boolean: the answer to ASK.
        media: the media type of the bytes; None when there are none.
        complete: whether this was all; False also as long as it was not read to its end.
    """

    def __init__(self, answer: Answer, text: str, fail: Callable[[BaseException], None]) -> None:
        self._answer, self._text, self._fail = answer, text, fail
        self.kind, media, *rest = answer.head
        self.media = media or None
        self.variables = tuple(rest) if self.kind == "rows" else ()
        self.boolean = rest == ["true"] if self.kind == "boolean" else None

    @property
    def complete(self) -> bool:
        """Whether the answer was read to its end, and nothing was cut off it."""
        return self._answer.end == [sending.WHOLE]

    def __iter__(self) -> Iterator[bytes]:
        """Yield bytes of the type ``media``.

        Raises:
            QueryError: the query took too long, or could not be answered to its end.
        """
        try:
            yield from self._answer
            check(self._text, self._answer.end)
        except BaseException as error:
            self._fail(error)
            raise

    def result(self) -> Result:
        """Read an answer in TSV or N-Triples to its end; return it in terms.

        Raises:
            QueryError: the query took too long, or could not be answered to its end.
        """
        data = b"".join(self)
        if self.kind == "rows":
            return Result(
                kind="rows",
                variables=self.variables,
                rows=Late(data, tsv_rows),
                complete=self.complete,
            )
        if self.kind == "graph":
            return Result(kind="graph", triples=Late(data, triples), complete=self.complete)
        return Result(kind="boolean", boolean=self.boolean)


def check(text: str, end: list[str]) -> None:
    """Raise what the process reports of a query as a QueryError."""
    match end:
        case [sending.SYNTAX, said]:
            raise sparql.syntax_error(text, said)
        case [sending.GRAPH, iri]:
            raise dataset.unknown(iri)
        case [sending.ERROR, said]:
            raise QueryError(f"the query could not be answered: {said}")
        case _:
            pass
