"""CSV: one row per claim, for spreadsheets; the columns are those of ``nkgraph.claims``.

Several names in one cell are joined by "; ". A cell that a spreadsheet would read as a formula
(it begins with = + - @, a tab or a carriage return, and is no number) gets a leading apostrophe.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from nkgraph import claims
from nkgraph.cells import guard

if TYPE_CHECKING:
    from nkgraph.store import Store


def export(store: Store) -> bytes:
    """Return header and rows in UTF-8, lines ended by CR LF as RFC 4180 asks."""
    columns = claims.table(store).columns
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(column.name for column in columns)
    for row in zip(*(column.values for column in columns), strict=True):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode("utf-8")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return guard(claims.JOINT.join(value))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return guard(str(value))
