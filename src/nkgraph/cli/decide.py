"""``nkgraph review merge`` and the like: one decision each, written down and applied."""

from __future__ import annotations

import getpass
import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from nkgraph.cli.options import store_option
from nkgraph.cli.output import plural, say, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from nkgraph.decision import Decision
    from nkgraph.store import Store

_ANY = (
    "$(nkgraph query -e 'SELECT ?c { ?c nk:claimant ?who } ORDER BY ?c' --format csv | sed -n 2p)"
)
_TWO = (
    "$(nkgraph query -e 'SELECT ?c { ?c nk:event/a nk:Deployment } ORDER BY ?c' --format csv "
    "| sed -n 2,3p)"
)
_FIELDS = """Set what a claim says.

An empty value takes the field away; a comma parts actors.

Fields: agent, patient, recipient, theme, instrument, place, claimant, via (ids of actors),
type, modality, polarity, time (EDTF), quantity, low, high, comparator, scope."""
_HELP: Final = {
    "accept": (
        "CLAIM|LINK",
        "Say that a claim or a link is right as it stands; it is not listed again.",
        f'nkgraph review accept "{_ANY}" --why "compared with the recording"',
    ),
    "reject": (
        "CLAIM|LINK",
        "Leave a claim, or a link between claims, out of the graph.",
        f'nkgraph review reject "{_ANY}" --why "the caption of a picture"',
    ),
    "merge": (
        "ACTOR ACTOR",
        "Say that two names mean one actor; the second stands for both.",
        'nkgraph review merge person/kim-yong-bok person/kim-yong-hyun --why "misprint"',
    ),
    "differ": (
        "ACTOR ACTOR",
        "Say that two names mean two actors, however alike they are.",
        'nkgraph review differ person/kim-yong-bok person/kim-yong-hyun --why "two generals"',
    ),
    "join": (
        "CLAIM CLAIM",
        "Say that two claims speak of one event.",
        f'nkgraph review join {_TWO} --why "one convoy"',
    ),
    "split": (
        "CLAIM CLAIM",
        "Say that two claims speak of two events.",
        f'nkgraph review split {_TWO} --why "two convoys"',
    ),
    "correct": (
        "CLAIM FIELD=VALUE…",
        _FIELDS,
        f'nkgraph review correct "{_ANY}" modality=planned --why "will be sent"',
    ),
}


def today() -> str:
    """Return the date of today, where the command line runs."""
    return datetime.now(UTC).astimezone().date().isoformat()


def _who(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    if value is None:
        try:
            value = getpass.getuser()
        except (OSError, KeyError, ImportError):
            value = "somebody"
        return "-".join(value.split()) or "somebody"
    if not value.strip() or len(value.split()) > 1:
        raise click.BadParameter(f"{value!r} is not one word; join it with hyphens")
    return value.strip()


who_option = click.option(
    "--who", callback=_who, metavar="NAME", help="Who decides; else who is logged in."
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Check the decision and show its line; change nothing."
)


def make(new: tuple[Decision, ...], store: str, *, dry_run: bool) -> None:
    """Check decisions, write them down, apply them, and say what has changed."""
    from nkgraph import decisions, proposal
    from nkgraph.store import Store

    with Store.open(store) as opened:
        held = decisions.read(store)
        corpus, _ = decisions.applied(opened)
        proposal.check(new, held, opened, corpus.roster())
        if dry_run:
            for one in new:
                say(f"would add: {one.line()}")
            return
        _applied(opened, lambda: decisions.lengthen(store, new))
    for one in new:
        say(f"decided: {one.line()}")


def _applied(opened: Store, change: Callable[[], object]) -> None:
    """Change the file, let the graph follow, and print in what it differs."""
    from nkgraph import decisions, snapshot
    from nkgraph.cli import changes
    from nkgraph.difference import difference

    before, stated = snapshot.of(opened), set(opened.quads())
    change()
    decisions.applied(opened)
    found, now = difference(before, snapshot.of(opened)), set(opened.quads())
    write(changes.plain(found), "-")
    if found.articles:
        say(changes.summed_up(found.counts()))
    else:
        moved = f"; {len(now - stated):,} statements added, {len(stated - now):,} gone"
        say(f"no claim has changed{moved if now != stated else ''}")


def _verb(name: str) -> click.Command:
    what, about, example = _HELP[name]

    def decided(*, what: tuple[str, ...], why: str, who: str, dry_run: bool, store: str) -> None:
        from nkgraph.decision import read_line

        words = [shlex.quote(word) for word in what]
        line = " ".join([today(), who, name, *words, "--", " ".join(why.split())])
        make((read_line(line, f"review {name}"),), store, dry_run=dry_run)

    made: Any = decided
    for option in (
        store_option,
        dry_run_option,
        who_option,
        click.option("--why", required=True, metavar="TEXT", help="The reason; kept for good."),
        click.argument("what", nargs=-1, required=True, metavar=what),
    ):
        made = option(made)
    text = f"{about}\n\n\b\nExample:\n  {example}"
    return click.command(name=name, help=text, no_args_is_help=True)(made)


@click.command(name="undo", no_args_is_help=True)
@click.argument("number", metavar="N|last")
@store_option
def undo(number: str, store: str) -> None:
    """Take a decision back, by its number in the log: as if it had never been.

    \b
    Example:
      nkgraph review undo last
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph import decisions
    from nkgraph.store import Store

    with Store.open(store) as opened:
        held = decisions.read(store).decisions
        if not number.isdecimal() and number != "last":
            raise click.UsageError(f"{number!r} is neither a number nor 'last'")
        if not held and number == "last":
            say("no decision is there to take back")
            return
        at = len(held) if number == "last" else int(number)
        decisions.applied(opened)
        gone: list[Decision] = []
        _applied(opened, lambda: gone.append(decisions.shorten(store, at)))
    say(f"taken back: {gone[0].line()}")


@click.command(name="apply")
@store_option
def apply(store: str) -> None:
    """Apply what was changed in curation.txt by hand.

    \b
    Example:
      nkgraph review apply
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph import decisions
    from nkgraph.store import Store

    with Store.open(store) as opened:
        held = decisions.read(store)
        _applied(opened, lambda: None)
        corpus, _ = decisions.applied(opened)
        for one, name in held.resting(corpus.roster().actor):
            say(f"Note: rests until an article names {name}: {one.line()}")
    say(f"{store} follows {plural(len(held.decisions), 'decision')}")


@click.command(name="log")
@store_option
def log(store: str) -> None:
    """List the decisions with their numbers, the oldest first.

    \b
    Example:
      nkgraph review log
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph import decisions, folder

    folder.check(Path(store))
    held = decisions.read(store).decisions
    write("".join(f"{rank}  {one.line()}\n" for rank, one in enumerate(held, 1)), "-")
    say(plural(len(held), "decision"))


COMMANDS: Final = (*map(_verb, _HELP), undo, log, apply)
"""The verbs under ``nkgraph review``."""
