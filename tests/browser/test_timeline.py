"""The timeline page, used as a person uses it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sample
from playwright.sync_api import Page, expect

from nkgraph.bearings import Bearing
from nkgraph.views import timeline

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
Opener = Callable[..., Page]


def records() -> list[dict[str, Any]]:
    """The sample, with a month as bounds, and one claim whose article has no date either."""
    made = sample.records()
    made[1] |= {"earliest": "2030-10-01", "latest": "2030-10-31"}
    made[9] |= {"earliest": "2031-04-01", "latest": "2031-04-30"}
    return made


@pytest.fixture(scope="module")
def html() -> str:
    ends = records()[8]["id"], records()[0]["id"]
    links = [
        Bearing(source=one, kind="contradicts", target=other, reason="4,200 and more than 3,000")
        for one, other in (ends, ends[::-1])
    ]
    return timeline.html(records(), sample.TEXTS, title="What happened when", links=links)


def mark(page: Page, label: str) -> Any:  # noqa: ANN401 - a locator
    return page.locator("g.mark").filter(has=page.locator(f'title:text("{label}")')).first


def box(page: Page, label: str) -> dict[str, float]:
    found: dict[str, float] = mark(page, label).locator(".body").bounding_box()
    return found


def center(page: Page, label: str) -> float:
    """Return where a mark's middle is; in one step, as marks are drawn anew at any time."""
    return float(
        page.evaluate(
            "label => { const mark = [...document.querySelectorAll('g.mark')].find((one) =>"
            " one.textContent.includes(label)); const box = mark.querySelector('.body')"
            ".getBoundingClientRect(); return box.x + box.width / 2; }",
            label,
        )
    )


def test_a_known_day_is_a_diamond_and_a_month_a_bar_as_wide(opener: Opener, html: str) -> None:
    page = opener(html)
    day, month = box(page, "Capture: Karvian army"), box(page, "Deployment: Karvia")
    meeting = box(page, "Meeting: Ilja Marek")
    assert day["width"] == pytest.approx(day["height"], abs=0.1)
    span = page.evaluate("nkgraph.span.to - nkgraph.span.from")
    wide = page.evaluate("document.querySelector('#lanes').clientWidth - 158")
    assert month["width"] == pytest.approx(31 / span * wide, abs=3)
    assert meeting["width"] == pytest.approx(30 / span * wide, abs=3)
    assert month["x"] < day["x"] < meeting["x"]
    expect(mark(page, "Meeting: Ilja Marek")).to_have_class("mark bar planned")


def test_a_mark_that_is_not_full_has_an_outline(opener: Opener) -> None:
    told = [
        records()[3] | {"id": f"c{n}", "event": f"e{n}", "polarity": polarity, "modality": modality}
        for n, (polarity, modality) in enumerate(
            [("negative", "asserted"), ("positive", "planned"), ("positive", "possible")]
        )
    ]
    page = opener(timeline.html(told, title="Looks"))
    for status in ("denied", "planned", "possible"):
        body = page.locator(f"#lanes g.mark.{status} .body")
        assert body.evaluate("e => getComputedStyle(e).stroke") == "rgb(27, 31, 36)"
        assert body.evaluate("e => getComputedStyle(e).fill") == "rgb(255, 255, 255)"


def test_without_a_time_an_event_stands_on_the_day_of_publication(
    opener: Opener, html: str
) -> None:
    around = [(date(2031, 3, day) - date(1970, 1, 1)).days for day in (1, 15)]
    page = opener(html, f"#span={around[0]}~{around[1]}")
    below = page.locator("#undated")
    expect(below).to_contain_text("Time not given")
    first, later = box(page, "Casualties: Karvian army"), box(page, "Displacement: villagers")
    assert first["x"] < later["x"]
    expect(mark(page, "Arms transfer")).to_have_class("mark told planned")
    expect(below.locator("circle")).to_have_count(1)
    expect(below.locator("title", has_text="Attack: Karvian army")).to_have_count(1)


def test_a_click_shows_the_evidence_and_what_bears_on_it(opener: Opener, html: str) -> None:
    page = opener(html)
    mark(page, "Casualties: Karvian army").locator(".body").click()
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_contain_text("Casualties: Karvian army")
    expect(panel.locator("mark").first).to_contain_text("more than 3,000 Karvian soldiers")
    expect(panel).to_contain_text("2 claims in 2 articles, from 2 independent sources")
    bears = panel.locator(".bears").first
    expect(bears).to_contain_text("contradicts Ilja Marek: 4,200 killed")
    bears.get_by_role("button").click()
    expect(panel.locator(".claim.chosen mark")).to_have_text("4,200 Karvian soldiers had died")
    again = opener(html, page.evaluate("location.hash"))
    expect(again.locator(".claim.chosen mark")).to_have_text("4,200 Karvian soldiers had died")
    expect(again.locator("g.mark.chosen")).to_have_count(1)


def test_lanes_by_event_actor_and_source(opener: Opener, html: str) -> None:
    page = opener(html)
    lanes = page.locator("#lanes .lane")
    assert {"Capture 1", "Deployment 1", "Meeting 1"} == set(lanes.all_text_contents())
    page.get_by_role("button", name="By actor").click()
    assert "Karvia 2" in lanes.all_text_contents()
    page.get_by_role("button", name="By source").click()
    assert "Meridian Desk 3" in lanes.all_text_contents()
    again = opener(html, page.evaluate("location.hash"))
    expect(again.get_by_role("button", name="By source")).to_have_attribute("aria-pressed", "true")


def test_a_lane_s_long_name_takes_two_lines_and_is_whole_in_its_tooltip(
    opener: Opener, html: str
) -> None:
    page = opener(html)
    page.get_by_role("button", name="By source").click()
    name = "Norland Intelligence Bureau"
    told = page.locator("#lanes text.lane").all_text_contents()
    assert all("…" not in text for text in told)
    long = records()[0] | {"time": "2031-03-01", "earliest": "2031-03-01", "latest": "2031-03-01"}
    page = opener(timeline.html([long], title="Long"))
    page.get_by_role("button", name="By source").click()
    lane = page.locator("#lanes g").filter(has=page.locator("text.lane")).first
    expect(lane.locator("title")).to_have_text(name)
    expect(lane.locator("text")).to_have_text(f"{name} 1")
    drawn = lane.locator("text").bounding_box()
    assert drawn is not None
    assert drawn["width"] < 158 - 8
    assert drawn["height"] > 24


def test_when_nothing_passes_the_page_says_so(opener: Opener, html: str) -> None:
    page = opener(html)
    page.locator("#type").get_by_role("button", name="None").click()
    expect(page.locator("#lanes")).to_contain_text("Nothing passes the filters")
    page.get_by_role("button", name="Show everything").click()
    expect(page.locator("#lanes")).not_to_contain_text("Nothing passes the filters")


def test_keyboard_alone_goes_through_events_zooms_and_moves(opener: Opener, html: str) -> None:
    page = opener(html)
    page.locator("#stage").focus()
    visited = []
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        visited.append(page.locator("#panel h2").text_content())
    assert [str(text).split(":")[0].strip() for text in visited] == [
        "Deployment",
        "Capture",
        "Meeting",
    ]
    page.keyboard.press("ArrowDown")
    assert page.locator("#panel h2").text_content() != visited[-1]
    wide = page.evaluate("nkgraph.span.to - nkgraph.span.from")
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.wait_for_function("w => nkgraph.span.to - nkgraph.span.from < w / 2", arg=wide)
    start = page.evaluate("nkgraph.span.from")
    page.keyboard.press("Shift+ArrowLeft")
    assert page.evaluate("nkgraph.span.from") < start
    page.keyboard.press("Home")
    assert page.evaluate("nkgraph.span.to - nkgraph.span.from") == pytest.approx(wide)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "stage"
    page.keyboard.press("Escape")
    expect(page.locator("#panel h2")).to_have_text("Pick something")


def test_mouse_drags_and_zooms_where_it_points(opener: Opener, html: str) -> None:
    page = opener(html)
    lanes = page.locator("#lanes").bounding_box()
    assert lanes is not None
    x, y = lanes["x"] + lanes["width"] * 0.75, lanes["y"] + 200
    under = "x => nkgraph.span.day(x, document.querySelector('#lanes').getBoundingClientRect().x"
    under += " + 158, document.querySelector('#stage').getBoundingClientRect().right)"
    before = page.evaluate(under, x)
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -400)
    page.keyboard.up("Control")
    page.wait_for_function("() => nkgraph.span.to - nkgraph.span.from < 150")
    assert page.evaluate(under, x) == pytest.approx(before, abs=0.5)
    page.mouse.down()
    page.mouse.move(x - 120, y, steps=4)
    page.mouse.up()
    assert page.evaluate(under, x - 120) == pytest.approx(before, abs=0.5)
    expect(page.locator("#panel h2")).to_have_text("Pick something")  # a drag is no click


def test_marks_stay_above_their_days_while_the_axis_is_pulled(opener: Opener, html: str) -> None:
    page = opener(html)
    wanted = (date(2031, 3, 2) - date(1970, 1, 1)).days + 0.5
    where = "day => { const box = document.querySelector('#stage').getBoundingClientRect();"
    where += " return nkgraph.span.at(day, box.left + 158, box.right); }"
    lanes = page.locator("#lanes").bounding_box()
    assert lanes is not None
    middle, y = lanes["x"] + lanes["width"] / 2, lanes["y"] + 60
    page.mouse.move(middle, y)
    page.mouse.down()
    place = 0.0
    for x in (middle - 20, middle - 60, middle - 200, middle - 350, middle - 100, middle + 60):
        page.mouse.move(x, y, steps=3)
        page.evaluate("() => new Promise(requestAnimationFrame)")
        place = center(page, "Capture: Karvian army")
        assert place == pytest.approx(page.evaluate(where, wanted), abs=2)
    page.mouse.up()
    page.wait_for_function("() => location.hash.includes('span=')")  # when it has come to rest
    again = opener(html, page.evaluate("location.hash"))
    assert center(again, "Capture: Karvian army") == pytest.approx(place, abs=2)


def test_filters_are_those_of_every_page(opener: Opener, html: str) -> None:
    page = opener(html)
    page.locator("#belief").get_by_label("planned").uncheck()
    expect(mark(page, "Meeting: Ilja Marek")).to_have_count(0)
    expect(page.locator("#status")).to_have_text("10 of 12 claims.")
    page.locator("#least-sources").select_option("2")
    expect(page.locator("#status")).to_have_text("5 of 12 claims.")
    page.get_by_role("button", name="Show everything").click()
    page.locator("#day-since").fill("2031-03-01")
    page.locator("#day-since").blur()
    page.locator("#day-until").fill("2031-03-05")
    page.locator("#day-until").blur()
    expect(page.locator("#status")).to_have_text("3 of 12 claims.")
    again = opener(html, page.evaluate("location.hash"))
    expect(again.locator("#status")).to_have_text("3 of 12 claims.")


def test_an_actor_found_by_its_alias_becomes_a_filter(opener: Opener, html: str) -> None:
    page = opener(html)
    page.keyboard.press("/")
    page.keyboard.type("president mar")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Only about Ilja Marek")).to_be_visible()
    expect(page.locator("#status")).to_have_text("2 of 12 claims.")
    page.get_by_role("button", name="Only about Ilja Marek").click()
    expect(page.locator("#status")).to_have_text("12 claims.")


def test_what_finds_no_room_is_counted_and_opens_together(opener: Opener) -> None:
    base = records()[3]
    many = [
        {**base, "id": f"{sample.BASE}claim/{n}", "event": f"{sample.BASE}event/{n}"}
        for n in range(60)
    ]
    page = opener(timeline.html(many, title="Many on one day"))
    heap = page.locator("g.heap")
    expect(heap).to_have_count(1)
    drawn = page.locator("#lanes g.mark").count()
    expect(heap).to_contain_text(f"+{60 - drawn}")
    heap.click()
    expect(page.locator("#panel .claim")).to_have_count(60 - drawn)


def test_table_instead_of_the_picture(opener: Opener, html: str) -> None:
    page = opener(html)
    page.get_by_role("button", name="Table").click()
    expect(page.locator("tbody tr")).to_have_count(12)
    page.get_by_role("columnheader", name="When").get_by_role("button").click()
    whens = page.locator("tbody td:nth-child(4)").all_text_contents()
    assert whens[:2] == ["October 2030", "2 March 2031"]
    page.locator("tbody button").first.click()
    expect(page.locator(".claim.chosen")).to_have_count(1)


@pytest.mark.parametrize("kind", ["CSV", "JSON", "SVG", "PNG"])
def test_what_is_shown_is_saved(opener: Opener, html: str, kind: str) -> None:
    page = opener(html, accept_downloads=True)
    page.locator("#belief").get_by_label("planned").uncheck()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=kind, exact=True).click()
    name, data = waiting.value.suggested_filename, waiting.value.path().read_bytes()
    assert name == f"what-happened-when.{kind.lower()}"
    if kind == "CSV":
        lines = data.decode().split("\r\n")
        assert lines[0].startswith("claim,event,type,what,who,")
        assert len(lines) == 10 + 2
    elif kind == "JSON":
        assert data.count(b'"bears"') == 10
        assert b'"relation": "contradicts"' in data
    elif kind == "SVG":
        assert data.startswith(b"<svg ")
        assert b"Capture" in data
        assert b"class=" not in data
    else:
        assert data.startswith(b"\x89PNG\r\n")
