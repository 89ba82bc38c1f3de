"""``nkgraph sources``: who stands behind the claims."""

from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING

import click

from nkgraph.cli.options import output_option, store_option
from nkgraph.cli.output import plural, say, write

if TYPE_CHECKING:
    from nkgraph.results import Result
    from nkgraph.sources import Originator


@click.command(name="sources")
@click.option(
    "--format", "format_", type=click.Choice(("table", "json", "csv", "tsv", "xml")),
    default="table", show_default=True, help="A table for people, or data.",
)  # fmt: skip
@output_option
@store_option
def command(*, format_: str, output: str, store: str) -> None:
    """Count who stands behind the claims: originators, not articles.

    For each originator: how many different things it is said to have said (utterances), how often
    they are told (claims), in how many articles, and through whom. Articles that copy one another
    count once, the rest as copies. `also` holds other names for the source in tellings of the
    same: a state for its agency. The last row counts what articles say in their own voice.

    \b
    Example:
      nkgraph sources
      nkgraph sources --format json -o sources.json
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph.bearings import bearings, texts
    from nkgraph.records import records
    from nkgraph.remote import read_only
    from nkgraph.sources import result, sources

    with read_only(store) as opened:
        claims, links, articles = records(opened), bearings(opened), opened.articles()
    found = sources(claims, links)
    if format_ == "json":
        data = [one.plain() for one in found]
        write(json.dumps(data, ensure_ascii=False, indent=2) + "\n", output)
    elif format_ != "table":
        write(result(found).write(format_), output)
    else:
        from nkgraph.cli.table import table

        wide = output == "-" and sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if wide else None
        write(table(_shown(found), width=width), output)
    copies = texts(links)
    distinct = len({min(copies.get(one.iri, {one.iri})) for one in articles})
    say(_summed_up(found, len(articles), distinct))


def _shown(found: list[Originator]) -> Result:
    """Return the rows without IRIs, and without columns that are empty throughout."""
    from nkgraph.results import Result
    from nkgraph.sources import result

    whole = result(found)
    kept = [
        at
        for at, name in enumerate(whole.variables)
        if name != "id" and (name != "copies" or any(one.copies for one in found))
    ]
    rows = tuple(tuple(row[at] for at in kept) for row in whole.rows)
    return Result(kind="rows", variables=tuple(whole.variables[at] for at in kept), rows=rows)


def _summed_up(found: list[Originator], articles: int, distinct: int) -> str:
    named = [one for one in found if one.actor is not None]
    said = plural(sum(one.utterances for one in named), "utterance")
    copies = plural(articles - distinct, "copy", "copies")
    told = plural(articles, "article") + (f" ({copies})" if distinct < articles else "")
    return f"{plural(len(named), 'originator')}, {said}, {told}"
