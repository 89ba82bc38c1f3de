"""``nkgraph forget``: an article out of the store."""

from __future__ import annotations

import click

from nkgraph.cli.options import store_option
from nkgraph.cli.output import plural, say


@click.command(name="forget", no_args_is_help=True)
@click.argument("article")
@store_option
def command(article: str, store: str) -> None:
    """Take an article out, with all that only it says.

    ARTICLE is its path, file name, address or IRI. What other articles say as well stays.

    \b
    Example:
      nkgraph forget examples/articles/2025-03-27-harbour-courier-khartoum.md
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph import decisions, show
    from nkgraph.store import Store

    with Store.open(store) as opened:
        stored = show.choose(opened.articles(), article)
        corpus, _ = decisions.applied(opened)
        corpus.remove(stored.iri)
        left = len(opened.articles())
    name = "standard input" if stored.source == "-" else stored.source
    say(f"forgot {name}; {store} holds {plural(left, 'article')}")
