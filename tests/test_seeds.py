from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.eval import corpora, gate

from nkgraph import terms
from nkgraph.articles import read
from nkgraph.corpus import Corpus
from nkgraph.model import Article
from nkgraph.store import Store


@cache
def _seeds() -> Store:
    from nkgraph.pipeline import Extractor

    store = Store.memory()
    corpus = Corpus(store)
    articles = read([str(corpora.SETS["seeds"].articles)])
    for findings in Extractor().findings(one for one in articles if isinstance(one, Article)):
        corpus.add(findings)
    return store


@pytest.mark.model
@pytest.mark.parametrize("name", ["seeds", "more"])
def test_no_figure_is_worse_than_pinned(name: str) -> None:
    if name not in corpora.present():
        pytest.skip(f"{corpora.SETS[name].articles} is not here")
    change = gate.compare(name, gate.load(corpora.BASELINE)[name], corpora.pinned(name))
    assert not change.worse, "\n".join(["see `make eval`", *change.worse, *change.lost])


def test_the_pinned_figures_are_those_that_were_promised() -> None:
    tally = gate.load(corpora.BASELINE)["seeds"].tally
    assert tally.rates("found")[2] >= 0.80
    assert tally.rates("strict")[2] >= 0.60


SHARED_EVENTS = {
    ("Capture", "000 001 002"),
    ("Death", "000 001 002"),
    ("AgreementSigning", "001 002"),
    ("EntryIntoForce", "001 002"),
    ("Attack", "001 002 2022-02"),
    ("Attack", "001 002 XXXX-08"),
}
"""What several of the five articles tell: the capture of the soldier, his death, the treaty's
signing and entry into force, the invasion, the incursion. Articles by the start of their name."""


@pytest.mark.model
def test_articles_that_tell_one_event_share_it() -> None:
    if "seeds" not in corpora.present():
        pytest.skip(f"{corpora.SETS['seeds'].articles} is not here")
    rows = _seeds().select(
        "SELECT ?event ?article ?type ?time { ?c nk:event ?event ; nk:article/"
        "nk:contentSource ?article . ?event a ?type OPTIONAL { ?event nk:time ?time } }"
    )
    told: dict[tuple[str, str, str], set[str]] = {}
    for row in rows:
        event, article, kind = (terms.plain(row[name]) for name in ("event", "article", "type"))
        time = terms.plain(row["time"]) if row["time"] is not None else ""
        told.setdefault((event, kind.rpartition("#")[2], time), set()).add(Path(article).name[:3])
    found = {
        (kind, " ".join([*sorted(names), *([time] if kind == "Attack" else [])]))
        for (_, kind, time), names in told.items()
        if len(names) > 1
    }
    assert found >= SHARED_EVENTS
