"""Every page of what build makes of the example articles, and of a large made-up store."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect
from tests.bench.stories import stories

from nkgraph.cli import main
from nkgraph.remote import read_only
from nkgraph.views import claims, dossier, figures, timeline
from nkgraph.views.choice import Choice
from nkgraph.views.pages import page as page_of

if TYPE_CHECKING:
    from pathlib import Path

    from nkgraph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.slow]
Opener = Callable[..., Page]
VIEWS = ("timeline", "figures", "claims", "dossier")
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def made_up() -> dict[str, str]:
    """Every page of about 1,500 claims, each third with a figure."""
    told = stories(2_000)
    for number, record in enumerate(told):
        if number % 3 == 0:
            low = 10 + number * 7 % 900
            record["figure"] = figure(low, record["roles"]["patient"][0])
    made = {"timeline": timeline, "figures": figures, "claims": claims, "dossier": dossier}
    return {name: view.html(told, title="Made up") for name, view in made.items()}


def figure(low: int, of: dict[str, Any]) -> dict[str, Any]:
    numbers = dict.fromkeys(("low", "high", "min", "max"), low)
    words = {"quantity": "killed", "comparator": "approximately", "text": str(low)}
    return {**words, **numbers, "of": of, "scope": None, "unit": None}


def use(page: Page, view: str) -> None:
    """Do on a page what a person does first."""
    if view == "dossier":
        page.locator("#contents a").last.click()
        expect(page.get_by_role("heading", name="Articles")).to_be_in_viewport()
        page.locator("main ul a").first.click()
        expect(page.locator(".event.chosen, .telling.chosen").first).to_be_in_viewport()
        return
    status = page.locator("#status")
    whole = status.text_content() or ""
    page.locator("#belief").get_by_label("asserted").uncheck()
    expect(status).to_contain_text(" of ")
    page.get_by_role("button", name="Show everything").click()
    expect(status).to_have_text(whole)
    pick(page, view)
    expect(page.locator("#panel .claim mark").first).to_be_visible()
    assert "#" in page.url
    page.keyboard.press("/")
    page.keyboard.type("korea" if "Korea" in (page.content()) else "number 3")
    if view == "claims":
        expect(page.locator("caption")).to_contain_text(" of ")
        page.keyboard.press("Escape")
    else:
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("Enter")
    expect(page.locator("#status")).not_to_be_empty()


def pick(page: Page, view: str) -> None:
    """Select something by the keyboard, or in the table."""
    if view == "claims":
        page.locator("tbody button").first.click()
        return
    page.locator("#stage" if view == "timeline" else "#charts").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")


@pytest.mark.model
@pytest.mark.parametrize("view", VIEWS)
def test_the_example_articles(opener: Opener, examples: Store, view: str) -> None:
    made = page_of(view, examples, Choice())
    assert len(made.html) < 3 * MEGABYTE
    use(opener(made.html, viewport={"width": 1400, "height": 900}), view)


def test_saved_figures_are_what_the_ledger_writes(opener: Opener, built: Path) -> None:
    with read_only(str(built)) as store:
        page = opener(page_of("figures", store, Choice()).html, accept_downloads=True)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as CSV").click()
    args = ["--store", str(built), "ledger", "--format", "csv"]
    ledger = CliRunner().invoke(main, args, prog_name="nkgraph").stdout
    saved = waiting.value.path().read_text(encoding="utf-8")
    ours, theirs = (list(csv.DictReader(io.StringIO(text))) for text in (saved, ledger))
    assert len(theirs) == 3
    assert sorted(ours, key=str) == sorted(theirs, key=str)


@pytest.mark.parametrize("view", VIEWS)
def test_a_made_up_store(opener: Opener, made_up: dict[str, str], view: str) -> None:
    use(opener(made_up[view], viewport={"width": 1400, "height": 900}), view)
    phone = opener(made_up[view], viewport={"width": 380, "height": 740}, color_scheme="dark")
    assert phone.evaluate("document.documentElement.scrollWidth") == 380
