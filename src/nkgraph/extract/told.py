"""The value that stands for a claim with what it was made of, told or dropped."""

from __future__ import annotations

from dataclasses import dataclass

from nkgraph.extract.attribution import Attribution
from nkgraph.extract.event import Event
from nkgraph.extract.modality import Stance
from nkgraph.model import Claim


@dataclass(frozen=True, slots=True)
class Told:
    """A claim and why it is as it is.

    Attributes:
        stance: how its sentence puts the event.
        sources: the attributions that cover it, the widest first.
        dropped: the rule (``misfit.RULES``) by which the article does not claim it; None if
            it does.
    """

    claim: Claim
    event: Event
    stance: Stance
    sources: tuple[Attribution, ...]
    dropped: str | None = None
