"""What IRIs are called where a person reads them: short forms, and labels from the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from nkgraph import sparql, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Select = Callable[[str], Iterable[Mapping[str, terms.Term | None]]]

_LABELS = """SELECT ?thing (MIN(?label) AS ?name) {
  VALUES ?thing { %s } ?thing rdfs:label|skos:prefLabel ?label } GROUP BY ?thing"""


def short(iri: str) -> str:
    """Return an IRI as a query may write it: ``nk:Claim``, or ``country/PRK`` for our own."""
    for prefix, start in sparql.PREFIXES.items():
        if prefix != "id" and iri.startswith(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri.removeprefix(sparql.BASE)


def labels(select: Select, iris: Iterable[str]) -> dict[str, str]:
    """Return IRI → label, for those that the graph has a label for.

    Args:
        select: runs a query on the store.
        iris: as they stand in answers, so that they are valid.
    """
    wanted = " ".join(str(NamedNode(iri)) for iri in sorted(set(iris)))
    rows = select(_LABELS.replace("%s", wanted)) if wanted else ()
    return {terms.plain(row["thing"]): terms.plain(row["name"]) for row in rows}
