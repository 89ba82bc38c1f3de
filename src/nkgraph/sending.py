"""What an answer is on the wire: frames, in the engine's own bytes, counted and cut.

A frame is one byte of kind, four bytes of length (big-endian), the payload. An answer is

    H  fields between tabs: rows, boolean or graph; the media type of the data (nothing if there
       are none); the variables of rows, or ``true`` or ``false``
    D  the engine's own bytes, of that media type, in any number of frames
    E  one of ``whole`` and ``cut``; or, also in the place of everything else, ``syntax``,
       ``graph`` (one that the store does not have) or ``error``, a tab, and what it is about
"""

from __future__ import annotations

import csv
import re
import struct
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

FRAME = struct.Struct(">cI")
"""What precedes a payload: its kind and its length in bytes."""
QUERY, HEAD, DATA, END = b"Q", b"H", b"D", b"E"
WHOLE, CUT, SYNTAX, GRAPH, ERROR = "whole", "cut", "syntax", "graph", "error"
TSV, N_TRIPLES = "text/tab-separated-values", "application/n-triples"

_CSV, _JSON = "text/csv", "application/sparql-results+json"
_XML = "application/sparql-results+xml"
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_REPLACEMENT = "\ufffd".encode()
_BY_LINES = {TSV, N_TRIPLES}


class Wanted(Protocol):
    """What of a request its answer is cut and written by."""

    @property
    def rows(self) -> int | None:
        """Rows or triples at most."""

    @property
    def size(self) -> int | None:
        """Bytes at most."""

    @property
    def formats(self) -> tuple[str, str] | None:
        """Media types for rows and for a graph."""


class Out(Protocol):
    """Where frames go."""

    def frame(self, kind: bytes, payload: bytes) -> None:
        """Add a frame."""

    def say(self, kind: bytes, *fields: str) -> None:
        """Add a frame of fields between tabs."""


class _CutError(Exception):
    """The answer holds more than was asked for."""


class Sink:
    """A file that the engine writes its answer into: it counts, cuts and hands on.

    Args:
        take: what the bytes are handed to.
        lines: lines to let pass; None for all.
        size: bytes to let pass; None for all.
        whole: whether to cut only at the end of a line.
    """

    def __init__(
        self, take: Callable[[bytes], object], lines: int | None, size: int | None, *, whole: bool
    ) -> None:
        self._take, self._lines, self._size, self._whole = take, lines, size, whole
        self._shut = False

    def write(self, data: bytes) -> int:
        """Take some bytes.

        Raises:
            _CutError: there were more than may pass.
        """
        if self._shut:  # the engine empties its buffer while it gives up
            return len(data)
        end = self._within_lines(data)
        if self._size is not None:
            if end > self._size:
                end = data.rfind(b"\n", 0, self._size) + 1 if self._whole else self._size
            self._size -= end
        if end:
            self._take(data[:end])
        if end < len(data):
            self._shut = True
            raise _CutError
        return len(data)

    def _within_lines(self, data: bytes) -> int:
        """Return where the last line ends that may still pass."""
        if self._lines is None:
            return len(data)
        count = data.count(b"\n")
        if count < self._lines:
            self._lines -= count
            return len(data)
        end = 0
        for _ in range(self._lines):
            end = data.index(b"\n", end) + 1
        self._lines = 0
        return end

    def flush(self) -> None:
        """Do nothing: nothing waits here."""


def send(found: Any, request: Wanted, prefixes: dict[str, str], pipe: Out) -> None:  # noqa: ANN401 - the engine's
    """Send what a query found, as it is wanted, to its end.

    Args:
        found: the engine's rows, triples or boolean.
        request: rows, size and formats of it count.
        prefixes: to shorten IRIs with, in formats that can.
        pipe: where the answer goes.
    """
    import pyoxigraph

    rows, graph = request.formats or (TSV, N_TRIPLES)
    try:
        if isinstance(found, pyoxigraph.QueryBoolean):
            complete = _boolean(found, request.formats and rows, pipe)
        elif isinstance(found, pyoxigraph.QueryTriples):
            complete = _graph(found, graph, request, pipe, prefixes)
        else:
            complete = _rows(found, rows, request, pipe)
    except _CutError:
        complete = False
    pipe.say(END, WHOLE if complete else CUT)


def _boolean(found: Any, media: str | None, pipe: Out) -> bool:  # noqa: ANN401 - the engine's
    """Send yes or no; CSV and TSV have no way to write it, JSON takes their place."""
    from pyoxigraph import QueryResultsFormat

    media = _JSON if media in {_CSV, TSV} else media
    pipe.say(HEAD, "boolean", media or "", "true" if found else "false")
    if media is not None:
        pipe.frame(DATA, found.serialize(format=QueryResultsFormat.from_media_type(media)))
    return True


def _graph(
    found: Any,  # noqa: ANN401 - the engine's
    media: str,
    request: Wanted,
    pipe: Out,
    prefixes: dict[str, str],
) -> bool:
    """Send triples; tell whether these were all."""
    import pyoxigraph

    pipe.say(HEAD, "graph", media)
    limit, by_lines = request.rows, media in _BY_LINES
    sink: Any = Sink(_data(pipe), limit if by_lines else None, request.size, whole=by_lines)
    form = pyoxigraph.RdfFormat.from_media_type(media)
    if by_lines:
        found.serialize(sink, format=form)
        return True
    pyoxigraph.serialize(islice(found, limit), sink, format=form, prefixes=prefixes)
    return limit is None or next(found, None) is None


def _rows(found: Any, media: str, request: Wanted, pipe: Out) -> bool:  # noqa: ANN401
    """Send rows; tell whether these were all.

    Only in TSV does a line end tell a row's end. With a limit of rows, JSON and XML are made from
    the TSV of as many, when that is whole; so they are well formed even if they are cut.
    """
    import pyoxigraph

    pipe.say(HEAD, "rows", media, *(variable.value for variable in found.variables))
    limit, complete = request.rows, True
    if media == _CSV:
        _csv(found, limit, Sink(_data(pipe), None, request.size, whole=False))
        return limit is None or next(found, None) is None
    take = _xml(_data(pipe)) if media == _XML else _data(pipe)
    lines = None if limit is None else limit + 1  # the names stand in the first
    if media != TSV and lines is not None:
        tsv = bytearray()
        complete = _passes(found, Sink(tsv.extend, lines, request.size, whole=True))
        found = pyoxigraph.parse_query_results(bytes(tsv), format=pyoxigraph.QueryResultsFormat.TSV)
        lines = None
    sink = Sink(take, lines, request.size, whole=media == TSV)
    found.serialize(sink, format=pyoxigraph.QueryResultsFormat.from_media_type(media))
    return complete


def _xml(take: Callable[[bytes], object]) -> Callable[[bytes], object]:
    """Return what takes XML, and hands it on without characters that XML 1.0 cannot hold."""
    return lambda data: take(_NOT_XML.sub(_REPLACEMENT, data))


def _passes(found: Any, sink: Sink) -> bool:  # noqa: ANN401 - the engine's
    """Write rows as TSV; tell whether all of them passed."""
    from pyoxigraph import QueryResultsFormat

    try:
        found.serialize(sink, format=QueryResultsFormat.TSV)
    except _CutError:
        return False
    return True


def _csv(found: Any, limit: int | None, sink: Sink) -> None:  # noqa: ANN401 - the engine's
    """Write rows as CSV in which no text is a formula."""
    from nkgraph.cells import guard
    from nkgraph.terms import plain

    class Text:
        def write(self, line: str) -> int:
            return sink.write(line.encode())

    writer = csv.writer(Text(), lineterminator="\r\n")
    writer.writerow([variable.value for variable in found.variables])
    writer.writerows([guard(plain(term)) for term in row] for row in islice(found, limit))


def _data(pipe: Out) -> Callable[[bytes], object]:
    return lambda data: pipe.frame(DATA, data)
