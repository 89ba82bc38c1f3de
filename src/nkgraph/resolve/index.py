"""Where claims are looked up by key: what lets one article be resolved without reading all."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from nkgraph.resolve import keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from nkgraph.resolve.signature import Signature


class Index(Protocol):
    """Claims by key, by article, and each by its id."""

    def under(self, key: str) -> Collection[str]:
        """Return the ids of the claims under a key."""
        ...

    def within(self, article: str) -> Collection[str]:
        """Return the ids of an article's claims."""
        ...

    def signature(self, claim: str) -> Signature:
        """Return a claim's signature."""
        ...


class MemoryIndex:
    """All claims at hand."""

    def __init__(self, signatures: Iterable[Signature]) -> None:
        self._signatures: Mapping[str, Signature] = {one.claim: one for one in signatures}
        self._keys: dict[str, set[str]] = defaultdict(set)
        self._articles: dict[str, set[str]] = defaultdict(set)
        for one in self._signatures.values():
            self._articles[one.article].add(one.claim)
            for key in keys.of(one):
                self._keys[key].add(one.claim)

    def under(self, key: str) -> Collection[str]:
        """Return the ids of the claims under a key."""
        return self._keys.get(key, frozenset())

    def within(self, article: str) -> Collection[str]:
        """Return the ids of an article's claims."""
        return self._articles.get(article, frozenset())

    def signature(self, claim: str) -> Signature:
        """Return a claim's signature."""
        return self._signatures[claim]

    def __contains__(self, claim: str) -> bool:
        """Tell whether the claim is there."""
        return claim in self._signatures

    def claims(self) -> tuple[str, ...]:
        """Return the ids of all claims, sorted."""
        return tuple(sorted(self._signatures))
