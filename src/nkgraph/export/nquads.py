"""N-Quads: one quad a line, sorted, in canonical form; the file to compare stores by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nkgraph.store import Store


def export(store: Store) -> bytes:
    """Return the quads of all named graphs; there are no blank nodes to rename."""
    return "".join(sorted(f"{quad} .\n" for quad in store.quads())).encode("utf-8")
