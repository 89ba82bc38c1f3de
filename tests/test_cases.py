from __future__ import annotations

import pytest
from tests.eval import corpora, gate

FILES = sorted(path.stem for path in corpora.CASES.glob("*.txt"))


@pytest.mark.model
@pytest.mark.parametrize("file", FILES)
def test_no_file_gives_less_than_is_pinned(file: str) -> None:
    old, new = gate.load(corpora.BASELINE)["cases"], corpora.pinned("cases")
    change = gate.compare("cases", old, new)
    worse = [line for line in change.worse if line.startswith(f"cases/{file}: ")]
    lost = [line for line in change.lost if line.startswith(f"{file}: ")]
    assert not worse, "\n".join(["see `make eval`", *worse, *lost])
