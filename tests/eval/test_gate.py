from __future__ import annotations

import runpy
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.eval import corpora, gate
from tests.eval.score import Score, Stray, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = ("attack", "traps")
RIGHT = Verdict(
    key="attack: x > Attack", group="attack", type="Attack", quote="", slots=(), found=True
)
OTHER = replace(RIGHT, key="attack: y > Attack")
UNDATED = replace(RIGHT, wrong={"time": "2024, not nothing"})
MISSED = replace(RIGHT, found=False)
STRAY = Stray(group="traps", where="traps: z", type="Attack", text="attacked down the left")


def pinned(name: str, *verdicts: Verdict, strays: tuple[Stray, ...] = ()) -> gate.Pin:
    score = Score(verdicts=verdicts, strays=strays)
    return gate.pin(name, score, sha256="0", files=FILES)


@pytest.mark.parametrize("name", ["cases", "seeds"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param((RIGHT,), (MISSED,), id="missed"),
        pytest.param((RIGHT,), (UNDATED,), id="not exact"),
        pytest.param(
            (RIGHT, OTHER), (RIGHT, replace(OTHER, wrong={"agent": "?"})), id="not strict"
        ),
    ],
)
def test_a_loss_fails_and_back_again_is_a_gain(
    name: str, before: tuple[Verdict, ...], after: tuple[Verdict, ...]
) -> None:
    good, bad = pinned(name, *before), pinned(name, *after)
    loss, gain = gate.compare(name, good, bad), gate.compare(name, bad, good)
    assert loss.worse
    assert not loss.better
    assert len(loss.lost) == 1
    assert gain.better
    assert not gain.worse
    assert gain.won == loss.lost
    assert gate.updated({name: bad}, {name: good}) == {name: good}
    with pytest.raises(gate.RegressionError) as caught:
        gate.updated({name: good}, {name: bad})
    assert sorted(caught.value.args) == sorted(loss.worse)
    assert gate.updated({name: good}, {name: bad}, allow_regression=True) == {name: bad}


def test_nothing_changed() -> None:
    same = pinned("cases", RIGHT, UNDATED, strays=(STRAY,))
    assert gate.compare("cases", same, same) == gate.Change(worse=(), better=(), lost=(), won=())


def test_a_new_false_alarm_fails() -> None:
    quiet, loud = pinned("cases", RIGHT), pinned("cases", RIGHT, strays=(STRAY,))
    change = gate.compare("cases", quiet, loud)
    assert change.worse == ("cases/traps: spurious 0 → 1",)
    assert change.lost == ("traps: z > Attack: spurious",)
    assert gate.compare("cases", loud, quiet).worse == ()
    assert gate.compare(
        "seeds", pinned("seeds", RIGHT), pinned("seeds", RIGHT, strays=(STRAY,))
    ).worse


def test_a_file_is_not_paid_for_by_another() -> None:
    traps = replace(RIGHT, key="traps: w > Attack", group="traps")
    old = pinned("cases", RIGHT, replace(traps, found=False))
    change = gate.compare("cases", old, pinned("cases", MISSED, traps))
    assert "cases/attack: found 1 → 0" in change.worse
    assert "cases/traps: found 0 → 1" in change.better


def test_a_file_that_is_gone_or_new() -> None:
    old, new = pinned("cases", RIGHT, strays=(STRAY,)), pinned("cases", RIGHT, strays=(STRAY,))
    less = replace(new, groups={"traps": new.groups["traps"]})
    assert gate.compare("cases", old, less).worse[0] == "cases/attack: found 1 → gone"
    more = replace(old, groups={"attack": old.groups["attack"]})
    assert gate.compare("cases", more, new).worse == ("cases/traps: spurious 0 → 1",)


def test_missed_before_and_now_half_right_is_no_loss() -> None:
    change = gate.compare("cases", pinned("cases", MISSED), pinned("cases", UNDATED))
    assert (change.worse, change.lost) == ((), ())
    assert change.won == ("attack: x > Attack: missed",)


def test_a_set_not_measured_keeps_its_pin() -> None:
    seeds, cases = pinned("seeds", RIGHT), pinned("cases", RIGHT)
    assert gate.updated({"seeds": seeds}, {"cases": cases}) == {"seeds": seeds, "cases": cases}


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    pins = {name: pinned(name, UNDATED, strays=(STRAY,)) for name in ("seeds", "cases")}
    path = tmp_path / "baseline.json"
    assert gate.load(path) == {}
    path.write_text(gate.dumps(pins), encoding="utf-8")
    assert gate.load(path) == pins
    assert STRAY.text not in path.read_text(encoding="utf-8")


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., int]:
    """Run tools/eval.py on a set of which the verdicts are given; pins in a folder of its own."""
    main = runpy.run_path(str(corpora.ROOT / "tools/eval.py"))["main"]
    monkeypatch.setattr(corpora, "ROOT", tmp_path)
    monkeypatch.setattr(corpora, "BASELINE", tmp_path / "baseline.json")

    def run(verdict: Verdict, *arguments: str, strays: tuple[Stray, ...] = ()) -> int:
        score = Score(verdicts=(verdict,), strays=strays)
        monkeypatch.setattr(corpora, "measured", lambda _: score)
        code: int = main(["--set", "cases", *arguments])
        return code

    return run


def test_the_tool_exits_1_on_a_loss_and_pins_gains(
    tool: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert tool(MISSED) == 1
    assert "cases is not pinned; run tools/eval.py --update" in capsys.readouterr().out
    assert tool(MISSED, "--update") == 0
    assert tool(RIGHT) == 0
    assert "better\tcases/attack: found 0 → 1" in capsys.readouterr().out
    assert tool(RIGHT, "--update") == 0
    assert tool(MISSED, "--errors") == 1
    printed = capsys.readouterr().out
    assert "cases\tmissed\tattack: x > Attack\tAttack" in printed
    assert "worse\tcases/attack: found 1 → 0" in printed
    assert "lost\tcases: attack: x > Attack: missed" in printed
    assert tool(MISSED, "--update") == 1
    assert gate.load(corpora.BASELINE)["cases"].tally.found == 1
    assert tool(MISSED, "--update", "--allow-regression") == 0
    assert gate.load(corpora.BASELINE)["cases"].tally.found == 0


def test_the_tool_says_when_the_texts_changed(
    tool: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "attack.txt").write_text("Words.\n> Attack\n", encoding="utf-8")
    monkeypatch.setitem(corpora.SETS, "cases", corpora.Corpus(articles=folder))
    assert tool(RIGHT, "--update") == 0
    assert tool(RIGHT) == 0
    (folder / "attack.txt").write_text("Other words.\n> Attack\n", encoding="utf-8")
    capsys.readouterr()
    assert tool(RIGHT) == 1
    assert "cases: its files changed since they were pinned" in capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(corpora.SETS))
def test_the_baseline_is_of_these_texts(name: str) -> None:
    if name not in corpora.present():
        pytest.skip(f"{corpora.SETS[name].articles} is not here")
    pin = gate.load(corpora.BASELINE)[name]
    assert pin.sha256 == corpora.SETS[name].sha256(), "pin them anew: tools/eval.py --update"
