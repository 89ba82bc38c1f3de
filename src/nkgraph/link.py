"""Links between claims, and between copied articles, as triples of the graph ``nk:lineage``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, Triple

from nkgraph import identify
from nkgraph.vocab import TYPE, nk, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.resolve.bearing import Link


def name(link: Link) -> str:
    """Return the id of a link: ``link/`` and a hash of what it links, and how."""
    return f"link/{identify.digest([link.source, link.kind, link.target])}"


def triples(link: Link, base: str = identify.BASE) -> Iterator[Triple]:
    """Yield the link itself, and a node that says why it is there."""
    source, target = identify.node(link.source, base), identify.node(link.target, base)
    node = identify.node(name(link), base)
    kind = nk(link.kind)
    yield Triple(source, kind, target)
    yield Triple(node, TYPE, nk("Link"))
    yield Triple(node, term("rdf:subject"), source)
    yield Triple(node, term("rdf:predicate"), kind)
    yield Triple(node, term("rdf:object"), target)
    yield Triple(node, nk("reason"), Literal(link.reason))
    if link.on:
        yield Triple(node, nk("differsIn"), Literal(link.on))
