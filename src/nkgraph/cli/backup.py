"""``nkgraph backup``: the store copied to another folder."""

from __future__ import annotations

import click

from nkgraph.cli.options import store_option
from nkgraph.cli.output import say


@click.command(name="backup", no_args_is_help=True)
@click.argument("target", metavar="FOLDER")
@store_option
def command(target: str, store: str) -> None:
    """Copy the store, decisions included, to a new folder.

    FOLDER must not be there yet. The copy is a store like any other: ask it with --store FOLDER,
    add to it, or put it back with `nkgraph restore`. On the same disk it shares the engine's files
    with the store until either changes, so it takes hardly any time or room; keep one on another
    disk against a broken disk. While another process writes to the store, nothing is copied.

    \b
    Example:
      nkgraph backup monday.store
      nkgraph backup monday.store && nkgraph info --store monday.store
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph.store import Store

    with Store.open(store) as opened:
        opened.backup(target)
    say(f"{target} is a copy of {store}")
