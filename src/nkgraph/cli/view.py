"""``nkgraph view``: pages to look at in a browser."""

from __future__ import annotations

import shlex
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict, TypeVar, Unpack

import click

from nkgraph.cli.options import date, output_option, store_option
from nkgraph.cli.output import plural, say, write

F = TypeVar("F", bound=Callable[..., Any])
_OPTIONS = (
    click.option(
        "--about", metavar="ACTOR",
        help="Only claims that speak of this actor, or that it makes or passes on: a name or ISO "
        "code.",
    ),
    click.option("--event", metavar="IRI", help="Only claims that tell of this event."),
    click.option(
        "--since", metavar="DATE", callback=date,
        help="Only what may have happened then or later. What gives no time counts by the day "
        "its article was published; without that day it is left out.",
    ),
    click.option("--until", metavar="DATE", callback=date, help="The same: then or earlier."),
    click.option(
        "--without", metavar="SOURCE", multiple=True,
        help="Leave out claims that rest on this source: whose word it is, who passes it on, or "
        "the outlet. May be given several times.",
    ),
    click.option("--title", help="Title of the page."),
    click.option("--open", "open_", is_flag=True, help="Show the page in the browser."),
    output_option,
    store_option,
)  # fmt: skip


class Asked(TypedDict):
    """What the options of every page say."""

    about: str | None
    event: str | None
    since: str | None
    until: str | None
    without: tuple[str, ...]
    title: str | None
    open_: bool
    output: str
    store: str


def _page_options(function: F) -> F:
    """Give a verb the options of every page."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


class PageCommand(click.Command):
    """A verb that knows what somebody meant who names an actor without its option."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; one too many is answered with how to write it."""
        rest = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            ctx.fail(
                f"Got unexpected extra argument ({ctx.args[0]}); to show only what concerns "
                f"an actor, write --about {shlex.quote(ctx.args[0])}"
            )
        return rest


class Pages(click.Group):
    """A group of which every command makes a page."""

    command_class = PageCommand


@click.group(name="view", cls=Pages, no_args_is_help=True)
def command() -> None:
    """Make a page to look at in a browser.

    A page is one file that needs no network.

    \b
    Example:
      nkgraph view network -o network.html
      nkgraph view timeline --about "North Korea" -o timeline.html
    """  # noqa: D301 - \b is click's mark for lines to keep


@command.command(name="network")
@click.option(
    "--like",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="PAGE",
    help="A network page whose nodes stay where they are. Default: the one that -o replaces.",
)
@_page_options
def network(like: Path | None, **asked: Unpack[Asked]) -> None:
    """Draw who does what to whom, with the claims behind each line.

    Drawn again over the same page, or with --like, what was there stays where it was and what
    is new takes the free room beside it; remove the page to lay it out afresh.

    \b
    Example:
      nkgraph view network -o network.html
      nkgraph view network --about "North Korea" -o north-korea.html
    """  # noqa: D301 - \b is click's mark for lines to keep
    former = like or Path(asked["output"])
    earlier = former.read_text(encoding="utf-8", errors="replace") if former.is_file() else ""

    _write("network", asked, earlier)


@command.command(name="timeline")
@_page_options
def timeline(**asked: Unpack[Asked]) -> None:
    """Draw events on a time axis, each as wide as its time is uncertain.

    \b
    Example:
      nkgraph view timeline -o timeline.html
      nkgraph view timeline --about PRK --since 2024-10-01 --until 2024-12-31 -o winter.html
    """  # noqa: D301 - \b is click's mark for lines to keep
    _write("timeline", asked)


@command.command(name="figures")
@_page_options
def figures(**asked: Unpack[Asked]) -> None:
    """Draw every estimate over time: who gives it, and what contradicts or replaces it.

    There is one chart for each quantity and population that several figures count, and the
    ledger as a table below.

    \b
    Example:
      nkgraph view figures -o figures.html
      nkgraph view figures --about PRK --without "Harbour Courier" -o figures.html
    """  # noqa: D301 - \b is click's mark for lines to keep
    _write("figures", asked)


@command.command(name="claims")
@_page_options
def claims(**asked: Unpack[Asked]) -> None:
    """List claims to search and sieve, each in its sentence.

    \b
    Example:
      nkgraph view claims -o claims.html
      nkgraph view claims --without "Meridian Wire" -o claims.html
    """  # noqa: D301 - \b is click's mark for lines to keep
    _write("claims", asked)


@command.command(name="dossier")
@_page_options
def dossier(**asked: Unpack[Asked]) -> None:
    """Put all that is told of an actor, an event or the whole store on one page to print.

    It holds key numbers, what is contested, the network, the timeline, the figures, what is not
    said, and each event with its claims and who stands behind them.

    \b
    Example:
      nkgraph view dossier --about "North Korea" -o dossier.html
      nkgraph view dossier --since 2025-01-01 --title "Since the new year" -o dossier.html
    """  # noqa: D301 - \b is click's mark for lines to keep
    _write("dossier", asked)


def _write(view: str, asked: Asked, former: str = "") -> None:
    """Choose claims, write their page, and show it if that was asked for."""
    from nkgraph.remote import read_only
    from nkgraph.views.choice import Choice
    from nkgraph.views.pages import page

    output = asked["output"]
    if asked["open_"] and output == "-":
        raise click.UsageError(f"--open needs a file to open: give -o {view}.html")
    if output == "-" and sys.stdout.isatty():
        raise click.UsageError(
            f"a page is read in a browser, not on a terminal: give -o {view}.html"
        )
    choice = Choice(
        about=asked["about"],
        event=asked["event"],
        since=asked["since"],
        until=asked["until"],
        without=asked["without"],
    )
    with read_only(asked["store"]) as opened:
        made = page(view, opened, choice, title=asked["title"], former=former)
    write(made.html, output)
    if made.namesakes:
        ids = "; ".join(
            f"{one['label']}{' of ' + one['country'] if one['country'] else ''} <{one['id']}>"
            for one in made.namesakes
        )
        say(
            f"{asked['about']!r} is what {len(made.namesakes)} actors are called, and all are "
            f"shown: {ids}. --about IRI shows one."
        )
    if output != "-":
        say(f"{output}: {plural(made.claims, 'figure' if view == 'figures' else 'claim')}")
    if asked["open_"]:
        webbrowser.open(Path(output).resolve().as_uri())
