from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.extract.docs import parse, reading, table, tables, word

from nkgraph import gazetteer, language, lexicon
from nkgraph.extract.mention import Mention, Mentions, core
from nkgraph.extract.mentions import mentions
from nkgraph.model import Article

if TYPE_CHECKING:
    from spacy.language import Language

GAZETTEER = gazetteer.load()
LEXICON = lexicon.load()


def found(*sentences: str) -> Mentions:
    """Return the mentions of an article with one sentence a paragraph."""
    docs = [parse(sentence) for sentence in sentences]
    return mentions(reading(docs), GAZETTEER, LEXICON)


def of(known: Mentions, text: str) -> Mention:
    """Return the last mention with a head of that spelling."""
    return [mention for mention in known if mention.head.text == text][-1]


def actor(mention: Mention) -> str | None:
    return mention.actor.id if mention.actor is not None else None


@pytest.mark.parametrize(
    ("sentence", "head", "wanted", "place", "country"),
    [
        # a seat of government is both; the role that it fills decides
        ("Seoul warned Moscow.", "Seoul", "government/KOR", "place/seoul", "KOR"),
        ("Officials met in Seoul.", "Seoul", "government/KOR", "place/seoul", "KOR"),
        ("They retreated out of Gaza.", "Gaza", None, "place/gaza-strip", "PSE"),
        ("North Koreans died in Kursk.", "Koreans", "group/people-prk", None, "PRK"),
        ("North Koreans died in Kursk.", "Kursk", None, "place/kursk-oblast", "RUS"),
        ("NIS said that Russia attacked Kyiv.", "Russia", "country/RUS", "country/RUS", "RUS"),
        ("NIS said that Russia attacked Kyiv.", "NIS", "organization/nis", None, "KOR"),
        ("Kim Jong Un met Putin.", "Un", "person/kim-jong-un", None, "PRK"),
        ("Kim Jong Un met Putin.", "Putin", "person/vladimir-putin", None, "RUS"),
        # described relative to a state
        (
            "South Korea's spy agency said that Russia attacked Kyiv.",
            "agency",
            "organization/nis",
            None,
            "KOR",
        ),
        ("Three days later, troops left.", "days", None, None, None),
    ],
)
def test_known(
    sentence: str, head: str, wanted: str | None, place: str | None, country: str | None
) -> None:
    mention = of(found(sentence), head)
    where = mention.place.id if mention.place is not None else None
    assert (actor(mention), where, mention.country) == (wanted, place, country)


@pytest.mark.parametrize(
    ("sentence", "head", "kind", "label", "country"),
    [
        ("North Korean soldiers fled.", "soldiers", "group", "North Korean soldiers", "PRK"),
        ("Ukrainian forces captured the town.", "forces", "group", "Ukrainian forces", "UKR"),
        ("Officials met in Seoul.", "Officials", "group", "officials", None),
        ("Jane Marlow left Kursk.", "Marlow", "person", "Jane Marlow", None),
        ("Moscow gave Pyongyang missiles.", "missiles", "weapon", "missiles", None),
        ("Russia and North Korea signed a treaty.", "treaty", "agreement", "treaty", None),
    ],
)
def test_described(sentence: str, head: str, kind: str, label: str, country: str | None) -> None:
    made = of(found(sentence), head).actor
    assert made is not None
    assert (made.kind, made.label, made.country, made.known) == (kind, label, country, False)


def test_equal_words_make_equal_actors() -> None:
    one = of(found("North Korean soldiers fled."), "soldiers")
    other = of(found("North Korean soldiers were killed in Kursk by Ukraine."), "soldiers")
    assert one.actor == other.actor


@pytest.mark.parametrize(
    ("sentences", "head", "wanted"),
    [
        # pronouns
        (("Zelensky said he met Putin.",), "he", "Zelensky"),
        (("Pyongyang said it sent troops.",), "it", "Pyongyang"),
        (("North Korean soldiers fled.", "They retreated out of Gaza."), "They", "soldiers"),
        # definite phrases
        (("North Korean soldiers fled.", "The soldiers fled."), "soldiers", "Korean soldiers"),
        (("NIS said that Russia attacked Kyiv.", "The agency confirmed it."), "agency", "NIS"),
        # short forms
        (("Kim Jong Un met Putin.", "Kim met Putin and sent troops."), "Kim", "Un"),
    ],
)
def test_who_is_meant(sentences: tuple[str, ...], head: str, wanted: str) -> None:
    known = found(*sentences)
    first = next(m for m in known if m.head.text == wanted.rsplit(maxsplit=1)[-1])
    assert first.actor is not None
    assert of(known, head).actor == first.actor


@pytest.mark.parametrize(
    ("sentences", "head"),
    [
        (("They retreated out of Gaza.",), "They"),
        (("Russia and North Korea signed a treaty.", "The treaty binds them."), "them"),
        (("The agency confirmed it.",), "agency"),
    ],
)
def test_nobody_is_meant(sentences: tuple[str, ...], head: str) -> None:
    assert of(found(*sentences), head).actor is None


def test_the_words_of_a_mention_leave_articles_outside_the_first() -> None:
    known = found("The soldiers fled.", "North Korean soldiers fled.")
    mention = of(known, "soldiers")
    assert mention.text == "North Korean soldiers"
    assert (mention.span.start, mention.span.end) == (19, 40)


def test_mentions_come_in_the_order_of_the_text() -> None:
    heads = [mention.head.text for mention in found("Seoul warned Moscow.", "The soldiers fled.")]
    assert heads == ["Seoul", "Moscow", "soldiers"]


@pytest.mark.parametrize(
    ("sentence", "token", "inner"),
    [
        ("Thousands of troops left.", "Thousands", "troops"),
        ("One of the men died.", "One", "men"),
        ("About 600 of the soldiers died.", "600", "soldiers"),
        ("The soldiers who attacked Kursk fled.", "who", "soldiers"),
        ("The soldiers fled.", "soldiers", "soldiers"),
    ],
)
def test_core(sentence: str, token: str, inner: str) -> None:
    assert core(word(parse(sentence), token)).text == inner


def test_a_mention_is_found_through_its_measure() -> None:
    doc = parse("Thousands of troops left.")
    known = mentions(reading([doc]), GAZETTEER, LEXICON)
    mention = known.of(word(doc, "Thousands"))
    assert mention is not None
    assert mention.head.text == "troops"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def read(text: str, nlp: Language) -> Mentions:
    article = Article(source="made.txt", text=text, sha256="0" * 64)
    (parsed,) = language.readings([article], nlp)
    return mentions(parsed, GAZETTEER, LEXICON)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "head", "wanted"),
    [
        (
            "Volodymyr Zelensky spoke on Sunday.\n\nHe said that Russia had attacked Kyiv.",
            "He",
            "person/volodymyr-zelensky",
        ),
        (
            "South Korea's spy agency briefed lawmakers.\n\nThe agency said that troops had left.",
            "agency",
            "organization/nis",
        ),
        (
            "Kim Jong Un met Vladimir Putin in Pyongyang.\n\nPutin then left the city.",
            "Putin",
            "person/vladimir-putin",
        ),
        ("Talks were held in Seoul, and Moscow protested.", "Moscow", "government/RUS"),
    ],
)
def test_with_the_real_parser(nlp: Language, text: str, head: str, wanted: str) -> None:
    assert actor(of(read(text, nlp), head)) == wanted


@pytest.mark.model
def test_troops_go_on_being_whose_they_were(nlp: Language) -> None:
    text = "North Korean soldiers arrived in Kursk.\n\nThese troops were sent to the front."
    assert of(read(text, nlp), "troops").country == "PRK"


@pytest.mark.model
def test_offsets_are_those_of_the_article(nlp: Language) -> None:
    text = "# Ferries\n\nSEOUL (Made Up) -- “North Korean” soldiers met Kim Jong Un.\n"
    for mention in read(text, nlp):
        assert mention.span.of(text).replace("“", '"').replace("”", '"') == mention.text


@pytest.mark.model
def test_the_parser_still_writes_what_the_tables_say(nlp: Language) -> None:
    told = {text: row for text, row in tables().items() if not text.startswith("!")}
    same = [text for text, row in told.items() if table(nlp(text)) == row]
    assert len(same) >= 0.9 * len(told)
