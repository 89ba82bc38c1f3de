"""Claims as pictures: states as one or exact actors, over the same claims and articles."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from nkgraph.views import context, fold, phrases
from nkgraph.views.scene import Scene, scene

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nkgraph.views.phrases import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Two scenes, the claims in the order of their articles, and the articles.

    Attributes:
        states: the scene in which a state, its government, forces and people are one node.
        exact: the scene with each actor and each event by itself.
    """

    states: Scene
    exact: Scene
    claims: tuple[dict[str, Any], ...]
    articles: tuple[dict[str, Any], ...]


def picture(records: Iterable[Record], texts: Mapping[str, str] | None = None) -> Picture:
    """Draw claims.

    Args:
        records: claims as ``records.records`` gives them.
        texts: article source or IRI → full text, for the sentence around each evidence.
    """
    listed = sorted(records, key=_place)
    folded = fold.states(listed)
    exact = scene(listed)
    alike = all(own == (iri,) for iri, own in folded.members.items())
    drawn = exact if alike else scene(folded.records)
    states = _with_members(drawn, folded.members, exact.index())
    articles = sorted({record["article"]["id"]: record["article"] for record in listed}.items())
    at = {iri: number for number, (iri, _) in enumerate(articles)}
    index, drawn_as = exact.index(), states.index()
    return Picture(
        states=states,
        exact=exact,
        claims=tuple(
            _claim(record, index, at, texts or {})
            | {"event": [drawn_as[shown["event"]], index[record["event"]]]}
            for record, shown in zip(listed, folded.records, strict=True)
        ),
        articles=tuple(_article(article) for _, article in articles),
    )


def _with_members(
    drawn: Scene, members: Mapping[str, tuple[str, ...]], index: Mapping[str, int]
) -> Scene:
    """Tell each node which exact nodes it stands for, unless for itself alone."""
    nodes = []
    for node in drawn.nodes:
        own = members[node.iri]
        found = () if own == (node.iri,) else tuple(index[iri] for iri in own)
        nodes.append(replace(node, members=found))
    return replace(drawn, nodes=tuple(nodes))


def _place(record: Record) -> tuple[str, int, int, str]:
    evidence = record["evidence"]
    return record["article"]["source"], evidence["start"], evidence["end"], record["id"]


def _claim(
    record: Record,
    index: Mapping[str, int],
    articles: Mapping[str, int],
    texts: Mapping[str, str],
) -> dict[str, Any]:
    """Return one claim as the page's script reads it; exact nodes and articles by index."""
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
        "figure": phrases.figure(figure),
        "amount": (figure or {}).get("low"),
        "quote": [quote.before, quote.marked, quote.after, quote.cut_before, quote.cut_after],
        "article": articles[article["id"]],
        "cite": phrases.citation(record),
    }


def _article(article: Mapping[str, Any]) -> dict[str, Any]:
    source = str(article["source"])
    return {
        "title": article.get("title") or "Untitled",
        "outlet": article.get("publisher") or "",
        "published": article.get("published") or "",
        "source": source,
        "link": bool(re.match(r"https?://[^\s]+$", source)),
    }
