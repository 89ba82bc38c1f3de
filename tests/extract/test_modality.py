from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.extract.docs import parse, word

from nkgraph import lexicon
from nkgraph.extract.modality import Stance, stance

if TYPE_CHECKING:
    from nkgraph.model import Modality

LEXICON = lexicon.load()


@pytest.mark.parametrize(
    ("sentence", "trigger", "modality", "negative"),
    [
        ("Russia attacked Kyiv.", "attacked", "asserted", False),
        # hedges
        ("Russia reportedly attacked Kyiv.", "attacked", "alleged", False),
        ("Russia might attack Kyiv.", "attack", "possible", False),
        ("Russia is likely to attack Kyiv.", "attack", "possible", False),
        ("Russia appears to have attacked Kyiv.", "attacked", "estimated", False),
        ("Russia is believed to have attacked Kyiv.", "attacked", "estimated", False),
        ("Seoul fears an attack.", "attack", "possible", False),
        ("If Russia attacks Kyiv, Seoul will act.", "attacks", "possible", False),
        ("Did Russia attack Kyiv?", "attack", "possible", False),
        # plans and requests
        ("Russia will attack Kyiv.", "attack", "planned", False),
        ("Russia plans to attack Kyiv.", "attack", "planned", False),
        ("Russia is preparing to attack Kyiv.", "attack", "planned", False),
        ("Russia is ready to attack Kyiv.", "attack", "planned", False),
        ("Russia plans an attack.", "attack", "planned", False),
        ("Plans for an attack failed.", "attack", "planned", False),
        ("Russia has a plan to attack Kyiv.", "attack", "planned", False),
        ("Russia launched a planned attack.", "attack", "planned", False),
        ("Russia sent troops to attack Kyiv.", "attack", "planned", False),
        ("Russia sent troops to attack Kyiv.", "sent", "asserted", False),
        ("Russia should attack Kyiv.", "attack", "requested", False),
        ("Russia was urged to attack Kyiv.", "attack", "requested", False),
        # negation
        ("Russia did not attack Kyiv.", "attack", "asserted", True),
        ("Russia never attacked Kyiv.", "attacked", "asserted", True),
        ("No soldiers attacked Kyiv.", "attacked", "asserted", True),
        ("Russia refused to attack Kyiv.", "attack", "asserted", True),
        ("Russia left without attacking Kyiv.", "attacking", "asserted", True),
        ("Russia denied an attack.", "attack", "asserted", True),
        # both; two denials are none
        ("Russia allegedly did not attack Kyiv.", "attack", "alleged", True),
        ("Russia vowed not to attack Kyiv.", "attack", "planned", True),
        ("Russia may not have attacked Kyiv.", "attacked", "possible", True),
        ("Russia failed to prevent an attack.", "attack", "asserted", False),
        # what says nothing of its own, and what stands elsewhere
        ("Russia began to attack Kyiv.", "attack", "asserted", False),
        ("Russia attacked Kyiv and might attack Lviv.", "attacked", "asserted", False),
        ("Russia attacked Kyiv and might attack Lviv.", "attack", "possible", False),
        ("The soldiers who attacked Kursk fled.", "attacked", "asserted", False),
        # a report's own clause is judged by itself, not by its verb
        ("NIS said that Russia attacked Kyiv.", "attacked", "asserted", False),
        ("NIS said that Russia might attack Kyiv.", "attack", "possible", False),
        ("Moscow denied that Russia attacked Kyiv.", "attacked", "asserted", False),
        ("NIS estimated that 600 soldiers were killed.", "killed", "asserted", False),
    ],
)
def test_stance(sentence: str, trigger: str, modality: Modality, *, negative: bool) -> None:
    found = stance(word(parse(sentence), trigger), None, LEXICON)
    assert found == Stance(modality, negative)


@pytest.mark.parametrize(
    ("sentence", "noun", "carrier", "wanted"),
    [
        ("Russia launched a planned attack.", "attack", "launched", Stance("planned")),
        ("Russia might launch an attack.", "attack", "launch", Stance("possible")),
    ],
)
def test_a_light_verb_carries_its_hedges(
    sentence: str, noun: str, carrier: str, wanted: Stance
) -> None:
    doc = parse(sentence)
    assert stance(word(doc, noun), word(doc, carrier), LEXICON) == wanted


@pytest.mark.parametrize(
    ("weak", "strong"),
    [
        ("asserted", "estimated"),
        ("estimated", "alleged"),
        ("alleged", "planned"),
        ("planned", "possible"),
        ("possible", "requested"),
    ],
)
def test_the_strongest_hedge_wins(weak: Modality, strong: Modality) -> None:
    hedge = parse("Russia might launch an attack.")[1]
    found = Stance(weak).joined(strong, hedge, "verbs")
    assert found == Stance(strong).joined(weak, hedge, "verbs") == Stance(strong)
    assert [reason.modality for reason in found.reasons] == [strong]
    assert Stance(weak).joined(None, hedge, "verbs") == Stance(weak)


def test_denying_a_denial_asserts() -> None:
    word = parse("Russia launched no attack.")[2]
    denied = Stance().denied(word, "no")
    assert denied == Stance(negative=True)
    assert denied.joined("possible", word, "verbs") == Stance("possible", negative=True)
    assert denied.denied(word, "no") == Stance()


def test_no_before_the_noun_denies_once() -> None:
    doc = parse("Russia launched no attack.")
    assert stance(word(doc, "attack"), word(doc, "launched"), LEXICON).negative
