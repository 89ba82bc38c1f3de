"""The pages' colours for readers who see fewer: pairs are told apart, or shapes tell them apart.

Simulated as Machado, Oliveira and Fernandes 2009 do, at full severity; distances are CIE76 in Lab.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from nkgraph.views.page import template

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEEN = {
    "all colours": np.eye(3),
    "no red": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "no green": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "no blue": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
KINDS = ("country", "government", "force", "organization", "person", "group", "place", "agreement")
LINES = ("edge", "says", "denied", "accent")
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = XYZ @ np.ones(3)


def schemes() -> dict[str, dict[str, str]]:
    """Return the variables of the light and of the dark scheme."""
    light, dark = re.findall(r":root \{(.*?)\n\s*\}", template("base.css"), re.DOTALL)[:2]
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part)) for part in (light, dark)]
    return {"light": found[0], "dark": found[0] | found[1]}


def lab(colour: str, sight: NDArray[np.float64]) -> NDArray[np.float64]:
    rgb = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(rgb > 0.04045, ((rgb + 0.055) / 1.055) ** 2.4, rgb / 12.92)
    ratio = XYZ @ np.clip(sight @ linear, 0, 1) / WHITE
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_kinds_and_lines_are_told_apart(scheme: str, sight: str) -> None:
    colours = schemes()[scheme]
    for names in (KINDS, LINES):
        near = {
            (one, other): float(
                np.linalg.norm(lab(colours[one], SEEN[sight]) - lab(colours[other], SEEN[sight]))
            )
            for one, other in itertools.combinations(names, 2)
        }
        closest = min(near, key=lambda pair: near[pair])
        assert near[closest] > 10, (closest, near[closest])


def test_no_two_kinds_have_one_shape() -> None:
    outlines = dict(re.findall(r'^  (\w+): "([^"]+)"', template("icons.js"), re.MULTILINE))
    assert set(KINDS) <= set(outlines)
    assert len(set(outlines.values())) == len(outlines)


def test_no_two_statuses_look_alike_without_colour() -> None:
    looks = re.findall(r"^  (\w+): (\{ dashes.*\}),", template("icons.js"), re.MULTILINE)
    assert [name for name, _ in looks] == ["asserted", "planned", "possible", "denied", "contested"]
    assert len({look for _, look in looks}) == len(looks)
