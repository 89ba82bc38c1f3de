"""Which articles a store holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nkgraph import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Select = Callable[[str], Iterable[Mapping[str, terms.Term | None]]]

_ARTICLES = """SELECT ?iri ?source ?title ?publisher ?published ?sha256 {
  ?iri a nk:Article ; nk:contentSource ?source .
  OPTIONAL { ?iri schema:headline ?title } OPTIONAL { ?iri schema:publisher ?publisher }
  OPTIONAL { ?iri schema:datePublished ?published } OPTIONAL { ?iri nk:sha256 ?sha256 } }"""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class StoredArticle:
    """An article as the store knows it; ``source`` is the path or URL that it came from."""

    source: str
    iri: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    sha256: str | None = None


def catalogue(select: Select) -> list[StoredArticle]:
    """Return the articles, sorted by source and IRI; ``select`` runs a query on the store."""
    found = set()
    for row in select(_ARTICLES):
        values = {name: terms.plain(term) for name, term in row.items() if term is not None}
        found.add(StoredArticle(**values))
    return sorted(found, key=lambda article: (article.source, article.iri))
