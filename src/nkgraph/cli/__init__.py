"""The command line: one verb, one file, loaded only when it is asked for.

Exit codes: 0 done, 1 a check found violations, 2 usage, 3 bad input or data, 130 Ctrl-C.
"""

from __future__ import annotations

from importlib import import_module

import click

from nkgraph.errors import NkgraphError, near

VERBS = (
    *("build", "query", "ledger", "sources", "export", "view", "show", "validate", "info"),
    *("review", "forget", "diff", "serve", "backup", "restore", "optimize", "migrate"),
)
"""In the order in which ``nkgraph --help`` lists them; each is ``command`` of its module."""
STOPPED = 130
"""Exit code of what Ctrl-C ended: 128 and the number of the signal."""


class Verbs(click.Group):
    """A group whose commands live in modules of the same name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the verbs in the order of the work, not of the alphabet."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one verb's module."""
        if cmd_name not in VERBS:
            return None
        command = import_module(f"nkgraph.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - our own modules
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that the arguments begin with; a misspelt one is met with the nearest."""
        misspelt = args[0] not in VERBS and not args[0].startswith("-")
        if misspelt and not ctx.resilient_parsing:
            guess = near(args[0], VERBS)
            ctx.fail(f"No such command {args[0]!r}{guess}; one of {', '.join(VERBS)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run a verb; bad input, bad data and Ctrl-C end with a message and exit code."""
        from nkgraph.cli.output import say

        try:
            return super().invoke(ctx)
        except NkgraphError as error:
            say(f"Error: {error}")
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            kept = "; what was read so far is kept, and building again goes on from there"
            say(f"\nStopped{kept if ctx.invoked_subcommand == 'build' else ''}")
            ctx.exit(STOPPED)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--store",
    envvar="NKGRAPH_STORE",
    default="nkgraph.store",
    show_default="./nkgraph.store",
    show_envvar=True,
    metavar="FOLDER",
    help="Folder that keeps the graph; may stand after the verb too.",
)
@click.version_option(package_name="nkgraph", message="%(prog)s %(version)s")
def main(store: str) -> None:
    """Read news, keep who says what about whom, and ask.

    nkgraph reads English news articles into a graph of actors, events and claims: each claim
    with its claimant, through whom it was told, how sure, and the exact words.

    \b
    Example:
      nkgraph build examples/articles
      nkgraph query who-estimates-what
      nkgraph view network -o network.html

    Exit codes: 0 done; 1 a check found violations; 2 usage; 3 bad input or data, named with
    its cure; 130 stopped with Ctrl-C. What is asked for goes to stdout, everything else to
    stderr.

    Completion of verbs and options in bash (zsh and fish likewise):

    \b
      eval "$(_NKGRAPH_COMPLETE=bash_source nkgraph)"
    """  # noqa: D301 - \b is click's mark for lines to keep
    del store  # read by nkgraph.cli.options.store_option
