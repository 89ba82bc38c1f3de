from __future__ import annotations

from typing import get_args

import pytest

from nkgraph import lexicon, resources
from nkgraph.lexicon import Lexicon, Reporting
from nkgraph.model import Comparator, Modality

MODALITIES = set(get_args(Modality))


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.load()


def test_read_once() -> None:
    assert lexicon.load() is lexicon.load()


@pytest.mark.parametrize(
    ("lemma", "classes"),
    [
        ("soldier", {"force"}),
        ("prisoner", {"captive", "person"}),
        ("treaty", {"agreement"}),
        ("drone", {"materiel", "weapon"}),
        ("thousand", {"measure"}),
        ("cloud", set()),
        ("Soldier", set()),  # lemmas come in lower case
    ],
)
def test_classes(words: Lexicon, lemma: str, classes: set[str]) -> None:
    assert words.classes(lemma) == classes


@pytest.mark.parametrize(
    ("verb", "reporting"),
    [
        ("say", Reporting("asserted")),
        ("claim", Reporting("alleged")),
        ("estimate", Reporting("estimated")),
        ("deny", Reporting("asserted", denies=True)),
        ("acknowledge", Reporting("asserted", factive=True)),
        ("suggest", Reporting("asserted")),
    ],
)
def test_reporting_verbs(words: Lexicon, verb: str, reporting: Reporting) -> None:
    assert words.reporting_verbs[verb] == reporting


def test_reporting_nouns(words: Lexicon) -> None:
    assert words.reporting_nouns["allegation"].modality == "alleged"
    assert words.reporting_nouns["denial"].denies


@pytest.mark.parametrize(
    ("phrase", "role"),
    [("according to", "claimant"), ("citing", "cited"), ("as quoted by", "relay")],
)
def test_phrases(words: Lexicon, phrase: str, role: str) -> None:
    assert words.phrases[tuple(phrase.split())] == role


@pytest.mark.parametrize(
    ("said", "at", "phrase"),
    [
        ("according to him", 0, ("according", "to")),
        ("as quoted by him", 0, ("as", "quoted", "by")),  # not "quoted by" alone
        ("as quoted by him", 1, ("quoted", "by")),
        ("according", 0, None),
        ("he said", 0, None),
        ("he said", 2, None),
    ],
)
def test_the_longest_phrase_matches(
    words: Lexicon, said: str, at: int, phrase: tuple[str, ...] | None
) -> None:
    assert words.phrases.match(said.split(), at) == phrase


def test_phrases_come_longest_first(words: Lexicon) -> None:
    lengths = [len(phrase) for phrase in words.numbers.comparators]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("kind", "lemma", "modality"),
    [
        ("adverbs", "reportedly", "alleged"),
        ("auxiliaries", "might", "possible"),
        ("auxiliaries", "will", "planned"),
        ("verbs", "prepare", "planned"),
        ("verbs", "urge", "requested"),
        ("adjectives", "likely", "possible"),
        ("nouns", "plan", "planned"),
    ],
)
def test_hedges(words: Lexicon, kind: str, lemma: str, modality: Modality) -> None:
    assert getattr(words.hedges, kind)[lemma] == modality


def test_no_is_a_word_not_a_boolean(words: Lexicon) -> None:
    assert {"no", "not", "never"} <= words.hedges.negations


def test_every_modality_quantity_and_comparator_is_one_of_the_model(words: Lexicon) -> None:
    hedges = words.hedges
    lists = (hedges.adverbs, hedges.auxiliaries, hedges.verbs, hedges.adjectives, hedges.nouns)
    used = {modality for hedge in lists for modality in hedge.values()}
    used |= {verb.modality for verb in words.reporting_verbs.values()}
    used |= {noun.modality for noun in words.reporting_nouns.values()}
    assert used == MODALITIES
    numbers = words.numbers
    bound = {*numbers.comparators.values(), *numbers.after.values()}
    assert bound == set(get_args(Comparator)) - {"exactly", "between"}


def test_every_word_is_a_string_in_lower_case(words: Lexicon) -> None:
    numbers, hedges = words.numbers, words.hedges
    single: set[object] = {
        *words.nouns,
        *words.reporting_verbs,
        *words.reporting_nouns,
        *words.cite_verbs,
        *hedges.adverbs,
        *hedges.verbs,
        *hedges.transparent,
        *hedges.negations,
        *hedges.negative_verbs,
        *hedges.conditions,
        *numbers.words,
        *numbers.scales,
        *numbers.units,
        *numbers.never,
    }
    phrases = [*words.phrases, *numbers.vague, *numbers.comparators, *numbers.after]
    single |= {word for phrase in phrases for word in phrase}
    odd = [word for word in single if not isinstance(word, str) or word != word.lower() or not word]
    assert odd == []


def test_vague_numbers_have_room(words: Lexicon) -> None:
    assert words.numbers.vague[("tens", "of", "thousands")] == (20000, 99999)
    assert all(0 < low < high for low, high in words.numbers.vague.values())


def test_every_class_has_nouns(words: Lexicon) -> None:
    data = resources.load_yaml("lexicon/nouns.yaml")
    assert {name for found in words.nouns.values() for name in found} == set(data)
