"""What people decide: read, applied, undone; whatever the order of articles and decisions."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from tests.saying import built, digest, ids, lines, person, speakers, telling, verdicts

from nkgraph.corpus import Corpus
from nkgraph.curation import Curation, parse
from nkgraph.errors import CurationError
from nkgraph.validate import violations

if TYPE_CHECKING:
    from nkgraph.model import Findings

LEE = "person/lee-seong-kweun"
LI = person("Li Song Kwun")
HAN = person("Han Bo-ra")
HAN_BARE = person("Hán Bo Ra")
BORA = person("Bora Han", None)
ANN = person("Ann Example", "USA")

ONE = telling("one.txt", 1200, LI, HAN)
TWO = telling("two.txt", 1200, HAN_BARE, ANN, published="2025-01-15")
THREE = telling("three.txt", 4100, BORA, LI, published="2025-03-02")
ALL = (ONE, TWO, THREE)
CLAIM = ids(ONE)[0]

BAD = [
    ("2026-03-01 ana merge person/a person/b", "no reason is given"),
    ("2026-03-01 ana merge person/a person/b -- ", "no reason is given"),
    ("ana merge -- why", "too short"),
    ("yesterday ana merge person/a person/b -- why", "'yesterday' is no date"),
    ("2026-03-01 ana marry person/a person/b -- why", "'marry' is no verb"),
    ("2026-03-01 ana merge person/a -- why", "takes two actors"),
    ("2026-03-01 ana merge person/a person/a -- why", "both are person/a"),
    ("2026-03-01 ana merge claim/1 Lee -- why", "by ids like person/"),
    ("2026-03-01 ana join claim/0123456789abcdef person/a -- why", "by ids like claim/"),
    ("2026-03-01 ana reject person/a -- why", "takes a claim or a link"),
    (f"2026-03-01 ana reject {CLAIM} modality=planned -- why", "goes with 'correct'"),
    (f"2026-03-01 ana correct {CLAIM} -- why", "goes with 'correct'"),
    (f"2026-03-01 ana correct {CLAIM} mood=glad -- why", "a claim has no 'mood'"),
    (f"2026-03-01 ana correct {CLAIM} modality=sure -- why", "'sure' is no modality"),
    (f"2026-03-01 ana correct {CLAIM} low=many -- why", "'many' is no number"),
    (f"2026-03-01 ana correct {CLAIM} time=soon -- why", "write 2025-03-01"),
    (f"2026-03-01 ana correct {CLAIM} 'scope=a b -- why", "quote values"),
]


@pytest.mark.parametrize(("line", "message"), BAD)
def test_a_bad_line_is_named_with_its_cure(line: str, message: str) -> None:
    with pytest.raises(CurationError, match=r"curation\.txt, line 3: ") as raised:
        parse(f"# decisions\n\n{line}\n")
    assert message in str(raised.value)


def test_a_line_is_written_as_it_is_read() -> None:
    text = f"2026-03-01 ana correct {CLAIM} 'scope=in one week' low=3000 -- as the video has it"
    assert parse(text).decisions[0].line() == text


def test_spellings_that_differ_in_accents_alone_are_one_actor() -> None:
    store = built(ALL)
    assert speakers(store).count(HAN.id) + speakers(store).count(HAN_BARE.id) == 1
    pair = (min(HAN.id, HAN_BARE.id), max(HAN.id, HAN_BARE.id))
    verdict, reason = verdicts(store)[pair]
    assert (verdict, "differ only in accents" in reason) == ("same", True)


def test_what_is_unsure_stays_apart_and_says_why() -> None:
    store = built(ALL)
    verdict, reason = verdicts(store)[LEE, LI.id]
    assert verdict == "unsure"
    assert "romanised alike (Korean)" in reason
    assert "both of South Korea" in reason
    assert LI.id in speakers(store)


def test_the_graph_meets_its_shapes() -> None:
    store = built(ALL, lines(f"merge {LI.id} {LEE}", f"correct {CLAIM} modality=planned"))
    assert violations(store) == ()


DECISIONS = {
    "nothing": lines(),
    "merge": lines(f"merge {LI.id} {LEE}"),
    "merge into an article's": lines(f"merge {BORA.id} {HAN.id}"),
    "merge a known one away": lines(f"merge {LEE} {LI.id}"),
    "chain": lines(f"merge {BORA.id} {HAN.id}", f"merge {HAN.id} {LEE}", f"merge {LEE} {ANN.id}"),
    "chain that would close": lines(f"merge {HAN.id} {LI.id}", f"merge {LI.id} {HAN.id}"),
    "differ": lines(f"differ {HAN.id} {HAN_BARE.id}"),
    "merge, then differ": lines(f"merge {LI.id} {LEE}", f"differ {LEE} {LI.id}"),
    "join": lines(f"join {ids(ONE)[0]} {ids(THREE)[0]}"),
    "split": lines(f"split {ids(ONE)[0]} {ids(TWO)[0]}"),
    "reject": lines(f"reject {CLAIM}"),
    "correct": lines(f"correct {CLAIM} claimant={BORA.id} modality=planned low=1300"),
    "several": lines(
        f"merge {LI.id} {LEE}", f"correct {ids(THREE)[1]} agent={LI.id},{ANN.id}", f"reject {CLAIM}"
    ),
}


@pytest.mark.parametrize("decided", DECISIONS.values(), ids=DECISIONS.keys())
def test_order_of_articles_and_decisions_makes_no_difference(decided: Curation) -> None:
    wanted = digest(built(ALL, decided))
    assert digest(built(ALL[::-1], decided)) == wanted
    store = built((ALL[1], ALL[0]))
    corpus = Corpus(store, decided)
    corpus.curate()
    corpus.add(ALL[2])
    assert digest(store) == wanted


def test_every_order_gives_one_graph() -> None:
    decided = DECISIONS["several"]
    assert len({digest(built(order, decided)) for order in permutations(ALL)}) == 1


@pytest.mark.parametrize("decided", DECISIONS.values(), ids=DECISIONS.keys())
def test_forgetting_leaves_what_the_others_give(decided: Curation) -> None:
    store = built(ALL, decided)
    wanted = digest(store)
    corpus = Corpus(store, decided)
    for gone in ALL:
        corpus.remove(iri(gone))
        assert digest(store) == digest(built([one for one in ALL if one != gone], decided))
        corpus.add(gone)
        assert digest(store) == wanted


@pytest.mark.parametrize("decided", DECISIONS.values(), ids=DECISIONS.keys())
def test_the_hash_returns_when_decisions_are_taken_back(decided: Curation) -> None:
    store = built(ALL)
    before = digest(store)
    assert Corpus(store, decided).curate() == bool(decided.decisions)
    assert (digest(store) != before) == bool(decided.decisions)
    Corpus(store, Curation()).curate()
    assert digest(store) == before


def iri(findings: Findings) -> str:
    from nkgraph.identify import article_iri

    return article_iri(findings.article).value


def test_a_merger_joins_in_claims_and_appearances() -> None:
    store = built(ALL, lines(f"merge {LI.id} {LEE}"))
    assert LI.id not in speakers(store)
    assert LEE in speakers(store)
    named = store.select("SELECT ?name { ?a nk:actor id:person\\/lee-seong-kweun ; nk:name ?name }")
    assert {getattr(row["name"], "value", "") for row in named} == {"Li Song Kwun"}
    assert verdicts(store)[LEE, LI.id] == ("same", "for a reason (ana, 2026-03-01)")


def test_who_was_told_apart_stays_apart() -> None:
    store = built(ALL, lines(f"differ {HAN.id} {HAN_BARE.id}"))
    assert {HAN.id, HAN_BARE.id} <= set(speakers(store))


def test_a_chain_of_mergers_is_followed_to_its_end() -> None:
    chain = lines(f"merge {BORA.id} {HAN.id}", f"merge {HAN.id} {LEE}")
    assert set(speakers(built(ALL, chain))) == {LEE, LI.id, ANN.id}


def test_a_decision_on_who_is_not_there_rests_until_an_article_names_them() -> None:
    decided = lines(f"merge {LI.id} {ANN.id}")
    store = built([ONE], decided)
    assert LI.id in speakers(store)
    Corpus(store, decided).add(TWO)
    assert LI.id not in speakers(store)
    Corpus(store, decided).remove(iri(TWO))
    assert LI.id in speakers(store)


def test_a_correction_keeps_the_claims_id() -> None:
    store = built(ALL, lines(f"correct {CLAIM} modality=planned time=2025-02"))
    (row,) = store.select(f"SELECT ?m ?t {{ <{BASE}{CLAIM}> nk:modality ?m ; nk:time ?t }}")
    values = [getattr(row[name], "value", "").rpartition("#")[2] for name in ("m", "t")]
    assert values == ["planned", "2025-02"]


def test_a_rejected_link_is_left_out_and_comes_back() -> None:
    link = "SELECT ?l ?k { ?l a nk:Link ; rdf:predicate ?k }"
    store = built(ALL)
    found = sorted(getattr(row["l"], "value", "") for row in store.select(link))
    assert found
    decided = lines(f"reject {found[0].removeprefix(BASE)}")
    before = digest(store)
    Corpus(store, decided).curate()
    assert found[0] not in {getattr(row["l"], "value", "") for row in store.select(link)}
    Corpus(store).curate()
    assert digest(store) == before


BASE = "https://w3id.org/nkgraph/id/"


def test_after_a_crash_decisions_are_applied_again() -> None:
    store = built(ALL, lines(f"merge {LI.id} {LEE}"))
    wanted = digest(store)
    store.readings.recover(store._rdf)  # noqa: SLF001 - what opening does after a crash
    assert store.readings.curated() == ""
    Corpus(store, lines(f"merge {LI.id} {LEE}")).curate()
    assert digest(store) == wanted
