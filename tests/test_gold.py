from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest
from tests.eval import corpora, gate, gold

from nkgraph import ontology
from nkgraph.model import Comparator, Modality, Polarity, Quantity

PATH = corpora.EXAMPLES / "gold.jsonl"
GOLDS = gold.read(PATH)
TEXTS = {
    path.name: path.read_bytes().decode("utf-8")
    for path in sorted((corpora.EXAMPLES / "articles").iterdir())
}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_quote_is_its_slice_of_the_file(name: str) -> None:
    golds = [one for one in GOLDS if one.group == name]
    assert any(one.core for one in golds)
    for one in golds:
        assert one.span is not None
        assert one.span.of(TEXTS[name]) == one.quote, f"{one.key}: move its start and end"


def test_no_claim_of_an_article_that_is_not_there() -> None:
    assert {one.group for one in GOLDS} == TEXTS.keys()


def test_ids_are_unique_and_claims_in_order() -> None:
    assert [key for key, times in Counter(one.key for one in GOLDS).items() if times > 1] == []
    places = [(one.group, one.span) for one in GOLDS if one.span]
    assert places == sorted(places, key=lambda place: (place[0], place[1].start))


def test_words_are_those_of_the_ontology() -> None:
    known = ontology.load()
    for one in GOLDS:
        assert one.type in known.superclasses, one.key
        assert one.roles.keys() <= set(known.roles[one.type]), one.key
        assert set(one.modality) <= set(get_args(Modality)), one.key
        assert one.polarity in get_args(Polarity), one.key
        if one.figure:
            assert one.figure.quantity in get_args(Quantity), one.key
            assert one.figure.comparator in get_args(Comparator), one.key
            assert one.figure.low <= one.figure.high, one.key


@pytest.mark.model
def test_no_figure_is_worse_than_pinned() -> None:
    change = gate.compare(
        "examples", gate.load(corpora.BASELINE)["examples"], corpora.pinned("examples")
    )
    assert not change.worse, "\n".join(["see `make eval`", *change.worse, *change.lost])
