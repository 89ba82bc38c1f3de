"""The store handed over to RDFLib: a copy in memory, its owner's to change.

RDFLib follows ``SERVICE``, ``FROM``, ``LOAD`` and the contexts of JSON-LD to wherever they point,
and some of its updates delete every graph (``CLEAR DEFAULT``). So the copy answers only what
``nkgraph.rdflib_store`` lets pass, takes no SPARQL updates, and reads only what is on this
machine; ``add``, ``remove`` and everything else are RDFLib's own. Its engine is slow: where the
question fits one query, ``Graph.query`` is some hundred times faster.
"""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pyoxigraph as ox
import rdflib
from rdflib.parser import create_input_source
from rdflib.util import guess_format

from nkgraph import vocab
from nkgraph.errors import NkgraphError
from nkgraph.rdflib_store import LocalStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Quad
    from rdflib.term import Node

    from nkgraph.store import Store

G = TypeVar("G", bound=rdflib.Graph)

_ADDRESS = re.compile(r"(?!file:)[A-Za-z][A-Za-z0-9+.-]+:")
_JSON_LD = frozenset({"json-ld", "jsonld", "application/ld+json"})


class _Inside(rdflib.Graph):
    """A graph that reads files and text, and nothing elsewhere."""

    def parse(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - RDFLib's signature
        """Read RDF as ``rdflib.Graph.parse`` does.

        Raises:
            NkgraphError: it is on another machine, or a context of JSON-LD is.
        """
        order = ("source", "publicID", "format", "location", "file", "data")
        wanted = dict(zip(order, given, strict=False)) | named
        places = [str(wanted[k]) for k in ("source", "location") if isinstance(wanted.get(k), str)]
        if any(map(_ADDRESS.match, places)):
            raise NkgraphError(f"{places[0]}: is not fetched; save it and parse the file")
        name = wanted.get("format") or guess_format(str(wanted.get("source") or "".join(places)))
        if name not in _JSON_LD:
            return super().parse(*given, **named)
        source = create_input_source(**{key: wanted.get(key) for key in order})
        stream = source.getByteStream() or source.getCharacterStream()
        assert stream is not None  # noqa: S101 - RDFLib opens one or the other
        with closing(stream):
            data = stream.read()
        try:
            found = list(
                ox.parse(data, ox.RdfFormat.JSON_LD, base_iri=source.getPublicId() or None)
            )
        except SyntaxError as error:
            raise NkgraphError(f"JSON-LD that cannot be read: {error}") from None
        self._add(found)
        return self

    def _add(self, quads: Iterable[Quad]) -> None:
        node = _nodes()
        for quad in quads:
            self.add((node(quad.subject), node(quad.predicate), node(quad.object)))


class _Dataset(_Inside, rdflib.Dataset):
    """A dataset whose graphs read nothing elsewhere either."""

    def get_context(self, identifier: Any, quoted: bool = False, base: str | None = None) -> Any:  # noqa: ANN401, ARG002, FBT001, FBT002 - RDFLib's signature
        return _Inside(
            store=self.store,
            identifier=identifier,
            namespace_manager=self.namespace_manager,
            base=base,
        )

    def _add(self, quads: Iterable[Quad]) -> None:
        node, graphs = _nodes(), {}
        for quad in quads:
            name = quad.graph_name
            if name not in graphs:
                own = isinstance(name, ox.DefaultGraph)
                graphs[name] = self.default_graph if own else self.graph(node(name))
            triple = (node(quad.subject), node(quad.predicate), node(quad.object))
            self.store.add(triple, graphs[name])


def dataset(store: Store) -> rdflib.Dataset:
    """Return the named graphs as an RDFLib dataset; its default graph is their union."""
    found = _bound(_Dataset(store=LocalStore(), default_union=True))
    found._add(store.quads())  # noqa: SLF001 - of this module
    return found


def graph(store: Store) -> rdflib.Graph:
    """Return every triple once, as one RDFLib graph."""
    found = _bound(_Inside(store=LocalStore()))
    found._add(store.merged())  # noqa: SLF001 - of this module
    return found


def _bound(made: G) -> G:
    for prefix, namespace in vocab.PREFIXES.items():
        made.bind(prefix, namespace, replace=True)
    return made


def _nodes() -> Callable[[object], Any]:
    """Return a function from the engine's terms to RDFLib's; a term is made once."""
    known: dict[object, Node] = {}

    def node(term: object) -> Node:
        found = known.get(term)
        if found is None:
            found = known[term] = _node(term)
        return found

    return node


def _node(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    literal = cast("ox.Literal", term)
    datatype = None if literal.language else rdflib.URIRef(literal.datatype.value)
    if datatype == rdflib.XSD.string:
        datatype = None
    return rdflib.Literal(literal.value, lang=literal.language, datatype=datatype, normalize=False)
