"""Claims as a person corrected them, field by field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from nkgraph import identify
from nkgraph.model import Comparator, Figure, Modality, Polarity, Quantity, Span, When

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nkgraph.model import Actor, Claim

ROLES: Final = ("agent", "patient", "recipient", "theme", "instrument", "place")
FIELDS: Final = (
    *ROLES,
    *("claimant", "via", "type", "modality", "polarity", "time"),
    *("quantity", "low", "high", "comparator", "scope"),
)
"""What ``correct`` may set; an empty value takes it away, a comma parts several actors."""

OF_ACTORS: Final = (*ROLES, "claimant", "via")
"""Those of them that name actors."""
_FIGURE: Final = ("quantity", "low", "high", "comparator", "scope")


def corrected(
    claim: Claim, fields: Mapping[str, str], actors: Callable[[str], Actor | None]
) -> Claim:
    """Return a claim with fields set as a person said.

    Args:
        claim: as extracted.
        fields: of ``FIELDS``; an empty value takes a field away.
        actors: returns the actor of an id; a field that names one who is not there stays.
    """
    if not fields:
        return claim
    given = {name: _named(fields[name], actors) for name in OF_ACTORS if name in fields}
    there = {name: some for name, some in given.items() if some is not None}
    roles = [(role, actor) for role, actor in claim.roles if role not in there]
    roles += [(role, actor) for role in ROLES for actor in there.get(role, ())]
    changed = replace(
        claim,
        roles=tuple(sorted(roles, key=lambda pair: pair[0])),
        claimants=there.get("claimant", claim.claimants),
        via=there.get("via", claim.via),
    )
    changed = replace(
        changed,
        type=fields.get("type", claim.type),
        modality=cast("Modality", fields.get("modality", claim.modality)),
        polarity=cast("Polarity", fields.get("polarity", claim.polarity)),
    )
    if "time" in fields:
        edtf = fields["time"]
        when = When(span=Span(0, 0), text=edtf, edtf=edtf) if edtf else None
        changed = replace(changed, time=when)
    return replace(changed, figure=_figure(changed, fields))


def _named(value: str, actors: Callable[[str], Actor | None]) -> tuple[Actor, ...] | None:
    """Return the actors that a value names; None when one of them is not there."""
    found = [actors(identify.relative(name)) for name in value.split(",") if name]
    some = tuple(actor for actor in found if actor is not None)
    return some if len(some) == len(found) else None


def _figure(claim: Claim, fields: Mapping[str, str]) -> Figure | None:
    given = {name: fields[name] for name in _FIGURE if name in fields}
    if not given:
        return claim.figure
    if given.get("quantity") == "":
        return None
    base = claim.figure or Figure(
        span=claim.evidence, text="", quantity="killedOrWounded", low=0, high=0
    )
    low = float(given.get("low", base.low))
    was = base.high if base.low != base.high else low
    return replace(
        base,
        low=low,
        high=max(low, float(given.get("high", was))),
        quantity=cast("Quantity", given.get("quantity", base.quantity)),
        comparator=cast("Comparator", given.get("comparator", base.comparator)),
        scope=given.get("scope", base.scope) or None,
    )
