"""README's pictures: made anew from the example articles, compared with those committed."""

from __future__ import annotations

import importlib.util
import re
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]


def tool() -> Any:  # noqa: ANN401 - a module
    """Return tools/pictures.py, which is a program, not a package."""
    found = importlib.util.spec_from_file_location("pictures", ROOT / "tools" / "pictures.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["pictures"] = module  # dataclasses look their module up
    found.loader.exec_module(module)
    return module


pictures = tool()
pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.slow, pytest.mark.model]
NAMES = {f"{view}-{scheme}.png" for view in pictures.SHOTS for scheme in pictures.SCHEMES}
BLOCK = 50
"""Pixels on a side of what is compared by its mean: letters may differ, where things stand not."""
MOST_APART = 5.0
"""Of 255, on the mean. Another font moves it by 1 to 2, a view taken for another by 12 and more."""
CURE = "make pictures"


@pytest.fixture(scope="module")
def made(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("images")
    list(pictures.make(browser, pictures.SHOTS, folder))
    return folder


@pytest.fixture(scope="module")
def colours(browser: Browser, made: Path) -> dict[str, NDArray[np.float64]]:
    """Mean colours of blocks: of pictures made, by name; of the committed, ``docs/`` before it."""
    page = browser.new_page()
    found = {name: blocks(pictures.pixels(page, (made / name).read_bytes())) for name in NAMES}
    for path in pictures.TARGET.glob("*.png"):
        found[f"docs/{path.name}"] = blocks(pictures.pixels(page, path.read_bytes()))
    page.close()
    return found


def blocks(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    height, width, _ = pixels.shape
    tiles = pixels.reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK, 3)
    return np.asarray(tiles.mean(axis=(1, 3)), dtype=np.float64)


def apart(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(np.abs(one - other).mean())


def size(path: Path) -> tuple[int, int]:
    """Return width and height, as a PNG's header says."""
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    return int(width), int(height)


def test_every_view_is_drawn_in_both_themes(
    made: Path, colours: dict[str, NDArray[np.float64]]
) -> None:
    assert {path.name for path in made.iterdir()} == NAMES
    for name in sorted(NAMES):
        assert size(made / name) == (pictures.WIDTH, pictures.HEIGHT)
        drawn = colours[name]
        kinds = len(np.unique(drawn.reshape(-1, 3).round(), axis=0))
        assert kinds > 50, f"{name} is nearly blank"
        assert apart(drawn, np.full_like(drawn, drawn.mean())) > 3
        paper = drawn.reshape(-1, 3).mean()
        assert paper > 200 if name.endswith("-light.png") else paper < 80


def test_no_view_can_be_taken_for_another(colours: dict[str, NDArray[np.float64]]) -> None:
    light = [f"{view}-light.png" for view in pictures.SHOTS]
    for one in light:
        for other in light:
            assert one == other or apart(colours[one], colours[other]) > MOST_APART


def test_the_committed_pictures_are_of_today_s_pages(
    made: Path, colours: dict[str, NDArray[np.float64]]
) -> None:
    committed = {path.name: path for path in pictures.TARGET.glob("*.png")}
    assert set(committed) == NAMES, CURE
    for name, path in sorted(committed.items()):
        assert size(path) == size(made / name), CURE
        far = apart(colours[name], colours[f"docs/{name}"])
        assert far < MOST_APART, f"docs/images/{name} is {far:.1f} away from the page: {CURE}"


def test_readme_shows_each_and_they_are_light_to_load() -> None:
    shown = re.findall(r'(?:src|srcset)="docs/images/([^"]+)"', (ROOT / "README.md").read_text())
    assert set(shown) == NAMES
    total = sum(path.stat().st_size for path in pictures.TARGET.glob("*.png"))
    assert total < pictures.MOST_BYTES
