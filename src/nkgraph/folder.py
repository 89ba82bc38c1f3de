"""The store on disk: a folder with a note saying what it is, and the RDF engine's files.

nkgraph.store/
    nkgraph.json    {"nkgraph": "store", "schema": 3}
    rdf/            quads (an Oxigraph store: `oxigraph serve-read-only --location` reads it)
    next/           what `nkgraph migrate` is making of an older layout, while it runs
    readers/        links to the engine's files, for processes that are reading it
    shares/         which article brought which shared quad, so that it can be taken out again,
                    and what was read from each article
    curation.txt    what people decided, one line each (if anybody did)
    curation.followed  these lines as the graph follows them
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from nkgraph import handle, loading
from nkgraph.errors import StoreError
from nkgraph.links import READERS

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA: Final = 3
"""Number of the layout; older ones are read by ``migration`` alone. What each added:

3   shortcuts on claims and events (``nk:eventType``, ``nk:involves`` …)
2   what was read from each article, in the notes
"""
NOTE: Final = "nkgraph.json"
QUADS: Final = "rdf"
NOTES: Final = "shares"
NEXT: Final = "next"


def check(path: Path) -> Path:
    """Return the folder of quads of the store at ``path``.

    Raises:
        StoreError: nothing is there, it is no store, or a store of another layout.
    """
    schema = layout(path)
    if schema > SCHEMA:
        raise StoreError(
            f"{path}: a store of layout {schema}, and this nkgraph reads layout {SCHEMA}; "
            "use the nkgraph that made it, or a newer one"
        )
    if schema < SCHEMA:
        raise StoreError(
            f"{path}: a store of layout {schema}, and this nkgraph reads layout {SCHEMA}; "
            f"`nkgraph migrate --store {path}` makes it one"
        )
    if (path / NEXT).exists():
        raise StoreError(
            f"{path}: a change of its layout was cut short; "
            f"`nkgraph migrate --store {path}` ends it"
        )
    return path / QUADS


def layout(path: Path) -> int:
    """Return the number of the layout of the store at ``path``.

    Raises:
        StoreError: nothing is there, or it is no store.
    """
    if not _seen(path):
        raise StoreError(f"{path}: no store is there; make one with `nkgraph build ARTICLES`")
    if not path.is_dir():
        raise StoreError(f"{path}: is a file, and a store is a folder; name another with --store")
    try:
        note = json.loads((path / NOTE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StoreError(
            f"{path}: is a folder but no nkgraph store ({NOTE} is missing); "
            "name another with --store"
        ) from None
    except OSError as error:
        raise StoreError(f"{path}: {NOTE} cannot be read: {error.strerror}") from None
    except ValueError:
        note = None
    schema = note.get("schema") if isinstance(note, dict) else None
    if not isinstance(schema, int):
        raise StoreError(f"{path}: {NOTE} is damaged; build the store again from its articles")
    return schema


def mark(path: Path) -> None:
    """Note that the folder at ``path`` is a store of this layout; whole or not at all."""
    beside = path / f".{NOTE}"
    beside.write_text(json.dumps({"nkgraph": "store", "schema": SCHEMA}) + "\n", encoding="utf-8")
    beside.replace(path / NOTE)


def settle(path: Path) -> None:
    """Put the parts under ``next/`` in the place of those of the store; again after a crash."""
    for part in (QUADS, NOTES):
        if (path / NEXT / part).exists():
            shutil.rmtree(path / part, ignore_errors=True)
            (path / NEXT / part).rename(path / part)
    shutil.rmtree(path / NEXT)


def engines(path: Path) -> tuple[ox.Store, ox.Store]:
    """Open the quads and the notes of the store at ``path`` to read and write.

    What killed bulk loads left among their files is removed.

    Raises:
        StoreError: another process writes to it, or its files cannot be opened.
    """
    try:
        quads, notes = ox.Store(str(path / QUADS)), ox.Store(str(path / NOTES))
        for part in (QUADS, NOTES):
            loading.sweep(path / part)
    except (OSError, RuntimeError) as error:
        raise cannot_open(path, error) from None
    return quads, notes


def held(path: Path, part: Path) -> handle.Held:
    """Open a part of the store at ``path`` to read, as it stands now.

    Raises:
        StoreError: it cannot be opened.
    """
    try:
        return handle.opened(str(part))
    except (OSError, RuntimeError) as error:
        raise cannot_open(path, error) from None


def state(path: Path) -> str:
    """Name what the store at ``path`` holds now: another text after every write.

    It costs a few looks at files, opens nothing, and is safe in an HTTP ETag. A store that was put
    in order without a change to its quads may get another text too.

    Raises:
        StoreError: it is no store, or was taken away.
    """
    rdf = check(path)
    try:
        return handle.state(str(rdf))
    except OSError as error:
        raise cannot_open(path, error) from None


def _seen(path: Path) -> bool:
    """Tell whether something is at ``path``.

    Raises:
        StoreError: the folders above it cannot be looked into.
    """
    try:
        return path.exists()
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be looked at ({error.strerror}); "
            "check its folder's permissions, or name another with --store"
        ) from None


def make(path: Path) -> None:
    """Make an empty store at ``path``, unless one is there.

    Raises:
        StoreError: something else is there, or the folder cannot be made.
    """
    if _seen(path) and _seen(path / NOTE):
        check(path)
        return
    try:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise StoreError(
                f"{path}: is there already and is no nkgraph store, so it is left as it is; "
                "name another folder with --store"
            )
        path.mkdir(parents=True, exist_ok=True)
        mark(path)
    except OSError as error:
        raise StoreError(
            f"{path}: the store cannot be made ({error.strerror}); "
            "name a folder with --store that may be written to"
        ) from None


def size(path: Path) -> int:
    """Return the bytes that the store's files take, links that readers hold left out."""
    parts = (part for part in path.iterdir() if part.name != READERS)
    files = (file for part in parts for file in (part, *part.rglob("*")))
    return sum(file.stat().st_size for file in files if file.is_file())


def cannot_open(path: Path, error: OSError | RuntimeError) -> StoreError:
    """Return what to raise when the engine could not open the store's files."""
    if "lock" in str(error).lower():
        return StoreError(
            f"{path}: another process is writing to this store; wait until it is done, "
            "or name another with --store"
        )
    if "permission denied" in str(error).lower():
        return StoreError(
            f"{path}: the store's files may not be read or written here ({error}); "
            "check their permissions, or name another with --store"
        )
    return StoreError(
        f"{path}: the store cannot be opened ({error}); build it again from its articles"
    )
