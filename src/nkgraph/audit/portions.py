"""The words for shares and parts, read from ontology/lexicon/portions.yaml into frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from nkgraph.model import Comparator
from nkgraph.resources import load_yaml

Limits = tuple[float, float | None]
"""Least and most; None is no upper limit."""
Measure = Literal["share", "multiple"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portions:
    """What ontology/lexicon/portions.yaml says; its head explains each field."""

    denominators: Mapping[str, int]
    percent: tuple[str, ...]
    multiples: Mapping[str, float]
    changes: Mapping[str, float]
    moves: Mapping[str, str]
    comparators: Mapping[str, Comparator]
    equals: tuple[str, ...]
    members: tuple[str, ...]
    bundles: frozenset[str]
    uncounted: frozenset[str]
    losses: frozenset[str]
    reach: Mapping[str, Mapping[str, Limits]]
    points: Mapping[int, float]
    slack: float

    def limits(self, measure: Measure, comparator: Comparator, value: float) -> Limits:
        """Return what a share or multiple of ``value`` may really be."""
        least, most = self.reach[measure][comparator]
        return least * value, None if most is None else most * value

    def percent_limits(self, comparator: Comparator, percent: float) -> Limits:
        """Return the share, as a fraction of 1, that a percentage may really be."""
        if comparator != "exactly":
            return self.limits("share", comparator, percent / 100)
        off = next((p for step, p in self.points.items() if percent % step == 0), 1.0)
        return max(percent - off, 0) / 100, (percent + off) / 100


@cache
def load() -> Portions:
    """Read the file; one value a process."""
    data: dict[str, Any] = load_yaml("lexicon/portions.yaml")
    return Portions(
        denominators=data["denominators"],
        percent=tuple(data["percent"]),
        multiples=data["multiples"],
        changes=data["changes"],
        moves=_turned(data["moves"]),
        comparators=cast("dict[str, Comparator]", _turned(data["comparators"])),
        equals=tuple(data["equals"]),
        members=tuple(data["members"]),
        bundles=frozenset(data["bundles"]),
        uncounted=frozenset(data["uncounted"]),
        losses=frozenset(data["losses"]),
        reach={
            measure: {name: (least, most) for name, (least, most) in limits.items()}
            for measure, limits in data["reach"].items()
        },
        points=data["points"],
        slack=data["slack"],
    )


def _turned(groups: Mapping[str, list[str]]) -> dict[str, str]:
    """Turn name → words into word → name."""
    return {word: name for name, words in groups.items() for word in words}
