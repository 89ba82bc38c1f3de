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

from nkgraph import frames, gazetteer, language, lexicon
from nkgraph.articles import Failure, read
from nkgraph.extract import Knowledge, extract
from nkgraph.model import Article
from nkgraph.prefilter import Prefilter

if TYPE_CHECKING:
    from collections.abc import Sequence

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


@pytest.mark.model
@pytest.mark.slow
def test_no_claim_is_lost_by_what_is_not_read() -> None:
    nlp = language.load()
    knowledge = Knowledge(gazetteer=gazetteer.load(), lexicon=lexicon.load(), frames=frames.load())
    every = [extract(r, knowledge) for r in language.readings(articles(), nlp)]
    chosen = [extract(r, knowledge) for r in language.readings(articles(), nlp, inflecting())]
    assert [f.claims for f in chosen] == [f.claims for f in every]
    assert sum(len(f.claims) for f in every) > 400
