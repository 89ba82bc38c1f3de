from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
    serialize,
)

from nkgraph import rdf
from nkgraph.model import Actor, Article, Claim, Figure, Findings, Span, When
from nkgraph.vocab import NK, PREFIXES, PROVENANCE, REFERENCE, VIEW, nk

RUN = rdf.Run(version="0.1.0", ontology_sha256="ab" * 32, model="hand", model_version="1")
PRK = Actor(id="government/PRK", kind="government", label="North Korean government", country="PRK")
SOLDIERS = Actor(
    id="group/north-korean-soldiers",
    kind="group",
    label="North Korean soldiers",
    aliases=("the soldiers",),
    country="PRK",
)
RUS = Actor(id="country/RUS", kind="country", label="Russia", country="RUS", known=True)
NIS = Actor(
    id="organization/nis",
    kind="organization",
    label="National Intelligence Service",
    country="KOR",
    known=True,
)
PAP = Actor(id="organization/pap", kind="organization", label="PAP", country="POL")
TREATY = Actor(id="agreement/pact", kind="agreement", label="defence pact")
DEAD = Figure(
    span=Span(0, 5),
    text="about 4,700",
    quantity="killedOrWounded",
    low=4700,
    high=4700,
    comparator="approximately",
    of=SOLDIERS,
    scope="so far",
)
TEXT = 'The agency said "about 4,700" were hit.\n\tIt’s 𝔘nicode — \\ and done.\n'


def article(source: str = "a/one.txt", text: str = TEXT) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(source=source, text=text, sha256=digest, published="2025-04-30", title="Losses")


def when(edtf: str) -> When:
    return When(span=Span(0, 1), text="then", edtf=edtf)


CASUALTIES = Claim(
    type="Casualties",
    evidence=Span(0, 39),
    trigger=Span(35, 38),
    roles=(("patient", SOLDIERS),),
    figure=DEAD,
    claimants=(NIS, PRK),
    via=(PAP,),
    cue="said",
    modality="estimated",
    time=when("2025-01/2025-03"),
)
SIGNING = Claim(
    type="AgreementSigning",
    evidence=Span(40, 60),
    trigger=Span(40, 44),
    roles=(("agent", PRK), ("recipient", RUS), ("theme", TREATY)),
    time=when("XXXX-06"),
)
PLAN = Claim(
    type="Deployment",
    evidence=Span(0, 9),
    trigger=Span(0, 3),
    roles=(("agent", PRK), ("place", RUS)),
    figure=replace(DEAD, quantity="troops", comparator="moreThan", unit="soldiers"),
    modality="planned",
    polarity="negative",
)
FINDINGS = Findings(article=article(), claims=(CASUALTIES, SIGNING, PLAN))


def made(findings: Findings = FINDINGS, base: str = rdf.BASE) -> rdf.Contribution:
    return rdf.contribution(findings, base=base, run=RUN)


def rows(query: str, contribution: rdf.Contribution | None = None) -> list[list[str | None]]:
    """Ask the merged quads; cells are plain values."""
    store = Store()
    store.extend(Quad(q.subject, q.predicate, q.object) for q in (contribution or made()).quads)
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    found = store.query(prefixes + query)
    return [[None if cell is None else cell.value for cell in row] for row in found]  # type: ignore[union-attr]


def test_the_article_graph_stands_alone() -> None:
    contribution = made()
    names = {quad.graph_name for quad in contribution.quads}
    assert names == {contribution.article, VIEW, REFERENCE, PROVENANCE}
    own = {q for q in contribution.quads if q.graph_name == contribution.article}
    subjects = {quad.subject for quad in own}
    pointed = {
        q.object
        for q in own
        if isinstance(q.object, NamedNode) and q.object.value.startswith(rdf.BASE)
    }
    statements = {q.object for q in own if q.predicate == nk("states")}
    assert pointed - statements <= subjects


def test_who_says_it_and_through_whom() -> None:
    chain = rows(
        """SELECT ?n ?who WHERE {
          ?claim a nk:Claim ; nk:utterance ?article .
          ?article prov:wasQuotedFrom+ ?said .
          ?said nk:position ?n ; nk:expresses ?claim ; prov:wasAttributedTo/rdfs:label ?who
        } ORDER BY ?n"""
    )
    assert chain == [
        ["1", "Polish Press Agency"],
        ["2", "National Intelligence Service"],
        ["3", "Government of North Korea"],
    ]
    first = rows("SELECT ?l WHERE { ?c nk:firstClaimant/rdfs:label ?l }")
    assert first == [["National Intelligence Service"]]


def test_a_claim_in_the_articles_own_voice_has_no_utterance() -> None:
    contribution = rdf.contribution(Findings(article=article(), claims=(SIGNING,)), run=None)
    predicates = {quad.predicate.value.removeprefix(NK) for quad in contribution.quads}
    assert not predicates & {"utterance", "claimant", "relayedBy", "cue"}
    assert PROVENANCE not in {quad.graph_name for quad in contribution.quads}


def test_evidence_is_the_articles_own_words() -> None:
    found = rows(
        """SELECT ?start ?end ?exact ?before ?after WHERE {
          ?e a nk:Evidence ; oa:hasSelector ?p , ?q . ?p oa:start ?start ; oa:end ?end .
          ?q oa:exact ?exact ; oa:prefix ?before ; oa:suffix ?after } ORDER BY ?start ?end"""
    )
    assert len(found) == 3
    for start, end, exact, before, after in found:
        assert start is not None
        assert end is not None
        i, j = int(start), int(end)
        assert (exact, before, after) == (TEXT[i:j], TEXT[max(0, i - 32) : i], TEXT[j : j + 32])


def test_a_figure_as_written_and_as_its_comparator_binds_it() -> None:
    (found,) = rows(
        """SELECT ?label ?low ?high ?min ?max ?of ?scope ?words ?own WHERE {
          ?c nk:figure ?f ; nk:figureText ?own . ?f rdfs:label ?label ;
             nk:quantity nk:killedOrWounded ;
             nk:comparator nk:approximately ; nk:low ?low ; nk:high ?high ; schema:minValue ?min ;
             schema:maxValue ?max ; nk:of ?of ; nk:scope ?scope ; nk:text ?words }"""
    )
    assert found[:5] == ["about 4,700 killed or wounded", "4700", "4700", "4230", "5170"]
    assert found[5:] == [rdf.BASE + "country/PRK", "so far", "about 4,700", "about 4,700"]


def test_an_agency_estimates_the_figure_and_the_triple_leads_back_to_the_words() -> None:
    found = rows(
        """SELECT ?who ?low ?exact ?source WHERE {
          ?agency nk:estimates ?figure . ?agency rdfs:label ?who . ?figure nk:low ?low .
          ?s rdf:subject ?agency ; rdf:predicate nk:estimates ; rdf:object ?figure .
          ?claim nk:states ?s ; nk:evidence/oa:hasSelector/oa:exact ?exact ;
                 nk:article/nk:contentSource ?source } ORDER BY ?who"""
    )
    assert found == [
        ["National Intelligence Service", "4700", TEXT[:39], "a/one.txt"],
        ["North Korea", "4700", TEXT[:39], "a/one.txt"],
    ]


def test_times_are_comparable_when_the_year_is_known() -> None:
    found = rows(
        """SELECT ?time ?from ?to WHERE { ?c a nk:Claim ; nk:time ?time ; nk:timeBasis nk:stated .
          OPTIONAL { ?c nk:earliest ?from ; nk:latest ?to } } ORDER BY ?time"""
    )
    assert found == [["2025-01/2025-03", "2025-01-01", "2025-03-31"], ["XXXX-06", None, None]]


def test_events_and_claims_keep_the_exact_actor() -> None:
    (found,) = rows(
        """SELECT ?label ?agent ?event WHERE {
          ?c nk:event ?e ; nk:agent ?event .
          ?e a nk:Deployment ; rdfs:label ?label ; nk:agent ?agent }"""
    )
    assert found[0] == "Deployment: North Korea, in Russia"
    assert found[1] == found[2] == rdf.BASE + "government/PRK"


def test_what_is_planned_or_denied_stays_out_of_the_view() -> None:
    contribution = rdf.contribution(Findings(article=article(), claims=(PLAN,)), run=RUN)
    assert VIEW not in {quad.graph_name for quad in contribution.quads}


def test_known_actors_are_described_from_the_gazetteer() -> None:
    aliases = rows(f"SELECT ?a WHERE {{ <{rdf.BASE}organization/nis> skos:altLabel ?a }}")
    assert ["NIS"] in aliases
    assert rows(f"SELECT ?i WHERE {{ <{rdf.BASE}country/PRK> nk:iso3 ?i }}") == [["PRK"]]


def test_shared_graphs_are_the_union_of_what_each_claim_brings() -> None:
    def shared(*claims: Claim, source: str) -> set[Quad]:
        found = rdf.contribution(Findings(article=article(source), claims=claims), run=None)
        return {q for q in found.quads if q.graph_name != found.article}

    one, two = shared(CASUALTIES, source="1.txt"), shared(SIGNING, source="2.txt")
    assert shared(CASUALTIES, SIGNING, source="3.txt") == one | two
    assert shared(replace(CASUALTIES, cue="claimed", via=()), source="4.txt") <= one


def test_no_blank_nodes_and_only_declared_terms() -> None:
    declared = {q.subject.value for q in rdf.ontology_quads() if isinstance(q.subject, NamedNode)}
    foreign = tuple(iri for name, iri in PREFIXES.items() if name != "nk")
    for quad in made().quads:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            assert not isinstance(term, BlankNode)
            iri = term.datatype.value if isinstance(term, Literal) else str(term)[1:-1]
            if iri.startswith(NK):
                assert iri in declared, iri
            else:
                assert iri.startswith((rdf.BASE, *foreign)), iri


def test_the_same_findings_give_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_rdf\n"
        "sys.stdout.write('\\n'.join(sorted(map(str, test_rdf.made().quads))))"
    )
    folder = __file__.rpartition("/")[0]
    seen = {
        subprocess.run(
            [sys.executable, "-c", code, folder],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_another_base_changes_the_prefix_alone() -> None:
    other = "https://example.org/graph/"
    moved = {str(quad).replace(other, rdf.BASE) for quad in made(base=other).quads}
    assert moved == {str(quad) for quad in made().quads}


@given(st.text(min_size=1).filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text)))
def test_any_text_survives_n_quads(text: str) -> None:
    claim = replace(CASUALTIES, evidence=Span(0, len(text)), trigger=Span(0, 1), cue=text)
    odd = replace(DEAD, text=text, scope=text)
    actor = Actor(id=f"person/{text}", kind="person", label=text, aliases=(text,))
    claim = replace(claim, figure=odd, claimants=(actor,))
    findings = Findings(article=article(source=text, text=text), claims=(claim,))
    quads = made(findings).quads
    data = serialize(sorted(quads, key=str), format=RdfFormat.N_QUADS)
    assert data is not None
    assert frozenset(parse(data, format=RdfFormat.N_QUADS)) == quads
    store = Store()
    store.extend(quads)
    assert frozenset(store) == quads


def test_numbers_are_written_as_stores_keep_them() -> None:
    odd = [
        replace(DEAD, low=low, high=low, quantity="money", unit="USD")
        for low in (0.5, 1.50, 1e21, 3.0, 1e-7, 12_345_678.9)
    ]
    for figure in odd:
        quads = made(
            Findings(article=article(), claims=(replace(CASUALTIES, figure=figure),))
        ).quads
        store = Store()
        store.extend(quads)
        assert frozenset(store) == quads
        assert len(Dataset(quads)) == len(quads)


def test_a_claim_takes_under_three_milliseconds() -> None:
    claims = tuple(
        replace(CASUALTIES, evidence=Span(0, 10 + i), trigger=Span(i, i + 3)) for i in range(25)
    )
    findings = Findings(article=article(), claims=claims)
    made(findings)
    times = []
    for _ in range(5):
        start = time.process_time()
        made(findings)
        times.append((time.process_time() - start) / len(claims))
    assert min(times) < 0.003


@pytest.mark.parametrize("text", ["", "no claims here"])
def test_an_article_without_claims_is_still_an_article(text: str) -> None:
    contribution = rdf.contribution(Findings(article=article(text=text)), run=None)
    assert {quad.graph_name for quad in contribution.quads} == {contribution.article}
    assert rows("SELECT ?a WHERE { ?a a nk:Article }", contribution) == [
        [contribution.article.value]
    ]
