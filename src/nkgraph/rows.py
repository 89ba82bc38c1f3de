"""Answers to queries as Python values."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from pyoxigraph import NamedNode

from nkgraph import terms
from nkgraph.columns import of_terms
from nkgraph.labels import short
from nkgraph.results import Result
from nkgraph.table import Table

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Names = Callable[[Sequence[str]], Mapping[str, str]]
"""IRIs → the labels of those that have one."""

_SHOWN = 20
_LONGEST = 300


class Rows(Sequence[dict[str, Any]]):
    """The answer to a query: a sequence of dicts, variable → Python value.

    An ASK answer has no rows; its truth is ``boolean``. The rows of a CONSTRUCT answer have the
    keys subject, predicate and object.

    Attributes:
        result: the answer in RDF terms; ``result.write("json")`` and others write it.
        complete: False when the limit cut rows off.

    Example:
        ``for row in graph.query("SELECT ?claim { ?claim a nk:Claim }"): print(row["claim"])``
    """

    def __init__(self, result: Result, names: Names | None = None) -> None:
        self._found = _flat(result)
        self._names = names
        self.variables = self._found.variables
        self.result, self.boolean, self.complete = result, result.boolean, result.complete

    @cached_property
    def _rows(self) -> list[dict[str, Any]]:
        return self._found.dicts()

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._found.rows)

    def __bool__(self) -> bool:
        return len(self) > 0 if self.boolean is None else self.boolean

    def __repr__(self) -> str:
        if self.boolean is not None:
            return f"Rows(boolean={self.boolean})"
        cut = "" if self.complete else ", cut off"
        return f"Rows({len(self)} rows{cut}: {', '.join(self.variables)})"

    @cached_property
    def table(self) -> Table:
        """The rows as typed columns; ``nkgraph.table`` says which type each becomes."""
        columns = zip(*self._found.rows, strict=True) if len(self) else ((),) * len(self.variables)
        named = zip(self.variables, columns, strict=True)
        return Table(tuple(of_terms(name, found) for name, found in named))

    def to_dataframe(self) -> pd.DataFrame:
        """Return the rows as a pandas data frame, one typed column per variable.

        Example:
            ``graph.query("SELECT ?type { ?event a ?type }").to_dataframe().value_counts()``
        """
        return self.table.to_dataframe()

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a Polars data frame, one typed column per variable.

        Raises:
            NkgraphError: polars is not installed.

        Example:
            ``graph.query("SELECT ?type { ?event a ?type }").to_polars().group_by("type").len()``
        """
        return self.table.to_polars()

    def to_arrow(self) -> pa.Table:
        """Return the rows as an Arrow table, one typed column per variable.

        Raises:
            NkgraphError: pyarrow is not installed.

        Example:
            ``graph.query("SELECT ?type { ?event a ?type }").to_arrow().schema``
        """
        return self.table.to_arrow()

    def to_json(self, path: str | Path | None = None) -> str:
        """Return the answer in the SPARQL 1.1 results format, and write it to ``path`` if given.

        Raises:
            QueryError: the answer is a graph; ``result.write("turtle")`` writes one.

        Example:
            ``json.loads(graph.query("ASK { ?c a nk:Claim }").to_json())["boolean"]``
        """
        return self._written("json", path)

    def to_csv(self, path: str | Path | None = None) -> str:
        """Return the rows as CSV, and write them to ``path`` if one is given.

        Example:
            ``graph.query("who-estimates-what").to_csv("estimates.csv")``
        """
        return self._written("csv", path)

    def _written(self, form: str, path: str | Path | None) -> str:
        text = self.result.write(form)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8", newline="")
        return text

    def _repr_html_(self) -> str:
        if self.boolean is not None:
            return f"<p>{str(self.boolean).lower()}</p>"
        shown = self._found.rows[:_SHOWN]
        iris = {t.value for row in shown for t in row if isinstance(t, NamedNode)}
        known = self._names(sorted(iris)) if self._names else {}
        head = "".join(f"<th>{html.escape(v)}</th>" for v in self.variables)
        body = "".join(
            f"<tr>{''.join(f'<td>{_cell(term, known)}</td>' for term in row)}</tr>" for row in shown
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return table + f"<p>{html.escape(self._count())}</p>"

    def _count(self) -> str:
        rows = f"{len(self):,} row{'' if len(self) == 1 else 's'}"
        if not self.complete:
            rows += ", and there are more: limit= gives them"
        return rows if len(self) <= _SHOWN else f"the first {_SHOWN} of {rows}"


def _flat(result: Result) -> Result:
    """Return the triples of a graph as rows; other answers as they are."""
    if result.kind != "graph":
        return result
    rows = tuple((t.subject, t.predicate, t.object) for t in result.triples)
    return Result(kind="rows", variables=("subject", "predicate", "object"), rows=rows)


def _cell(term: terms.Term | None, known: Mapping[str, str]) -> str:
    """Return a term as HTML: an IRI by its label and short form, a text on one line."""
    if isinstance(term, NamedNode):
        label, iri = known.get(term.value), html.escape(short(term.value))
        whole = html.escape(term.value)
        told = f"{_words(label)} <small>{iri}</small>" if label else iri
        return f'<span title="{whole}">{told}</span>'
    return _words(terms.plain(term))


def _words(text: str) -> str:
    line = " ".join(text.split())
    return html.escape(line if len(line) <= _LONGEST else line[:_LONGEST] + "…")
