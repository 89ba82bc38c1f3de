"""The process that answers queries from a store held open to read.

It runs by itself (``python -m nkgraph.worker SETTINGS``), holds the store open between queries,
bounds its own memory, and cuts itself off from the network where the system lets it. Whoever
started it may kill it at any moment.

Both directions speak in frames: one byte of kind, four bytes of length (big-endian), the payload.

    Q  JSON, the request, a list: the query; the rows or triples, and the bytes, that the answer
       may hold (null: any); two media types, for rows and for a graph (null: TSV and N-Triples);
       the IRIs of the graphs that make up the default graph (null: the store's own), and of
       those that GRAPH may look into (null: all)

and its answer is what ``nkgraph.sending`` says.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from nkgraph import handle
from nkgraph.graphs import UnknownGraphError
from nkgraph.replica import Replica
from nkgraph.sending import END, ERROR, FRAME, GRAPH, SYNTAX, send

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FULL = 1 << 16
_OWN = 192 << 20
"""Bytes of data that the process has mapped before it answers anything, at most: the stacks of the
engine's threads, the indexes of its tables, what the allocator keeps at hand."""
_NEW_NETWORK = 0x40000000
_NEW_USER = 0x10000000
_SIGNAL_AT_PARENTS_END = 1


class Request(NamedTuple):
    """A request, its fields in the order in which they are sent."""

    query: str
    rows: int | None
    size: int | None
    formats: tuple[str, str] | None
    default: list[str] | None
    named: list[str] | None


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


def bound(memory: int | None) -> None:
    """Let queries have so many bytes beside the process's own, where the system can (Linux)."""
    if memory is None or not sys.platform.startswith("linux"):
        return
    import resource

    for limit, most in ((resource.RLIMIT_DATA, memory + _OWN), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(limit)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (soft, hard))


class Pipe:
    """Frames of one answer for whoever asked; small ones wait for each other and go together."""

    def __init__(self, output: int) -> None:
        self._output = output
        self._held = bytearray()
        self.begun = False

    def frame(self, kind: bytes, payload: bytes) -> None:
        """Add a frame; an ``END`` sends what waits."""
        self._held += FRAME.pack(kind, len(payload))
        self._held += payload
        if kind == END or len(self._held) >= _FULL:
            self._flush()

    def say(self, kind: bytes, *fields: str) -> None:
        """Add a frame of fields between tabs."""
        self.frame(kind, "\t".join(fields).encode())

    def _flush(self) -> None:
        rest, self._held, self.begun = memoryview(self._held), bytearray(), True
        while rest:
            rest = rest[os.write(self._output, rest) :]


def answer(replica: Replica, request: Request, names: Mapping[str, Any], pipe: Pipe) -> None:
    """Send the answer to one request, but for what the engine raises.

    Args:
        replica: the store.
        request: what to answer.
        names: what the engine is told of names: prefixes and base_iri.
        pipe: where the answer goes.
    """
    store, dataset = replica.dataset(request.default, request.named)
    send(store.query(request.query, **names, **dataset), request, names["prefixes"], pipe)


def respond(replica: Replica, request: Request, names: Mapping[str, Any], output: int) -> None:
    """Answer one request; once more if a writer replaced files before anything was sent."""
    for again in (True, False):
        pipe = Pipe(output)
        try:
            answer(replica, request, names, pipe)
        except BrokenPipeError:
            raise
        except SyntaxError as error:
            pipe.say(END, SYNTAX, str(error))
        except UnknownGraphError as error:
            pipe.say(END, GRAPH, str(error))
        except (OSError, RuntimeError, ValueError) as error:
            gone = handle.moved(error)
            if gone and again and not pipe.begun:
                replica.forget()
                continue
            pipe.say(END, ERROR, handle.MOVED if gone else str(error))
        return


def requests(source: IO[bytes]) -> Iterator[Request]:
    """Yield requests until the input ends."""
    while head := source.read(FRAME.size):
        _, size = FRAME.unpack(head)
        yield Request(*json.loads(source.read(size).decode()))


def main() -> None:
    """Serve until the input ends; the one argument is JSON: store, memory, prefixes, base_iri."""
    settings = json.loads(sys.argv[1])
    isolate()
    bound(settings.pop("memory"))
    replica = Replica(settings.pop("store"))
    output = sys.stdout.fileno()
    with contextlib.suppress(BrokenPipeError):
        for request in requests(sys.stdin.buffer):
            respond(replica, request, settings, output)


if __name__ == "__main__":
    main()
