from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nkgraph import lexicon
from nkgraph.mending import mend

Row = tuple[str, str, str, str, int]
WORDS = lexicon.load().sources

PASSED: list[Row] = [
    ("The", "DT", "DET", "det", 1),
    ("number", "NN", "NOUN", "nsubj", 4),
    ("of", "IN", "ADP", "prep", 1),
    ("soldiers", "NNS", "NOUN", "pobj", 2),
    ("killed", "VBD", "VERB", "ROOT", 4),
    ("in", "IN", "ADP", "prep", 4),
    ("Bamako", "NNP", "PROPN", "pobj", 5),
    ("has", "VBZ", "AUX", "aux", 8),
    ("passed", "VBN", "VERB", "dep", 4),
    ("90", "CD", "NUM", "dobj", 8),
    (".", ".", "PUNCT", "punct", 4),
]
SAID: list[Row] = [
    ("soldiers", "NNS", "NOUN", "nsubj", 1),
    ("fired", "VBD", "VERB", "ROOT", 1),
    ("and", "CC", "CCONJ", "cc", 1),
    ("fled", "VBD", "VERB", "conj", 1),
]
REPORTS: list[Row] = [
    ("Intelligence", "NN", "NOUN", "compound", 1),
    ("reports", "VBZ", "VERB", "nsubj", 2),
    ("say", "VBP", "VERB", "ROOT", 2),
    ("so", "RB", "ADV", "advmod", 2),
]

FIRED: list[Row] = [
    ("Rebels", "NNS", "NOUN", "nsubj", 1),
    ("shelled", "VBD", "VERB", "ROOT", 1),
    ("Tumbuktu", "NNP", "PROPN", "dobj", 1),
    (",", ",", "PUNCT", "punct", 2),
    ("Mali", "NNP", "PROPN", "poss", 6),
    ("'s", "POS", "PART", "case", 4),
    ("radio", "NN", "NOUN", "appos", 2),
    ("said", "VBD", "VERB", "conj", 1),
    (",", ",", "PUNCT", "punct", 7),
    ("killing", "VBG", "VERB", "advcl", 7),
    ("two", "CD", "NUM", "dobj", 9),
    (".", ".", "PUNCT", "punct", 1),
]
CITING: list[Row] = [
    *FIRED[:9],
    ("citing", "VBG", "VERB", "advcl", 1),
    ("doctors", "NNS", "NOUN", "dobj", 9),
    FIRED[-1],
]
AND_SAID: list[Row] = [
    ("Rebels", "NNS", "NOUN", "nsubj", 1),
    ("left", "VBD", "VERB", "ROOT", 1),
    (",", ",", "PUNCT", "punct", 1),
    ("and", "CC", "CCONJ", "cc", 1),
    ("he", "PRP", "PRON", "nsubj", 5),
    ("said", "VBD", "VERB", "conj", 1),
    ("so", "RB", "ADV", "advmod", 5),
]


def parsed(rows: list[Row]) -> Doc:
    words, tags, pos, deps, heads = (list(column) for column in zip(*rows, strict=True))
    return Doc(Vocab(), words=words, tags=tags, pos=pos, deps=deps, heads=heads)


@pytest.mark.parametrize(
    ("rows", "changed"),
    [
        (PASSED, {1: ("nsubj", 8), 4: ("acl", 3), 8: ("ROOT", 8), 10: ("punct", 8)}),
        (SAID, {}),
        (REPORTS, {}),
        (
            FIRED,
            {1: ("ccomp", 7), 6: ("nsubj", 7), 7: ("ROOT", 7), 9: ("advcl", 1)},
        ),
        (
            CITING,
            {1: ("ccomp", 7), 6: ("nsubj", 7), 7: ("ROOT", 7), 9: ("advcl", 7)},
        ),
        (AND_SAID, {}),
    ],
)
def test_what_is_misread_is_mended(rows: list[Row], changed: dict[int, tuple[str, int]]) -> None:
    doc = parsed(rows)
    mend(doc, WORDS.closing, WORDS.accompanying)
    found = {token.i: (token.dep_, token.head.i) for token in doc}
    assert found == {i: row[3:] for i, row in enumerate(rows)} | changed
    assert len(list(doc.sents)) == 1


def test_a_plural_before_a_verb_is_a_noun() -> None:
    doc = parsed(REPORTS)
    mend(doc, WORDS.closing, WORDS.accompanying)
    assert (doc[1].tag_, doc[1].pos_) == ("NNS", "NOUN")
