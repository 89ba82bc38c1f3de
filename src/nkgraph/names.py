"""What an actor of a record may be called by whoever asks for it."""

from __future__ import annotations

from typing import Any


def folded(text: str) -> str:
    """Return a name as names are compared: one space between words, no case."""
    return " ".join(text.split()).casefold()


def names(actor: dict[str, Any]) -> frozenset[str]:
    """Return all that an actor may be called, folded.

    Args:
        actor: an actor object of ``nkgraph.records``.

    Returns:
        Its label and aliases, its IRI and the ends of it (``country/PRK``, ``PRK``), and the
        alpha-3 code of its state, which so stands for all that belong to the state.
    """
    iri = str(actor["id"])
    parts = iri.rsplit("/", 2)
    found = [actor["label"], *actor["aliases"], iri, "/".join(parts[-2:]), parts[-1]]
    return frozenset(str(name).casefold() for name in [*found, actor["country"]] if name)
