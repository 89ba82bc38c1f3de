"""``nkgraph diff``: what two graphs say differently."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from nkgraph.cli.options import output_option
from nkgraph.cli.output import say, write

if TYPE_CHECKING:
    from nkgraph.difference import Difference


@click.command(name="diff", no_args_is_help=True)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Words for people, or data.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 when A and B differ.")
@output_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    before: str,
    after: str,
    format_: str,
    output: str,
    *,
    exit_code: bool,
) -> None:
    """Say what B claims that A does not, and the reverse.

    Claims are told as added, gone or changed, in words, article by article.

    A and B are a store's folder, or a file that `nkgraph export` wrote: .jsonl, .nq, .trig, .ttl,
    .jsonld or .rdf; one of them may be - for JSON Lines from stdin. A claim has changed when B
    takes something else from the same words: another figure, claimant, actor, time, event. JSON
    Lines hold no article without a claim, so beside them such articles do not count.

    \b
    Example:
      nkgraph diff before.jsonl nkgraph.store
      nkgraph diff --format json --exit-code before.jsonl nkgraph.store
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph import snapshot
    from nkgraph.difference import difference

    if before == after == "-":
        raise click.UsageError("only one of A and B may be -")
    stdin = sys.stdin.buffer.read() if "-" in (before, after) else None
    found = difference(snapshot.read(before, stdin), snapshot.read(after, stdin))
    _show(found, format_, output)
    if exit_code and found.articles:
        ctx.exit(1)


def _show(found: Difference, format_: str, output: str) -> None:
    """Print or write the differences, and sum them up on stderr."""
    from nkgraph.cli import changes

    if format_ == "json":
        write(json.dumps(found.plain(), ensure_ascii=False, indent=2) + "\n", output)
    elif output == "-" and sys.stdout.isatty():
        from rich.console import Console

        Console(highlight=False, soft_wrap=True).print(changes.styled(found), end="")
    else:
        write(changes.plain(found), output)
    say(changes.summed_up(found.counts()) if found.articles else "no difference")
