"""The network page, used as a person uses it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
import sample
from checks import HOSTILE, axe_script, hostile
from playwright.sync_api import Browser, Page, expect

from nkgraph.bearings import Bearing
from nkgraph.views import network
from nkgraph.views.label import wrap

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
Opener = Callable[..., Page]
LOSSES = "more than 3,000 Karvian soldiers were killed or wounded in the Tolm valley"


def shown(page: Page) -> int:
    return int(page.evaluate("nkgraph.drawn.size"))


def search(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_draws_every_node_at_once(opener: Opener, sample_html: str) -> None:
    page = opener(sample_html)
    assert shown(page) == 18
    expect(page.locator("#status")).to_contain_text("12 of 12 claims")


def names(page: Page) -> set[str]:
    return set(page.evaluate("nkgraph.data.nodes.map(n => n.label)"))


def test_switch_between_states_as_one_and_exact_actors(opener: Opener, sample_html: str) -> None:
    page = opener(sample_html)
    exact = page.get_by_role("button", name="Exact actors")
    expect(exact).to_have_attribute("aria-pressed", "false")
    assert {"Karvia", "Ostrel"} < names(page)
    assert not {"Karvian army", "Government of Ostrel", "villagers of Tolm"} & names(page)
    exact.click()
    expect(exact).to_have_attribute("aria-pressed", "true")
    assert shown(page) == 21
    assert {"Karvia", "Karvian army", "Government of Ostrel", "villagers of Tolm"} < names(page)
    again = opener(sample_html, page.evaluate("location.hash"))
    assert shown(again) == 21
    again.get_by_role("button", name="States as one").click()
    assert shown(again) == 18


def test_switch_keeps_selection_and_filters(opener: Opener, sample_html: str) -> None:
    page = opener(sample_html, "#actors=exact")
    search(page, "Karvian army")
    page.locator("#belief").get_by_label("possible").uncheck()
    page.get_by_role("button", name="States as one").click()
    expect(page.locator("#panel h2")).to_have_text(" Karvia")
    expect(page.locator("#panel")).to_contain_text("Stands for: Karvia, Karvian army")
    expect(page.locator("#belief").get_by_label("possible")).not_to_be_checked()
    page.get_by_role("button", name="Table").click()
    page.get_by_role("button", name="Exact actors").click()
    expect(page.locator("tbody tr")).to_have_count(10)


def test_a_link_to_an_exact_actor_leads_to_its_state(opener: Opener, sample_html: str) -> None:
    army = quote(f"{sample.BASE}force/karvian-army", safe="")
    page = opener(sample_html, f"#node={army}")
    expect(page.locator("#panel h2")).to_have_text(" Karvia")
    page = opener(sample_html, f"#actors=exact&node={army}")
    expect(page.locator("#panel h2")).to_have_text(" Karvian army")


def test_like_events_are_one_node_that_lists_each_claim(opener: Opener) -> None:
    claims = sample.records()
    claims[8] |= {"event": f"{sample.BASE}event/other-losses"}
    claims[0] |= {"roles": {"patient": [sample.actor("karvia")]}}
    page = opener(network.html(claims, sample.TEXTS, title="Losses"))
    search(page, "Casualties")
    panel = page.locator("#panel")
    expect(panel).to_contain_text("2 events of this kind between the same actors, drawn as one")
    expect(panel.locator(".claim")).to_have_count(2)
    assert sorted(panel.locator("dd").all_text_contents())[1:3] == [
        "Casualties: Karvia",
        "Casualties: Karvian army",
    ]
    assert page.evaluate("nkgraph.data.nodes[selection.id].now.lines[0]") == "Casualties ×2"
    page.get_by_role("button", name="Exact actors").click()
    expect(panel.locator(".claim")).to_have_count(1)


def test_search_by_alias_selects_and_shows_marked_evidence(
    opener: Opener, sample_html: str
) -> None:
    page = opener(sample_html)
    search(page, "karvian tro")
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text(" Karvia")
    marks = panel.locator("mark").all_text_contents()
    assert LOSSES in marks
    card = panel.locator(".claim").filter(has_text=LOSSES)
    for words in ("Norland Intelligence Bureau, through Harbour Wire", "(“According to”)"):
        expect(card).to_contain_text(words)
    expect(card).to_contain_text("more than 3,000 killed or wounded")
    expect(card.locator("blockquote")).to_have_text(
        f"According to the Norland Intelligence Bureau, {LOSSES}, Harbour Wire reported."
    )
    expect(card).to_contain_text("Bureau counts Karvian losses · Meridian Desk · 2031-03-04")


def test_search_is_a_combobox(opener: Opener, sample_html: str) -> None:
    page = opener(sample_html)
    box = page.get_by_role("combobox", name="Search")
    box.fill("dep")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert page.locator("#hits [role=option]").count() == 2
    box.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(page.locator("#hits")).to_be_hidden()
    box.fill("nobody of that name")
    expect(page.locator("#hits")).to_contain_text("Nothing by that name")


def test_clicks_on_node_line_and_paper(opener: Opener, sample_html: str) -> None:
    page = opener(sample_html, "#actors=exact")
    canvas = page.locator("#canvas").bounding_box()
    assert canvas is not None
    names = page.evaluate("nkgraph.data.nodes.map(n => n.label)")
    at = page.evaluate("id => nkgraph.at(id)", names.index("Government of Ostrel"))
    page.mouse.click(canvas["x"] + at["x"], canvas["y"] + at["y"])
    expect(page.locator("#panel h2")).to_contain_text("Government of Ostrel")
    ends = page.evaluate(
        "(() => { const e = nkgraph.data.edges.find(e => e.role === 'theme');"
        " return [nkgraph.at(e.from), nkgraph.at(e.to)]; })()"
    )
    x, y = (sum(end[axis] for end in ends) / 2 for axis in "xy")
    page.mouse.click(canvas["x"] + x, canvas["y"] + y)
    expect(page.locator("#panel h2")).to_contain_text("theme")
    page.mouse.click(canvas["x"] + 5, canvas["y"] + 5)
    expect(page.locator("#panel h2")).to_have_text("Pick something")


def test_belief_switch_hides_what_is_planned(opener: Opener, sample_html: str) -> None:
    page = opener(sample_html, "#actors=exact")
    page.locator("#belief").get_by_label("planned").uncheck()
    expect(page.locator("#status")).to_contain_text("10 of 12 claims")
    gone = page.evaluate(
        "nkgraph.data.nodes.filter(n => !nkgraph.drawn.has(n.id)).map(n => n.label)"
    )
    assert set(gone) == {
        "Arms transfer: Karvia → Norland",
        "Meeting: Ilja Marek, Government of Ostrel → Norland",
        "towed howitzers",
        "Government of Ostrel",
    }
    page.get_by_role("button", name="Show everything").click()
    assert shown(page) == 21


@pytest.mark.parametrize(
    ("facet", "label", "left"),
    [("type", "Deployment", 8), ("by", "Norland Intelligence Bureau", 9), ("by", "the article", 5)],
)
def test_filters_by_type_and_speaker(
    opener: Opener, sample_html: str, facet: str, label: str, left: int
) -> None:
    page = opener(sample_html)
    page.locator(f"#{facet}").get_by_label(label).uncheck()
    expect(page.locator("#status")).to_contain_text(f"{left} of 12 claims")


def test_legend_hides_a_kind_and_the_lines_of_attribution(opener: Opener, sample_html: str) -> None:
    page = opener(sample_html, "#actors=exact")
    page.locator("#kind").get_by_label("country").uncheck()
    assert shown(page) == 18
    page.locator("#lines").get_by_label("says, relays").uncheck()
    assert shown(page) == 16


def test_permalink_restores_selection_view_and_filters(opener: Opener, sample_html: str) -> None:
    page = opener(sample_html)
    search(page, "Casualties")
    page.locator("#belief").get_by_label("denied").uncheck()
    page.get_by_role("button", name="Table").click()
    fragment = page.evaluate("location.hash")
    again = opener(sample_html, fragment)
    expect(again.locator("#panel h2")).to_have_text(" Casualties: Karvia")
    expect(again.locator("tbody tr")).to_have_count(11)
    expect(again.locator("#belief").get_by_label("denied")).not_to_be_checked()
    again.get_by_role("button", name="Graph").click()
    place = again.evaluate("nkgraph.at(centreOf(selection))")
    assert 0 < place["x"] < again.locator("#canvas").evaluate("c => c.clientWidth")


def test_link_to_one_claim(opener: Opener, sample_html: str) -> None:
    record = next(r for r in sample.records() if r["evidence"]["text"] == LOSSES)
    page = opener(sample_html, f"#claim={quote(record['id'], safe='')}")
    expect(page.locator(".claim.chosen mark")).to_have_text(LOSSES)


def test_keyboard_alone(opener: Opener, sample_html: str) -> None:
    page = opener(sample_html)
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator("#panel h2").text_content()
    visited = {first}
    for key in ("ArrowDown", "ArrowLeft", "ArrowUp", "ArrowRight"):
        page.keyboard.press(key)
        visited.add(page.locator("#panel h2").text_content())
    assert len(visited) >= 3
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#panel') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "canvas"
    page.keyboard.press("Escape")
    expect(page.locator("#panel h2")).to_have_text("Pick something")


def test_table_holds_every_claim_and_sorts(opener: Opener, sample_html: str) -> None:
    page = opener(sample_html)
    page.get_by_role("button", name="Table").click()
    expect(page.locator("tbody tr")).to_have_count(len(sample.records()))
    heading = page.get_by_role("columnheader", name="Figure")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    figures = page.locator("tbody td:nth-child(5)").all_text_contents()
    assert figures[:2] == ["2,500 troops", "more than 3,000 killed or wounded"]
    assert figures[-1] == ""
    heading.get_by_role("button").click()
    assert page.locator("tbody td:nth-child(5)").first.text_content() == "about 11,000 troops"
    page.locator("tbody button").first.click()
    expect(page.locator(".claim.chosen")).to_have_count(1)


def test_citation_is_copied(opener: Opener, sample_html: str) -> None:
    page = opener(sample_html, permissions=["clipboard-read", "clipboard-write"])
    search(page, "Casualties")
    page.get_by_role("button", name="Copy as citation").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert LOSSES in text
    assert "Meridian Desk, 2031-03-04, articles/a.txt, characters" in text


def opposed(claims: list[dict[str, Any]], words: str) -> list[Bearing]:
    """Return what bears on the first claim, for a reason in those words."""
    one, other = claims[0]["id"], claims[1]["id"]
    return [Bearing(one, "contradicts", other, words), Bearing(other, "contradicts", one, words)]


HOSTILE_STEPS = (
    "document.querySelector('#filters').open = true",
    f"change('exact'); nkgraph.select({{kind: 'node', id: nodeOf.get('{sample.BASE}group/x')}})",
    "nkgraph.select({kind: 'edge', id: data.edges.findIndex(e => attributes(e))})",
    "nkgraph.select({kind: 'edge', id: data.edges.findIndex(e => !attributes(e))})",
    f"nkgraph.select({{kind: 'path', from: 0, to: nodeOf.get('{sample.BASE}group/x')}})",
    "data.nodes.forEach(n => { asked.only.add(n.iri); asked.collapsed.add(n.iri); }); refresh()",
    "askNothing(); askForEnd(0); endAsking(); refresh()",
    f"search.value = data.nodes[nodeOf.get('{sample.BASE}group/x')].label.slice(0, 5)",
    "search.dispatchEvent(new Event('input'))",
    "document.querySelector('#as-table').click()",
)
"""Scripts that bring words before the reader wherever the page shows any."""


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_text(opener: Opener, words: str) -> None:
    claims = hostile(words)
    phone = {"width": 360, "height": 700}
    page = opener(network.html(claims, title=words, links=opposed(claims, words)), viewport=phone)
    actor = claims[0]["roles"]["agent"][0]["id"]
    page.evaluate("iri => nkgraph.select({kind: 'node', id: nodeOf.get(iri)})", actor)
    page.evaluate("iri => nkgraph.select({kind: 'claim', id: claimOf.get(iri)})", claims[0]["id"])
    assert page.locator("#panel .chosen mark").text_content() == words
    for step in HOSTILE_STEPS:
        page.evaluate(step)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), step
        assert page.locator("img, script[src], [onerror], [onmouseover]").count() == 0
        assert page.evaluate("document.querySelector('#status').innerText.length") < 1000
    page.evaluate(
        "Promise.all(TAKEAWAYS.map(([, , , write]) => write(shownNow(), document.title)))"
    )
    assert page.evaluate("window.ran") is None


def test_policy_stops_script_that_gets_into_the_page(browser: Browser, sample_html: str) -> None:
    attack = "<script>window.ran=1</script><img src='data:,' onerror='window.ran=1'>"
    page = browser.new_context(offline=True).new_page()
    page.set_content(sample_html.replace("</body>", f"{attack}</body>"))
    page.wait_for_selector("html[data-ready=true]", state="attached")
    assert page.evaluate("window.ran") is None
    policy = page.locator("meta[http-equiv]").get_attribute("content") or ""
    page.context.close()
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 900, 1400])
def test_screens_are_drawn_and_fit(
    opener: Opener, sample_html: str, scheme: str, width: int
) -> None:
    page = opener(sample_html, color_scheme=scheme, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == width
    inked = page.evaluate(
        "(() => { const c = document.querySelector('#canvas canvas');"
        " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " const seen = new Set(); for (let i = 0; i < d.length; i += 4)"
        " if (d[i+3] > 250) seen.add(d[i] << 16 | d[i+1] << 8 | d[i+2]); return seen.size; })()"
    )
    assert inked > 30
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(20, 24, 29)")


def test_empty_graph_says_what_to_do(opener: Opener) -> None:
    page = opener(network.html([], title="Nothing"))
    expect(page.get_by_role("heading", name="No claims to show")).to_be_visible()
    expect(page.locator("pre")).to_contain_text("nkgraph build")


def test_works_inside_a_frame(opener: Opener, sample_html: str) -> None:
    framed = network.iframe(sample_html).replace('id="data"', "id='data'")
    page = opener(f"<!doctype html><title>notebook</title>{framed}")
    inside = page.frame_locator("iframe")
    inside.locator("#as-table").click()
    expect(inside.locator("tbody tr")).to_have_count(12)


def test_hostile_words_are_text_inside_a_frame_too(opener: Opener) -> None:
    words = HOSTILE[0]
    framed = network.iframe(network.html(hostile(words), title=words))
    page = opener(f"<!doctype html><title>notebook</title>{framed}")
    inside = page.frame_locator("iframe")
    expect(inside.locator("h1")).to_have_text(words)
    inside.locator("#as-table").click()
    expect(inside.locator("tbody tr")).to_have_count(12)
    assert page.evaluate("window.ran") is None


def many(count: int) -> list[dict[str, Any]]:
    """Return claims about ``count`` events between neighbours on a ring."""
    base = sample.records()[1]
    made = []
    for n in range(count):
        agent = {
            **sample.actor("wire"),
            "id": f"{sample.BASE}organization/{n}",
            "label": f"Unit {n}",
        }
        other = {**agent, "id": f"{sample.BASE}organization/{(n + 1) % count}"}
        other["label"] = f"Unit {(n + 1) % count}"
        ends = {"id": f"{sample.BASE}claim/{n}", "event": f"{sample.BASE}event/{n}"}
        made.append({**base, **ends, "roles": {"agent": [agent], "recipient": [other]}})
    return made


@pytest.mark.slow
def test_large_graph_draws_the_first_and_finds_the_rest(opener: Opener) -> None:
    page = opener(network.html(many(900), title="Large"))
    assert shown(page) == network.DRAWN
    expect(page.locator("#status")).to_contain_text("300 more by search")
    unseen = "nkgraph.data.nodes.find(n => n.kind !== 'event' && !nkgraph.drawn.has(n.id))"
    number, label = page.evaluate(f"(n => [n.id, n.label])({unseen})")
    search(page, label)
    expect(page.locator("#panel h2")).to_contain_text(label)
    assert page.evaluate(f"nkgraph.drawn.has({number})")
    assert shown(page) == network.DRAWN


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1400])
def test_axe_finds_nothing(opener: Opener, sample_html: str, scheme: str, width: int) -> None:
    script = axe_script()
    size = {"width": width, "height": 800}
    page = opener(sample_html, color_scheme=scheme, viewport=size, bypass_csp=True)
    found = []
    page.evaluate(script)
    for prepare in (
        "",
        "nkgraph.select({kind: 'claim', id: 5})",
        "document.querySelector('#as-table').click()",
    ):
        page.evaluate(prepare or "0")
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in result["violations"]]
    assert found == []


def test_data_cannot_close_its_element(sample_html: str) -> None:
    block = re.search(r'id="data">(.*?)</script>', sample_html, re.DOTALL)
    assert block is not None
    assert not set("<>&\u2028\u2029") & set(block[1])
    assert len(json.loads(block[1])["claims"]["texts"]["id"]) == 12


def test_labels_are_broken_as_the_layout_took_them(opener: Opener, sample_html: str) -> None:
    labels = [
        *HOSTILE,
        "",
        "a\u3000b",
        "🜨" * 40,
        "한국 " * 30,
        "Security Service of Ukraine",
        "x" * 18,
    ]
    broken = opener(sample_html).evaluate("labels => labels.map(wrapped)", labels)
    assert broken == [list(wrap(label)) for label in labels]
