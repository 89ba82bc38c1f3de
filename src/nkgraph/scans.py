"""Reading a property of all nodes at once.

Each sub-select is one scan, and the engine joins scans in memory; a plain join seeks on disk for
each row, which takes several times as long when all rows are wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nkgraph.store import Store

Row = dict[str, str]
"""Values by column, as plain text."""


def rows(store: Store, text: str) -> list[Row]:
    """Return the answer to a query whose columns are always filled."""
    answer = store.answer(text)
    names = [one.value for one in answer.variables]
    return [dict(zip(names, map(terms.plain, row), strict=True)) for row in answer]


def pairs(store: Store, name: str, *, having: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield the nodes that have a property, with its values.

    Args:
        store: where to look.
        name: the property: ``nk:cue``.
        having: only nodes that have this one, too.
    """
    own = f"{{ SELECT ?node {{ ?node {having} ?any }} }} " if having else ""
    scan = f"{own}{{ SELECT ?node ?value {{ ?node {name} ?value }} }}"
    for node, value in store.answer(f"SELECT ?node ?value {{ {scan} }}"):
        yield node.value, value.value


def least(found: Iterable[tuple[str, str]]) -> Row:
    """Return node → the least of its values."""
    out: Row = {}
    for node, value in found:
        if node not in out or value < out[node]:
            out[node] = value
    return out


def wide(names: Sequence[str]) -> str:
    """Return the query for ``node`` and its properties ``nk:NAME``, of nodes that have them all."""
    parts = (f"{{ SELECT ?node ?{name} {{ ?node nk:{name} ?{name} }} }}" for name in names)
    return f"SELECT ?node {' '.join(f'?{name}' for name in names)} {{ {' '.join(parts)} }}"
