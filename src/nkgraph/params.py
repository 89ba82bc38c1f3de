"""Parameters of queries: what a person writes (``NIS``, ``PRK``, ``2024-10``) to an RDF term."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from nkgraph import ontology, vocab
from nkgraph.errors import QueryError, near

Ask = Callable[[str], list[list[str]]]
"""Runs a trusted SELECT on the store; rows of plain values."""

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|urn:)\S+", re.IGNORECASE)
_LOOKS = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]*[.][0-9]+"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
_ALPHA3 = re.compile(r"[A-Z]{3}")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_LOCAL = re.compile(r"[A-Za-z][\w-]*")
_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One thing that a named query can be told.

    Attributes:
        type: actor, date, iri, text, integer, decimal, type, property, or any.
    """

    name: str
    meaning: str
    type: str = "any"
    optional: bool = False


def terms(
    given: Mapping[str, str], known: Mapping[str, Parameter], ask: Ask, base: str
) -> dict[str, str]:
    """Return variable name → term in N-Triples syntax for every value given.

    Args:
        given: parameter name → value as a person wrote it.
        known: the query's declared parameters; a name that is not there is of type ``any``.
        ask: looks up actors in the store.
        base: the IRI that ids such as ``country/PRK`` are relative to.

    Raises:
        QueryError: a value that does not fit its type, or names nobody or several.
    """
    found = {}
    for name, value in sorted(given.items()):
        parameter = known.get(name) or Parameter(name=name, meaning="")
        found[name] = str(_term(parameter, str(value).strip(), ask, base))
    return found


def check(given: Mapping[str, str], known: Mapping[str, Parameter], query: str) -> None:
    """Raise QueryError for a name the named query does not know, or one that it lacks."""
    listed = (
        "; ".join(
            f"{p.name}: {p.meaning} ({p.type}{', optional' if p.optional else ''})"
            for p in known.values()
        )
        or "none"
    )
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise QueryError(
            f"{query} has no parameter {', '.join(unknown)}{near(unknown[0], known)}; "
            f"its parameters: {listed}"
        )
    missing = [p for p in known.values() if not p.optional and p.name not in given]
    if missing:
        first = missing[0]
        raise QueryError(
            f"{query} needs the parameter {first.name}: {first.meaning}; "
            f"give it as -p {first.name}=VALUE (its parameters: {listed})"
        )


def _term(parameter: Parameter, value: str, ask: Ask, base: str) -> NamedNode | Literal:
    name, kind = parameter.name, parameter.type
    if not value:
        raise QueryError(f"parameter {name} is empty; give {name}=VALUE or leave it out")
    if kind == "any":
        kind = _guess(value)
    match kind:
        case "text":
            return Literal(value)
        case "date":
            return _date(name, value)
        case "integer" | "decimal":
            return _number(name, value, kind)
        case "type" | "property" if _LOCAL.fullmatch(value):
            return _declared(name, value)
        case "type" | "property" | "iri":
            return _iri(name, value)
        case _:
            pass
    return _iri(name, value) if _ADDRESS.fullmatch(value) else _actor(name, value, ask, base)


def _guess(value: str) -> str:
    """Return the type that an undeclared parameter's value looks like."""
    return next((kind for kind, pattern in _LOOKS.items() if pattern.fullmatch(value)), "actor")


def _declared(name: str, value: str) -> NamedNode:
    """Return the class, property or concept of the ontology that has this local name."""
    node = vocab.nk(value)
    nodes = {t.subject for t in ontology.triples() if isinstance(t.subject, NamedNode)}
    if node not in nodes:
        locals_ = (n.value.removeprefix(vocab.NK) for n in nodes if n.value.startswith(vocab.NK))
        raise QueryError(
            f"parameter {name}: the ontology has no {value!r}{near(value, locals_)}; "
            "ontology/nkgraph.ttl lists its types, quantities and properties"
        )
    return node


def _iri(name: str, value: str) -> NamedNode:
    try:
        if not _ADDRESS.fullmatch(value):
            raise ValueError("it has no scheme")  # noqa: TRY301 - one message for both
        return NamedNode(value)
    except ValueError as error:
        raise QueryError(f"parameter {name}: {value!r} is not an IRI: {error}") from None


def _number(name: str, value: str, kind: str) -> Literal:
    pattern = r"[+-]?\d+" if kind == "integer" else r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
    if not re.fullmatch(pattern, value) or not value.isascii():
        raise QueryError(f"parameter {name}: {value!r} is not a number of type {kind}")
    return Literal(value, datatype=vocab.INTEGER if kind == "integer" else vocab.DECIMAL)


def _date(name: str, value: str) -> Literal:
    """Return the first day of ``value``, or its last when the parameter is named ``until``."""
    match = _DATE.fullmatch(value)
    try:
        if not match or not value.isascii():
            raise ValueError  # noqa: TRY301 - one message for every way to be no date
        year, month, day = (int(part) if part else None for part in match.groups())
        last = name == "until"
        month_number = month or (12 if last else 1)
        end = calendar.monthrange(year or 0, month_number)[1] if last else 1
        date = dt.date(year or 0, month_number, day or end)
    except ValueError:
        raise QueryError(
            f"parameter {name}: {value!r} is not a date; write 2024, 2024-10 or 2024-10-18"
        ) from None
    return Literal(date.isoformat(), datatype=vocab.DATE)


def _actor(name: str, value: str, ask: Ask, base: str) -> NamedNode:
    prefix = f"PREFIX nk: <{vocab.NK}> PREFIX rdfs: <{vocab.PREFIXES['rdfs']}> "
    prefix += f"PREFIX skos: <{vocab.PREFIXES['skos']}> "
    if _ALPHA3.fullmatch(value):
        rows = ask(f"{prefix} SELECT ?a {{ ?a nk:iso3 {Literal(value)} }} ORDER BY ?a")
        if rows:
            return NamedNode(rows[0][0])
    if re.fullmatch(r"[\w.-]+/[\w.%-]+", value):
        node = NamedNode(base + value)
        if ask(f"{prefix} SELECT ?p {{ {node} ?p ?o }} LIMIT 1"):
            return node
    wanted = Literal(value)
    rows = ask(
        f"{prefix} SELECT DISTINCT ?a ?k {{ VALUES ?p {{ rdfs:label skos:prefLabel skos:altLabel }}"
        f" ?a ?p ?l ; a ?t . FILTER(LCASE(STR(?l)) = LCASE({wanted}))"
        " FILTER EXISTS { ?a a ?x } FILTER(STRSTARTS(STR(?a), "
        f"{Literal(base)})) BIND(?t = nk:Country AS ?k) }} ORDER BY ?a ?k"
    )
    countries = sorted({row[0] for row in rows if row[1] == "true"})
    nodes = countries or sorted({row[0] for row in rows})
    if len(nodes) == 1:
        return NamedNode(nodes[0])
    if not nodes:
        labels = ask(
            f"{prefix} SELECT DISTINCT ?l {{ VALUES ?p {{ skos:prefLabel skos:altLabel }} ?a ?p ?l"
            f" FILTER(STRSTARTS(STR(?a), {Literal(base)})) }}"
        )
        raise QueryError(
            f"parameter {name}: no actor named {value!r} in the store"
            f"{near(value, (row[0] for row in labels))}; give an IRI, an id such as "
            "country/PRK, an alpha-3 code, or a name as an article writes it"
        )
    shown = ", ".join(n.removeprefix(base) for n in nodes[:_SHOWN])
    more = f" and {len(nodes) - _SHOWN} more" if len(nodes) > _SHOWN else ""
    raise QueryError(f"parameter {name}: {value!r} may be {shown}{more}; give one of these ids")
