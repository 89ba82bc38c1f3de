"""``nkgraph view``: pages to look at in a browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Any

import click

from nkgraph.cli.options import output_option, store_option
from nkgraph.cli.output import plural, say, write
from nkgraph.errors import NkgraphError
from nkgraph.names import folded, names


@click.group(name="view", no_args_is_help=True)
def command() -> None:
    """Make a page to look at in a browser.

    A page is one file that needs no network.

    \b
    Example:
      nkgraph view network -o network.html
    """  # noqa: D301 - \b is click's mark for lines to keep


@command.command(name="network")
@click.option(
    "--about",
    metavar="ACTOR",
    help="Only claims that speak of this actor, or that it makes or passes on: a name or ISO code.",
)
@click.option("--title", help="Title of the page.")
@click.option(
    "--like",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="PAGE",
    help="A network page whose nodes stay where they are. Default: the one that -o replaces.",
)
@click.option("--open", "open_", is_flag=True, help="Show the page in the browser.")
@output_option
@store_option
def network(
    about: str | None,
    title: str | None,
    like: Path | None,
    open_: bool,  # noqa: FBT001 - click passes flags by name
    output: str,
    store: str,
) -> None:
    """Draw who does what to whom, with the claims behind each line.

    Drawn again over the same page, or with --like, what was there stays where it was and what
    is new takes the free room beside it; remove the page to lay it out afresh.

    \b
    Example:
      nkgraph view network -o network.html
      nkgraph view network --about "North Korea" -o north-korea.html
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph import show
    from nkgraph.bearings import bearings
    from nkgraph.records import records
    from nkgraph.store import Store
    from nkgraph.views import network as page

    if open_ and output == "-":
        raise click.UsageError("--open needs a file to open: give -o page.html")
    with Store.read_only(store) as opened:
        found, links = records(opened), bearings(opened)
        articles = opened.articles()
    chosen = [record for record in found if about is None or concerns(record, about)]
    if about is not None and not chosen:
        raise NkgraphError(
            f"no claim speaks of {about!r}; try another of its names, or its ISO 3166 code"
        )
    heading = title or (f"Claims about {about}" if about else "Who does what to whom")
    former = like or Path(output)
    earlier = former.read_text(encoding="utf-8", errors="replace") if former.is_file() else ""
    html = page.html(chosen, show.texts(articles), title=heading, links=links, former=earlier)
    write(html, output)
    if output != "-":
        say(f"{output}: {plural(len(chosen), 'claim')}")
    if open_:
        webbrowser.open(Path(output).resolve().as_uri())


def concerns(record: dict[str, Any], about: str) -> bool:
    """Tell whether a claim speaks of an actor, or is made or passed on by it.

    Args:
        record: one claim as ``nkgraph.records`` gives it.
        about: a label, alias, IRI, the end of an IRI, or ISO 3166 alpha-3 code; case is ignored.
    """
    wanted = folded(about)
    fillers = [actor for role in record["roles"].values() for actor in role]
    actors = [*fillers, *record["claimants"], *record["via"]]
    if record["figure"] and isinstance(record["figure"].get("of"), dict):
        actors.append(record["figure"]["of"])
    return any(wanted in names(actor) for actor in actors)
