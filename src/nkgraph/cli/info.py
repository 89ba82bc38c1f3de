"""``nkgraph info``: what a store holds."""

from __future__ import annotations

import click

from nkgraph.cli.options import store_option
from nkgraph.cli.output import write


@click.command(name="info")
@click.option("--articles", is_flag=True, help="List the articles too, one a line.")
@store_option
def command(articles: bool, store: str) -> None:  # noqa: FBT001 - click passes flags by name
    """Say what the store holds: counts, size, versions.

    \b
    Example:
      nkgraph info
      nkgraph info --articles
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph.store import Store

    with Store.read_only(store) as opened:
        facts = opened.info()
        stored = opened.articles() if articles else []
    width = max(map(len, facts))
    lines = [
        f"{name:<{width}}  {value:,}" if isinstance(value, int) else f"{name:<{width}}  {value}"
        for name, value in facts.items()
        if value is not None
    ]
    for article in stored:
        known = (article.published or "no date", article.publisher, article.title)
        lines.append(f"{article.source}  {' | '.join(part for part in known if part)}")
    write("\n".join(lines) + "\n", "-")
