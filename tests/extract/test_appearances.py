from __future__ import annotations

import hashlib

import pytest

from nkgraph.model import Appearance, Article
from nkgraph.pipeline import Extractor

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def found(text: str, extractor: Extractor) -> list[Appearance]:
    article = Article(source="a.txt", text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
    (findings,) = extractor.findings([article])
    for one in findings.appearances:
        assert one.span.of(text).split() == one.name.split()
    return list(findings.appearances)


@pytest.mark.parametrize(
    ("text", "actor", "name", "described"),
    [
        (
            "Malian lawmaker Awa Keita said two soldiers were killed.",
            "Awa Keita",
            "Awa Keita",
            "Malian lawmaker",
        ),
        (
            "Awa Keita, a researcher at the Sahel Institute, said rebels killed two soldiers.",
            "Awa Keita",
            "Awa Keita",
            "researcher at the Sahel Institute",
        ),
        (
            "South Korean lawmaker Kim Byung-kee said two soldiers were killed.",
            "Kim Byung-kee",
            "Kim Byung-kee",
            "South Korean lawmaker",
        ),
        (
            "US Secretary of State Marco Rubio said two soldiers were killed.",
            "Marco Rubio",
            "Marco Rubio",
            "US Secretary of State",
        ),
        (
            "South Korea’s spy agency said two soldiers were killed.",
            "National Intelligence Service",
            "South Korea’s spy agency",
            None,
        ),
        ("Two soldiers were killed in Seoul.", "Seoul", "Seoul", None),
        (
            "Seoul warned that troops would attack.",
            "Government of South Korea",
            "Seoul",
            None,
        ),
        ("The Russia-Ukraine war killed two soldiers on Monday.", "Ukraine", "Ukraine", None),
    ],
)
def test_who_is_named_how_and_as_what(
    text: str, actor: str, name: str, described: str | None, extractor: Extractor
) -> None:
    (one,) = [one for one in found(text, extractor) if one.actor.label == actor]
    assert (one.name, one.described, one.times) == (name, described, 1)


def test_names_are_counted(extractor: Extractor) -> None:
    text = (
        "NATO said troops attacked. Troops attacked again, NATO said. The alliance said so twice."
    )
    (one,) = found(text, extractor)
    assert (one.actor.label, one.name, one.times) == ("NATO", "NATO", 2)


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers were killed in December.",
        "The agency said that soldiers were killed.",
        "North Korean soldiers were killed.",
    ],
)
def test_what_names_nobody(text: str, extractor: Extractor) -> None:
    assert found(text, extractor) == []
