"""``nkgraph show``: one article with its claims marked, or why its sentences say what they say."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nkgraph.cli.options import store_option
from nkgraph.cli.output import safe, say, write
from nkgraph.errors import ArticleError, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nkgraph.explain import Sentence
    from nkgraph.model import Article
    from nkgraph.store import StoredArticle


@click.command(name="show", no_args_is_help=True)
@click.argument("article")
@click.option(
    "--explain", is_flag=True, help="Say for each sentence which frame fired and which did not."
)
@click.option(
    "--sentence",
    type=click.IntRange(min=1),
    metavar="N",
    help="With --explain: this sentence alone, by the number it has there.",
)
@click.option(
    "--at",
    type=click.IntRange(min=0),
    metavar="OFFSET",
    help="With --explain: the sentence at this place alone, in code points from 0.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="With --explain: as lines, or as a JSON list of sentences.",
)
@click.option("--model", metavar="NAME", help="With --explain: the model it was built with.")
@store_option
def command(  # noqa: PLR0913 - click passes each option by name
    article: str,
    *,
    explain: bool,
    sentence: int | None,
    at: int | None,
    format_: str,
    model: str | None,
    store: str,
) -> None:
    """Print an article with its claims marked, or explain them.

    Claims are numbered, and a legend beneath says what each of them claims.

    ARTICLE is its path, file name, address or IRI. On a terminal the claims are coloured; on a
    pipe they stand between ⟦1: and :1⟧.

    --explain reads the article again, and says for each sentence which words name an event by
    which frame, where each role, figure, time, hedge and source comes from, and why other
    frames did not fit, with file and line of the data behind it. ARTICLE may then be a file that
    is in no store.

    \b
    Example:
      nkgraph show 2024-12-27-meridian-wire-prisoner-dies.md
      nkgraph show --explain --sentence 2 2024-12-27-meridian-wire-prisoner-dies.md
    """  # noqa: D301 - \b is click's mark for lines to keep
    if explain:
        if sentence is not None and at is not None:
            raise click.UsageError("--sentence or --at, not both")
        _explain(_chosen(article, store), model, (sentence, at), format_)
    elif sentence is not None or at is not None or format_ != "text" or model is not None:
        raise click.UsageError("--sentence, --at, --format and --model go with --explain")
    else:
        _show(article, store)


def _show(article: str, store: str) -> None:
    """Print an article of the store with its claims marked."""
    from nkgraph import show
    from nkgraph.records import records
    from nkgraph.store import Store

    with Store.read_only(store) as opened:
        stored = show.choose(opened.articles(), article)
        found = [record for record in records(opened) if record["article"]["id"] == stored.iri]
    text = show.original(stored.source, stored.sha256)
    if text.text is None:
        say(f"{text.problem}; the words of its claims follow")
        write(show.quotes(found), "-")
        return
    numbered = show.marks(found)
    if not sys.stdout.isatty():
        write(show.plain(text.text, numbered), "-")
        return
    from rich.console import Console

    tame = safe(text.text.replace("\r\n", " \n"), instead="\ufffd")  # as long as the text
    Console(highlight=False).print(show.styled(tame, numbered))


def _chosen(wanted: str, store: str) -> Article:
    """Return the article to explain: one of the store, as it was read, or else a file.

    Raises:
        ArticleError: it is neither, it cannot be read, or the words that were read are gone.
        StoreError: there is neither such a store nor such a file.
    """
    from nkgraph import show
    from nkgraph.store import Store

    try:
        with Store.read_only(store) as opened:
            stored = show.choose(opened.articles(), wanted)
    except (ArticleError, StoreError):
        if not Path(wanted).is_file():
            raise
        return _read(wanted)
    text = show.original(stored.source, stored.sha256)
    if not Path(stored.source).is_file():
        raise ArticleError(
            f"{text.problem}; only an article whose text is at hand can be explained"
        )
    if text.text is None:
        say(f"{text.problem}; what follows is of the file as it is now")
    return _read(stored.source, stored)


def _read(source: str, stored: StoredArticle | None = None) -> Article:
    """Read the article at a path, with what the store knows about it."""
    from nkgraph.articles import read
    from nkgraph.model import Article

    published = stored.published if stored is not None else None
    (found,) = read([source], published=published)
    if isinstance(found, Article):
        return found
    raise ArticleError(str(found))


def _explain(
    article: Article, model: str | None, place: tuple[int | None, int | None], format_: str
) -> None:
    """Print why an article's sentences, or one of them, say what they say."""
    from nkgraph.explain import explain
    from nkgraph.pipeline import Extractor

    found = _narrowed(explain(article, Extractor(model)), *place)
    if format_ == "json":
        import json
        from dataclasses import asdict

        write(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2) + "\n", "-")
    else:
        _print(found)


def _narrowed(
    sentences: Sequence[Sentence], number: int | None, at: int | None
) -> Sequence[Sentence]:
    """Return the sentence that the options name; all of them without any."""
    if number is None and at is None:
        return sentences
    for one in sentences:
        if one.number == number or (at is not None and one.start <= at < one.end):
            return [one]
    if at is not None:
        raise ArticleError(f"no sentence at {at}; `nkgraph show --explain` lists where they stand")
    raise ArticleError(f"no sentence {number}; the article has {len(sentences)}")


def _print(sentences: Sequence[Sentence]) -> None:
    from nkgraph.explain import lines

    if not sys.stdout.isatty():
        write("".join(f"{safe(str(line))}\n" for line in lines(sentences)), "-")
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    for line in lines(sentences):
        text = Text(safe(line.text), style=line.style)
        console.print(Padding(text, (0, 0, 0, 2 * line.depth)))
