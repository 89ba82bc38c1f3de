"""Chromium on pages that views write: offline, with everything that the page says collected."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request

from nkgraph.views import network

sys.path.insert(0, str(Path(__file__).parent))
import sample  # a sibling of this file, not a package

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def sample_html() -> str:
    return network.html(sample.records(), sample.TEXTS, title="Karvia and Ostrel")


@pytest.fixture
def opener(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Open a page; afterwards assert that it asked for nothing and complained of nothing."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def watch(request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            trouble.append(f"request: {request.url}")

    def open_page(html: str, fragment: str = "", **context: object) -> Page:
        made = browser.new_context(offline=True, **context)  # type: ignore[arg-type]
        contexts.append(made)
        page = made.new_page()
        page.on("console", lambda said: trouble.append(f"console: {said.text}"))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("dialog", dismiss)
        page.on("request", watch)
        path = tmp_path / "network.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        page.goto(f"{path.as_uri()}{fragment}")
        if 'id="data"' in html:
            page.wait_for_selector("html[data-ready=true]", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []
