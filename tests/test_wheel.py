"""The built wheel, installed into an empty environment, does the main job by itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "articles"

pytestmark = [pytest.mark.slow, pytest.mark.model]


def run(command: list[str | Path], cwd: Path) -> str:
    """Run a command with nothing of this environment; return its stdout."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "NKGRAPH"))}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the checkout."""
    folder = tmp_path_factory.mktemp("build")
    for name in ("src", "ontology", "frontend"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "tools").mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "tools/frontend.py"):
        shutil.copy(ROOT / name, folder / name)
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], folder)
    (built,) = (folder / "dist").glob("*.whl")
    return built


def test_the_wheel_holds_the_ontology_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    here = {p.relative_to(ROOT).as_posix() for p in (ROOT / "ontology").rglob("*") if p.is_file()}
    shipped = {
        name.removeprefix("nkgraph/") for name in names if name.startswith("nkgraph/ontology/")
    }
    assert shipped == here
    assert {"nkgraph/py.typed", "nkgraph/serve/static/page.css"} <= set(names)
    editor = "nkgraph/serve/static/vendor/yasqe.min.js"
    assert (editor in names) == (ROOT / "src" / editor).is_file()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"nkgraph"}


def test_the_wheel_does_the_main_job(wheel: Path, tmp_path: Path) -> None:
    # The dependencies are lent by this environment; nkgraph itself comes from the wheel alone.
    place = tmp_path / "empty"
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    site = Path(
        run([python, "-c", "import site; print(site.getsitepackages()[0])"], tmp_path).strip()
    )
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
    ]
    run([*pip, wheel], tmp_path)
    borrowed = sysconfig.get_paths()["purelib"]
    # A plain line in a .pth file lends modules; its own .pth files (this checkout) are not read.
    (site / "borrowed.pth").write_text(borrowed + "\n")
    where = run([python, "-c", "import nkgraph.resources as r; print(r.ontology_dir())"], tmp_path)
    assert Path(where.strip()) == site / "nkgraph" / "ontology"

    shutil.copytree(EXAMPLES, tmp_path / "articles")
    command = place / "bin" / "nkgraph"
    run([command, "build", "articles"], tmp_path)
    claims = [
        json.loads(line)
        for line in run([command, "export", "--format", "jsonl"], tmp_path).splitlines()
    ]
    assert len({claim["article"]["source"] for claim in claims}) > 6
    for claim in claims:
        text = (tmp_path / claim["article"]["source"]).read_bytes().decode("utf-8")
        evidence = claim["evidence"]
        assert text[evidence["start"] : evidence["end"]] == evidence["text"]
