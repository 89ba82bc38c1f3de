"""The figures page: competing estimates over time, with who gives them and how they clash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from nkgraph import ontology
from nkgraph.bearings import texts as copies
from nkgraph.bearings import utterances
from nkgraph.ledger import ledger
from nkgraph.ledger.rows import COLUMNS, row
from nkgraph.views.sheet import render, sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nkgraph.bearings import Bearing
    from nkgraph.ledger import Entry
    from nkgraph.views.phrases import Record

SCRIPTS = ("axis.js", "scale.js", "estimates.js", "chart.js", "figures.js", "figureview.js")
COMPARED: Final = frozenset({"contradicts", "corroborates", "supersedes"})
"""Links between figures that count the same, though their articles name it in other words."""
_Key = tuple[str, str, str]


def html(
    records: list[Record],
    texts: Mapping[str, str] | None = None,
    *,
    title: str,
    links: Iterable[Bearing] = (),
) -> str:
    """Return one self-contained HTML page that shows figures over time.

    Args:
        records: claims as ``records.records`` gives them, in any order; those without a figure
            are left out.
        texts: article source or IRI → its full text; evidence is then shown in its sentence.
        title: the page's heading; shown as text, whatever it holds.
        links: how claims bear on one another, as ``bearings.bearings`` gives them.
    """
    counted, known = [record for record in records if record["figure"]], list(links)
    data = sheet(counted, texts, known)
    return render("figures", data | figures(counted, known, data), SCRIPTS, title=title)


def figures(
    records: Sequence[Record], links: Sequence[Bearing], data: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what the charts are drawn from.

    Args:
        records: claims with a figure.
        links: how claims bear on one another.
        data: the sheet of a page that has these claims.

    Returns:
        ``entries``, one for each claim with a figure: ``claim`` and ``group`` by index, ``row`` in
        the ledger's columns, ``min`` and ``max`` as its comparator makes them (null: open), and
        ``same``, the entry that stands for it when both tell one utterance alike. ``groups`` by
        name, with whether it is said whose people or things they count; ``columns``, the ledger's.
    """
    entries = ledger(records, links)
    at = {claim["id"]: number for number, claim in enumerate(data["claims"])}
    grouped = _groups(entries, links)
    groups = sorted(set(grouped.values()))
    owned = {grouped[_key(entry)] for entry in entries if _is_owned(entry)}
    names = {group: number for number, group in enumerate(groups)}
    same = _same(entries, links)
    return {
        "entries": [
            {
                "claim": at[entry.record["id"]],
                "group": names[grouped[_key(entry)]],
                "same": same[entry.record["id"]],
                "min": entry.record["figure"].get("min"),
                "max": entry.record["figure"].get("max"),
                "row": list(row(entry).values()),
            }
            for entry in entries
        ],
        "groups": [_named(group) | {"owned": group in owned} for group in groups],
        "columns": list(COLUMNS),
    }


def _key(entry: Entry) -> _Key:
    """Return what the ledger groups by: population, quantity, and the unit of things."""
    figure = entry.record["figure"]
    unit = figure["unit"] if figure["quantity"] in ("weapons", "money") else None
    return entry.population, figure["quantity"], unit or ""


def _is_owned(entry: Entry) -> bool:
    """Tell whether it is said whose they are: "soldiers" of no named side may be anybody's."""
    owner = entry.record["figure"]["of"]
    return bool(owner) and (owner["kind"] != "group" or bool(owner["country"]))


def _groups(entries: Sequence[Entry], links: Iterable[Bearing]) -> dict[_Key, tuple[_Key, ...]]:
    """Return ledger group → all groups drawn together with it, itself included, sorted.

    Groups are drawn together when links compare their figures: what one article calls "North
    Korea" and another "North Korean soldiers".
    """
    of = {entry.record["id"]: _key(entry) for entry in entries}
    joined = {key: {key} for key in of.values()}
    for link in links:
        one, other = of.get(link.source), of.get(link.target)
        if link.kind not in COMPARED or one is None or other is None or one[1:] != other[1:]:
            continue
        if joined[one] is not joined[other]:
            whole = joined[one] | joined[other]
            joined |= dict.fromkeys(whole, whole)
    return {key: tuple(sorted(whole)) for key, whole in joined.items()}


def _named(group: tuple[_Key, ...]) -> dict[str, Any]:
    populations = list(dict.fromkeys(population for population, _, _ in group))
    _, quantity, unit = group[0]
    label = ontology.load().labels.get(quantity, quantity)
    return {
        "population": " / ".join(populations),
        "quantity": f"{label}: {unit}" if unit else label,
    }


def _same(entries: Sequence[Entry], links: Sequence[Bearing]) -> dict[str, int]:
    """Return claim → the first entry that tells the same with the same figure.

    The same is one utterance told in several articles, or what copies of an article say in
    their own voice.
    """
    told, copied = utterances(links), copies(links)
    first: dict[tuple[object, ...], int] = {}
    found = {}
    for number, entry in enumerate(entries):
        record = entry.record
        claim, article, figure = record["id"], record["article"]["id"], record["figure"]
        what = min(told.get(claim, {claim}))
        if article in copied and not record["claimants"]:
            what = min(copied[article])
        how = (figure["low"], figure["high"], figure["comparator"], figure["scope"], entry.status)
        found[claim] = first.setdefault((what, _key(entry), *how), number)
    return found
