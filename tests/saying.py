"""Articles in which people give tolls, made by hand, and stores that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import SOLDIERS, article, counted, stated

from nkgraph.corpus import Corpus
from nkgraph.curation import Curation, parse
from nkgraph.export.nquads import export
from nkgraph.extract.described import made
from nkgraph.identify import claim_id
from nkgraph.model import Actor, Appearance, Findings, Span
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable


def person(label: str, country: str | None = "KOR") -> Actor:
    return made("person", label, country)


def telling(source: str, number: int, *said_by: Actor, published: str = "2025-01-13") -> Findings:
    """Return an article in which each gives one toll of its own, a hundred after the other."""
    lines, claims = "", []
    for rank, who in enumerate(said_by):
        lines += f"{who.label} says {number + 100 * rank} soldiers were killed. "
    for rank, who in enumerate(said_by):
        toll = str(number + 100 * rank)
        figure = counted(lines, toll, float(toll), float(toll), quantity="killed")
        claims.append(
            stated(
                lines,
                f"{toll} soldiers were killed",
                "Death",
                roles=(("patient", SOLDIERS),),
                figure=figure,
                claimants=(who,),
                cue="says",
            )
        )
    named = tuple(
        Appearance(actor=who, name=who.label, described="lawmaker", span=_span(lines, who.label))
        for who in dict.fromkeys(said_by)
    )
    return Findings(
        article=article(source, lines, published=published),
        claims=tuple(claims),
        appearances=named,
    )


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def ids(findings: Findings) -> list[str]:
    return [claim_id(claim, findings.article) for claim in findings.claims]


def lines(*said: str) -> Curation:
    """Return decisions, given without date, person and reason."""
    return parse("\n".join(f"2026-03-01 ana {line} -- for a reason" for line in said))


def built(articles: Iterable[Findings], decided: Curation | None = None) -> Store:
    """Return a store to which the articles were added one by one, decisions first."""
    store = Store.memory()
    corpus = Corpus(store, decided)
    corpus.curate()
    for one in articles:
        corpus.add(one)
    return store


def digest(store: Store) -> bytes:
    return export(store)


def speakers(store: Store) -> list[str]:
    """Return the ids of all claimants, each once."""
    found = store.select("SELECT DISTINCT ?who { ?claim nk:claimant ?who }")
    return sorted(getattr(row["who"], "value", "").partition("/id/")[2] for row in found)


def verdicts(store: Store) -> dict[tuple[str, str], tuple[str, str]]:
    """Return pair of actor ids, sorted → verdict and reason."""
    rows = store.select(
        "SELECT ?one ?other ?verdict ?reason { ?j a nk:Judgement ; nk:about ?one , ?other ; "
        "nk:verdict ?verdict ; nk:reason ?reason . FILTER(STR(?one) < STR(?other)) }"
    )
    found = {}
    for row in rows:
        values = {name: getattr(term, "value", "") for name, term in row.items()}
        one, other = (values[name].partition("/id/")[2] for name in ("one", "other"))
        found[one, other] = (values["verdict"].partition("#")[2], values["reason"])
    return found
