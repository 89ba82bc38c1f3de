"""``nkgraph validate``: is the graph as the ontology says it should be?"""

from __future__ import annotations

import click

from nkgraph.cli.options import store_option
from nkgraph.cli.output import plural, say, write


@click.command(name="validate")
@click.pass_context
@store_option
def command(ctx: click.Context, store: str) -> None:
    """Check the graph against the ontology.

    It must fit the SHACL shapes, and the checks in ontology/checks/ must find nothing. Exits
    with 0 when it conforms and 1 when it does not; violations go to stdout.

    \b
    Example:
      nkgraph validate
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph import validate
    from nkgraph.store import Store

    with Store.read_only(store) as opened:
        found = validate.violations(opened)
        articles = len(opened.articles())
    if not found:
        say(f"conforms: {plural(articles, 'article')}, no violation")
        return
    write(validate.report(found), "-")
    say(f"{plural(len(found), 'violation')} in {plural(articles, 'article')}")
    ctx.exit(1)
