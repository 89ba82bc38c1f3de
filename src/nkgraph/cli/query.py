"""``nkgraph query``: named queries, files and SPARQL, answered as a table or as data."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from nkgraph.cli.options import output_option, pairs, seconds, store_option
from nkgraph.cli.output import say, write
from nkgraph.errors import QueryError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from nkgraph.query import NamedQuery

FORMATS = ("table", "json", "csv", "tsv", "xml", "turtle")


def completions(
    _ctx: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Return what the shell offers for a word begun: named queries with their titles, and files."""
    from click.shell_completion import CompletionItem

    from nkgraph.query import named

    found = [
        CompletionItem(query.name, help=query.title)
        for query in named()
        if query.name.startswith(begun)
    ]
    return found or [CompletionItem(begun, type="file")]


@click.command(name="query")
@click.argument("name", required=False, metavar="[NAME | FILE.rq | -]", shell_complete=completions)
@click.option("-e", "--text", metavar="SPARQL", help="The query itself.")
@click.option("--list", "list_", is_flag=True, help="List the named queries and their parameters.")
@click.option(
    "-p", "--param", "params", multiple=True, callback=pairs, metavar="NAME=VALUE",
    help="Give the query a value: a name, code, date or number; repeat for more.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True,
    help="How to write the answer; turtle is for CONSTRUCT and DESCRIBE.",
)  # fmt: skip
@click.option(
    "--timeout", callback=seconds, default="30", show_default=True, metavar="SECONDS",
    help="Stop a query that takes longer.",
)  # fmt: skip
@click.option(
    "--limit", type=click.IntRange(min=1), default=100_000, show_default=True,
    help="Stop after so many rows.",
)  # fmt: skip
@output_option
@store_option
def command(  # noqa: PLR0913 - one parameter an option
    *,
    name: str | None,
    text: str | None,
    list_: bool,
    params: dict[str, str],
    format_: str,
    timeout: float,
    limit: int,
    output: str,
    store: str,
) -> None:
    """Ask the graph: a named query, a file, or SPARQL.

    Without a name the named queries are listed. `-` reads SPARQL from stdin. The prefixes nk:,
    schema:, prov:, oa:, skos:, sem:, org:, rdf:, rdfs:, xsd:, edtf: and owl: need no
    declaration, and <country/PRK> is short for an IRI of the graph. A table shows column
    ?xLabel in place of ?x; the other formats have both.

    \b
    Example:
      nkgraph query who-estimates-what
      nkgraph query claims-about -p of="North Korea" --format csv
      nkgraph query -e "SELECT ?type (COUNT(*) AS ?n) { ?event a ?type } GROUP BY ?type"
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph import query

    if name is not None and text is not None:
        raise click.UsageError("give either a name or -e TEXT, not both")
    if name is None and text is None and params:
        raise click.UsageError("-p needs a query; `nkgraph query` alone lists the named ones")
    if list_ or (name is None and text is None):
        write(listing(query.named()), output)
        return
    wanted = text if text is not None else _read(str(name))
    result = query.run(store, wanted, params=params, timeout=timeout, limit=limit)
    if format_ != "table":
        write(result.write(format_), output)
    else:
        from nkgraph.cli.table import table

        write(table(result, width=_width(output)), output)
    if not result.complete:
        say(f"stopped after {limit:,} rows; --limit gives more")


def _width(output: str) -> int | None:
    """Return the terminal's width, None when the answer goes elsewhere."""
    if output != "-" or not sys.stdout.isatty():
        return None
    return shutil.get_terminal_size().columns


def _read(name: str) -> str:
    """Return what is to be run: SPARQL from stdin for ``-``, else the name or file as given."""
    if name != "-":
        return name
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"standard input: not UTF-8 at byte {error.start}; send the query as UTF-8"
        raise QueryError(message) from None
    if not text.strip():
        raise QueryError("standard input: no query; send SPARQL, or name a query")
    return text + "\n"


def listing(queries: tuple[NamedQuery, ...]) -> str:
    """Return names, titles and parameters of the named queries, one block each."""
    lines: list[str] = []
    for query in queries:
        lines.append(f"{query.name}: {query.title}")
        lines += [f"    {query.question}"] if query.question else []
        for parameter in query.parameters:
            optional = ", optional" if parameter.optional else ""
            lines.append(f"    -p {parameter.name}=…  {parameter.meaning}{optional}")
    return "".join(f"{line}\n" for line in lines)
