from __future__ import annotations

import pytest
from tests.extract.docs import parse, texts, word

from nkgraph.extract import arguments, phrases, syntax

WHO_DOES_WHAT = [
    ("Russia attacked Kyiv.", "attacked", ["Russia"], ["Kyiv"]),
    ("Kyiv was attacked by Russia.", "attacked", ["Russia"], ["Kyiv"]),
    # coordination
    ("Russia and Belarus attacked Ukraine.", "attacked", ["Russia", "Belarus"], ["Ukraine"]),
    ("North Korea sent troops and rockets to Russia.", "sent", ["Korea"], ["troops", "rockets"]),
    ("The soldiers were killed or wounded by Ukraine.", "killed", ["Ukraine"], ["soldiers"]),
    ("The soldiers were killed or wounded by Ukraine.", "wounded", ["Ukraine"], ["soldiers"]),
    ("Kim met Putin and sent troops.", "sent", ["Kim"], ["troops"]),
    ("Kim met Putin and sent troops.", "met", ["Kim"], ["Putin"]),
    # control and raising
    ("Kyiv wants to attack Moscow.", "attack", ["Kyiv"], ["Moscow"]),
    ("Kyiv urged Moscow to leave Kursk.", "leave", ["Moscow"], ["Kursk"]),
    ("Seoul promised Kyiv to send shells.", "send", ["Seoul"], ["shells"]),
    ("Pyongyang appears to have sent soldiers.", "sent", ["Pyongyang"], ["soldiers"]),
    ("Russia is ready to attack Kyiv.", "attack", ["Russia"], ["Kyiv"]),
    ("Russia is believed to have attacked Kyiv.", "attacked", ["Russia"], ["Kyiv"]),
    ("He described Russia as invading Ukraine.", "invading", ["Russia"], ["Ukraine"]),
    ("Russia left without attacking Kyiv.", "attacking", ["Russia"], ["Kyiv"]),
    ("Kyiv attacked Kursk, killing soldiers.", "killing", ["Kyiv"], ["soldiers"]),
    # relative clauses, reduced ones too
    ("The soldiers who attacked Kursk fled.", "attacked", ["soldiers"], ["Kursk"]),
    ("The soldiers who attacked Kursk fled.", "fled", ["soldiers"], []),
    ("The troops that Kyiv captured died.", "captured", ["Kyiv"], ["troops"]),
    ("The troops Kyiv captured died.", "captured", ["Kyiv"], ["troops"]),
    ("Soldiers captured by Ukraine died.", "captured", ["Ukraine"], ["Soldiers"]),
    ("The treaty signed in Pyongyang entered force.", "signed", [], ["treaty"]),
    ("A pact between Russia and Iran signed in June expired.", "signed", [], ["pact"]),
    ("Russia, which invaded Ukraine, sent troops.", "invaded", ["Russia"], ["Ukraine"]),
    ("The town where Kyiv captured soldiers burned.", "captured", ["Kyiv"], ["soldiers"]),
    # infinitives after nouns
    ("Russia's plan to attack Kyiv failed.", "attack", ["Russia"], ["Kyiv"]),
    ("Russia has a plan to attack Kyiv.", "attack", ["Russia"], ["Kyiv"]),
]


@pytest.mark.parametrize(("sentence", "verb", "subjects", "objects"), WHO_DOES_WHAT)
def test_who_does_what(sentence: str, verb: str, subjects: list[str], objects: list[str]) -> None:
    token = word(parse(sentence), verb)
    assert (texts(arguments.subjects(token)), texts(arguments.objects(token))) == (
        subjects,
        objects,
    )


@pytest.mark.parametrize(
    ("sentence", "verb", "passive"),
    [
        ("Russia attacked Kyiv.", "attacked", False),
        ("Kyiv was attacked by Russia.", "attacked", True),
        ("The soldiers were killed or wounded by Ukraine.", "wounded", True),
        ("Pyongyang appears to have sent soldiers.", "sent", False),
        ("Soldiers captured by Ukraine died.", "captured", True),
        ("A pact between Russia and Iran signed in June expired.", "signed", True),
        ("The troops that Kyiv captured died.", "captured", False),
        ("Russia was urged to attack Kyiv.", "attack", False),
    ],
)
def test_passive(sentence: str, verb: str, *, passive: bool) -> None:
    assert syntax.is_passive(word(parse(sentence), verb)) is passive


@pytest.mark.parametrize(
    ("sentence", "verb", "found"),
    [
        ("Kyiv was attacked by Russia.", "attacked", ["Kyiv"]),
        ("Russia is believed to have attacked Kyiv.", "attacked", ["Russia"]),
        ("The soldiers were killed or wounded by Ukraine.", "wounded", ["soldiers"]),
    ],
)
def test_grammatical_subject(sentence: str, verb: str, found: list[str]) -> None:
    assert texts(arguments.surface_subjects(word(parse(sentence), verb))) == found


def test_indirect_object_is_no_direct_one() -> None:
    gave = word(parse("Moscow gave Pyongyang missiles."), "gave")
    assert texts(arguments.indirect(gave)) == ["Pyongyang"]
    assert texts(arguments.objects(gave)) == ["missiles"]


@pytest.mark.parametrize(
    ("sentence", "head", "preposition", "governed"),
    [
        ("North Korea sent troops and rockets to Russia.", "sent", "to", ["Russia"]),
        ("They retreated out of Gaza.", "retreated", "of", ["Gaza"]),
        ("Soldiers captured by Ukraine died.", "captured", "by", ["Ukraine"]),
        (
            "A pact between Russia and Iran signed in June expired.",
            "pact",
            "between",
            ["Russia", "Iran"],
        ),
    ],
)
def test_prepositions(sentence: str, head: str, preposition: str, governed: list[str]) -> None:
    found = syntax.prepositions(word(parse(sentence), head))
    assert texts(found[preposition]) == governed


@pytest.mark.parametrize(
    ("sentence", "noun", "inner"),
    [
        ("Thousands of troops left.", "Thousands", "troops"),
        ("One of the men died.", "One", "men"),
        ("The soldiers fled.", "soldiers", "soldiers"),
    ],
)
def test_what_a_measure_measures(sentence: str, noun: str, inner: str) -> None:
    assert phrases.content(word(parse(sentence), noun)).text == inner


def test_possessors_and_modifiers() -> None:
    strikes = word(parse("Ukraine's strikes hit Kursk."), "strikes")
    assert texts(phrases.possessors(strikes)) == ["Ukraine"]
    officials = word(parse("Israeli and Lebanese officials met."), "officials")
    assert texts(phrases.modifiers(officials)) == ["Israeli", "Lebanese"]


@pytest.mark.parametrize(
    ("sentence", "pronoun", "noun"),
    [
        ("The soldiers who attacked Kursk fled.", "who", "soldiers"),
        ("The troops that Kyiv captured died.", "that", "troops"),
        ("Russia, which invaded Ukraine, sent troops.", "which", "Russia"),
        ("NIS said that Russia attacked Kyiv.", "that", "that"),
        ("The soldiers fled.", "soldiers", "soldiers"),
    ],
)
def test_antecedent(sentence: str, pronoun: str, noun: str) -> None:
    assert syntax.antecedent(word(parse(sentence), pronoun)).text == noun


@pytest.mark.parametrize(
    ("sentence", "token", "above"),
    [
        ("Ukraine's strikes hit Kursk.", "Ukraine", "hit"),
        ("Kyiv wants to attack Moscow.", "Moscow", "attack"),
        ("Russia attacked Kyiv.", "attacked", None),
    ],
)
def test_governing_verb(sentence: str, token: str, above: str | None) -> None:
    found = syntax.governing_verb(word(parse(sentence), token))
    assert (found.text if found is not None else None) == above


def test_phrase_starts_at_its_first_modifier() -> None:
    doc = parse("The deployment of North Korean troops to Russia by Pyongyang continued.")
    first, head = phrases.phrase_edges(word(doc, "troops"))
    assert doc[first.i : head.i + 1].text == "North Korean troops"


def test_a_reduced_clause_may_be_about_a_noun_further_up() -> None:
    doc = parse("One of the soldiers captured by Ukraine died.")
    assert texts(phrases.attachments(word(doc, "captured"))) == []
    between = parse("A pact with Iran signed in June expired.")
    assert texts(phrases.attachments(word(between, "signed"))) == ["pact"]
