from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.eval import gold, shared
from tests.eval.gold import Gold
from tests.eval.score import Stray, Tally

from nkgraph.model import Actor, Article, Claim, Figure, Findings, Span, When

if TYPE_CHECKING:
    from pathlib import Path

GOLDS = tuple(Gold(key=key, group="a.txt", type="Attack", roles={"agent": ("A",)}) for key in "123")
ERRORS = (
    ("missed", "1", "Attack", "words"),
    ("wrong role:agent", "2", "Attack", "words"),
    ("wrong modality", "3", "Attack", "words"),
    ("spurious", "a.txt", "Death", "other words"),
)
RESULT: dict[str, Any] = {
    "gold": 3,
    "found": 2,
    "spurious": 1,
    "extra": 1,
    "strict": {"f1": 2 * 0.25 * (1 / 3) / (0.25 + 1 / 3)},
}
LINE = {
    "id": "1",
    "article": "a.txt",
    "start": 0,
    "end": 4,
    "quote": "They",
    "type": "Attack",
    "core": True,
    "roles": {"agent": ["A"], "place": []},
    "figure": None,
    "claimants": [],
    "via": ["B"],
    "modality": "planned",
    "polarity": "negative",
    "time": None,
}
SCORER = """
def Actors(path):
    return open(path).read()

def score(gold, predicted, names):
    found = [g for g in gold if any(names == p["roles"]["agent"][0]["label"] for p in predicted)]
    errors = [("missed", g["id"], g["type"], g["quote"]) for g in gold if g not in found]
    f1 = len(found) / len(gold)
    return {"gold": len(gold), "found": len(found), "spurious": 0, "extra": 0,
            "strict": {"f1": f1}}, errors
"""


def test_a_scorers_errors_become_verdicts() -> None:
    score = shared.as_score(GOLDS, RESULT, ERRORS, group="a.txt")
    assert score.tally() == Tally(gold=3, found=2, strict=1, exact=0, spurious=1, extra=1)
    assert score.slot("agent") == (1, 2, 3)
    assert score.slot("type") == (0, 0, 0)
    assert score.strays == (Stray(group="a.txt", where="a.txt", type="Death", text="other words"),)


def test_a_scorer_that_contradicts_itself_is_named() -> None:
    with pytest.raises(ValueError, match=r"a\.txt: the scorer says"):
        shared.as_score(GOLDS, RESULT, ERRORS[1:], group="a.txt")


@pytest.mark.parametrize(("name", "found"), [("A", 1), ("B", 0)])
def test_asks_the_scorer_about_each_article(tmp_path: Path, name: str, found: int) -> None:
    scorer, golds, actors = (tmp_path / file for file in ("score.py", "gold.jsonl", "actors.json"))
    scorer.write_text(SCORER, encoding="utf-8")
    golds.write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    actors.write_text(name, encoding="utf-8")
    actor = Actor(id="group/a", kind="group", label="A")
    claim = Claim(type="Attack", evidence=Span(0, 4), trigger=Span(0, 4), roles=(("agent", actor),))
    findings = Findings(article=Article(source="x/a.txt", text="They", sha256=""), claims=(claim,))
    score = shared.judged(golds, [findings], scorer=scorer, actors=actors)
    assert score.tally().found == found
    assert shared.judged(golds, [], scorer=scorer, actors=actors).tally().found == 0


def test_a_record_is_what_export_prints() -> None:
    text = "Kim sent 500 troops in 2024."
    figure = Figure(span=Span(9, 12), text="500", quantity="troops", low=500, high=500)
    kim = Actor(id="person/kim", kind="person", label="Kim", aliases=("K",), country="PRK")
    claim = Claim(
        type="Deployment",
        evidence=Span(0, 27),
        trigger=Span(4, 8),
        roles=(("agent", kim),),
        figure=figure,
        claimants=(kim,),
        modality="planned",
        time=When(span=Span(23, 27), text="2024", edtf="2024"),
    )
    found = Findings(article=Article(source="a.txt", text=text, sha256=""), claims=(claim,))
    filler = {"id": "person/kim", "label": "Kim", "aliases": ["K"], "kind": "person"}
    assert shared.record(found, claim) == {
        "article": {"source": "a.txt"},
        "type": "Deployment",
        "types": ["ForceMovement", "Event"],
        "roles": {"agent": [{**filler, "country": "PRK"}]},
        "figure": {"quantity": "troops", "low": 500, "high": 500, "comparator": "exactly"},
        "claimants": [{**filler, "country": "PRK"}],
        "via": [],
        "modality": "planned",
        "polarity": "positive",
        "time": "2024",
        "evidence": {"start": 0, "end": 27, "text": text[:27]},
    }


def test_reads_gold_claims_and_names_a_broken_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(LINE)}\n\n", encoding="utf-8")
    (one,) = gold.read(path)
    assert (one.roles, one.via, one.modality) == ({"agent": ("A",)}, ("B",), ("planned",))
    assert one.slots() == ("type", "agent", "via", "realis", "modality")
    path.write_text(f"{json.dumps(LINE)}\n{{}}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"gold\.jsonl:2: not a gold claim"):
        gold.read(path)
