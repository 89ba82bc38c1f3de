"""``nkgraph migrate``: a store of an older nkgraph made one of this."""

from __future__ import annotations

from pathlib import Path

import click

from nkgraph.cli.options import store_option
from nkgraph.cli.output import say


@click.command(name="migrate")
@store_option
def command(store: str) -> None:
    """Bring an older nkgraph's store up to date.

    The graph is made anew from what was read from each article, which the store keeps, and from
    what people decided: no article is read again, and the articles need not be there any more.
    A store that needs no change is left alone.

    \b
    Example:
      nkgraph migrate
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph import folder
    from nkgraph.migration import migrate

    changed = migrate(Path(store))
    say(f"{store} is of layout {folder.SCHEMA}{'' if changed else ' already'}")
