"""OWL 2 RL: no class is empty by definition, and no graph that is built contradicts itself.

owlrl names every kind of contradiction, literals outside their range included, but takes seconds
for a small graph; reasonable takes a fraction of one, and gives the classes that follow.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import owlrl  # type: ignore[import-untyped]
import pyoxigraph as ox
import pytest
import rdflib
import reasonable  # type: ignore[import-untyped]
from rdflib import OWL, RDF, URIRef

from nkgraph import rdflib_face, vocab
from nkgraph.rdf import ontology_quads
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from nkgraph.rdf import Contribution

NK = rdflib.Namespace(vocab.NK)
NOTHING = str(OWL.Nothing)


def ontology() -> rdflib.Graph:
    data = ox.serialize((q.triple for q in ontology_quads()), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=data or b"", format="nt")


def contradictions(graph: rdflib.Graph) -> list[str]:
    """Return what owlrl has to object to; the graph becomes its closure."""
    closure = owlrl.OWLRL_Semantics(graph, axioms=True, daxioms=False, rdfs=False)
    closure.closure()
    return sorted(closure.error_messages)


def both(quads: Iterable[ox.Quad], place: Path) -> list[tuple[str, str, str]]:
    """Return nodes that are, or follow to be, in two disjoint classes, with the classes."""
    triples = {quad.triple for quad in quads} | {quad.triple for quad in ontology_quads()}
    file = place / "graph.ttl"
    file.write_bytes(ox.serialize(triples, format=ox.RdfFormat.TURTLE) or b"")
    reasoner = reasonable.PyReasoner()
    reasoner.load_file(str(file))
    kinds: dict[str, set[str]] = defaultdict(set)
    apart = []
    for subject, predicate, value in reasoner.reason():
        if str(predicate) == str(RDF.type):
            kinds[str(subject)].add(str(value))
        elif str(predicate) == str(OWL.disjointWith):
            apart.append((str(subject), str(value)))
    assert len(apart) > 50
    found: set[tuple[str, str, str]] = {
        (node, min(pair), max(pair))
        for node, own in kinds.items()
        for pair in apart
        if own.issuperset(pair)
    }
    found |= {(node, NOTHING, NOTHING) for node, own in kinds.items() if NOTHING in own}
    return sorted(found)


def test_every_class_may_have_a_member() -> None:
    graph = ontology()
    classes = set(graph.subjects(RDF.type, OWL.Class))
    for one in classes:
        graph.add((URIRef(f"{one}-member"), RDF.type, one))
    assert len(classes) > 50
    assert contradictions(graph) == []
    empty = set(graph.subjects(rdflib.RDFS.subClassOf, OWL.Nothing)) - {OWL.Nothing}
    assert not empty & classes


@pytest.mark.slow
def test_an_article_does_not_contradict_itself(contributions: tuple[Contribution, ...]) -> None:
    store = Store.memory()
    store.swap(come=contributions[1:2])
    graph = rdflib_face.graph(store)
    claim = next(iter(graph.subjects(RDF.type, NK.Claim)))
    graph.add((claim, RDF.type, NK.Event))
    told = {one.partition(" have")[0] for one in contradictions(graph)}
    assert told == {f"Disjoint classes {NK.Claim} and {NK.Event}"}, "and nothing else"


@pytest.mark.model
def test_the_examples_do_not_contradict_themselves(examples: Store, tmp_path: Path) -> None:
    quads = examples.quads()
    assert both(quads, tmp_path) == []
    speaker = next(q.object for q in quads if q.predicate == vocab.nk("claimant"))
    assert isinstance(speaker, ox.NamedNode)
    wrong = ox.Quad(speaker, vocab.nk("event"), ox.NamedNode("urn:x"), vocab.VIEW)
    found = both([*quads, wrong], tmp_path)
    assert found == [(speaker.value, str(NK.Actor), str(NK.Claim))], "by the property's domain"
