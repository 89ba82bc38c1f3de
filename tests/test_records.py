from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nkgraph.records import KEYS, records

if TYPE_CHECKING:
    from nkgraph.model import Findings
    from nkgraph.store import Store


def by_words(store: Store) -> dict[str, dict[str, object]]:
    return {r["evidence"]["text"].split()[0]: r for r in records(store)}


def test_keys_and_order(memory: Store) -> None:
    found = records(memory)
    assert all(tuple(r) == KEYS for r in found)
    places = [(r["article"]["source"], r["evidence"]["start"]) for r in found]
    assert places == sorted(places)
    assert len(found) == 7


def test_relayed_plan_in_full(memory: Store) -> None:
    record = next(r for r in records(memory) if r["via"])
    assert [a["label"] for a in record["claimants"]] == ["National Intelligence Service"]
    assert [a["id"].rpartition("/id/")[2] for a in record["via"]] == ["organization/yonhap"]
    assert (record["cue"], record["modality"], record["polarity"]) == (
        "citing",
        "planned",
        "positive",
    )
    assert (record["type"], record["types"][-1]) == ("Deployment", "Event")
    assert {role: [a["country"] for a in who] for role, who in record["roles"].items()} == {
        "agent": ["PRK"],
        "recipient": ["RUS"],
    }
    figure = record["figure"]
    assert list(figure) == (
        "quantity low high comparator text min max of scope unit".split()  # noqa: SIM905 - as in the contract
    )
    assert (figure["low"], figure["high"], figure["text"]) == (3000, 3000, "3,000")
    assert isinstance(figure["low"], int)
    assert figure["of"]["country"] == "PRK"
    assert (record["time"], record["earliest"], record["latest"]) == (None, None, None)


CASES = [
    ("more", "time", "2024-10"),
    ("more", "earliest", "2024-10-01"),
    ("more", "latest", "2024-10-31"),
    ("more", "modality", "estimated"),
    ("North", "claimants", []),
    ("They", "figure", None),
    ("They", "cue", None),
]


@pytest.mark.parametrize(("word", "key", "value"), CASES)
def test_values(memory: Store, word: str, key: str, value: object) -> None:
    assert by_words(memory)[word][key] == value


def test_denial_is_negative_and_its_speaker_kept(memory: Store) -> None:
    denied = [r for r in records(memory) if r["polarity"] == "negative"]
    assert [[a["label"] for a in r["claimants"]] for r in denied] == [["North Korea"]]


def test_two_articles_share_one_event(memory: Store) -> None:
    sent = [r for r in records(memory) if r["time"] == "2024-10"]
    assert len({r["article"]["id"] for r in sent}) == 2
    assert len({r["event"] for r in sent}) == 1


def test_evidence_is_where_the_text_says(memory: Store, findings: tuple[Findings, ...]) -> None:
    texts = {f.article.source: f.article.text for f in findings}
    for record in records(memory):
        evidence = record["evidence"]
        text = texts[record["article"]["source"]]
        assert text[evidence["start"] : evidence["end"]] == evidence["text"]
        assert evidence["sentence"] is None


def test_with_texts_the_line_is_given(memory: Store, findings: tuple[Findings, ...]) -> None:
    ids = {r["article"]["source"]: r["article"]["id"] for r in records(memory)}
    texts = {ids[f.article.source]: f"Head\n{f.article.text}\nTail" for f in findings}
    # the line around the same offsets, in a text that has a line more before it
    lines = {r["evidence"]["sentence"] for r in records(memory, texts)}
    assert lines <= {t.split("\n")[1].strip() for t in texts.values()} | {
        "\n".join(t.split("\n")[:2]).strip() for t in texts.values()
    }


def test_roles_are_the_articles_own(memory: Store) -> None:
    """A claim's roles come from its own article's graph, though the event is shared."""
    third = next(r for r in records(memory) if r["article"]["source"] == "third.txt")
    assert sorted(third["roles"]) == ["agent", "recipient"]
