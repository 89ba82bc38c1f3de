"""``make bench``: extraction against the plain pipeline of the same model, as ratios of one run.

Every figure comes from a process of its own, each way ``_ROUNDS`` times by turns; the fastest run
counts, as a busy machine only ever slows one down. Seconds are the processor's, for the workers the
clock's. The ratios hang on how much of the text has claims, see ``corpus``; those for text with
claims and text without are printed beside the mixed. Two workers can show what they gain only where
two cores are idle.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from tests.bench import corpus

pytestmark = [pytest.mark.slow, pytest.mark.model]
_ROUNDS = 2
_ALONE = {"OMP_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""One thread a process, whatever the ways multiply matrices with."""
_SCRIPT = Path(__file__).with_name("measure.py")


def _once(way: str, kind: str) -> dict[str, float]:
    command = [sys.executable, str(_SCRIPT), way, kind]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env=os.environ | _ALONE
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


@cache
def measured(kind: str, *ways: str) -> dict[str, dict[str, float]]:
    """Return way → the least of its seconds and of its peaks, with words and claims."""
    runs = [{way: _once(way, kind) for way in ways} for _ in range(_ROUNDS)]
    return {way: {key: min(run[way][key] for run in runs) for key in runs[0][way]} for way in ways}


def show(kind: str, what: str, ratio: float, floor: str) -> None:
    sys.stdout.write(f"\n{kind:7} {what:34} {ratio:5.2f}   {floor}\n")


@pytest.mark.parametrize("kind", ["claims", "filler"])
def test_either_kind_alone(kind: str) -> None:
    found = measured(kind, "pipe", "extract")
    show(kind, "faster than nlp.pipe", found["pipe"]["seconds"] / found["extract"]["seconds"], "")
    assert found["extract"]["words"] >= corpus.WORDS


def test_faster_than_the_plain_pipeline() -> None:
    found = measured("mixed", "pipe", "extract")
    ratio = found["pipe"]["seconds"] / found["extract"]["seconds"]
    show("mixed", "faster than nlp.pipe", ratio, "at least 1.5")
    assert found["extract"]["words"] >= corpus.WORDS
    assert ratio >= 1.5


def test_memory_near_the_plain_pipeline() -> None:
    found = measured("mixed", "pipe", "extract")
    ratio = found["extract"]["peak"] / found["pipe"]["peak"]
    show("mixed", "peak memory of nlp.pipe's", ratio, "at most 1.3")
    assert ratio <= 1.3


def test_two_workers() -> None:
    found = measured("mixed", "workers-1", "workers-2")
    ratio = found["workers-1"]["seconds"] / found["workers-2"]["seconds"]
    show("mixed", "two worker processes against one", ratio, "at least 1.7")
    assert found["workers-1"]["claims"] == found["workers-2"]["claims"]
    assert ratio >= 1.7
