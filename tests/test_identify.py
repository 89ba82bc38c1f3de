from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from nkgraph import identify
from nkgraph.model import Actor, Article, Claim, Figure, Span, When

PYONGYANG = Actor(id="government/PRK", kind="government", label="Pyongyang", country="PRK")
PRK = Actor(id="country/PRK", kind="country", label="North Korea", country="PRK", known=True)
RUS = Actor(id="country/RUS", kind="country", label="Russia", country="RUS", known=True)
SOLDIERS = Actor(
    id="group/north-korean-soldiers", kind="group", label="North Korean soldiers", country="PRK"
)
SOMEBODY = Actor(id="person/somebody", kind="person", label="Somebody")


def article(source: str = "news/one.txt", text: str = "some words about it") -> Article:
    return Article(source=source, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())


def claim(**changes: object) -> Claim:
    plain = Claim(
        type="Deployment",
        evidence=Span(0, 10),
        trigger=Span(5, 10),
        roles=(("agent", PRK), ("recipient", RUS)),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def when(edtf: str) -> When:
    return When(span=Span(0, 1), text="then", edtf=edtf)


def troops(low: float, text: str = "troops", **more: object) -> Figure:
    plain = Figure(span=Span(0, 1), text=text, quantity="troops", low=low, high=low, of=SOLDIERS)
    return replace(plain, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "stem"),
    [
        ("news/One Day.txt", "one-day"),
        ("C:\\news\\One.md", "one"),
        ("https://example.org/world/peace-talks.html?x=1", "peace-talks"),
        ("https://example.org/", "example-org"),
        ("-", "stdin"),
        ("뉴스.txt", "text"),
        ("x" * 90 + ".txt", "x" * 40),
        ("../<script>\"'&.txt", "script"),
    ],
)
def test_an_article_is_named_by_slug_and_hash(source: str, stem: str) -> None:
    kind, name = identify.article_id(article(source)).split("/")
    slug, _, digest = name.rpartition("-")
    assert (kind, slug) == ("article", stem)
    assert len(digest) == 12
    int(digest, 16)


def test_an_article_keeps_its_name_in_another_folder_and_changes_it_with_the_text() -> None:
    assert identify.article_id(article("a/one.txt")) == identify.article_id(article("b/one.txt"))
    assert identify.article_id(article()) != identify.article_id(article(text="other words"))
    assert identify.article_id(article("a/one.txt")) != identify.article_id(article("a/two.txt"))


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (PRK, "country/PRK"),
        (PYONGYANG, "country/PRK"),
        (SOLDIERS, "country/PRK"),
        (replace(SOLDIERS, id="group/people-prk", known=True), "country/PRK"),
        (
            Actor(id="force/kpa", kind="force", label="KPA", country="PRK", known=True),
            "country/PRK",
        ),
        (
            Actor(id="group/hamas", kind="group", label="Hamas", country="PSE", known=True),
            "group/hamas",
        ),
        (
            Actor(id="organization/nis", kind="organization", label="NIS", country="KOR"),
            "organization/nis",
        ),
        (Actor(id="place/kursk", kind="place", label="Kursk", country="RUS"), "place/kursk"),
        (Actor(id="group/analysts", kind="group", label="analysts"), "group/analysts"),
        (SOMEBODY, "person/somebody"),
    ],
)
def test_whom_an_actor_stands_for(actor: Actor, expected: str) -> None:
    assert identify.state_id(actor) == expected


def test_an_actor_id_never_breaks_an_iri() -> None:
    odd = Actor(id='person/"a b"<c>\n', kind="person", label="odd")
    assert identify.actor_iri(odd).value == identify.BASE + "person/%22a%20b%22%3Cc%3E%0A"


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [
        ({"time": when("2024-12")}, {"time": when("2024-12")}, True),
        ({"time": when("2024-12")}, {"time": when("2024-11")}, False),
        ({"time": when("2024")}, {"time": when("2024")}, False),
        ({"time": when("XXXX-12-26")}, {"time": when("XXXX-12-26")}, False),
        ({}, {}, False),
        (
            {"time": when("2024-12")},
            {"time": when("2024-12"), "roles": (("agent", PYONGYANG), ("recipient", RUS))},
            True,
        ),
        (
            {"time": when("2024-12")},
            {"time": when("2024-12"), "roles": (("agent", RUS), ("recipient", PRK))},
            False,
        ),
        (
            {"time": when("2024-12"), "roles": (("agent", SOMEBODY),)},
            {"time": when("2024-12"), "roles": (("agent", SOMEBODY),)},
            False,
        ),
        ({"time": when("2024-12"), "figure": troops(1)}, {"time": when("2024-12")}, True),
    ],
)
def test_when_two_articles_speak_of_one_event(
    left: dict[str, object],
    right: dict[str, object],
    shared: bool,  # noqa: FBT001 - a table's cell
) -> None:
    one = identify.event_id(claim(**left), article())
    two = identify.event_id(claim(**right), article("news/two.txt"))
    assert (one == two) is shared


def test_within_an_article_figures_tell_undated_events_apart() -> None:
    same = identify.event_id(claim(figure=troops(3000)), article())
    assert same == identify.event_id(claim(figure=troops(3000, "3,000 men")), article())
    assert same != identify.event_id(claim(figure=troops(4000)), article())


def test_parties_of_an_agreement_have_no_order() -> None:
    def signing(*roles: tuple[str, Actor]) -> str:
        return identify.event_id(
            claim(type="AgreementSigning", roles=roles, time=when("2024-06")), article()
        )

    assert signing(("agent", PRK), ("recipient", RUS)) == signing(("agent", RUS), ("agent", PRK))


def test_a_figure_is_the_same_whatever_its_words() -> None:
    assert identify.figure_id(troops(3000)) == identify.figure_id(troops(3000.0, "three thousand"))
    assert identify.figure_id(troops(3000)) == identify.figure_id(troops(3000, of=PRK))
    for other in ({"comparator": "moreThan"}, {"scope": "last week"}, {"of": RUS}, {"unit": "men"}):
        assert identify.figure_id(troops(3000)) != identify.figure_id(troops(3000, **other))


@pytest.mark.parametrize(
    "change",
    [
        {"evidence": Span(0, 11)},
        {"trigger": Span(4, 10)},
        {"modality": "planned"},
        {"polarity": "negative"},
        {"claimants": (SOMEBODY,)},
        {"via": (SOMEBODY,)},
        {"cue": "said"},
        {"figure": troops(1)},
        {"time": when("2024")},
        {"roles": ()},
        {"type": "Withdrawal"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_claim_is_named_by_all_that_it_says(change: dict[str, object]) -> None:
    assert identify.claim_id(claim(), article()) == identify.claim_id(claim(), article())
    assert identify.claim_id(claim(), article()) != identify.claim_id(claim(**change), article())
