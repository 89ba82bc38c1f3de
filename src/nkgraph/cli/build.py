"""``nkgraph build``: articles into the store."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import click

from nkgraph.cli.options import date, store_option
from nkgraph.cli.output import plural, safe, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nkgraph.articles import Failure
    from nkgraph.building import Summary
    from nkgraph.model import Article
    from nkgraph.store import Store


@click.command(name="build", no_args_is_help=True)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option(
    "--published",
    callback=date,
    metavar="DATE",
    help="When they were published (YYYY-MM-DD); wins over what the files say.",
)
@click.option(
    "--publisher", metavar="NAME", help="Who published them; wins over what the files say."
)
@click.option(
    "--model", metavar="NAME", help="A spaCy pipeline for English that is installed here."
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that read at once; worth it from some hundred articles on.",
)
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    model: str | None,
    workers: int,
    store: str,
    **about: str | None,
) -> None:
    """Read articles, find who says what about whom, and store it.

    SOURCE is a .txt or .md file in UTF-8, a folder of them, or - for stdin. Title, publisher,
    date, url and language come from front matter, from a file NAME.meta.yaml beside the article,
    or from the options. Building the same again changes nothing; a changed file takes its older
    version's place. What cannot be read is named and skipped, the others are kept, and the exit
    code is 3.

    \b
    Example:
      nkgraph build examples/articles
      nkgraph build --published 2025-01-13 --publisher "Meridian Wire" examples/articles
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph.articles import read
    from nkgraph.model import Article

    stdin = sys.stdin.buffer.read() if "-" in sources else None
    found = list(read(sources, **about, stdin=stdin))
    if any(isinstance(one, Article) for one in found):
        _build(found, model, workers, store)
    failures = [one for one in found if not isinstance(one, Article)]
    for failure in failures:
        say(f"{'Note' if failure.note else 'Skipped'}: {failure}")
    notes = sum(failure.note for failure in failures)
    if skipped := len(failures) - notes:
        kept = "; the others are kept" if len(failures) < len(found) else ""
        say(f"{plural(skipped, 'source')} of {len(found) - notes:,} could not be read{kept}")
        ctx.exit(3)


def _build(found: list[Article | Failure], model: str | None, workers: int, path: str) -> None:
    """Read and store articles, showing how far it is on a terminal, and sum up."""
    from nkgraph import building
    from nkgraph.pipeline import Extractor
    from nkgraph.store import Store

    with _progress(len(found)) as advance:
        # First, so that a wrong name leaves no store behind.
        extractor = Extractor(model, workers=workers) if workers > 1 else Extractor(model)
        with Store.open(path, create=True) as store:
            summary = building.build(store, found, extractor=extractor, on_article=advance)
            done = summed_up(summary, store, path)
    say(done)


def summed_up(summary: Summary, store: Store, path: str) -> str:
    """Return one line: what was done, and what the store holds now."""
    done = [f"{plural(len(summary.added), 'article')} read"]
    if summary.unchanged:
        done.append(f"{len(summary.unchanged):,} unchanged")
    if summary.replaced:
        done.append(f"{len(summary.replaced):,} in place of an older version")
    facts = store.info()
    counts = ", ".join(
        plural(int(facts[name] or 0), name.removesuffix("s"))
        for name in ("articles", "claims", "events", "actors")
    )
    return f"{', '.join(done)}; {path} holds {counts}"


@contextlib.contextmanager
def _progress(total: int) -> Iterator[Callable[[Article | Failure], None] | None]:
    """Show a bar on stderr when that is a terminal; yields what to call after each article."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("loading the language model", total=total)

        def advance(one: Article | Failure) -> None:
            progress.update(task, advance=1, description=escape(safe(one.source)))

        yield advance
