"""What was read from one article, as text: kept in the store, so that it need not be read again.

A reading is the article with its claims as extracted, before anybody judged or resolved them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from nkgraph.model import Actor, Appearance, Article, Claim, Figure, Findings, Relative, Span, When
from nkgraph.rdf import Run


@dataclass(frozen=True, slots=True)
class Reading:
    """An article, its claims, and which version of everything found them."""

    findings: Findings
    run: Run | None = None

    def to_json(self) -> str:
        """Return the reading as one line; equal readings give equal lines."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Reading:
        """Return what ``to_json`` wrote."""
        data = json.loads(text)
        findings = Findings(
            article=Article(**data["findings"]["article"]),
            claims=tuple(_claim(claim) for claim in data["findings"]["claims"]),
            appearances=tuple(_appearance(one) for one in data["findings"]["appearances"]),
        )
        return cls(findings, None if data["run"] is None else Run(**data["run"]))


def _claim(data: dict[str, Any]) -> Claim:
    made = {
        "evidence": Span(**data["evidence"]),
        "trigger": Span(**data["trigger"]),
        "roles": tuple((role, _actor(actor)) for role, actor in data["roles"]),
        "figure": _figure(data["figure"]),
        "claimants": tuple(map(_actor, data["claimants"])),
        "via": tuple(map(_actor, data["via"])),
        "time": _when(data["time"]),
        "relative": _relative(data.get("relative")),
        "untold": tuple(data.get("untold", ())),
    }
    return Claim(**(data | made))


def _appearance(data: dict[str, Any]) -> Appearance:
    return Appearance(**(data | {"actor": _actor(data["actor"]), "span": Span(**data["span"])}))


def _actor(data: dict[str, Any]) -> Actor:
    return Actor(**(data | {"aliases": tuple(data["aliases"])}))


def _figure(data: dict[str, Any] | None) -> Figure | None:
    if data is None:
        return None
    of = None if data["of"] is None else _actor(data["of"])
    return Figure(**(data | {"span": Span(**data["span"]), "of": of}))


def _relative(data: dict[str, Any] | None) -> Relative | None:
    return None if data is None else Relative(**(data | {"span": Span(**data["span"])}))


def _when(data: dict[str, Any] | None) -> When | None:
    return None if data is None else When(**(data | {"span": Span(**data["span"])}))
