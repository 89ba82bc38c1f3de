"""Claims in words: figures, times, types and attributions as a person says them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from nkgraph.figure import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

Record = dict[str, Any]
"""One claim as ``records.records`` gives it (a line of the JSONL export)."""

BELIEFS = {
    "asserted": "asserted",
    "estimated": "asserted",
    "planned": "planned",
    "requested": "planned",
    "alleged": "possible",
    "possible": "possible",
}
"""Modality → how the picture draws it; a negative claim is ``denied`` whatever its modality."""
SYMBOLS = {"asserted": "", "planned": "◷", "possible": "?", "denied": "✕", "contested": "⇄"}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DATE = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?")
_QUALIFIERS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


def type_label(name: str) -> str:
    """``ArmsTransfer`` → ``Arms transfer``."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return words[:1].upper() + words[1:].lower()


def belief(record: Record) -> str:
    """Return asserted, planned, possible or denied."""
    if record["polarity"] == "negative":
        return "denied"
    return BELIEFS[record["modality"]]


def belief_label(record: Record) -> str:
    """``planned ◷``; an alleged, estimated or requested claim keeps its own word."""
    name = belief(record)
    word = record["modality"] if name != "denied" else "denied"
    return f"{word} {SYMBOLS[name]}".strip()


def status(beliefs: set[str], *, opposed: bool = False) -> str:
    """Say how to draw what several claims are about: the surest wins, denial makes it contested.

    Args:
        beliefs: asserted, planned, possible, denied.
        opposed: whether two of the claims exclude each other.
    """
    if opposed:
        return "contested"
    said = beliefs - {"denied"}
    if "denied" in beliefs:
        return "contested" if said else "denied"
    return next(name for name in ("asserted", "planned", "possible") if name in said)


def figure(value: Mapping[str, Any] | None) -> str:
    """``more than 3,000 killed or wounded``; an empty string when there is no figure."""
    if value is None:
        return ""
    known = [amount for amount in (value.get("low"), value.get("high")) if amount is not None]
    if not known:
        return str(value.get("text") or "")
    words = in_words(
        value.get("quantity") or "",
        known[0],
        known[-1],
        comparator=value.get("comparator") or "exactly",
        unit=value.get("unit"),
    )
    return f"{words} ({value['scope']})" if value.get("scope") else words


def time(edtf: str | None) -> str:
    """Say an EDTF date in words; what this does not know is given as it stands."""
    if not edtf:
        return ""
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        if start in {"", ".."}:
            return f"until {time(end)}"
        if end in {"", ".."}:
            return f"since {time(start)}"
        return f"{time(start)} to {time(end)}"
    mark = _QUALIFIERS.get(edtf[-1], "")
    match = _DATE.fullmatch(edtf.rstrip("~?%"))
    return mark + _date(match) if match else edtf


def _date(match: re.Match[str]) -> str:
    """``2024-10-19`` → ``19 October 2024``; ``XXXX-12-26`` → ``26 December (year not given)``."""
    year, month, day = match["year"], match["month"], match["day"]
    parts = []
    if day and "X" not in day:
        parts.append(str(int(day)))
    if month and month.isdigit() and 1 <= int(month) <= len(MONTHS):
        parts.append(MONTHS[int(month) - 1])
    if year == "XXXX":
        parts.append("(year not given)")
    elif year.endswith("X"):
        parts.append(f"{year.replace('X', '0')}s")
    else:
        parts.append(year)
    return " ".join(parts)


def event(record: Record) -> str:
    """Name the event of a claim: ``Deployment: North Korea → Russia``."""
    roles = record["roles"]
    sides = []
    for wanted in (("agent",), ("recipient", "patient", "place", "theme")):
        labels = next(([actor["label"] for actor in roles[r]] for r in wanted if roles.get(r)), [])
        if labels:
            sides.append(", ".join(dict.fromkeys(labels)))
    name = type_label(record["type"])
    return f"{name}: {' → '.join(sides)}" if sides else name


def outlet(record: Record) -> str:
    """Name who printed it: the publisher, else the file or address it came from."""
    article = record["article"]
    return str(article.get("publisher") or article["source"])


def attribution(record: Record) -> str:
    """``NIS, through Harbour Wire``; an unattributed claim is the outlet's own."""
    relays = ", ".join(actor["label"] for actor in record["via"])
    who = " and ".join(actor["label"] for actor in record["claimants"])
    if who:
        return f"{who}, through {relays}" if relays else who
    return f"{outlet(record)}, through {relays}" if relays else f"{outlet(record)} (own voice)"


def sentence(record: Record) -> str:
    """Say a claim in one line: ``Death: soldiers, 700 killed, May 2024 (estimated; says NIS)``."""
    parts = (event(record), figure(record["figure"]), time(record["time"]))
    said = f"{belief_label(record)}; says {attribution(record)}"
    return f"{', '.join(part for part in parts if part)} ({said})"
