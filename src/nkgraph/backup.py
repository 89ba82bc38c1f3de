"""A store copied whole: quads, notes and what people decided.

A backup is a store like any other: it can be asked, added to, and copied back.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from nkgraph import folder
from nkgraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping


def make(store: Path | None, engines: Mapping[str, ox.Store], target: Path) -> None:
    """Copy a store to a folder that is not there yet; it appears whole or not at all.

    Args:
        store: its folder; None for one in memory.
        engines: its parts by the name of their folder, open for writing.
        target: where the copy goes.

    Raises:
        StoreError: something is there, or it cannot be written.
    """
    if target.exists() or target.is_symlink():
        raise StoreError(f"{target}: is there already and is left as it is; name another folder")
    if store and store.resolve() in target.resolve().parents:
        raise StoreError(f"{target}: lies in the store that is to be copied; name another folder")
    beside = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        if store is None:
            _write(engines, beside)
        else:
            _copy(store, engines, beside)
        beside.rename(target)
    except OSError as error:
        raise StoreError(
            f"{target}: the copy cannot be written ({error.strerror or error}); "
            "name a folder that may be written to and has room"
        ) from None
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)


def _copy(store: Path, engines: Mapping[str, ox.Store], target: Path) -> None:
    """Copy a store's parts, which the engine shares where it can, and its files."""
    for name, engine in engines.items():
        engine.backup(str(target / name))
    for file in store.iterdir():
        if file.is_file() and not file.name.startswith("."):
            shutil.copy2(file, target / file.name)
    target.chmod(store.stat().st_mode & 0o777)


def _write(engines: Mapping[str, ox.Store], target: Path) -> None:
    """Write what is in memory."""
    folder.mark(target)
    for name, engine in engines.items():
        written = ox.Store(str(target / name))
        written.bulk_extend(engine)
        written.flush()
