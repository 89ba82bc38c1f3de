"""Small answers, kept while the store stays as it is."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

    from nkgraph.serve.exchange import Headers

_SHARE = 32


class Cache:
    """The answers asked for last, up to ``most`` bytes in all; none above 1/32 of that."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._bytes = 0
        self._state = ""
        self._found: OrderedDict[Hashable, tuple[Headers, bytes]] = OrderedDict()

    def get(self, state: str, key: Hashable) -> tuple[Headers, bytes] | None:
        """Return the answer to a question, if it was kept for this state of the store."""
        if state != self._state:
            self._found.clear()
            self._bytes, self._state = 0, state
        found = self._found.get(key)
        if found is not None:
            self._found.move_to_end(key)
        return found

    def put(self, state: str, key: Hashable, headers: Headers, body: bytes) -> None:
        """Keep an answer, if it is small and the store is still as it was."""
        if state != self._state or key in self._found or len(body) > self._most // _SHARE:
            return
        self._found[key] = headers, body
        self._bytes += len(body)
        while self._bytes > self._most:
            _, (_, gone) = self._found.popitem(last=False)
            self._bytes -= len(gone)
