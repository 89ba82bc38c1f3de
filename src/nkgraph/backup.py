"""A store copied whole: quads, notes and what people decided.

A backup is a store like any other: it can be asked, added to, and copied back.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from nkgraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph as ox


def make(store: Path, engines: Mapping[str, ox.Store], target: Path) -> None:
    """Copy a store to a folder that is not there yet; it appears whole or not at all.

    Args:
        store: its folder.
        engines: its parts by the name of their folder, open for writing.
        target: where the copy goes.

    Raises:
        StoreError: something is there, or it cannot be written.
    """
    if target.exists() or target.is_symlink():
        raise StoreError(f"{target}: is there already and is left as it is; name another folder")
    if store.resolve() in target.resolve().parents:
        raise StoreError(f"{target}: lies in the store that is to be copied; name another folder")
    beside = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        for name, engine in engines.items():
            engine.backup(str(beside / name))
        for file in store.iterdir():
            if file.is_file() and not file.name.startswith("."):
                shutil.copy2(file, beside / file.name)
        beside.chmod(store.stat().st_mode & 0o777)
        beside.rename(target)
    except OSError as error:
        raise StoreError(
            f"{target}: the copy cannot be written ({error.strerror or error}); "
            "name a folder that may be written to and has room"
        ) from None
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
