from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.docs import parse, plain

from nkgraph import lexicon
from nkgraph.extract.figures import Numeral, numerals

LEXICON = lexicon.load()
ONES = (  # noqa: SIM905 - words read best as words
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NEUTRAL = st.lists(
    st.sampled_from(
        ["officials", "say", "about", "nearly", "that", "in", "Kursk", ",", '"', "the"]
    ),
    max_size=4,
)
NUMBERS = (
    st.integers(min_value=2, max_value=1899)  # a bare 1900 to 2099 is a year
    | st.integers(min_value=2100, max_value=10**9 - 1)
    | st.integers(min_value=21, max_value=9_999).map(lambda tens: tens * 100)
    | st.integers(min_value=1, max_value=9_999).map(lambda tenths: tenths * 100_000)
)


def read(text: str) -> list[Numeral]:
    return numerals(plain(text), LEXICON)


def covered(numeral: Numeral) -> str:
    text: str = numeral.first.doc[numeral.first.i : numeral.last.i + 1].text
    return text


def in_words(number: int) -> str:
    """Return an English spelling of a number below a billion, hyphens and "and" included."""
    for scale, name in ((10**6, "million"), (1000, "thousand")):
        if number >= scale:
            rest = f" {in_words(number % scale)}" if number % scale else ""
            return f"{in_words(number // scale)} {name}{rest}"
    if number >= 100:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{ONES[number // 100]} hundred{rest}"
    if number >= 20:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


def spellings(number: int) -> list[str]:
    """Return ways to write a number that all read as it."""
    found = [str(number), f"{number:,}", in_words(number)]
    for scale, name, letters in ((1000, "thousand", "k"), (10**6, "million", "mn")):
        if number % (scale // 10) == 0 and number >= scale:
            short = f"{number / scale:.1f}".removesuffix(".0")
            found += [f"{short} {name}", f"{short}{letters}"]
    return found


@pytest.mark.parametrize(
    ("text", "low", "high", "comparator", "words"),
    [
        ("more than 3,000 troops", 3000, 3000, "moreThan", "more than 3,000"),
        ("over 300 killed", 300, 300, "moreThan", "over 300"),
        ("at least 500 soldiers", 500, 500, "atLeast", "at least 500"),
        ("not less than 500 soldiers", 500, 500, "atLeast", "not less than 500"),
        ("600 or more soldiers", 600, 600, "atLeast", "600 or more"),
        ("no more than 30 men", 30, 30, "atMost", "no more than 30"),
        ("as many as 10,000 soldiers", 10000, 10000, "atMost", "as many as 10,000"),
        ("up to 12,000 men", 12000, 12000, "atMost", "up to 12,000"),
        ("fewer than 100 men", 100, 100, "lessThan", "fewer than 100"),
        ("nearly 300 troops", 300, 300, "nearly", "nearly 300"),
        ("just under 300 troops", 300, 300, "nearly", "just under 300"),
        ("some 12000 soldiers", 12000, 12000, "approximately", "some 12000"),
        ("an estimated 5,000 men", 5000, 5000, "approximately", "an estimated 5,000"),
        ("around the 300 men", 300, 300, "approximately", "around the 300"),
        ("4,700 casualties", 4700, 4700, "exactly", "4,700"),
        # ranges
        ("between 300 and 400 men", 300, 400, "between", "between 300 and 400"),
        ("300 to 400 men", 300, 400, "between", "300 to 400"),
        ("300 or 400 men", 300, 400, "between", "300 or 400"),
        ("10,000-12,000 troops", 10000, 12000, "between", "10,000-12,000"),
        ("10,000–12,000 troops", 10000, 12000, "between", "10,000–12,000"),
        ("10 to 12 thousand men", 10000, 12000, "between", "10 to 12 thousand"),
        ("fifty to sixty men", 50, 60, "between", "fifty to sixty"),
        ("at least 1,500-2,000 men", 1500, 2000, "atLeast", "at least 1,500-2,000"),
        ("tens of thousands of troops", 20000, 99999, "between", "tens of thousands"),
        ("dozens of men", 24, 99, "between", "dozens"),
        # words and scales
        ("two dozen soldiers", 24, 24, "exactly", "two dozen"),
        ("a dozen soldiers", 12, 12, "exactly", "a dozen"),
        ("a hundred thousand troops", 100000, 100000, "exactly", "a hundred thousand"),
        ("two hundred and fifty men", 250, 250, "exactly", "two hundred and fifty"),
        ("twenty-five men", 25, 25, "exactly", "twenty-five"),
        ("1.5 million people", 1500000, 1500000, "exactly", "1.5 million"),
        ("3k troops", 3000, 3000, "exactly", "3k"),
        ("half a million people", 500000, 500000, "exactly", "half a million"),
        # ranges that share a scale
        ("5 to 6 million people", 5e6, 6e6, "between", "5 to 6 million"),
        ("100 to 200 thousand men", 100000, 200000, "between", "100 to 200 thousand"),
        ("10 to 12,000 men", 10000, 12000, "between", "10 to 12,000"),
        ("fifty to a hundred men", 50, 100, "between", "fifty to a hundred"),
    ],
)
def test_how_a_number_is_bound(text: str, low: int, high: int, comparator: str, words: str) -> None:
    (found,) = read(text)
    assert (found.low, found.high, found.comparator, covered(found)) == (
        low,
        high,
        comparator,
        words,
    )


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("about $20 million", 20_000_000, "USD"),
        ("$1.2bn", 1_200_000_000, "USD"),
        ("US$300 million", 300_000_000, "USD"),
        ("€45,000", 45_000, "EUR"),
        ("£3 billion", 3_000_000_000, "GBP"),
    ],
)
def test_money(text: str, amount: int, currency: str) -> None:
    (found,) = read(text)
    assert (found.low, found.currency) == (amount, currency)


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 the war went on",
        "the 1950 war",
        "on June 19",
        "on 19 June",
        "Jan. 5",
        "aged 23",
        "155mm shells",
        "the 51st brigade",
        "20 percent of them",
        "20% of them",
        "article 4",
        "a quarter",
        "troops left",
        "1,20",
        "",
    ],
)
def test_what_is_no_count(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2024 troops left Kursk.",
        "In June 2000, soldiers died.",
        "A 40-year-old man was killed.",
        "The 11th corps left Kursk.",
        "Russia lost 20 percent of its soldiers.",
        "On December 26 a soldier died.",
        "He was the second soldier captured by Ukraine.",
        "Three days later, troops left.",
        "Article 4 of the treaty binds Russia.",
    ],
)
def test_no_count_in_a_parse(sentence: str) -> None:
    assert numerals(parse(sentence), LEXICON) == []


@pytest.mark.parametrize(
    ("sentence", "low", "counted"),
    [
        ("NIS said more than 3,000 North Korean soldiers were killed.", 3000, "soldiers"),
        ("About 600 of the soldiers died.", 600, "soldiers"),
        ("Thousands of troops were sent to Russia.", 2000, "troops"),
        ("The 2,000 soldiers left.", 2000, "soldiers"),
        ("Between 300 and 400 people were wounded.", 300, "people"),
        ("The army captured two villages.", 2, "villages"),
        ("At least two dozen civilians were injured.", 24, "civilians"),
        ("They reported 600 deaths.", 600, "deaths"),
        ("Some 1,950 soldiers died.", 1950, "soldiers"),
        ("Russia paid 20 million dollars.", 20_000_000, "dollars"),
    ],
)
def test_what_is_counted(sentence: str, low: int, counted: str) -> None:
    (found,) = numerals(parse(sentence), LEXICON)
    assert found.counted is not None
    assert (found.low, found.counted.text) == (low, counted)


def test_money_in_words() -> None:
    (paid,) = numerals(parse("Russia paid 20 million dollars."), LEXICON)
    assert paid.currency == "USD"


def test_counts_come_in_the_order_of_the_text() -> None:
    found = read("two men and three women fled with $40")
    assert [numeral.low for numeral in found] == [2, 3, 40]


@given(number=NUMBERS, data=st.data())
def test_a_number_reads_back_in_any_spelling(number: int, data: st.DataObject) -> None:
    spelled = data.draw(st.sampled_from(spellings(number)))
    (found,) = read(f"{spelled} soldiers")
    assert found.low == found.high == pytest.approx(number)
    assert found.comparator == "exactly"


@given(
    first=NUMBERS,
    second=NUMBERS,
    joint=st.sampled_from([" to ", "-", " or "]),
    ahead=st.sampled_from(["", "between ", "at least ", "$", "from "]),
)
def test_a_range_is_never_upside_down(first: int, second: int, joint: str, ahead: str) -> None:
    found = read(f"{ahead}{first:,}{joint}{second:,} soldiers")
    assert all(numeral.low <= numeral.high for numeral in found)
    assert {first, second} >= {numeral.high for numeral in found}


@given(number=NUMBERS, data=st.data(), before=NEUTRAL, after=NEUTRAL)
def test_words_around_never_change_the_value(
    number: int, data: st.DataObject, before: list[str], after: list[str]
) -> None:
    spelled = data.draw(st.sampled_from(spellings(number)))
    text = " ".join([*before, spelled, "soldiers", *after])
    assert [numeral.low for numeral in read(text)] == [pytest.approx(number)]


@given(text=st.text(max_size=60) | st.text(alphabet="0123456789,.-–$k m", max_size=20))
def test_reads_any_text(text: str) -> None:
    doc = plain(text)
    for numeral in numerals(doc, LEXICON):
        assert 0 <= numeral.first.i <= numeral.last.i < len(doc)
        assert numeral.low >= 0
