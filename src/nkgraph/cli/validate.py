"""``nkgraph validate``: is the graph as it should be, and do the articles agree with themselves?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nkgraph.cli.options import store_option
from nkgraph.cli.output import plural, say, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nkgraph.catalogue import StoredArticle


@click.command(name="validate")
@click.option("--strict", is_flag=True, help="Exit with 1 for findings in articles, too.")
@click.pass_context
@store_option
def command(ctx: click.Context, store: str, *, strict: bool) -> None:
    """Check the graph, and the articles' own numbers and dates.

    The graph must fit the SHACL shapes, and the checks in ontology/checks/ must find nothing:
    what they find are violations. Then the articles' own numbers and dates are compared:
    shares that do not fit the numbers beside them, parts above their wholes, ranges upside
    down, events dated before what must come first, and things told as done after the article
    came out. These are findings: the graph keeps what an article says, also when it cannot be.

    Exits with 1 when there are violations (with --strict, findings too), otherwise with 0.
    Both go to stdout. Shares, parts and ranges are read from the articles' files, and are not
    checked where a file has gone or changed.

    \b
    Example:
      nkgraph validate
      nkgraph validate --strict
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph import audit, show, validate
    from nkgraph.records import records
    from nkgraph.remote import read_only

    with read_only(store) as opened:
        violations = validate.violations(opened)
        articles = opened.articles()
        claims = records(opened)
    texts = show.texts(articles)
    findings = audit.findings(claims, texts)
    write(validate.report(violations) + audit.report(findings), "-")
    _say_unread([one for one in articles if one.source not in texts])
    counted = plural(len(articles), "article")
    broken = plural(len(violations), "violation") if violations else "no violation"
    say(f"{broken} in {counted}" if violations else f"conforms: {counted}, {broken}")
    if findings:
        say(f"{plural(len(findings), 'finding')} in what the articles say: check the articles")
    if violations or (strict and findings):
        ctx.exit(1)


def _say_unread(missing: Sequence[StoredArticle]) -> None:
    """Say which articles' own words could not be checked, and why."""
    from nkgraph import show

    if not missing:
        return
    first = missing[0]
    others = plural(len(missing) - 1, "more article")
    more = f"; and {others}" if len(missing) > 1 else ""
    problem = show.original(first.source, first.sha256).problem
    say(f"shares, parts and ranges not checked: {problem}{more}")
