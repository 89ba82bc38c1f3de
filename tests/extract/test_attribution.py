from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.extract.docs import parse, reading, texts

from nkgraph import gazetteer, lexicon
from nkgraph.extract.attribution import Attribution, attributions
from nkgraph.extract.mentions import mentions

if TYPE_CHECKING:
    from nkgraph.model import Modality

GAZETTEER = gazetteer.load()
LEXICON = lexicon.load()
NIS, YONHAP = "organization/nis", "organization/yonhap"


def found(sentence: str) -> list[Attribution]:
    doc = parse(sentence)
    return attributions(doc, mentions(reading([doc]), GAZETTEER, LEXICON), LEXICON)


def over(sentence: str, word: str) -> list[Attribution]:
    """Return the attributions that cover a word, the widest first."""
    at = next(token.i for token in parse(sentence) if token.text == word)
    return [attribution for attribution in found(sentence) if at in attribution.covered]


def claimants(attribution: Attribution) -> list[str]:
    return [mention.actor.id for mention in attribution.claimants if mention.actor is not None]


def relays(attribution: Attribution) -> list[str]:
    return [mention.actor.id for mention in attribution.relays if mention.actor is not None]


@pytest.mark.parametrize(
    ("sentence", "claimant", "cue", "modality"),
    [
        ("NIS said that Russia attacked Kyiv.", NIS, "said", "asserted"),
        ("Russia attacked Kyiv, NIS said.", NIS, "said", "asserted"),
        ("According to NIS, Russia attacked Kyiv.", NIS, "According to", "asserted"),
        ("A report by NIS said that Russia attacked Kyiv.", NIS, "said", "asserted"),
        ("South Korea's spy agency said that Russia attacked Kyiv.", NIS, "said", "asserted"),
        ("Russia attacked Kyiv, a claim supported by NIS.", NIS, "claim", "asserted"),
        (
            "Ukraine's claim that Russia attacked Kyiv was wrong.",
            "country/UKR",
            "claim",
            "alleged",
        ),
        (
            '"Russia attacked Kyiv," Zelensky said. "It killed soldiers."',
            "person/volodymyr-zelensky",
            "said",
            "asserted",
        ),
    ],
)
def test_source(sentence: str, claimant: str, cue: str, modality: Modality) -> None:
    (source,) = over(sentence, "attacked")
    assert (claimants(source), relays(source)) == ([claimant], [])
    assert (source.cue_text, source.modality, source.denies) == (cue, modality, False)


@pytest.mark.parametrize(
    ("sentence", "word", "claimant", "modality"),
    [
        ("NIS estimated that 600 soldiers were killed.", "killed", NIS, "estimated"),
        ("NIS estimates say 600 soldiers were killed.", "killed", NIS, "estimated"),
        ("Seoul accused Russia of attacking Kyiv.", "attacking", "government/KOR", "alleged"),
    ],
)
def test_how_sure_the_source_is(
    sentence: str, word: str, claimant: str, modality: Modality
) -> None:
    (source,) = over(sentence, word)
    assert (claimants(source), source.modality) == ([claimant], modality)


def test_nobody_says_what_is_believed() -> None:
    (source,) = over("Russia is believed to have attacked Kyiv.", "attacked")
    assert (source.claimants, source.relays, source.modality) == ((), (), "estimated")


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Moscow denied that Russia attacked Kyiv.", "attacked"),
        ("Moscow denied attacking Kyiv.", "attacking"),
    ],
)
def test_denial(sentence: str, word: str) -> None:
    (source,) = over(sentence, word)
    assert (claimants(source), source.denies) == (["government/RUS"], True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia attacked Kyiv.",
        "Moscow has not confirmed that Russia attacked Kyiv.",
        "Zelensky said he met Putin.",
    ],
)
def test_no_source(sentence: str) -> None:
    assert over(sentence, sentence.rstrip(".").split()[0]) == []


def test_a_source_that_confirms_nothing_says_nothing() -> None:
    assert found("Moscow has not confirmed that Russia attacked Kyiv.") == []


def test_who_cites_passes_on() -> None:
    wide, near = over("Yonhap cited NIS as saying that Russia attacked Kyiv.", "attacked")
    assert (claimants(wide), relays(wide)) == ([NIS], [YONHAP])
    assert (claimants(near), relays(near)) == ([NIS], [])


def test_who_is_named_as_the_source_of_a_quotation_passes_on() -> None:
    sources = over("Russia attacked Kyiv, NIS said, as quoted by Yonhap.", "attacked")
    assert ([], [YONHAP]) in [(claimants(one), relays(one)) for one in sources]
    assert ([NIS], []) in [(claimants(one), relays(one)) for one in sources]


@pytest.mark.parametrize(
    "sentence",
    [
        "Zelensky told NIS that Kim said that Russia attacked Kyiv.",
        "Kim said Russia attacked Kyiv, Zelensky told NIS.",
    ],
)
def test_nested_reports_come_widest_first(sentence: str) -> None:
    outer, inner = over(sentence, "attacked")
    assert claimants(outer) == ["person/volodymyr-zelensky"]
    assert [texts([mention.head]) for mention in inner.claimants] == [["Kim"]]
    assert inner.covered < outer.covered


def test_hearers_are_no_claimants() -> None:
    sources = found("Zelensky told NIS that Kim said that Russia attacked Kyiv.")
    assert NIS not in {claimant for source in sources for claimant in claimants(source)}


def test_a_quotation_goes_on_after_its_source() -> None:
    (source,) = over('"Russia attacked Kyiv," Zelensky said. "It killed soldiers."', "killed")
    assert claimants(source) == ["person/volodymyr-zelensky"]


@pytest.mark.parametrize(
    ("sentence", "covered"),
    [
        ("NIS said that Russia attacked Kyiv.", "that Russia attacked Kyiv"),
        ("Russia attacked Kyiv, NIS said.", "Russia attacked Kyiv"),
        ("Moscow denied attacking Kyiv.", "attacking Kyiv"),
    ],
)
def test_what_a_source_says(sentence: str, covered: str) -> None:
    doc = parse(sentence)
    (source,) = found(sentence)
    assert " ".join(doc[i].text for i in sorted(source.covered)) == covered
