from __future__ import annotations

import pytest

from nkgraph import gazetteer
from nkgraph.gazetteer import Gazetteer, Term


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return gazetteer.load()


@pytest.mark.parametrize(
    ("surface", "first"),
    [
        ("North Korea", "country/PRK"),
        ("DPRK", "country/PRK"),
        ("U.S.", "country/USA"),
        ("US", "country/USA"),
        ("Georgia", "country/GEO"),
        ("Congo", "country/COD"),
        ("Turkey", "country/TUR"),
        ("the White House", "government/USA"),
        ("North Korean government", "government/PRK"),
        ("NIS", "organization/nis"),
        ("National Intelligence Service", "organization/nis"),
        ("PAP", "organization/pap"),
        ("GUR", "organization/gur"),
        ("the United Nations", "organization/un"),
        ("Ukraine’s Air Force", "force/ukr-air-force"),
        ("Russian Defense Ministry", "organization/defence-ministry-rus"),
        ("Colombian army", "force/colombian-army"),
        ("Daesh", "group/islamic-state"),
        ("Hizbullah", "group/hezbollah"),
        ("Kim Jong-un", "person/kim-jong-un"),
        ("Volodymyr Zelenskyy", "person/volodymyr-zelensky"),
        ("Kursk", "place/kursk-oblast"),
        ("Kursk region", "place/kursk-oblast"),
        ("Pyongyang", "place/pyongyang"),
        ("Kiev", "place/kyiv"),
        ("Gaza", "place/gaza-strip"),
        ("Wad Medani", "place/wad-madani"),
        ("The  Hague", "place/the-hague"),
        ("Russia-North Korea treaty", "agreement/russia-north-korea-treaty"),
        ("ballistic missiles", "weapon/ballistic-missile"),
    ],
)
def test_first_candidate(known: Gazetteer, surface: str, first: str) -> None:
    assert known.candidates(surface)[0].actor.id == first


@pytest.mark.parametrize("surface", ["north korea", "nis", "pap", "Nowhereville", "", "the"])
def test_no_candidate(known: Gazetteer, surface: str) -> None:
    assert known.candidates(surface) == ()


def test_the_larger_city_comes_first(known: Gazetteer) -> None:
    tripoli = known.candidates("Tripoli")
    assert [entry.actor.country for entry in tripoli][:2] == ["LBY", "LBN"]


@pytest.mark.parametrize("surface", ["Reading", "Most", "Nice", "Split", "Mobile", "Man", "Bath"])
def test_common_words_are_weak_names(known: Gazetteer, surface: str) -> None:
    found = known.candidates(surface)
    assert found
    assert all(entry.weak for entry in found)


@pytest.mark.parametrize(
    ("word", "alpha3"),
    [
        ("North Korean", "PRK"),
        ("Ukrainians", "UKR"),
        ("British", "GBR"),
        ("Brits", "GBR"),
        ("Burmese", "MMR"),
        ("Emirati", "ARE"),
        ("U.S.", "USA"),
        ("Korean", None),
        ("table", None),
    ],
)
def test_demonym(known: Gazetteer, word: str, alpha3: str | None) -> None:
    assert known.demonym(word) == alpha3


@pytest.mark.parametrize(
    ("word", "alpha3"),
    [
        ("Pyongyang", "PRK"),
        ("the Kremlin", "RUS"),
        ("Moscow", "RUS"),
        ("Kiev", "UKR"),
        ("Downing Street", "GBR"),
        ("Washington", "USA"),
        ("Tel Aviv", "ISR"),
        ("Brussels", None),
        ("Singapore", None),
        ("Kursk", None),
    ],
)
def test_metonym(known: Gazetteer, word: str, alpha3: str | None) -> None:
    assert known.metonym(word) == alpha3


@pytest.mark.parametrize(
    ("alpha3", "words", "actor_id"),
    [
        ("KOR", "spy agency", "organization/nis"),
        ("KOR", "intelligence service", "organization/nis"),
        ("KOR", "top spy agency", "organization/nis"),
        ("KOR", "military intelligence", "organization/nis"),
        ("UKR", "military intelligence", "organization/gur"),
        ("UKR", "security service", "organization/sbu"),
        ("RUS", "defence ministry", "organization/defence-ministry-rus"),
        ("RUS", "the Defense Ministry", "organization/defence-ministry-rus"),
        ("GBR", "Ministry of Defence", "organization/mod-gbr"),
        ("ISR", "military", "force/idf"),
        ("SDN", "army", "force/saf"),
        ("THA", "army", "force/royal-thai-army"),
        ("PRK", "state news agency", "organization/kcna"),
        ("COL", "government", "government/COL"),
        ("KOR", "presidential office", "government/KOR"),
        ("KOR", "bakery", None),
        ("QQQ", "government", None),
    ],
)
def test_described(known: Gazetteer, alpha3: str, words: str, actor_id: str | None) -> None:
    found = known.described(alpha3, words)
    assert (found.id if found else None) == actor_id


@pytest.mark.parametrize(
    ("word", "actor_id"),
    [
        ("Zelensky", "person/volodymyr-zelensky"),
        ("Zelenskiy", "person/volodymyr-zelensky"),
        ("Yoon", "person/yoon-suk-yeol"),
        ("Xi", "person/xi-jinping"),
        ("Rutte", "person/mark-rutte"),
        ("Sa’ar", "person/gideon-saar"),
        ("Sharaa", "person/ahmed-al-sharaa"),
    ],
)
def test_surname(known: Gazetteer, word: str, actor_id: str) -> None:
    assert actor_id in [entry.actor.id for entry in known.surname(word)]


def test_surname_shared_by_many_or_none(known: Gazetteer) -> None:
    assert len(known.surname("Kim")) > 3
    assert known.surname("Jong") == ()
    assert known.surname("Yeol") == ()


@pytest.mark.parametrize(
    ("of", "title", "day", "actor_id"),
    [
        ("UKR", "president", "2024-12-27", "person/volodymyr-zelensky"),
        ("USA", "President", "2024-12-27", "person/joe-biden"),
        ("USA", "president", "2025-03-01", "person/donald-trump"),
        ("USA", "Defense Secretary", "2024-12-27", "person/lloyd-austin"),
        ("GBR", "foreign secretary", "2024-10-01", "person/david-lammy"),
        ("organization/nato", "chief", "2024-11-01", "person/mark-rutte"),
        ("KOR", "president", "2025-05-01", None),
    ],
)
def test_holder(known: Gazetteer, of: str, title: str, day: str, actor_id: str | None) -> None:
    found = known.holder(of, title, day)
    assert (found.actor.id if found else None) == actor_id


@pytest.mark.parametrize(
    ("since", "until", "day", "held"),
    [
        ("2019-05-20", None, "2024-01-01", True),
        ("2019-05-20", None, "2019-05-19", False),
        ("2019", "2021", "2021-11-01", True),
        ("2019", "2021", "2022-01-01", False),
        (None, "2021-03", None, False),
        (None, None, None, True),
    ],
)
def test_term(since: str | None, until: str | None, day: str | None, *, held: bool) -> None:
    assert Term("president", "UKR", since, until).on(day) is held


def test_a_state_its_government_and_its_people(known: Gazetteer) -> None:
    assert known.country("PRK").label == "North Korea"
    government = known.government("PRK")
    assert (government.id, government.label) == ("government/PRK", "Government of North Korea")
    assert {"Pyongyang", "North Korean government"} <= set(government.aliases)
    assert known.people("PRK").label == "North Koreans"
    assert known.shorthand("the North") == ("PRK",)
    with pytest.raises(KeyError):
        known.country("ZZZ")


def test_names_are_a_mapping(known: Gazetteer) -> None:
    assert "North Korea" in known.names
    assert len(known.names) == sum(1 for _ in known.names)
    with pytest.raises(KeyError):
        known.names["Nowhereville"]
