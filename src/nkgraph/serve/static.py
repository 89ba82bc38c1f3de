"""The files that pages load, all of this package or of pyvis; nothing comes from elsewhere."""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import cache
from http import HTTPStatus
from importlib import resources
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from nkgraph import ontology, vocab
from nkgraph.serve import media
from nkgraph.serve.exchange import Refused
from nkgraph.views.page import vis_network

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nkgraph.serve.exchange import Exchange

_TYPES: Mapping[str, bytes] = {
    "css": b"text/css; charset=utf-8",
    "js": b"text/javascript; charset=utf-8",
    "json": b"application/json",
    "txt": b"text/plain; charset=utf-8",
}
_MADE = frozenset({"vis-network.js", "vocabulary.json"})
"""Files that are not lying there."""


async def static(exchange: Exchange, name: str) -> None:
    """Answer ``/static/NAME``.

    Raises:
        Refused: there is no such file.
    """
    if name not in names():
        raise Refused(HTTPStatus.NOT_FOUND, f"no file is named {name!r}")
    body, packed, tag = _file(name)
    headers = [
        (b"content-type", _TYPES[name.rsplit(".", 1)[-1]]),
        (b"cache-control", b"no-cache"),
        (b"etag", tag),
    ]
    if tag.decode() in exchange.headers.get("if-none-match", ""):
        await exchange.reply(HTTPStatus.NOT_MODIFIED, headers)
        return
    if media.gzips(exchange.headers.get("accept-encoding")):
        headers.append((b"content-encoding", b"gzip"))
        body = packed
    await exchange.reply(200, headers, body)


@cache
def names() -> frozenset[str]:
    """Return the names under which there is a file."""
    top = resources.files("nkgraph.serve") / "static"
    found = {one.name for one in top.iterdir() if one.is_file()}
    vendor = top / "vendor"
    if vendor.is_dir():
        found |= {f"vendor/{one.name}" for one in vendor.iterdir() if one.is_file()}
    return frozenset(n for n in found | set(_MADE) if n.rsplit(".", 1)[-1] in _TYPES)


@cache
def _file(name: str) -> tuple[bytes, bytes, bytes]:
    if name == "vis-network.js":
        body = vis_network().encode()
    elif name == "vocabulary.json":
        body = vocabulary().encode()
    else:
        body = (resources.files("nkgraph.serve") / "static" / name).read_bytes()
    packed = gzip.compress(body, mtime=0)
    return body, packed, f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'.encode()


def vocabulary() -> str:
    """Return what the editor completes, as JSON: prefixes; classes and properties with labels."""
    found: dict[str, dict[str, str]] = {"classes": {}, "properties": {}}
    kinds = {
        vocab.term("owl:Class"): "classes",
        vocab.term("owl:ObjectProperty"): "properties",
        vocab.term("owl:DatatypeProperty"): "properties",
        vocab.term("rdf:Property"): "properties",
    }
    labels = {t.subject: t.object for t in ontology.triples() if t.predicate == vocab.LABEL}
    for triple in ontology.triples():
        node = triple.subject
        if triple.predicate != vocab.TYPE or not isinstance(node, NamedNode):
            continue
        if isinstance(triple.object, NamedNode) and triple.object in kinds:
            label = labels.get(node)
            words = label.value if isinstance(label, Literal) else ""
            found[kinds[triple.object]][node.value] = words
    return json.dumps({"prefixes": dict(vocab.PREFIXES), **found}, sort_keys=True)


def terms(kind: str) -> list[str]:
    """Return the local names of the ontology's own classes or properties, sorted."""
    found = json.loads(vocabulary())[kind]
    return sorted(iri.removeprefix(vocab.NK) for iri in found if iri.startswith(vocab.NK))
