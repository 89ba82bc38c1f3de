"""A table of typed columns, for whichever library it is wanted in.

Each kind has one type in every library:

========  =============  ======================  ==========================
kind      pandas         Arrow                   Polars
========  =============  ======================  ==========================
text      str            string                  String
integer   Int64          int64                   Int64
decimal   float64        decimal128(38, scale)   Decimal(38, scale)
real      float64        double                  Float64
boolean   boolean        bool                    Boolean
date      datetime64[s]  date32                  Date
moment    datetime64     timestamp[us]           Datetime
texts     object         list<string>            List(String)
========  =============  ======================  ==========================

What is missing is null in each (NaN or NaT where pandas has no other). A moment with a time zone
is in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from nkgraph.columns import DIGITS, Column, scale, zone
from nkgraph.errors import NkgraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from types import ModuleType

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from nkgraph.columns import Kind


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of one length, for whichever library they are wanted in.

    Example:
        ``graph.claims().to_parquet("claims.parquet")``
    """

    columns: tuple[Column, ...]

    def __len__(self) -> int:
        return len(self.columns[0].values) if self.columns else 0

    def __repr__(self) -> str:
        return f"Table({len(self)} rows: {', '.join(c.name for c in self.columns)})"

    def _repr_html_(self) -> str:
        return str(self.to_dataframe()._repr_html_())  # type: ignore[operator] # the stubs lack it

    def to_dataframe(self) -> pd.DataFrame:
        """Return a pandas data frame; decimals are floats in it, everything else is exact."""
        import pandas as pd

        found = {column.name: _PANDAS[column.kind](column.values) for column in self.columns}
        return pd.DataFrame(found, columns=[column.name for column in self.columns])

    def to_arrow(self) -> pa.Table:
        """Return an Arrow table; what a column means stands in the metadata of its field.

        Raises:
            NkgraphError: pyarrow is not installed.
        """
        arrow = _library("pyarrow", "arrow")
        schema = arrow.schema([_arrow_field(arrow, column) for column in self.columns])
        arrays = [arrow.array(c.values, schema.field(c.name).type) for c in self.columns]
        return cast("pa.Table", arrow.table(arrays, schema=schema))

    def to_polars(self) -> pl.DataFrame:
        """Return a Polars data frame.

        Raises:
            NkgraphError: polars is not installed.
        """
        polars = _library("polars", "polars")
        series = [
            polars.Series(c.name, list(c.values), dtype=_polars_type(polars, c))
            for c in self.columns
        ]
        return cast("pl.DataFrame", polars.DataFrame(series))

    def parquet(self) -> bytes:
        """Return a Parquet file; the same table and version of pyarrow give the same bytes.

        Raises:
            NkgraphError: pyarrow is not installed.
        """
        table = self.to_arrow()
        sink = _library("pyarrow", "arrow").BufferOutputStream()
        _library("pyarrow.parquet", "arrow").write_table(table, sink, compression="zstd")
        return bytes(sink.getvalue())

    def to_parquet(self, path: str | Path) -> None:
        """Write a Parquet file to ``path``.

        Raises:
            NkgraphError: pyarrow is not installed.
        """
        Path(path).write_bytes(self.parquet())


def _library(module: str, extra: str) -> ModuleType:
    """Import a library that only some ask for.

    Raises:
        NkgraphError: it is not installed; names the extra that brings it.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        name = module.partition(".")[0]
        if error.name != name:
            raise
        raise NkgraphError(
            f"{name} is not installed; `pip install {name}` (the extra nkgraph[{extra}])"
        ) from None


def _floats(values: Iterable[Any]) -> Any:  # noqa: ANN401 - an array of numpy's
    import numpy as np

    return np.array([np.nan if v is None else float(v) for v in values], dtype="float64")


def _days(values: Sequence[Any]) -> Any:  # noqa: ANN401 - an array of numpy's
    import numpy as np

    return np.array(values, dtype="datetime64[D]").astype("datetime64[s]")


def _moments(values: Sequence[Any]) -> Any:  # noqa: ANN401 - a series of pandas'
    import numpy as np
    import pandas as pd

    naive = [None if v is None else v.replace(tzinfo=None) for v in values]
    found = pd.Series(np.array(naive, dtype="datetime64[us]"))
    where = zone(values)
    return found.dt.tz_localize(where) if where else found


def _of(dtype: str) -> Callable[[Sequence[Any]], Any]:
    """Return what makes a pandas series of a given type."""

    def series(values: Sequence[Any]) -> Any:  # noqa: ANN401 - a series of pandas'
        import pandas as pd

        return pd.Series(values, dtype=dtype)

    return series


_PANDAS: Final[Mapping[Kind, Callable[[Sequence[Any]], Any]]] = {
    "text": _of("str"),
    "integer": _of("Int64"),
    "decimal": _floats,
    "real": _floats,
    "boolean": _of("boolean"),
    "date": _days,
    "moment": _moments,
    "texts": _of("object"),
}


def _arrow_field(arrow: ModuleType, column: Column) -> Any:  # noqa: ANN401 - a field of Arrow's
    told = {"description": column.meaning} if column.meaning else None
    return arrow.field(column.name, _arrow_type(arrow, column), metadata=told)


def _arrow_type(arrow: ModuleType, column: Column) -> Any:  # noqa: ANN401 - a type of Arrow's
    if column.kind == "decimal":
        return arrow.decimal128(DIGITS, scale(column.values))
    if column.kind == "moment":
        return arrow.timestamp("us", zone(column.values))
    return {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "real": arrow.float64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
        "texts": arrow.list_(arrow.string()),
    }[column.kind]


def _polars_type(polars: ModuleType, column: Column) -> Any:  # noqa: ANN401 - a type of Polars'
    if column.kind == "decimal":
        return polars.Decimal(DIGITS, scale(column.values))
    if column.kind == "moment":
        return polars.Datetime("us", zone(column.values))
    return {
        "text": polars.String,
        "integer": polars.Int64,
        "real": polars.Float64,
        "boolean": polars.Boolean,
        "date": polars.Date,
        "texts": polars.List(polars.String),
    }[column.kind]
