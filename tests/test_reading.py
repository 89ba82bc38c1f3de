from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.conftest import first, second, third

from nkgraph.model import Relative, Span
from nkgraph.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from nkgraph.model import Findings


@pytest.mark.parametrize("make", [first, second, third], ids=["first", "second", "third"])
def test_a_reading_returns_from_its_text(make: Callable[[], Findings]) -> None:
    findings = make()
    ago = Relative(span=Span(0, 10), text="this month", unit="month", offset=0)
    relative = tuple(replace(claim, relative=ago) for claim in findings.claims)
    for found in (findings, replace(findings, claims=relative)):
        reading = Reading(found)
        assert Reading.from_json(reading.to_json()) == reading
