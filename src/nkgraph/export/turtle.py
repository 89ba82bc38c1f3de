"""Turtle for people: prefixes, one block a subject, the same bytes every time.

IRIs of the graph's own things are written relative to ``@base``: ``<country/PRK>``.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from nkgraph import sparql, terms, vocab

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nkgraph.store import Store

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*")
_OWN = re.compile(r"[a-z]+(?:/[A-Za-z0-9_~%-][A-Za-z0-9._~%-]*)+")
_XSD = vocab.PREFIXES["xsd"]
_PLAIN = {
    "boolean": re.compile(r"true|false"),
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
}


def export(store: Store) -> bytes:
    """Return the merged graph: every triple of every graph, once."""
    return write(store.merged()).encode("utf-8")


def write(quads: Iterable[Quad]) -> str:
    """Return the triples of ``quads`` as one Turtle document; graph names are not looked at."""
    body = "\n".join(blocks(quads))
    return head(body) + body


def head(body: str) -> str:
    """Return the prefix lines that ``body`` has use for."""
    used = [name for name in sorted(vocab.PREFIXES) if re.search(rf"(?<![\w<:]){name}:", body)]
    lines = [f"@prefix {name}: <{vocab.PREFIXES[name]}> ." for name in used]
    return "\n".join([f"@base <{sparql.BASE}> .", *lines, "", ""])


def blocks(quads: Iterable[Quad], indent: str = "") -> list[str]:
    """Return one block of Turtle per subject, sorted."""
    ordered = sorted(quads, key=lambda q: (str(q.subject), _order(q), terms.quad_key(q)))
    return [
        _block(subject, list(group), indent)
        for subject, group in groupby(ordered, key=lambda q: q.subject)
    ]


def _order(quad: Quad) -> tuple[bool, str]:
    return quad.predicate != vocab.TYPE, quad.predicate.value


def _block(subject: terms.Term, quads: list[Quad], indent: str) -> str:
    lines = []
    for predicate, group in groupby(quads, key=lambda q: q.predicate):
        name = "a" if predicate == vocab.TYPE else term(predicate)
        objects = dict.fromkeys(term(q.object) for q in group)
        lines.append(f"{name} {', '.join(objects)}")
    inner = f" ;\n{indent}    ".join(lines)
    return f"{indent}{term(subject)} {inner} .\n"


def term(node: terms.Term) -> str:
    """Return a term in Turtle, with a prefix where one fits."""
    if isinstance(node, NamedNode):
        return _name(node)
    if not isinstance(node, Literal) or node.language:
        return str(node)
    datatype, value = node.datatype.value.removeprefix(_XSD), node.value
    if datatype == "string":
        return str(node)
    plain = _PLAIN.get(datatype)
    if plain and plain.fullmatch(value):
        return value
    return f"{Literal(value)}^^{_name(node.datatype)}"


def _name(node: NamedNode) -> str:
    if node.value.startswith(sparql.BASE):
        local = node.value[len(sparql.BASE) :]
        return f"<{local}>" if _OWN.fullmatch(local) else str(node)
    for prefix, namespace in vocab.PREFIXES.items():
        if node.value.startswith(namespace):
            local = node.value[len(namespace) :]
            if _LOCAL.fullmatch(local):
                return f"{prefix}:{local}"
    return str(node)
