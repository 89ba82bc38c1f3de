from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from nkgraph import ontology
from nkgraph.errors import OntologyError
from nkgraph.model import (
    Comparator,
    Modality,
    Quantity,
)
from nkgraph.resources import load_yaml, ontology_dir
from nkgraph.vocab import ACTOR_CLASSES, LABEL, NK, PREFIXES, TYPE, nk, term

if TYPE_CHECKING:
    from pathlib import Path

EVENT_TYPES = (
    *("Deployment", "Withdrawal", "Attack", "Combat", "Capture", "Detention", "Death"),
    *("Injury", "Casualties", "Displacement", "PrisonerExchange", "Release", "Repatriation"),
    *("AgreementSigning", "EntryIntoForce", "Meeting", "ArmsTransfer", "Assistance"),
    *("Cooperation", "Sanction", "Criticism", "Warning", "Threat", "Demand", "Denial"),
    *("Statement", "NuclearTest", "MissileLaunch"),
)
ROLES = {"agent", "patient", "recipient", "theme", "instrument", "place"}
PARTS = ROLES | {"claimant", "figureOf", "contingent", "figure", "time"}
KINDS = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")


def values(subject: str, predicate: str) -> set[str]:
    """Return the values of ``nk:subject`` in nkgraph.ttl."""
    return {
        t.object.value
        for t in ontology.triples()
        if t.subject == nk(subject)
        and t.predicate == term(predicate)
        and isinstance(t.object, NamedNode | Literal)
    }


def declared(kind: str) -> list[str]:
    """Return local names of the terms of a class, sorted."""
    return sorted(
        t.subject.value.removeprefix(NK)
        for t in ontology.triples()
        if t.predicate == TYPE and t.object == term(kind) and isinstance(t.subject, NamedNode)
    )


# --- nkgraph.ttl ------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_every_event_type_is_fully_declared(name: str) -> None:
    known = ontology.load()
    assert known.superclasses[name][-1] == "Event"
    assert known.roles[name]
    assert set(known.roles[name]) <= ROLES
    assert values(name, "skos:definition")
    close = values(name, "skos:closeMatch")
    if name not in ("Death", "Injury"):
        assert any("plover-" in one or "cameo-" in one for one in close)


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("Death", ("Casualties", "Harm", "Event")),
        ("Injury", ("Casualties", "Harm", "Event")),
        ("Deployment", ("ForceMovement", "Event")),
        ("Attack", ("Violence", "Event")),
        ("Criticism", ("VerbalAct", "Event")),
        ("Event", ()),
    ],
)
def test_superclasses(name: str, above: tuple[str, ...]) -> None:
    assert ontology.load().superclasses[name] == above


def test_every_term_has_one_label_and_no_blank_nodes() -> None:
    for file in ("nkgraph.ttl", "shapes.ttl"):
        for quad in parse(path=str(ontology_dir() / file), format=RdfFormat.TURTLE):
            assert not isinstance(quad.subject, BlankNode), quad
            assert not isinstance(quad.object, BlankNode), quad
    subjects = {t.subject for t in ontology.triples()}
    for subject in subjects:
        labels = [t for t in ontology.triples() if t.subject == subject and t.predicate == LABEL]
        assert len(labels) == 1, subject


def test_every_term_used_is_declared() -> None:
    subjects = {t.subject for t in ontology.triples()}
    for fact in ontology.triples():
        for one in (fact.predicate, fact.object):
            if isinstance(one, NamedNode) and one.value.startswith(NK):
                assert one in subjects, one


@pytest.mark.parametrize("kind", ["ObjectProperty", "DatatypeProperty", "AnnotationProperty"])
def test_every_property_has_a_definition(kind: str) -> None:
    names = declared(f"owl:{kind}")
    assert names
    for name in names:
        assert len(values(name, "skos:definition")) == 1, name


def test_flat_properties_speak_of_parts_that_claims_have() -> None:
    used = set()
    for name in ontology.load().superclasses:
        for pattern in ontology.load().flat[name]:
            used.add(pattern.name)
            for part in (*pattern.subjects, *pattern.objects):
                assert set(part.split("|")) <= PARTS, pattern
    assert used == {
        name for kind in KINDS for name in declared(f"owl:{kind}") if values(name, "nk:flatObject")
    }


@pytest.mark.parametrize(
    ("scheme", "names"),
    [
        ("Modality", get_args(Modality)),
        ("Comparator", get_args(Comparator)),
        ("Quantity", get_args(Quantity)),
        ("TimeBasis", ("stated", "published")),
    ],
)
def test_concepts_are_those_of_the_model(scheme: str, names: tuple[str, ...]) -> None:
    assert declared(f"nk:{scheme}") == sorted(names)


def test_casualties_are_broader_than_killed_and_wounded() -> None:
    for name in ("killed", "wounded"):
        assert values(name, "skos:broader") == {NK + "killedOrWounded"}


def test_actor_kinds_are_declared() -> None:
    assert {node.value.removeprefix(NK) for node in ACTOR_CLASSES.values()} <= set(
        declared("owl:Class")
    )


def test_frames_name_declared_types_and_roles() -> None:
    found = sorted((ontology_dir() / "frames").glob("*.yaml"))
    assert found
    known = ontology.load()
    for path in found:
        for name, frames in load_yaml(f"frames/{path.name}").items():
            assert name in known.superclasses, f"{path.name}: {name} is not in nkgraph.ttl"
            extra = set(frames.get("roles", {})) - set(known.roles[name])
            assert not extra, f"{path.name}: nk:{name} needs nk:hasRole {sorted(extra)}"


def test_a_broken_ontology_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nkgraph.ttl").write_text("nk:Event a owl:Class .", encoding="utf-8")
    monkeypatch.setattr(ontology, "ontology_dir", lambda: tmp_path)
    with pytest.raises(OntologyError, match=r"nkgraph\.ttl is not valid Turtle"):
        ontology.triples.__wrapped__()


def test_a_flat_property_without_its_parts_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    cut = frozenset(t for t in ontology.triples() if t.predicate != nk("flatObject"))
    monkeypatch.setattr(ontology, "triples", lambda: cut)
    with pytest.raises(OntologyError, match=r"nk:flatSubject or nk:flatObject"):
        ontology.load.__wrapped__()


# --- context.jsonld ---------------------------------------------------------------------


def context() -> dict[str, Any]:
    text = (ontology_dir() / "context.jsonld").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["@context"]
    return found


@pytest.mark.parametrize("kind", ["ObjectProperty", "DatatypeProperty"])
def test_the_context_coerces_every_property(kind: str) -> None:
    for name in declared(f"owl:{kind}"):
        entry = context().get(name)
        (scope,) = values(name, "rdfs:range") or {""}
        if scope == PREFIXES["xsd"] + "string":
            continue
        assert isinstance(entry, dict), f"context.jsonld lacks {name}"
        assert entry["@id"] == f"nk:{name}"
        if kind == "ObjectProperty":
            assert entry["@type"] in ("@id", "@vocab"), name
        else:
            prefix, _, local = entry["@type"].partition(":")
            assert PREFIXES[prefix] + local == scope, name
