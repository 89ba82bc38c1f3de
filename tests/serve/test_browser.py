"""The pages in Chromium: editor, charts, graphs, hostile words, axe-core."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from tests.serve.running import ROOT, Running, start

from nkgraph.rdf import Run, contribution
from nkgraph.serve.pages import editor
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from nkgraph.model import Findings

    Opener = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.allow_hosts(["127.0.0.1"])]

HOSTILE = "<script>window.ran=1</script><img src=x onerror='window.ran=1'>\"' onx=1 {{7*7}} \u202e"


@pytest.fixture(scope="module")
def hostile(findings: tuple[Findings, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three articles, with hostile words wherever an article's own stand."""
    from dataclasses import replace

    path = tmp_path_factory.mktemp("hostile") / "store"
    run = Run(version="0", ontology_sha256="0" * 64, model="hand-made", model_version="1")
    changed = []
    for found in findings:
        article = replace(found.article, title=HOSTILE, publisher=HOSTILE)
        claims = tuple(replace(claim, cue=HOSTILE) for claim in found.claims)
        changed.append(contribution(replace(found, article=article, claims=claims), run=run))
    with Store.open(path, create=True) as made:
        made.swap(come=changed)
    return path


@pytest.fixture(scope="module")
def served(hostile: Path) -> Iterator[Running]:
    with start(hostile, "--workers", "2") as started:
        yield started


@pytest.fixture
def opener(browser: Browser, served: Running) -> Iterator[Opener]:
    """Open a page; afterwards assert that it asked nobody else and complained of nothing."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((served.url, "data:", "blob:")):
            trouble.append(f"request: {request.url}")

    def open_page(path: str, **context: object) -> Page:
        made = browser.new_context(**context)  # type: ignore[arg-type]
        contexts.append(made)
        page = made.new_page()
        page.on("console", lambda said: trouble.append(said.text))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("request", watch)
        page.goto(served.url + path)
        scripted = page.locator("script[type=module]").count()
        if scripted and context.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready=true]", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    refused = "Failed to load resource: the server responded with a status of 400"
    assert [line for line in trouble if not line.startswith(refused)] == []


SELECT = """SELECT ?who ?whoLabel (COUNT(*) AS ?n) {
  ?c nk:claimant ?who . ?who rdfs:label ?whoLabel } GROUP BY ?who ?whoLabel"""


def write(page: Page, text: str) -> None:
    """Put a query into the editor, or into the plain field."""
    page.evaluate(
        """text => { const mirror = document.querySelector(".CodeMirror")?.CodeMirror;
        if (mirror) mirror.setValue(text); else document.getElementById("query").value = text }""",
        text,
    )


@pytest.mark.skipif(not editor(), reason="the editor was not built (npm; tools/frontend.py)")
def test_the_editor_knows_the_prefixes_and_completes(opener: Opener) -> None:
    page = opener("/")
    page.locator(".yasqe .CodeMirror").wait_for()
    assert page.locator(".parseErrorIcon").count() == 0
    write(page, "")
    page.locator(".CodeMirror").click()
    page.keyboard.type("SELECT * { ?c a nk:Cla")
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hints").get_by_text("nk:Claim").first.click()
    expect(page.locator(".CodeMirror-line").first).to_contain_text("?c a nk:Claim")


def test_a_query_is_answered_as_table_chart_and_graph(opener: Opener) -> None:
    page = opener("/")
    write(page, SELECT)
    page.get_by_role("button", name="Run").click()
    table = page.locator("#live table")
    expect(table.locator("tbody tr")).to_have_count(2)
    expect(table).to_contain_text("National Intelligence Service")
    table.get_by_role("button", name="n", exact=True).click()
    expect(table.locator("th").last).to_have_attribute("aria-sort", "ascending")
    assert table.locator("tbody td.number").all_text_contents() == ["1", "3"]
    if editor():
        page.get_by_role("button", name="Chart").click()
        expect(page.locator("#live canvas")).to_be_visible()
    page.goto(page.url + "ask?query=CONSTRUCT WHERE { ?s nk:claimant ?o }")
    page.get_by_role("button", name="Graph").click()
    expect(page.locator("#answer .graph canvas")).to_be_visible()


def test_a_wrong_query_says_where(opener: Opener) -> None:
    page = opener("/")
    write(page, "SELECT * { ?s }")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert")).to_contain_text("line 1, column 16: not valid SPARQL")


@pytest.mark.parametrize("script", [True, False])
def test_hostile_words_do_nothing(opener: Opener, script: bool) -> None:  # noqa: FBT001 - a parameter
    start_page = opener("/", java_script_enabled=script)
    paths = ["/", "/named/claims-about?of=PRK", "/named/who-estimates-what"]
    found = opener("/named/claims-about?of=PRK", java_script_enabled=script)
    links = found.locator("table a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    paths += sorted({link for link in links if "/article/" in link or "/event/" in link})[:2]
    for path in paths:
        page = opener(path, java_script_enabled=script)
        if script:
            assert page.evaluate("window.ran") is None
            assert page.evaluate("document.querySelectorAll('[onerror],[onx],img').length") == 0
    assert "<script>window.ran" in found.locator("table").inner_text()
    assert start_page.title() == "Start · nkgraph"


def test_without_javascript_a_form_is_a_table(opener: Opener) -> None:
    page = opener("/", java_script_enabled=False)
    page.locator("#query").fill(SELECT)
    page.get_by_role("button", name="Run").click()
    expect(page.locator("table tbody tr")).to_have_count(2)
    page.locator("table a").first.click()
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 380)])
def test_axe_finds_nothing(opener: Opener, scheme: str, width: int) -> None:
    import sys

    sys.path.insert(0, str(ROOT / "tests" / "browser"))
    from checks import axe_script  # a sibling of the browser tests

    script = axe_script()
    claim = opener("/ask?query=SELECT ?c { ?c nk:relayedBy ?r }").locator("td a").first
    path = str(claim.get_attribute("href"))
    view = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    for where in ("/", "/named/figures-by-speaker", path):
        page = opener(where, **view)
        page.evaluate(script)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in result["violations"]]
        assert found == [], where
        assert page.evaluate("document.documentElement.scrollWidth") <= width
