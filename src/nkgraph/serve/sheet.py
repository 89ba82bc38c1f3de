"""Answers in SPARQL's JSON, as tables and lists that a page can show."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from nkgraph import vocab

if TYPE_CHECKING:
    from collections.abc import Mapping

    Term = Mapping[str, str]

_XSD = vocab.PREFIXES["xsd"]
_NUMBERS = frozenset(_XSD + n for n in ("integer", "decimal", "double", "float", "int", "long"))
_AFTER_ID = "!$&'()*+,;=:@/-._~%"
"""What may stand unescaped in the path of an address."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A term as a page shows it: its words, where they lead, and what stands behind them."""

    text: str
    href: str | None = None
    title: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: names of columns, rows of cells, and how many rows the answer has in all."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Names:
    """How IRIs are shortened and linked.

    Attributes:
        base: what the IRIs of instances begin with.
    """

    base: str

    def short(self, iri: str) -> str:
        """Return an IRI as a person reads it: ``nk:Claim``, ``country/PRK``."""
        if iri.startswith(self.base):
            return iri.removeprefix(self.base)
        for prefix, namespace in vocab.PREFIXES.items():
            if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    def href(self, iri: str) -> str:
        """Return where this server tells of an IRI."""
        rest = iri.removeprefix(self.base)
        if iri.startswith(self.base) and rest and not set("?#") & set(rest):
            return "/id/" + quote(rest, safe=_AFTER_ID)
        return "/iri?iri=" + quote(iri, safe="")

    def cell(self, term: Term | None, label: str | None = None) -> Cell:
        """Return a term's cell; ``label`` stands in place of an IRI."""
        if term is None:
            return Cell("" if label is None else label)
        value = term["value"]
        if term["type"] == "uri":
            return Cell(label or self.short(value), self.href(value), value)
        return Cell(value, number=term.get("datatype") in _NUMBERS)


def bindings(body: bytes) -> list[dict[str, Any]]:
    """Return the rows of an answer, variable → term."""
    found: list[dict[str, Any]] = json.loads(body)["results"]["bindings"]
    return found


def variables(body: bytes) -> list[str]:
    """Return the names of an answer's columns."""
    found: list[str] = json.loads(body)["head"]["vars"]
    return found


def sheet(body: bytes, names: Names, most: int) -> Sheet:
    """Return an answer as a table of at most ``most`` rows.

    A column ``xLabel`` beside ``x`` is shown as the words of ``x``.
    """
    told = json.loads(body)
    if "boolean" in told:
        return Sheet(("answer",), ((Cell("yes" if told["boolean"] else "no"),),), 1)
    variables = told["head"]["vars"]
    labels = {v + "Label" for v in variables}
    columns = [v for v in variables if v not in labels]
    found = told["results"]["bindings"]
    rows = tuple(
        tuple(names.cell(row.get(v), row.get(v + "Label", {}).get("value")) for v in columns)
        for row in found[:most]
    )
    return Sheet(tuple(columns), rows, len(found))
