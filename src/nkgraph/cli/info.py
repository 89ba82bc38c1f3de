"""``nkgraph info``: what a store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nkgraph.cli.options import store_option
from nkgraph.cli.output import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nkgraph.catalogue import StoredArticle
    from nkgraph.dating import Basis, Dating
    from nkgraph.store import Store

_FACTS = ("source", "iri", "title", "publisher", "published")


@click.command(name="info")
@click.argument("article", required=False)
@click.option("--articles", is_flag=True, help="List the articles too, one a line.")
@store_option
def command(article: str | None, articles: bool, store: str) -> None:  # noqa: FBT001 - click passes flags by name
    """Say what the store, or one article, holds.

    Of the store: counts, size, versions. ARTICLE is a path, file name, address or IRI. Of an
    article without a date it is said when it can have been published, as far as its own words
    and the events it shares with others decide, with those words; a date that was given counts.

    \b
    Example:
      nkgraph info
      nkgraph info --articles
      nkgraph info examples/articles/2025-03-27-harbour-courier-khartoum.md
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph import show
    from nkgraph.remote import read_only

    with read_only(store) as opened:
        if article is None:
            lines = [*_columns(opened.info()), *(_listed(opened) if articles else [])]
        else:
            lines = _about(show.choose(opened.articles(), article), opened)
    write("\n".join(lines) + "\n", "-")


def _columns(facts: Mapping[str, int | str | None]) -> list[str]:
    width = max(map(len, facts))
    return [
        f"{name:<{width}}  {value:,}" if isinstance(value, int) else f"{name:<{width}}  {value}"
        for name, value in facts.items()
        if value is not None
    ]


def _datings(store: Store) -> Mapping[str, Dating]:
    from nkgraph.dating import dating
    from nkgraph.records import records

    return dating(records(store))


def _listed(store: Store) -> Iterator[str]:
    """Yield a line for each article: its date, or what is known of it."""
    stored = store.articles()
    found = _datings(store) if any(a.published is None for a in stored) else {}
    for article in stored:
        known = (article.published or in_words(found.get(article.iri)), article.publisher)
        parts = [part for part in (*known, article.title) if part]
        yield f"{article.source}  {' | '.join(parts)}"


def _about(article: StoredArticle, store: Store) -> list[str]:
    """Return what is known of one article, and what its day follows from."""
    facts = {name: getattr(article, name) for name in _FACTS}
    if article.published is not None:
        return _columns(facts)
    found = _datings(store).get(article.iri)
    lines = _columns(facts | {"published": in_words(found)})
    sources = {other.iri: other.source for other in store.articles()}
    for bound, title in (("earliest", "not before"), ("latest", "not after")):
        shown = [b for b in found.basis if b.bound == bound] if found else []
        if found is None or not shown:
            continue
        day = getattr(found, bound)
        lines += ["", "these do not fit together:" if day is None else f"{title} {day}, because:"]
        lines += [_because(one, article.iri, sources) for one in shown]
    return lines


def _because(basis: Basis, article: str, sources: Mapping[str, str]) -> str:
    where = "" if basis.article == article else f"{sources[basis.article]} "
    words = " ".join(basis.words.split())
    return f"  {where}[{basis.start}–{basis.end}] “{words}”: {basis.reason}"


def in_words(found: Dating | None) -> str:
    """Return what is known of an article's day, in a few words."""
    if found is None or (found.edtf is None and not found.conflict):
        return "no date"
    if found.conflict:
        return "no date (what it says does not fit together)"
    if found.latest is None:
        return f"no date, {found.earliest} or later"
    if found.earliest is None:
        return f"no date, {found.latest} or earlier"
    if found.earliest == found.latest:
        return f"no date, {found.earliest} by its words"
    return f"no date, {found.earliest} to {found.latest}"
