"""Answers as typed columns: pandas, Polars, Arrow and Parquet agree with the terms."""

from __future__ import annotations

import datetime as dt
import io
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from nkgraph.columns import Column, of_terms
from nkgraph.errors import NkgraphError
from nkgraph.table import Table

if TYPE_CHECKING:
    from nkgraph.terms import Term

XSD = "http://www.w3.org/2001/XMLSchema#"


def lit(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + datatype))


NOON = dt.datetime(2024, 10, 1, 12, tzinfo=dt.UTC)
CASES: dict[str, tuple[list[Term | None], str, list[Any]]] = {
    "integers": ([lit("-1", "integer"), None], "integer", [-1, None]),
    "too large for 64 bits": ([lit(str(2**63), "integer")], "decimal", [Decimal(2**63)]),
    "too large for 38 digits": ([lit("1" * 40, "integer")], "real", [float("1" * 40)]),
    "decimals": ([lit("1.5", "decimal"), None], "decimal", [Decimal("1.5"), None]),
    "widened": ([lit("2", "int"), lit("1.5", "decimal")], "decimal", [Decimal(2), Decimal("1.5")]),
    "widest": ([lit("2", "integer"), lit("1e2", "double")], "real", [2.0, 100.0]),
    "infinite": ([lit("-INF", "float")], "real", [float("-inf")]),
    "booleans": ([lit("true", "boolean"), lit("0", "boolean")], "boolean", [True, False]),
    "dates": ([lit("2024-10-01", "date"), None], "date", [dt.date(2024, 10, 1), None]),
    "local": (
        [lit("2024-10-01T12:00:00", "dateTime")],
        "moment",
        [dt.datetime(2024, 10, 1, 12)],  # noqa: DTZ001 - the literal has no zone either
    ),
    "zones": (
        [lit("2024-10-01T12:00:00Z", "dateTime"), lit("2024-10-01T14:00:00+02:00", "dateTime")],
        "moment",
        [NOON, NOON],
    ),
    "zone and none": (
        [lit("2024-10-01T12:00:00Z", "dateTime"), lit("2024-10-01T12:00:00", "dateTime")],
        "text",
        ["2024-10-01T12:00:00Z", "2024-10-01T12:00:00"],
    ),
    "IRIs": ([NamedNode("urn:x"), None], "text", ["urn:x", None]),
    "mixed": ([lit("1", "integer"), Literal("one")], "text", ["1", "one"]),
    "part of a date": ([lit("2024-10", "gYearMonth")], "text", ["2024-10"]),
    "not well formed": ([lit("1_000", "integer")], "text", ["1_000"]),
    "no such day": ([lit("2024-02-30", "date")], "text", ["2024-02-30"]),
    "with a language": ([Literal("un", language="fr")], "text", ["un"]),
    "never bound": ([None, None], "text", [None, None]),
    "no row": ([], "text", []),
}


@pytest.mark.parametrize("name", CASES)
def test_columns_have_the_kind_of_their_terms(name: str) -> None:
    terms, kind, values = CASES[name]
    assert of_terms("x", terms) == Column("x", kind, values)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", CASES)
def test_arrow_polars_and_parquet_hold_the_values(name: str) -> None:
    values = CASES[name][2]
    table = Table((of_terms("x", CASES[name][0]),))
    assert len(table) == len(values)
    assert table.to_arrow()["x"].to_pylist() == values
    assert table.to_polars()["x"].to_list() == values
    assert pq.read_table(io.BytesIO(table.parquet()))["x"].to_pylist() == values


DTYPES = {
    "integers": "Int64", "decimals": "float64", "widest": "float64", "booleans": "boolean",
    "dates": "datetime64[s]", "local": "datetime64[us]", "zones": "datetime64[us, UTC]",
    "IRIs": "str", "never bound": "str", "no row": "str",
}  # fmt: skip


@pytest.mark.parametrize("name", DTYPES)
def test_pandas_has_real_types(name: str) -> None:
    terms, _, values = CASES[name]
    series = Table((of_terms("x", terms),)).to_dataframe()["x"]
    assert str(series.dtype) == DTYPES[name]
    assert list(series.isna()) == [value is None for value in values]


def test_lists_are_lists() -> None:
    table = Table((Column("names", "texts", [["a", "b"], []]),))
    assert table.to_arrow().schema.field("names").type == pa.list_(pa.string())
    assert table.to_polars().schema["names"] == pl.List(pl.String)
    assert table.to_dataframe()["names"].tolist() == [["a", "b"], []]


NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, places=4, min_value=-(10**20), max_value=10**20
)


@given(st.lists(st.none() | NUMBERS, min_size=1))
@settings(deadline=None)  # the first example imports both libraries
def test_decimals_are_exact_in_arrow_and_polars(numbers: list[Decimal | None]) -> None:
    terms = [None if n is None else lit(f"{n:f}", "decimal") for n in numbers]
    table = Table((of_terms("x", terms),))
    assert table.to_arrow()["x"].to_pylist() == numbers
    assert table.to_polars()["x"].to_list() == numbers


@pytest.mark.parametrize(("name", "extra"), [("pyarrow", "arrow"), ("polars", "polars")])
def test_what_is_not_installed_is_named_with_its_cure(
    name: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    table = Table((Column("x", "text", ["a"]),))
    with pytest.raises(NkgraphError, match=rf"`pip install {name}` .*nkgraph\[{extra}\]"):
        _ = table.to_arrow() if name == "pyarrow" else table.to_polars()
