"""The process that answers queries: reads one request a line, writes its answer as lines.

It runs as a script of its own (``python worker.py``), imports nothing but the RDF engine, opens
the store read-only and anew for each request, and cuts itself off from the network where the
system lets it. Whoever started it may kill it at any moment.

Request: ``{"store", "query", "prefixes", "base", "limit"}``. Answer: a head
``{"rows": [variables]}``, ``{"boolean": …}`` or ``{"graph": true}``, then the rows (lists of
terms in N-Triples syntax or null) or triples (lists of three), then ``{"complete": bool}``; or
``{"syntax": message}`` or ``{"error": message}`` at any point.
"""

from __future__ import annotations

import contextlib
import json
import re
import signal
import sys
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEW_NETWORK = 0x40000000
_NEW_USER = 0x10000000
_SIGNAL_AT_PARENTS_END = 1
_TRIES = 50
_ENGINE_FILE = re.compile(r"\b\d{6}\.(?:sst|log)\b|MANIFEST-|CURRENT")
MOVED = (
    "files of the store went while they were read; if another process is writing to it, ask "
    "again, else build it again from its articles"
)


def isolate() -> bool:
    """Leave the network, and end when the parent does (Linux only); tell whether it worked."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.prctl(_SIGNAL_AT_PARENTS_END, signal.SIGKILL)
        return 0 in map(libc.unshare, (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))
    return False


def moved(error: Exception) -> bool:
    """Tell whether the engine missed a file that a writer has just replaced."""
    return "No such file" in str(error) and _ENGINE_FILE.search(str(error)) is not None


def opened(path: str) -> Any:  # noqa: ANN401 - see ``answers``
    """Open a ``pyoxigraph.Store`` to read, beside a writer that may be changing its files.

    Raises:
        OSError, RuntimeError: it cannot be opened, and not because files were just replaced.
    """
    import pyoxigraph

    for _ in range(_TRIES):
        try:
            return pyoxigraph.Store.read_only(path)
        except (OSError, RuntimeError) as error:
            if not moved(error):
                raise
    return pyoxigraph.Store.read_only(path)


def answers(store: Any, request: dict[str, Any]) -> Iterator[object]:  # noqa: ANN401 - see below
    """Yield the lines of the answer to one request, before they are written as JSON.

    Args:
        store: a ``pyoxigraph.Store``; untyped, so that the engine is imported after ``isolate``.
        request: query, prefixes, base and limit.
    """
    import pyoxigraph

    result = store.query(request["query"], prefixes=request["prefixes"], base_iri=request["base"])
    if isinstance(result, pyoxigraph.QueryBoolean):
        yield {"boolean": bool(result)}
        yield {"complete": True}
        return
    found: Iterator[list[str | None]]
    if isinstance(result, pyoxigraph.QueryTriples):
        yield {"graph": True}
        found = ([str(t.subject), str(t.predicate), str(t.object)] for t in result)
    else:
        yield {"rows": [v.value for v in result.variables]}
        found = ([None if t is None else str(t) for t in row] for row in result)
    limit = request["limit"]
    yield from islice(found, limit)
    yield {"complete": limit is None or next(found, None) is None}


def respond(line: str, out: IO[str]) -> None:
    """Answer one request line."""
    request = json.loads(line)
    try:
        for answer in answers(opened(request["store"]), request):
            out.write(json.dumps(answer) + "\n")
    except SyntaxError as error:
        out.write(json.dumps({"syntax": str(error)}) + "\n")
    except (OSError, RuntimeError, ValueError) as error:
        out.write(json.dumps({"error": MOVED if moved(error) else str(error)}) + "\n")
    out.flush()


def main() -> None:
    """Serve until the input ends."""
    isolate()
    for line in sys.stdin:
        respond(line, sys.stdout)


if __name__ == "__main__":
    main()
