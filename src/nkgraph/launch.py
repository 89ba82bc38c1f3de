"""How a query process (``nkgraph.worker``) is started, and what its last words mean."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOR_WANT_OF_MEMORY = (b"memory allocation", b"bad_alloc", b"MemoryError", b"Cannot allocate")


def command(
    rdf: Path, prefixes: Mapping[str, str], base: str, memory: int | None
) -> tuple[str, ...]:
    """Return what starts a query process.

    Args:
        rdf: the folder of the RDF engine's files.
        prefixes: prefix → namespace, which queries need not declare.
        base: the IRI that relative ones in queries are resolved against.
        memory: bytes that the process may use; None for all there are.
    """
    told = {"store": str(rdf), "prefixes": dict(prefixes), "base_iri": base, "memory": memory}
    return sys.executable, "-P", "-X", "utf8", "-m", "nkgraph.worker", json.dumps(told)


def environment() -> dict[str, str]:
    """Return the environment of a query process: it finds this package first."""
    home = str(Path(__file__).parent.parent)
    path = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(path)}


def too_much(said: bytes, memory: int | None) -> str | None:
    """Return that a query needed too much memory; None when its process ended of something else.

    Args:
        said: what the process wrote to stderr.
        memory: bytes that it could use; None for all there were.
    """
    if not any(sign in said for sign in _FOR_WANT_OF_MEMORY):
        return None
    most = "the memory there is" if memory is None else f"{memory >> 20:,} MiB of memory"
    return (
        f"the query needs more than {most}; add a LIMIT, sort or group fewer rows, or make its "
        "patterns share variables"
    )
