"""An address that nobody may call and a file that nobody may open, and queries that would."""

from __future__ import annotations

import ctypes
import os
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from nkgraph import worker

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "do-not-tell"  # noqa: S105 - no password
_IN_OPEN = 0x20


@dataclass
class Trap:
    """An address that counts its callers and a file that counts its readers."""

    url: str
    secret: Path
    watch: int
    calls: list[str] = field(default_factory=list)

    @property
    def file(self) -> str:
        return self.secret.as_uri()

    def sprung(self) -> list[str]:
        try:
            opened = ["the secret file was opened"] if os.read(self.watch, 4096) else []
        except BlockingIOError:
            opened = []
        return self.calls + opened


def _listen(server: socket.socket, calls: list[str]) -> None:
    while True:
        try:
            caller, _ = server.accept()
        except OSError:
            return
        with caller:
            calls.append(caller.recv(200).decode("latin-1").split("\r\n")[0])


@contextmanager
def set_in(folder: Path) -> Iterator[Trap]:
    """Listen, and watch a file in a folder, while the block lasts (Linux)."""
    secret = folder / "secret.ttl"
    secret.write_text(f'<urn:s> <urn:p> "{SECRET}" .\n', encoding="utf-8")
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(os.O_NONBLOCK)
    assert libc.inotify_add_watch(watch, os.fsencode(secret), _IN_OPEN) > 0
    server = socket.create_server(("127.0.0.1", 0))
    found = Trap(f"http://127.0.0.1:{server.getsockname()[1]}/x", secret, watch)
    threading.Thread(target=_listen, args=(server, found.calls), daemon=True).start()
    yield found
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    os.close(watch)


QUERIES = (
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * { VALUES ?x { <URL> } SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?x) SERVICE SILENT ?x { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "ASK { SERVICE <URL> { } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <FILE> { ?s ?p ?o }",
    "SELECT * FROM NAMED <FILE> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { SERVICE <FILE> { ?s ?p ?o } }",
    "LOAD <URL>",
    "LOAD SILENT <FILE> INTO GRAPH <urn:g>",
    "INSERT { ?s ?p ?o } USING <URL> WHERE { ?s ?p ?o }",
)


def filled(text: str, trap: Trap) -> str:
    return text.replace("URL", trap.url).replace("FILE", trap.file).replace("Place", "URL")


def isolated() -> bool:
    """Tell whether a child of this process can leave the network."""
    child = os.fork()
    if child == 0:
        os._exit(0 if worker.isolate() else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
