"""The network page as an analyst works with it: lineage, sources, time, paths, neighbourhoods."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import sample
from playwright.sync_api import Page, expect

from nkgraph.bearings import Bearing
from nkgraph.views import network
from nkgraph.views.picture import picture

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
Opener = Callable[..., Page]
RECORDS = sample.records()
LOSSES, PRESENCE, ECHO = RECORDS[0], RECORDS[1], RECORDS[10]


def links() -> list[Bearing]:
    """Marek contradicts the bureau; what the last article relays is what the bureau says.

    Two more claims of one event corroborate each other.
    """
    marek = RECORDS[8]
    found = [
        Bearing(marek["id"], "contradicts", LOSSES["id"], "Marek says 4,200, the bureau 3,000"),
        Bearing(LOSSES["id"], "contradicts", marek["id"], "the bureau says 3,000, Marek 4,200"),
        Bearing(ECHO["id"], "supersedes", PRESENCE["id"], "told later by one source"),
        Bearing(RECORDS[9]["id"], "realises", RECORDS[3]["id"], "spoken of, then told"),
    ]
    ends = PRESENCE["id"], ECHO["id"]
    found += [Bearing(one, "corroborates", to, "11,000, 10,000") for one, to in (ends, ends[::-1])]
    return sorted(found)


@pytest.fixture(scope="module")
def linked() -> str:
    return network.html(RECORDS, sample.TEXTS, title="Karvia and Ostrel", links=links())


def search(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def drawn(page: Page) -> set[str]:
    return set(page.evaluate("[...nkgraph.drawn].map(id => nkgraph.data.nodes[id].label)"))


def claims(page: Page) -> int:
    said = page.locator("#status").text_content() or ""
    match = re.search(r"(\d+) of \d+ claims", said)
    assert match is not None, said
    return int(match[1])


def press(page: Page, label: str, node: str) -> None:
    """Click the node of that label; ``label`` is a modifier key or empty."""
    at = page.evaluate(
        "label => nkgraph.at(nkgraph.data.nodes.find(n => n.label === label).id)", node
    )
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    if label:
        page.keyboard.down(label)
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    if label:
        page.keyboard.up(label)


def test_the_panel_says_what_bears_on_a_claim(opener: Opener, linked: str) -> None:
    page = opener(linked)
    search(page, "Casualties")
    panel = page.locator("#panel")
    expect(panel.locator(".about").first).to_contain_text("contested ⇄")
    first = panel.locator(".claim").first
    expect(first.locator(".bears")).to_contain_text("contradicts")
    expect(first.locator(".bears")).to_contain_text("the bureau says 3,000, Marek 4,200")
    first.locator(".bears button").click()
    search(page, "Deployment: Karvia")
    told = panel.locator(".claim").filter(has_text="11,000 troops to Ostrel in October")
    expect(told.locator(".bears li").filter(has_text="agrees with")).to_contain_text("10,000")
    search(page, "Casualties")
    first.locator(".bears button").click()
    expect(panel.locator(".claim.chosen dd").first).to_contain_text("Ilja Marek")


def test_events_that_bear_on_each_other_have_a_line(opener: Opener, linked: str) -> None:
    page = opener(linked, "#actors=exact")
    lines = page.evaluate("[...lines].map(id => nkgraph.data.edges[id].role)")
    assert "may carry out" in lines
    page.locator("#lines").get_by_label("between events").uncheck()
    lines = page.evaluate("[...lines].map(id => nkgraph.data.edges[id].role)")
    assert "may carry out" not in lines


def test_the_page_counts_sources_as_the_picture_does(opener: Opener, linked: str) -> None:
    page = opener(linked, "#actors=exact")
    told = page.evaluate(
        "Object.fromEntries(nkgraph.data.nodes.map("
        "n => [n.iri, [n.now.sources, n.now.status, n.now.radius, n.now.font, n.now.lines]]))"
    )
    nodes = picture(RECORDS, links=links()).exact.nodes
    assert told == {n.iri: [n.sources, n.status, n.radius, n.font, list(n.lines)] for n in nodes}


def test_without_a_source_what_is_left_is_counted_anew(opener: Opener, linked: str) -> None:
    page = opener(linked)
    search(page, "Deployment: Karvia")
    expect(page.locator("#panel")).to_contain_text("2 independent sources, denied by 1")
    search(page, "Norland Intelligence Bureau")
    page.get_by_role("button", name="Without it as source").click()
    assert claims(page) == 9
    assert "Arms transfer: Karvia → Norland" not in drawn(page)
    search(page, "Deployment: Karvia")
    expect(page.locator("#panel")).to_contain_text("1 independent source, denied by 1")
    again = opener(linked, page.evaluate("location.hash"))
    assert claims(again) == 9
    again.get_by_role("button", name="Take back: Without Norland Intelligence Bureau").click()
    assert claims(again) == 12


def test_a_relay_and_an_outlet_can_be_left_out(opener: Opener, linked: str) -> None:
    page = opener(linked)
    page.locator("#by").get_by_label("Harbour Wire").uncheck()
    assert claims(page) == 10
    page.locator("#outlet").get_by_label("The Lantern").uncheck()
    assert claims(page) == 6
    page.get_by_role("button", name="Show everything").click()
    assert claims(page) == 12


def test_only_what_enough_sources_say(opener: Opener, linked: str) -> None:
    page = opener(linked)
    page.get_by_label("Sources of an event").select_option("2")
    events = {label for label in drawn(page) if ":" in label}
    assert events == {"Casualties: Karvia", "Deployment: Karvia → Ostrel"}
    assert claims(page) == 5
    again = opener(linked, page.evaluate("location.hash"))
    assert claims(again) == 5


def test_only_claims_with_an_actor(opener: Opener, linked: str) -> None:
    page = opener(linked)
    search(page, "Norland")
    page.get_by_role("button", name="Only with it").click()
    assert claims(page) == 3
    assert "Tolm valley" not in drawn(page)
    page.get_by_role("button", name="Take back: Only with Norland").click()
    assert claims(page) == 12


def test_time_by_keyboard(opener: Opener, linked: str) -> None:
    page = opener(linked)
    page.get_by_label("Which time").select_option("by event time")
    span = page.locator("#span")
    whole = span.text_content()
    start = page.get_by_role("slider", name="From")
    start.focus()
    page.keyboard.press("End")
    expect(span).not_to_have_text(whole or "")
    assert start.get_attribute("aria-valuetext")
    page.get_by_label("undated").uncheck()
    expect(page.locator("#status")).to_contain_text("1 of 12 claims")
    assert "Meeting: Ilja Marek, Ostrel → Norland" in drawn(page)
    again = opener(linked, page.evaluate("location.hash"))
    assert claims(again) == 1
    expect(again.get_by_label("undated")).not_to_be_checked()
    again.get_by_role("button", name="All times").click()
    assert claims(again) == 12


def test_which_time_is_a_choice(opener: Opener, linked: str) -> None:
    page = opener(linked)
    which = page.get_by_label("Which time")
    expect(which).to_have_value("either")
    expect(page.get_by_label("undated (2)")).to_be_visible()
    which.select_option("by event time")
    expect(page.get_by_label("undated (9)")).to_be_visible()
    which.select_option("by publication")
    expect(which).to_be_focused()
    expect(page.locator("#span")).to_have_text("2031-03-04 to 2031-03-11")
    expect(page.locator("#time .names")).to_contain_text("4 Mar 2031")
    page.locator("#time .tip").first.hover()
    expect(page.locator("#time title").first).to_have_text("2031-03-04 to 2031-03-04: 4 claims")
    page.get_by_label("undated (2)").uncheck()
    end = page.get_by_role("slider", name="To:")
    end.focus()
    end.press("Home")
    expect(page.locator("#status")).to_contain_text("4 of 12 claims")
    again = opener(linked, page.evaluate("location.hash"))
    assert claims(again) == 4
    expect(again.get_by_label("Which time")).to_have_value("printed")
    again.get_by_role("button", name="Take back: Time").click()
    assert claims(again) == 12


def test_time_by_pulling_over_the_histogram(opener: Opener, linked: str) -> None:
    page = opener(linked)
    page.get_by_label("Which time").select_option("by event time")
    chart = page.locator("#time svg").bounding_box()
    assert chart is not None
    page.mouse.move(chart["x"] + 3, chart["y"] + 20)
    page.mouse.down()
    page.mouse.move(chart["x"] + chart["width"] / 3, chart["y"] + 20)
    page.mouse.up()
    page.get_by_label("undated").uncheck()
    expect(page.locator("#status")).to_contain_text("1 of 12 claims")
    assert "Deployment: Karvia → Ostrel" in drawn(page)


def steps(page: Page) -> list[str]:
    expect(page.locator("#panel ol")).to_be_visible()
    return [text.strip() for text in page.locator("#panel ol button > bdi").all_text_contents()]


def test_the_shortest_path_by_keys_and_by_shift_click(opener: Opener, linked: str) -> None:
    page = opener(linked)
    search(page, "Tolm valley")
    page.keyboard.press("p")
    page.keyboard.type("Lindqvist")
    page.keyboard.press("Enter")
    found = steps(page)
    assert (found[0], found[2], found[-1]) == ("Tolm valley", "Karvia", "Lindqvist pact")
    assert len(found) == 5
    expect(page.locator("#status")).to_contain_text("Path of 4 lines")
    again = opener(linked, page.evaluate("location.hash"))
    assert steps(again) == found
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    press(page, "", "Tolm valley")
    press(page, "Shift", "Lindqvist pact")
    assert steps(page) == found


def test_a_path_that_filters_have_cut(opener: Opener, linked: str) -> None:
    page = opener(linked)
    search(page, "Tolm valley")
    page.get_by_role("button", name="Path to…").click()
    page.keyboard.type("Lindqvist")
    page.keyboard.press("Enter")
    page.locator("#type").get_by_label("Agreement signing").uncheck()
    expect(page.locator("#panel")).to_contain_text("filters may have cut it")


def test_a_neighbourhood_by_lines(opener: Opener, linked: str) -> None:
    page = opener(linked)
    search(page, "Lindqvist")
    page.keyboard.press("1")
    assert len(drawn(page)) == 2
    page.keyboard.press("2")
    assert drawn(page) >= {"Karvia", "Norland"}
    assert "Tolm valley" not in drawn(page)
    again = opener(linked, page.evaluate("location.hash"))
    assert drawn(again) == drawn(page)
    again.get_by_role("button", name="Take back: Up to 2 lines").click()
    assert again.evaluate("nkgraph.drawn.size") == 18


def test_collapse_and_expand(opener: Opener, linked: str) -> None:
    page = opener(linked)
    before = drawn(page)
    search(page, "Norland")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Collapse").click()
    assert "Lindqvist pact" not in drawn(page)
    assert {"Norland", "Karvia"} < drawn(page)
    assert claims(page) == 12
    again = opener(linked, page.evaluate("location.hash"))
    assert drawn(again) == drawn(page)
    again.get_by_role("button", name="Expand").click()
    assert drawn(again) == before


def test_collapse_by_double_click(opener: Opener, linked: str) -> None:
    page = opener(linked)
    at = page.evaluate("nkgraph.at(nkgraph.data.nodes.find(n => n.label === 'Norland').id)")
    page.locator("#canvas").dblclick(position={"x": at["x"], "y": at["y"]})
    assert "Lindqvist pact" not in drawn(page)


def test_nodes_stay_on_the_canvas_wherever_one_looks(opener: Opener, linked: str) -> None:
    page = opener(linked)
    for label in ("Karvia", "Norland", "Harbour Wire", "Lindqvist pact"):
        seen = page.evaluate(
            """async label => {
              const node = nkgraph.data.nodes.find(n => n.label === label);
              network.moveTo({ position: { x: node.x, y: node.y }, scale: 2 });
              await new Promise(done => network.once("afterDrawing", done));
              const canvas = document.querySelector("#canvas canvas");
              const place = network.canvasToDOM({ x: node.x, y: node.y });
              const copy = make("canvas", { width: 1, height: 1 }).getContext("2d");
              copy.drawImage(canvas, place.x, place.y, 1, 1, 0, 0, 1, 1);
              const [r, g, b] = copy.getImageData(0, 0, 1, 1).data;
              return [[r, g, b], rgb(colourOf(node))];
            }""",
            label,
        )
        assert seen[0] == seen[1], label


def test_an_address_that_means_nothing_shows_everything(opener: Opener, linked: str) -> None:
    odd = "#around=nowhere&hops=99&least=x&since=soon&only=x&path=a&path=b&collapsed=c&node=d"
    page = opener(linked, odd)
    assert claims(page) == 12
    assert page.evaluate("nkgraph.drawn.size") == 18


def ring(count: int) -> list[dict[str, Any]]:
    """Return ``count`` dated events, each between two of as many actors and one hub."""
    base, made = RECORDS[1], []
    for n in range(count):
        unit = {
            **sample.actor("wire"),
            "id": f"{sample.BASE}organization/{n}",
            "label": f"Unit {n}",
        }
        ends = {"id": f"{sample.BASE}claim/{n}", "event": f"{sample.BASE}event/{n}"}
        roles = {"agent": [sample.actor("karvia")], "recipient": [unit]}
        made.append(
            {**base, **ends, "roles": roles, "time": None, "earliest": None, "latest": None}
        )
    return made


@pytest.mark.slow
def test_a_hub_draws_more_of_its_neighbours_on_demand(opener: Opener) -> None:
    page = opener(network.html(ring(1000), title="Large"))
    assert page.evaluate("nkgraph.drawn.size") == network.DRAWN
    page.evaluate("nkgraph.select({kind: 'node', id: nodeOf.get(nkgraph.data.nodes[0].iri)})")
    search(page, "Karvia")
    expect(page.locator("#panel h2")).to_have_text(" Karvia")
    page.get_by_role("button", name=re.compile("Draw .* more")).click()
    assert page.evaluate("nkgraph.drawn.size") <= network.DRAWN
    events = page.evaluate(
        "[...nkgraph.drawn].filter(id => data.nodes[id].kind === 'event').length"
    )
    assert events == 1000
