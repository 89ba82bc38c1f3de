"""How a query process (``nkgraph.worker``) is started, and what its last words mean."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOR_WANT_OF_MEMORY = (b"memory allocation", b"bad_alloc", b"MemoryError", b"Cannot allocate")

_MIMALLOC = "cmeel.prefix/lib/libmimalloc.so"
"""Where the package cmeel-mimalloc puts it, seen from a folder of packages."""
_SEPARATOR = re.compile(r"[\s:]")


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
    """Return the environment of a query process.

    It finds this package first, and allocates by mimalloc if that is installed: the engine
    allocates for every look-up in its tables, which glibc takes a fifth of a join's time for.
    """
    home = str(Path(__file__).parent.parent)
    path = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    found = os.environ | {"PYTHONPATH": os.pathsep.join(path)}
    if sys.platform == "linux" and (library := _allocator()):
        found["LD_PRELOAD"] = ":".join(filter(None, [os.environ.get("LD_PRELOAD"), library]))
        found["MIMALLOC_ARENA_RESERVE"] = "65536"  # KiB; else a GiB is the process's at once
    return found


def _allocator() -> str | None:
    """Return where mimalloc's library is; None without it, or where LD_PRELOAD cannot name it."""
    places = (Path(place, _MIMALLOC) for place in sys.path)
    found = next((str(place) for place in places if place.exists()), None)
    return None if found is None or _SEPARATOR.search(found) else found


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
