"""Every figure of every population: who gives it, through whom, and how it stands to the others.

Only claims with a figure are entered. They are grouped by whose and what kind of people or things
are counted, and by quantity; within a group they stand in the order of the day that they hold for,
as far as that is known, and of their size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from nkgraph.names import folded, names
from nkgraph.records import Record
from nkgraph.resolve import words
from nkgraph.standing import Remark, Standing, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nkgraph.bearings import Bearing

UNNAMED: Final = "not said whose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One figure as one article gives it.

    Attributes:
        record: the claim, as ``nkgraph.records`` gives it.
        population: whose they are, and what kind of people: "North Korea, military".
        figure: the figure in words.
        status: denied; planned, possible or requested; superseded (the same source gave a later
            one); contested (another source says what excludes it); else current.
        remarks: how it stands to others. Of the tellings of one utterance the first stands for
            all: the others are its variants, and share its status.
    """

    record: Record
    population: str
    figure: str
    status: str
    remarks: tuple[Remark, ...]


def ledger(
    records: Sequence[Record],
    links: Iterable[Bearing],
    *,
    of: str | None = None,
    quantity: str | None = None,
) -> list[Entry]:
    """Return the entries, by population, quantity, day, size, and place in the articles.

    Args:
        records: the claims of a store.
        links: how they bear on one another.
        of: only figures of this actor's people or things: a name, id, IRI or alpha-3 code.
        quantity: only these: killed, troops …
    """
    wanted = None if of is None else folded(of)
    made = Standing(records, links)
    entries = [
        _entry(record, made)
        for record in records
        if record["figure"]
        and (quantity is None or record["figure"]["quantity"] == quantity)
        and (wanted is None or any(wanted in names(actor) for actor in _counted(record)))
    ]
    return sorted(entries, key=_order)


def _order(entry: Entry) -> tuple[Any, ...]:
    record, figure = entry.record, entry.record["figure"]
    day = record["latest"] or record["article"]["published"]
    size = (figure["low"], figure["high"])
    place = (record["article"]["source"], record["evidence"]["start"], record["id"])
    head = (entry.population == UNNAMED, entry.population, figure["quantity"])
    return (*head, figure["unit"] or "" if _by_unit(figure) else "", day or "~", *size, *place)


def _by_unit(figure: Record) -> bool:
    return figure["quantity"] in ("weapons", "money")


def _counted(record: Record) -> list[Record]:
    """Return the actors that a figure counts: its owner, and those in the role of its event."""
    figure = record["figure"]
    role = "theme" if figure["quantity"] in ("troops", "weapons") else "patient"
    owner = [figure["of"]] if figure["of"] else []
    return [*owner, *record["roles"].get(role, [])]


def population(record: Record) -> str:
    """Return whose and what kind of people or things a claim's figure counts."""
    figure = record["figure"]
    owner = [figure["of"]["label"]] if figure["of"] else []
    named = " ".join(actor["label"] for actor in _counted(record)[len(owner) :])
    kind = words.load().population(named or figure["unit"] or "")
    people = [kind] if kind and figure["quantity"] != "weapons" else []
    return ", ".join([*owner, *people]) or UNNAMED


def _entry(record: Record, made: Standing) -> Entry:
    return Entry(
        record=record,
        population=population(record),
        figure=said(record),
        status=made.status(record),
        remarks=made.remarks(record["id"]),
    )
