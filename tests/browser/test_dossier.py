"""The dossier, read on a screen and printed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
import sample
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from nkgraph.bearings import Bearing
from nkgraph.views import dossier
from nkgraph.views.choice import Choice

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
Opener = Callable[..., Page]


def links() -> list[Bearing]:
    told = sample.records()
    ends = told[8]["id"], told[0]["id"]
    return [
        Bearing(source=one, kind="contradicts", target=other, reason="4,200 and more than 3,000")
        for one, other in (ends, ends[::-1])
    ]


@pytest.fixture(scope="module")
def html() -> str:
    told = Choice(about="KRV").of(sample.records())
    return dossier.html(told, sample.TEXTS, title="Karvia", links=links(), about="KRV")


def section(page: Page, heading: str) -> str:
    """Return the text between one heading and the next."""
    return str(
        page.evaluate(
            "heading => { let at = [...document.querySelectorAll('h2')]"
            ".find(h => h.textContent === heading).nextElementSibling; let text = '';"
            " while (at && at.tagName !== 'H2') { text += at.innerText + '\\n';"
            " at = at.nextElementSibling; } return text; }",
            heading,
        )
    )


def test_it_says_who_how_much_and_what_is_contested(opener: Opener, html: str) -> None:
    page = opener(html)
    head = page.locator(".head")
    expect(head).to_contain_text("Republic of Karvia")
    expect(head).to_contain_text("10 claims about 7 events")
    assert "killed or wounded" in section(page, "Key numbers")
    assert "> 3,000" in section(page, "Key numbers")
    contested = section(page, "What is contested")
    assert "≠" in contested
    assert "denied by Karvia" in contested


def test_every_part_of_the_story_is_there(opener: Opener, html: str) -> None:
    page = opener(html)
    heads = page.locator("h2").all_text_contents()
    assert heads == [
        *("Key numbers", "What is contested", "Who does what to whom", "When", "How many"),
        *("What is not said", "Event by event", "Sources", "Articles"),
    ]
    assert page.locator("#contents a").all_text_contents() == heads
    assert page.locator(".portrait .node.event").count() > 3
    assert "Capture" in section(page, "When")
    unsaid = section(page, "What is not said")
    assert "a day or month without its year" in unsaid
    assert "Planned, and nothing told of it since" in unsaid
    assert "Arms transfer: Karvia → Norland" in unsaid
    expect(page.locator(".articles li")).to_have_count(4)


def test_one_source_counts_once_and_its_echoes_are_below(opener: Opener) -> None:
    first, *_, third = (record for record in sample.records() if record["type"] == "Deployment")
    first["claimants"] = third["claimants"]
    page = opener(dossier.html([first, third], sample.TEXTS, title="Echo"))
    event = page.locator("section.event")
    expect(event).to_contain_text("2 claims in 2 articles, from 1 independent source")
    expect(event.locator(".telling")).to_have_count(1)
    expect(event.locator(".echoes li")).to_have_count(1)


def test_marks_and_links_lead_to_the_words(opener: Opener, html: str) -> None:
    page = opener(html)
    page.locator(".times g.mark .body").first.click()
    chosen = page.locator("section.event.chosen")
    expect(chosen).to_have_count(1)
    expect(chosen).to_be_in_viewport()
    page.locator("main ul a").first.click()
    expect(page.locator("section.event.chosen, .telling.chosen")).to_be_in_viewport()
    again = opener(html, page.evaluate("location.hash"))
    expect(again.locator("section.event.chosen")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_prints_whole_on_white_with_text(opener: Opener, html: str, scheme: str) -> None:
    page = opener(html, color_scheme=scheme, viewport={"width": 688, "height": 900})
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    clipped = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => e.clientWidth"
        " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
    )
    assert clipped == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator("#save")).to_be_hidden()
    data = page.pdf(prefer_css_page_size=True)
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", data)) >= 2
    assert b"/ToUnicode" in data  # letters can be selected and found


def plain(text: str) -> str:
    """Return text without the line ends that a page's width makes."""
    return " ".join(text.split())


def test_the_pdf_has_every_claim_in_order_and_its_links(opener: Opener) -> None:
    page = opener(dossier.html(sample.records(), sample.TEXTS, title="Karvia", links=links()))
    quotes = page.locator(".telling blockquote").all_text_contents()
    anchors = page.evaluate(
        "[...document.querySelectorAll('main a[href]')].map(a => a.getAttribute('href'))"
    )
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = plain(" ".join(sheet.extract_text() for sheet in paper.pages))
    assert len(quotes) == len(sample.records())
    places = [text.find(plain(quote)) for quote in quotes]
    assert -1 not in places
    assert places == sorted(places)
    for heading in page.locator("h2").all_text_contents():
        assert heading in text
    assert "https://news.example/c" in text  # an address that can be typed off the paper
    for control in ("CSV", "JSON", "Print", "Copy"):
        assert control not in text
    links_kept = [note.get_object() for sheet in paper.pages for note in sheet.get("/Annots", [])]
    assert {note["/A"]["/URI"] for note in links_kept if "/A" in note} == {"https://news.example/c"}
    inside = {note["/Dest"] for note in links_kept if "/Dest" in note}
    assert inside == {href.replace("#", "/") for href in anchors if href.startswith("#")}
    assert inside <= set(paper.named_destinations)
    assert paper.metadata is not None
    assert paper.metadata.title == "Karvia"


def test_no_word_is_outside_the_paper_or_there_twice(opener: Opener, html: str) -> None:
    page = opener(html)
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    outside = []
    for sheet in paper.pages:
        wide, high = float(sheet.mediabox.width), float(sheet.mediabox.height)

        def seen(
            text: str,
            cm: list[float],
            tm: list[float],
            *_: object,
            size: tuple[float, float] = (wide, high),
        ) -> None:
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            if text.strip() and not (0 < x < size[0] and 0 < y < size[1]):
                outside.append((text, x, y))

        sheet.extract_text(visitor_text=seen)
    assert outside == []
    drawn = page.locator(".portrait text").first.text_content() or ""
    text = "".join("".join(sheet.extract_text().split()) for sheet in paper.pages)
    assert "".join(drawn.split()) in text
    assert "".join(drawn.split()) * 2 not in text
    assert f"1/{len(paper.pages)}" in text


def test_the_network_scrolls_on_a_phone_and_nothing_else_does(opener: Opener, html: str) -> None:
    page = opener(html, viewport={"width": 380, "height": 740})
    wide = page.locator(".wide")
    assert wide.evaluate("e => e.scrollWidth > e.clientWidth + 200")
    assert page.evaluate("document.documentElement.scrollWidth") == 380
    letters = page.locator(".portrait .event text").first.bounding_box()
    assert letters is not None
    assert letters["height"] > 8


def test_an_event_alone(opener: Opener) -> None:
    told = Choice(event="losses").of(sample.records())
    page = opener(dossier.html(told, sample.TEXTS, title="Losses"))
    expect(page.locator("section.event")).to_have_count(1)
    expect(page.locator(".telling")).to_have_count(2)
