"""Trigger frames: which words name an event and who stands where around them.

Read from ``ontology/frames/*.yaml``, whose README explains the keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from nkgraph.errors import OntologyError
from nkgraph.resources import load_yaml, ontology_dir

Positions = tuple[str, ...]
_FLAGS = ("named", "mutual", "moves", "harm", "country-place", "spoken", "lasting")
_TYPE_KEYS = frozenset({"figure", "roles", "needs", "both", "tally", "verbs", "nouns", *_FLAGS})
_WORD_KEYS = (
    *("object", "not-object", "subject", "not-subject", "about", "not-about"),
    *("with-word", "not-with-word", "content", "object-word"),
)
_FRAME_FLAGS = ("needs-about", "bare", "finite", "solid")
_FRAME_KEYS = frozenset(
    {
        *("lemmas", "roles", "needs", "named", "figure", "with", "not-with", "support", "passive"),
        *_WORD_KEYS,
        *_FRAME_FLAGS,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One way to name an event; the fields are the keys that the README of the frames explains.

    Attributes:
        where: file, type, list ("verbs" or "nouns") and offset in it: what leads to the frame.
        kinds: role → what may fill it.
        needs: roles (or "figure") of which one must be filled; ``both``: all of these must be.
        support: lemma of a light verb → the role of its subject ("none" for no role).
    """

    type: str
    word: Literal["verb", "noun"]
    where: tuple[str, str, str, int]
    kinds: Mapping[str, str]
    named: bool
    mutual: bool
    moves: bool
    harm: bool
    country_place: bool
    spoken: bool
    lasting: bool
    tally: bool
    roles: Mapping[str, Positions]
    figure: Mapping[str, Positions]
    needs: frozenset[str]
    both: frozenset[str]
    object: frozenset[str]
    not_object: frozenset[str]
    subject: frozenset[str]
    not_subject: frozenset[str]
    with_: Mapping[str, frozenset[str]]
    not_with: Mapping[str, frozenset[str]]
    with_word: frozenset[str]
    not_with_word: frozenset[str]
    about: frozenset[str]
    not_about: frozenset[str]
    needs_about: bool
    support: Mapping[str, str]
    passive: str | None
    bare: bool
    content: frozenset[str]
    object_word: frozenset[str]
    finite: bool
    solid: bool


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """All frames by their first word; a particle is kept with each. Equal to itself alone."""

    verbs: Mapping[str, tuple[tuple[str | None, Frame], ...]]
    nouns: Mapping[str, tuple[Frame, ...]]


@cache
def load() -> Frames:
    """Read all frames; one value a process, as they never change.

    Raises:
        OntologyError: a file uses a key that does not exist.
    """
    verbs: dict[str, list[tuple[str | None, Frame]]] = defaultdict(list)
    nouns: dict[str, list[Frame]] = defaultdict(list)
    for path in sorted((ontology_dir() / "frames").glob("*.yaml")):
        for name, data in load_yaml(f"frames/{path.name}").items():
            _check(path.name, name, data)
            for index, item in enumerate(data.get("verbs", ())):
                frame = _frame(name, "verb", data, item, (path.name, name, "verbs", index))
                for words in item["lemmas"]:
                    first, *particle = words.split()
                    verbs[first].append((particle[0] if particle else None, frame))
            for index, item in enumerate(data.get("nouns", ())):
                frame = _frame(name, "noun", data, item, (path.name, name, "nouns", index))
                for lemma in item["lemmas"]:
                    nouns[lemma].append(frame)
    return Frames(
        {
            lemma: tuple(sorted(found, key=lambda pair: pair[0] is None))
            for lemma, found in verbs.items()
        },
        {lemma: tuple(found) for lemma, found in nouns.items()},
    )


def _check(file: str, name: str, data: dict[str, Any]) -> None:
    unknown = set(data) - _TYPE_KEYS
    for item in [*data.get("verbs", ()), *data.get("nouns", ())]:
        unknown |= set(item) - _FRAME_KEYS
    if unknown:
        raise OntologyError(
            f"ontology/frames/{file}, {name}: unknown key {min(unknown)!r}; see frames/README.md",
        )


def _frame(
    name: str,
    word: Literal["verb", "noun"],
    data: dict[str, Any],
    item: dict[str, Any],
    where: tuple[str, str, str, int],
) -> Frame:
    figure = item["figure"] if "figure" in item else data.get("figure")
    keyed: dict[str, Any] = {_field(key): data.get(key, False) for key in _FLAGS}
    keyed |= {_field(key): item.get(key, False) for key in _FRAME_FLAGS}
    keyed["named"] = item.get("named", keyed["named"])
    keyed |= {_field(key): frozenset(map(str, item.get(key, ()))) for key in _WORD_KEYS}
    return Frame(
        type=name,
        word=word,
        where=where,
        kinds=data["roles"],
        roles={role: tuple(positions) for role, positions in item["roles"].items()},
        figure={quantity: tuple(positions) for quantity, positions in (figure or {}).items()},
        needs=frozenset(item.get("needs", data.get("needs", ()))),
        both=frozenset(data.get("both", ())),
        tally=data.get("tally", True),
        with_={key: frozenset(lemmas) for key, lemmas in item.get("with", {}).items()},
        not_with={key: frozenset(lemmas) for key, lemmas in item.get("not-with", {}).items()},
        support={
            lemma: role for role, lemmas in item.get("support", {}).items() for lemma in lemmas
        },
        passive=item.get("passive"),
        **keyed,
    )


def _field(key: str) -> str:
    return key.replace("-", "_")
