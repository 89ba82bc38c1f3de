"""What a query asks, spelled out: its algebra, and what makes it slow.

The engine tells nothing of its plan. The algebra is that of the SPARQL standard, as RDFLib reads
the query; the engine may join in another order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nkgraph import dataset, labels, sparql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WIDE = 100
_HIDDEN = {"_vars", "lazy", "datasetClause"}


def explain(bound: str, base: str = sparql.BASE) -> str:
    """Return the query as it is run, its dataset, its algebra, and hints, as lines of text.

    Args:
        bound: a query that the engine takes, its parameters bound.
        base: the IRI that relative ones are resolved against.
    """
    lifted = dataset.lift(bound, base)
    asked = "the whole store, every triple once"
    if lifted.default is not None:
        named = (f"FROM NAMED <{iri}>" for iri in lifted.named or ())
        asked = ", ".join([*(f"FROM <{iri}>" for iri in lifted.default), *named])
    used = {piece.split(":", 1)[0] for kind, piece in sparql.tokens(bound) if kind == "name"}
    prefixes = [f"{p}: <{sparql.PREFIXES[p]}>" for p in sorted(used & set(sparql.PREFIXES))]
    algebra = _algebra(lifted.text, base)
    parts = {
        "query": bound.strip().splitlines(),
        "prefixes declared for it": prefixes,
        "dataset": [asked],
        "algebra": [algebra] if isinstance(algebra, str) else list(_shown(algebra)),
        "hints": list(hints(bound, algebra)),
    }
    lines = []
    for name, content in parts.items():
        if content:
            lines += [f"{name}:", *(f"  {line}" for line in content)]
    return "\n".join(lines) + "\n"


def _algebra(text: str, base: str) -> object:
    """Return the parsed query's algebra, or why there is none."""
    from pyparsing.exceptions import ParseBaseException
    from rdflib.plugins.sparql import prepareQuery

    try:
        return prepareQuery(text, initNs=dict(sparql.PREFIXES) | {"id": base}, base=base).algebra
    except (ParseBaseException, NotImplementedError, ValueError) as error:
        return f"none: RDFLib, which would tell, does not read this query ({error})"


def _shown(part: object, depth: int = 0) -> Iterator[str]:
    """Yield an algebra as indented lines, one operation or triple each."""
    from rdflib.plugins.sparql.parserutils import CompValue

    pad = "  " * depth
    if not isinstance(part, CompValue):
        yield pad + _term(part)
        return
    simple: list[str] = []
    nested: list[object] = []
    for key, value in part.items():
        if key in _HIDDEN or value is None:
            continue
        if key == "triples":
            nested += [" ".join(map(_term, triple)) for triple in value]
        elif isinstance(value, CompValue):
            nested.append(value)
        elif isinstance(value, list) and any(isinstance(one, CompValue) for one in value):
            nested += value
        else:
            simple.append(_listed(value))
    name = part.name.removeprefix("Builtin_").replace("_", " ")
    yield " ".join([f"{pad}{name}", *simple])[:_WIDE]
    for one in nested:
        yield from [f"{pad}  {one}"] if isinstance(one, str) else _shown(one, depth + 1)


def _listed(value: object) -> str:
    return " ".join(map(_term, value)) if isinstance(value, (list, tuple)) else _term(value)


def _term(term: object) -> str:
    """Return a node, an operator or a path as a query writes it, IRIs in short form."""
    from rdflib import BNode, Literal, URIRef, Variable
    from rdflib.paths import Path

    if isinstance(term, URIRef):
        return labels.short(str(term))
    if isinstance(term, (Variable, BNode)):
        return term.n3()
    written = term.n3() if isinstance(term, (Literal, Path)) else str(term)
    return re.sub(r"<([^<>\s]*)>", lambda match: labels.short(match[1]), written)


def hints(text: str, algebra: object) -> Iterator[str]:
    """Yield what is known to make a query slow, and the cure."""
    bare = sparql.skeleton(text)
    if re.search(r"\bNOT\s+EXISTS\b", bare, re.IGNORECASE):
        yield "FILTER NOT EXISTS runs once a row; MINUS { … } is some hundred times faster"
    for group in _groups(algebra):
        parts = _apart(group)
        if len(parts) > 1:
            shown = "; ".join(" . ".join(part[:2]) for part in parts)
            yield f"patterns that share no variable multiply each other: {shown}"


def _groups(part: object) -> Iterator[list[tuple[object, ...]]]:
    """Yield the triples of each basic pattern."""
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(part, CompValue):
        if part.name == "BGP" and part.triples:
            yield list(part.triples)
        for value in part.values():
            yield from _groups(value)
    elif isinstance(part, (list, tuple)):
        for value in part:
            yield from _groups(value)


def _apart(triples: Iterable[tuple[object, ...]]) -> list[list[str]]:
    """Return the triples in groups that share variables or blank nodes; constant ones left out."""
    from rdflib import BNode, Variable

    groups: list[tuple[set[object], list[str]]] = []
    for triple in triples:
        names: set[object] = {one for one in triple if isinstance(one, (Variable, BNode))}
        shown = [" ".join(map(_term, triple))]
        if not names:
            continue
        for known in [g for g in groups if g[0] & names]:
            groups.remove(known)
            names, shown = names | known[0], known[1] + shown
        groups.append((names, shown))
    return [shown for _, shown in groups]
