from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from nkgraph import dataset, params, query, sparql, terms
from nkgraph.errors import QueryError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nkgraph.store import Store

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def session(built: Path) -> Iterator[query.Session]:
    with query.Session(built) as opened:
        yield opened


REFUSED = {
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }": "SERVICE",
    "SELECT * { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }": "SERVICE",
    "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:x{?s ?p ?o} }": "SERVICE",
    "PREFIX : <http://127.0.0.1:1/> SELECT * { ?s ?p trueSERVICE:x {?s ?p ?o} }": "SERVICE",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }": "SERVICE",
    "SELECT * { SERVICE # <x>\n <http://127.0.0.1:1/> { ?s ?p ?o } }": "SERVICE",
    "SELECT * { ?s ?p '#' . SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }": "SERVICE",
    "SELECT * { FILTER(1<2)SERVICE<http://127.0.0.1:1/>{} }": "SERVICE",
    "SELECT * { VALUES ?x { <http://127.0.0.1:1/> } SERVICE ?x { ?s ?p ?o } }": "SERVICE",
    "LOAD <http://127.0.0.1:1/>": "LOAD",
    "PREFIX a: <urn:a> # b\n insert data { a:b a:c a:d }": "INSERT",
    "DELETE WHERE { ?s ?p ?o }": "DELETE",
    "CLEAR ALL": "CLEAR",
    "SELECT * { SER\0VICE <http://127.0.0.1:1/> {} }": "NUL",
}


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    with pytest.raises(QueryError, match=REFUSED[text]):
        sparql.refuse(text)


HERE = "https://w3id.org/nkgraph/id/"
DATASETS: dict[str, tuple[tuple[str, ...] | None, tuple[str, ...] | None]] = {
    "SELECT * FROM <article/a> { ?s ?p ?o }": ((f"{HERE}article/a",), ()),
    "PREFIX e: <urn:> SELECT*FROM<a>FROM NAMED e:b#c\nfrom named <urn:d>WHERE{}": (
        (f"{HERE}a",),
        ("urn:b", "urn:d"),
    ),
    "BASE <http://x/> ASK FROMNAMED <y> {}": ((), ("http://x/y",)),
    "CONSTRUCT { ?s ?p 'FROM <a>' } FROM nk:view WHERE {}": (
        ("https://w3id.org/nkgraph/ontology#view",),
        (),
    ),
    "CONSTRUCT FROM <urn:a> WHERE { ?s ?p ?o }": (("urn:a",), ()),
    "PREFIX from: <urn:> DESCRIBE from:x FROM from:y": (("urn:y",), ()),
    "PREFIX named: <urn:> DESCRIBE <x> FROM named:y": (None, None),
    "SELECT ?from { ?from ?p 'FROM <urn:a>' } # FROM <urn:b>": (None, None),
    "SELECT (COUNT(?from) AS ?n) { GRAPH <urn:from> { ?from nk:from <x> } } GROUP BY nk:f(?n)": (
        None,
        None,
    ),
}


@pytest.mark.parametrize("text", DATASETS)
def test_from_is_lifted_out_of_the_text(text: str) -> None:
    if "DESCRIBE <x>" in text:
        with pytest.raises(QueryError, match="line 1: write FROM, NAMED and the graph with spaces"):
            dataset.lift(text)
        return
    found = dataset.lift(text)
    assert (found.default, found.named) == DATASETS[text]
    assert len(found.text) == len(text)
    assert found.text.count("\n") == text.count("\n")
    assert dataset.lift(found.text) == dataset.Lifted(found.text)


@pytest.mark.parametrize("text", ["SELECT * FROM:x {}", "SELECT * FROM NAMED:x {}"])
def test_from_without_a_space_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="with spaces between"):
        dataset.lift(f"PREFIX : <urn:> {text}")


GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"


def test_from_asks_the_graphs_of_articles(built: Path, memory: Store) -> None:
    with query.Session(built) as session:
        graphs = {str(g): terms.python(n) for g, n in session.run(GRAPHS).rows}
        sources = sorted(g for g in graphs if "/article/" in g)[:2]
        both = " ".join(f"FROM {g}" for g in sources)
        distinct = f"{{ VALUES ?g {{ {' '.join(sources)} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        union = len(session.run(f"SELECT DISTINCT ?s ?p ?o {distinct}").rows)
        assert union < graphs[sources[0]] + graphs[sources[1]]
        counting = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
        for where, expected in (
            (f"FROM {sources[0]}", graphs[sources[0]]),
            (both, union),
            (f"{both} {both} FROM NAMED {sources[0]}", union),
            (f"FROM NAMED {sources[0]}", 0),
        ):
            text = counting.format(where)
            assert terms.python(session.run(text).rows[0][0]) == expected
            assert next(iter(memory.select(text)))["n"] == session.run(text).rows[0][0]
        for none in ("http://127.0.0.1:1/", "file:///etc/passwd", "urn:none"):
            for clause in ("FROM", "FROM NAMED"):
                text = counting.format(f"{clause} <{none}>")
                with pytest.raises(QueryError, match=f"the store has no graph <{none}>, and noth"):
                    session.run(text)
                with pytest.raises(QueryError, match=f"the store has no graph <{none}>, and noth"):
                    memory.answer(text)


LET_PASS = [
    "SELECT ?service { ?service ?p 'SERVICE <http://a> {}' } # SERVICE <http://a> {",
    "PREFIX ex: <urn:SERVICE> SELECT * { ?s ex:service ?o . ?s ex:from <urn:x> }",
    'SELECT * { ?s ?p """LOAD "x" SERVICE <a> {""" FILTER(?s < ?o && ?o > 1) }',
    "PREFIX load: <urn:load> ASK { ?from load:insert ?to }",
]


@pytest.mark.parametrize("text", LET_PASS)
def test_words_that_only_look_alike_pass(text: str, session: query.Session) -> None:
    sparql.refuse(text)
    session.run(text)


def test_tokens_add_up_to_the_text() -> None:
    text = "SELECT ?é { <a#b> \"x#\\\"\" '''y'\n''' 1.5 nk:a-b.c _:b # c\n }"
    assert "".join(piece for _, piece in sparql.tokens(text)) == text
    assert len(sparql.skeleton(text)) == len(text)


SYNTAX = {
    "SELECT * \nWHERE { ?s ?p \n\n": (
        "line 2, column 14: not valid SPARQL: a brace { is not closed",
        "\n  WHERE { ?s ?p \n               ^",
    ),
    "SELECT * {\n ?s foaf:name ?o }": (
        "line 2, column 5: not valid SPARQL: prefix foaf: not declared",
        "PREFIX foaf: <http://xmlns.com/foaf/0.1/>",
        "\n      ^",
    ),
    "SELECT * { ?s mine:name ?o }": ("prefix mine: not declared", "PREFIX mine: <…>"),
    "SELECT ?x { ?s ?p ?o } GROUP BY ?s": ("unbound", "column"),
    "SELEC * {}": ("line 1, column 1: not valid SPARQL: a query begins with SELECT, ASK", "\n  ^"),
    "PREFIX a: <urn:a>\n# why\n give me all": ("line 3, column 2", "DESCRIBE"),
    "# only a comment": ("a query begins with SELECT",),
    "SELECT ?x ?x { ?x a ?y }": ("Duplicated variable name",),
    "DESCRIBE id:country/PRK": ("line 1, column 13", "write id:country/PRK as <country/PRK>"),
    "SELECT * {} LIMIT 99999999999999999999999": ("LIMIT and OFFSET take a whole number",),
    " \n": ("the query is empty",),
    "SELECT ?c { ?c a nkg:Claim }": ("prefix nkg: not declared (did you mean 'nk'?)",),
    "SELECT ?c, ?d { ?c a ?d }": ("column 10: not valid SPARQL: the columns after SELECT stand",),
    "SELECT ?c COUNT(?d) { ?c a ?d }": ("column 11", "write (COUNT(…) AS ?n)"),
    "SELECT (COUNT(*)) { ?c a ?d }": ("column 8", "needs a name", "write (COUNT(…) AS ?n)"),
    "SELECT ?c { ?c a ?d FILTER ?d = 1 }": ("column 28", "the condition of FILTER stands in br"),
    "SELECT ?c { ?c a ?d FILTER(?d == 1) }": ("column 31", "with a single ="),
    "SELECT ?c { ?c a ?d } LIMIT ten": ("column 29", "take a whole number"),
    "SELECT ?c { ?c a 'x' ; nk:cue \"y }": ("column 31", "a quotation mark is not closed"),
    "SELECT ?c { ?c a ?d } }": ("column 23", "a brace } closes nothing"),
    "SELECT ?c { ?c nk:low > 3 }": ("expected a variable, an IRI or a value",),
    "SELECT ?c { ?c a ?d FILTER(?d > ) }": ("expected an expression",),
}


@pytest.mark.parametrize("text", SYNTAX)
def test_syntax_error_shows_the_place_and_a_cure(text: str, session: query.Session) -> None:
    with pytest.raises(QueryError) as caught:
        session.run(text)
    for part in SYNTAX[text]:
        assert part in str(caught.value)


BOUND = [
    ("SELECT ?s { ?s ?p ?x FILTER(?x = $x) }", "SELECT ?s { ?s ?p <a> FILTER(<a> = <a>) }"),
    ("SELECT ?x ?s { ?s ?p ?x }", "SELECT (<a> AS ?x) ?s { ?s ?p <a> }"),
    (
        "SELECT ?x (COUNT(?x) AS ?n) { ?s ?p ?x } GROUP BY ?x ORDER BY ?x",
        "SELECT (<a> AS ?x) (COUNT(<a>) AS ?n) { ?s ?p <a> } GROUP BY (<a>) ORDER BY (<a>)",
    ),
    ("SELECT ?s { ?s ?p ?o FILTER(!BOUND(?x)) }", "SELECT ?s { ?s ?p ?o FILTER(!true) }"),
    ("ASK { ?s ?p '?x' } # ?x", None),
]


@pytest.mark.parametrize(("text", "expected"), BOUND)
def test_bind(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(QueryError, match="no variable x; its variables: p, s"):
            sparql.bind(text, {"x": "<a>"})
    else:
        assert sparql.bind(text, {"x": "<a>"}) == expected


WHO = "SELECT DISTINCT ?who { ?claim nk:claimant ?who } ORDER BY ?who"
NIS_CLAIMS = 3
VALUES = {
    "National Intelligence Service": NIS_CLAIMS,
    "nis": NIS_CLAIMS,
    "organization/nis": NIS_CLAIMS,
    "https://w3id.org/nkgraph/id/organization/nis": NIS_CLAIMS,
    "PRK": 1,
    "dprk": 1,
    "country/PRK": 1,
    "https://example.org/none": 0,
}


@pytest.mark.parametrize("value", VALUES)
def test_actor_by_any_name(value: str, session: query.Session) -> None:
    result = session.run("SELECT ?claim { ?claim nk:claimant ?who }", {"who": value})
    assert len(result.rows) == VALUES[value]


INJECTIONS = ['x" } SELECT * { ?s ?p ?o', "x'> } #", "http://a> } #", "a\\", "\n"]


@pytest.mark.parametrize("value", INJECTIONS)
def test_value_never_becomes_syntax(value: str, session: query.Session) -> None:
    with pytest.raises(QueryError, match="parameter who"):
        session.run(WHO, {"who": value})


TYPED = {
    ("text", "PRK"): '"PRK"',
    ("text", 'a"\\'): '"a\\"\\\\"',
    ("date", "2024"): '"2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date>',
    ("integer", "-3"): '"-3"^^<http://www.w3.org/2001/XMLSchema#integer>',
    ("decimal", "3.5"): '"3.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    ("type", "Deployment"): "<https://w3id.org/nkgraph/ontology#Deployment>",
    ("any", "12"): '"12"^^<http://www.w3.org/2001/XMLSchema#integer>',
    ("any", "2024-10-18"): '"2024-10-18"^^<http://www.w3.org/2001/XMLSchema#date>',
}


@pytest.mark.parametrize(("kind", "value"), TYPED)
def test_typed_values(kind: str, value: str) -> None:
    known = {"x": params.Parameter(name="x", meaning="", type=kind)}
    found = params.terms({"x": value}, known, lambda _: [], sparql.BASE)
    assert found == {"x": TYPED[kind, value]}


@pytest.mark.parametrize(
    ("value", "day"),
    [("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2024-02-03", "2024-02-03")],
)
def test_until_means_the_last_day(value: str, day: str) -> None:
    known = {"until": params.Parameter(name="until", meaning="", type="date")}
    found = params.terms({"until": value}, known, lambda _: [], sparql.BASE)
    assert day in found["until"]


@pytest.mark.parametrize(
    ("kind", "value", "guess"),
    [
        ("type", "killd", "killed"),
        ("type", "deployment", "Deployment"),
        ("property", "esimates", "estimates"),
    ],
)
def test_a_misspelt_type_is_met_with_the_nearest(kind: str, value: str, guess: str) -> None:
    known = {"x": params.Parameter(name="x", meaning="", type=kind)}
    with pytest.raises(QueryError, match=f"no '{value}' .did you mean '{guess}'"):
        params.terms({"x": value}, known, lambda _: [], sparql.BASE)


def test_a_misspelt_actor_is_met_with_the_nearest(session: query.Session) -> None:
    with pytest.raises(QueryError, match=r"no actor named 'North Corea' .* 'North Korea'"):
        session.run(WHO, {"who": "North Corea"})


def test_errors_name_the_file_that_the_query_stands_in(tmp_path: Path, built: Path) -> None:
    path = tmp_path / "mine.rq"
    for text in ("SELECT ?x {", "LOAD <http://127.0.0.1:1/>"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(QueryError, match=r"mine\.rq, line 1"):
            query.run(built, str(path))


UNFIT = [
    ("date", "2024-13"),
    ("date", "soon"),
    ("integer", "1.5"),
    ("decimal", "١"),
    ("iri", "x y"),
]


@pytest.mark.parametrize(("kind", "value"), UNFIT)
def test_unfit_values(kind: str, value: str) -> None:
    known = {"x": params.Parameter(name="x", meaning="", type=kind)}
    with pytest.raises(QueryError, match="parameter x"):
        params.terms({"x": value}, known, lambda _: [], sparql.BASE)


def test_ambiguous_name_lists_the_candidates() -> None:
    rows = [[f"{sparql.BASE}person/kim-{n}", "false"] for n in "ab"]
    with pytest.raises(QueryError, match="person/kim-a, person/kim-b"):
        params.terms({"x": "Kim"}, {}, lambda _: rows, sparql.BASE)


HEAD = """# title: Who says
# question: Who says what?
# param who: whose claims (actor)
# param since: earliest day (date, optional)
SELECT ?claim { ?claim nk:claimant ?who OPTIONAL { ?claim nk:earliest ?since } }
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "who.rq"
    path.write_text(HEAD, encoding="utf-8")
    return str(path)


def test_head_comment_is_read() -> None:
    found = query.parse_named("who", HEAD)
    assert (found.title, found.question) == ("Who says", "Who says what?")
    assert [(p.name, p.type, p.optional) for p in found.parameters] == [
        ("who", "actor", False),
        ("since", "date", True),
    ]


def test_file_with_parameters(file: str, session: query.Session) -> None:
    assert len(session.run(file, {"who": "NIS"}).rows) == NIS_CLAIMS
    assert len(session.run(file, {"who": "NIS", "since": "2024-10"}).rows) == NIS_CLAIMS
    with pytest.raises(QueryError, match="needs the parameter who: whose claims"):
        session.run(file)
    with pytest.raises(
        QueryError, match=r"no parameter whom .did you mean 'who'.*its parameters: who"
    ):
        session.run(file, {"whom": "NIS"})


def test_unknown_name_and_missing_file(session: query.Session) -> None:
    with pytest.raises(QueryError, match="no query is named 'estimate'"):
        session.run("estimate")
    with pytest.raises(QueryError, match="did you mean 'treaties'"):
        session.run("treatys")
    with pytest.raises(QueryError, match=r"none\.rq: cannot be read: No such file"):
        session.run("none.rq")


FIVE = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o"
RUNAWAY = {
    "a count of a product": CROSS,
    "a sum of a product": f"SELECT (SUM(STRLEN(STR(?a))) AS ?n) {{ {FIVE} }}",
    "a sorted product": f"SELECT ?a ?d {{ {FIVE} }} ORDER BY ?a ?d",
    "distinct rows of a product": f"SELECT DISTINCT ?a ?d ?g ?j {{ {FIVE} }}",
    "a pattern that matches nothing": (
        f"SELECT ?a {{ {FIVE} FILTER(REGEX(STR(?c), '(x+x+)+y|(a|aa)+$')) }}"
    ),
    "paths that go anywhere": (
        "SELECT (COUNT(*) AS ?n) { ?a (<urn:x>|!<urn:x>|^<urn:x>|!(^<urn:x>))* ?b ."
        " ?b (<urn:x>|!<urn:x>|^<urn:x>|!(^<urn:x>))* ?c . ?c (<urn:y>|!<urn:y>)* ?d }"
    ),
    "rows without end": f"SELECT * {{ {FIVE} }}",
    "triples without end": f"CONSTRUCT {{ ?a ?b ?f }} {{ {FIVE} }}",
}


@pytest.mark.parametrize("kind", RUNAWAY)
def test_stopped_in_time_and_ready_again(kind: str, session: query.Session) -> None:
    began = time.monotonic()
    with pytest.raises(QueryError, match=r"stopped after 0\.3 s.*--timeout"):
        session.run(RUNAWAY[kind], timeout=0.3, limit=None)
    assert time.monotonic() - began < 2.3
    assert session.run("ASK { ?s ?p ?o }").boolean


def test_limit_is_told(session: query.Session) -> None:
    text = "SELECT ?c { ?c a nk:Claim }"
    assert (len(session.run(text, limit=6).rows), session.run(text, limit=6).complete) == (6, False)
    assert (len(session.run(text, limit=7).rows), session.run(text, limit=7).complete) == (7, True)


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store is there"):
        query.run(tmp_path / "none", "ASK {}")


def test_formats(session: query.Session) -> None:
    result = session.run('SELECT ?a ?b ?c { VALUES (?a ?b ?c) { ("=1+1" <urn:x> UNDEF) } }')
    assert list(csv.reader(io.StringIO(result.write("csv")))) == [
        ["a", "b", "c"],
        ["'=1+1", "urn:x", ""],
    ]
    assert result.write("tsv") == '?a\t?b\t?c\n"=1+1"\t<urn:x>\t\n'
    assert json.loads(result.write("json"))["results"]["bindings"] == [
        {"a": {"type": "literal", "value": "=1+1"}, "b": {"type": "uri", "value": "urn:x"}}
    ]
    assert '<binding name="b"><uri>urn:x</uri></binding>' in result.write("xml")
    with pytest.raises(QueryError, match="cannot be written as turtle; choose one of csv"):
        result.write("turtle")
    asked = session.run("ASK { ?s a nk:Claim }")
    assert json.loads(asked.write("json"))["boolean"] is True
    made = session.run("CONSTRUCT { ?s nk:x 1 } WHERE { ?s a nk:Claim } LIMIT 1")
    assert "nk:x 1 ." in made.write("turtle")
    with pytest.raises(QueryError, match="choose one of turtle"):
        made.write("csv")


def test_xml_holds_no_control_characters(session: query.Session) -> None:
    text = session.run(r'SELECT ("a\u0001<&" AS ?a) {}').write("xml")
    assert "<literal>a\ufffd&lt;&amp;</literal>" in text


def test_query_loads_nothing_heavy(built: Path) -> None:
    code = (
        "import sys\nfrom nkgraph import query\n"
        "print(query.run(sys.argv[1], 'ASK { ?s ?p ?o }').boolean)\n"
        "heavy = {'spacy', 'rdflib', 'pandas', 'networkx', 'pyvis', 'numpy'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(built)], capture_output=True, text=True, check=True
    )
    assert run.stdout.split("\n")[:2] == ["True", "[]"]
