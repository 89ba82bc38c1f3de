"""What is right and wrong in a claim that a gold claim is compared with, slot by slot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.eval.gold import Gold

    from nkgraph.model import Actor, Claim

UNREAL = frozenset({"planned", "possible", "requested"})

_STATE_KINDS = frozenset({"country", "government", "force", "group"})
_AFTER_HEAD = re.compile(r" (?:at|for|from|in|of|on|to|who|with) ")
_CODE = re.compile(r"[A-Z]{3}")


def faults(gold: Gold, claim: Claim) -> dict[str, str]:
    """Return slot → what was wanted and what came, for the slots of ``gold`` that are wrong."""
    wrong = {}
    if claim.type != gold.type:
        wrong["type"] = _wanted(gold.type, claim.type)
    fillers: dict[str, list[Actor]] = {}
    for role, actor in claim.roles:
        fillers.setdefault(role, []).append(actor)
    fillers |= {"claimants": list(claim.claimants), "via": list(claim.via)}
    for slot, keys in {**gold.roles, "claimants": gold.claimants, "via": gold.via}.items():
        actors = fillers.get(slot, [])
        if keys and not any(stands_for(actor, key) for actor in actors for key in keys):
            wrong[slot] = _wanted("|".join(keys), ", ".join(actor.label for actor in actors))
    wrong |= _wrong_figure(gold, claim)
    here = claim.modality if claim.polarity == "positive" else f"{claim.modality}, negative"
    there = "|".join(gold.modality) + ("" if gold.polarity == "positive" else ", negative")
    if claim.polarity != gold.polarity or (claim.modality in UNREAL) not in {
        modality in UNREAL for modality in gold.modality
    }:
        wrong["realis"] = _wanted(there, here)
    if claim.modality not in gold.modality:
        wrong["modality"] = _wanted(there, here)
    time = claim.time.edtf if claim.time else ""
    if gold.time and not same_time(gold.time, time):
        wrong["time"] = _wanted(gold.time, time)
    return wrong


def _wanted(wanted: str, got: str) -> str:
    return f"{wanted}, not {got or 'nothing'}"


def _wrong_figure(gold: Gold, claim: Claim) -> dict[str, str]:
    wanted, got = gold.figure, claim.figure
    if not wanted:
        return {}
    wrong = {}
    here = (got.quantity, got.low, got.high) if got else None
    there = (wanted.quantity, wanted.low, wanted.high)
    if here != there:
        wrong["figure"] = _wanted(_number(*there), _number(*here) if here else "")
    if not got or got.comparator != wanted.comparator:
        wrong["comparator"] = _wanted(wanted.comparator, got.comparator if got else "")
    return wrong


def _number(quantity: str, low: float, high: float) -> str:
    return f"{quantity} {low:,.15g}" + (f" to {high:,.15g}" if high != low else "")


def stands_for(actor: Actor, key: str) -> bool:
    """Tell whether an actor is what a gold key names.

    An alpha-3 code is met by the state, its government, forces and people; a name by label or
    alias. Who is only described ("two airport workers") is met by words of the description's
    head ("workers").
    """
    if actor.country == key and actor.kind in _STATE_KINDS:
        return True
    name = _plain(key)
    names = {_plain(given) for given in (actor.label, *actor.aliases)}
    if name in names:
        return True
    if actor.known or _CODE.fullmatch(key):
        return False
    heads = (_AFTER_HEAD.split(given, maxsplit=1)[0] for given in names)
    return any(f" {name} " in f" {head} " for head in heads)


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split()).removeprefix("the ")


def same_time(wanted: str, got: str) -> bool:
    """Tell whether two EDTF times agree digit by digit; ``X`` in ``wanted`` accepts any."""
    return len(wanted) == len(got) and all(
        w == g or (w == "X" and g.isdigit()) for w, g in zip(wanted, got, strict=True)
    )
