from __future__ import annotations

import pytest
from tests.eval import corpora, gate


@pytest.mark.model
@pytest.mark.parametrize("name", ["seeds", "more"])
def test_no_figure_is_worse_than_pinned(name: str) -> None:
    if name not in corpora.present():
        pytest.skip(f"{corpora.SETS[name].articles} is not here")
    change = gate.compare(name, gate.load(corpora.BASELINE)[name], corpora.pinned(name))
    assert not change.worse, "\n".join(["see `make eval`", *change.worse, *change.lost])


def test_the_pinned_figures_are_those_that_were_promised() -> None:
    tally = gate.load(corpora.BASELINE)["seeds"].tally
    assert tally.rates("found")[2] >= 0.80
    assert tally.rates("strict")[2] >= 0.60
