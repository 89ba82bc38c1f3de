"""Claims as pictures: states as one or exact actors, over the same claims and articles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from nkgraph.bearings import SYMMETRIC
from nkgraph.standing import FORWARD
from nkgraph.views import fold, sourcing, telling
from nkgraph.views.scene import BEARING, Material, Scene, scene

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nkgraph.bearings import Bearing
    from nkgraph.views.former import Places
    from nkgraph.views.phrases import Record

MUTUAL = frozenset(FORWARD[kind] for kind in SYMMETRIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Two scenes, the claims in the order of their articles, the articles, and the sources.

    Attributes:
        states: the scene in which a state, its government, forces and people are one node.
        exact: the scene with each actor and each event by itself.
        alike: whether the two scenes are one, as nothing is folded.
        sources: key (an IRI, or ``sourcing.OUTLET`` and a name) and label of everybody on whom a
            claim rests; claims tell them by index.
    """

    states: Scene
    exact: Scene
    claims: tuple[dict[str, Any], ...]
    articles: tuple[dict[str, Any], ...]
    sources: tuple[tuple[str, str], ...]
    alike: bool


def picture(
    records: Iterable[Record],
    texts: Mapping[str, str] | None = None,
    links: Iterable[Bearing] = (),
    former: Mapping[str, Places] | None = None,
) -> Picture:
    """Draw claims.

    Args:
        records: claims as ``records.records`` gives them.
        texts: article source or IRI → full text, for the sentence around each evidence.
        links: how claims bear on one another.
        former: scene → IRI → where it stood in an earlier picture.
    """
    listed = telling.ordered(records)
    folded = fold.states(listed)
    listed_links = list(links)
    told = sourcing.sourced(folded.records, listed_links)
    bearings = telling.bearing(listed, listed_links)
    bears = _bears(bearings)
    stood = former or {}
    drawn = scene(Material(folded.records, told.origins, bears), stood.get("states"))
    alike = all(own == (iri,) for iri, own in folded.members.items())
    places = drawn.places() | stood.get("exact", {})
    exact = drawn if alike else scene(Material(listed, told.origins, bears), places)
    states = _with_members(drawn, folded.members, exact.index())
    articles, at = telling.articles(listed)
    sources = tuple(sorted(told.labels.items(), key=lambda one: (one[1], one[0])))
    known = {key: number for number, (key, _) in enumerate(sources)}
    index, drawn_as = exact.index(), states.index()
    return Picture(
        states=states,
        exact=exact,
        claims=tuple(
            telling.claim(record, index, at, texts or {})
            | {
                "event": [drawn_as[shown["event"]], index[record["event"]]],
                "links": links_of,
                "origin": known[told.origins[number]],
                "rests": [known[key] for key in told.rests[number]],
            }
            for number, (record, shown, links_of) in enumerate(
                zip(listed, folded.records, bearings, strict=True)
            )
        ),
        articles=tuple(articles),
        sources=sources,
        alike=alike,
    )


def _bears(bearings: list[list[dict[str, Any]]]) -> list[tuple[int, str, int]]:
    """Return what is drawn of how claims bear on one another, each once."""
    return [
        (number, one["is"], one["claim"])
        for number, found in enumerate(bearings)
        for one in found
        if one["is"] in BEARING and (one["is"] not in MUTUAL or number < one["claim"])
    ]


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
