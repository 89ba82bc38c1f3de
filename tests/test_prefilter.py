"""The prefilter drops no block that could yield a claim."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab
from tests.eval import corpora
from tests.extract.docs import make

from nkgraph import frames, gazetteer, language, lexicon
from nkgraph.articles import Failure, read
from nkgraph.extract import Knowledge, drafted, extract
from nkgraph.model import Article
from nkgraph.prefilter import Prefilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nkgraph.extract import Draft
    from nkgraph.extract.event import Event

VOCAB = Vocab()
PLAIN = ["the", "rain", "over", "old", "roofs", "made", "every", "street", "shine", "until", "noon"]


@cache
def prefilter() -> Prefilter:
    """Return one whose words have no other forms: no model is needed."""
    return Prefilter(
        frames.load(), lexicon.load(), gazetteer.load(), lambda word: frozenset({word})
    )


@cache
def inflecting() -> Prefilter:
    forms = language.forms(language.load())
    assert forms is not None
    return Prefilter(frames.load(), lexicon.load(), gazetteer.load(), forms)


def kept(*blocks: Sequence[str]) -> list[bool]:
    return prefilter().to_parse([Doc(VOCAB, words=list(words)) for words in blocks])


def test_words_that_name_no_event_are_dropped() -> None:
    assert kept(PLAIN) == [False]


@given(at=st.integers(0, len(PLAIN)), word=st.sampled_from(["invade", "Massacre", "WITHDRAWAL"]))
@settings(deadline=None)
def test_a_word_that_names_an_event_keeps_its_block(at: int, word: str) -> None:
    assert kept([*PLAIN[:at], word, *PLAIN[at:]]) == [True]


@given(words=st.lists(st.sampled_from([*PLAIN, "carry", "out", "troops", "12", "in", "be"])))
@settings(deadline=None)
def test_more_words_never_drop_a_block(words: list[str]) -> None:
    fewer = kept([*PLAIN, *words])
    assert kept([*PLAIN, *words, "attack"]) >= fewer


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("they carry on", False),
        ("they carry out an airstrike", True),
        ("there are 12 birds in the tree", False),
        ("be 12 troops in the town", True),
        ("be troops in the town", False),
        ("the number of birds", False),
        ("the number is 12", True),
    ],
)
def test_what_a_frame_asks_for_besides_must_be_there(words: str, *, expected: bool) -> None:
    assert kept(words.split()) == [expected]


def test_a_pronoun_may_mean_the_troops_of_another_block() -> None:
    here = ["they", "be", "12", "in", "the", "town"]
    assert kept(here) == [False]
    assert kept(["the", "troops", "came"], here)[1]


def test_context_is_kept_with_what_it_introduces() -> None:
    named = ["Colonel", "Ada", "Quill", *PLAIN]
    assert kept(named, PLAIN, PLAIN, ["Quill", "invade"], PLAIN) == [True, False, True, True, False]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Paul/NNP/nsubj>took took=take/VBD/ROOT the/DT/det>lead lead/NN/dobj>took", False),
        ("Paul/NNP/nsubj>took took=take/VBD/ROOT Kyiv/NNP/dobj>took", True),
        ("Paul/NNP/nsubj>took took=take/VBD/ROOT the/DT/det>town town/NN/dobj>took", True),
        ("Paul/NNP/nsubj>took took=take/VBD/ROOT it/PRP/dobj>took", True),
        ("they/PRP/nsubj>gave gave=give/VBD/ROOT its/PRP$/poss>colour colour/NN/dobj>gave", False),
        ("they/PRP/nsubj>gave gave=give/VBD/ROOT food/NN/dobj>gave", True),
        ("sale/NN/nsubj>rose of/IN/prep>sale milk/NN/pobj>of rose=rise/VBD/ROOT", False),
        ("sale/NN/nsubj>rose of/IN/prep>sale tanks=tank/NNS/pobj>of rose=rise/VBD/ROOT", True),
        ("the/DT/det>supply supply/NN/nsubj>stopped stopped=stop/VBD/ROOT", False),
        ("12/CD/nummod>dead dead/JJ/ROOT", True),
    ],
)
def test_an_article_is_read_where_a_frame_can_fit_a_word(table: str, *, expected: bool) -> None:
    plain = make("rain/NN/nsubj>fell fell=fall/VBD/ROOT")
    assert inflecting().to_read([make(table), plain])[0] == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("struck", "strike"),
        ("fled", "flee"),
        ("withdrew", "withdraw"),
        ("shot", "shoot"),
        ("sent", "send"),
        ("slain", "slay"),
        ("dying", "die"),
        ("'s", "be"),
        ("got", "get"),
        ("casualties", "casualty"),
        ("losses", "loss"),
    ],
)
def test_irregular_forms_lead_to_their_lemma(word: str, lemma: str) -> None:
    forms = language.forms(language.load())
    assert forms is not None
    assert {word, lemma} <= forms(word)


@pytest.mark.model
def test_every_trigger_is_recognised_in_its_regular_forms() -> None:
    forms = language.forms(language.load())
    assert forms is not None
    lemmas = {*frames.load().verbs, *frames.load().nouns}
    missed = {
        form
        for lemma in lemmas
        if lemma.isalpha() and not lemma.endswith(("s", "x", "z", "ch", "sh", "y", "o"))
        for form in (lemma, f"{lemma}s", f"{lemma.removesuffix('e')}ing")
        if lemma not in forms(form)
    }
    doubled = {form for form in missed if form.endswith("ing")}  # no form: "hiting", "bing"
    assert missed == doubled - {"killing"}


def articles() -> list[Article]:
    """Return every case and example, and articles that join cases which are apart otherwise."""
    every = corpora.all_cases()
    texts = [case.text for case in every]
    texts += ["\n\n".join(texts[at : at + 6]) for at in range(0, len(every), 6)]
    made = [Article(source=f"{i}.txt", text=text, sha256="0" * 64) for i, text in enumerate(texts)]
    found = list(read([str(corpora.EXAMPLES / "articles")]))
    return made + [one for one in found if not isinstance(one, Failure)]


class Everything:
    """Lets every block be parsed and read; notes those that the prefilter would read alone."""

    def __init__(self) -> None:
        self.alone: set[str] = set()

    def to_parse(self, docs: Sequence[Doc]) -> list[bool]:
        return [True] * len(docs)

    def to_read(self, docs: Sequence[Doc]) -> list[bool]:
        self.alone |= {doc.text for doc in docs if inflecting().to_read([doc]) == [True]}
        return [True] * len(docs)


@cache
def drafts() -> tuple[list[Draft], set[str]]:
    """Return the drafts of all articles read whole, and the blocks that would be read alone."""
    everything = Everything()
    return [
        drafted(reading, knowledge())
        for reading in language.readings(articles(), language.load(), everything)
    ], everything.alone


@cache
def knowledge() -> Knowledge:
    return Knowledge(gazetteer=gazetteer.load(), lexicon=lexicon.load(), frames=frames.load())


@pytest.mark.model
@pytest.mark.slow
def test_no_claim_is_lost_by_what_is_not_read() -> None:
    every, _ = drafts()
    readings = language.readings(articles(), language.load(), inflecting())
    chosen = [extract(reading, knowledge()) for reading in readings]
    assert [f.claims for f in chosen] == [draft.claims for draft in every]
    assert sum(len(f.claims) for f in chosen) > 400


@pytest.mark.model
@pytest.mark.slow
def test_a_block_with_an_event_is_read_by_itself() -> None:
    every, alone = drafts()
    pairs = [pair for d in every for pair in zip(d.reading.passages, d.events, strict=True)]
    told = {passage.doc.text for passage, found in pairs if any(map(_is_of_its_words, found))}
    assert told - alone == set()
    assert len(told) > 400


def _is_of_its_words(event: Event) -> bool:
    """Tell whether words beside it name an event, not only a total that says how many by now."""
    return event.trigger.token.lemma_.lower() not in lexicon.load().numbers.tallying
