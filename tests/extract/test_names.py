from __future__ import annotations

import pytest
from tests.extract.docs import make, parse

from nkgraph import gazetteer
from nkgraph.extract.names import Name, names

GAZETTEER = gazetteer.load()


def found(sentence: str) -> list[tuple[str, Name]]:
    doc = parse(sentence)
    return [(doc[name.start : name.end].text, name) for name in names(doc, GAZETTEER)]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "North Korea sent troops and rockets to Russia.",
            [("North Korea", "country/PRK"), ("Russia", "country/RUS")],
        ),
        (
            "Russia attacked Kyiv, Yonhap reported, citing NIS.",
            [
                ("Russia", "country/RUS"),
                ("Kyiv", "place/kyiv"),
                ("Yonhap", "organization/yonhap"),
                ("NIS", "organization/nis"),
            ],
        ),
        ("Kim Jong Un met Putin.", [("Kim Jong Un", "person/kim-jong-un")]),
        (
            "The National Intelligence Service (NIS) said so.",
            [("National Intelligence Service", "organization/nis"), ("NIS", "organization/nis")],
        ),
        ("North Koreans died in Kursk.", [("North Koreans", "group/people-prk"), "Kursk"]),
        ("They retreated out of Gaza.", [("Gaza", "place/gaza-strip")]),
        ("Three days later, troops left.", []),
        ("The soldiers fled.", []),
    ],
)
def test_names(sentence: str, wanted: list[tuple[str, str] | str]) -> None:
    got = [(text, name.entries[0].actor.id) for text, name in found(sentence)]
    assert got == [("Kursk", "place/kursk-oblast") if w == "Kursk" else w for w in wanted]


@pytest.mark.parametrize(
    ("sentence", "text", "country", "demonym", "seat"),
    [
        ("North Korean soldiers fled.", "North Korean", "PRK", True, False),
        ("Israeli and Lebanese officials met.", "Lebanese", "LBN", True, False),
        ("Ukrainian forces captured the town.", "Ukrainian", "UKR", True, False),
        ("North Koreans died in Kursk.", "North Koreans", "PRK", True, False),
        ("Seoul warned Moscow.", "Seoul", "KOR", False, True),
        ("Pyongyang said it sent troops.", "Pyongyang", "PRK", False, True),
        ("Jane Marlow left Kursk.", "Kursk", None, False, False),
        ("Russia attacked Kyiv.", "Russia", None, False, False),
    ],
)
def test_demonyms_and_seats(
    sentence: str, text: str, country: str | None, *, demonym: bool, seat: bool
) -> None:
    name = dict(found(sentence))[text]
    assert (name.country, name.demonym, name.seat) == (country, demonym, seat)


def test_the_longest_name_wins_and_none_is_inside_another() -> None:
    spans = [(name.start, name.end) for name in names(parse("Kim Jong Un met Putin."), GAZETTEER)]
    assert spans == [(0, 3)]


def test_lower_case_words_are_no_names() -> None:
    doc = make("georgia/NN/nsubj>met and/CC/cc>georgia turkey/NN/conj>georgia met=meet/VBD/ROOT")
    assert names(doc, GAZETTEER) == []


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("He/PRP/nsubj>sat sat=sit/VBD/ROOT in/IN/prep>sat Reading/NNP/pobj>in", ["Reading"]),
        ("Reading/NNP/nsubj>fell fell=fall/VBD/ROOT", []),
        ("Reading=read/VBG/csubj>helps helps=help/VBZ/ROOT", []),
    ],
)
def test_a_place_that_is_a_common_word_takes_a_preposition(table: str, wanted: list[str]) -> None:
    doc = make(table)
    assert [doc[name.start : name.end].text for name in names(doc, GAZETTEER)] == wanted
