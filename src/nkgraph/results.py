"""Answers to queries, and the formats that SPARQL defines for them.

CSV and TSV carry text from articles into spreadsheets: a cell that would be read as a formula
gets a leading apostrophe in CSV (``nkgraph.cells``); TSV writes terms as Turtle does, so that
no cell can begin with one.
"""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, overload
from typing import Literal as OneOf

import pyoxigraph as ox
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple

from nkgraph import terms, xmltext
from nkgraph.cells import guard
from nkgraph.errors import QueryError

Row = tuple[terms.Term | None, ...]
T = TypeVar("T")

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


class Late(Sequence[T]):
    """Rows or triples as the engine wrote them, read when they are first looked at."""

    def __init__(self, data: bytes, read: Callable[[bytes], Iterator[T]]) -> None:
        self._data, self._read = data, read
        self._items: tuple[T, ...] | None = None

    def _all(self) -> tuple[T, ...]:
        if self._items is None:
            self._items, self._data = tuple(self._read(self._data)), b""
        return self._items

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self._all()[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def tsv_rows(data: bytes) -> Iterator[Row]:
    """Yield the rows of an answer in TSV."""
    found = ox.parse_query_results(data, format=ox.QueryResultsFormat.TSV)
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - TSV holds nothing else
    return map(tuple, found)


def triples(data: bytes) -> Iterator[Triple]:
    """Yield the triples of an answer in N-Triples."""
    return (quad.triple for quad in ox.parse(data, ox.RdfFormat.N_TRIPLES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The answer to one query.

    Attributes:
        kind: what was asked for: rows (SELECT), boolean (ASK) or graph (CONSTRUCT, DESCRIBE).
        complete: False when the limit cut rows or triples off.
    """

    kind: OneOf["rows", "boolean", "graph"]
    variables: tuple[str, ...] = ()
    rows: Sequence[Row] = ()
    boolean: bool | None = None
    triples: Sequence[Triple] = ()
    complete: bool = True

    def dicts(self) -> list[dict[str, Any]]:
        """Return one dict per row, variable → Python value (None where unbound)."""
        return [
            {v: terms.python(t) for v, t in zip(self.variables, row, strict=True)}
            for row in self.rows
        ]

    def write(self, format: str) -> str:  # noqa: A002 - the option's name
        """Return the answer as json, csv, tsv, xml, or turtle (graphs only).

        Raises:
            QueryError: a format that cannot hold this kind of answer.
        """
        writers = _GRAPH_WRITERS if self.kind == "graph" else _WRITERS
        if format not in writers or (self.kind == "boolean" and format in {"csv", "tsv"}):
            fitting = sorted({"json", "xml"} if self.kind == "boolean" else writers)
            raise QueryError(
                f"an answer of kind {self.kind} cannot be written as {format}; "
                f"choose one of {', '.join(fitting)}"
            )
        return writers[format](self)


def _json_term(term: terms.Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        out = {"type": "literal", "value": term.value}
        if term.language:
            out["xml:lang"] = term.language
        elif term.datatype.value != _XSD_STRING:
            out["datatype"] = term.datatype.value
        return out
    return {"type": "literal", "value": str(term)}


def _json(result: Result) -> str:
    if result.kind == "boolean":
        return json.dumps({"head": {}, "boolean": result.boolean}) + "\n"
    bindings = [
        {v: _json_term(t) for v, t in zip(result.variables, row, strict=True) if t is not None}
        for row in result.rows
    ]
    document = {"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _csv(result: Result) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(result.variables)
    writer.writerows([guard(terms.plain(t)) for t in row] for row in result.rows)
    return out.getvalue()


def _tsv(result: Result) -> str:
    lines = ["\t".join(f"?{v}" for v in result.variables)]
    lines += [
        "\t".join("" if t is None else str(t).replace("\t", "\\t") for t in row)
        for row in result.rows
    ]
    return "\n".join(lines) + "\n"


def _xml_text(text: str) -> str:
    """Return ``text`` for XML 1.0; characters that it cannot hold become U+FFFD."""
    return html.escape(xmltext.allowed(text)).replace("\r", "&#13;")


def _quoted(text: str) -> str:
    return f'"{_xml_text(text)}"'


def _xml_term(term: terms.Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if not isinstance(term, Literal):
        return f"<literal>{_xml_text(str(term))}</literal>"
    attribute = ""
    if term.language:
        attribute = f" xml:lang={_quoted(term.language)}"
    elif term.datatype.value != _XSD_STRING:
        attribute = f" datatype={_quoted(term.datatype.value)}"
    return f"<literal{attribute}>{_xml_text(term.value)}</literal>"


def _xml(result: Result) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<sparql xmlns="http://www.w3.org/2005/sparql-results#">')
    if result.kind == "boolean":
        lines += ["<head/>", f"<boolean>{str(result.boolean).lower()}</boolean>"]
    else:
        names = "".join(f"<variable name={_quoted(v)}/>" for v in result.variables)
        lines += [f"<head>{names}</head>", "<results>"]
        for row in result.rows:
            cells = "".join(
                f"<binding name={_quoted(v)}>{_xml_term(t)}</binding>"
                for v, t in zip(result.variables, row, strict=True)
                if t is not None
            )
            lines.append(f"<result>{cells}</result>")
        lines.append("</results>")
    return "\n".join([*lines, "</sparql>", ""])


def _turtle(result: Result) -> str:
    from nkgraph.export.turtle import write

    return write(terms.placed(triple, DefaultGraph()) for triple in result.triples)


_WRITERS: Mapping[str, Callable[[Result], str]] = {
    "csv": _csv,
    "json": _json,
    "tsv": _tsv,
    "xml": _xml,
}
_GRAPH_WRITERS: Mapping[str, Callable[[Result], str]] = {"turtle": _turtle}
