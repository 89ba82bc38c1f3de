"""What every page is put to: hostile words, and axe-core."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
import sample

HOSTILE = [
    "</script><script>window.ran=1</script>",
    '<img src=x onerror="window.ran=1"> href',
    "{{ 7*7 }} {% raw %} ${window.ran=1}",
    'x" onmouseover="window.ran=1" href="javascript:window.ran=1',
    "line\u2028separator\u2029\u0000null",
    "safe \u202egnp.exe\u202c \u2066isolate",
    "]]><!--<script>",
    "N" * 10_000,
]


def hostile(words: str) -> list[dict[str, Any]]:
    """Return the sample with hostile words in every field that an article can fill."""
    record = sample.records()[0]
    record["article"] |= dict.fromkeys(("title", "publisher", "source"), words)
    actor = {**sample.actor("army"), "id": f"{sample.BASE}group/x", "label": words}
    actor |= {"aliases": [words], "country": words, "kind": words}
    record |= {"roles": {"agent": [actor], words: [actor]}, "claimants": [actor], "via": [actor]}
    record |= {"cue": words, "time": words, "type": words}
    record["figure"] |= {"text": words, "scope": words, "unit": words}
    record["evidence"] |= {"text": words, "sentence": f"before {words} after"}
    return [record, *sample.records()[1:]]


def axe_script() -> str:
    """Return axe-core, fetched once into the cache folder by npm."""
    folder = Path(__file__).parents[2] / ".cache" / "axe-core"
    script = folder / "axe.min.js"
    if script.exists():
        return script.read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("axe-core comes by npm, which is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    packed = subprocess.run(
        [npm, "pack", "--silent", "--pack-destination", folder, "axe-core@4"],
        capture_output=True,
        check=False,
        timeout=120,
    )
    archives = sorted(folder.glob("axe-core-*.tgz"))
    if packed.returncode or not archives:
        pytest.skip("npm could not fetch axe-core (offline?)")
    with tarfile.open(archives[-1]) as archive:
        member = archive.extractfile("package/axe.min.js")
        assert member is not None
        script.write_text(io.TextIOWrapper(member, encoding="utf-8").read(), encoding="utf-8")
    return script.read_text(encoding="utf-8")
