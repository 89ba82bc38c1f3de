"""What the pages beside the network have in common: safe, accessible, fitting, one file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
import sample
from checks import HOSTILE, axe_script, hostile
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from nkgraph.bearings import Bearing
from nkgraph.views import claims, dossier, figures, network, timeline

if TYPE_CHECKING:
    from types import ModuleType

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
Opener = Callable[..., Page]
PAGES = {"timeline": timeline, "figures": figures, "claims": claims, "dossier": dossier}
PHONE = {"width": 360, "height": 740}
every_page = pytest.mark.parametrize("view", PAGES.values(), ids=PAGES)


@cache
def page_of(view: ModuleType) -> str:
    told = sample.records()
    told[1] |= {"earliest": "2030-10-01", "latest": "2030-10-31"}
    told[8]["figure"] = sample.figure("killedOrWounded", 4200, of=sample.actor("army"))
    ends = told[8]["id"], told[0]["id"]
    links = [
        Bearing(source=one, kind="contradicts", target=other, reason="4,200 and more than 3,000")
        for one, other in (ends, ends[::-1])
    ]
    return str(view.html(told, sample.TEXTS, title="Karvia and Ostrel", links=links))


def all_hostile() -> list[dict[str, Any]]:
    """Return a claim for each hostile text, with that text in every field."""
    made = []
    for number, text in enumerate(HOSTILE):
        record = hostile(text)[0]
        record |= {"id": f"{sample.BASE}claim/h{number}", "event": f"{sample.BASE}event/{number}"}
        record["article"] |= {"id": f"{sample.BASE}article/h{number}"}
        record["figure"] |= {"of": record["claimants"][0], "quantity": "weapons"}
        for role in (*record["roles"].values(), record["claimants"]):
            role[0]["id"] = f"{sample.BASE}group/h{number}"
        made.append(record)
    return made


@every_page
def test_hostile_words_are_text(opener: Opener, view: ModuleType) -> None:
    told = all_hostile()
    page = opener(view.html(told, title=HOSTILE[0]), viewport=PHONE)
    for number, record in enumerate(told):
        page.evaluate("n => nkgraph.select({kind: 'event', id: n})", number)
        page.evaluate("n => nkgraph.select({kind: 'claim', id: n})", number)
        shown = page.locator(".chosen mark").first.text_content()
        assert shown == record["evidence"]["text"].replace("\0", "\ufffd") or shown in HOSTILE
    for button in page.locator(".switch button").all():
        button.click()
    assert page.evaluate("window.ran") is None
    assert page.locator("img, script[src], iframe, [onerror], [onmouseover]").count() == 0
    assert page.locator("a[href^=javascript]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@every_page
def test_hostile_words_are_harmless_on_paper_and_in_tooltips(
    opener: Opener, view: ModuleType
) -> None:
    title = "\u202eevil </title><script>window.ran=1</script>"
    told = all_hostile()[:-1]  # the name of 10,000 letters would fill a hundred sheets
    page = opener(view.html(told, title=title), accept_downloads=True)
    assert page.title() == title
    tips = page.evaluate("[...document.querySelectorAll('svg title')].map(e => e.textContent)")
    tips += page.evaluate("[...document.querySelectorAll('[title]')].map(e => e.title)")
    assert not [tip for tip in tips if re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", tip)]
    data = page.pdf(prefer_css_page_size=True)
    for active in (b"/JavaScript", b"/OpenAction", b"/Launch", b"/EmbeddedFile"):
        assert active not in data
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(data)).pages)
    assert "window.ran=1" in text
    assert page.evaluate("window.ran") is None
    for button in page.get_by_role("button", name="CSV").all():
        with page.expect_download() as waiting:
            button.click()
        assert waiting.value.suggested_filename == "evil-title-script-window-ran-1-script.csv"


FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1")


@every_page
def test_a_spreadsheet_finds_no_formula(opener: Opener, view: ModuleType) -> None:
    told = []
    for number, formula in enumerate(FORMULAS):
        record = all_hostile()[0]
        told.append(json.loads(json.dumps(record).replace(json.dumps(HOSTILE[0])[1:-1], "§")))
        told[-1] = json.loads(json.dumps(told[-1]).replace("\\u00a7", json.dumps(formula)[1:-1]))
        told[-1] |= {"id": f"{sample.BASE}claim/f{number}"}
        told[-1]["evidence"]["text"] = formula
    page = opener(view.html(told, title="=1+1"), accept_downloads=True)
    saved = 0
    for button in page.get_by_role("button", name="CSV").all():
        with page.expect_download() as waiting:
            button.click()
        text = waiting.value.path().read_bytes().decode()
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert len(rows) == len(FORMULAS) + 1
        cells = [cell for row in rows for cell in row]
        assert not [cell for cell in cells if re.match(r"[=+\-@\t\r\n]", cell)]
        assert {f"'{formula}" for formula in FORMULAS} <= set(cells)
        saved += 1
    assert saved == (2 if view is figures else 1)


@every_page
def test_axe_finds_nothing_in_either_theme(opener: Opener, view: ModuleType) -> None:
    script = axe_script()
    found = []
    screen = {"width": 1400, "height": 900}
    for scheme, size, paper in (("light", screen, "255, 255, 255"), ("dark", PHONE, "20, 24, 29")):
        page = opener(page_of(view), color_scheme=scheme, viewport=size, bypass_csp=True)
        drawn_on = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert drawn_on == f"rgb({paper})"
        page.evaluate(script)
        for prepare in ("0", "nkgraph.select({kind: 'claim', id: 0})", "show && show('table')"):
            if prepare.startswith("show") and page.locator("#as-table").count() == 0:
                continue
            page.evaluate(prepare)
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found += [
                (scheme, v["id"], [n["target"] for n in v["nodes"]][:3])
                for v in result["violations"]
            ]
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    assert found == []


@every_page
def test_no_claims_say_what_to_do(opener: Opener, view: ModuleType) -> None:
    page = opener(view.html([], title="Nothing"))
    name = view.__name__.rpartition(".")[2]
    what = "figures" if view is figures else "claims"
    expect(page.get_by_role("heading", name=f"No {what} to show")).to_be_visible()
    expect(page.locator(".empty")).to_contain_text(f"nkgraph view {name} -o {name}.html")
    expect(page.locator(".empty")).to_contain_text("nkgraph build articles/")


@every_page
def test_works_inside_a_frame(opener: Opener, view: ModuleType) -> None:
    framed = network.iframe(page_of(view)).replace('id="data"', "id='data'")
    page = opener(f"<!doctype html><title>notebook</title>{framed}", accept_downloads=True)
    inside = page.frame_locator("iframe")
    expect(inside.locator("html[data-ready=true]")).to_be_attached()
    expect(inside.locator("main")).to_contain_text("Karvia")
    expect(inside.get_by_role("button", name="Print")).to_have_count(0)  # a frame may not
    if view is not dossier:
        inside.locator("#belief").get_by_label("asserted").uncheck()
        expect(inside.locator("#status")).to_contain_text(" of ")
    with page.expect_download() as waiting:
        inside.get_by_role("button", name="JSON").click()
    assert json.loads(waiting.value.path().read_text(encoding="utf-8"))


@every_page
def test_nothing_but_the_page_itself_is_allowed(view: ModuleType) -> None:
    html = page_of(view)
    head = unescape(html.partition("<style>")[0])
    assert re.search(r"default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-", head)
    assert "unsafe" not in head
    assert not re.findall(r"(?:src|href)=\"(?!data:)[^\"]*//", html)
    assert len(re.findall("<script", html)) == 2
    block = re.search(r'id="data">(.*?)</script>', html, re.DOTALL)
    assert block is not None
    assert not set("<>&\u2028\u2029") & set(block[1])
    json.loads(block[1])


@every_page
def test_the_same_claims_give_the_same_page(view: ModuleType) -> None:
    told = sample.records()
    assert view.html(told, title="Same") == view.html(told[::-1], title="Same")
