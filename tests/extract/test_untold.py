"""What an article says is not known of an event; silence is something else."""

from __future__ import annotations

import hashlib

import pytest

from nkgraph.model import Article
from nkgraph.pipeline import Extractor
from nkgraph.reading import Reading

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rebels captured a Malian soldier. The place of the capture remains undisclosed.",
            {"Capture": ("place",)},
        ),
        (
            "Rebels captured a Malian soldier. The spot where he was seized was not known.",
            {"Capture": ("place",)},
        ),
        ("Bamako did not say where the Russian soldiers were captured.", {"Capture": ("place",)}),
        ("It is unclear where the two Russian soldiers were captured.", {"Capture": ("place",)}),
        (
            "Rebels captured nine soldiers, who were taken to an undisclosed location.",
            {"Capture": ("place",)},
        ),
        ("Police said nine people were killed, without saying where.", {"Death": ("place",)}),
        (
            "Nine people were killed. Police declined to give the date of the killings.",
            {"Death": ("time",)},
        ),
        ("An unknown number of villagers were killed.", {"Death": ("figure",)}),
        (
            "Mortars killed villagers in Kabul. The number of dead was not immediately known.",
            {"Death": ("figure",)},
        ),
        ("It was not clear who killed the nine soldiers.", {"Death": ("agent",)}),
        ("Rebels captured a Malian soldier. The place of the summit was not known.", {}),
        ("Rebels captured a Malian soldier. The place of the capture is well known.", {}),
        ("Rebels captured a Malian soldier.", {}),
        (
            "Rebels captured a Malian soldier in Gao. The place of the capture was not disclosed.",
            {},
        ),
    ],
)
def test_what_is_not_known(
    text: str, expected: dict[str, tuple[str, ...]], extractor: Extractor
) -> None:
    article = Article(source="a.txt", text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
    (findings,) = extractor.findings([article])
    assert findings.claims
    assert {one.type: one.untold for one in findings.claims if one.untold} == expected
    assert Reading.from_json(Reading(findings).to_json()).findings == findings
