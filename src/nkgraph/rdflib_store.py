"""A store for RDFLib whose queries stay in it.

RDFLib fetches what SERVICE and FROM name, files included, and asks the store first whether it
wants to answer a query itself. This one looks at the query, refuses what would reach
out, and leaves the answering to RDFLib; so every graph over it is guarded, not one face alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.plugins.stores.memory import Memory

from nkgraph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

_REACHING = {
    "ServiceGraphPattern": "SERVICE",
    "DatasetClause": "FROM",
}


_NO_UPDATE = (
    "this copy takes no SPARQL updates (RDFLib's may fetch what LOAD names, and CLEAR DEFAULT "
    "deletes every graph); change it with add() and remove()"
)


class LocalStore(Memory):
    """RDFLib's store in memory, for queries that reach neither the network nor files."""

    def query(self, query: Query | str, *_: object, **__: object) -> NoReturn:
        """Refuse a query that reaches out; leave any other to RDFLib.

        Raises:
            QueryError: SERVICE or FROM.
            NotImplementedError: RDFLib's sign that it is to answer.
        """
        _refuse(query.algebra) if isinstance(query, Query) else _refuse_text(query)
        raise NotImplementedError

    def update(self, *_: object, **__: object) -> NoReturn:
        """Refuse.

        Raises:
            QueryError: always.
        """
        raise QueryError(_NO_UPDATE)


@lru_cache(maxsize=128)  # SHACL asks the same query once a node
def _refuse_text(text: str) -> None:
    _refuse(parseQuery(text))


def _refuse(query: object) -> None:
    """Raise QueryError for a parsed query that names something to fetch."""
    for name in _names(query):
        if name in _REACHING:
            raise QueryError(
                f"{_REACHING[name]} is refused: RDFLib would fetch what it names, from the network "
                "or from files; write GRAPH <article> { … } to look at one article, and add what "
                "another endpoint says by yourself"
            )


def _names(part: object) -> Iterator[str]:
    """Yield the names of the clauses of a parsed query, however deep."""
    if isinstance(part, CompValue):
        yield part.name
        part = list(part.values())
    if isinstance(part, (list, tuple)) or hasattr(part, "asList"):
        for one in part:  # type: ignore[attr-defined]  # pyparsing's results are sequences
            yield from _names(one)
