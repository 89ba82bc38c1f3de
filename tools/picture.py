#!/usr/bin/env python3
"""Write examples/network.png: the network page of the example articles, as README shows it.

    tools/picture.py            build, draw, photograph
    tools/picture.py PAGE.html  photograph a page that `nkgraph view network` has written

Run by hand; needs playwright (`pip install playwright`) and Chromium. The picture has at most 256
colours, so that it stays small.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = "examples/articles"
TARGET = ROOT / "examples" / "network.png"
WIDTH, HEIGHT = 1400, 900
MOST_BYTES = 250_000
COLOURS = 256
TITLE = "Who does what to whom: twelve example articles"
SPEAKER, FIGURE = "National Intelligence Service", 4700
"""The claim that the picture opens: who says it, and its number."""
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


def page() -> str:
    """Return the network page of the example articles, as the command writes it."""
    with tempfile.TemporaryDirectory() as folder:
        nkgraph = [sys.executable, "-m", "nkgraph", "--store", f"{folder}/store"]
        target = Path(folder) / "network.html"
        for verb in (["build", EXAMPLES], ["view", "network", "--title", TITLE, "-o", str(target)]):
            subprocess.run([*nkgraph, *verb], cwd=ROOT, check=True)
        return target.read_text(encoding="utf-8")


def claim(html: str) -> str:
    """Return the IRI of the claim to open."""
    block = re.search(r'id="data">(.*?)</script>', html, re.DOTALL)
    claims: list[dict[str, Any]] = json.loads(block[1])["claims"] if block else []
    for one in claims:
        if one["amount"] == FIGURE and one["who"].startswith(SPEAKER):
            return str(one["id"])
    sys.exit(f"no claim by {SPEAKER} with the figure {FIGURE:,} in the page")


def photograph(html: str) -> bytes:
    """Return the page as PNG, in its light theme, with the claim's panel open."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        browser = playwright.chromium.launch(executable_path=chromium, args=root)
        size: Any = {"width": WIDTH, "height": HEIGHT}
        context = browser.new_context(
            viewport=size, color_scheme="light", reduced_motion="reduce", offline=True
        )
        shown = context.new_page()
        shown.goto(f"{path.as_uri()}#claim={quote(claim(html), safe='')}")
        shown.wait_for_selector("html[data-ready=true]", state="attached")
        shown.wait_for_selector(".claim.chosen")
        shown.locator("#farther").click()
        found = pixels(context.new_page(), shown.screenshot())
        browser.close()
    return png(found)


def pixels(blank: Page, picture: bytes) -> NDArray[np.uint8]:
    """Return the colours of a picture, height by width by 3; the browser reads it."""
    import numpy as np

    address = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    raw = base64.b64decode(blank.evaluate(PIXELS, address))
    return np.frombuffer(raw, dtype=np.uint8).reshape(HEIGHT, WIDTH, 4)[:, :, :3]


def png(colours: NDArray[np.uint8]) -> bytes:
    """Return a PNG with a palette: what is not in it takes the nearest colour."""
    import numpy as np

    flat = colours.reshape(-1, 3).astype(np.int64)
    found, inverse, counts = np.unique(flat, axis=0, return_inverse=True, return_counts=True)
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
    """Write the picture; exit 1 when it is too large."""
    html = Path(sys.argv[1]).read_text(encoding="utf-8") if sys.argv[1:] else page()
    written = photograph(html)
    if len(written) > MOST_BYTES:
        sys.exit(f"the picture has {len(written):,} bytes, more than {MOST_BYTES:,}")
    TARGET.write_bytes(written)
    print(f"{TARGET.relative_to(ROOT)}: {len(written) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
