"""``nkgraph restore``: a copy of a store put where the store was."""

from __future__ import annotations

import click

from nkgraph.cli.options import store_option
from nkgraph.cli.output import say


@click.command(name="restore", no_args_is_help=True)
@click.argument("source", metavar="FOLDER")
@store_option
def command(source: str, store: str) -> None:
    """Make the store anew from a copy of it.

    FOLDER is what `nkgraph backup` made; it stays as it is. Nothing is written over: when there is
    a store already, move it away or name another with --store.

    \b
    Example:
      nkgraph restore sunday.store --store again.store
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph.store import Store

    with Store.open(source) as opened:
        opened.backup(store)
    say(f"{store} is what {source} holds")
