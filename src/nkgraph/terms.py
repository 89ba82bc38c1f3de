"""RDF terms to and from what people write and Python computes with."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

Term = NamedNode | BlankNode | Literal | Triple

_XSD = "http://www.w3.org/2001/XMLSchema#"
_IRI = re.compile(r'<([^<>"{}|^`\\\x00-\x20]*)>')
_PLAIN = re.compile(r'"([^"\\\n\r]*)"')
_WHOLE = {"integer", "int", "long", "nonNegativeInteger", "positiveInteger", "short"}
_REAL = {"double", "float"}


def parse_term(text: str) -> Term:
    """Return the term that ``text`` writes in N-Triples syntax."""
    if match := _IRI.fullmatch(text):
        return NamedNode(match.group(1))
    if match := _PLAIN.fullmatch(text):
        return Literal(match.group(1))
    line = f"<urn:s> <urn:p> {text} ."
    found: Term = next(iter(parse(line, RdfFormat.N_TRIPLES))).object
    return found


def python(term: Term | None) -> Any:  # noqa: ANN401 - the value's type is the literal's
    """Return the Python value of a term.

    IRIs and texts become str; integers int; decimals Decimal, or int when whole; doubles float;
    booleans bool; complete xsd:dates ``datetime.date``; everything else its lexical form.
    """
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return term.value
    if not isinstance(term, Literal):
        return str(term)
    value, datatype = term.value, term.datatype.value
    if not datatype.startswith(_XSD):
        return value
    try:
        return _typed(value, datatype[len(_XSD) :])
    except (ValueError, ArithmeticError):
        return value


def _typed(value: str, name: str) -> Any:  # noqa: ANN401 - the value's type is the literal's
    if name == "boolean":
        return value in {"true", "1"}
    if name in _WHOLE:
        return int(value)
    if name == "decimal":
        number = Decimal(value)
        return int(number) if number == number.to_integral_value() else number
    if name in _REAL:
        return float(value)
    return dt.date.fromisoformat(value) if name == "date" else value


def plain(term: Term | None) -> str:
    """Return a term as a person reads it: an IRI without brackets, a literal's words."""
    if term is None:
        return ""
    return str(term) if isinstance(term, (BlankNode, Triple)) else term.value


def placed(triple: Triple, graph: NamedNode | DefaultGraph) -> Quad:
    """Return the quad of a triple in a graph."""
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def quad_key(quad: Quad) -> tuple[str, str, str, str]:
    """Return what quads sort by: graph, subject, predicate, object, as written in N-Quads."""
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
    return graph, str(quad.subject), str(quad.predicate), str(quad.object)
