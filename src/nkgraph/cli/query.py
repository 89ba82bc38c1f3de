"""``nkgraph query``: named queries, files and SPARQL, answered as a table or as data."""

from __future__ import annotations

import shutil
import sys
import time
from itertools import chain
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from nkgraph.cli.options import output_option, pairs, seconds, store_option
from nkgraph.cli.output import plural, say, write, write_all
from nkgraph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from click.shell_completion import CompletionItem

    from nkgraph.query import NamedQuery, Session
    from nkgraph.results import Result
    from nkgraph.streams import Stream
    from nkgraph.terms import Term

ROWS = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
}
GRAPHS = {
    "turtle": "application/n-triples",  # our own writer makes Turtle of them, sorted
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
FORMATS = ("table", *ROWS, *GRAPHS)
FITTING = {
    "rows": ("table", *ROWS),
    "boolean": ("table", "json", "xml"),
    "graph": ("table", *GRAPHS),
}
LIMIT = 100_000
READ = 500
"""Rows of a table whose IRIs get their labels: more than a person reads."""
CUT = 1
"""Exit code of an answer that a limit cut which nobody asked for, and of a no on demand."""


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
    help="How to write the answer; the last four are for CONSTRUCT and DESCRIBE.",
)  # fmt: skip
@click.option(
    "--timeout", callback=seconds, default="30", show_default=True, metavar="SECONDS",
    help="Stop a query that takes longer.",
)  # fmt: skip
@click.option(
    "--limit", type=click.IntRange(min=1), default=LIMIT, show_default=True,
    help="Stop after so many rows.",
)  # fmt: skip
@click.option(
    "--memory", type=click.IntRange(min=64), default=2048, show_default=True, metavar="MIB",
    envvar="NKGRAPH_QUERY_MEMORY", show_envvar=True, help="Stop a query that needs more (Linux).",
)  # fmt: skip
@click.option(
    "--exit-status", is_flag=True, help="Exit with 1 when ASK says no.",
)  # fmt: skip
@click.option(
    "--explain", is_flag=True,
    help="Say what is asked and what it costs, instead of the answer.",
)  # fmt: skip
@output_option
@store_option
@click.pass_context
def command(  # noqa: PLR0913 - one parameter an option
    ctx: click.Context,
    *,
    name: str | None,
    text: str | None,
    list_: bool,
    params: dict[str, str],
    format_: str,
    timeout: float,
    limit: int,
    memory: int,
    exit_status: bool,
    explain: bool,
    output: str,
    store: str,
) -> None:
    """Ask the graph: a named query, a file, or SPARQL.

    Without a name the named queries are listed. `-` reads SPARQL from stdin. The prefixes nk:,
    schema:, prov:, oa:, skos:, sem:, org:, rdf:, rdfs:, xsd:, edtf: and owl: need no
    declaration, and <country/PRK> is short for an IRI of the graph. FROM <article> asks one
    article's graph. A table shows column ?xLabel in place of ?x, and labels beside what has one;
    the other formats have both columns.

    An answer that was cut at the default limit ends with exit code 1, so that no script takes it
    for the whole; one that was cut at a limit you gave ends with 0. Either way stderr says so.

    \b
    Example:
      nkgraph query who-estimates-what
      nkgraph query claims-about -p of="North Korea" --format csv
      nkgraph query -e "SELECT ?type (COUNT(*) AS ?n) { ?event a ?type } GROUP BY ?type"
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph import query
    from nkgraph.engine import Request
    from nkgraph.sparql import strange

    if name is not None and text is not None:
        raise click.UsageError("give either a name or -e TEXT, not both")
    if name is None and text is None and params:
        raise click.UsageError("-p needs a query; `nkgraph query` alone lists the named ones")
    if list_ or (name is None and text is None):
        write(listing(query.by_topic()), output)
        return
    wanted = text if text is not None else _read(str(name))
    formats = (ROWS.get(format_, ROWS["tsv"]), GRAPHS.get(format_, GRAPHS["ntriples"]))
    request = Request(query=wanted, rows=limit, formats=formats)
    with query.Session(store, memory=memory << 20) as session:
        if explain:
            asked = session.prepare(wanted, params, timeout=timeout)
            _explain(asked, output, lambda: session.run(wanted, params, timeout=timeout))
            return
        stream = session.stream(request, params, timeout=timeout)
        if exit_status and stream.kind != "boolean":
            raise click.UsageError("--exit-status is for ASK, which says yes or no")
        _write_answer(stream, session, format_, output)
    for note in strange(wanted):
        say(f"Note: {note}")
    if not stream.complete:
        say(f"Cut: stopped after {limit:,} rows, and there are more; --limit gives them")
        ctx.exit(CUT if ctx.get_parameter_source("limit") == ParameterSource.DEFAULT else 0)
    ctx.exit(CUT if exit_status and not stream.boolean else 0)


def _write_answer(stream: Stream, session: Session, format_: str, output: str) -> None:
    """Write an answer, as it comes unless it has to be laid out or sorted."""
    if format_ not in FITTING[stream.kind]:
        raise QueryError(
            f"an answer of kind {stream.kind} cannot be written as {format_}; "
            f"choose one of {', '.join(FITTING[stream.kind])}"
        )
    if format_ == "turtle":
        write(stream.result().write("turtle"), output)
    elif format_ == "table":
        from nkgraph.cli.table import table

        result = stream.result()
        labels = _labels(result, session)
        write(table(result, width=_width(output), labels=labels), output)
    elif stream.kind == "boolean":
        from nkgraph.results import Result

        write(Result(kind="boolean", boolean=stream.boolean).write(format_), output)
    else:
        write_all(chain(stream, [] if format_ in {"csv", "tsv", *GRAPHS} else [b"\n"]), output)


def _labels(result: Result, session: Session) -> Mapping[str, str]:
    """Return what IRIs of the graph are called, for tables that a person can read."""
    from pyoxigraph import NamedNode

    from nkgraph.labels import labels
    from nkgraph.sparql import BASE

    def select(text: str) -> list[dict[str, Term | None]]:
        found = session.run(text)
        return [dict(zip(found.variables, row, strict=True)) for row in found.rows]

    bare = [at for at, n in enumerate(result.variables) if f"{n}Label" not in result.variables]
    cells = {row[at] for row in result.rows[:READ] for at in bare}
    return labels(select, [c.value for c in cells if isinstance(c, NamedNode) and BASE in c.value])


def _explain(asked: str, output: str, ask: Callable[[], Result]) -> None:
    """Write what a query asks; then run it, and say what it cost."""
    from nkgraph import plan

    write(plan.explain(asked), output)
    began = time.perf_counter()
    found = ask()
    took = time.perf_counter() - began
    held = plural(len(found.rows) or len(found.triples), "triple" if found.triples else "row")
    if found.kind == "boolean":
        held = "yes" if found.boolean else "no"
    whole = "" if found.complete else ", where the limit cut"
    say(f"Answered in {took:.3f} s, the query process's start included: {held}{whole}")


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


def listing(topics: tuple[tuple[str, tuple[NamedQuery, ...]], ...]) -> str:
    """Return names, titles and parameters of the named queries, by topic, one block each."""
    lines: list[str] = []
    for topic, queries in topics:
        lines += [*([""] if lines else []), topic[0].upper() + topic[1:]]
        for query in queries:
            lines += [f"  {query.name}: {query.title}", f"      {query.question}"]
            for parameter in query.parameters:
                optional = ", optional" if parameter.optional else ""
                lines.append(f"      -p {parameter.name}=…  {parameter.meaning}{optional}")
    return "".join(f"{line}\n" for line in lines)
