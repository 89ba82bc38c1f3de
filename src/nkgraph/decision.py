"""One decision of a person about the graph: a line of ``curation.txt``, read and checked.

DATE WHO VERB WHAT… -- WHY
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, get_args

from nkgraph import identify, ontology, times
from nkgraph.correcting import FIELDS, OF_ACTORS
from nkgraph.errors import CurationError
from nkgraph.model import Comparator, Modality, Polarity, Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

VERBS: Final[Mapping[str, str]] = {
    "merge": "two actors",
    "differ": "two actors",
    "join": "two claims",
    "split": "two claims",
    "reject": "a claim or a link",
    "accept": "a claim or a link",
    "correct": "a claim and FIELD=VALUE",
}
"""What each verb is about."""

_ACTOR = re.compile(r"[a-z]+/[^\s/]+")
_CLAIM = re.compile(r"claim/[0-9a-f]{16}")
_PASSABLE = re.compile(r"(?:claim|link)/[0-9a-f]{16}")
PASSED: Final = ("accept", "reject")
"""Verbs that let a claim or link stand, or leave it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of the file.

    Attributes:
        day: ISO 8601 date.
        who: name of the person, one word.
        verb: a key of ``VERBS``.
        about: ids of the actors, claims or links.
        fields: what ``correct`` sets.
        why: the reason; never empty.
    """

    day: str
    who: str
    verb: str
    about: tuple[str, ...]
    fields: tuple[tuple[str, str], ...] = ()
    why: str

    def actors(self) -> tuple[str, ...]:
        """Return the ids of the actors that it names."""
        if self.verb in ("merge", "differ"):
            return self.about
        named = (value for name, value in self.fields if name in OF_ACTORS)
        return tuple(
            identify.relative(name) for value in named for name in value.split(",") if name
        )

    def line(self) -> str:
        """Return the line of the file that says so."""
        given = [shlex.quote(f"{name}={value}") for name, value in self.fields]
        return f"{' '.join([self.day, self.who, self.verb, *self.about, *given])} -- {self.why}"


def is_decision(line: str) -> bool:
    """Tell whether a line of the file is a decision, neither a remark nor empty."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def read_line(line: str, where: str) -> Decision:
    """Return the decision that a line holds.

    Args:
        line: one line of the file.
        where: what messages begin with: file and line.

    Raises:
        CurationError: it cannot be read.
    """
    head, dashes, why = line.partition(" -- ")
    if not dashes or not why.strip():
        raise CurationError(f"{where}: no reason is given; end the line with ' -- ' and why")
    try:
        words = shlex.split(head)
    except ValueError as error:
        raise CurationError(
            f"{where}: {error}; quote values with spaces, and leave ' -- ' out of them"
        ) from None
    if len(words) < 4:  # noqa: PLR2004 - date, who, verb and what
        raise CurationError(f"{where}: too short; it should read DATE WHO VERB WHAT… -- WHY")
    day, who, verb, *about = words
    try:
        date.fromisoformat(day)
    except ValueError:
        raise CurationError(f"{where}: '{day}' is no date; write YYYY-MM-DD") from None
    fields = tuple(_field(word, where) for word in about if "=" in word)
    about = [identify.relative(word) for word in about if "=" not in word]
    _check(verb, about, fields, where)
    return Decision(
        day=day, who=who, verb=verb, about=tuple(about), fields=fields, why=" ".join(why.split())
    )


def _field(word: str, where: str) -> tuple[str, str]:
    name, _, value = word.partition("=")
    choices: Mapping[str, tuple[str, ...]] = {
        "modality": get_args(Modality),
        "polarity": get_args(Polarity),
        "quantity": get_args(Quantity),
        "comparator": get_args(Comparator),
        "type": tuple(ontology.load().superclasses),
    }
    if name not in FIELDS:
        raise CurationError(f"{where}: a claim has no '{name}'; it has {', '.join(FIELDS)}")
    if name in choices and value not in choices[name]:
        raise CurationError(
            f"{where}: '{value}' is no {name}; it is one of {', '.join(sorted(choices[name]))}"
        )
    if name in ("low", "high") and not re.fullmatch(r"\d+(\.\d+)?", value):
        raise CurationError(f"{where}: '{value}' is no number; write it in digits")
    if name == "time" and value:
        try:
            times.bounds(value)
        except ValueError as error:
            raise CurationError(f"{where}: {error}; write 2025-03-01, 2025-03 or 2025") from None
    return name, value


def _check(verb: str, about: list[str], fields: tuple[object, ...], where: str) -> None:
    if verb not in VERBS:
        raise CurationError(f"{where}: '{verb}' is no verb; it is one of {', '.join(VERBS)}")
    pattern = _ACTOR if verb in ("merge", "differ") else _CLAIM
    if verb in PASSED:
        pattern = _PASSABLE
    wanted = 2 if VERBS[verb].startswith("two") else 1
    if len(about) != wanted or not all(map(pattern.fullmatch, about)):
        what = "person/lee-seong-kweun" if pattern is _ACTOR else "claim/0123456789abcdef"
        raise CurationError(f"{where}: '{verb}' takes {VERBS[verb]}, by ids like {what}")
    if bool(fields) != (verb == "correct"):
        raise CurationError(f"{where}: FIELD=VALUE goes with 'correct', and only there")
    if wanted > 1 and about[0] == about[1]:
        raise CurationError(f"{where}: both are {about[0]}; name two")
