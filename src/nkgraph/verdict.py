"""Judgements on actors as triples of the graph ``nk:lineage``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, Triple

from nkgraph import identify
from nkgraph.vocab import ALT_LABEL, TYPE, nk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.resolve.likeness import Judgement


def name(judgement: Judgement) -> str:
    """Return the id of a judgement: ``judgement/`` and a hash of whom it is about."""
    return f"judgement/{identify.digest([judgement.one, judgement.other])}"


def triples(judgement: Judgement, base: str = identify.BASE) -> Iterator[Triple]:
    """Yield a judgement."""
    node = identify.node(name(judgement), base)
    yield Triple(node, TYPE, nk("Judgement"))
    for actor in (judgement.one, judgement.other):
        yield Triple(node, nk("about"), identify.node(actor, base))
    yield Triple(node, nk("verdict"), nk(judgement.verdict))
    yield Triple(node, nk("reason"), Literal(judgement.reason))


def labelled(actor: str, label: str, base: str = identify.BASE) -> Triple:
    """Return that an actor goes by the name of another one for whom it stands."""
    return Triple(identify.node(actor, base), ALT_LABEL, Literal(label))
