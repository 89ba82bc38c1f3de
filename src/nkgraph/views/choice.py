"""Which claims a page shows: about whom, of which event, from when to when, without whose word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from nkgraph.errors import NkgraphError, near
from nkgraph.names import folded, names
from nkgraph.views import phrases, telling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nkgraph.views.phrases import Record


MOST_MEANT: Final = 5
"""Names that a message offers for one that nobody has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was asked for; what is None or empty leaves nothing out.

    Attributes:
        about: an actor that takes part, says it or passes it on: a name, IRI, id or alpha-3 code.
        event: an event's IRI, or the end of it.
        since: first day, ISO 8601. A claim is kept when what it tells may have happened on that
            day or later. One that gives no time counts by the day its article was published; one
            without either is left out.
        until: last day, likewise.
        without: sources whose claims are left out: whose word they are, who passes them on, or
            the outlet that prints them.
    """

    about: str | None = None
    event: str | None = None
    since: str | None = None
    until: str | None = None
    without: tuple[str, ...] = ()

    def of(self, records: Iterable[Record]) -> list[Record]:
        """Return the chosen claims, in the order given.

        Raises:
            NkgraphError: nobody and nothing is called so, or no claim is left.
        """
        listed = list(records)
        self._check_sources(listed)
        chosen = listed
        if self.about is not None:
            chosen = [record for record in chosen if concerns(record, self.about)]
            if not chosen:
                raise NkgraphError(
                    f"no claim speaks of {self.about!r}; try another of its names, "
                    f"or its ISO 3166 code{_meant(self.about, _labels(listed))}"
                )
        if self.event is not None:
            chosen = [record for record in chosen if _ends(record["event"], self.event)]
            if not chosen:
                raise NkgraphError(
                    f"no claim tells of the event {self.event!r}; the records of "
                    "`nkgraph export --format jsonl` name each event's IRI"
                )
        out = {folded(name) for name in self.without}
        kept = [one for one in chosen if self._in_time(one) and not out & source_names(one)]
        if chosen and not kept:
            raise NkgraphError(
                f"none of {len(chosen)} claims is left; widen --since and --until, "
                "or leave out fewer sources"
            )
        return kept

    def _check_sources(self, records: list[Record]) -> None:
        known = frozenset[str]().union(*map(source_names, records))
        for name in self.without:
            if folded(name) not in known:
                labels = {actor["label"] for one in records for actor in _sources(one)}
                labels |= {phrases.outlet(one) for one in records}
                raise NkgraphError(f"no claim rests on {name!r}{near(name, labels)}")

    def _in_time(self, record: Record) -> bool:
        if self.since is None and self.until is None:
            return True
        published = record["article"].get("published")
        first, last = record["earliest"] or published, record["latest"] or published
        if first is None or last is None:
            return False
        return (self.since is None or last >= self.since) and (
            self.until is None or first <= self.until
        )


def concerns(record: dict[str, Any], about: str) -> bool:
    """Tell whether a claim speaks of an actor, or is made or passed on by it.

    Args:
        record: one claim as ``nkgraph.records`` gives it.
        about: a label, alias, IRI, the end of an IRI, or ISO 3166 alpha-3 code; case is ignored.
    """
    wanted = folded(about)
    return any(wanted in names(actor) for actor in telling.actors(record))


def namesakes(records: Iterable[Record], about: str) -> list[dict[str, Any]]:
    """Return the actors that are called so by a name of their own, by label and IRI.

    Several may share a name ("health ministry"); a code means all that belong to its state.
    """
    wanted = folded(about)
    found = {
        actor["id"]: actor
        for record in records
        for actor in telling.actors(record)
        if wanted in {folded(name) for name in (actor["label"], *actor["aliases"], actor["id"])}
    }
    return sorted(found.values(), key=lambda actor: (actor["label"], actor["id"]))


def _meant(wanted: str, labels: list[str]) -> str:
    """Return names that hold the word asked for; else the one nearest to it; else nothing."""
    word = re.compile(rf"\b{re.escape(folded(wanted))}")
    holding = [label for label in labels if word.search(folded(label))]
    if not holding:
        return near(wanted, labels)
    shown = ", ".join(repr(label) for label in sorted(holding, key=len)[:MOST_MEANT])
    more = len(holding) - MOST_MEANT
    return f" (did you mean {shown}{f' or one of {more} more' if more > 0 else ''}?)"


def _labels(records: Iterable[Record]) -> list[str]:
    return sorted({actor["label"] for record in records for actor in telling.actors(record)})


def source_names(record: Record) -> frozenset[str]:
    """Return what those are called without whom a claim would not be told, folded.

    They are its nearest claimant, its relays and its outlet; not whole states by their codes.
    """
    found = (names(actor | {"country": None}) for actor in _sources(record))
    return frozenset({folded(phrases.outlet(record))}).union(*found)


def _sources(record: Record) -> list[dict[str, Any]]:
    return [*record["claimants"][:1], *record["via"]]


def _ends(iri: str, wanted: str) -> bool:
    return iri == wanted or iri.endswith(f"/{wanted}")
