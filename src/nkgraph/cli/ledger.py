"""``nkgraph ledger``: every figure, who gives it, and how it stands to the others."""

from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING, get_args

import click

from nkgraph.cli.options import output_option, store_option
from nkgraph.cli.output import plural, say, write
from nkgraph.errors import NkgraphError, near
from nkgraph.model import Quantity

if TYPE_CHECKING:
    from nkgraph.ledger import Entry
    from nkgraph.records import Record


@click.command(name="ledger")
@click.option(
    "--of",
    metavar="ACTOR",
    help="Only figures of this actor's people or things: a name, an id, or an ISO 3166 code.",
)
@click.option(
    "--quantity", type=click.Choice(get_args(Quantity)), metavar="Q",
    help=f"Only one quantity: {', '.join(get_args(Quantity))}.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(("table", "json", "csv", "tsv", "xml")),
    default="table", show_default=True, help="A table for people, or data.",
)  # fmt: skip
@click.option("--brief", is_flag=True, help="Leave out the reasons below a table's rows.")
@output_option
@store_option
def command(
    *,
    of: str | None,
    quantity: str | None,
    format_: str,
    brief: bool,
    output: str,
    store: str,
) -> None:
    """List every figure, by whose it is and what is counted.

    Each row tells who gives the figure, through whom, when, for which stretch and in which
    article, and its status: current; superseded, when the same source gave a later one;
    contested, when another source says what excludes it; planned, possible or requested;
    denied. Below a row stand the figures that it bears on, with the reason. Figures of different
    quantities, populations or stretches are not set against each other.

    \b
    Example:
      nkgraph ledger
      nkgraph ledger --of "North Korea" --quantity killedOrWounded
      nkgraph ledger --format csv -o ledger.csv
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph.bearings import bearings
    from nkgraph.ledger import ledger, rows
    from nkgraph.records import records
    from nkgraph.remote import read_only

    with read_only(store) as opened:
        found, links = records(opened), bearings(opened)
    entries = ledger(found, links, of=of, quantity=quantity)
    if of is not None and not entries:
        _check_name(of, found)
    if format_ == "json":
        data = [rows.plain(entry) for entry in entries]
        write(json.dumps(data, ensure_ascii=False, indent=2) + "\n", output)
    elif format_ != "table":
        write(rows.result(entries).write(format_), output)
    else:
        from nkgraph.cli.ledger_table import table

        wide = output == "-" and sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if wide else None
        write(table(entries, width=width, reasons=not brief), output)
    say(_summed_up(entries))


def _check_name(of: str, records: list[Record]) -> None:
    """Tell a name that no claim knows from one without figures.

    Raises:
        NkgraphError: nobody is called so.
    """
    from nkgraph.names import folded, names

    actors = [
        actor
        for record in records
        for actor in (
            *(actor for role in record["roles"].values() for actor in role),
            *record["claimants"],
            *record["via"],
            *([record["figure"]["of"]] if record["figure"] and record["figure"]["of"] else []),
        )
    ]
    if any(folded(of) in names(actor) for actor in actors):
        return
    guess = near(of, {name for actor in actors for name in (actor["label"], *actor["aliases"])})
    raise NkgraphError(
        f"no claim speaks of {of!r}{guess}; give a name as an article writes it, an id such as "
        "country/PRK, or an ISO 3166 alpha-3 code"
    )


def _summed_up(entries: list[Entry]) -> str:
    populations = {entry.population for entry in entries}
    sources = {actor["id"] for entry in entries for actor in entry.record["claimants"]}
    return (
        f"{plural(len(entries), 'figure')}, {plural(len(populations), 'population')}, "
        f"{plural(len(sources), 'source')}"
    )
