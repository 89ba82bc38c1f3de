"""What the server and its query processes say to each other: the frames of ``nkgraph.worker``."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from nkgraph import dataset, folder, launch, sending, sparql
from nkgraph.engine import Request
from nkgraph.sending import DATA, END, FRAME
from nkgraph.serve import media
from nkgraph.serve.exchange import Refused
from nkgraph.serve.media import Kind

if TYPE_CHECKING:
    from nkgraph.serve.settings import Settings

__all__ = ["DATA", "END", "Frames", "Question", "command", "died", "failure", "request"]

_NO_FUNCTION = "The custom function"
"""What the engine's words begin with where a query calls a function that it does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query, and the answer that is wanted.

    Attributes:
        text: SPARQL that ``sparql.refuse`` has let pass.
        kind: the kind of its answer.
        format: one of ``media.FORMATS[kind]``.
        default_graphs, named_graphs: the dataset that the request names; none for all.
    """

    text: str
    kind: Kind
    format: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class Frames:
    """Cuts a stream of bytes into frames."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[tuple[bytes, bytes]]:
        """Return the frames that end in ``data``: kind and payload."""
        held, found, start = self._held, [], 0
        held += data
        while len(held) - start >= FRAME.size:
            kind, size = FRAME.unpack_from(held, start)
            end = start + FRAME.size + size
            if len(held) < end:
                break
            found.append((kind, bytes(held[start + FRAME.size : end])))
            start = end
        del held[:start]
        return found


def request(question: Question) -> bytes:
    """Return the frame that puts a question.

    A request that names any graph names the whole dataset (SPARQL 1.1 Protocol, 2.1.4): what it
    leaves out is empty.
    """
    named = bool(question.default_graphs or question.named_graphs)
    wanted = media.FORMATS[question.kind][question.format].split(";")[0]
    return Request(
        query=question.text,
        formats=(wanted, wanted),
        default=question.default_graphs if named else None,
        named=question.named_graphs if named else None,
    ).frame(question.text)


def command(settings: Settings) -> tuple[str, ...]:
    """Return what starts a query process.

    Raises:
        StoreError: there is no store to ask.
    """
    prefixes = dict(sparql.PREFIXES) | {"id": settings.base}
    return launch.command(folder.check(settings.store), prefixes, settings.base, settings.memory)


def died(words: bytes, memory: int | None) -> Refused:
    """Return what to answer when a query's process ended by itself.

    Args:
        words: the end of what it wrote to stderr.
        memory: bytes that it could use.
    """
    message = launch.too_much(words, memory)
    if message is None:
        message = "the query process ended; ask again, or add a LIMIT"
    return Refused(HTTPStatus.INTERNAL_SERVER_ERROR, message)


def failure(question: Question, payload: bytes) -> Refused | None:
    """Return what the end of an answer says went wrong; None when it is whole."""
    kind, _, about = payload.decode().partition("\t")
    match kind:
        case sending.WHOLE:
            return None
        case sending.SYNTAX:
            return Refused(HTTPStatus.BAD_REQUEST, str(sparql.syntax_error(question.text, about)))
        case sending.GRAPH:
            return Refused(HTTPStatus.BAD_REQUEST, str(dataset.unknown(about)))
        case sending.CUT:
            return Refused(HTTPStatus.INSUFFICIENT_STORAGE, "the answer was cut; add a LIMIT")
        case _:
            asked_amiss = about.startswith(_NO_FUNCTION)
            return Refused(
                HTTPStatus.BAD_REQUEST if asked_amiss else HTTPStatus.INTERNAL_SERVER_ERROR,
                f"the query could not be answered: {about}",
            )
