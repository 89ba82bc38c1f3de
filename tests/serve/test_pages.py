"""Pages without JavaScript: what they show, where they lead, and that words stay words."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from nkgraph import query
from nkgraph.serve import pages, static
from nkgraph.views.headings import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx
    from tests.serve.running import Running

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture
def reader(server: Running) -> Iterator[httpx.Client]:
    """A browser's way of asking, without JavaScript."""
    with server.client(headers={"accept": BROWSER}, follow_redirects=True) as made:
        yield made


def some_claim(client: httpx.Client) -> str:
    asked = {"query": "SELECT ?c { ?c nk:claimant ?w ; nk:relayedBy ?r } LIMIT 1"}
    answer = client.get("/query", params=asked, headers={"accept": "application/json"})
    return str(answer.json()["results"]["bindings"][0]["c"]["value"])


def test_the_start_page_has_figures_and_every_named_query(reader: httpx.Client) -> None:
    page = reader.get("/")
    assert page.status_code == 200
    text = page.text
    figures = dict(re.findall(r"<dt>(.*?)</dt><dd>([\d,]+)</dd>", text))
    assert figures["articles"] == "3"
    assert figures["claims"] == "7"
    for one in query.named():
        assert f'action="/named/{one.name}"' in text
        for parameter in one.parameters:
            assert f'id="{one.name}-{parameter.name}"' in text
    assert '<textarea id="query" name="query"' in text
    assert '<option value="North Korea">' in text


def test_every_link_of_the_start_page_leads_somewhere(reader: httpx.Client) -> None:
    links = set(re.findall(r'(?:href|src)="(/[^"]*)"', reader.get("/").text))
    assert len(links) >= 4
    for link in links:
        assert reader.get(html.unescape(link)).status_code == 200, link


def test_pages_allow_nothing_but_their_own_files(reader: httpx.Client) -> None:
    for path in ("/", "/named/timeline", "/nothing", "/ask?query=ASK{}"):
        page = reader.get(path)
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert page.headers["x-content-type-options"] == "nosniff"
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=", page.text)
        assert not re.search(r'(?:src|href|action)="(?:[a-z]+:)?//', page.text)


def test_a_named_query_is_answered_as_a_page_and_as_data(
    reader: httpx.Client, client: httpx.Client
) -> None:
    page = reader.get("/named/who-estimates-what", params={"of": "PRK"})
    assert page.status_code == 200
    assert "National Intelligence Service" in page.text
    assert 'value="PRK"' in page.text
    data = client.get("/named/who-estimates-what", params={"of": "PRK"})
    rows = data.json()["results"]["bindings"]
    assert f"{len(rows)} row" in page.text
    taken = [
        html.unescape(link) for link in re.findall(r'href="(/named/[^"]*format=\w+)"', page.text)
    ]
    assert {link.rsplit("=", 1)[1] for link in taken} == {"json", "xml", "csv", "tsv"}
    for link in taken:
        assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/named/claims-about", 200, 'name="of"'),
        ("/named/claims-about?of=Atlantis", 400, "no actor named &#39;Atlantis&#39;"),
        ("/named/claims-about?of=PRK&since=soon", 400, "is not a date"),
        ("/named/timeline?who=PRK", 400, "no parameter who"),
        ("/named/pyproject.toml", 404, "no query is named"),
        ("/named/..%2f..%2fontology%2fqueries%2ftimeline.rq", 404, "no query is named"),
        ("/ask?query=SELEC", 400, "a query begins with"),
        ("/ask?query=DROP%20ALL", 403, "queries only read"),
        ("/ask?query=SELECT%20*%20%7B%7D", 200, "1 row"),
        ("/ask?query=ASK%20%7B%7D", 200, "<bdi>yes</bdi>"),
        ("/ask?query=CONSTRUCT%20WHERE%20%7B%3Fs%20nk:modality%20%3Fo%7D", 200, "modality"),
        ("/ask", 200, "Questions"),
        ("/iri?iri=urn:none", 404, "says nothing of"),
        ("/iri", 400, "no absolute IRI"),
        ("/id/claim/none", 404, "says nothing of"),
    ],
)
def test_what_a_page_says(reader: httpx.Client, path: str, status: int, says: str) -> None:
    page = reader.get(path)
    assert page.status_code == status
    assert says in page.text
    assert page.text.startswith("<!doctype html>")


def test_a_claim_leads_to_its_evidence(reader: httpx.Client) -> None:
    iri = some_claim(reader)
    page = reader.get("/iri", params={"iri": iri})
    assert page.status_code == 200
    assert "<mark>about 3,000 troops may follow</mark>" in page.text
    assert ">Yonhap News Agency</bdi>" in page.text
    assert ">National Intelligence Service</bdi>" in page.text
    assert "planned" in page.text
    assert "=First &lt;b&gt;" in page.text
    local = "/id/" + iri.split("/id/", 1)[1]
    assert "<mark>" in reader.get(local).text


def test_a_node_is_given_as_data_to_whoever_wants_data(client: httpx.Client) -> None:
    iri = some_claim(client)
    local = "/id/" + iri.split("/id/", 1)[1]
    turtle = client.get(local, headers={"accept": "text/turtle"})
    assert turtle.headers["content-type"].startswith("text/turtle")
    subjects = {quad.subject for quad in ox.parse(turtle.content, format=ox.RdfFormat.TURTLE)}
    assert subjects == {ox.NamedNode(iri)}
    assert client.get(f"{local}?format=jsonld").json()
    assert client.get(local, headers={"accept": "image/png"}).status_code == 406
    assert client.get("/id/claim/none").status_code == 404


def test_an_event_leads_to_its_claims(reader: httpx.Client) -> None:
    claim = reader.get("/iri", params={"iri": some_claim(reader)}).text
    (event,) = set(re.findall(r'href="(/id/event/[^"]+)"', claim))
    page = reader.get(event)
    assert "about 3,000 troops may follow" in page.text
    assert 'href="/id/claim/' in page.text


def test_a_browser_without_the_token_is_asked_for_it(tmp_path: object) -> None:
    del tmp_path
    page = pages._templates().get_template("login.html")  # noqa: SLF001 - the template alone
    shown = page.render(editor=False, base="x", refused=None, message="", shown=1)
    assert 'action="/login" method="post"' in shown


def test_completions_are_the_ontologys(client: httpx.Client) -> None:
    words = client.get("/static/vocabulary.json").json()
    assert words == json.loads(static.vocabulary())
    assert words["prefixes"]["nk"].endswith("ontology#")
    assert "https://w3id.org/nkgraph/ontology#Claim" in words["classes"]
    assert "https://w3id.org/nkgraph/ontology#claimant" in words["properties"]


def test_files_are_sent_once(client: httpx.Client) -> None:
    first = client.get("/static/page.css")
    assert first.headers["content-type"].startswith("text/css")
    again = client.get("/static/page.css", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    for name in ("app.py", "../app.py", "vendor", "vendor/", "", "frontend.sha256"):
        assert client.get(f"/static/{name}").status_code == 404


def test_views_are_pages_of_the_server(reader: httpx.Client) -> None:
    start = reader.get("/").text
    for view in HEADINGS:
        assert f'formaction="/view/{view}"' in start
    asked = {"about": "PRK", "since": "2024-01-01", "without": ["", "Yonhap"]}
    page = reader.get("/view/timeline", params=asked)
    assert page.status_code == 200
    assert f"<title>{HEADINGS['timeline']}: PRK</title>" in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'sha256-" in html.unescape(page.text)
    again = reader.get(page.url, headers={"if-none-match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = reader.get(page.url, headers={"accept-encoding": "identity"})
    assert plain.text == page.text


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/view/map", 404, "no view"),
        ("/view/", 404, "no view"),
        ("/view/network/--help", 404, "no view"),
        ("/view/claims?about=Nobody-at-all", 400, "Nobody-at-all"),
        ("/view/claims?since=soon", 400, "soon"),
        ("/view/claims?about=--help", 400, "--help"),
        ("/view/claims?about=%00", 400, "no name has"),
        ("/view/claims?event=https://example.org/none", 400, "example.org/none"),
    ],
)
def test_a_view_that_there_is_not(
    path: str, status: int, message: str, reader: httpx.Client
) -> None:
    answer = reader.get(path)
    assert answer.status_code == status
    assert message in html.unescape(answer.text)


def test_output_is_not_for_the_asker_to_name(reader: httpx.Client, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert reader.get("/view/claims", params={"output": str(file)}).status_code == 200
    assert not file.exists()
