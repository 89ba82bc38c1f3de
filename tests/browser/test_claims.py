"""The claims page, used as a person uses it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
import sample
from playwright.sync_api import Page, expect

from nkgraph.views import claims

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
Opener = Callable[..., Page]
LOSSES = "more than 3,000 Karvian soldiers were killed or wounded in the Tolm valley"


@pytest.fixture(scope="module")
def html() -> str:
    return claims.html(sample.records(), sample.TEXTS, title="Who says what")


def test_each_row_is_a_claim_in_its_sentence(opener: Opener, html: str) -> None:
    page = opener(html)
    expect(page.locator("tbody tr")).to_have_count(12)
    row = page.locator("tbody tr").filter(has_text=LOSSES)
    expect(row.locator("mark")).to_have_text(LOSSES)
    expect(row.locator("blockquote")).to_contain_text("According to the Norland Intelligence")
    expect(row).to_contain_text("Norland Intelligence Bureau, through Harbour Wire")
    expect(row).to_contain_text("more than 3,000 killed or wounded")
    expect(row.locator("td").nth(3)).to_have_text("2")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("nib", 3),  # an alias of who says it
        ("11,000", 1),  # a figure
        ("TOLM killed", 1),  # two words, any case
        ("moon", 0),
        ("lantern", 4),  # an outlet
    ],
)
def test_search_reads_names_words_and_figures(
    opener: Opener, html: str, text: str, left: int
) -> None:
    page = opener(html)
    page.keyboard.press("/")
    page.keyboard.type(text)
    expect(page.locator("tbody tr")).to_have_count(left)
    again = opener(html, page.evaluate("location.hash"))
    expect(again.locator("tbody tr")).to_have_count(left)
    page.keyboard.press("Escape")
    expect(page.locator("tbody tr")).to_have_count(12)


def test_facets_count_what_the_others_leave(opener: Opener, html: str) -> None:
    page = opener(html)
    page.locator("#outlet").get_by_role("button", name="None").click()
    page.locator("#outlet").get_by_label("The Lantern").check()
    expect(page.locator("tbody tr")).to_have_count(4)
    deployments = page.locator("#type label").filter(has_text="Deployment")
    expect(deployments.locator("small")).to_have_text("1")
    expect(page.locator("#outlet label").filter(has_text="Meridian").locator("small")).to_have_text(
        "6"
    )
    page.locator("#about-whom").select_option(label="Norland")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(deployments.locator("small")).to_have_text("0")


def test_when_nothing_passes_the_page_says_so(opener: Opener, html: str) -> None:
    page = opener(html)
    page.locator("#search").fill("no such word")
    expect(page.locator("caption")).to_contain_text("0 of 12 claims. Nothing passes the filters")


def test_headings_sort_and_a_row_opens_its_claim(opener: Opener, html: str) -> None:
    page = opener(html)
    page.get_by_role("columnheader", name="Sources").get_by_role("button").click()
    most = page.locator("tbody td:nth-child(4)").all_text_contents()
    assert [int(text) for text in most] == sorted(map(int, most), reverse=True)
    page.locator("tbody").get_by_role("button", name="Capture: Karvian army").click()
    expect(page.locator("#panel .claim.chosen mark")).to_have_text(
        "The Karvian army took Tolm on 2 March"
    )
    expect(page.locator("tr.chosen")).to_have_count(1)


def many(number: int) -> list[dict[str, Any]]:
    base = sample.records()[3]
    return [
        {**base, "id": f"{sample.BASE}claim/{n:04}", "event": f"{sample.BASE}event/{n}"}
        for n in range(number)
    ]


def test_long_lists_come_in_pages_and_a_link_finds_its_own(opener: Opener) -> None:
    told = many(250)
    html = claims.html(told, title="Many")
    page = opener(html)
    expect(page.locator("tbody tr")).to_have_count(100)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Next").click()
    expect(page.locator("tbody tr")).to_have_count(50)
    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    again = opener(html, f"#claim={quote(told[120]['id'], safe='')}")
    expect(again.locator(".turner")).to_contain_text("page 2 of 3")
    expect(again.locator("tr.chosen")).to_have_count(1)


def test_csv_and_json_hold_what_is_shown(opener: Opener, html: str) -> None:
    page = opener(html, accept_downloads=True)
    page.locator("#search").fill("pact")
    expect(page.locator("tbody tr")).to_have_count(1)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    text = waiting.value.path().read_text(encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["words"] == "Karvia and Norland signed the Lindqvist pact on 26 December"
    assert (row["time"], row["outlet"], row["denied"]) == ("XXXX-12-26", "The Lantern", "false")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="JSON").click()
    (claim,) = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert claim["words"] == row["words"]
    assert claim["bears"] == []
