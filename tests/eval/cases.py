"""Case files: a text and the claims that must come out of it (tests/cases/README.md)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from tests.eval.gold import ROLES, Gold, Number

from nkgraph import ontology
from nkgraph.model import Comparator, Modality, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BREAK = "¶"
SHOWN = 60
_FIELDS = frozenset({*ROLES, "figure", "claimant", "via", "modality"})
_EXPECTED = re.compile(r">(\??)\s*(\S+)(.*)")
_NUMBER = re.compile(r"(\w+):([\d.]+)(?:-([\d.]+))?:(\w+)")
_TIME = re.compile(r"[\dX]{4}(-[\dX]{2}){0,2}(/[\dX]{4}(-[\dX]{2}){0,2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One text with its expectations.

    Attributes:
        name: the file's stem and how the text begins; unique in the file.
        group: the file's stem.
        nothing: whether no claim at all may come out, ``Statement`` included.
    """

    name: str
    group: str
    text: str
    golds: tuple[Gold, ...]
    nothing: bool


def read(path: Path) -> tuple[Case, ...]:
    """Return the cases of one file, in its order.

    Raises:
        ValueError: a line breaks the format; the message names file, line and cure.
    """
    cases: list[Case] = []
    seen: Counter[str] = Counter()
    for at, text, expected in _blocks(path):
        where = f"{path.name}:{at}"
        if not text or not expected:
            missing = "text before it" if expected else "line that opens with '>'"
            raise ValueError(f"{where}: a case without a {missing}; a blank line ends a case")
        name = f"{path.stem}: {_beginning(text)}"
        seen[name] += 1
        if seen[name] > 1:
            name += f" ({seen[name]})"
        cases.append(_case(name, path.stem, text, expected, where))
    return tuple(cases)


def _blocks(path: Path) -> Iterator[tuple[int, str, list[str]]]:
    """Yield line number, text and expectations of each block between blank lines."""
    first, words, expected = 0, list[str](), list[str]()
    lines = [*path.read_text(encoding="utf-8").splitlines(), ""]
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if line.startswith("#"):
            continue
        if line.startswith(">"):
            expected.append(line)
        elif line and expected:
            raise ValueError(f"{path.name}:{number}: text after '>'; put a blank line between")
        elif line:
            words.append(line)
        if line and not first:
            first = number
        if not line and first:
            yield first, " ".join(words).replace(f" {BREAK} ", "\n\n"), expected
            first, words, expected = 0, [], []


def _beginning(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else flat[:SHOWN].rsplit(" ", 1)[0] + " …"


def _case(name: str, group: str, text: str, expected: list[str], where: str) -> Case:
    golds: list[Gold] = []
    nothing = False
    same: Counter[str] = Counter()
    for line in expected:
        match = _EXPECTED.fullmatch(line)
        if not match:
            raise ValueError(f"{where}: {line!r} is no expectation; write '> Type field=value'")
        optional, kind, rest = match[1] == "?", match[2], match[3].split()
        if kind == "nothing" and not rest and not optional:
            nothing = True
            continue
        same[line] += 1
        again = f" ({same[line]})" if same[line] > 1 else ""
        key = f"{name} > {' '.join((kind, *rest))}{again}"
        golds.append(_gold(key, group, kind, rest, core=not optional, where=where))
    if nothing and any(gold.core for gold in golds):
        raise ValueError(f"{where}: '> nothing' beside a claim that must be found; drop one")
    return Case(name=name, group=group, text=text, golds=tuple(golds), nothing=nothing)


def _gold(key: str, group: str, kind: str, rest: list[str], *, core: bool, where: str) -> Gold:
    _known("event type", kind, ontology.load().superclasses, where)
    fields = _fields(rest, where)
    modality = fields.pop("modality", ("asserted",))
    for choice in modality:
        _known("modality", choice, get_args(Modality), where)
    figure, time = fields.pop("figure", None), fields.pop("time", None)
    return Gold(
        key=key,
        group=group,
        type=kind,
        core=core,
        polarity="negative" if fields.pop("negative", None) else "positive",
        figure=_number(figure[0], where) if figure else None,
        claimants=fields.pop("claimant", ()),
        via=fields.pop("via", ()),
        modality=modality,
        time=time[0] if time else None,
        roles=fields,
    )


def _fields(words: list[str], where: str) -> dict[str, tuple[str, ...]]:
    """Return field → values; what is written twice accepts the values of both."""
    fields: dict[str, tuple[str, ...]] = {}
    for word in words:
        name, _, value = word.partition("=")
        right = _TIME.fullmatch(value) if name == "time" else name in _FIELDS and value
        if not right and word != "negative":
            raise ValueError(f"{where}: {word!r} is not understood; see tests/cases/README.md")
        whole = name in ("figure", "time")
        values = (value,) if whole else tuple(v.replace("_", " ") for v in value.split("|"))
        fields[name] = fields.get(name, ()) + values
    return fields


def _number(value: str, where: str) -> Number:
    match = _NUMBER.fullmatch(value)
    if not match:
        raise ValueError(f"{where}: figure={value} is not quantity:low:comparator")
    _known("quantity", match[1], get_args(Quantity), where)
    _known("comparator", match[4], get_args(Comparator), where)
    low = float(match[2])
    return Number(quantity=match[1], low=low, high=float(match[3] or low), comparator=match[4])


def _known(what: str, word: str, known: object, where: str) -> None:
    if word not in known:  # type: ignore[operator]
        raise ValueError(f"{where}: {word!r} is no {what} of the ontology; mind its spelling")
