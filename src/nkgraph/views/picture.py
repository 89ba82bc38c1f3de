"""Claims as pictures: states as one or exact actors, over the same claims and articles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from nkgraph.views import fold, telling
from nkgraph.views.scene import Scene, scene

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nkgraph.bearings import Bearing
    from nkgraph.views.former import Places
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
    stood = former or {}
    drawn = scene(folded.records, stood.get("states"))
    alike = all(own == (iri,) for iri, own in folded.members.items())
    exact = drawn if alike else scene(listed, drawn.places() | stood.get("exact", {}))
    states = _with_members(drawn, folded.members, exact.index())
    articles, at = telling.articles(listed)
    index, drawn_as = exact.index(), states.index()
    return Picture(
        states=states,
        exact=exact,
        claims=tuple(
            telling.claim(record, index, at, texts or {})
            | {"event": [drawn_as[shown["event"]], index[record["event"]]], "links": bears}
            for record, shown, bears in zip(
                listed, folded.records, telling.bearing(listed, links), strict=True
            )
        ),
        articles=tuple(articles),
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
