"""Answers to queries as Python values."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from nkgraph.results import Result

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 20


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

    def __init__(self, result: Result) -> None:
        if result.kind == "graph":
            shape: tuple[str, ...] = ("subject", "predicate", "object")
            rows = tuple((t.subject, t.predicate, t.object) for t in result.triples)
            self._rows = Result(kind="rows", variables=shape, rows=rows).dicts()
            self.variables = shape
        else:
            self._rows = result.dicts()
            self.variables = result.variables
        self.result, self.boolean, self.complete = result, result.boolean, result.complete

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __bool__(self) -> bool:
        return bool(self._rows) if self.boolean is None else self.boolean

    def __repr__(self) -> str:
        if self.boolean is not None:
            return f"Rows(boolean={self.boolean})"
        cut = "" if self.complete else ", cut off"
        return f"Rows({len(self)} rows{cut}: {', '.join(self.variables)})"

    def to_dataframe(self) -> pd.DataFrame:
        """Return the rows as a data frame, one column per variable.

        Example:
            ``graph.query("SELECT ?type { ?event a ?type }").to_dataframe().value_counts()``
        """
        import pandas as pd

        return pd.DataFrame(self._rows, columns=list(self.variables))

    def to_csv(self, path: str | Path | None = None) -> str:
        """Return the rows as CSV, and write them to ``path`` if one is given.

        Example:
            ``graph.query("estimates").to_csv("estimates.csv")``
        """
        text = self.result.write("csv")
        if path is not None:
            Path(path).write_text(text, encoding="utf-8", newline="")
        return text

    def _repr_html_(self) -> str:
        if self.boolean is not None:
            return f"<p>{str(self.boolean).lower()}</p>"
        head = "".join(f"<th>{html.escape(v)}</th>" for v in self.variables)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{html.escape('' if v is None else str(v))}</td>" for v in row.values())
            + "</tr>"
            for row in self._rows[:_SHOWN]
        )
        more = f"<p>… {len(self) - _SHOWN} more rows</p>" if len(self) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
