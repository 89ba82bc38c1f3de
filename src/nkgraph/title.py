"""Events in words, the same for all claims that name the same parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph import ontology, reference

if TYPE_CHECKING:
    from nkgraph.model import Claim


def title(claim: Claim) -> str:
    """Return what the claim's event is called: "Deployment: North Korea → Russia, in Kursk"."""
    names: dict[str, set[str]] = {}
    states = {actor.id: reference.state(actor).label for _, actor in claim.roles}
    level = claim.type in ontology.load().unordered
    for role, actor in claim.roles:
        key = "agent" if level and role == "recipient" else role
        names.setdefault(key, set()).add(states[actor.id])
    joined = {role: ", ".join(sorted(found)) for role, found in names.items()}
    named = [joined[role] for role in ("agent", "patient", "recipient", "theme") if role in joined]
    named = list(dict.fromkeys(named))  # a state's own troops are named once
    arrow = " → ".join(named)
    if "place" in joined and joined["place"] not in named:
        arrow += (", " if arrow else "") + f"in {joined['place']}"
    kind = ontology.load().labels.get(claim.type, claim.type)
    return f"{kind}: {arrow}" if arrow else kind
