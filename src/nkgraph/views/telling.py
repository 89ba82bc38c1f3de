"""Claims and articles as a page's script reads them, and how claims bear on one another."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from nkgraph.dating import dating
from nkgraph.standing import FORWARD, Standing
from nkgraph.views import context, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nkgraph.bearings import Bearing
    from nkgraph.dating import Dating
    from nkgraph.views.phrases import Record

_FIRST: Final = (FORWARD["contradicts"], "superseded by", FORWARD["supersedes"])
"""What a reader wants to know first of how a claim stands to others."""


def ordered(records: Iterable[Record]) -> list[Record]:
    """Return claims in the order of their articles and of their words in them."""
    return sorted(records, key=_place)


def _place(record: Record) -> tuple[str, int, int, str]:
    evidence = record["evidence"]
    return record["article"]["source"], evidence["start"], evidence["end"], record["id"]


def actors(record: Record) -> list[dict[str, Any]]:
    """Return every actor of a claim: in a role, counted, saying it, passing it on."""
    fillers = [actor for actors in record["roles"].values() for actor in actors]
    figure = record["figure"]
    counted = [figure["of"]] if figure and isinstance(figure.get("of"), dict) else []
    return [*fillers, *counted, *record["claimants"], *record["via"]]


def articles(records: Iterable[Record]) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Return the articles that claims stand in, and IRI → which one it is.

    ``from`` and ``to`` of an article are the days between which it was published, as far as known
    or to be told from its text.
    """
    listed = list(records)
    days = dating(listed)
    found = sorted({record["article"]["id"]: record["article"] for record in listed}.items())
    shown = [_article(one, days[iri]) for iri, one in found]
    return shown, {iri: at for at, (iri, _) in enumerate(found)}


def _article(article: Mapping[str, Any], dated: Dating) -> dict[str, Any]:
    source = str(article["source"])
    name = article.get("publisher") or article.get("title") or PurePath(source).stem or source
    return {
        "name": name,
        "title": article.get("title") or "Untitled",
        "outlet": article.get("publisher") or "",
        "published": article.get("published") or "",
        "source": source,
        "link": bool(re.match(r"https?://[^\s]+$", source)),
        "from": str(dated.earliest or ""),
        "to": str(dated.latest or ""),
    }


def claim(
    record: Record,
    index: Mapping[str, int],
    articles: Mapping[str, int],
    texts: Mapping[str, str],
) -> dict[str, Any]:
    """Return one claim.

    Args:
        record: as ``records.records`` gives it.
        index: IRI of an actor → what the page knows it by.
        articles: IRI of an article → its place in the page's list.
        texts: article source or IRI → full text, for the sentence around the evidence.
    """
    article, evidence = record["article"], record["evidence"]
    text = texts.get(article["source"], texts.get(article["id"]))
    quote = context.quote(
        evidence["start"], evidence["end"], evidence["text"], evidence.get("sentence"), text
    )
    figure = record["figure"]
    return {
        "id": record["id"],
        "type": record["type"],
        "what": phrases.event(record),
        "belief": phrases.belief(record),
        "sure": phrases.belief_label(record),
        "who": phrases.attribution(record),
        "by": [index[actor["id"]] for actor in record["claimants"]],
        "cue": record["cue"] or "",
        "when": phrases.time(record["time"]),
        "edtf": record["time"] or "",
        "day": record["earliest"] or "",
        "last": record["latest"] or "",
        "figure": phrases.figure(figure),
        "amount": (figure or {}).get("low"),
        "quote": [quote.before, quote.marked, quote.after, quote.cut_before, quote.cut_after],
        "article": articles[article["id"]],
        "at": [evidence["start"], evidence["end"]],
    }


def bearing(records: Sequence[Record], links: Iterable[Bearing]) -> list[list[dict[str, Any]]]:
    """Return, for each claim, how it stands to the others of the same list.

    Each is ``{"is": "contradicts", "claim": index of the other, "why": the reason in words}``;
    contradictions and supersessions come first.
    """
    standing = Standing(records, links)
    at = {record["id"]: number for number, record in enumerate(records)}
    return [
        sorted(
            (
                {"is": one.relation, "claim": at[one.claim], "why": one.reason}
                for one in standing.remarks(record["id"])
            ),
            key=lambda one: (one["is"] not in _FIRST, one["is"], one["claim"]),
        )
        for record in records
    ]
