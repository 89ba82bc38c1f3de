"""What two graphs differ in: records by hand, stores and exports, and the verb."""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent / "browser"))
import sample  # the claims that the browser tests use

from nkgraph import snapshot
from nkgraph.cli import changes, main
from nkgraph.difference import Change, Changed, Difference, difference
from nkgraph.errors import NkgraphError, StoreError
from nkgraph.export import export
from nkgraph.snapshot import Snapshot, of, of_records, read
from nkgraph.views import phrases

if TYPE_CHECKING:
    from nkgraph.records import Record
    from nkgraph.store import Store

RECORDS = sample.records()
TROOPS = next(r for r in RECORDS if (r["figure"] or {}).get("low") == 11000)
LOSSES = next(r for r in RECORDS if (r["figure"] or {}).get("low") == 3000)
NOBODY: list[Any] = []


def varied(record: Record, **new: Any) -> Record:  # noqa: ANN401 - a record's fields
    """Return a copy of a claim with other values and, as in a graph, another name."""
    made = copy.deepcopy(record) | new
    return made | {"id": f"{record['id']}-varied"}


def compared(before: list[Record], after: list[Record]) -> Difference:
    return difference(of_records(before), of_records(after))


def only_change(before: Record, after: Record) -> Changed:
    (article,) = compared([before], [after]).articles
    assert not article.added
    assert not article.gone
    (found,) = article.changed
    return found


@pytest.mark.parametrize(
    ("new", "line"),
    [
        (
            {"figure": TROOPS["figure"] | {"low": 12000, "high": 12000}},
            "figure: about 11,000 troops{of} → about 12,000 troops{of}",
        ),
        ({"figure": None}, "figure: about 11,000 troops{of} → none"),
        ({"claimants": [sample.actor("kis")]}, "claimant: none → Norland Intelligence Bureau"),
        ({"via": [sample.actor("wire")]}, "relay: none → Harbour Wire"),
        (
            {"roles": TROOPS["roles"] | {"agent": [sample.actor("army")]}},
            "agent: {agent} → Karvian army",
        ),
        ({"roles": {}}, "agent: {agent} → none"),
        ({"modality": "planned"}, "modality: asserted → planned"),
        ({"polarity": "negative"}, "negated: no → yes"),
        ({"time": "2024-12-26"}, "time: {time} → 26 December 2024"),
        ({"cue": "reportedly"}, "cue: {cue} → reportedly"),
    ],
)
def test_a_changed_field_is_named_with_both_values(new: dict[str, Any], line: str) -> None:
    found = only_change(TROOPS, varied(TROOPS, **new))
    shown = changes.plain(compared([TROOPS], [varied(TROOPS, **new)]))
    of = TROOPS["figure"]["of"]
    known = {
        "of": f", of {of['label']}" if of else "",
        "agent": ", ".join(actor["label"] for actor in TROOPS["roles"]["agent"]),
        "cue": TROOPS["cue"] or "none",
        "time": phrases.time(TROOPS["time"]) or "none",
    }
    assert f"      {line.format(**known)}\n" in shown
    assert {change.field for change in found.changes} <= {*new, *TROOPS["roles"]}


def test_a_claim_of_another_type_or_place_is_another_claim() -> None:
    start = TROOPS["evidence"]["start"]
    elsewhere = TROOPS["evidence"] | {"start": start + 900, "end": start + 950}
    for new in ({"type": "Withdrawal"}, {"evidence": elsewhere}):
        counts = compared([TROOPS], [varied(TROOPS, **new)]).counts()
        assert (counts["added"], counts["gone"], counts["changed"]) == (1, 1, 0)


def test_a_place_may_grow() -> None:
    wider = TROOPS["evidence"] | {"start": TROOPS["evidence"]["start"] - 4}
    found = only_change(TROOPS, varied(TROOPS, evidence=wider))
    assert [change.field for change in found.changes] == ["evidence"]


def test_values_that_read_alike_are_told_apart() -> None:
    other = sample.actor("army") | {"id": f"{sample.BASE}force/other-karvian-army"}
    before = varied(TROOPS, roles={"agent": [sample.actor("army")]})
    shown = changes.plain(compared([before], [varied(TROOPS, roles={"agent": [other]})]))
    assert "<https://w3id.org/nkgraph/id/force/karvian-army>" in shown
    assert "<https://w3id.org/nkgraph/id/force/other-karvian-army>" in shown
    words = TROOPS["figure"] | {"text": "eleven thousand"}
    shown = changes.plain(compared([TROOPS], [varied(TROOPS, figure=words)]))
    assert "written “eleven thousand”" in shown


def test_of_two_claims_at_one_place_the_more_alike_are_paired() -> None:
    fewer = varied(TROOPS, figure=TROOPS["figure"] | {"low": 9000, "high": 9000}, cue="said")
    fewer["id"] += "-2"
    changed = varied(fewer, time="2024")
    found = compared([TROOPS, fewer], [changed, TROOPS])
    ((article,),) = (found.articles,)
    assert [(one.before["cue"], one.after["cue"]) for one in article.changed] == [("said", "said")]
    assert "time" in {change.field for change in article.changed[0].changes}


def another_version(record: Record, text: str, move: int = 0) -> Record:
    """Return a claim of a later version of its article."""
    evidence = record["evidence"] | {"text": text}
    evidence |= {key: evidence[key] + move for key in ("start", "end")}
    article = record["article"] | {"id": f"{record['article']['id']}-later"}
    return varied(record, article=article, evidence=evidence)


def test_in_another_version_of_a_text_claims_are_paired_by_their_words() -> None:
    words = TROOPS["evidence"]["text"]
    (article,) = compared([TROOPS], [another_version(TROOPS, words, 400)]).articles
    assert [change.field for change in article.changes] == ["text"]
    assert (article.added, article.gone, article.changed) == ((), (), ())
    later = another_version(TROOPS, words.replace("11,000", "12,000"), 400)
    (article,) = compared([TROOPS], [later]).articles
    assert [c.field for c in article.changed[0].changes] == ["evidence"]
    (article,) = compared([TROOPS], [another_version(TROOPS, "Something else was told.")]).articles
    assert (len(article.added), len(article.gone), article.changed) == (1, 1, ())


def moved(records: list[Record], **article: Any) -> list[Record]:  # noqa: ANN401 - an article's fields
    return [
        varied(one, article=one["article"] | article)
        if one["article"] == TROOPS["article"]
        else one
        for one in records
    ]


@pytest.mark.parametrize(
    ("article", "fields"),
    [
        ({"source": "elsewhere/a.txt"}, ["source"]),
        ({"id": "x/article/new", "source": "elsewhere/a.txt"}, ["text", "source"]),
        ({"id": "x/article/new", "source": "renamed.txt"}, ["text", "source"]),
        ({"published": "2031-03-05", "publisher": None}, ["publisher", "published"]),
    ],
)
def test_articles_are_paired_by_name_and_title(article: dict[str, Any], fields: list[str]) -> None:
    (found,) = compared(RECORDS, moved(RECORDS, **article)).articles
    assert [change.field for change in found.changes] == fields
    assert (found.added, found.gone, found.changed) == ((), (), ())


def test_other_names_of_nodes_make_no_difference() -> None:
    text = json.dumps(RECORDS).replace(sample.BASE, "http://example.org/kept/")
    assert not compared(RECORDS, json.loads(text)).articles
    renamed = [varied(one, event=f"{one['event']}-other") for one in RECORDS]
    assert not compared(RECORDS, renamed).articles


def test_an_event_changes_when_its_claims_part_or_join() -> None:
    one, other = varied(TROOPS, event="e/1"), varied(LOSSES, event="e/1")
    apart = [varied(one, event="e/2"), varied(other, event="e/3")]
    found = compared([one, other], apart)
    assert found.counts()["changed"] == 2
    assert all(c.field == "event" for a in found.articles for x in a.changed for c in x.changes)
    words = LOSSES["evidence"]["text"]
    assert f"event: no longer that of “{words}” ({LOSSES['article']['source']})\n" in changes.plain(
        found
    )
    back = changes.plain(compared(apart, [one, other]))
    assert f"event: now that of “{words}” ({LOSSES['article']['source']})\n" in back


def test_many_claims_of_an_event_are_counted_not_listed() -> None:
    def at(rank: int) -> Record:
        span = {"start": rank * 100, "end": rank * 100 + 50, "text": f"Passage {rank}."}
        return varied(TROOPS, evidence=span) | {"id": f"c/{rank}"}

    together = [at(rank) | {"event": "e/1"} for rank in range(9)]
    apart = [at(rank) | {"event": f"e/{rank}"} for rank in range(9)]
    shown = changes.plain(compared(together, apart))
    assert "“Passage 3.” (articles/a.txt) and 5 more" in shown
    assert "Passage 8.” (articles" not in shown


VALUES: dict[str, list[Any]] = {
    "modality": ["asserted", "planned"],
    "polarity": ["positive", "negative"],
    "claimants": [NOBODY, [sample.actor("kis")], [sample.actor("marek")]],
    "figure": [None, TROOPS["figure"], LOSSES["figure"]],
    "roles": [{}, {"agent": [sample.actor("army")]}],
    "type": ["Death", "Deployment"],
    "event": [f"e/{rank}" for rank in range(4)],
    "time": [None, "2024-10"],
}


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """Return some claims at few places of few articles, several versions of them among these."""
    found = []
    for rank in range(draw(st.integers(0, 7))):
        values = {key: draw(st.sampled_from(options)) for key, options in VALUES.items()}
        start, version = draw(st.integers(0, 6)), draw(st.sampled_from(["", "-later"]))
        source = draw(st.sampled_from(["a.txt", "b.txt", "https://news.example/c"]))
        about = {"source": source, "id": f"article/{source[-5:]}{version}"}
        place = {"start": start, "end": start + 4, "text": f"some {start} words told"}
        record = copy.deepcopy(TROOPS) | values | {"id": f"claim/{rank}", "evidence": place}
        found.append(record | {"article": record["article"] | about | {"title": None}})
    return of_records(found)


def mirrored(found: Difference) -> Any:  # noqa: ANN401 - plain data
    """Return a difference the other way round, as plain data without the claims' names."""

    def turned(changes: tuple[Change, ...]) -> list[Any]:
        return [(c.field, c.after, c.before) for c in changes]

    return [
        (
            (one.after, one.before),
            turned(one.changes),
            (one.gone, one.added),
            [(c.after, c.before, turned(c.changes)) for c in one.changed],
        )
        for one in found.articles
    ]


def as_it_is(found: Difference) -> Any:  # noqa: ANN401 - plain data
    def told(changes: tuple[Change, ...]) -> list[Any]:
        return [(c.field, c.before, c.after) for c in changes]

    return [
        (
            (one.before, one.after),
            told(one.changes),
            (one.added, one.gone),
            [(c.before, c.after, told(c.changes)) for c in one.changed],
        )
        for one in found.articles
    ]


@given(snapshots())
def test_nothing_differs_from_itself(one: Snapshot) -> None:
    assert difference(one, one).articles == ()
    shuffled = Snapshot(
        records=one.records[::-1], articles=one.articles[::-1], complete=one.complete
    )
    assert difference(one, shuffled).articles == ()


@given(snapshots(), snapshots())
def test_the_other_way_round_is_the_mirror_image(one: Snapshot, other: Snapshot) -> None:
    assert mirrored(difference(one, other)) == as_it_is(difference(other, one))


@given(snapshots(), snapshots())
def test_counts_lead_from_one_to_the_other(one: Snapshot, other: Snapshot) -> None:
    counts = difference(one, other).counts()
    assert len(one.records) - counts["gone"] + counts["added"] == len(other.records)
    articles = counts["articles_added"] - counts["articles_gone"]
    assert len(one.articles) + articles == len(other.articles)


SUFFIXES = {
    "jsonl": "jsonl",
    "nquads": "nq",
    "trig": "trig",
    "turtle": "ttl",
    "jsonld": "jsonld",
    "rdfxml": "rdf",
}


@pytest.mark.parametrize(("form", "suffix"), SUFFIXES.items())
def test_an_export_is_what_the_store_is(
    memory: Store, tmp_path: Path, form: str, suffix: str
) -> None:
    file = tmp_path / f"kept.{suffix}"
    file.write_bytes(export(form, memory))
    assert difference(of(memory), read(str(file))).articles == ()
    (gone,) = (a.iri for a in memory.articles() if a.source == "second.txt")
    memory.swap(gone={memory.article(gone)})
    counts = difference(read(str(file)), of(memory)).counts()
    assert (counts["gone"], counts["articles_gone"], counts["changed"]) == (2, 1, 0)


def test_beside_json_lines_articles_without_a_claim_do_not_count(memory: Store) -> None:
    held = of(memory)
    bare = held.articles[0] | {"id": "article/bare", "source": "bare.txt", "sha256": "0"}
    more = Snapshot(records=held.records, articles=(*held.articles, bare))
    assert difference(held, more).counts()["articles_added"] == 1
    assert difference(of_records(held.records), more).articles == ()
    silent = [one for one in held.records if one["article"]["source"] != "third.txt"]
    (found,) = difference(
        of_records(held.records), Snapshot(records=tuple(silent), articles=held.articles)
    ).articles
    assert found.after is not None
    assert len(found.gone) == 1


def broken(**new: Any) -> bytes:  # noqa: ANN401 - a record's fields
    return json.dumps(TROOPS | new).encode()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.jsonl", b"{}\n", "line 1: is no claim"),
        ("a.jsonl", b"\n\nnothing\n", "line 3: is no claim"),
        ("a.jsonl", b"\xff\xfe\n", "line 1: is no claim"),
        ("a.jsonl", b"[" * 100_000, "line 1: is no claim"),
        ("a.jsonl", broken(evidence={"start": "1", "end": 2, "text": ""}), "is no claim"),
        ("a.jsonl", broken(figure=TROOPS["figure"] | {"low": float("inf")}), "is no claim"),
        ("a.jsonl", broken(roles={"agent": "Karvia"}), "is no claim"),
        ("a.jsonl", broken(modality="sung"), "is no claim"),
        ("a.jsonl", broken(time=2024), "is no claim"),
        ("a.jsonl", broken(cue="\ud800"), "is no claim"),
        ("a.nq", b"no quads", "a.nq: is not N-Quads"),
        ("a.ttl", b"<a> <b>", "a.ttl: is not Turtle"),
        ("a.jsonld", b"{", "a.jsonld: is not JSON-LD"),
        ("a.docx", b"", "is no store, and no export by its name"),
    ],
)
def test_what_is_no_export_is_named(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(NkgraphError, match=message):
        read(str(tmp_path / name))


def test_what_is_not_there_or_no_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(NkgraphError, match="nothing is there"):
        read(str(tmp_path / "none"))
    with pytest.raises(StoreError, match=r"no nkgraph store"):
        read(str(tmp_path))


def test_empty_json_lines_hold_nothing() -> None:
    assert read("-", b"").records == ()
    assert snapshot.read("-", b"\xef\xbb\xbf" + json.dumps(TROOPS).encode()).records == (TROOPS,)


EVIL = "\x1b[31mred\n\x07\u202e\x9b2J\x7f [bold]x[/bold]"


def run(*args: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["diff", *args], input=stdin, prog_name="nkgraph")


def lines_of(records: list[Record]) -> bytes:
    return "".join(json.dumps(one) + "\n" for one in records).encode()


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Two exports; the second has a claim less, one more and one changed, and words that steer."""
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_bytes(lines_of(RECORDS))
    new = [varied(one, modality="planned") if one is TROOPS else one for one in RECORDS]
    new.remove(LOSSES)
    about = LOSSES["article"] | {"id": "article/evil", "source": "evil.txt", "title": EVIL}
    evidence = LOSSES["evidence"] | {"text": EVIL}
    new.append(varied(LOSSES, article=about, evidence=evidence))
    Path("b.jsonl").write_bytes(lines_of(new))
    return "a.jsonl", "b.jsonl"


def test_the_verb_says_what_differs_and_sums_up(two: tuple[str, str]) -> None:
    shown = run(*two)
    assert shown.exit_code == 0
    assert shown.stderr == (
        "1 claim added, 1 gone, 1 changed; 1 article added, 0 gone, 0 changed\n"
    )
    assert "      modality: asserted → planned\n" in shown.stdout
    assert "article added: evil.txt, “ [31mred" in shown.stdout
    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown.stdout) == []
    data = json.loads(run(*two, "--format", "json").stdout)
    assert data["counts"]["changed"] == 1
    assert {
        change["field"] for a in data["articles"] for c in a["changed"] for change in c["changes"]
    } == {"modality"}


def test_exit_codes(two: tuple[str, str]) -> None:
    assert run(*two, "--exit-code").exit_code == 1
    same = run("a.jsonl", "-", "--exit-code", stdin=Path("a.jsonl").read_bytes())
    assert (same.exit_code, same.stdout, same.stderr) == (0, "", "no difference\n")
    assert run("-", "-").exit_code == 2
    assert run("a.jsonl").exit_code == 2
    assert run("a.jsonl", "none").exit_code == 3


def test_a_file_gets_the_same_words(two: tuple[str, str]) -> None:
    assert run(*two, "-o", "out.txt").exit_code == 0
    assert Path("out.txt").read_text(encoding="utf-8") == run(*two).stdout


def test_the_same_in_every_process(two: tuple[str, str]) -> None:
    shown = {
        subprocess.run(
            [sys.executable, "-m", "nkgraph", "diff", *two],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(shown) == 1


def test_colour_marks_the_lines_of_a_terminal(two: tuple[str, str]) -> None:
    text = changes.styled(difference(read(two[0]), read(two[1])))
    assert {str(span.style) for span in text.spans} == {"bold", "green", "red", "yellow"}
    assert "[bold]x[/bold]" in text.plain
    assert text.plain == changes.plain(difference(read(two[0]), read(two[1])))
