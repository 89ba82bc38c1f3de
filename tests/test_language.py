"""Annotations are spaCy's own, and findings the same by whatever number of processes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.eval import corpora

from nkgraph import language
from nkgraph.annotation import Annotator, asked_words
from nkgraph.articles import Failure, read
from nkgraph.errors import ModelError
from nkgraph.pipeline import Extractor

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from nkgraph.model import Article


def annotated(doc: Doc) -> list[tuple[object, ...]]:
    names = ("text", "lemma_", "pos_", "tag_", "dep_", "is_sent_start", "ent_type_", "ent_iob_")
    return [(*(getattr(t, name) for name in names), str(t.morph), t.head.i) for t in doc]


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ({"TAG": "NN"}, []),
        ({"LOWER": "got", "TAG": "VBD"}, ["got"]),
        ({"LOWER": {"IN": ["do", "did"]}}, ["do", "did"]),
        ({"LOWER": {"REGEX": "^n"}}, None),
        ({"ORTH": {"NOT_IN": ["a"]}}, None),
    ],
)
def test_words_that_a_pattern_asks_for(token: dict[str, object], words: list[str] | None) -> None:
    assert asked_words(token) == words


@pytest.mark.model
def test_annotations_are_those_of_the_plain_pipeline() -> None:
    nlp = language.load()
    texts = [case.text for case in corpora.all_cases()][::3]
    texts += ["", " ", "Two  blanks \n and a line", "nothin' gets done; it's been there's"]
    docs = [nlp.make_doc(text) for text in texts]
    annotator = Annotator(nlp)
    annotator.parse(docs)
    annotator.name(docs)
    for doc, plain in zip(docs, nlp.pipe(texts), strict=True):
        assert annotated(doc) == annotated(plain)


@pytest.mark.model
def test_names_come_after_the_parse_alone() -> None:
    nlp = language.load()
    doc = nlp.make_doc("Emmanuel Macron flew to Berlin on Friday.")
    annotator = Annotator(nlp)
    annotator.parse([doc])
    assert not doc.ents
    assert doc[2].pos_ == "VERB"
    annotator.name([doc])
    assert [entity.label_ for entity in doc.ents][:2] == ["PERSON", "GPE"]


def test_fewer_than_one_worker_is_refused() -> None:
    with pytest.raises(ValueError, match="workers must be 1 or more, not 0"):
        Extractor(workers=0)


def examples() -> list[Article]:
    found = list(read([str(Path(corpora.EXAMPLES / "articles"))]))
    return [one for one in found if not isinstance(one, Failure)]


@pytest.mark.model
@pytest.mark.slow
def test_two_processes_find_the_same_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nkgraph.pipeline._CHUNK", 2_000)  # several chunks each
    articles = examples()
    alone = list(Extractor().findings(articles))
    assert list(Extractor(workers=2).findings(articles)) == alone
    assert [findings.article for findings in alone] == articles


@pytest.mark.parametrize(
    ("model", "cure"),
    [
        ("en_core_web_trf", "not installed; python -m spacy download en_core_web_trf"),
        ("some-model", "python -m spacy info lists"),
        ("no/such/folder", "python -m spacy info lists"),
        (str(corpora.ROOT / "examples"), "cannot be loaded: "),
        ("json", "cannot be loaded: "),
    ],
)
def test_a_model_that_is_not_there_has_its_cure(model: str, cure: str) -> None:
    with pytest.raises(ModelError) as raised:
        language.load(model)
    assert cure in str(raised.value)
