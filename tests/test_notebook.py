"""The notebook in examples/ runs from top to bottom and shows what its words say."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
TOUR = EXAMPLES / "tour.ipynb"
RUN = """
import sys, nbformat
from jupyter_client import KernelManager
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], 4)
NotebookClient(notebook, km=KernelManager(transport="ipc"), timeout=300).execute()
nbformat.write(notebook, sys.argv[2])
"""


def test_it_is_kept_without_outputs() -> None:
    cells = code(TOUR)
    assert cells
    assert not [cell for cell in cells if cell["outputs"] or cell["execution_count"] is not None]


def code(path: Path) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every code cell's output, as HTML where it has any, else as text."""
    place = tmp_path_factory.mktemp("tour")
    shutil.copytree(EXAMPLES / "articles", place / "articles")
    with tempfile.TemporaryDirectory() as sockets:  # their paths may have 107 bytes at most
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", RUN, TOUR, "done.ipynb"],
            cwd=place,
            env={**os.environ, "JUPYTER_RUNTIME_DIR": sockets, "HOME": str(place)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    return [_shown(cell["outputs"]) for cell in code(place / "done.ipynb")]


def _shown(outputs: list[Any]) -> str:
    data: dict[str, Any] = next((one["data"] for one in outputs if "data" in one), {})
    return "".join(data.get("text/html") or data.get("text/plain") or "")


@pytest.mark.model
@pytest.mark.slow
def test_it_runs_and_shows_what_it_says(shown: list[str]) -> None:
    assert all(shown)
    pages = [one for one in shown if one.startswith("<iframe")]
    assert len(pages) == 1
    shown = [one for one in shown if one not in pages]
    graph, sources, *_ = shown
    assert "<th>claims</th>" in graph
    assert "National Intelligence Service" in sources
    (toll,) = (one for one in shown if "some 4,700" in one and "contested" in one)
    assert "superseded" in toll
    (sums,) = (one for one in shown if "last word of each source" in one)
    assert "<td>8</td>" in sums
    (links,) = (one for one in shown if "nk:notComparable" in one)
    assert "over the past week" in links
    assert any("killed or wounded" in one and "<" not in one for one in shown), "the words"
    assert any("canonical hash" in one for one in shown)
