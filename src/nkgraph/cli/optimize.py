"""``nkgraph optimize``: the store's files in the best order to read."""

from __future__ import annotations

from pathlib import Path

import click

from nkgraph.cli.options import store_option
from nkgraph.cli.output import say


@click.command(name="optimize")
@store_option
def command(store: str) -> None:
    """Put the store's files in the best order to read.

    Queries are then fastest. Large builds do so by themselves; it pays after many small ones. What
    a killed build left behind goes, too. No quad changes.

    \b
    Example:
      nkgraph optimize
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph import folder
    from nkgraph.store import Store

    folder.check(Path(store))
    before = folder.size(Path(store))
    with Store.open(store) as opened:
        opened.optimize()
    after = folder.size(Path(store))
    say(f"{store} is in order: {before / 1e6:,.1f} MB before, {after / 1e6:,.1f} MB now")
