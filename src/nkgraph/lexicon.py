"""The words that extraction knows, read from ``ontology/lexicon`` into frozen values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, cast

from nkgraph.resources import load_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nkgraph.model import Comparator, Modality, Quantity


PhraseRole = Literal["claimant", "cited", "relay"]


@dataclass(frozen=True, slots=True)
class Reporting:
    """What a word does that attributes a claim; see ``ontology/lexicon/reporting.yaml``."""

    modality: Modality
    factive: bool = False
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Hedges:
    """Words that say how sure or real an event is; see ``ontology/lexicon/hedges.yaml``."""

    adverbs: Mapping[str, Modality]
    auxiliaries: Mapping[str, Modality]
    verbs: Mapping[str, Modality]
    adjectives: Mapping[str, Modality]
    nouns: Mapping[str, Modality]
    transparent: frozenset[str]
    negations: frozenset[str]
    negative_verbs: frozenset[str]
    negative_nouns: frozenset[str]
    conditions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Numbers:
    """How numbers are written; see ``ontology/lexicon/figures.yaml``."""

    words: Mapping[str, int]
    scales: Mapping[str, int]
    vague: Mapping[tuple[str, ...], tuple[int, int]]
    comparators: Mapping[tuple[str, ...], Comparator]
    after: Mapping[tuple[str, ...], Comparator]
    units: Mapping[str, str]
    counted: Mapping[str, Quantity]
    never: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists; ``nouns`` maps a lemma to its classes."""

    nouns: Mapping[str, frozenset[str]]
    reporting_verbs: Mapping[str, Reporting]
    reporting_nouns: Mapping[str, Reporting]
    phrases: Mapping[tuple[str, ...], PhraseRole]
    audience: frozenset[str]
    cite_verbs: frozenset[str]
    said_of: frozenset[str]
    hedges: Hedges
    numbers: Numbers

    def classes(self, lemma: str) -> frozenset[str]:
        """Return the classes of a common noun; empty for a word of no class."""
        return self.nouns.get(lemma, frozenset())


@cache
def load() -> Lexicon:
    """Read the word lists; one value a process, as they never change."""
    reporting = load_yaml("lexicon/reporting.yaml")
    return Lexicon(
        nouns=_nouns(load_yaml("lexicon/nouns.yaml")),
        reporting_verbs=_reporting(reporting["verbs"]),
        reporting_nouns=_reporting(reporting["nouns"]),
        phrases={
            tuple(words.split()): cast("PhraseRole", group["names"])
            for group in reporting["phrases"]
            for words in group["words"]
        },
        audience=frozenset(reporting["audience"]),
        cite_verbs=frozenset(reporting["cite-verbs"]),
        said_of=frozenset(reporting["said-of"]),
        hedges=_hedges(load_yaml("lexicon/hedges.yaml")),
        numbers=_numbers(load_yaml("lexicon/figures.yaml")),
    )


def _nouns(data: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = defaultdict(set)
    for name, lemmas in data.items():
        for lemma in lemmas:
            classes[lemma].add(name)
    return {lemma: frozenset(names) for lemma, names in classes.items()}


def _reporting(groups: list[dict[str, Any]]) -> dict[str, Reporting]:
    """Later groups win, but keep that an earlier one called the verb factive or denying."""
    found: dict[str, Reporting] = {}
    for group in groups:
        for lemma in group["lemmas"]:
            found[lemma] = Reporting(
                modality=group["modality"],
                factive=group.get("factive", False),
                denies=group.get("denies", False),
            )
    return found


def _flat(groups: dict[str, list[str]]) -> dict[str, Modality]:
    return {
        lemma: cast("Modality", modality.removesuffix("-before"))
        for modality, lemmas in groups.items()
        for lemma in lemmas
    }


def _hedges(data: dict[str, Any]) -> Hedges:
    return Hedges(
        adverbs=_flat(data["adverbs"]),
        auxiliaries=_flat(data["auxiliaries"]),
        verbs=_flat(data["verbs"]),
        adjectives=_flat(data["adjectives"]),
        nouns=_flat(data["nouns"]),
        transparent=frozenset(data["transparent"]),
        negations=frozenset(data["negations"]),
        negative_verbs=frozenset(data["negative-verbs"]),
        negative_nouns=frozenset(data["negative-nouns"]),
        conditions=frozenset(data["conditions"]),
    )


def _phrases(groups: dict[str, list[str]]) -> dict[tuple[str, ...], Any]:
    return {tuple(words.split()): name for name, group in groups.items() for words in group}


def _numbers(data: dict[str, Any]) -> Numbers:
    return Numbers(
        words=data["words"],
        scales=data["scales"],
        vague={tuple(words.split()): (low, high) for words, (low, high) in data["vague"].items()},
        comparators=_phrases(data["comparators"]),
        after=_phrases(data["after"]),
        units=data["units"],
        counted={
            lemma: cast("Quantity", quantity)
            for quantity, lemmas in data["counted"].items()
            for lemma in lemmas
        },
        never=frozenset(data["never"]),
    )
