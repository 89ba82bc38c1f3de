"""What the network page is made of: words, contexts, places, pictures, and a page that is inert."""

from __future__ import annotations

import html
import itertools
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "browser"))
import sample  # the claims that the browser tests use

from nkgraph.bearings import Bearing
from nkgraph.drawing import layout
from nkgraph.errors import NkgraphError
from nkgraph.views import context, fold, former, network, page, phrases, sourcing
from nkgraph.views.label import LINE, wrap
from nkgraph.views.picture import picture
from nkgraph.views.scene import Material, Node, Scene, scene

RECORDS = sample.records()


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (None, ""),
        (sample.figure("killedOrWounded", 3000, "moreThan"), "more than 3,000 killed or wounded"),
        (sample.figure("troops", 11000, "between", high=12000), "11,000 to 12,000 troops"),
        (sample.figure("killed", 600), "600 killed"),
        (sample.figure("weapons", 220, "atMost", unit="howitzer"), "up to 220 howitzers"),
        (sample.figure("weapons", 13000, "moreThan", unit="battery"), "more than 13,000 batteries"),
        (sample.figure("weapons", 2, unit="aircraft"), "2 aircraft"),
        (sample.figure("weapons", 1, unit="launch"), "1 launch"),
        (sample.figure("weapons", 2, unit="launch"), "2 launches"),
        (sample.figure("weapons", 200, "between", high=999, unit="drone"), "hundreds of drones"),
        (sample.figure("troops", 1500, unit="soldier"), "1,500 troops"),
        (sample.figure("killed", 200, "between", high=999), "hundreds killed"),
        (sample.figure("money", 2.5, "lessThan", unit="USD"), "fewer than 2.5 USD"),
        (
            sample.figure("captured", 2, scope="in one week"),
            "2 captured (in one week)",
        ),
    ],
)
def test_figures_in_words(figure: dict[str, Any] | None, words: str) -> None:
    assert phrases.figure(figure) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, ""),
        ("2024", "2024"),
        ("2024-10", "October 2024"),
        ("2024-10-19", "19 October 2024"),
        ("XXXX-12-26", "26 December (year not given)"),
        ("XXXX-10", "October (year not given)"),
        ("202X", "2020s"),
        ("2024-10~", "about October 2024"),
        ("2024-10-01/2024-12", "1 October 2024 to December 2024"),
        ("../2024-10", "until October 2024"),
        ("2024-10/..", "since October 2024"),
        ("2024-21", "2024"),
        ("Y-17E7", "Y-17E7"),
    ],
)
def test_times_in_words(edtf: str | None, words: str) -> None:
    assert phrases.time(edtf) == words


@pytest.mark.parametrize(
    ("beliefs", "status"),
    [
        ({"asserted", "planned"}, "asserted"),
        ({"planned", "possible"}, "planned"),
        ({"possible"}, "possible"),
        ({"denied"}, "denied"),
        ({"denied", "asserted"}, "contested"),
        ({"denied", "possible"}, "contested"),
    ],
)
def test_status_of_several_claims(beliefs: set[str], status: str) -> None:
    assert phrases.status(beliefs) == status


def test_attribution_names_the_relay() -> None:
    assert phrases.attribution(RECORDS[0]) == "Norland Intelligence Bureau, through Harbour Wire"
    assert phrases.attribution(RECORDS[1]) == "Meridian Desk (own voice)"
    assert phrases.attribution(RECORDS[11]) == "articles/d.txt (own voice)"


def test_an_originator_is_the_nearest_claimant_else_the_outlet() -> None:
    two = {**RECORDS[0], "claimants": [sample.actor("kis"), sample.actor("marek")]}
    relayed = {**RECORDS[0], "id": "r", "claimants": []}
    found = sourcing.sourced([two, relayed, RECORDS[1], RECORDS[11]])
    assert found.origins == (
        sample.BASE + "organization/kis",
        "outlet:Meridian Desk",
        "outlet:Meridian Desk",
        "outlet:articles/d.txt",
    )
    wire = sample.BASE + "organization/harbour-wire"
    assert found.rests[0] == (found.origins[0], wire, "outlet:Meridian Desk")
    assert found.labels[wire] == "Harbour Wire"


def link(kind: str, source: dict[str, Any], target: dict[str, Any]) -> Bearing:
    return Bearing(source=source["id"], kind=kind, target=target["id"], reason="because")


def elsewhere(record: dict[str, Any], outlet: str, **more: object) -> dict[str, Any]:
    """Return a claim as another outlet has it."""
    name = outlet.lower()
    article = {**record["article"], "id": name, "source": f"{name}.txt", "publisher": outlet}
    return {**record, "id": f"{record['id']}-{name}", "article": article, **more}


def test_an_echo_is_no_source_of_its_own() -> None:
    state = elsewhere(RECORDS[0], "Echo", claimants=[sample.actor("norland")])
    voiceless = elsewhere(RECORDS[0], "Mute", claimants=[])
    claims = [RECORDS[0], state, voiceless]
    assert len(set(sourcing.sourced(claims).origins)) == 3
    variants = [link("variantOf", RECORDS[0], one) for one in (state, voiceless)]
    assert set(sourcing.sourced(claims, variants).origins) == {sample.BASE + "organization/kis"}


def test_copies_of_an_article_are_one_voice() -> None:
    copied = elsewhere(RECORDS[1], "Copyist")
    copied["article"]["published"] = "2031-03-05"
    copy = link("copyOf", copied["article"], RECORDS[1]["article"])
    assert sourcing.sourced([RECORDS[1], copied], [copy]).origins == ("outlet:Meridian Desk",) * 2
    assert sourcing.sourced([RECORDS[1], copied], [copy]).rests[1] == (
        "outlet:Meridian Desk",
        "outlet:Copyist",
    )


def test_who_denies_a_thing_is_no_source_of_it() -> None:
    beliefs = [RECORDS[1], RECORDS[5], RECORDS[10]]
    origins = sourcing.sourced(beliefs).origins
    assert sourcing.independent([0, 1, 2], beliefs, origins) == 2
    assert sourcing.independent([1], beliefs, origins) == 1
    assert sourcing.independent([], beliefs, origins) == 0


def drawn(*records: dict[str, Any]) -> Scene:
    return scene(Material(records, sourcing.sourced(records).origins))


def test_events_that_bear_on_each_other_are_joined() -> None:
    losses, presence = RECORDS[0], RECORDS[1]
    links = [link("contradicts", losses, presence), link("contradicts", presence, losses)]
    lines = [
        edge for edge in picture(RECORDS, links=links).exact.edges if edge.role == "contradicts"
    ]
    assert [(edge.status, len(edge.claims)) for edge in lines] == [("contested", 2)]
    later = [link("supersedes", losses, presence)]
    (line,) = (
        edge for edge in picture(RECORDS, links=later).exact.edges if edge.role == "supersedes"
    )
    nodes = picture(RECORDS, links=later).exact.nodes
    assert nodes[line.tail].iri == losses["event"]
    assert nodes[line.head].iri == presence["event"]


def test_an_event_told_in_ways_that_exclude_each_other_is_contested() -> None:
    (first,) = (one for one in picture(RECORDS).exact.nodes if one.iri == RECORDS[0]["event"])
    links = [link("contradicts", RECORDS[0], RECORDS[8])]
    (second,) = (one for one in picture(RECORDS, links=links).exact.nodes if one.iri == first.iri)
    assert (first.status, second.status) == ("asserted", "contested")
    assert second.lines[: second.head] == ("Casualties ×2 ⇄",)


TEXT = "One fact. He said: “Two men, e.g. soldiers, fell.” Then three.\nNext paragraph."


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("One", "", " fact."),
        ("soldiers", "He said: “Two men, e.g. ", ", fell.”"),
        ("three", "Then ", "."),
        ("Next paragraph.", "", ""),
    ],
)
def test_quote_is_widened_to_its_sentence(words: str, before: str, after: str) -> None:
    start = TEXT.index(words)
    quote = context.quote(start, start + len(words), words, None, TEXT)
    assert quote.marked == words
    assert (quote.before, quote.after) == (before, after)


@pytest.mark.parametrize(
    ("sentence", "text", "expected"),
    [
        (None, None, ("", "fell", "")),
        ("Two fell.", None, ("Two ", "fell", ".")),
        ("Two fell.", "another text altogether", ("Two ", "fell", ".")),
        ("no such words", "another", ("", "fell", "")),
    ],
)
def test_quote_falls_back(
    sentence: str | None, text: str | None, expected: tuple[str, str, str]
) -> None:
    quote = context.quote(0, 4, "fell", sentence, text)
    assert (quote.before, quote.marked, quote.after) == expected


def test_long_context_is_cut_and_says_so() -> None:
    text = "x" * 1000
    quote = context.quote(500, 501, "x", None, text)
    assert len(quote.before) == len(quote.after) == context.REACH
    assert quote.cut_before
    assert quote.cut_after


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Karvia", ("Karvia",)),
        ("Norland Intelligence Bureau", ("Norland", "Intelligence", "Bureau")),
        ("the Tolm valley front", ("the Tolm valley", "front")),
        ("safe \u202egnp.exe\u202c", ("safe gnp.exe",)),
        ("\u2028", ("—",)),
    ],
)
def test_labels_are_wrapped(label: str, lines: tuple[str, ...]) -> None:
    assert wrap(label) == lines


def test_an_endless_label_is_cut() -> None:
    lines = wrap("N" * 10_000)
    assert [len(line) for line in lines] == [LINE, LINE, LINE]
    assert lines[-1].endswith("…")


def graph(count: int) -> tuple[dict[str, tuple[float, float]], dict[tuple[str, str], float]]:
    """Return a ring of ``count`` nodes with chords."""
    sizes = {f"n{n:03}": (40.0 + n % 7 * 10, 40.0) for n in range(count)}
    names = sorted(sizes)
    links = {(names[n], names[(n + step) % count]): 1.0 for n in range(count) for step in (1, 5)}
    return sizes, links


@pytest.mark.parametrize("count", [12, 100])
def test_boxes_do_not_overlap(count: int) -> None:
    sizes, links = graph(count)
    places = sorted(layout.positions(sizes, links).items())
    overlaps = [
        (one, other)
        for at, (one, (x, y)) in enumerate(places)
        for other, (u, v) in places[at + 1 :]
        if abs(x - u) + 1 < (sizes[one][0] + sizes[other][0]) / 2
        and abs(y - v) + 1 < (sizes[one][1] + sizes[other][1]) / 2
    ]
    assert overlaps == []


def test_linked_nodes_are_nearer_than_others() -> None:
    sizes, _ = graph(40)
    names = sorted(sizes)
    halves = (names[:20], names[20:])
    links = {(a, b): 1.0 for half in halves for a, b in itertools.pairwise(half)}
    links |= {(half[0], other): 1.0 for half in halves for other in half[2::3]}
    places = layout.positions(sizes, links)

    def mean(pairs: list[tuple[str, str]]) -> float:
        away = [
            abs(complex(*places[one]) - complex(*places[other])) for one, other in pairs
        ]  # fmt: skip
        return sum(away) / len(away)

    strangers = [(one, other) for one in halves[0] for other in halves[1]]
    assert mean(list(links)) < 0.5 * mean(strangers)


def extent(
    sizes: dict[str, tuple[float, float]], places: dict[str, tuple[int, int]]
) -> tuple[float, float]:
    """Return the width and height that boxes in their places fill."""
    sides = []
    for axis in (0, 1):
        low = min(places[name][axis] - sizes[name][axis] / 2 for name in sizes)
        sides.append(max(places[name][axis] + sizes[name][axis] / 2 for name in sizes) - low)
    return sides[0], sides[1]


@pytest.mark.parametrize("count", [12, 40, 150])
def test_a_layout_fills_its_area(count: int) -> None:
    sizes, links = graph(count)
    places = layout.positions(sizes, links)
    width, height = extent(sizes, places)
    assert 0.9 < width / height < 2
    assert sum(wide * high for wide, high in sizes.values()) > 0.2 * width * height


def test_pieces_stand_next_to_each_other() -> None:
    sizes = {f"n{n:03}": (80.0, 40.0) for n in range(60)}
    names = sorted(sizes)
    links = dict.fromkeys(zip(names[::2], names[1::2], strict=True), 1.0)
    width, height = extent(sizes, layout.positions(sizes, links))
    assert 0.9 < width / height < 2
    assert sum(wide * high for wide, high in sizes.values()) > 0.3 * width * height


@pytest.mark.parametrize("sizes", [{}, {"only": (20.0, 20.0)}])
def test_small_layouts(sizes: dict[str, tuple[float, float]]) -> None:
    assert layout.positions(sizes, {}) == dict.fromkeys(sizes, (0, 0))


def test_unlinked_nodes_and_loops_have_places() -> None:
    sizes, _ = graph(70)
    places = layout.positions(sizes, {("n000", "n000"): 1.0})
    assert len(set(places.values())) == 70


def test_known_nodes_stay_and_new_ones_take_free_room_beside_their_neighbours() -> None:
    sizes, links = graph(150)
    before = layout.positions(
        {name: sizes[name] for name in sorted(sizes)[:120]},
        {pair: weight for pair, weight in links.items() if max(pair) < "n120"},
    )
    apart = {"one": (30.0, 30.0), "two": (30.0, 30.0)}
    after = layout.positions(sizes | apart, links | {("one", "two"): 1.0}, before)
    assert {name: after[name] for name in before} == before
    for one, other in itertools.combinations(sorted(after), 2):
        wide, high = (
            (a + b) / 2 - 1
            for a, b in zip((sizes | apart)[one], (sizes | apart)[other], strict=True)
        )
        (x, y), (u, v) = after[one], after[other]
        assert abs(x - u) >= wide or abs(y - v) >= high, (one, other)
    assert abs(complex(*after["one"]) - complex(*after["two"])) < 200


def test_a_picture_that_has_little_in_common_is_laid_out_afresh() -> None:
    sizes, links = graph(40)
    few = dict.fromkeys(sorted(sizes)[:10], (900, 900))
    assert layout.positions(sizes, links, few) == layout.positions(sizes, links)


def test_a_page_drawn_again_keeps_its_places() -> None:
    before = network.html(RECORDS[:-2], title="t")
    after = network.html(RECORDS, title="t", former=before)
    for name, stood in former.places(before).items():
        now = former.places(after)[name]
        assert {iri: now[iri] for iri in stood} == stood
        assert len(now) > len(stood)
    assert network.html(RECORDS, title="t", former=after) == after


@pytest.mark.parametrize("page_", ["", "no page", '<script type="application/json" id="data">{"'])
def test_any_other_file_is_no_former_page(page_: str) -> None:
    assert former.places(page_) == {}


def test_picture_counts_and_statuses() -> None:
    found = picture(RECORDS, sample.TEXTS)
    events = [node for node in found.exact.nodes if node.kind == "event"]
    sizes = (found.exact.nodes, found.states.nodes, events, found.claims, found.articles)
    assert list(map(len, sizes)) == [21, 18, 9, 12, 4]
    told = sorted((node.type, node.status) for node in events if node.status != "asserted")
    assert told == [
        ("ArmsTransfer", "planned"),
        ("Attack", "possible"),
        ("Deployment", "contested"),
        ("Deployment", "possible"),
        ("Meeting", "planned"),
    ]
    contested = next(node for node in events if node.status == "contested")
    assert (contested.sources, contested.when, len(contested.claims)) == (2, "October 2030", 3)


def test_a_relayed_source_counts_once() -> None:
    told_again = {
        **RECORDS[0],
        "id": "again",
        "via": [],
        "article": {**RECORDS[0]["article"], "id": "e", "source": "e.txt", "publisher": "Other"},
    }
    nodes = drawn(RECORDS[0], told_again).nodes
    losses = next(node for node in nodes if node.kind == "event")
    assert (len(losses.claims), losses.sources) == (2, 1)


def test_edges_point_from_agent_through_event_and_name_the_speaker() -> None:
    found = drawn(*RECORDS)
    names = [node.iri.removeprefix(sample.BASE) for node in found.nodes]
    edges = {(names[e.tail], e.role, names[e.head]): e.status for e in found.edges}
    assert edges["country/KRV", "agent", "event/presence"] == "contested"
    assert edges["event/presence", "recipient", "country/OST"] == "contested"
    assert edges["country/KRV", "says", "event/presence"] == "denied"
    assert edges["organization/kis", "says", "event/presence"] == "asserted"
    assert edges["organization/harbour-wire", "relays", "event/presence"] == "asserted"


def described(path: str, label: str, kind: str, country: str | None) -> dict[str, Any]:
    return {
        "id": sample.BASE + path,
        "label": label,
        "aliases": [],
        "kind": kind,
        "country": country,
    }


NORTH_KOREA = described("country/PRK", "North Korea", "country", "PRK")
PYONGYANG = described("government/PRK", "Government of North Korea", "government", "PRK")
SOLDIERS = described("group/north-korean-soldiers-846304", "North Korean soldiers", "group", "PRK")
VISITORS = described("group/visitors-0b1c2d", "visitors", "group", None)


@pytest.mark.parametrize(
    ("actor", "iri", "label"),
    [
        (NORTH_KOREA, "country/PRK", "North Korea"),
        (PYONGYANG, "country/PRK", "North Korea"),
        (SOLDIERS, "country/PRK", "North Korea"),
        (described("force/kpa", "Korean People's Army", "force", "PRK"), "country/PRK", None),
        (described("group/people-prk", "North Koreans", "group", "PRK"), "country/PRK", None),
        (described("group/hamas", "Hamas", "group", "PSE"), "group/hamas", "Hamas"),
        (described("organization/nis", "NIS", "organization", "KOR"), "organization/nis", "NIS"),
        (described("person/x", "X", "person", "PRK"), "person/x", "X"),
        (VISITORS, "group/visitors-0b1c2d", "visitors"),
        (sample.actor("army"), "country/KRV", "Karvian army"),
    ],
)
def test_who_acts_for_a_state_is_folded_into_it(
    actor: dict[str, Any], iri: str, label: str | None
) -> None:
    folded = fold.states([{**RECORDS[0], "roles": {"agent": [actor]}, "claimants": [actor]}])
    for found in (folded.records[0]["roles"]["agent"], folded.records[0]["claimants"]):
        assert [one["id"] for one in found] == [sample.BASE + iri]
        assert label in {None, found[0]["label"]}
    assert folded.members[sample.BASE + iri] == (actor["id"],)


def test_a_claim_keeps_the_words_of_its_exact_actors() -> None:
    record = {**RECORDS[0], "roles": {"patient": [SOLDIERS]}, "claimants": [PYONGYANG]}
    found = picture([record])
    assert found.claims[0]["what"] == "Casualties: North Korean soldiers"
    assert found.claims[0]["who"].startswith("Government of North Korea")
    (state,) = (node for node in found.states.nodes if node.kind == "country")
    names = {found.exact.nodes[member].label for member in state.members}
    assert names == {"Government of North Korea", "North Korean soldiers"}


def deployments(*changes: dict[str, Any]) -> list[Node]:
    """Return the events drawn of one deployment claim for each change, each its own event."""
    roles = {"agent": [NORTH_KOREA], "recipient": [sample.actor("ostrel")]}
    claims = [
        {**RECORDS[2], "id": f"c{n}", "event": f"e{n}", "roles": roles, **change}
        for n, change in enumerate(changes)
    ]
    return [node for node in picture(claims).states.nodes if node.kind == "event"]


TO_NORTH_KOREA = {"agent": [sample.actor("ostrel")], "recipient": [NORTH_KOREA]}
OWN_TROOPS = {"agent": [PYONGYANG], "theme": [SOLDIERS], "recipient": [sample.actor("ostrel")]}


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({}, 1),
        ({"figure": None}, 1),
        ({"roles": OWN_TROOPS}, 1),
        ({"time": "2031-04"}, 2),
        ({"modality": "planned"}, 2),
        ({"polarity": "negative"}, 2),
        ({"type": "Attack"}, 2),
        ({"roles": TO_NORTH_KOREA}, 2),
        ({"roles": {"agent": [NORTH_KOREA]}}, 2),
    ],
)
def test_like_events_of_the_same_states_are_one(change: dict[str, Any], count: int) -> None:
    events = deployments({}, change)
    assert len(events) == count
    if count == 1:
        assert events[0].lines[0] == "Deployment ×2 ?"
        assert events[0].label == "Deployment: North Korea → Ostrel"
        assert (len(events[0].claims), len(events[0].members)) == (2, 2)


def test_events_without_actors_stay_apart() -> None:
    assert len(deployments({"roles": {}}, {"roles": {}})) == 2


def test_several_parts_of_an_actor_are_one_line() -> None:
    both = {"agent": [NORTH_KOREA], "patient": [NORTH_KOREA, SOLDIERS]}
    lines = drawn({**RECORDS[1], "roles": both}).edges
    assert sorted(line.role for line in lines) == ["agent, patient", "patient"]


def test_order_of_records_does_not_matter() -> None:
    shuffled = sample.records()
    random.Random(3).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    assert network.html(shuffled, title="t") == network.html(RECORDS, title="t")


@pytest.mark.slow
def test_page_is_the_same_in_every_process() -> None:
    program = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); import sample;"
        "from nkgraph.views import network;"
        "page = network.html(sample.records(), sample.TEXTS, title='t');"
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program, str(Path(__file__).parent / "browser")],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


HOSTILE = "</script><script>alert(1)</script><!-- & \u2028 \u2029 {{ 7*7 }} \ud800"


def test_embedded_data_holds_no_markup_and_reads_back() -> None:
    text = page.embedded({"a": HOSTILE})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["a"] == HOSTILE.replace("\ud800", "?")


def test_title_is_escaped() -> None:
    written = network.html(RECORDS, title='<img src=x onerror="1"> {{ 7*7 }}')
    assert "<title>&lt;img src=x onerror=&#34;1&#34;&gt; {{ 7*7 }}</title>" in written
    assert "<img" not in written.split("<script", maxsplit=1)[0]


def test_page_is_one_file_that_names_no_other() -> None:
    written = network.html(RECORDS, sample.TEXTS, title="t")
    shell = re.sub(r"<script.*?</script>|<style.*?</style>", "", written, flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="([^"]*)"', shell) == ["data:,"]
    assert "sourceMappingURL" not in written
    assert "\r" not in written
    assert len(written.encode()) < 1_500_000


def test_only_web_addresses_become_links() -> None:
    article = {**RECORDS[0]["article"], "id": "script", "source": "javascript:alert(1)"}
    script = {**RECORDS[0], "id": "script", "article": article}
    links = {a["source"]: a["link"] for a in picture([script, *RECORDS]).articles}
    assert links["javascript:alert(1)"] is False
    assert [source for source, link in links.items() if link] == ["https://news.example/c"]


@pytest.mark.parametrize("text", ["a </script> b", "a <!-- b", "</STYLE>"])
def test_what_would_end_its_element_is_refused(text: str) -> None:
    with pytest.raises(NkgraphError, match=r"lib\.js cannot be put inside a page"):
        page.inlinable(text, "lib.js")


def test_inlined_text_has_one_kind_of_line_end_and_no_source_map() -> None:
    assert page.inlinable("a\r\nb\n//# sourceMappingURL=a.map\n", "lib.js") == "a\nb\n\n"


def test_no_claims_no_script() -> None:
    written = network.html([], title="Nothing")
    assert "No claims to show" in written
    assert "<script" not in written
    assert "script-src 'none'" in html.unescape(written)


def test_frame_escapes_the_page() -> None:
    frame = network.iframe('<p class="a">&amp;</p>')
    assert 'srcdoc="&lt;p class=&quot;a&quot;&gt;&amp;amp;&lt;/p&gt;"' in frame
    assert "allow-same-origin" not in frame


def test_views_load_nothing_heavy_until_used() -> None:
    program = (
        "import sys; import nkgraph.views.network;"
        "print(sorted({'pyvis', 'networkx', 'numpy', 'jinja2', 'IPython'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
