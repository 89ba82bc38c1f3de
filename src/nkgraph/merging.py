"""Findings in which one actor takes another's place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from nkgraph.model import Actor, Appearance, Claim, Findings


def merged(
    findings: Findings, renamed: Mapping[str, str], actors: Callable[[str], Actor | None]
) -> Findings:
    """Return the findings with other actors in the place of some.

    Args:
        findings: claims and appearances; claims keep their ids as they are set.
        renamed: actor id → id of the one that takes its place.
        actors: returns the actor of an id; one that it does not know takes nobody's place.
    """
    there = {name: actor for name, to in renamed.items() if (actor := actors(to)) is not None}
    if not there:
        return findings

    def one(actor: Actor) -> Actor:
        return there.get(actor.id, actor)

    return replace(
        findings,
        claims=tuple(_claim(claim, one) for claim in findings.claims),
        appearances=_appearances(findings.appearances, one),
    )


def _claim(claim: Claim, one: Callable[[Actor], Actor]) -> Claim:
    def all_of(found: Iterable[Actor]) -> tuple[Actor, ...]:
        return tuple(dict.fromkeys(map(one, found)))

    figure = claim.figure
    if figure is not None and figure.of is not None:
        figure = replace(figure, of=one(figure.of))
    return replace(
        claim,
        roles=tuple(dict.fromkeys((role, one(actor)) for role, actor in claim.roles)),
        claimants=all_of(claim.claimants),
        via=all_of(claim.via),
        figure=figure,
    )


def _appearances(
    found: Iterable[Appearance], one: Callable[[Actor], Actor]
) -> tuple[Appearance, ...]:
    """Return each actor under each name once: two that became one are counted together."""
    kept: dict[tuple[str, str, str | None], Appearance] = {}
    for old in found:
        new = replace(old, actor=one(old.actor))
        key = (new.actor.id, new.name, new.described)
        if key in kept:
            other = kept[key]
            span = min(other.span, new.span)
            kept[key] = replace(other, span=span, times=other.times + new.times)
        else:
            kept[key] = new
    return tuple(kept.values())
