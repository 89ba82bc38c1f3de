"""The .rq files and the shapes: each explains itself, finds what it should, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Quad, Store

from nkgraph import curation, identify, link, query, rdf, sparql
from nkgraph.model import (
    Actor,
    Appearance,
    Article,
    Claim,
    Figure,
    Findings,
    Quantity,
    Span,
    When,
)
from nkgraph.resolve.bearing import Link
from nkgraph.resources import ontology_dir
from nkgraph.vocab import NK, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def files(folder: str) -> list[Path]:
    return sorted((ontology_dir() / folder).glob("*.rq"))


# --- queries and checks -----------------------------------------------------------------

HEAD = re.compile(r"# (title|question|about|problem|cure|param \w+): \S.*")
PARAM = re.compile(
    r"# param (\w+): .+ \((actor|date|iri|text|integer|type|property)(, optional)?\)"
)
TEXT = "NIS says things about troops, drones and a pact.\n"


def actor(name: str, label: str, country: str | None = None) -> Actor:
    return Actor(id=name, kind=name.partition("/")[0], label=label, country=country)  # type: ignore[arg-type]


PRK, RUS = actor("country/PRK", "North Korea", "PRK"), actor("country/RUS", "Russia", "RUS")
NIS, PAP = actor("organization/nis", "NIS", "KOR"), actor("organization/pap", "PAP", "POL")
PACT, DRONES = actor("agreement/pact", "pact"), actor("weapon/drones", "drones")


def figure(low: float, quantity: Quantity = "killed") -> Figure:
    return Figure(span=Span(0, 1), text=str(low), quantity=quantity, low=low, high=low, of=PRK)


def claims() -> Iterator[Claim]:
    """Yield claims that give every named query something to find."""
    place, month = Span(0, 8), When(span=Span(0, 1), text="", edtf="2024-10")
    both = (("agent", PRK), ("recipient", RUS))
    yield Claim(
        type="Deployment",
        evidence=place,
        trigger=place,
        roles=both,
        figure=figure(1e4, "troops"),
        claimants=(NIS,),
        via=(PAP,),
        time=month,
    )
    yield Claim(
        type="Death",
        evidence=place,
        trigger=place,
        roles=(("patient", PRK),),
        figure=figure(300),
        claimants=(NIS,),
    )
    yield Claim(
        type="Death", evidence=place, trigger=place, roles=(("patient", PRK),), figure=figure(600)
    )
    yield Claim(
        type="AgreementSigning",
        evidence=place,
        trigger=place,
        roles=(*both, ("theme", PACT)),
        time=month,
    )
    yield Claim(
        type="ArmsTransfer",
        evidence=place,
        trigger=place,
        roles=(*both, ("theme", DRONES)),
        modality="planned",
    )


UKR, GUR = actor("country/UKR", "Ukraine", "UKR"), actor("organization/gur", "GUR", "UKR")
KURSK, KYIV = actor("place/kursk-oblast", "Kursk Oblast", "RUS"), actor("place/kyiv", "Kyiv", "UKR")
SECOND = "GUR says things about captives, losses and plans. Kyiv warns. "


def told(kind: str, at: int, **rest: Any) -> Claim:  # noqa: ANN401 - Claim's fields
    """Return a claim of the second article; ``at`` keeps claims apart."""
    place = Span(at, at + 8)
    rest = {"claimants": (GUR,), **rest}
    return Claim(type=kind, evidence=place, trigger=place, **rest)


def second() -> tuple[Article, tuple[Claim, ...]]:
    """Return an article for the queries on sides, prisoners, places and what links say."""
    article = Article(source="two.txt", text=SECOND, sha256="1" * 64)
    taken = Figure(span=Span(0, 1), text="2", quantity="captured", low=2, high=2, of=RUS)
    by, hurt = (("agent", UKR), ("patient", RUS)), (("patient", RUS), ("place", KURSK))
    toll = replace(figure(300), of=RUS)
    return article, (
        told("Capture", 0, roles=by, figure=taken),
        told("Death", 1, roles=hurt, figure=toll),
        told("Death", 2, roles=hurt, figure=replace(toll, low=400, high=400)),
        told("Attack", 3, roles=(("agent", UKR), ("place", KURSK)), untold=("time",)),
        told("Attack", 4, roles=(("agent", UKR), ("place", KYIV)), polarity="negative"),
        told("Repatriation", 5, roles=(("patient", RUS),)),
        told("Warning", 6, roles=(("agent", UKR), ("recipient", RUS))),
        told("Deployment", 7, roles=(("agent", UKR),), modality="planned"),
    )


def links(article: Article, said: tuple[Claim, ...]) -> Iterator[Link]:
    """Yield one link of each kind, those that hold both ways from either end."""
    names = [identify.claim_id(claim, article) for claim in said]
    _, first, later, done, undone, _, _, planned = names
    for one, kind, other, on in (
        (first, "variantOf", later, "comparator"),
        (first, "corroborates", later, ""),
        (first, "notComparable", later, "addition"),
        (done, "contradicts", undone, "polarity"),
    ):
        yield Link(one, kind, other, "both ways", on)
        yield Link(other, kind, one, "both ways", on)
    yield Link(later, "supersedes", first, "later")
    yield Link(first, "partOf", later, "counted in it")
    yield Link(done, "realises", planned, "candidate")
    copied = Article(source="one.txt", text=TEXT, sha256="0" * 64)
    yield Link(
        identify.article_id(article), "copyOf", identify.article_id(copied), "most of the words"
    )


def appearances() -> tuple[Appearance, ...]:
    """Return a name that two actors bear, and one with a description."""
    government = actor("government/UKR", "Government of Ukraine", "UKR")
    return tuple(
        Appearance(actor=who, name=name, span=Span(0, 4), described=described, times=1)
        for who, name, described in (
            (KYIV, "Kyiv", None),
            (government, "Kyiv", None),
            (PRK, "North Korea", None),
            (actor("person/kim-jong-un", "Kim Jong Un", "PRK"), "Kim", "leader"),
        )
    )


@pytest.fixture(scope="module")
def store() -> Store:
    article = Article(source="one.txt", text=TEXT, sha256="0" * 64)
    quads = rdf.contribution(Findings(article=article, claims=tuple(claims()))).quads
    other, said = second()
    more = rdf.contribution(
        Findings(article=other, claims=said, appearances=appearances()),
        lineage=[triple for one in links(other, said) for triple in link.triples(one)],
    ).quads
    decided = curation.parse("2025-05-01 ann merge country/PRK country/RUS -- a test\n", "here")
    return filled(quads | more | frozenset(curation.quads(decided)) | rdf.ontology_quads())


def filled(quads: frozenset[Quad]) -> Store:
    found = Store()
    found.extend({Quad(q.subject, q.predicate, q.object) for q in quads})
    return found


def answer(store: Store, text: str) -> list[tuple[str, ...]]:
    return [tuple("" if cell is None else cell.value for cell in row) for row in store.query(text)]  # type: ignore[union-attr]


def with_required(text: str) -> str:
    """Put something of the store in the place of the parameters that a query cannot do without."""
    required = {m[1] for m in map(PARAM.fullmatch, text.splitlines()) if m and not m[3]}
    given = {"of": "country/PRK", "claimant": "organization/nis", "by": "country/UKR"}
    given |= dict.fromkeys(("one", "other", "source"), "organization/gur")
    terms = {name: f"<{rdf.BASE}{value}>" for name, value in given.items()} | {"phrase": '"SAYS"'}
    return sparql.bind(text, {name: terms[name] for name in required})


@pytest.mark.parametrize("path", files("queries"), ids=lambda path: path.stem)
def test_a_named_query_explains_itself_and_finds_something(path: Path, store: Store) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    head = [line for line in lines if line.startswith("#")]
    assert lines[: len(head)] == head
    kinds = [HEAD.fullmatch(line)[1].split()[0] for line in head]  # type: ignore[index]
    assert kinds[:3] == ["title", "question", "about"]
    for line in head[3:]:
        match = PARAM.fullmatch(line)
        assert match, line
        assert match[1] in sparql.variables(text)
    found = answer(store, with_required(text))
    assert found
    assert len(set(found)) == len(found)
    assert "NOT EXISTS" not in text


@pytest.mark.parametrize("path", files("queries"), ids=lambda path: path.stem)
def test_a_named_query_answers_in_an_order_of_its_own(path: Path, store: Store) -> None:
    """The order does not depend on the order of the store: sorting keys tell all rows apart."""
    text = path.read_text(encoding="utf-8")
    keys = re.findall(r"\?(\w+)", text.rpartition("ORDER BY")[2])
    result = store.query(with_required(text))
    names = [variable.value for variable in result.variables]  # type: ignore[union-attr]
    rows = [tuple(str(row[k]) for k in keys if k in names) for row in result]  # type: ignore[union-attr]
    assert len(set(rows)) == len(rows)


def test_the_readme_lists_every_query_by_topic() -> None:
    readme = (ontology_dir() / "README.md").read_text(encoding="utf-8")
    listed = readme.partition("| to know | ask |\n| --- | --- |\n")[2].partition("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in listed.splitlines()]
    told = {topic: sorted(re.findall(r"`([a-z-]+)`", names)) for topic, names in rows}
    assert list(told) == [topic for topic, _ in query.by_topic()]
    assert told == {topic: [one.name for one in queries] for topic, queries in query.by_topic()}
    assert sorted(name for names in told.values() for name in names) == [
        path.stem for path in files("queries")
    ]


@pytest.mark.parametrize(
    ("name", "given", "count"),
    [
        ("who-estimates-what", {"of": "country/PRK"}, 2),
        ("who-estimates-what", {"of": "country/UKR"}, 0),
        ("who-estimates-what", {"claimant": "country/KOR"}, 2),
        ("who-deploys-what-where", {"by": "country/PRK", "to": "country/RUS"}, 1),
        ("who-deploys-what-where", {"by": "country/RUS"}, 0),
        ("treaties", {"party": "country/RUS"}, 3),
        ("treaties", {"party": "country/KOR"}, 0),
        ("claims-about", {"of": "country/PRK"}, 5),
        ("claims-by", {"claimant": "country/KOR"}, 2),
        ("claims-by", {"claimant": "organization/pap"}, 0),
        ("planned", {"of": "country/RUS"}, 1),
        ("planned", {"of": "country/KOR"}, 0),
        ("timeline", {"of": "country/PRK"}, 2),
        ("timeline", {"of": "country/KOR"}, 0),
        ("arms-transfers", {"to": "country/RUS"}, 1),
        ("arms-transfers", {"to": "country/PRK"}, 0),
        ("relays", {"through": "organization/pap"}, 1),
        ("relays", {"claimant": "country/PRK"}, 0),
        ("disagreeing-figures", {"of": "country/PRK"}, 1),
        ("trace", {"subject": "agreement/pact"}, 1),
        ("named-together", {"of": "country/PRK"}, 3),
        ("named-together", {"of": "country/KOR"}, 0),
        ("acknowledged", {"by": "country/UKR"}, 5),
        ("acknowledged", {"by": "country/RUS"}, 0),
        ("attacks", {"on": "country/RUS"}, 1),
        ("attacks", {"on": "country/UKR"}, 1),
        ("captures", {"of": "country/RUS"}, 1),
        ("captures", {"by": "country/PRK"}, 0),
        ("current-figures", {"of": "country/RUS"}, 1),
        ("deaths-in-captivity", {"of": "country/RUS"}, 2),
        ("deaths-in-captivity", {"of": "country/PRK"}, 0),
        ("decisions", {"about": "country/PRK"}, 1),
        ("decisions", {"about": "country/KOR"}, 0),
        ("estimate-history", {"claimant": "country/UKR"}, 2),
        ("estimate-history", {"claimant": "country/KOR"}, 0),
        ("figures-by-speaker", {"claimant": "country/UKR"}, 3),
        ("figures-by-speaker", {"of": "country/PRK"}, 3),
        ("gives", {"to": "country/RUS"}, 1),
        ("links-between", {"one": "country/UKR", "other": "organization/gur"}, 9),
        ("links-between", {"one": "organization/gur", "other": "organization/nis"}, 0),
        ("losses-by-place", {"at": "country/RUS"}, 2),
        ("losses-by-place", {"of": "country/UKR"}, 0),
        ("names-of", {"of": "place/kyiv"}, 1),
        ("prisoners-held", {"by": "country/UKR", "of": "country/RUS"}, 1),
        ("prisoners-held", {"by": "country/PRK"}, 0),
        ("returns-and-releases", {"of": "country/RUS"}, 1),
        ("ties", {"with": "country/RUS"}, 1),
        ("told-differently", {"claimant": "organization/gur"}, 1),
        ("told-differently", {"claimant": "organization/nis"}, 0),
        ("untold", {"of": "country/UKR"}, 1),
        ("untold", {"of": "country/PRK"}, 0),
        ("warnings-and-criticism", {"to": "country/RUS"}, 1),
        ("warnings-and-criticism", {"by": "country/RUS"}, 0),
        ("who-is", {"of": "person/kim-jong-un"}, 5),
        ("without-source", {"source": "country/UKR"}, 8),
        ("without-source", {"source": "organization/pap"}, 0),
    ],
)
def test_parameters_narrow(name: str, given: dict[str, str], count: int, store: Store) -> None:
    text = (ontology_dir() / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    bound = sparql.bind(text, {key: f"<{rdf.BASE}{value}>" for key, value in given.items()})
    assert len(answer(store, bound)) == count


def test_supertypes_and_dates_narrow(store: Store) -> None:
    text = (ontology_dir() / "queries" / "claims-about.rq").read_text(encoding="utf-8")
    of = {"of": f"<{rdf.BASE}country/PRK>"}
    date = f"^^<{PREFIXES['xsd']}date>"
    assert len(answer(store, sparql.bind(text, {**of, "kind": f"<{NK}Casualties>"}))) == 2
    assert len(answer(store, sparql.bind(text, {**of, "since": f'"2024-10-31"{date}'}))) == 2
    assert len(answer(store, sparql.bind(text, {**of, "until": f'"2024-09-30"{date}'}))) == 0


def test_the_readme_s_pattern_traces_a_triple(store: Store) -> None:
    readme = (ontology_dir() / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## From a flat triple to the words")[2].partition("`nkgraph")[0]
    text = "\n".join(line.strip() for line in section.splitlines() if line.startswith("    "))
    ((claimant, _, words, start, end),) = answer(store, text)
    assert (claimant, words, start, end) == (rdf.BASE + "organization/nis", TEXT[:8], "0", "8")


@pytest.mark.parametrize("path", files("checks"), ids=lambda path: path.stem)
def test_a_check_explains_itself_and_finds_nothing_in_a_good_graph(
    path: Path, store: Store
) -> None:
    text = path.read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert [HEAD.fullmatch(line)[1] for line in head] == ["title", "problem", "cure"]  # type: ignore[index]
    assert answer(store, text) == []
    assert "NOT EXISTS" not in text


ODD = "<https://example.org/odd>"


@pytest.mark.parametrize(
    ("name", "update"),
    [
        (
            "evidence-outside-article",
            "INSERT { ?e oa:hasSource ODD } WHERE { ?e a nk:Evidence }",
        ),
        (
            "evidence-outside-article",
            'DELETE { ?q oa:exact ?w } INSERT { ?q oa:exact "w" } WHERE { ?q oa:exact ?w }',
        ),
        ("figure-upside-down", "INSERT { ?f nk:low 1000000.0 } WHERE { ?f a nk:Figure }"),
        ("flat-without-claim", "INSERT DATA { ODD nk:attacks ODD }"),
        ("statement-without-triple", "DELETE { ?a nk:deploys ?b } WHERE { ?a nk:deploys ?b }"),
        (
            "time-upside-down",
            'INSERT { ?c nk:earliest "2031-01-01"^^xsd:date } WHERE { ?c nk:latest ?l }',
        ),
        ("undeclared-event-type", "DELETE { ?e a ?t } WHERE { ?c nk:event ?e . ?e a ?t }"),
        (
            "undeclared-event-type",
            "DELETE { ?e a ?t } INSERT { ?e a nk:Bogus } WHERE { ?c nk:event ?e . ?e a ?t }",
        ),
        ("plan-in-view", "INSERT { ?c nk:states ODD } WHERE { ?c nk:modality nk:planned }"),
    ],
)
def test_a_check_finds_what_is_broken(name: str, update: str, store: Store) -> None:
    broken = filled(frozenset(store))
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    broken.update(prefixes + update.replace("ODD", ODD))
    text = (ontology_dir() / "checks" / f"{name}.rq").read_text(encoding="utf-8")
    assert answer(broken, text)


def test_every_check_has_a_case_that_breaks_it() -> None:
    marks = [m for m in test_a_check_finds_what_is_broken.pytestmark if m.name == "parametrize"]  # type: ignore[attr-defined]
    assert {case[0] for case in marks[0].args[1]} == {path.stem for path in files("checks")}


# --- shapes.ttl -------------------------------------------------------------------------


def conforms(store: Store, change: str = "") -> tuple[bool, str]:
    """Validate the store, after a SPARQL update, as ``nkgraph validate`` does."""
    import pyshacl
    from rdflib import Graph

    changed = filled(frozenset(store))
    if change:
        prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
        changed.update(prefixes + change)
    data = Graph().parse(data="".join(f"{quad.triple} .\n" for quad in changed), format="nt")
    shapes = Graph().parse(ontology_dir() / "shapes.ttl")
    good, _, report = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    return bool(good), str(report)


def test_a_good_graph_meets_the_shapes(store: Store) -> None:
    good, report = conforms(store)
    assert good, report


@pytest.mark.parametrize(
    ("shape", "change"),
    [
        ("ArticleShape-sha256", "DELETE { ?a nk:sha256 ?h } WHERE { ?a nk:sha256 ?h }"),
        ("ClaimShape-evidence", "DELETE { ?c nk:evidence ?e } WHERE { ?c nk:evidence ?e }"),
        ("ClaimShape-modality", "INSERT { ?c nk:modality nk:killed } WHERE { ?c a nk:Claim }"),
        ("ClaimShape-negated", 'INSERT { ?c nk:negated "no" } WHERE { ?c a nk:Claim }'),
        ("EvidenceShape-source", "DELETE { ?e oa:hasSource ?a } WHERE { ?e oa:hasSource ?a }"),
        ("PositionShape-start", "INSERT { ?p oa:start -1 } WHERE { ?p a oa:TextPositionSelector }"),
        (
            "EventShape-label",
            "DELETE { ?e rdfs:label ?l } WHERE { ?c nk:event ?e . ?e rdfs:label ?l }",
        ),
        (
            "FigureShape-low",
            "DELETE { ?f nk:low ?l } INSERT { ?f nk:low 9e9 } WHERE { ?f nk:low ?l }",
        ),
        ("FigureShape-quantity", "DELETE { ?f nk:quantity ?q } WHERE { ?f nk:quantity ?q }"),
        ("CountryShape-iso3", "DELETE { ?c nk:iso3 ?i } WHERE { ?c nk:iso3 ?i }"),
        ("StatementShape-object", "DELETE { ?s rdf:object ?o } WHERE { ?s rdf:object ?o }"),
    ],
)
def test_a_shape_finds_what_is_broken(shape: str, change: str, store: Store) -> None:
    good, report = conforms(store, change)
    assert not good
    assert f"nk:{shape}" in report or NK + shape in report
