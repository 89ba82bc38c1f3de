#!/usr/bin/env python3
"""Score extraction against claims annotated by hand, and compare with tests/eval/baseline.json.

tools/eval.py                 figures of every set that lies here; exit 1 when one is worse
tools/eval.py --set cases     of one set (repeat for more)
tools/eval.py --errors        also list what is missed, wrong and spurious
tools/eval.py --update        pin the figures; refuses to lower one without --allow-regression
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # for tests.eval

from tests.eval import corpora, gate, report


def main(argv: list[str] | None = None) -> int:
    """Measure, print, and return the exit code: 0, or 1 when a figure is worse."""
    options = _options(argv)
    names = tuple(name for name in corpora.SETS if name in (options.set or corpora.SETS))
    here = tuple(name for name in names if name in corpora.present())
    for name in names:
        if name not in here:
            print(f"{name}: not measured, {corpora.SETS[name].articles} is missing\n")
    baseline = gate.load(corpora.BASELINE)
    scores = {name: corpora.measured(name) for name in here}
    if options.errors:
        for name, score in scores.items():
            print(*report.errors(name, score), "", sep="\n")
    print(*report.by_set(scores), "", sep="\n")
    for name in sorted(gate.BY_FILE & scores.keys()):
        files = baseline[name].groups if name in baseline else {}
        print(*report.by_file(scores[name], files), "", sep="\n")
    print(*report.by_type(scores), "", sep="\n")
    print(*report.by_slot(scores), "", sep="\n")
    pins = {name: corpora.pinned(name) for name in here}
    status = _differences(baseline, pins)
    if options.update:
        return _update(baseline, pins, allow_regression=options.allow_regression)
    return status


def _options(argv: list[str] | None) -> argparse.Namespace:
    about, _, usage = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        description=about, epilog=usage, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", action="append", choices=[*corpora.SETS], help="measure this one")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    parser.add_argument("--update", action="store_true", help="pin the figures")
    parser.add_argument("--allow-regression", action="store_true", help="pin lower ones too")
    options = parser.parse_args(argv)
    if options.allow_regression and not options.update:
        parser.error("--allow-regression goes with --update")
    return options


def _differences(baseline: dict[str, gate.Pin], pins: dict[str, gate.Pin]) -> int:
    """Print what differs from the baseline; return 1 for what is worse, new or changed."""
    status = 0
    for name, pin in pins.items():
        if name not in baseline:
            print(f"{name} is not pinned; run tools/eval.py --update")
            status = 1
            continue
        found = gate.compare(name, baseline[name], pin)
        for line in report.change(name, found):
            print(line)
        if found.worse:
            status = 1
        if baseline[name].sha256 != pin.sha256:
            print(f"{name}: its files changed since they were pinned; run tools/eval.py --update")
            status = 1
    if not status:
        print("nothing is worse than the baseline")
    return status


def _update(
    baseline: dict[str, gate.Pin], pins: dict[str, gate.Pin], *, allow_regression: bool
) -> int:
    try:
        merged = gate.updated(baseline, pins, allow_regression=allow_regression)
    except gate.RegressionError as regression:
        print(f"not pinned: {len(regression.args)} figures are worse (above); cure that,")
        print("or say why in the commit and run tools/eval.py --update --allow-regression")
        return 1
    corpora.BASELINE.write_text(gate.dumps(merged), encoding="utf-8")
    print(f"pinned: {', '.join(pins)} in {corpora.BASELINE.relative_to(corpora.ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
