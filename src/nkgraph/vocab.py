"""The IRIs that the code speaks of; every ``nk:`` one is declared in ontology/nkgraph.ttl."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping

NK: Final = "https://w3id.org/nkgraph/ontology#"

PREFIXES: Final[Mapping[str, str]] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "nk": NK,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@cache
def term(curie: str) -> NamedNode:
    """Return the node that ``prefix:name`` stands for.

    Raises:
        KeyError: for a prefix that ``PREFIXES`` does not hold.
    """
    prefix, _, name = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + name)


@cache
def nk(name: str) -> NamedNode:
    """Return the term ``name`` of the project's own ontology."""
    return NamedNode(NK + name)


TYPE: Final = term("rdf:type")
LABEL: Final = term("rdfs:label")
PREF_LABEL: Final = term("skos:prefLabel")
ALT_LABEL: Final = term("skos:altLabel")

BOOLEAN: Final = term("xsd:boolean")
DATE: Final = term("xsd:date")
DECIMAL: Final = term("xsd:decimal")
EDTF: Final = term("edtf:EDTF")
INTEGER: Final = term("xsd:integer")

VIEW: Final = nk("view")
"""The named graph of flat triples and their statements."""
REFERENCE: Final = nk("reference")
"""The named graph of actors as the gazetteer knows them, and of the ontology."""
LINEAGE: Final = nk("lineage")
"""The named graph of how claims bear on one another, and which articles are copies."""
CURATION: Final = nk("curation")
"""The named graph of what people decided."""
PROVENANCE: Final = nk("provenance")
"""The named graph of runs: which version read which article."""

ACTOR_CLASSES: Final[Mapping[str, NamedNode]] = {
    "country": nk("Country"),
    "government": nk("Government"),
    "force": nk("Force"),
    "organization": nk("Organization"),
    "person": nk("Person"),
    "group": nk("Group"),
    "place": nk("Place"),
    "agreement": nk("Agreement"),
    "weapon": nk("Weapon"),
    "other": nk("Actor"),
}
"""The class of each ``model.ActorKind``."""
