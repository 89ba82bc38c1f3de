"""What happens to a source that gives no article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that gave no article.

    Attributes:
        source: the path as given, or ``-`` for standard input.
        reason: what is wrong with it.
        cure: what to do about it.
        note: True for something left aside on purpose (a picture in a folder of texts):
            worth saying, but not an error.
    """

    source: str
    reason: str
    cure: str
    note: bool = False

    def __str__(self) -> str:
        """Return one line for a person: where, what, and the cure."""
        source = self.source.encode("utf-8", "backslashreplace").decode("utf-8")
        name = "standard input" if source == "-" else source
        return f"{name}: {self.reason}; {self.cure}" if self.cure else f"{name}: {self.reason}"


class UnreadableError(Exception):
    """Raised while one source is read; becomes its ``Failure``."""

    def __init__(self, reason: str, cure: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cure = cure
