"""Typed columns: what RDF terms become before they are a data frame, an Arrow table or a file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from typing import Literal as OneOf

from pyoxigraph import Literal

from nkgraph import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Kind = OneOf["text", "integer", "decimal", "real", "boolean", "date", "moment", "texts"]

DIGITS: Final = 38
"""Most digits that a decimal column holds exactly; one that needs more is real."""
_LARGEST: Final = 2**63 - 1
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_KINDS: Final[Mapping[str, Kind]] = {
    "byte": "integer",
    "int": "integer",
    "integer": "integer",
    "long": "integer",
    "nonNegativeInteger": "integer",
    "positiveInteger": "integer",
    "short": "integer",
    "decimal": "decimal",
    "double": "real",
    "float": "real",
    "boolean": "boolean",
    "date": "date",
    "dateTime": "moment",
}
_NUMBERS: Final[tuple[Kind, ...]] = ("integer", "decimal", "real")
"""Each holds those before it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        values: Python values of the kind, None where there is none: str, int, Decimal, float,
            bool, ``datetime.date``, ``datetime.datetime`` (in UTC, or all without a zone), lists
            of str.
        meaning: what they are; "" where nobody says.
    """

    name: str
    kind: Kind
    values: Sequence[Any]
    meaning: str = ""


def of_terms(name: str, found: Sequence[terms.Term | None]) -> Column:
    """Return RDF terms as a column of the narrowest kind that holds all of them.

    Literals of one datatype keep it, and numbers of several are widened. IRIs, other mixtures,
    and literals that are not well formed give a column of texts.

    Args:
        name: of the column.
        found: one a row, None where the variable is unbound.
    """
    kind = _common({_kind(term) for term in found if term is not None})
    if kind != "text":
        try:
            return _typed(name, kind, found)
        except ValueError:
            pass  # not well formed: its words are what is certain
    return Column(name, "text", [None if t is None else terms.plain(t) for t in found])


def zone(values: Iterable[dt.datetime | None]) -> str | None:
    """Return the time zone of a column of moments: UTC or none."""
    return "UTC" if any(v is not None and v.tzinfo is not None for v in values) else None


def scale(values: Iterable[Decimal | None]) -> int | None:
    """Return how many digits after the point hold all values exactly.

    None when ``DIGITS`` do not suffice.
    """
    before = after = 0
    for value in values:
        if value is None:
            continue
        _, digits, exponent = value.as_tuple()
        assert isinstance(exponent, int)  # noqa: S101 - finite, as the pattern wants
        after = max(after, -exponent)
        before = max(before, len(digits) + exponent)
    return after if before + after <= DIGITS else None


def _kind(term: terms.Term) -> Kind:
    if not isinstance(term, Literal):
        return "text"
    datatype = term.datatype.value
    return _KINDS.get(datatype[len(_XSD) :], "text") if datatype.startswith(_XSD) else "text"


def _common(kinds: set[Kind]) -> Kind:
    if len(kinds) == 1:
        return next(iter(kinds))
    numbers = kinds and kinds.issubset(_NUMBERS)
    return max(kinds, key=_NUMBERS.index) if numbers else "text"


def _typed(name: str, kind: Kind, found: Iterable[terms.Term | None]) -> Column:
    """Return a column of values.

    Raises:
        ValueError: a literal is not of its kind.
    """
    pattern, read = _READ[kind]
    values: list[Any] = []
    for term in found:
        text = terms.plain(term)
        if term is not None and not pattern.fullmatch(text):
            raise ValueError(f"{text!r} is no {kind}")
        values.append(None if term is None else read(text))
    if kind == "integer" and any(v is not None and abs(v) > _LARGEST for v in values):
        kind, values = "decimal", [None if v is None else Decimal(v) for v in values]
    if kind == "decimal" and scale(values) is None:
        kind, values = "real", [None if v is None else float(v) for v in values]
    return Column(name, kind, _in_one_zone(values) if kind == "moment" else values)


def _in_one_zone(values: Sequence[dt.datetime | None]) -> Sequence[dt.datetime | None]:
    """Return moments in UTC, or as they are if none has a zone.

    Raises:
        ValueError: some have one and some have none, so that they cannot be compared.
    """
    zoned = {v.tzinfo is not None for v in values if v is not None}
    if zoned == {True, False}:
        raise ValueError("moments with and without a time zone")
    if zoned == {True}:
        return [None if v is None else v.astimezone(dt.UTC) for v in values]
    return values


_DECIMAL: Final = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
_READ: Final[Mapping[Kind, tuple[re.Pattern[str], Callable[[str], Any]]]] = {
    "integer": (re.compile(r"[+-]?[0-9]+"), int),
    "decimal": (re.compile(_DECIMAL), Decimal),
    "real": (re.compile(rf"{_DECIMAL}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"), float),
    "boolean": (re.compile(r"true|false|1|0"), lambda text: text in {"true", "1"}),
    "date": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), dt.date.fromisoformat),
    "moment": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T.*"), dt.datetime.fromisoformat),
}
"""Kind → how XML Schema writes its values, and what reads them."""
