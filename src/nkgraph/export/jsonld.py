"""JSON-LD for people: articles and claims with what belongs to them nested inside, compacted.

Every named graph is one object with its name and its nodes; in an article's graph and in the
view a node that only one other points at stands inside that one. The context is written into
the file, so that it needs no network; expanding the file gives back the same quads.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad

from nkgraph import terms, vocab
from nkgraph.errors import NkgraphError, OntologyError
from nkgraph.resources import ontology_dir

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nkgraph.store import Store

_ROOTS = (vocab.nk("Article").value, vocab.nk("Claim").value)
_FLAT = frozenset({vocab.REFERENCE, vocab.PROVENANCE})
_STRING = vocab.PREFIXES["xsd"] + "string"
_FIRST = ("@context", "id", "@id", "type", "@type", "label")

_PLAIN = frozenset({"xsd:integer", "xsd:boolean", "xsd:decimal"})
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")

Node = dict[str, Any]


def context() -> Any:  # noqa: ANN401 - a JSON-LD context has many shapes
    """Return the value of ``@context`` in ontology/context.jsonld.

    Raises:
        OntologyError: the file is missing or is not JSON.
    """
    path = ontology_dir() / "context.jsonld"
    try:
        return json.loads(path.read_text(encoding="utf-8"))["@context"]
    except (OSError, ValueError, KeyError) as error:
        raise OntologyError(f"ontology/context.jsonld cannot be used: {error}") from None


def no_network(url: str, options: Mapping[str, Any]) -> Any:  # noqa: ANN401, ARG001 - PyLD's signature
    """Refuse to load a document: every context is inline."""
    raise NkgraphError(f"{url}: a remote JSON-LD context is not loaded; write it inline")


def export(store: Store) -> bytes:
    """Return all named graphs as one compacted document, ASCII not enforced, indented."""
    from pyld import jsonld  # type: ignore[import-untyped]

    known = context()
    expanded = [
        {"@id": _iri(graph), "@graph": nodes(list(quads), nested=graph not in _FLAT)}
        for graph, quads in groupby(store.quads(), key=lambda q: q.graph_name)
    ]
    document = jsonld.compact(
        expanded,
        {"@context": known},
        {"documentLoader": no_network, "graph": True},
    )
    text = json.dumps(_readable(document, _native(known)), ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8")


def nodes(quads: list[Quad], *, nested: bool) -> list[Node]:
    """Return the nodes of one graph in expanded JSON-LD: the article, its claims, the rest."""
    facts: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        facts[_iri(quad.subject)].append(quad)
    parents = _parents(facts) if nested else {}

    def build(subject: str) -> Node:
        node: Node = {"@id": subject}
        for quad in facts[subject]:
            if quad.predicate == vocab.TYPE:
                node.setdefault("@type", []).append(_iri(quad.object))
                continue
            value = _value(quad.object)
            if parents.get(value.get("@id", "")) == subject:
                value = build(value["@id"])
            node.setdefault(quad.predicate.value, []).append(value)
        return node

    tops = [build(subject) for subject in sorted(facts) if subject not in parents]
    return sorted(tops, key=_rank)


def _parents(facts: Mapping[str, list[Quad]]) -> dict[str, str]:
    """Return node → the one node that it is written inside of."""
    pointing: dict[str, set[tuple[str, str]]] = defaultdict(set)
    roots = set()
    for subject, quads in facts.items():
        for quad in quads:
            if isinstance(quad.object, NamedNode) and quad.predicate != vocab.TYPE:
                pointing[quad.object.value].add((subject, quad.predicate.value))
            elif quad.predicate == vocab.TYPE and _iri(quad.object) in _ROOTS:
                roots.add(subject)
    parents: dict[str, str] = {}
    for node in sorted(set(facts) - roots):
        if len(pointing[node]) != 1:
            continue
        ((parent, _),) = pointing[node]
        above, seen = parent, {node}
        while above not in seen and above in parents:
            seen.add(above)
            above = parents[above]
        if above not in seen:
            parents[node] = parent
    return parents


def _rank(node: Node) -> tuple[int, str]:
    kinds = node.get("@type", [])
    place = next((i for i, kind in enumerate(_ROOTS) if kind in kinds), len(_ROOTS))
    return place, node["@id"]


def _iri(term: object) -> str:
    assert isinstance(term, NamedNode)  # noqa: S101 - the graph has no blank nodes
    return term.value


def _value(term: terms.Term) -> Node:
    if isinstance(term, NamedNode):
        return {"@id": term.value}
    assert isinstance(term, Literal)  # noqa: S101 - the graph has no blank nodes
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == _STRING:
        return {"@value": term.value}
    return {"@value": term.value, "@type": term.datatype.value}


def _native(known: Any) -> frozenset[str]:  # noqa: ANN401 - a context
    """Return the terms whose values JSON can write without quotes: whole numbers, booleans."""
    if not isinstance(known, dict):
        return frozenset()
    return frozenset(
        name
        for name, meaning in known.items()
        if isinstance(meaning, dict) and meaning.get("@type") in _PLAIN
    )


def _readable(value: Any, native: frozenset[str], key: str = "") -> Any:  # noqa: ANN401 - JSON
    """Put names and types before the rest, and write whole numbers and booleans as such."""
    if isinstance(value, list):
        return [_readable(one, native, key) for one in value]
    if isinstance(value, str) and key in native:
        whole = _WHOLE.fullmatch(value)
        return int(value) if whole else {"true": True, "false": False}.get(value, value)
    if not isinstance(value, dict):
        return value
    keys = [*(k for k in _FIRST if k in value), *(k for k in value if k not in _FIRST)]
    return {k: value[k] if k == "@context" else _readable(value[k], native, k) for k in keys}
