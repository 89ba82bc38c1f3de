"""The figures page, used as a person uses it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import sample
from playwright.sync_api import Locator, Page, expect

from nkgraph.bearings import Bearing
from nkgraph.views import figures

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
Opener = Callable[..., Page]
ARMY = sample.actor("army")


def estimate(
    number: int,
    by: str,
    day: str | None,
    low: float,
    comparator: str = "exactly",
    **more: Any,  # noqa: ANN401 - fields of a figure or a claim
) -> dict[str, Any]:
    """Return a claim that so many of the army were killed or wounded."""
    base = sample.records()[0]
    figure = sample.figure("killedOrWounded", low, comparator, of=ARMY, high=more.get("high", low))
    figure |= {key: more[key] for key in ("min", "max", "scope") if key in more}
    return {
        **base,
        "id": f"{sample.BASE}claim/e{number}",
        "figure": figure,
        "claimants": [sample.actor(by)],
        "via": [],
        "earliest": day,
        "latest": day,
        "time": day,
        "modality": more.get("modality", "estimated"),
        "polarity": more.get("polarity", "positive"),
        "article": base["article"] | ({} if day else {"id": "undated", "published": None}),
    }


def records() -> list[dict[str, Any]]:
    return [
        estimate(0, "kis", "2031-01-10", 1100, "approximately", min=990, max=1210),
        estimate(1, "marek", "2031-01-12", 3000, "moreThan"),
        estimate(2, "kis", "2031-03-01", 4000, "approximately", min=3600, max=4400),
        estimate(3, "wire", "2031-02-01", 2000, "between", high=2500),
        estimate(4, "wire", "2031-02-20", 900, "atMost"),
        estimate(5, "ministry", "2031-02-10", 1000, scope="in one week"),
        estimate(6, "norland", None, 1500),
        estimate(7, "wire", "2031-02-25", 3300, modality="planned"),
        estimate(8, "karvia", "2031-02-27", 2800, polarity="negative"),
        sample.records()[1],
        sample.records()[8],
    ]


def links() -> list[Bearing]:
    ids = [record["id"] for record in records()]

    def both(one: int, kind: str, other: int, why: str) -> list[Bearing]:
        ends = (ids[one], ids[other]), (ids[other], ids[one])
        return [Bearing(source=a, kind=kind, target=b, reason=why) for a, b in ends]

    return [
        *both(0, "contradicts", 1, "1,100 and more than 3,000"),
        *both(3, "corroborates", 2, "both below 4,400"),
        *both(1, "notComparable", 5, "one counts a week"),
        Bearing(source=ids[2], kind="supersedes", target=ids[0], reason="told later"),
    ]


@pytest.fixture(scope="module")
def html() -> str:
    return figures.html(records(), sample.TEXTS, title="Who counts how many", links=links())


def chart(page: Page) -> Locator:
    return page.locator(".chart").filter(has_text="killed or wounded")


def point(page: Page, text: str) -> Locator:
    return page.locator("g.point").filter(has=page.locator("title").filter(has_text=text))


def top(found: Locator) -> float:
    box = found.locator(".body").bounding_box()
    assert box is not None
    return box["y"] + box["height"] / 2


def test_each_comparator_is_drawn_in_its_own_way(opener: Opener, html: str) -> None:
    page = opener(html)
    expect(point(page, "about 1,100").locator(".band")).to_have_count(1)
    expect(point(page, "more than 3,000").locator(".open, .tip")).to_have_count(2)
    expect(point(page, "up to 900").locator(".open, .tip")).to_have_count(2)
    expect(point(page, "2,000 to 2,500").locator(".rod, .cap")).to_have_count(2)
    expect(point(page, "1,500 killed or wounded").locator(".open, .band, .rod")).to_have_count(0)
    up = point(page, "more than 3,000").locator(".tip").bounding_box()
    down = point(page, "up to 900").locator(".tip").bounding_box()
    assert up is not None
    assert down is not None
    assert up["y"] < top(point(page, "more than 3,000"))
    assert down["y"] > top(point(page, "up to 900"))


def test_statuses_scopes_and_missing_days_are_told_apart(opener: Opener, html: str) -> None:
    page = opener(html)
    for text, name in (
        ("about 1,100", "superseded"),
        ("in one week", "part"),
        ("3,300", "planned"),
        ("2,800", "denied"),
    ):
        assert name in (point(page, text).get_attribute("class") or "").split()
    expect(chart(page).locator("rect.undated")).to_have_count(1)
    undated, first = point(page, "Norland: 1,500").locator(".body"), point(page, "about 1,100")
    assert undated.bounding_box()["x"] < first.locator(".body").bounding_box()["x"]  # type: ignore[index]
    expect(chart(page)).to_contain_text("9 figures · 6 sources · 1 contradiction · 1 superseded")


def test_lines_join_what_contradicts_agrees_and_replaces(opener: Opener, html: str) -> None:
    page = opener(html)
    for name in ("against", "agrees", "later"):
        expect(chart(page).locator(f"path.link.{name}")).to_have_count(1)
    expect(chart(page).locator("path.link.apart")).to_have_count(0)
    point(page, "in one week").locator(".body").click()
    expect(chart(page).locator("path.link.apart")).to_have_count(1)
    expect(chart(page).locator("text.sign.against")).to_have_text("≠")


def test_a_speaker_has_one_shape_and_colour_everywhere(opener: Opener, html: str) -> None:
    page = opener(html)
    drawn = page.evaluate(
        "[...document.querySelectorAll('g.point')].filter(g => g.point)"
        ".map(g => [g.point.speaker, g.classList[1], g.querySelector('.body').getAttribute('d')])"
    )
    looks: dict[str, set[tuple[str, str]]] = {}
    for speaker, colour, shape in drawn:
        looks.setdefault(speaker, set()).add((colour, shape))
    assert all(len(found) == 1 for found in looks.values())
    assert len({shape for found in looks.values() for _, shape in found}) == len(looks)


def test_scale_is_chosen_and_remembered(opener: Opener, html: str) -> None:
    page = opener(html)
    linear = top(point(page, "up to 900")) - top(point(page, "about 1,100"))
    page.get_by_role("button", name="Logarithmic").click()
    expect(chart(page)).to_contain_text("logarithmic scale")
    logarithmic = top(point(page, "up to 900")) - top(point(page, "about 1,100"))
    assert logarithmic > linear
    again = opener(html, page.evaluate("location.hash"))
    expect(chart(again)).to_contain_text("logarithmic scale")


def test_without_any_day_estimates_stand_by_article(opener: Opener) -> None:
    told = [estimate(n, "kis", None, 100 * (n + 1)) for n in range(3)]
    told[2]["article"] |= {
        "id": "other",
        "publisher": None,
        "title": None,
        "source": "x/second.txt",
    }
    page = opener(figures.html(told, title="No days"))
    expect(chart(page)).to_contain_text("without dates: by article")
    assert page.locator(".chart text.tick").all_text_contents()[-2:] == ["Meridian Desk", "second"]
    first, last = (point(page, f"Bureau: {n} killed").locator(".body") for n in (100, 300))
    assert first.bounding_box()["x"] + 200 < last.bounding_box()["x"]  # type: ignore[index]


def test_a_wide_range_is_drawn_on_a_logarithmic_scale_by_itself(opener: Opener) -> None:
    told = [estimate(0, "kis", "2031-01-10", 12), estimate(1, "marek", "2031-01-12", 90000)]
    page = opener(figures.html(told, title="Wide"))
    expect(chart(page)).to_contain_text("logarithmic scale")
    page.get_by_role("button", name="Linear").click()
    expect(chart(page)).not_to_contain_text("logarithmic scale")


def test_a_click_and_the_keys_show_the_evidence(opener: Opener, html: str) -> None:
    page = opener(html)
    point(page, "more than 3,000").locator(".body").click()
    card = page.locator(".claim.chosen")
    expect(card).to_contain_text("Ilja Marek")
    expect(card.locator(".bears li").first).to_contain_text("contradicts")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".claim.chosen")).to_contain_text("2,000 to 2,500 killed or wounded")
    expect(page.locator("g.point.chosen")).to_have_count(1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"


def test_what_is_counted_once_is_a_tile(opener: Opener, html: str) -> None:
    page = opener(html)
    expect(page.locator(".tile")).to_have_count(2)
    tile = page.locator(".tile").filter(has_text="about 11,000 troops")
    expect(tile).to_contain_text("Meridian Desk (own voice)")
    tile.click()
    expect(page.locator(".claim.chosen mark")).to_contain_text("Karvia sent about 11,000 troops")


def test_table_sorts_by_size_and_is_saved_as_the_ledger_writes_it(
    opener: Opener, html: str
) -> None:
    page = opener(html, accept_downloads=True)
    expect(page.locator("tbody tr")).to_have_count(11)
    page.get_by_role("columnheader", name="Figure").get_by_role("button").click()
    figure = page.locator("tbody td:nth-child(2)")
    assert figure.first.text_content() == "up to 900 killed or wounded"
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as CSV").click()
    text = waiting.value.path().read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 11
    assert (rows[0]["low"], rows[0]["claimants"]) == ("900", "Harbour Wire")
    assert rows[0]["status"] == "current"


def test_charts_are_saved_whole_though_out_of_view(opener: Opener, html: str) -> None:
    page = opener(html, accept_downloads=True, viewport={"width": 1000, "height": 300})
    marks = page.locator(".chart > svg title").count()
    assert marks > 9
    with page.expect_download() as waiting:
        page.get_by_role("button", name="SVG", exact=True).click()
    whole = ET.parse(waiting.value.path()).getroot()  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    parts = whole.findall(f"{space}svg")
    assert len(parts) == page.locator(".chart > svg").count()
    assert all(float(part.attrib["height"]) > 200 for part in parts)
    ends = [float(part.attrib["y"]) + float(part.attrib["height"]) for part in parts]
    assert float(whole.attrib["height"]) == pytest.approx(ends[-1])
    assert len(list(whole.iter(f"{space}title"))) == marks
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PNG", exact=True).click()
    assert waiting.value.path().read_bytes().startswith(b"\x89PNG\r\n")


def test_superseded_figures_are_faded(opener: Opener, html: str) -> None:
    page = opener(html)
    faded = point(page, "about 1,100").evaluate("e => getComputedStyle(e).opacity")
    full = point(page, "about 4,000").evaluate("e => getComputedStyle(e).opacity")
    assert float(faded) < 0.6 < float(full)


def test_when_nothing_passes_the_page_says_so(opener: Opener, html: str) -> None:
    page = opener(html)
    page.locator("#type").get_by_role("button", name="None").click()
    expect(page.locator("#charts")).to_contain_text("Nothing passes the filters")
    expect(page.locator("tbody tr")).to_have_count(0)


def test_a_formula_in_a_cell_stays_text(opener: Opener) -> None:
    told = [estimate(0, "kis", None, 12), estimate(1, "kis", None, 15)]
    told[0]["article"]["title"] = '=HYPERLINK("http://x.example","a")'
    page = opener(figures.html(told, title="Formula"), accept_downloads=True)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as CSV").click()
    (row,) = [
        row
        for row in csv.DictReader(io.StringIO(waiting.value.path().read_text(encoding="utf-8")))
        if "HYPERLINK" in row["title"]
    ]
    assert row["title"].startswith("'=HYPERLINK(")


def test_filters_thin_the_charts(opener: Opener, html: str) -> None:
    page = opener(html)
    page.locator("#by").get_by_label("Norland Intelligence Bureau").uncheck()
    expect(chart(page)).to_contain_text("7 figures · 5 sources")
    expect(page.locator("tbody tr")).to_have_count(9)
