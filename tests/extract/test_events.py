from __future__ import annotations

import pytest
from tests.extract.docs import parse, reading

from nkgraph import frames, gazetteer, lexicon
from nkgraph.extract.event import Context, Event
from nkgraph.extract.events import events
from nkgraph.extract.figures import numerals
from nkgraph.extract.mentions import mentions

GAZETTEER = gazetteer.load()
LEXICON = lexicon.load()
FRAMES = frames.load()


def found(sentence: str) -> list[Event]:
    doc = parse(sentence)
    known = mentions(reading([doc]), GAZETTEER, LEXICON)
    return events(doc, Context(known, numerals(doc, LEXICON), LEXICON), FRAMES)


def roles(event: Event) -> set[tuple[str, str]]:
    """Return role and filler: the country's code where it has one, else the label."""
    return {
        (role, filler.actor.country or filler.actor.label)
        for role, filler in event.roles
        if role not in ("place", "theme")
    }


@pytest.mark.parametrize(
    ("sentence", "kind", "trigger", "wanted"),
    [
        # verbs, active and passive
        (
            "North Korea sent 3,000 soldiers to Russia.",
            "Deployment",
            "sent",
            {("agent", "PRK"), ("recipient", "RUS")},
        ),
        (
            "Ukraine captured a North Korean soldier in Kursk on January 9.",
            "Capture",
            "captured",
            {("agent", "UKR"), ("patient", "PRK")},
        ),
        (
            "North Korean soldiers were killed in Kursk by Ukraine.",
            "Death",
            "killed",
            {("agent", "UKR"), ("patient", "PRK")},
        ),
        (
            "Kyiv was attacked by Russia.",
            "Attack",
            "attacked",
            {("agent", "RUS"), ("patient", "UKR")},
        ),
        (
            "North Korea supplied Russia with missiles.",
            "ArmsTransfer",
            "supplied",
            {("agent", "PRK"), ("recipient", "RUS")},
        ),
        (
            "Moscow gave Pyongyang missiles.",
            "ArmsTransfer",
            "gave",
            {("agent", "RUS"), ("recipient", "PRK")},
        ),
        (
            "Seoul imposed sanctions on Moscow.",
            "Sanction",
            "imposed",
            {("agent", "KOR"), ("recipient", "RUS")},
        ),
        ("Russian troops withdrew from Kherson.", "Withdrawal", "withdrew", {("agent", "RUS")}),
        ("The treaty entered into force in December.", "EntryIntoForce", "entered", set()),
        # equal parties
        (
            "Russia and North Korea signed a treaty.",
            "AgreementSigning",
            "signed",
            {("agent", "RUS"), ("recipient", "PRK")},
        ),
        # reduced relative clause
        (
            "A pact between Russia and Iran signed in June expired.",
            "AgreementSigning",
            "signed",
            {("agent", "RUS"), ("recipient", "IRN")},
        ),
        # nouns, alone and with a light verb
        (
            "The deployment of North Korean troops to Russia by Pyongyang continued.",
            "Deployment",
            "deployment",
            {("agent", "PRK"), ("recipient", "RUS")},
        ),
        (
            "Russia launched an attack on Kyiv.",
            "Attack",
            "attack",
            {("agent", "RUS"), ("patient", "UKR")},
        ),
        (
            "NIS detected arms transfers from North Korea to Russia.",
            "ArmsTransfer",
            "transfers",
            {("agent", "PRK"), ("recipient", "RUS")},
        ),
    ],
)
def test_event(sentence: str, kind: str, trigger: str, wanted: set[tuple[str, str]]) -> None:
    (event,) = found(sentence)
    assert (event.type, event.trigger.token.text) == (kind, trigger)
    assert roles(event) == wanted


@pytest.mark.parametrize(
    ("sentence", "kind", "quantity", "number"),
    [
        ("North Korea sent 3,000 soldiers to Russia.", "Deployment", "troops", 3000),
        ("They reported 600 deaths.", "Death", "killed", 600),
        ("NIS estimated that 600 soldiers were killed.", "Death", "killed", 600),
        ("Between 300 and 400 people were wounded.", "Injury", "wounded", 300),
        ("At least two dozen civilians were injured.", "Injury", "wounded", 24),
        ("About 600 soldiers were killed or wounded.", "Casualties", "killedOrWounded", 600),
    ],
)
def test_figure(sentence: str, kind: str, quantity: str, number: int) -> None:
    event = next(event for event in found(sentence) if event.type == kind)
    assert event.quantity is not None
    assert (event.quantity[0], event.quantity[1].low) == (quantity, number)


def test_a_later_figure_leaves_the_second_word_of_a_pair_behind() -> None:
    doc = parse("About 600 soldiers were killed or wounded.")
    (event,) = found("About 600 soldiers were killed or wounded.")
    (numeral,) = numerals(doc, LEXICON)
    assert event.partner is not None
    assert event.counted(numeral).partner is None


def test_killed_or_wounded_is_one_event() -> None:
    (event,) = found("About 600 soldiers were killed or wounded.")
    assert event.type == "Casualties"
    assert event.trigger.token.text == "killed"


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Ukraine captured a North Korean soldier in Kursk on January 9.", "place/kursk-oblast"),
        ("Russian troops withdrew from Kherson.", "place/kherson"),
        ("North Korea sent 3,000 soldiers to Russia.", "country/RUS"),
    ],
)
def test_place(sentence: str, place: str) -> None:
    (event,) = found(sentence)
    assert [filler.actor.id for role, filler in event.roles if role == "place"] == [place]


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister killed the bill.",
        "Three days later, troops left.",
        "Article 4 of the treaty binds Russia.",
    ],
)
def test_no_event(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "kind", "embedded"),
    [
        ("Kyiv was attacked by Russia.", "Attack", False),
        ("The soldiers who attacked Kursk fled.", "Attack", True),
        ("Soldiers captured by Ukraine died.", "Capture", True),
        ("Russia launched an attack on Kyiv.", "Attack", True),
    ],
)
def test_embedded(sentence: str, kind: str, *, embedded: bool) -> None:
    event = next(event for event in found(sentence) if event.type == kind)
    assert event.embedded is embedded


def test_in_the_order_of_the_text() -> None:
    assert [event.type for event in found("Soldiers captured by Ukraine died.")] == [
        "Capture",
        "Death",
    ]
