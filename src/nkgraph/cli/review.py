"""``nkgraph review``: what is unsure, and what people decide about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

import click

from nkgraph.cli import decide
from nkgraph.cli.options import store_option
from nkgraph.cli.output import plural, safe, say, write

if TYPE_CHECKING:
    from nkgraph.decision import Decision
    from nkgraph.reviewing import Item

KINDS = ("actors", "contradiction", "event", "plan", "claimant")


@click.group(name="review", invoke_without_command=True)
@click.option(
    "--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only these; may be repeated."
)  # fmt: skip
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N",
    help="List no more than these, the most consequential.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True,
    help="Words for people, or data: all items.",
)  # fmt: skip
@click.option("--ask", is_flag=True, help="Ask about one after the other, and decide.")
@click.option(
    "--file", "path", type=click.File("r", encoding="utf-8"), metavar="FILE",
    help="Decide what the lines of a file say; - is stdin.",
)  # fmt: skip
@decide.dry_run_option
@decide.who_option
@store_option
@click.pass_context
def command(  # noqa: PLR0913 - click passes each option by name
    ctx: click.Context,
    /,
    *,
    kinds: tuple[str, ...],
    limit: int,
    format_: str,
    ask: bool,
    path: TextIO | None,
    dry_run: bool,
    who: str,
    store: str,
) -> None:
    """List what is unsure, and decide it.

    Each item has an id, what articles say, why it is unsure, and the commands that would settle
    it: two names that may mean one actor, claims that contradict each other, claims that fit
    several events, deeds that may carry out a plan, claimants whom nobody names.

    Decisions are lines of the file curation.txt in the store's folder, with date, person and
    reason. They are applied whenever the graph is built, and can be edited by hand; a line taken
    out (`nkgraph review undo`) is as if it had never been. In a --file, lines may leave out date
    and person: "merge person/a person/b -- why".

    \b
    Example:
      nkgraph review
      nkgraph review --kind actors --format json
      nkgraph review differ person/kim-yong-bok person/kim-yong-hyun --why "two generals"
      nkgraph review log
    """  # noqa: D301 - \b is click's mark for lines to keep
    if ctx.invoked_subcommand is not None:
        return
    if path is not None:
        from nkgraph import proposal

        text = path.read()
        new = proposal.read(text, path.name, day=decide.today(), who=who)
        decide.make(new, store, dry_run=dry_run)
        return
    found = [one for one in _items(store) if not kinds or one.kind in kinds]
    if ask:
        _ask(found, store, who)
    elif format_ == "json":
        write(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2) + "\n", "-")
    else:
        write("\n".join(map(_text, found[:limit])), "-")
        left = len(found) - limit
        more = f"; {left:,} more with --limit {len(found)}" if left > 0 else ""
        say(f"{plural(len(found), 'item')} to review{more}")


for verb in decide.COMMANDS:
    command.add_command(verb)


def _items(store: str) -> list[Item]:
    from nkgraph import decisions, reviewing
    from nkgraph.corpus import Corpus
    from nkgraph.store import Store

    with Store.read_only(store) as opened:
        decided = decisions.read(store)
        return reviewing.items(opened, Corpus(opened, decided).roster(), decided)


def _plain(one: Item) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind,
        "weight": one.weight,
        "about": one.about,
        "reason": one.reason,
        "claims": [
            {"id": w.claim, "told": w.told, "sentence": w.sentence, "article": w.article}
            for w in one.words
        ],
        "commands": [option.command() for option in one.options],
    }


def _text(one: Item) -> str:
    lines = [f"{one.kind}: {one.about} [{one.id}]", f"  why: {one.reason}"]
    for words in one.words:
        named = f"[{words.claim}] " if words.claim else ""
        lines += [f"  {named}{words.told}", f"      {words.article}: {words.sentence}"]
    lines += [f"  $ {option.command()}" for option in one.options]
    return "".join(" ".join(_indented(line)) + "\n" for line in lines)


def _indented(line: str) -> list[str]:
    """Return the words of a line, which steer no terminal, its indentation kept."""
    kept = len(line) - len(line.lstrip(" "))
    words = safe(line, instead=" ").split()
    return [" " * kept + words[0], *words[1:]] if words else []


def _ask(found: list[Item], store: str, who: str) -> None:
    """Show one item after the other, and decide those that get an answer."""
    from nkgraph.decision import read_line

    new: list[Decision] = []
    for one in found:
        say("\n" + _text(one).rstrip())
        yes, no = one.options[0], one.options[1] if len(one.options) > 1 else None
        keys = {"y": yes, "n": no, "s": None, "q": None}
        asked = f"y: {yes.verb}, n: {no.verb if no else 'leave'}, s: skip, q: stop"
        key = click.prompt(asked, type=click.Choice(tuple(keys)), default="s", err=True)
        if key == "q":
            break
        option = keys[key]
        if option is None or any("ACTOR" in field for field in option.fields):
            continue
        why = click.prompt("why", default="looked at it", err=True)
        words = [decide.today(), who, option.verb, *option.about, "--", why]
        new.append(read_line(" ".join(words), "answer"))
    decide.make(tuple(new), store, dry_run=False)
