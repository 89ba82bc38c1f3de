"""Whether two names mean one actor: what is certain, what is unsure, what is neither."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkgraph import gazetteer
from nkgraph.extract.described import made
from nkgraph.model import Actor
from nkgraph.resolve import naming, spelling
from nkgraph.resolve.likeness import Named, judge

P, O = "person", "organization"  # noqa: E741 - kinds

SAME, UNSURE, OTHER, NOTHING = "same", "unsure", "notSame", None
PAIRS = [
    (P, "Inés Duarte", "ESP", "Ines Duarte", "ESP", SAME, "accents"),
    (P, "Shin Won-bin", "KOR", "Shin Wonbin", "KOR", SAME, "hyphens"),
    (P, "DANA LIND", None, "Dana Lind", None, SAME, "case"),
    (P, "Søren Østby", "NOR", "Soren Ostby", "NOR", SAME, "accents"),
    (O, "Al-Noor Front", "SYR", "Al Noor Front", "SYR", SAME, "hyphens"),
    (P, "Dana Lind", None, "Dana Lind", "SWE", UNSURE, "both are called"),
    (P, "Dana Lind", "NOR", "Dana Lind", "SWE", UNSURE, "of Norway"),
    (P, "Lee Seong-mun", "KOR", "Li Song Mun", "KOR", UNSURE, "Korean"),
    (P, "Seong-mun Lee", None, "Ri Song Mun", "PRK", UNSURE, "Korean"),
    (P, "Choe Hui-sun", "PRK", "Choi Hee Sun", None, UNSURE, "Korean"),
    (P, "Lee Seong-mun", "KOR", "Ri Song Mun", "PRK", OTHER, "Korean"),
    (P, "Kim Jong Mun", "PRK", "Kim Jong Min", "PRK", NOTHING, ""),
    (P, "Lee Seong-mun", "KOR", "Lee Seong-min", "KOR", NOTHING, ""),
    (P, "Oleh Zhovtenskyy", "UKR", "Oleg Zhovtensky", "UKR", UNSURE, "Slavic"),
    (P, "Andriy Kholodny", "UKR", "Andrei Holodnyi", None, UNSURE, "Slavic"),
    (P, "Mohammed al-Qasemi", "SYR", "Muhammad Kasimi", None, UNSURE, "Arabic"),
    (P, "Abdel Fattah Nour", "EGY", "Abdelfatah al-Nur", "EGY", UNSURE, ""),
    (P, "Hassan Nour", "EGY", "Hussein Nour", "EGY", NOTHING, ""),
    (O, "Hizbollah al-Fajr", "LBN", "Hezbullah al-Fajr", "LBN", UNSURE, "Arabic"),
    (P, "Jon Marsh", "GBR", "John Marsh", "GBR", UNSURE, "written alike"),
    (P, "Tessa Marie Lund", "DNK", "Tessa Lund", None, UNSURE, "more between"),
    (P, "T. Lund", "DNK", "Tessa Lund", "DNK", UNSURE, "initials"),
    (P, "K. Lund", "DNK", "Tessa Lund", "DNK", NOTHING, ""),
    (P, "General Tessa Lund", "DNK", "Tessa Lund", "DNK", UNSURE, "titles"),
    (P, "Lund Tessa", "DNK", "Tessa Lund", "DNK", UNSURE, "another order"),
    (P, "Lund", None, "Tessa Lund", "DNK", UNSURE, "family name"),
    (P, "Lund", "NOR", "Tessa Lund", "DNK", NOTHING, ""),
    (P, "Tessa", None, "Tessa Lund", "DNK", NOTHING, ""),
    (O, "NRC", None, "Northern Relief Council", "NOR", UNSURE, "has the initials"),
    (O, "NRC", None, "National Guard", "NOR", NOTHING, ""),
    (O, "health ministry", None, "Health Ministry", None, NOTHING, ""),
]  # fmt: skip


def one(kind: str, label: str, country: str | None) -> Named:
    return Named(made(kind, label, country))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[1]} / {pair[3]}")
def test_pairs(pair: tuple[str, str, str | None, str, str | None, str | None, str]) -> None:
    kind, *names, verdict, why = pair
    left, right = one(kind, names[0] or "", names[1]), one(kind, names[2] or "", names[3])
    found = judge(left, right)
    assert (found and found.verdict) == verdict, found
    assert found is None or why in found.reason
    assert judge(right, left) == found
    together = {
        judgement
        for key in {*naming.keys(left), *naming.keys(right)}
        for judgement in naming.judged([n for n in (left, right) if key in naming.keys(n)], key)
    }
    assert together == ({found} if found else set()), "what is alike shares a key"


def test_a_place_or_another_kind_is_not_compared() -> None:
    assert judge(one(P, "Aden", None), one("place", "Aden", None)) is None
    assert judge(one(P, "Jordan Reed", None), one(O, "Jordan Reed", None)) is None
    assert naming.keys(one("place", "Aden", None)) == ()


def test_both_called_the_same_is_said() -> None:
    left = Named(made(P, "Lee Seong-mun", "KOR"), ("lawmaker",))
    right = Named(made(P, "Li Song Mun", "KOR"), ("lawmaker",))
    found = judge(left, right)
    assert found is not None
    assert found.reason.endswith("both of South Korea; both called lawmaker")


def test_a_family_name_that_fits_many_means_nobody() -> None:
    short = one(P, "Lund", None)
    people = [one(P, f"{first} Lund", "DNK") for first in ("Ada", "Bo", "Cy", "Di")]
    assert len(naming.judged([short, *people[:3]], "person|one|lund")) == 3
    assert naming.judged([short, *people], "person|one|lund") == ()


def test_a_key_with_a_crowd_compares_nobody() -> None:
    crowd = [one(P, f"Ann{'x' * rank} Lund", "DNK") for rank in range(naming.CROWD + 1)]
    assert naming.judged(crowd, "person|any|x") == ()


def test_the_gazetteer_wins_where_it_alone_fits() -> None:
    held = gazetteer.load().entry("person/volodymyr-zelensky")
    assert held is not None
    new = one(P, "Volodymýr Zelensky", None)
    key = naming.letters(new)
    assert key is not None
    assert naming.joined((*naming.known(key), new), frozenset()) == {new.actor.id: held.actor.id}
    apart = frozenset({tuple(sorted((new.actor.id, held.actor.id)))})
    assert naming.joined((*naming.known(key), new), apart) == {}


def test_two_of_the_gazetteer_make_it_unsure() -> None:
    def held(name: str) -> Named:
        actor = Actor(
            id=f"person/{name}", kind="person", label="Bo Lund", country="DNK", known=True
        )
        return Named(actor)

    new = one(P, "Bó Lund", "DNK")
    some = [held("bo-lund-1"), held("bo-lund-2"), new]
    key = naming.letters(new)
    assert key is not None
    assert naming.joined(some, frozenset()) == {}
    assert {found.verdict for found in naming.judged(some, key)} == {"unsure"}


def test_no_two_people_of_the_gazetteer_are_spelled_alike() -> None:
    people = [Named(e.actor) for e in gazetteer.load().listed() if e.actor.kind == "person"]
    letters = [{spelling.letters(name) for name in named.names} for named in people]
    for mine, theirs in combinations(range(len(people)), 2):
        assert not letters[mine] & letters[theirs], (people[mine], people[theirs])


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_compared(mine: str, theirs: str) -> None:
    left, right = (
        Named(Actor(id=f"person/{rank}", kind="person", label=name))
        for rank, name in enumerate((mine, theirs))
    )
    assert judge(left, right) == judge(right, left)
    assert naming.keys(left) == naming.keys(left)
