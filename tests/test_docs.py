"""Documentation is run: every command of README and every example of a help text works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from nkgraph.cli import main

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
SERVING = re.compile(r"\bnkgraph serve\b")
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.model


def readme_commands() -> list[str]:
    """Return the commands after ``$`` in README's console blocks; open quotes go on below."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = iter("\n".join(BLOCK.findall(text)).replace("\\\n", " ").splitlines())
    commands = []
    for line in lines:
        if not line.startswith("$ "):
            continue
        command = line.removeprefix("$ ")
        while command.count("'") % 2:
            command += "\n" + next(lines)
        commands.append(command)
    return [c for c in commands if not c.startswith(("make", "git ", "cd ", "pip ", "#"))]


def help_examples(group: click.Group, path: tuple[str, ...] = ()) -> list[str]:
    """Return the lines under ``Example:`` of every verb's help."""
    found: list[str] = []
    context = click.Context(group)
    for command in [group, *(group.get_command(context, n) for n in group.list_commands(context))]:
        if isinstance(command, click.Group) and command is not group:
            found += help_examples(command, (*path, str(command.name)))
            continue
        example = (command.help or "").split("Example:\n", 1)[1] if command else ""
        lines = (line.strip() for line in example.split("\n\n")[0].splitlines())
        found += [line for line in lines if line]
    return list(dict.fromkeys(found))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples, a store built from them, its claims in a file, and a backup."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "examples", folder / "examples")
    build = "nkgraph build examples/articles && nkgraph export --format jsonl -o before.jsonl"
    done = shell(f"{build} && nkgraph backup sunday.store", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def prepared(built: Path, tmp_path: Path) -> Path:
    """A copy of it, so that commands may come in any order."""
    return Path(shutil.copytree(built, tmp_path / "copy"))


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a documented command the way a reader would."""
    if "nkgraph serve" in command:  # runs until it is told to end
        command = SERVING.sub("timeout --preserve-status 3 nkgraph serve", command)
    scripts = str(Path(sys.executable).parent)
    path = os.pathsep.join([scripts, os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],  # noqa: S607 - bash of the path, as readers have it
        cwd=folder,
        env={**os.environ, "PATH": path, "BROWSER": "true"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", readme_commands() or [pytest.param("", marks=pytest.mark.skip)])
def test_readme_commands_work(prepared: Path, command: str) -> None:
    done = shell(command, prepared)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout + done.stderr


@pytest.mark.parametrize("command", help_examples(main))
def test_help_examples_work(prepared: Path, command: str) -> None:
    done = shell(command, prepared)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout + done.stderr or ">" in command


def test_readme_python_works(prepared: Path) -> None:
    blocks = PYTHON.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    if not blocks:
        pytest.skip("README has no Python yet")
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(blocks)],
        cwd=prepared,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_graph_is_what_build_makes_of_the_examples() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "graph.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_changelog_names_the_version() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"', project, re.MULTILINE)
    assert version
    assert version[1] in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_readme_shows_real_output() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "README.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"run `make readme`\n{done.stdout}{done.stderr}"
