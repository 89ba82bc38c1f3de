"""Answers of an endpoint on their way to whoever asked, in no more memory than a few of their rows.

What is kept is kept on disk once it is long. Nothing of an answer is handed on before it is known
to be whole, or cut where it was to be: what is broken is told in the place of it.
"""

from __future__ import annotations

import tempfile
import weakref
from typing import IO, TYPE_CHECKING, Any, Self, cast

import pyoxigraph as ox

from nkgraph import sending
from nkgraph.errors import QueryError
from nkgraph.sending import FRAME

if TYPE_CHECKING:
    from nkgraph.address import Reply

IN_MEMORY = 1 << 23
"""Bytes of an answer that are kept in memory; the rest waits on disk."""


def not_whole(error: Exception) -> QueryError:
    """Return what to raise when an answer cannot be read to its end."""
    return QueryError(
        f"the endpoint's answer is not whole ({error}); it may have stopped the query: "
        "add a LIMIT, or make its patterns share variables"
    )


class _Kept:
    """A file in memory while it is small, which goes when nobody needs it any more."""

    def __init__(self) -> None:
        file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by the next line
        weakref.finalize(self, file.close)
        self.read, self.write, self.seek = file.read, file.write, file.seek

    def flush(self) -> None:
        """Do nothing: who writes also reads."""


class Frames:
    """The frames of one answer, kept until they are read; a pipe and an engine at once."""

    def __init__(self) -> None:
        self._kept = _Kept()

    def frame(self, kind: bytes, payload: bytes) -> None:
        """Add a frame; ``END`` is the last."""
        self._kept.write(FRAME.pack(kind, len(payload)) + payload)
        if kind == sending.END:
            self._kept.seek(0)

    def say(self, kind: bytes, *fields: str) -> None:
        """Add a frame of fields between tabs."""
        self.frame(kind, "\t".join(fields).encode())

    def receive(self, _deadline: float | None) -> tuple[bytes, bytes]:
        """Return kind and payload of the next frame."""
        kind, size = FRAME.unpack(self._kept.read(FRAME.size))
        return kind, self._kept.read(size)


class Rows:
    """Rows while they arrive, to be read as the engine's own; they tell what is wrong with them.

    Attributes:
        variables: the names of the columns.
    """

    def __init__(self, found: ox.QuerySolutions, reply: Reply) -> None:
        self._found, self._reply = found, reply
        self.variables = found.variables

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> ox.QuerySolution:
        try:
            return cast("ox.QuerySolution", next(self._found))
        except StopIteration:
            self._reply.finish()
            raise
        except (SyntaxError, ValueError) as error:
            raise not_whole(error) from None

    def serialize(self, output: Any, *, format: ox.QueryResultsFormat) -> None:  # noqa: A002, ANN401 - the engine's
        """Write the rows to a file, as they arrive, to their end."""
        try:
            self._found.serialize(output, format=format)
            self._reply.finish()
        except (SyntaxError, ValueError) as error:
            raise not_whole(error) from None
        finally:
            self._reply.close()

    def kept(self) -> ox.QuerySolutions:
        """Return the rows as the engine's own, once all of them are here."""
        file: Any = _Kept()
        self.serialize(file, format=ox.QueryResultsFormat.JSON)
        file.seek(0)
        found = ox.parse_query_results(cast("IO[bytes]", file), format=ox.QueryResultsFormat.JSON)
        return cast("ox.QuerySolutions", found)
