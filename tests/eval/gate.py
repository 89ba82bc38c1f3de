"""The gate: figures pinned in baseline.json may rise and may not fall.

Floors of a set that is pinned file by file (``BY_FILE``) are, for each file, the claims found,
strict and exact, and the most that may be spurious; of any other set the F1 of found
and of strict claims and the number of exact ones (an F1 of those would fall when one more claim is
found whose date, say, is wrong). Beside them the baseline names what is wrong, claim by claim, so
that a change can be read off.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from tests.eval.score import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.eval.score import Score

BY_FILE = frozenset({"cases"})
LEVELS = ("found", "strict", "exact")
MISSED = "missed"
_ABOUT = "Written by tools/eval.py --update; see CONTRIBUTING.md, Measuring."


class RegressionError(ValueError):
    """A floor would be lowered; ``args`` name the figures, one each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What one set gave when it was pinned.

    Attributes:
        sha256: digest of the set's files.
        groups: counts by file, for a set that is pinned file by file.
        wrong: claim → its wrong slots, or ``missed``; claims that are exact are left out.
        strays: spurious claims, named; one named twice stands twice.
    """

    sha256: str
    tally: Tally
    groups: Mapping[str, Tally]
    wrong: Mapping[str, tuple[str, ...]]
    strays: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs from the baseline, as lines to read: figures, then claims."""

    worse: tuple[str, ...]
    better: tuple[str, ...]
    lost: tuple[str, ...]
    won: tuple[str, ...]


def pin(name: str, score: Score, *, sha256: str, files: Iterable[str] = ()) -> Pin:
    """Return the pin of a set's score; ``files`` are the groups of a set pinned by file."""
    wrong = {
        verdict.key: tuple(sorted(verdict.wrong)) if verdict.found else (MISSED,)
        for verdict in score.verdicts
        if not verdict.exact
    }
    strays = (f"{stray.where} > {stray.type}" for stray in score.strays)  # not their words
    by_file = sorted(files) if name in BY_FILE else ()
    groups = {group: score.tally(group=group) for group in by_file}
    return Pin(
        sha256=sha256,
        tally=score.tally(),
        groups=groups,
        wrong=dict(sorted(wrong.items())),
        strays=tuple(sorted(strays)),
    )


def floors(name: str, pinned: Pin) -> dict[str, float]:
    """Return figure → value, made such that falling is always a loss."""
    whole = pinned.tally
    if name not in BY_FILE:
        return {
            f"{name}: F1 of claims": whole.rates("found")[2],
            f"{name}: F1 of strict claims": whole.rates("strict")[2],
            f"{name}: exact claims": whole.exact,
        }
    values: dict[str, float] = {}
    for group, tally in pinned.groups.items():
        for level in LEVELS:
            values[f"{name}/{group}: {level}"] = getattr(tally, level)
        values[f"{name}/{group}: spurious"] = -tally.spurious
    return values


def compare(name: str, old: Pin, new: Pin) -> Change:
    """Return what is worse and better since ``old``, and the claims lost and won."""
    before, after = floors(name, old), floors(name, new)
    worse, better = list[str](), list[str]()
    for figure, value in before.items():
        now = after.get(figure)
        if now is None:
            if value > 0:
                worse.append(f"{figure} {_shown(value)} → gone")
        elif now != value:
            (worse if now < value else better).append(f"{figure} {_shown(value)} → {_shown(now)}")
    new_files = {figure: value for figure, value in after.items() if figure not in before}
    worse += [f"{figure} 0 → {_shown(value)}" for figure, value in new_files.items() if value < 0]
    return Change(
        worse=tuple(worse),
        better=tuple(better),
        lost=(*_worse(old, new), *_strays(new.strays, old.strays)),
        won=(*_worse(new, old), *_strays(old.strays, new.strays)),
    )


def _shown(value: float) -> str:
    return f"{value:.3f}" if value % 1 else f"{abs(value):g}"


def _worse(old: Pin, new: Pin) -> list[str]:
    """Name the claims, and their slots, that are wrong in ``new`` and were not in ``old``."""
    lines = []
    for key, slots in sorted(new.wrong.items()):
        before = set(old.wrong.get(key, ()))
        more = [slot for slot in slots if slot not in before]
        if more and MISSED not in before:
            lines.append(f"{key}: {', '.join(more)}")
    return lines


def _strays(some: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    return [f"{stray}: spurious" for stray in sorted((Counter(some) - Counter(others)).elements())]


def updated(
    old: Mapping[str, Pin], new: Mapping[str, Pin], *, allow_regression: bool = False
) -> dict[str, Pin]:
    """Return the baseline to write: ``new``, and what ``old`` holds of sets not measured.

    Raises:
        RegressionError: a floor would be lowered, and nobody allowed it.
    """
    worse = [
        line
        for name in old.keys() & new.keys()
        for line in compare(name, old[name], new[name]).worse
    ]
    if worse and not allow_regression:
        raise RegressionError(*sorted(worse))
    return {**old, **new}


def load(path: Path) -> dict[str, Pin]:
    """Return set → pin as written in ``path``; nothing when there is no such file."""
    if not path.exists():
        return {}
    sets: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["sets"]
    return {
        name: Pin(
            sha256=entry["sha256"],
            tally=Tally(**entry["all"]),
            groups={group: Tally(**tally) for group, tally in entry["files"].items()},
            wrong={key: tuple(slots) for key, slots in entry["wrong"].items()},
            strays=tuple(entry["spurious"]),
        )
        for name, entry in sets.items()
    }


def dumps(pins: Mapping[str, Pin]) -> str:
    """Return the text of a baseline file: sorted, one claim a line."""
    sets = {
        name: {
            "sha256": pinned.sha256,
            "all": asdict(pinned.tally),
            "files": {group: asdict(tally) for group, tally in sorted(pinned.groups.items())},
            "wrong": {key: list(slots) for key, slots in sorted(pinned.wrong.items())},
            "spurious": sorted(pinned.strays),
        }
        for name, pinned in sorted(pins.items())
    }
    return _lines({"about": _ABOUT, "sets": sets}) + "\n"


def _lines(value: object, indent: str = "") -> str:
    """Return JSON in which a list, and an object of plain values, takes one line."""
    if not isinstance(value, Mapping) or not any(
        isinstance(inner, Mapping | list) for inner in value.values()
    ):
        return json.dumps(value, ensure_ascii=False)
    inner = f",\n{indent}  ".join(
        f"{json.dumps(key, ensure_ascii=False)}: {_lines(entry, indent + '  ')}"
        for key, entry in value.items()
    )
    return f"{{\n{indent}  {inner}\n{indent}}}"
