"""Every feature of the network page, used as a person would use it, on two graphs.

One is what the example articles give, the other is generated; what should be seen is worked out
from the records, by other means than the page's.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from checks import axe_script
from playwright.sync_api import Page, expect
from tests.bench.stories import stories

from nkgraph.bearings import bearings
from nkgraph.graph import Graph, View
from nkgraph.records import records
from nkgraph.views import network, phrases

if TYPE_CHECKING:
    from nkgraph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.model]
Opener = Callable[..., Page]
Told = list[dict[str, Any]]
NODES = 200
ALIAS = """(() => {
  const alone = (alias) => index.filter(e => e.names.some(n => n.includes(fold(alias)))).length;
  const node = data.nodes.findLast(n => n.aliases.some(one => alone(one) === 1));
  return [node.id, node.aliases.find(one => alone(one) === 1)];
})()"""
"""The last node that an alias of its own leads to, and that alias."""
LENGTHS = {"says": 3, "relays": 3}


class Toured:
    """A graph to walk through: its claims, and their page."""

    def __init__(self, told: Told, links: list[Any]) -> None:
        self.told = told
        self.html = network.html(told, title="Tour", links=links)


@pytest.fixture(scope="session")
def example(examples: Store) -> Toured:
    return Toured(records(examples), bearings(examples))


@pytest.fixture(scope="session")
def generated() -> Toured:
    return Toured(stories(NODES), [])


@pytest.fixture(params=["example", "generated"])
def toured(request: pytest.FixtureRequest) -> Toured:
    found: Toured = request.getfixturevalue(request.param)
    return found


def passing(page: Page) -> int:
    match = re.search(r"(\d+) of \d+ claims", page.locator("#status").text_content() or "")
    assert match
    return int(match[1])


def drawn(page: Page) -> set[int]:
    return set(page.evaluate("[...nkgraph.drawn]"))


def click(page: Page, node: int, *, twice: bool = False) -> None:
    """Bring a node near the middle and click it by mouse.

    Never where the last one was clicked: two quick clicks at one spot are a double click.
    """
    page.evaluate(
        """id => {
          const { x, y } = data.nodes[id];
          window.side = -(window.side || 40);
          network.moveTo({position: {x, y}, scale: 1.6, offset: {x: window.side, y: 0}});
        }""",
        node,
    )
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    box, at = page.locator("#canvas").bounding_box(), page.evaluate("id => nkgraph.at(id)", node)
    assert box
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"], click_count=2 if twice else 1)


def most_told(page: Page, kind: str) -> int:
    """Return the node of a kind that most claims speak of."""
    found: int = page.evaluate(
        "kind => data.nodes.filter(n => n.kind === kind)"
        ".reduce((a, b) => b.claims.length > a.claims.length ? b : a).id",
        kind,
    )
    return found


def graph_of(page: Page) -> nx.MultiGraph[int]:
    """Return the lines of the scene, those between events apart, as an undirected graph."""
    lines = page.evaluate(
        "data.edges.filter(e => !joinsEvents(e)).map(e => [e.from, e.to, e.role])"
    )
    made: nx.MultiGraph[int] = nx.MultiGraph()
    for tail, head, role in lines:
        made.add_edge(tail, head, length=LENGTHS.get(role, 2))
    return made


def test_a_click_shows_every_claim_with_its_words(opener: Opener, toured: Toured) -> None:
    page = opener(toured.html, "#actors=exact", permissions=["clipboard-read", "clipboard-write"])
    event = most_told(page, "event")
    click(page, event)
    iri = page.evaluate("id => data.nodes[id].iri", event)
    own = {one["id"]: one for one in toured.told if one["event"] == iri}
    cards = page.locator("#panel .claim")
    expect(cards).to_have_count(len(own))
    wanted = {tuple(what_a_card_says(one)) for one in own.values()}
    for card in cards.all():
        text = card.text_content() or ""
        said = {says for says in wanted if all(words in text for words in says)}
        assert any(card.locator("mark").text_content() == says[0] for says in said), text
    cards.first.get_by_role("button", name="Copy as citation").click()
    cards.first.get_by_role("button", name="Copied").wait_for()
    assert (cards.first.locator("mark").text_content() or "?") in page.evaluate(
        "navigator.clipboard.readText()"
    )


def what_a_card_says(one: dict[str, Any]) -> list[str]:
    article = one["article"]
    return [
        *(one["evidence"]["text"], phrases.attribution(one), phrases.belief_label(one)),
        *(phrases.time(one["time"]), phrases.figure(one["figure"])),
        *(article["title"], phrases.outlet(one), article["published"]),
    ]


def test_search_finds_by_alias_and_a_link_leads_back(opener: Opener, toured: Toured) -> None:
    page = opener(toured.html, "#actors=exact")
    node, alias = page.evaluate(ALIAS)
    page.keyboard.press("/")
    page.keyboard.type(alias)
    expect(page.locator("#hits [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    heading = page.locator("#panel h2")
    expect(heading).to_contain_text(page.evaluate("id => data.nodes[id].label", node))
    page.locator("#belief").get_by_label("possible").uncheck()
    told = page.locator("#panel").inner_text()
    again = opener(toured.html, page.evaluate("location.hash"))
    assert again.locator("#panel").inner_text() == told
    assert drawn(again) == drawn(page)


def test_filters_leave_what_the_records_say(opener: Opener, toured: Toured) -> None:
    page = opener(toured.html, "#actors=exact")
    whole, told = len(toured.told), toured.told
    assert passing(page) == whole
    for belief, many in Counter(phrases.belief(one) for one in told).items():
        box = page.locator("#belief").get_by_label(belief)
        box.uncheck()
        assert passing(page) == whole - many, belief
        box.check()
    kind, many = Counter(one["type"] for one in told).most_common(1)[0]
    page.get_by_role("button", name="None: events").click()
    assert passing(page) == 0
    page.locator("#type").get_by_label(phrases.type_label(kind), exact=False).first.check()
    assert passing(page) == many
    page.get_by_role("button", name="Show everything").click()
    outlet, many = Counter(phrases.outlet(one) for one in told).most_common(1)[0]
    page.locator("#outlet label").filter(has=page.get_by_text(outlet, exact=True)).click()
    assert passing(page) == whole - many
    page.get_by_role("button", name=f"Take back: Without {outlet}").click()
    node = most_told(page, "country")
    iri = page.evaluate("id => data.nodes[id].iri", node)
    click(page, node)
    page.get_by_role("button", name="Only with it").click()
    involved = [one for one in told if iri in actors(one)]
    assert passing(page) == len(involved)
    page.get_by_role("button", name="Show everything").click()
    assert passing(page) == whole


def actors(one: dict[str, Any]) -> set[str]:
    roles = [actor for found in one["roles"].values() for actor in found]
    return {actor["id"] for actor in (*roles, *one["claimants"], *one["via"])}


def test_time_leaves_what_had_been_published(opener: Opener, toured: Toured) -> None:
    page = opener(toured.html)
    if page.get_by_label("Which time").locator("option[value=printed]").count() == 0:
        page.get_by_label("Which time").select_option("event")  # all on one day
        days = [one["latest"] for one in toured.told if one["time"]]
        page.get_by_label(re.compile("undated")).uncheck()
    else:
        page.get_by_label("Which time").select_option("printed")
        days = [one["article"]["published"] for one in toured.told]
    handle = page.get_by_role("slider", name="To:")
    handle.focus()
    for _ in range(3):
        handle.press("ArrowLeft")
    until = page.evaluate("asked.until")
    expect(page.locator("#status")).to_contain_text(f"{sum(day <= until for day in days)} of ")
    assert 0 < passing(page) < len(toured.told)
    page.get_by_role("button", name="All times").click()
    assert passing(page) == len(toured.told)


def test_paths_and_neighbourhoods(opener: Opener, toured: Toured) -> None:
    page = opener(toured.html, "#off-lines=bears")
    known = graph_of(page)
    ends = page.evaluate("data.nodes.filter(n => n.kind === 'country').map(n => n.id)")
    far = nx.single_source_dijkstra_path_length(known, ends[0], weight="length")
    other = max((one for one in ends if one in far), key=lambda one: (far[one], one))
    click(page, ends[0])
    page.locator("#canvas").press("p")
    page.keyboard.type(page.evaluate("id => data.nodes[id].label", other))
    page.keyboard.press("Enter")
    expect(page.locator("#panel ol")).to_be_visible()
    edges = page.evaluate(
        "selection.edges.map(at => [data.edges[at].from, data.edges[at].to, data.edges[at].role])"
    )
    assert sum(LENGTHS.get(role, 2) for *_, role in edges) == far[other]
    assert nx.has_path(nx.Graph([(a, b) for a, b, _ in edges]), ends[0], other)
    page.keyboard.press("Escape")
    page.evaluate("off.lines.clear(); refresh()")
    whole: nx.Graph[int] = nx.Graph(page.evaluate("data.edges.map(e => [e.from, e.to])"))
    click(page, other)
    for hops in (1, 2):
        page.locator("#canvas").press(str(hops))
        assert drawn(page) == set(nx.ego_graph(whole, other, radius=hops))


def test_collapse_and_expand_by_double_click(opener: Opener, toured: Toured) -> None:
    page = opener(toured.html)
    before, node = drawn(page), most_told(page, "country")
    click(page, node, twice=True)
    page.wait_for_function("many => nkgraph.drawn.size < many", arg=len(before))
    assert node in drawn(page)
    expect(page.locator("#chips")).to_contain_text("Collapsed")
    page.locator("#panel").get_by_role("button", name="Expand").click()
    assert drawn(page) == before


def test_what_is_taken_away_is_what_is_shown(opener: Opener, toured: Toured) -> None:
    page = opener(toured.html)
    page.locator("#belief").get_by_label("asserted").uncheck()
    files = {}
    for ending in ("json", "csv", "gexf", "graphml", "svg", "png"):
        page.locator("#take summary").click()
        with page.expect_download() as saved:
            page.locator("#take button").filter(has_text=f"({ending.upper()})").click()
        files[ending] = Path(saved.value.path()).read_bytes()
    claims = [one for one in toured.told if phrases.belief(one) != "asserted"]
    found = json.loads(files["json"])
    assert {one["claim"] for one in found["claims"]} == {one["id"] for one in claims}
    assert len(found["nodes"]) == len(drawn(page))
    assert len(list(csv.DictReader(io.StringIO(files["csv"].decode())))) == len(claims)
    for graph in (
        nx.read_gexf(io.BytesIO(files["gexf"]), version="1.3"),
        nx.read_graphml(io.BytesIO(files["graphml"]), force_multigraph=True),
    ):
        assert set(graph) == {node["id"] for node in found["nodes"]}
        assert graph.number_of_edges() == len(found["edges"])
    picture = ET.fromstring(files["svg"])  # noqa: S314 - our own file
    titles = [one.text for one in picture.iter("{http://www.w3.org/2000/svg}title")]
    assert sorted(titles[1:], key=str) == sorted((n["label"] for n in found["nodes"]), key=str)
    assert files["png"].startswith(b"\x89PNG")


def test_keys_and_names_for_who_sees_no_picture(opener: Opener, toured: Toured) -> None:
    page = opener(toured.html)
    expect(page.get_by_role("application", name="Network of actors and events")).to_be_visible()
    expect(page.get_by_role("application")).to_have_accessible_description(
        re.compile("Arrows: neighbour")
    )
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name="Search names and events")).to_be_focused()
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowDown")
    heading = page.locator("#panel h2")
    first = heading.text_content()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    expect(heading).not_to_have_text(first or "")
    expect(page.locator("#status[role=status]")).to_contain_text("Selected: ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Details")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(heading).to_have_text("Pick something")
    page.get_by_role("button", name="Table").click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(min(100, len(toured.told)))
    page.get_by_role("columnheader", name="Who says it").get_by_role("button").click()
    said = [str(row.locator("td").first.text_content()).lower() for row in rows.all()[:20]]
    assert said == sorted(said)


@pytest.mark.parametrize(
    ("toured", "scheme", "width"),
    [("example", "light", 1400), ("example", "dark", 380), ("generated", "light", 380)],
    indirect=["toured"],
)
def test_axe_finds_nothing(opener: Opener, toured: Toured, scheme: str, width: int) -> None:
    script = axe_script()
    size = {"width": width, "height": 800}
    page = opener(toured.html, color_scheme=scheme, viewport=size, bypass_csp=True)
    page.evaluate(script)
    found = []
    for prepare in ("0", "nkgraph.select({kind: 'node', id: 0})", "show('table')"):
        page.evaluate(prepare)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in result["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert found == []


def test_on_a_phone_the_legend_opens_whole(opener: Opener, example: Toured) -> None:
    page = opener(example.html, viewport={"width": 380, "height": 800})
    legend = page.get_by_text("Legend and filters")
    for _ in range(2):
        legend.click()
        for part in page.locator("fieldset").all():
            box = part.bounding_box()
            assert box
            assert box["height"] > 50
        legend.click()
        page.get_by_role("button", name="Exact actors").click()


def test_a_notebook_shows_it_offline(opener: Opener, examples: Store) -> None:
    made = Graph(examples).view()
    assert isinstance(made, View)
    shown = made._repr_html_().replace('id="data"', "id='data'")
    page = opener(f"<!doctype html><title>notebook</title><main>{shown}</main>")
    inside = page.frame_locator("iframe")
    expect(inside.locator("html[data-ready=true]")).to_be_attached()
    inside.get_by_role("combobox", name="Search").fill("DPRK")
    inside.get_by_role("option", name="North Korea").first.click()
    expect(inside.locator("#panel h2")).to_have_text(" North Korea")
    inside.locator("#belief").get_by_label("denied").uncheck()
    expect(inside.locator("#status")).to_contain_text("of 121 claims")
