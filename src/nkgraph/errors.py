"""Errors that a person can act on: what is wrong, where, and the cure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class NkgraphError(Exception):
    """Bad input or data; the message names it and says what to do.

    ``exit_code`` is what the command line exits with: 3 bad input or data, 2 usage.
    """

    exit_code = 3


class ArticleError(NkgraphError):
    """A source that cannot be read as an article."""


class StoreError(NkgraphError):
    """A folder that is no store, a store of another version, or one in use."""


class QueryError(NkgraphError):
    """A query that cannot be read, is refused, or ran out of time."""


class OntologyError(NkgraphError):
    """A file under ontology/ that breaks its own format."""


class CurationError(NkgraphError):
    """A line of decisions that cannot be read, or speaks of what is not there."""


class ModelError(NkgraphError):
    """A language model that is not installed or not usable."""


def near(word: str, known: Iterable[str]) -> str:
    """Return `` (did you mean 'x'?)`` with the known word nearest to ``word``; else nothing."""
    from difflib import get_close_matches

    folded = {one.casefold(): one for one in sorted(known)}
    found = get_close_matches(word.casefold(), folded, n=1)
    return f" (did you mean {folded[found[0]]!r}?)" if found else ""
