"""``nkgraph show``: one article with its claims marked."""

from __future__ import annotations

import sys

import click

from nkgraph.cli.options import store_option
from nkgraph.cli.output import safe, say, write


@click.command(name="show", no_args_is_help=True)
@click.argument("article")
@store_option
def command(article: str, store: str) -> None:
    """Print an article with its claims marked.

    Claims are numbered, and a legend beneath says what each of them claims.

    ARTICLE is its path, file name, address or IRI. On a terminal the claims are coloured; on a
    pipe they stand between ⟦1: and :1⟧.

    \b
    Example:
      nkgraph show 2024-12-27-meridian-wire-prisoner-dies.md
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph import show
    from nkgraph.records import records
    from nkgraph.store import Store

    with Store.read_only(store) as opened:
        stored = show.choose(opened.articles(), article)
        found = [record for record in records(opened) if record["article"]["id"] == stored.iri]
    text = show.original(stored.source, stored.sha256)
    if text.text is None:
        say(f"{text.problem}; the words of its claims follow")
        write(show.quotes(found), "-")
        return
    numbered = show.marks(found)
    if not sys.stdout.isatty():
        write(show.plain(text.text, numbered), "-")
        return
    from rich.console import Console

    tame = safe(text.text.replace("\r\n", " \n"), instead="\ufffd")  # as long as the text
    Console(highlight=False).print(show.styled(tame, numbered))
