"""Gold claims: what a careful reader takes from a text, as case files and JSON lines write it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nkgraph.model import Span

if TYPE_CHECKING:
    from pathlib import Path

ROLES = ("agent", "patient", "recipient", "theme", "instrument", "place")
SLOTS = ("type", *ROLES, "figure", "comparator", "claimants", "via", "realis", "modality", "time")
"""What is judged of a claim that was found, in the order of reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A figure: the numbers as written, ``low`` equal to ``high`` unless a range is given."""

    quantity: str
    low: float
    high: float
    comparator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One claim that extraction should find.

    Attributes:
        key: names the claim within its set, whatever else is added to the set.
        group: file that it belongs to: an article, or a case file without its suffix.
        span: where it stands in the article; None when anywhere will do.
        core: whether it must be found; otherwise it is neither rewarded nor punished.
        roles: role → accepted fillers, any one of which will do: an alpha-3 code for a state,
            its government, its forces or its people; else a name.
        claimants: accepted sources; not judged when empty, and so are ``via`` and ``time``.
        modality: accepted modalities.
        time: EDTF; ``X`` accepts any digit.
    """

    key: str
    group: str
    type: str
    span: Span | None = None
    quote: str = ""
    core: bool = True
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    figure: Number | None = None
    claimants: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    modality: tuple[str, ...] = ("asserted",)
    polarity: str = "positive"
    time: str | None = None

    def slots(self) -> tuple[str, ...]:
        """Return the names of the slots that this claim asks about, in the order of ``SLOTS``."""
        asked = {"type", "realis", "modality", *self.roles}
        if self.figure:
            asked |= {"figure", "comparator"}
        asked |= {slot for slot in ("claimants", "via", "time") if getattr(self, slot)}
        return tuple(slot for slot in SLOTS if slot in asked)


def read(path: Path) -> tuple[Gold, ...]:
    """Return the gold claims of a JSON lines file, in its order.

    Raises:
        ValueError: a line is no gold claim; the message names file, line and field.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(_gold(json.loads(line)))
        except (KeyError, TypeError, ValueError) as error:
            message = f"{path}:{number}: not a gold claim ({error!r}); see examples/README.md"
            raise ValueError(message) from None
    return tuple(found)


def _gold(line: Mapping[str, Any]) -> Gold:
    number = line["figure"]
    return Gold(
        key=line["id"],
        group=line["article"],
        type=line["type"],
        span=Span(line["start"], line["end"]),
        quote=line["quote"],
        core=line["core"],
        roles={role: tuple(fillers) for role, fillers in line["roles"].items() if fillers},
        figure=Number(**number) if number else None,
        claimants=tuple(line["claimants"]),
        via=tuple(line["via"]),
        modality=(line["modality"],),
        polarity=line["polarity"],
        time=line["time"],
    )
