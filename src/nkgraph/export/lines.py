"""JSON Lines: one claim a line, in the order of ``records.records``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from nkgraph.records import records

if TYPE_CHECKING:
    from nkgraph.store import Store


def export(store: Store) -> bytes:
    """Return the records as UTF-8 text."""
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records(store))
    return "".join(lines).encode("utf-8")
