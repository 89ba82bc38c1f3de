#!/usr/bin/env python3
"""Write docs/images: every view of the example articles, light and dark, as README shows them.

    tools/pictures.py            build, draw, photograph
    tools/pictures.py timeline   only this view

Run by hand, and by tests/browser/test_pictures.py; needs playwright (`pip install playwright`) and
Chromium. The pictures have few colours, so that they stay small.
"""

from __future__ import annotations

import base64
import contextlib
import os
import shutil
import struct
import sys
import tempfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = "examples/articles"
TARGET = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1400, 900
MOST_BYTES = 1_500_000
"""Of all pictures together."""
COLOURS = 64
SCHEMES = ("light", "dark")
SETTLED = 400
"""Milliseconds after which nothing on a page moves any more."""
SPEAKER, FIGURE = "National Intelligence Service", 4700
"""The claim that some pictures open: who says it, and its number."""


@dataclass(frozen=True, slots=True)
class Shot:
    """How a view is photographed.

    Attributes:
        only: what ``Graph.view`` is asked for.
        claim: whether the claim is opened.
        prepare: script that is run in the page before the picture is taken.
    """

    only: dict[str, str] = field(default_factory=dict)
    claim: bool = False
    prepare: str = ""


SHOTS = {
    "network": Shot(claim=True, prepare="document.getElementById('farther').click()"),
    "timeline": Shot(
        only={"since": "2024-06-01"},
        prepare="[...document.querySelectorAll('g.mark')].find(g => g.textContent.includes"
        "('at least 3,000')).dispatchEvent(new MouseEvent('click', {bubbles: true}))",
    ),
    "figures": Shot(only={"about": "PRK"}, claim=True),
    "claims": Shot(only={"about": "PRK"}, claim=True),
    "dossier": Shot(only={"about": "North Korea"}, prepare="scrollTo(0, 250)"),
}
PIXELS = """async address => {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.width, picture.height];
  const paper = canvas.getContext("2d");
  paper.drawImage(picture, 0, 0);
  const bytes = paper.getImageData(0, 0, canvas.width, canvas.height).data;
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  }
  return btoa(text);
}"""


def pages(views: Iterable[str]) -> dict[str, str]:
    """Return the pages of the example articles."""
    import nkgraph

    with contextlib.chdir(ROOT):  # the pages name the articles by their paths
        graph = nkgraph.build([EXAMPLES])
        return {view: graph.view(view, **SHOTS[view].only).html for view in views}


def claim(page: Page) -> str:
    """Return the IRI of the claim to open."""
    found: dict[str, Any] | None = page.evaluate(
        "([amount, who]) => data.claims.find(c => c.amount === amount && c.who.startsWith(who))",
        [FIGURE, SPEAKER],
    )
    if found is None:
        sys.exit(f"no claim by {SPEAKER} with the figure {FIGURE:,} in the page")
    return str(found["id"])


def make(browser: Browser, views: Iterable[str], folder: Path) -> Iterator[Path]:
    """Write the pictures of views into a folder, light and dark; yield the path of each."""
    folder.mkdir(parents=True, exist_ok=True)
    for view, html in pages(views).items():
        for scheme in SCHEMES:
            path = folder / f"{view}-{scheme}.png"
            path.write_bytes(png(photograph(browser, html, SHOTS[view], scheme)))
            yield path


def photograph(browser: Browser, html: str, shot: Shot, scheme: Any) -> NDArray[np.uint8]:  # noqa: ANN401 - light or dark
    """Return the colours of a page in a theme, height by width by 3."""
    size: Any = {"width": WIDTH, "height": HEIGHT}
    context = browser.new_context(
        viewport=size, color_scheme=scheme, reduced_motion="reduce", offline=True
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        shown = context.new_page()
        shown.goto(path.as_uri())
        shown.wait_for_selector("html[data-ready=true]", state="attached")
        if shot.claim:
            shown.wait_for_timeout(SETTLED)  # a page that has just come writes its own address
            shown.evaluate(f"location.hash = 'claim={quote(claim(shown), safe='')}'")
            shown.wait_for_selector(".claim.chosen")
        shown.evaluate(shot.prepare or "0")
        shown.wait_for_timeout(SETTLED)
        found = pixels(context.new_page(), shown.screenshot())
    context.close()
    return found


def pixels(blank: Page, picture: bytes) -> NDArray[np.uint8]:
    """Return the colours of a PNG as large as ours, height by width by 3; the browser reads it."""
    import numpy as np

    address = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    raw = base64.b64decode(blank.evaluate(PIXELS, address))
    return np.frombuffer(raw, dtype=np.uint8).reshape(HEIGHT, WIDTH, 4)[:, :, :3]


def png(colours: NDArray[np.uint8]) -> bytes:
    """Return a PNG with a palette: what is not in it takes the nearest colour."""
    import numpy as np

    whole = colours.reshape(-1, 3).astype(np.int64) @ [1 << 16, 1 << 8, 1]
    packed, inverse, counts = np.unique(whole, return_inverse=True, return_counts=True)
    found = np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1)
    palette = found[_chosen(found, counts)]
    nearest = np.array([((palette - one) ** 2).sum(axis=1).argmin() for one in found])
    rows = nearest[inverse.reshape(-1)].astype(np.uint8).reshape(HEIGHT, WIDTH)
    lines = b"".join(b"\0" + row.tobytes() for row in rows)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", palette.astype(np.uint8).tobytes()),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chosen(found: NDArray[np.int64], counts: NDArray[np.int64]) -> list[int]:
    """Choose colours, each time the one that is frequent and far from all chosen before."""
    import numpy as np

    chosen = [int(counts.argmax())]
    away = np.full(len(found), np.inf)
    while len(chosen) < min(COLOURS, len(found)):
        away = np.minimum(away, ((found - found[chosen[-1]]) ** 2).sum(axis=1))
        chosen.append(int((away * np.sqrt(counts)).argmax()))
    return chosen


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main() -> None:
    """Write the pictures; exit 1 when they are too large."""
    from playwright.sync_api import sync_playwright

    views = sys.argv[1:] or list(SHOTS)
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=root)
        for path in make(browser, views, TARGET):
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")
        browser.close()
    total = sum(path.stat().st_size for path in TARGET.glob("*.png"))
    if total > MOST_BYTES:
        sys.exit(f"the pictures have {total:,} bytes together, more than {MOST_BYTES:,}")


if __name__ == "__main__":
    main()
