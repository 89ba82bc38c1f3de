"""``nkgraph export``: the whole graph in a format of the user's choice."""

from __future__ import annotations

import sys

import click

from nkgraph.cli.options import output_option, store_option
from nkgraph.cli.output import say, write
from nkgraph.export import EXPORTERS, notes


@click.command(name="export", no_args_is_help=True)
@click.option(
    "--format", "format_", type=click.Choice(tuple(EXPORTERS)), required=True, help="What to write."
)
@output_option
@store_option
def command(format_: str, output: str, store: str) -> None:
    """Write the graph out, for other programs.

    trig, nquads and jsonld keep the named graphs; turtle and rdfxml hold all triples merged.
    jsonl has one claim a line, csv and parquet one a row, with columns for who says so, what,
    when, where in the text, and how it stands to the others; graphml and gexf are for graph
    programs.
    plover has PLOVER events, as POLECAT codes them, one claim a line; ucdp has rows with UCDP's
    columns, one event of violence each. Both say in the file what they leave out and how they
    choose. The same store gives the same bytes.

    \b
    Example:
      nkgraph export --format turtle -o graph.ttl
      nkgraph export --format jsonl > claims.jsonl
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph.store import Store

    if format_ == "parquet" and output == "-" and sys.stdout.isatty():
        raise click.UsageError("parquet is for programs, not for a terminal; name a file with -o")
    with Store.read_only(store) as opened:
        data = EXPORTERS[format_](opened)
        note = notes(format_, opened)
    write(data, output)
    if note:
        say(note)
