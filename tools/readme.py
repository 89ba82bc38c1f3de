"""Runs the commands that README shows and prints their real output, for cog.

    cog -r README.md          write the blocks anew
    cog --check README.md     fail when a block is out of date

Each block of README names its commands in a comment that cog reads. They run in one temporary
folder that holds a copy of ``examples/``, so that later blocks see what earlier ones built.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 160


@cache
def folder() -> Path:
    """Return the folder in which the commands run; it goes with the process."""
    made = Path(tempfile.mkdtemp(prefix="readme-"))
    shutil.copytree(ROOT / "examples", made / "examples")
    return made


def run(command: str) -> str:
    """Return what a command prints, talk before data; an error when it fails."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],  # noqa: S607 - bash of the path, as readers have it
        cwd=folder(),
        env={**os.environ, "PATH": path, "COLUMNS": str(WIDTH), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"README's command failed: {command}\n{done.stdout}{done.stderr}")
    return done.stderr + done.stdout


def console(*commands: str, most: int = 40) -> str:
    """Return a console block: each command with its output, cut to ``most`` lines and the width."""
    lines = ["```console"]
    for command in commands:
        lines.append(f"$ {command}")
        printed = [line.rstrip() for line in run(command).splitlines()]
        lines += [line if len(line) < WIDTH else f"{line[: WIDTH - 1]}…" for line in printed[:most]]
        if len(printed) > most:
            lines.append(f"… ({len(printed) - most} more lines)")
    lines.append("```")
    return "\n".join(lines) + "\n"
