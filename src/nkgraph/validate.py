"""Checking a store: SHACL shapes, and SPARQL checks whose rows are violations.

A check is a file ontology/checks/NAME.rq: a SELECT with a head comment (``# title:``,
``# problem:``, ``# cure:``), one row for each violation. The first column is the node it is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nkgraph import terms
from nkgraph.errors import OntologyError, QueryError
from nkgraph.resources import ontology_dir

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Quad
    from rdflib import Graph
    from rdflib.term import Node

    from nkgraph.store import Store

_HEAD = re.compile(r"#\s*(title|problem|cure):\s*(.*)")
SHAPES = "shapes.ttl"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is not as it should be.

    Attributes:
        check: the shape's or the check file's name.
        node: IRI of what it is about.
        problem: what is wrong, in words.
        cure: what to do; None when the check does not say.
    """

    check: str
    node: str
    problem: str
    cure: str | None = None


def violations(store: Store) -> tuple[Violation, ...]:
    """Return all violations, sorted.

    Raises:
        OntologyError: a shape or a check that cannot be used.
    """
    folder = ontology_dir()
    found = set(_shapes(store.merged(), folder / SHAPES))
    for path in sorted((folder / "checks").glob("*.rq")):
        found |= set(_check(store, path))
    return tuple(sorted(found, key=lambda v: (v.check, v.node, v.problem, v.cure or "")))


def _check(store: Store, path: Path) -> Iterable[Violation]:
    """Run one check; every row it returns is a violation."""
    text = path.read_text(encoding="utf-8")
    matches = (_HEAD.match(line) for line in text.splitlines())
    head = {match[1]: match[2] for match in matches if match}
    try:
        rows = list(store.select(text))
    except QueryError as error:
        raise OntologyError(f"ontology/checks/{path.name}: {error}") from None
    for row in rows:
        node, *others = (terms.plain(term) for term in row.values())
        problem = head.get("problem", head.get("title", path.stem))
        details = ", ".join(f"{k} {v}" for k, v in zip(list(row)[1:], others, strict=True) if v)
        yield Violation(
            path.stem, node, f"{problem} ({details})" if details else problem, head.get("cure")
        )


def _shapes(quads: Iterable[Quad], path: Path) -> Iterable[Violation]:
    """Run the SHACL shapes over one graph; nothing is fetched, no import followed."""
    import pyshacl
    from rdflib import RDF, SH, Graph

    shapes = Graph()
    try:
        shapes.parse(path, format="turtle")
    except FileNotFoundError:
        raise OntologyError(f"ontology/{SHAPES} is missing; reinstall nkgraph") from None
    except SyntaxError as error:  # rdflib's BadSyntax
        raise OntologyError(f"ontology/{SHAPES} is not valid Turtle: {error}") from None
    _, report, _ = pyshacl.validate(
        rdflib_graph(quads),
        shacl_graph=shapes,
        inference="none",
        inplace=True,
        do_owl_imports=False,
        meta_shacl=False,
        allow_warnings=False,
    )
    if not isinstance(report, Graph):
        raise OntologyError(f"ontology/{SHAPES} cannot be used: {report}")
    for result in report.subjects(RDF.type, SH.ValidationResult):
        values = {
            name: report.value(result, SH[name])
            for name in ("focusNode", "resultMessage", "resultPath", "value", "sourceShape")
        }
        message = " ".join(str(values["resultMessage"] or "does not conform").split())
        where = f"{_local(values['resultPath'])}: " if values["resultPath"] else ""
        value = f" (value: {_local(values['value'])})" if values["value"] is not None else ""
        yield Violation(
            _shape_name(shapes, values["sourceShape"]),
            str(values["focusNode"]),
            f"{where}{message}{value}",
        )


def rdflib_graph(quads: Iterable[Quad]) -> Graph:
    """Return quads as one rdflib graph, their graph names dropped."""
    from pyoxigraph import RdfFormat, Triple, serialize
    from rdflib import Graph

    from nkgraph.rdflib_store import LocalStore

    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    data = serialize(triples, format=RdfFormat.N_TRIPLES)
    graph = Graph(store=LocalStore())
    graph.parse(data=data, format="ntriples")
    return graph


def _shape_name(shapes: Graph, shape: Node | None) -> str:
    """Return the name of a shape, or of the one that an unnamed property shape belongs to."""
    from rdflib import SH, URIRef

    node = shape
    while node is not None and not isinstance(node, URIRef):
        node = shapes.value(predicate=SH.property, object=node)
    return _local(node) if node is not None else "shape"


def _local(node: Node | None) -> str:
    """Return the end of an IRI, or a literal's words."""
    from rdflib import URIRef

    text = " ".join(str(node).split())
    return re.split(r"[#/]", text.rstrip("#/"))[-1] if isinstance(node, URIRef) else text


def report(found: Iterable[Violation]) -> str:
    """Return violations for a person: grouped by check, with the cure once."""
    lines: list[str] = []
    last: tuple[str, str | None] | None = None
    for violation in found:
        if last != (violation.check, violation.cure):
            last = (violation.check, violation.cure)
            lines.append(violation.check + (f": {violation.cure}" if violation.cure else ""))
        lines += [f"  {violation.node}", f"    {violation.problem}"]
    return "".join(f"{line}\n" for line in lines)
