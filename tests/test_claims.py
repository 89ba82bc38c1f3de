"""The flat table of claims: a row per claim, the same in Arrow, Parquet, pandas, Polars and CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from tests.test_ledger import NAME, corpus, stored

from nkgraph.claims import COLUMNS, JOINT, table
from nkgraph.cli import main
from nkgraph.export import EXPORTERS
from nkgraph.graph import Graph
from nkgraph.records import records
from nkgraph.store import Store

if TYPE_CHECKING:
    from pathlib import Path


def rows(store: Store) -> list[dict[str, Any]]:
    return table(store).to_arrow().to_pylist()


def test_a_row_per_claim_in_the_order_of_the_records(memory: Store) -> None:
    found = table(memory)
    assert [c.name for c in found.columns] == [name for name, *_ in COLUMNS]
    assert [row["id"] for row in rows(memory)] == [record["id"] for record in records(memory)]
    assert repr(found).startswith("Table(7 rows: id, event, type, agent,")


def test_a_relayed_plan_in_full(memory: Store) -> None:
    (row,) = (row for row in rows(memory) if row["via"])
    nis, yonhap = ("https://w3id.org/nkgraph/id/organization/" + n for n in ("nis", "yonhap"))
    assert row["claimants"] == [NAME]
    assert (row["claimant_ids"], row["claimant_states"]) == ([nis], ["KOR"])
    assert (row["via"], row["via_ids"]) == (["Yonhap News Agency"], [yonhap])
    assert (row["originator"], row["originator_id"], row["originator_state"]) == (NAME, nis, "KOR")
    assert (row["agent"], row["agent_states"], row["recipient"]) == (
        "North Korea",
        ["PRK"],
        "Russia",
    )
    assert (row["low"], row["comparator"], row["modality"], row["status"]) == (
        3000.0,
        "approximately",
        "planned",
        "planned",
    )
    assert row["published"] == dt.date(2024, 10, 18)
    assert row["types"][-1] == "Event"
    assert (row["end"] - row["start"], row["text"]) == (29, "about 3,000 troops may follow")


def test_dates_and_what_is_not_known(memory: Store) -> None:
    found = {row["text"].split()[0]: row for row in rows(memory)}
    assert found["more"]["earliest"] == dt.date(2024, 10, 1)
    assert found["more"]["latest"] == dt.date(2024, 10, 31)
    assert found["more"]["max"] is None
    own_voice = found["They"]
    assert (own_voice["claimants"], own_voice["originator"], own_voice["low"]) == ([], None, None)


def test_lineage_is_counted() -> None:
    found = {row["low"]: row for row in rows(stored(corpus()))}
    counted = ("status", "supersedes", "superseded_by", "contradicts", "tellings", "articles")
    assert [found[3000.0][name] for name in counted] == ["superseded", 0, 1, 0, 1, 1]
    assert [found[4000.0][name] for name in counted] == ["current", 1, 0, 0, 1, 1]
    assert found[5000.0]["status"] == "possible"


@pytest.mark.model
def test_tellings_of_one_utterance_share_their_name(examples: Store) -> None:
    found = rows(examples)
    names = {row["id"] for row in found}
    told = {row["utterance"] for row in found}
    assert told < names
    for utterance in told:
        group = [row for row in found if row["utterance"] == utterance]
        assert {row["tellings"] for row in group} == {len(group)}
        assert utterance == min(row["id"] for row in group)
        assert len({row["originator"] for row in group}) == 1
    prisoner = [row for row in found if "prisoner-dies" in row["source"] and row["tellings"] > 1]
    assert {row["articles"] for row in prisoner} == {1}, "the two articles are copies of one text"


def test_pandas_polars_parquet_and_csv_have_the_same(memory: Store) -> None:
    expected = rows(memory)
    assert table(memory).to_polars().to_dicts() == expected
    data = EXPORTERS["parquet"](memory)
    assert pq.read_table(io.BytesIO(data)).to_pylist() == expected
    frame = Graph(memory).to_dataframe()
    assert frame["earliest"].dt.month.dropna().tolist() == [10, 10]
    assert frame["low"].sum() == sum(row["low"] or 0 for row in expected)
    cells = list(csv.DictReader(io.StringIO(EXPORTERS["csv"](memory).decode())))
    assert [row["claimants"] for row in cells] == [JOINT.join(r["claimants"]) for r in expected]
    assert {row["low"] for row in cells} == {"", "300", "3000", "10000"}
    assert {row["published"] for row in cells} == {"", "2024-10-18"}


def test_columns_carry_their_meaning(memory: Store) -> None:
    schema = pq.read_schema(io.BytesIO(EXPORTERS["parquet"](memory)))
    told = {field.name: field.metadata for field in schema}
    assert told == {name: {b"description": told.encode()} for name, _, told in COLUMNS}


def test_an_empty_store_has_typed_columns() -> None:
    found = table(Store.memory())
    assert len(found) == 0
    assert str(found.to_dataframe()["earliest"].dtype) == "datetime64[s]"
    assert str(found.to_arrow().schema.field("claimants").type) == "list<item: string>"


def test_the_verb_writes_parquet(built: Path, tmp_path: Path) -> None:
    target = tmp_path / "claims.parquet"
    done = CliRunner().invoke(
        main, ["--store", str(built), "export", "--format", "parquet", "-o", str(target)]
    )
    assert done.exit_code == 0, done.output
    assert pq.read_table(target).num_rows == 7
