"""FROM and FROM NAMED of a query, lifted out of its text.

The engine would count a triple once for each FROM that has it, and says nothing of a graph that
is not there. So the clauses become the request's dataset, which is built and checked apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from nkgraph import sparql
from nkgraph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

Token = tuple[str, str, int]
"""Kind, text and offset."""


@dataclass(frozen=True, slots=True)
class Lifted:
    """A query without its dataset clauses, and what they name.

    Attributes:
        text: the query, every offset unchanged.
        default: IRIs of FROM; None if the query has no clause at all.
        named: IRIs of FROM NAMED; likewise.
    """

    text: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    term: str
    named: bool


def unknown(iri: str) -> QueryError:
    """Return what to raise when a dataset names a graph that the store does not have."""
    return QueryError(
        f"the store has no graph <{iri}>, and nothing is fetched from elsewhere; "
        "`nkgraph info --articles` lists the articles, each of which has a graph of its own"
    )


@lru_cache(maxsize=128)
def lift(text: str, base: str = sparql.BASE) -> Lifted:
    """Take the dataset clauses out of a query that ``sparql.refuse`` has let pass.

    Raises:
        QueryError: a clause that the engine could read in two ways, or an undeclared prefix.
    """
    if "from" not in text.lower():
        return Lifted(text)
    clauses = list(_clauses(text))
    if not clauses:
        return Lifted(text)
    out = list(text)
    for clause in clauses:
        out[clause.start : clause.end] = (
            "\n" if c == "\n" else " " for c in text[clause.start : clause.end]
        )
    iris = _resolved(text, [clause.term for clause in clauses], base)
    default = [iri for iri, clause in zip(iris, clauses, strict=True) if not clause.named]
    named = [iri for iri, clause in zip(iris, clauses, strict=True) if clause.named]
    return Lifted("".join(out), tuple(default), tuple(named))


def _clauses(text: str) -> Iterator[_Clause]:
    """Yield the dataset clauses, which stand before the pattern."""
    pieces = list(_head(text))
    described = bool(pieces) and pieces[0][1].upper() == "DESCRIBE"
    at = 0
    while at < len(pieces):
        kind, piece, start = pieces[at]
        at += 1
        if kind == "name" and piece.lower().startswith("from") and not described:
            raise _glued(text, start)
        if kind != "word" or piece.upper() not in {"FROM", "FROMNAMED"}:
            continue
        named = piece.upper() == "FROMNAMED"
        if at < len(pieces) and pieces[at][1].upper() == "NAMED":
            named, at = True, at + 1
        if at < len(pieces) and pieces[at][0] in {"iri", "name"}:
            kind, term, begin = pieces[at]
            if kind == "name" and not named and term.lower().startswith("named:"):
                raise _glued(text, begin)
            yield _Clause(start, begin + len(term), term, named)
            at += 1


def _head(text: str) -> Iterator[Token]:
    """Yield what matters of the words between the prologue and the pattern, outside brackets."""
    first = sparql.after_prologue(text)
    offset, depth, form, template = 0, 0, "", False
    for kind, piece in sparql.tokens(text):
        start, offset = offset, offset + len(piece)
        if start < first or kind in {"space", "comment"}:
            continue
        word = piece.upper()
        form = form or word
        if depth == 0 and (word == "WHERE" or (piece == "{" and template)):
            return
        if depth == 0 and piece == "{":
            if form != "CONSTRUCT":
                return
            template = True
        if kind == "other" and piece in "{}()":
            depth += 1 if piece in "{(" else -1
        elif depth == 0:
            yield kind, piece, start


def _glued(text: str, offset: int) -> QueryError:
    line = text.count("\n", 0, offset) + 1
    return QueryError(f"query, line {line}: write FROM, NAMED and the graph with spaces between")


def _resolved(text: str, found: list[str], base: str) -> list[str]:
    """Return the IRIs that terms stand for after the query's own prologue."""
    prologue = text[: sparql.after_prologue(text)]
    asked = " ".join(f"({term} AS ?g{number})" for number, term in enumerate(found))
    prefixes = dict(sparql.PREFIXES) | {"id": base}
    try:
        answer = ox.Store().query(
            f"{prologue} SELECT {asked} {{}}", prefixes=prefixes, base_iri=base
        )
    except SyntaxError as error:
        raise sparql.syntax_error(text, str(error)) from None
    assert isinstance(answer, ox.QuerySolutions)  # noqa: S101 - a SELECT
    return [term.value for term in next(answer) if isinstance(term, ox.NamedNode)]
