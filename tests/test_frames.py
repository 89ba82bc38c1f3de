from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
import yaml

from nkgraph import frames, lexicon, ontology, resources
from nkgraph.errors import OntologyError
from nkgraph.extract.positions import NAMES
from nkgraph.model import ActorKind, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from nkgraph.frames import Frame, Frames

KINDS = {"actor", "state", "place", "people", "thing", "agreement", "any"}
PREPOSITIONS = frozenset(  # a list of words reads best as words
    "about across after against along amid among around as at before behind below beyond by during "  # noqa: SIM905
    "for from in inside into near of off on onto out outside over through throughout to toward "
    "towards under until up upon via with within without worth".split()
)
COMPUTED = {"@money", "@number", "@nationals", *(f"@{kind}" for kind in get_args(ActorKind))}
"""Classes that are no list of nouns: extract/fitting.py works them out."""
FILES = sorted(path.name for path in (resources.ontology_dir() / "frames").glob("*.yaml"))


@pytest.fixture(scope="module")
def known() -> Frames:
    return frames.load()


def every(known: Frames) -> Iterator[tuple[str, Frame]]:
    for lemma, pairs in known.verbs.items():
        yield from ((lemma, frame) for _, frame in pairs)
    for lemma, found in known.nouns.items():
        yield from ((lemma, frame) for frame in found)


@pytest.mark.parametrize("file", FILES)
def test_every_file_is_read(known: Frames, file: str) -> None:
    read = {frame.type for _, frame in every(known)}
    types = resources.load_yaml(f"frames/{file}")
    assert types
    assert set(types) <= read


def test_event_types_and_roles_are_declared(known: Frames) -> None:
    declared = ontology.load().roles
    used = {(frame.type, role) for _, frame in every(known) for role in frame.roles}
    undeclared = {(name, role) for name, role in used if role not in declared[name]}
    assert undeclared <= {("Meeting", "theme")}


def test_kinds_and_quantities_exist(known: Frames) -> None:
    for lemma, frame in every(known):
        assert set(frame.kinds.values()) <= KINDS, lemma
        assert frame.needs | frame.both <= {*frame.kinds, "figure"}, lemma
        assert set(frame.support.values()) <= {*frame.kinds, "none"}, lemma
        assert set(frame.figure) <= set(get_args(Quantity)), lemma
        assert frame.passive in (None, "only", "never"), lemma


def test_positions_exist(known: Frames) -> None:
    assert {"subject", "object", "between"} <= NAMES
    for lemma, frame in every(known):
        used = {one for found in (*frame.roles.values(), *frame.figure.values()) for one in found}
        assert used <= NAMES | PREPOSITIONS, lemma


def test_the_readme_explains_every_key_and_position() -> None:
    text = (resources.ontology_dir() / "frames" / "README.md").read_text("utf-8")
    files = [resources.load_yaml(f"frames/{file}") for file in FILES]
    types = [data for file in files for data in file.values()]
    items = [item for data in types for item in (*data.get("verbs", ()), *data.get("nouns", ()))]
    used = {key for mapping in (*types, *items) for key in mapping}
    assert [name for name in sorted(used | NAMES) if f"`{name}`" not in text] == []


def test_classes_of_nouns_exist(known: Frames) -> None:
    classes = {f"@{name}" for found in lexicon.load().nouns.values() for name in found}
    for lemma, frame in every(known):
        lists = [frame.object, frame.not_object, frame.subject, frame.not_subject]
        lists += [frame.about, frame.not_about, frame.content, *frame.with_.values()]
        lists += frame.not_with.values()
        named = {word for words in lists for word in words if word.startswith("@")}
        assert named <= classes | COMPUTED, lemma


@pytest.mark.parametrize(
    ("verb", "particle", "types"),
    [
        ("deploy", None, ["Deployment"]),
        ("kill", None, ["Death"]),
        ("gun", "down", ["Death"]),
        ("sign", None, ["AgreementSigning"]),
        ("cloud", None, []),
    ],
)
def test_verbs(known: Frames, verb: str, particle: str | None, types: list[str]) -> None:
    found = [frame.type for mark, frame in known.verbs.get(verb, ()) if mark == particle]
    assert found[: len(types)] == types
    assert bool(found) == bool(types)


def test_a_verb_with_its_particle_comes_first(known: Frames) -> None:
    for pairs in known.verbs.values():
        bare = [particle is None for particle, _ in pairs]
        assert bare == sorted(bare)


GOOD = {
    "Attack": {
        "roles": {"agent": "actor", "patient": "any"},
        "needs": ["agent"],
        "figure": {"weapons": ["with"]},
        "verbs": [{"lemmas": ["raid", "shoot up"], "roles": {"agent": ["subject"]}}],
        "nouns": [{"lemmas": ["raid"], "roles": {"patient": ["on"]}, "figure": None}],
    }
}


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[object], None]]:
    """Let frames be read from a folder of one file, and forget it afterwards."""
    folder = tmp_path / "frames"
    folder.mkdir()

    def write(data: object) -> None:
        (folder / "10-made.yaml").write_text(yaml.safe_dump(data), "utf-8")

    def forget() -> None:
        resources.load_yaml.cache_clear()
        frames.load.cache_clear()

    forget()
    monkeypatch.setattr(resources, "ontology_dir", lambda: tmp_path)
    monkeypatch.setattr(frames, "ontology_dir", lambda: tmp_path)
    yield write
    monkeypatch.undo()
    forget()


def test_a_frame_takes_what_its_type_gives(written: Callable[[object], None]) -> None:
    written(GOOD)
    found = frames.load()
    (verb,) = found.verbs["raid"]
    assert verb[0] is None
    assert verb[1].figure == {"weapons": ("with",)}
    assert verb[1].needs == {"agent"}
    assert [particle for particle, _ in found.verbs["shoot"]] == ["up"]
    assert found.nouns["raid"][0].figure == {}


@pytest.mark.parametrize(("where", "key"), [("type", "need"), ("verbs", "lemma"), ("nouns", "on")])
def test_an_unknown_key_is_named(written: Callable[[object], None], where: str, key: str) -> None:
    attack = dict(GOOD["Attack"])
    if where == "type":
        attack[key] = []
    else:
        attack[where] = [{"lemmas": ["raid"], "roles": {}, key: []}]
    written({"Attack": attack})
    with pytest.raises(OntologyError) as caught:
        frames.load()
    message = str(caught.value)
    assert all(part in message for part in ("frames/10-made.yaml", "Attack", f"'{key}'", "README"))


def test_yaml_that_cannot_be_read_is_named(
    written: Callable[[object], None], tmp_path: Path
) -> None:
    written({})
    (tmp_path / "frames" / "10-made.yaml").write_text("Attack: [", "utf-8")
    with pytest.raises(OntologyError, match=r"frames/10-made\.yaml is not valid YAML"):
        frames.load()
