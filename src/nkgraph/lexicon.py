"""The words that extraction knows, read from ``ontology/lexicon`` into frozen values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from nkgraph.model import Comparator, Modality
from nkgraph.phrases import Phrases
from nkgraph.resources import load_yaml

PhraseRole = Literal["claimant", "cited", "relay"]


@dataclass(frozen=True, slots=True)
class Reporting:
    """What a word does that attributes a claim; see ``ontology/lexicon/reporting.yaml``."""

    modality: Modality
    factive: bool = False
    denies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Words around those that attribute; see ``ontology/lexicon/reporting.yaml``."""

    speaking: frozenset[str]
    closing: frozenset[str]
    accompanying: frozenset[str]
    silent: frozenset[str]
    supporting: frozenset[str]
    disputed: frozenset[str]
    content_prepositions: frozenset[str]
    outlets: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedges:
    """Words that say how sure or real an event is; see ``ontology/lexicon/hedges.yaml``."""

    adverbs: Mapping[str, Modality]
    auxiliaries: Mapping[str, Modality]
    verbs: Mapping[str, Modality]
    adjectives: Mapping[str, Modality]
    nouns: Mapping[str, Modality]
    foreseen: frozenset[str]
    promising: frozenset[str]
    transparent: frozenset[str]
    asking: frozenset[str]
    presupposing: frozenset[str]
    negations: frozenset[str]
    negative_verbs: frozenset[str]
    negative_nouns: frozenset[str]
    conditions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How numbers are written; see ``ontology/lexicon/figures.yaml``.

    Attributes:
        opening: the words that a number without digits may open with.
    """

    opening: frozenset[str]
    words: Mapping[str, int]
    scales: Mapping[str, int]
    scale_openers: frozenset[str]
    vague: Phrases[tuple[int, int]]
    few: frozenset[str]
    comparators: Phrases[Comparator]
    after: Phrases[Comparator]
    between: frozenset[str]
    units: Mapping[str, str]
    symbols: frozenset[str]
    never: frozenset[str]
    never_after: frozenset[str]
    months: frozenset[str]
    wrapping: frozenset[str]
    tallying: frozenset[str]
    referring: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Words around an event's word; see ``ontology/lexicon/grammar.yaml``."""

    helping: frozenset[str]
    announcing: frozenset[str]
    undertaking: frozenset[str]
    occasions: frozenset[str]
    locatives: frozenset[str]
    place_openers: frozenset[str]
    place_links: tuple[str, ...]
    designator: re.Pattern[str]
    deeds: frozenset[str]
    deed_links: tuple[str, ...]
    raids: frozenset[str]
    general: frozenset[str]
    passing: frozenset[str]
    blaming: Mapping[str, str]
    telling: frozenset[str]
    telling_nouns: frozenset[str]
    harming: frozenset[str]
    expecting: frozenset[str]
    framing: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coreference:
    """Words that refer back; see ``ontology/lexicon/coreference.yaml``."""

    states: frozenset[str]
    rulers: frozenset[str]
    bodies: frozenset[str]
    fighters: frozenset[str]
    speaking: frozenset[str]
    services: frozenset[str]
    leaders: frozenset[str]
    anyones: frozenset[str]
    classes: tuple[str, ...]
    sending: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """Words that say what is not known; see ``ontology/lexicon/untold.yaml``."""

    nouns: Mapping[str, str]
    asking: Mapping[str, str]
    unknown: frozenset[str]
    known: frozenset[str]
    telling: frozenset[str]
    withholding: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All word lists; ``nouns`` maps a lemma to its classes."""

    nouns: Mapping[str, frozenset[str]]
    reporting_verbs: Mapping[str, Reporting]
    reporting_nouns: Mapping[str, Reporting]
    phrases: Phrases[PhraseRole]
    cite_verbs: frozenset[str]
    sources: Sources
    hedges: Hedges
    numbers: Numbers
    grammar: Grammar
    coreference: Coreference
    untold: Untold

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
        phrases=Phrases(
            {
                words: cast("PhraseRole", group["names"])
                for group in reporting["phrases"]
                for words in group["words"]
            },
        ),
        cite_verbs=frozenset(reporting["cite-verbs"]),
        sources=Sources(
            **_sets(reporting, "speaking", "closing", "accompanying", "silent", "supporting"),
            **_sets(reporting, "disputed", "content-prepositions", "outlets"),
        ),
        hedges=_hedges(load_yaml("lexicon/hedges.yaml")),
        numbers=_numbers(load_yaml("lexicon/figures.yaml")),
        grammar=_grammar(load_yaml("lexicon/grammar.yaml")),
        coreference=_coreference(load_yaml("lexicon/coreference.yaml")),
        untold=_untold(load_yaml("lexicon/untold.yaml")),
    )


def _sets(data: Mapping[str, Any], *keys: str) -> dict[str, frozenset[str]]:
    """Return the lists of words under some keys, by the names of the fields they go to."""
    return {key.replace("-", "_"): frozenset(data[key]) for key in keys}


def _nouns(data: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = defaultdict(set)
    for name, lemmas in data.items():
        for lemma in lemmas:
            classes[lemma].add(name)
    return {lemma: frozenset(names) for lemma, names in classes.items()}


def _reporting(groups: list[dict[str, Any]]) -> dict[str, Reporting]:
    """Return what each word does; the last group that holds a word decides."""
    return {
        lemma: Reporting(
            modality=group["modality"],
            factive=group.get("factive", False),
            denies=group.get("denies", False),
        )
        for group in groups
        for lemma in group["lemmas"]
    }


def _turned(groups: dict[str, list[str]]) -> dict[str, Any]:
    """Turn name → words into word → name; the last name of a word decides."""
    return {word: name for name, words in groups.items() for word in words}


def _untold(data: dict[str, Any]) -> Untold:
    parts = data["parts"]
    return Untold(
        nouns=_turned({part: words["nouns"] for part, words in parts.items()}),
        asking=_turned({part: words["asking"] for part, words in parts.items()}),
        **_sets(data, "unknown", "known", "telling", "withholding"),
    )


def _hedges(data: dict[str, Any]) -> Hedges:
    return Hedges(
        adverbs=_turned(data["adverbs"]),
        auxiliaries=_turned(data["auxiliaries"]),
        verbs=_turned(data["verbs"]),
        adjectives=_turned(data["adjectives"]),
        nouns=_turned(data["nouns"]),
        **_sets(data, "foreseen", "promising", "transparent", "asking", "presupposing"),
        **_sets(data, "negations", "conditions", "negative-verbs", "negative-nouns"),
    )


def _numbers(data: dict[str, Any]) -> Numbers:
    months = load_yaml("lexicon/dates.yaml")["months"]
    opening = {"a", "half", *data["words"], *data["scales"], *data["few"], *data["symbols"]}
    return Numbers(
        opening=frozenset(opening | {words.split()[0] for words in data["vague"]}),
        words=data["words"],
        scales=data["scales"],
        vague=Phrases({words: (low, high) for words, (low, high) in data["vague"].items()}),
        comparators=Phrases(_turned(data["comparators"])),
        after=Phrases(_turned(data["after"])),
        units=data["units"],
        months=frozenset(months),
        **_sets(data, "few", "scale-openers", "between", "symbols", "never", "never-after"),
        **_sets(data, "wrapping", "tallying", "referring"),
    )


def _grammar(data: dict[str, Any]) -> Grammar:
    special = ("place-links", "deed-links", "designator", "blaming")
    return Grammar(
        place_links=tuple(data["place-links"]),
        deed_links=tuple(data["deed-links"]),
        blaming=data["blaming"],
        designator=re.compile(data["designator"]),
        **_sets(data, *(key for key in data if key not in special)),
    )


def _coreference(data: dict[str, Any]) -> Coreference:
    return Coreference(
        classes=tuple(data["classes"]),
        **_sets(data, *(key for key in data if key != "classes")),
    )
