"""Parquet: the claims as typed columns (``nkgraph.claims``), for DuckDB, R, pandas, Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph import claims

if TYPE_CHECKING:
    from nkgraph.store import Store


def export(store: Store) -> bytes:
    """Return one row per claim.

    Raises:
        NkgraphError: pyarrow is not installed.
    """
    return claims.table(store).parquet()
