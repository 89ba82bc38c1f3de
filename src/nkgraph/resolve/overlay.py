"""An index as it will be once some articles have gone and others have come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.resolve.index import MemoryIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nkgraph.resolve.index import Index
    from nkgraph.resolve.signature import Signature


class Overlay:
    """One index upon another."""

    def __init__(self, below: Index, gone: Iterable[str], come: Iterable[Signature]) -> None:
        """Hide articles of an index, and put claims beside the rest.

        Args:
            below: the index as it is.
            gone: ids of the articles that leave it.
            come: claims that enter it.
        """
        self._below = below
        self._gone = frozenset(gone)
        self._hidden = {claim for article in self._gone for claim in below.within(article)}
        self._come = MemoryIndex(come)

    def under(self, key: str) -> frozenset[str]:
        """Return the ids of the claims under a key."""
        return frozenset({*self._below.under(key)} - self._hidden | {*self._come.under(key)})

    def within(self, article: str) -> frozenset[str]:
        """Return the ids of an article's claims."""
        if article in self._gone:
            return frozenset(self._come.within(article))
        return frozenset({*self._below.within(article), *self._come.within(article)})

    def signature(self, claim: str) -> Signature:
        """Return a claim's signature.

        Raises:
            KeyError: no such claim.
        """
        if claim in self._come:
            return self._come.signature(claim)
        if claim in self._hidden:
            raise KeyError(claim)
        return self._below.signature(claim)

    def __contains__(self, claim: str) -> bool:
        """Tell whether the claim is there."""
        try:
            self.signature(claim)
        except KeyError:
            return False
        return True
