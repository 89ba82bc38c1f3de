"""Differences in words: a heading for each article, a line or more for each claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nkgraph.cli.output import plural, safe
from nkgraph.records import ROLES
from nkgraph.views import phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rich.text import Text

    from nkgraph.difference import ArticleDifference, Change, Difference
    from nkgraph.records import Record

Line = tuple[str, str]
"""What sort of line, a key of ``STYLES``, and its words."""

STYLES = {"heading": "bold", "+": "green", "-": "red", "~": "yellow", "": ""}

_NONE = "none"
_NAMES = {
    "claimants": "claimant",
    "via": "relay",
    "polarity": "negated",
    "evidence": "words",
    "published": "date",
}


def plain(difference: Difference) -> str:
    """Return the differences as text, without colour."""
    return "".join(f"{words}\n" for _, words in lines(difference))


def styled(difference: Difference) -> Text:
    """Return the differences for a terminal, as a rich Text."""
    from rich.text import Text

    shown = Text()
    for sort, words in lines(difference):
        shown.append(f"{words}\n", style=STYLES[sort])
    return shown


def summed_up(counts: Mapping[str, int]) -> str:
    """Return one line: how many claims and articles were added, are gone, or changed."""
    parts = []
    for what, before in (("claim", ""), ("article", "articles_")):
        added, gone, changed = (counts[f"{before}{how}"] for how in ("added", "gone", "changed"))
        if what == "claim" or added or gone or changed:
            parts.append(f"{plural(added, what)} added, {gone:,} gone, {changed:,} changed")
    return "; ".join(parts)


def lines(difference: Difference) -> Iterator[Line]:
    """Yield what to print; words from articles are on one line and steer no terminal."""
    for rank, article in enumerate(difference.articles):
        if rank:
            yield "", ""
        yield from _article(article)


def _article(one: ArticleDifference) -> Iterator[Line]:
    known = one.after or one.before or {}
    sort = "+" if one.before is None else "-" if one.after is None else "heading"
    status = {"+": "article added: ", "-": "article gone: ", "heading": ""}[sort]
    about = [known["title"] and f"“{known['title']}”", known["publisher"], known["published"]]
    source = "standard input" if known["source"] == "-" else known["source"]
    yield sort, _clean(f"{status}{', '.join(part for part in (source, *about) if part)}")
    for change in one.changes:
        yield "~", f"  {_clean(_change(change))}"
    for was in one.gone:
        yield from _claim("-", was)
    for changed in one.changed:
        yield from _claim("~", changed.after)
        told = {change.field for change in changed.changes}
        for change in changed.changes:
            if change.field not in {"earliest", "latest"} or "time" not in told:
                yield "~", f"      {_clean(_change(change))}"
    for new in one.added:
        yield from _claim("+", new)


def _claim(sort: str, record: Record) -> Iterator[Line]:
    yield sort, f"  {sort} {_clean(phrases.sentence(record))}"
    yield "", f"      {_clean(_words(record['evidence']))}"


def _clean(text: str) -> str:
    return " ".join(safe(text, instead=" ").split())


def _change(change: Change) -> str:
    """Say one field and both of its values; those that read alike are told apart."""
    if change.field == "event":
        return _regrouped(change)
    if change.field == "text":
        return "text: another version"
    say = _sayer(change.field)
    before, after = say(change.before), say(change.after)
    if before == after:
        before, after = _exact(change.before), _exact(change.after)
    return f"{_NAMES.get(change.field, change.field)}: {before} → {after}"


def _sayer(field: str) -> Callable[[Any], str]:
    """Return what puts a field's value in words."""
    if field in {*ROLES, "claimants", "via"}:
        return lambda actors: ", ".join(actor["label"] for actor in actors) or _NONE
    if field == "figure":
        return _figure
    if field == "evidence":
        return _words
    if field == "polarity":
        return lambda polarity: "yes" if polarity == "negative" else "no"
    if field == "time":
        return lambda edtf: phrases.time(edtf) or _NONE
    return lambda value: str(value) if value else _NONE


def _figure(figure: Mapping[str, Any] | None) -> str:
    if figure is None:
        return _NONE
    whose = f", of {figure['of']['label']}" if figure["of"] else ""
    return f"{phrases.figure(figure)}{whose}"


def _words(evidence: Mapping[str, Any]) -> str:
    return f"“{evidence['text']}” {evidence['start']}–{evidence['end']}"


def _exact(value: Any) -> str:  # noqa: ANN401 - any field of a record
    """Tell values that read alike apart: by ids for actors, by the words for figures."""
    if isinstance(value, list):
        return ", ".join(f"{one['label']} <{one['id']}>" for one in value) or _NONE
    if isinstance(value, dict):
        of = f", of <{value['of']['id']}>" if value.get("of") else ""
        return f"{phrases.figure(value)}{of}, written “{value['text']}”"
    return repr(value)


def _regrouped(change: Change) -> str:
    """Say with which claims an event is shared no longer, and with which it is now."""
    parts = [
        f"{how} {_mates(side)}"
        for how, side in (("no longer that of", change.before), ("now that of", change.after))
        if side["apart"]
    ]
    return f"event: {'; '.join(parts)}"


def _mates(side: Mapping[str, Any]) -> str:
    named = [f"“{one['text']}” ({one['article']})" for one in side["such_as"]]
    more = side["apart"] - len(named)
    return ", ".join(named) + (f" and {more:,} more" if more else "")
