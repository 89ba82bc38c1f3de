"""``nkgraph export``: the whole graph in a format of the user's choice."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from nkgraph import canonical
from nkgraph.cli.options import output_option, store_option
from nkgraph.cli.output import say, write
from nkgraph.export import EXPORTERS, MERGED, NAMED, notes

if TYPE_CHECKING:
    from nkgraph.store import Store


@click.command(name="export", no_args_is_help=True)
@click.option("--format", "format_", type=click.Choice(tuple(EXPORTERS)), help="What to write.")
@click.option(
    "--hash", "hash_", is_flag=True,
    help="Print the SHA-256 of the graph's canonical form (RDFC-1.0) instead of the graph.",
)  # fmt: skip
@click.option("--endpoint", metavar="URL", help="For void: where the graph answers SPARQL.")
@output_option
@store_option
def command(
    *, format_: str | None, hash_: bool, endpoint: str | None, output: str, store: str
) -> None:
    """Write the graph out, for other programs.

    trig, nquads and jsonld keep the named graphs; turtle, ntriples and rdfxml hold all triples
    merged. void describes the dataset: how large it is, which vocabularies it uses.
    jsonl has one claim a line, csv and parquet one a row, with columns for who says so, what,
    when, where in the text, and how it stands to the others; graphml and gexf are for graph
    programs.
    plover has PLOVER events, as POLECAT codes them, one claim a line; ucdp has rows with UCDP's
    columns, one event of violence each. Both say in the file what they leave out and how they
    choose. The same store gives the same bytes.

    --hash is the same for every order of building and every machine: the SHA-256 of the
    canonical N-Quads (RDFC-1.0; that is the bytes of --format nquads). With --format turtle,
    ntriples or rdfxml it is that of the merged triples.

    \b
    Example:
      nkgraph export --format turtle -o graph.ttl
      nkgraph export --format jsonl > claims.jsonl
      nkgraph export --hash
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph.remote import read_only

    _check(format_, output, hash_=hash_, endpoint=endpoint)
    with read_only(store) as opened:
        if hash_:
            write(canonical.digest(opened, merged=format_ in MERGED) + "\n", output)
            return
        data, note = _data(str(format_), opened, endpoint)
    write(data, output)
    if note:
        say(note)


def _check(format_: str | None, output: str, *, hash_: bool, endpoint: str | None) -> None:
    """Refuse options that do not go together."""
    if format_ is None and not hash_:
        raise click.UsageError(f"give --format, one of {', '.join(EXPORTERS)}, or --hash")
    if hash_ and format_ not in {None, *MERGED, *NAMED}:
        rdf = ", ".join(sorted(MERGED | NAMED))
        raise click.UsageError(f"--hash is of a graph: leave out --format, or give one of {rdf}")
    if endpoint is not None and format_ != "void":
        raise click.UsageError("--endpoint goes with --format void")
    if format_ == "parquet" and output == "-" and sys.stdout.isatty():
        raise click.UsageError("parquet is for programs, not for a terminal; name a file with -o")


def _data(format_: str, store: Store, endpoint: str | None) -> tuple[bytes, str]:
    """Return the file and what is to be said about it."""
    if endpoint is None:
        return EXPORTERS[format_](store), notes(format_, store)
    from nkgraph.export import void

    try:
        return void.export(store, endpoint=endpoint), notes(format_, store)
    except ValueError as error:
        raise click.UsageError(f"--endpoint {endpoint}: is no URL: {error}") from None
