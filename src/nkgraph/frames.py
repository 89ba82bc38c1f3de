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
_TYPE_KEYS = frozenset({"figure", "roles", "needs", "both", "named", "verbs", "nouns"})
_FRAME_KEYS = frozenset(
    "lemmas roles object not-object subject not-subject with not-with with-word about not-about needs-about "
    "needs support not-with-word passive figure modality bare content object-word finite solid".split(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One way to name an event; the fields are the keys that the README of the frames explains.

    Attributes:
        kinds: role → what may fill it.
        needs: roles (or "figure") of which one must be filled; ``both``: all of these must be.
        support: lemma of a light verb → the role of its subject ("none" for no role).
    """

    type: str
    word: Literal["verb", "noun"]
    roles: Mapping[str, Positions]
    kinds: Mapping[str, str]
    figure: Mapping[str, Positions]
    needs: frozenset[str]
    both: frozenset[str]
    named: bool
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
    modality: str | None
    bare: bool
    content: frozenset[str]
    object_word: frozenset[str]
    finite: bool
    solid: bool


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames by their first word; a particle is kept with each."""

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
            for item in data.get("verbs", ()):
                frame = _frame(name, "verb", data, item)
                for words in item["lemmas"]:
                    first, *particle = words.split()
                    verbs[first].append((particle[0] if particle else None, frame))
            for item in data.get("nouns", ()):
                frame = _frame(name, "noun", data, item)
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
            f"ontology/frames/{file}, {name}: unknown key {sorted(unknown)[0]!r}; see frames/README.md",
        )


def _frame(
    name: str, word: Literal["verb", "noun"], data: dict[str, Any], item: dict[str, Any]
) -> Frame:
    figure = item["figure"] if "figure" in item else data.get("figure")
    return Frame(
        type=name,
        word=word,
        roles={role: tuple(positions) for role, positions in item["roles"].items()},
        kinds=data["roles"],
        figure={quantity: tuple(positions) for quantity, positions in (figure or {}).items()},
        needs=frozenset(item.get("needs", data.get("needs", ()))),
        both=frozenset(data.get("both", ())),
        named=data.get("named", False),
        object=_words(item, "object"),
        not_object=_words(item, "not-object"),
        subject=_words(item, "subject"),
        not_subject=_words(item, "not-subject"),
        with_={key: frozenset(words) for key, words in item.get("with", {}).items()},
        not_with={key: frozenset(words) for key, words in item.get("not-with", {}).items()},
        with_word=_words(item, "with-word"),
        not_with_word=_words(item, "not-with-word"),
        about=_words(item, "about"),
        not_about=_words(item, "not-about"),
        needs_about=item.get("needs-about", False),
        support={
            lemma: role for role, lemmas in item.get("support", {}).items() for lemma in lemmas
        },
        passive=item.get("passive"),
        modality=item.get("modality"),
        bare=item.get("bare", False),
        content=_words(item, "content"),
        object_word=_words(item, "object-word"),
        finite=item.get("finite", False),
        solid=item.get("solid", False),
    )


def _words(item: dict[str, Any], key: str) -> frozenset[str]:
    return frozenset(str(word) for word in item.get(key, ()))
