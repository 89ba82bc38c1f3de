"""What was found out about the words of a parse, kept with the parse.

Frame after frame asks the same of the same words. Offsets are kept instead of tokens: a parse that
held tokens of its own would stay in memory until the garbage collector finds the circle.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Token

    Found = TypeVar("Found")


_MARK = "kept "


def kept(find: Callable[[Token], Found]) -> Callable[[Token], Found]:
    """Ask once for each token of a parse; what is found is immutable and holds no token."""
    name = f"{_MARK}{find.__module__}.{find.__qualname__}"

    @wraps(find)
    def remembered(token: Token) -> Found:
        data = token.doc.user_data
        known = data.get(name)
        if known is None:
            known = data[name] = {}
        at = token.i
        if at not in known:
            known[at] = find(token)
        found: Found = known[at]
        return found

    return remembered


def forget(doc: Doc) -> None:
    """Drop what is kept with a parse, as it is changed."""
    for name in [name for name in doc.user_data if str(name).startswith(_MARK)]:
        del doc.user_data[name]


def kept_tokens(find: Callable[[Token], list[Token]]) -> Callable[[Token], list[Token]]:
    """Ask once for each token of a parse which others of it are meant; every list is a new one."""

    @kept
    @wraps(find)
    def offsets(token: Token) -> tuple[int, ...]:
        return tuple(found.i for found in find(token))

    @wraps(find)
    def remembered(token: Token) -> list[Token]:
        doc = token.doc
        return [doc[i] for i in offsets(token)]

    return remembered
