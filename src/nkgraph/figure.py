"""Figures and contingents as words and triples; both follow from content alone."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from nkgraph import identify, ontology, reference
from nkgraph.resources import load_yaml
from nkgraph.times import figure_bounds
from nkgraph.vocab import DECIMAL, LABEL, TYPE, nk, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.model import Figure

_SAME = ("craft", "equipment", "munition", "munitions", "artillery", "ordnance", "people", "men")
"""How nouns end that are their own plural, or plural already."""
_NOUNS = frozenset({"money", "troops", "weapons"})
"""Quantities that are things: "hundreds of troops", but "hundreds killed"."""
_PLAIN = frozenset({"exactly", "between"})


def decimal(number: float) -> Literal:
    """Return ``number`` in the one form that stores keep: no exponent, no needless zero."""
    exact = Decimal(repr(number))
    text = str(int(exact)) if exact == exact.to_integral_value() else f"{exact.normalize():f}"
    return Literal(text, datatype=DECIMAL)


def label(figure: Figure) -> str:
    """Return the figure in words: "about 4,700 killed or wounded"."""
    return in_words(
        figure.quantity, figure.low, figure.high, comparator=figure.comparator, unit=figure.unit
    )


def in_words(quantity: str, low: float, high: float, *, comparator: str, unit: str | None) -> str:
    """Say a number and what it counts; the same for figures that differ in whose they are.

    Args:
        quantity: what is counted, by its name in the ontology.
        low: lower number as written.
        high: upper number as written.
        comparator: how the words bind the number, by its name in the ontology.
        unit: ISO 4217 code for money, else the dictionary form of the thing counted.
    """
    words = ontology.load().labels
    parts = [] if comparator in _PLAIN else [words.get(comparator, "")]
    number = _number(low, high)
    parts.append(number if quantity in _NOUNS else number.removesuffix(" of"))
    if quantity == "weapons" and unit:
        one = low == high == 1
        parts.append(unit if one or unit.endswith(_SAME) else _plural(unit))
    else:
        parts.append((quantity == "money" and unit) or words.get(quantity, quantity))
    return " ".join(part for part in parts if part)


def _plural(noun: str) -> str:
    """Return the plural of a regular English noun."""
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search(r"(?:s|x|z|ch|sh)$", noun) else f"{noun}s"


def node(figure: Figure, base: str) -> NamedNode:
    """Return the figure's IRI."""
    return NamedNode(base + identify.figure_id(figure))


def triples(figure: Figure, base: str) -> Iterator[Triple]:
    """Yield the description of the figure without the words of any article."""
    subject = node(figure, base)
    least, most = figure_bounds(figure)
    yield Triple(subject, TYPE, nk("Figure"))
    yield Triple(subject, LABEL, Literal(label(figure)))
    yield Triple(subject, nk("quantity"), nk(figure.quantity))
    yield Triple(subject, nk("comparator"), nk(figure.comparator))
    yield Triple(subject, nk("low"), decimal(figure.low))
    yield Triple(subject, nk("high"), decimal(figure.high))
    yield Triple(subject, term("schema:minValue"), decimal(least))
    if most is not None:
        yield Triple(subject, term("schema:maxValue"), decimal(most))
    if figure.of is not None:
        yield Triple(subject, nk("of"), identify.state_iri(figure.of, base))
    if figure.unit is not None:
        yield Triple(subject, nk("unit"), Literal(figure.unit))
    if figure.scope is not None:
        yield Triple(subject, nk("scope"), Literal(figure.scope))


def contingent(owner: str, figure: Figure | None, base: str) -> tuple[NamedNode, list[Triple]]:
    """Return the troops of ``owner`` (an actor id) and their description.

    A figure that does not count troops is left out: the contingent then has no number.
    """
    if figure is not None and figure.quantity != "troops":
        figure = None
    subject = NamedNode(base + identify.contingent_id(owner, figure))
    belongs = NamedNode(base + identify.quoted(owner))
    described = [Triple(subject, TYPE, nk("Contingent")), Triple(subject, nk("of"), belongs)]
    whose = reference.owner(owner)
    if owner.startswith("country/"):
        described.append(Triple(subject, nk("country"), belongs))
    if figure is None:
        name = f"{whose} troops (number not given)"
    else:
        name = label(figure).removesuffix("troops") + f"{whose} troops"
        described += [Triple(subject, nk("figure"), node(figure, base)), *triples(figure, base)]
    return subject, [*described, Triple(subject, LABEL, Literal(name))]


@cache
def _vague() -> dict[tuple[float, float], str]:
    """Return the words for the ranges that only words give: "thousands of"."""
    words: dict[str, list[int]] = load_yaml("lexicon/figures.yaml")["vague"]
    found: dict[tuple[float, float], str] = {}
    for phrase, (low, high) in words.items():
        found.setdefault((low, high), f"{phrase} of" if phrase.endswith("s") else phrase)
    return found


def _number(low: float, high: float) -> str:
    if words := _vague().get((low, high)):
        return words
    least, most = (f"{Decimal(decimal(one).value):,f}" for one in (low, high))
    return least if least == most else f"{least} to {most}"
