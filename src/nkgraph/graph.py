"""The Python face: one ``Graph`` to ask, to look at and to take away."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload
from typing import Literal as OneOf

from nkgraph import query as queries
from nkgraph.asking import Asking
from nkgraph.closing import Closing
from nkgraph.errors import NkgraphError
from nkgraph.labels import labels
from nkgraph.remote import read_only
from nkgraph.rows import Rows
from nkgraph.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx
    import pandas as pd
    import rdflib

    from nkgraph.building import Summary
    from nkgraph.catalogue import StoredArticle
    from nkgraph.networks import Shape
    from nkgraph.table import Table

_COUNTED = ("articles", "claims", "events", "actors", "figures", "quads")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class View:
    """A page that shows the graph; a notebook shows it, ``save`` writes it.

    Attributes:
        html: the whole page; it needs no network.
    """

    html: str = field(repr=False)

    def save(self, path: str | Path) -> Path:
        """Write the page to ``path`` and return it."""
        target = Path(path)
        target.write_text(self.html, encoding="utf-8")
        return target

    def _repr_html_(self) -> str:
        from nkgraph.views.network import iframe

        return iframe(self.html)


class Graph(Closing):
    """Claims from articles, on disk or in memory; a context manager.

    Attributes:
        store: where the quads are.
        summary: what the build that made it did; None for a graph that was opened.

    Args:
        place: the folder or address where queries are answered; None for the store's own.

    Example:
        ``with nkgraph.open("nkgraph.store") as graph: print(graph)``
    """

    def __init__(
        self, store: Store, summary: Summary | None = None, *, place: Path | str | None = None
    ) -> None:
        self.store, self.summary = store, summary
        self._asking = Asking(store, place or store.path)
        self._closed = False

    def close(self) -> None:
        """Let go of the store's files and of the query process."""
        self._closed = True
        self._asking.close()
        self.store.close()

    def __repr__(self) -> str:
        facts = self.store.info()
        where = f" in {facts['path']}" if facts["path"] else ""
        return f"Graph({facts['articles']} articles, {facts['claims']} claims{where})"

    def query(
        self,
        text: str,
        *,
        timeout: float | None = queries.TIMEOUT,
        limit: int | None = queries.LIMIT,
        **params: object,
    ) -> Rows:
        """Ask a question in SPARQL 1.1, by a named query, or from a .rq file.

        The prefixes nk, id, schema, prov, oa, skos, sem, org, rdf, rdfs, xsd, edtf and owl are
        declared. A process of its own answers, which ``timeout`` and the memory limit can stop;
        for a graph in memory it has a copy, on disk until the graph is closed.

        Args:
            text: SELECT, ASK, CONSTRUCT or DESCRIBE; a name; or a path.
            timeout: seconds; None waits forever.
            limit: rows to return at most; ``Rows.complete`` says whether that was all.
            params: values for variables of the query: an IRI, an id (``country/PRK``), an
                alpha-3 code, a date, a number, or an actor's name.

        Raises:
            QueryError: the query is not valid, refused, or took too long.

        Example:
            ``graph.query("SELECT ?claim { ?claim nk:claimant ?who }", who="NIS")``
        """
        given = {name: str(value) for name, value in params.items()}
        found = self._asking.session().run(text, given, timeout=timeout, limit=limit)
        return Rows(found, self._labels)

    def _labels(self, iris: Sequence[str]) -> dict[str, str]:
        """Return labels for rows that are shown; none once the graph is closed."""
        return {} if self._closed else labels(self.store.select, iris)

    def records(self) -> list[dict[str, Any]]:
        """Return one record per claim, as ``export("jsonl")`` writes them.

        Example:
            ``[r["evidence"]["text"] for r in graph.records() if r["type"] == "Deployment"]``
        """
        from nkgraph.records import records

        return records(self.store)

    def ledger(self, *, of: str | None = None, quantity: str | None = None) -> Rows:
        """Return every figure with who gives it, through whom, and how it stands to the others.

        Args:
            of: only figures of this actor's people or things: a name, id, IRI or alpha-3 code.
            quantity: only these: killed, troops …

        Example:
            ``graph.ledger(of="PRK", quantity="killed").to_dataframe()``
        """
        from nkgraph.bearings import bearings
        from nkgraph.ledger import ledger
        from nkgraph.ledger.rows import result

        entries = ledger(self.records(), bearings(self.store), of=of, quantity=quantity)
        return Rows(result(entries))

    def sources(self) -> Rows:
        """Return who stands behind the claims: utterances, claims and articles counted apart.

        Example:
            ``graph.sources().to_dataframe().plot.barh(x="originator", y="utterances")``
        """
        from nkgraph.bearings import bearings
        from nkgraph.sources import result, sources

        return Rows(result(sources(self.records(), bearings(self.store))))

    @overload
    def to_networkx(
        self, shape: OneOf["bipartite", "multi"] = ..., *, states: bool = ...
    ) -> nx.MultiDiGraph[str]: ...
    @overload
    def to_networkx(self, shape: OneOf["simple"], *, states: bool = ...) -> nx.DiGraph[str]: ...
    def to_networkx(self, shape: Shape = "bipartite", *, states: bool = False) -> nx.DiGraph[str]:
        """Return who acts with whom as a NetworkX graph; ``nkgraph.networks`` has the details.

        Args:
            shape: bipartite (actors and events, an edge a role), multi (actors, an edge an event)
                or simple (actors, one edge from each to each, of what is told as having happened).
            states: let a state stand for its government, forces and people.

        Raises:
            NkgraphError: no such shape.

        Example:
            ``networkx.pagerank(graph.to_networkx("simple", states=True))``
        """
        from nkgraph.networks import to_networkx

        return to_networkx(self.records(), shape, states=states)

    @overload
    def to_rdflib(self, *, graphs: OneOf[True] = ...) -> rdflib.Dataset: ...
    @overload
    def to_rdflib(self, *, graphs: OneOf[False]) -> rdflib.Graph: ...
    def to_rdflib(self, *, graphs: bool = True) -> rdflib.Graph:
        """Return a copy of the quads for RDFLib; see ``nkgraph.rdflib_face`` for what it refuses.

        Args:
            graphs: as a dataset with its named graphs, whose default graph is their union; else
                as one graph with every triple once.

        Example:
            ``graph.to_rdflib(graphs=False).serialize(format="longturtle")``
        """
        from nkgraph import rdflib_face

        return rdflib_face.dataset(self.store) if graphs else rdflib_face.graph(self.store)

    def claims(self) -> Table:
        """Return the claims as one flat table; ``nkgraph.claims.COLUMNS`` describes its columns.

        Example:
            ``graph.claims().to_parquet("claims.parquet")``
        """
        from nkgraph.claims import table

        return table(self.store)

    def to_dataframe(self) -> pd.DataFrame:
        """Return the same as a pandas data frame, a row per claim.

        Example:
            ``graph.to_dataframe().groupby("originator")["low"].describe()``
        """
        return self.claims().to_dataframe()

    def view(
        self,
        what: str | Path = "network",
        path: str | Path | None = None,
        *,
        title: str | None = None,
        **only: Any,  # noqa: ANN401 - what a Choice takes
    ) -> View | Path:
        """Return a page that shows the graph, or write it to a file and return its path.

        The words of a claim stand in their sentence where the article still lies, unchanged,
        where it was read; elsewhere they stand alone.

        Args:
            what: network, timeline, figures, claims or dossier; or else, for the network, the
                .html file to write.
            path: the file to write.
            title: the page's heading.
            only: about, event, since, until, without: see ``nkgraph view network --help``.

        Raises:
            NkgraphError: there is no such view, or no such claim.

        Example:
            ``graph.view("timeline", about="PRK")`` as a notebook cell's last line shows it
        """
        from nkgraph.views.choice import Choice
        from nkgraph.views.pages import page

        if path is None and (isinstance(what, Path) or Path(what).suffix):
            what, path = "network", what
        without = only.pop("without", ())
        choice = Choice(without=(without,) if isinstance(without, str) else tuple(without), **only)
        made = View(page(str(what), self.store, choice, title=title).html)
        return made if path is None else made.save(path)

    def export(self, format: str, path: str | Path | None = None) -> bytes:  # noqa: A002 - as in the CLI
        """Return the graph as a file's bytes, and write them to ``path`` if one is given.

        Args:
            format: turtle, trig, nquads, ntriples, jsonld, rdfxml, jsonl, csv, parquet, graphml,
                gexf, plover, ucdp or void.
            path: where to write.

        Raises:
            NkgraphError: no such format.

        Example:
            ``graph.export("turtle", "claims.ttl")``
        """
        from nkgraph import export

        data = export.export(format, self.store)
        if path is not None:
            Path(path).write_bytes(data)
        return data

    def hash(self) -> str:
        """Return the SHA-256 of the graph's canonical form (RDFC-1.0), in hexadecimal digits.

        It is the same for the same articles read by the same version, in whatever order.

        Example:
            ``graph.hash() == hashlib.sha256(graph.export("nquads")).hexdigest()``
        """
        from nkgraph import canonical

        return canonical.digest(self.store)

    def _repr_html_(self) -> str:
        facts = self.store.info()
        articles = self.store.articles()
        head = "".join(f"<th>{html.escape(name)}</th>" for name in _COUNTED)
        counts = "".join(f"<td>{facts[name]:,}</td>" for name in _COUNTED)
        titles = "".join(
            f"<li>{html.escape(', '.join(_told(article)))}</li>" for article in articles[:_SHOWN]
        )
        more = len(articles) - _SHOWN
        rest = f"<li>… and {more:,} more</li>" if more > 0 else ""
        where = f"<p>{html.escape(str(facts['path']))}</p>" if facts["path"] else ""
        table = f"<table><thead><tr>{head}</tr></thead><tbody><tr>{counts}</tr></tbody></table>"
        return f"{table}{where}<ul>{titles}{rest}</ul>"


def _told(article: StoredArticle) -> list[str]:
    """Return what names an article: title or source, publisher, day."""
    parts = (article.title or article.source, article.publisher, article.published)
    return [part for part in parts if part]


def open_graph(path: str | Path) -> Graph:
    """Open the store in the folder ``path`` to read; public as ``nkgraph.open``.

    Raises:
        StoreError: it is no store.

    Example:
        ``graph = nkgraph.open("nkgraph.store")``
    """
    return Graph(read_only(path), place=path)


def build(
    sources: str | Path | Sequence[str | Path],
    *,
    store: str | Path | None = None,
    published: str | None = None,
    publisher: str | None = None,
    model: str | None = None,
) -> Graph:
    """Read articles and return the graph of what they say.

    What could not be read is in ``Graph.summary.failed``; the rest is there.

    Args:
        sources: text and Markdown files, and folders of them.
        store: folder to keep the graph in, made if need be; None keeps it in memory.
        published: ISO 8601 date for articles that do not give theirs.
        publisher: the same for who published them.
        model: name of an installed spaCy pipeline for English.

    Raises:
        NkgraphError: no sources, a folder that is no store, a model that is not installed.

    Example:
        ``graph = nkgraph.build(["article.txt"], published="2024-10-18")``
    """
    from nkgraph import articles, building
    from nkgraph.pipeline import Extractor

    if isinstance(sources, (str, Path)):
        sources = [sources]
    if not sources:
        raise NkgraphError("no articles to build from; name at least one file or folder")
    extractor = Extractor(model)
    opened = Store.memory() if store is None else Store.open(store, create=True)
    read = articles.read([str(s) for s in sources], published=published, publisher=publisher)
    summary = building.build(opened, read, extractor=extractor)
    return Graph(opened, summary)
