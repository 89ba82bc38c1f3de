"""What the network page lets be taken away: the files hold what is shown, and nothing else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
import sample
from playwright.sync_api import Page

from nkgraph.views import network

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
Opener = Callable[..., Page]
SVG = "{http://www.w3.org/2000/svg}"
NASTY = '=1+1</text><script>window.ran=1</script>"\u0000\ud800 & \u202e'


def take(page: Page, ending: str) -> bytes:
    page.locator("#take summary").click()
    with page.expect_download() as saved:
        page.locator("#take button").filter(has_text=f"({ending.upper()})").click()
    assert saved.value.suggested_filename == f"network.{ending}"
    return Path(saved.value.path()).read_bytes()


def nasty() -> str:
    """Return a page with words that are dangerous in each of the formats."""
    claims = sample.records()
    actor = {**sample.actor("karvia"), "label": NASTY}
    claims[1] = {**claims[1], "roles": {"agent": [actor]}, "claimants": [actor]}
    claims[1]["article"] |= {"title": NASTY, "publisher": NASTY}
    return network.html(claims, sample.TEXTS, title=NASTY)


def test_files_hold_what_is_shown(opener: Opener, sample_html: str) -> None:
    page = opener(sample_html)
    page.locator("#type").get_by_label("Deployment").uncheck()
    labels = set(page.evaluate("[...nkgraph.drawn].map(id => nkgraph.data.nodes[id].label)"))
    found = json.loads(take(page, "json"))
    assert {node["label"] for node in found["nodes"]} == labels
    assert len(found["claims"]) == 8
    rows = list(csv.DictReader(io.StringIO(take(page, "csv").decode())))
    assert [row["claim"] for row in rows] == [claim["claim"] for claim in found["claims"]]
    gexf = nx.read_gexf(io.BytesIO(take(page, "gexf")), version="1.3")
    graphml = nx.read_graphml(io.BytesIO(take(page, "graphml")), force_multigraph=True)
    for graph in (gexf, graphml):
        assert {data["label"] for _, data in graph.nodes(data=True)} == labels
        assert graph.number_of_edges() == len(found["edges"])
        assert {data["kind"] for _, data in graph.nodes(data=True)} > {"country", "person"}


def test_gexf_has_times_and_places(opener: Opener, sample_html: str) -> None:
    root = ET.fromstring(take(opener(sample_html), "gexf"))  # noqa: S314 - our own file
    space, viz = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
    nodes = list(root.iter(f"{space}node"))
    spells = [spell.attrib for node in nodes for spell in node.iter(f"{space}spell")]
    assert {"start": "2031-04-01", "end": "2031-04-30"} in spells
    assert len({tuple(at.attrib.values()) for at in root.iter(f"{viz}position")}) == len(nodes)
    assert {node.attrib["id"] for node in nodes} > {f"{sample.BASE}country/KRV"}
    ends = {edge.attrib[end] for edge in root.iter(f"{space}edge") for end in ("source", "target")}
    assert ends <= {node.attrib["id"] for node in nodes}
    kinds = [
        tuple(e.attrib[n] for n in ("source", "target", "kind")) for e in root.iter(f"{space}edge")
    ]
    assert len(set(kinds)) == len(kinds)


def test_pictures(opener: Opener, sample_html: str) -> None:
    page = opener(sample_html)
    root = ET.fromstring(take(page, "svg"))  # noqa: S314 - our own file
    text = " ".join(root.itertext())
    assert "Karvia and Ostrel" in text
    assert {"recipient", "theme ◷"} < set("\n".join(root.itertext()).splitlines())
    titles = {title.text for title in root.iter(f"{SVG}title")}
    assert titles > set(page.evaluate("nkgraph.data.nodes.map(n => n.label)"))
    dashed = [path for path in root.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    assert len(dashed) > 3
    png = take(page, "png")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    ratio = float(root.get("width", "0")) / float(root.get("height", "1"))
    assert abs(wide / high - ratio) < 0.01
    assert wide > 1000


def test_nasty_words_are_words_in_every_format(opener: Opener) -> None:
    page = opener(nasty())
    svg = ET.fromstring(take(page, "svg"))  # noqa: S314 - our own file
    assert not list(svg.iter(f"{SVG}script"))
    assert "<script>" in " ".join(svg.itertext())
    assert take(page, "png").startswith(b"\x89PNG")
    assert nx.read_gexf(io.BytesIO(take(page, "gexf")), version="1.3").number_of_nodes() > 10
    assert nx.read_graphml(io.BytesIO(take(page, "graphml"))).number_of_nodes() > 10
    rows = list(csv.reader(io.StringIO(take(page, "csv").decode(), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not any(cell.startswith(("=", "@")) for row in rows for cell in row)
    assert json.loads(take(page, "json"))["nodes"]
    assert page.evaluate("window.ran") is None


def test_escape_closes_the_menu(opener: Opener, sample_html: str) -> None:
    page = opener(sample_html)
    page.locator("#take summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator("#take").get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
