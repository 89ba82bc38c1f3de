"""Articles into a store: the loop that the command line and ``nkgraph.build`` share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, Protocol

from nkgraph import identify
from nkgraph.articles import Failure
from nkgraph.model import Article, Findings
from nkgraph.reading import Reading
from nkgraph.resources import ontology_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nkgraph.corpus import Corpus
    from nkgraph.rdf import Run
    from nkgraph.store import Store

BATCH: Final = 250
"""Articles that are stored in one transaction at most."""
UNTIDY: Final = 200_000
"""Quads after which the store's files are put in order."""


class Extractor(Protocol):
    """What reads articles: ``pipeline.Extractor``, or a stand-in in tests."""

    @property
    def model(self) -> tuple[str, str]:
        """Name and version of the language model."""
        ...

    def findings(self, articles: Iterable[Article]) -> Iterator[Findings]:
        """Yield what each article says, in the articles' order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a build did; the sources of articles, in the order they came.

    Attributes:
        unchanged: the store held them already, read by the same version.
        replaced: IRIs of older articles whose place was taken.
        failed: what could not be read, and why.
    """

    added: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()


@cache
def ontology_sha256() -> str:
    """Return a digest over the names and bytes of all files under ontology/."""
    found = hashlib.sha256()
    folder = ontology_dir()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            found.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
            found.update(data)
    return found.hexdigest()


def run_of(extractor: Extractor) -> Run:
    """Return what the provenance says of this reading."""
    from nkgraph.rdf import Run

    model, model_version = extractor.model
    return Run(
        version=version("nkgraph"),
        ontology_sha256=ontology_sha256(),
        model=model,
        model_version=model_version,
    )


def build(
    store: Store,
    articles: Iterable[Article | Failure],
    *,
    extractor: Extractor,
    on_article: Callable[[Article | Failure], None] | None = None,
) -> Summary:
    """Read articles and store what they say, many in one transaction.

    An article that the store holds already, read by the same version of everything, is not
    read again. What was read before a failure is stored; only a process that is killed loses
    what it read since the last transaction, at most ``BATCH`` articles.

    Args:
        store: opened for writing.
        articles: what ``articles.read`` yields.
        extractor: what reads them.
        on_article: called with each article or failure once it is read.
    """
    from nkgraph import decisions

    run = run_of(extractor)
    failed: list[Failure] = []
    unchanged: list[str] = []
    done = on_article or (lambda _: None)

    def fresh() -> Iterator[Article]:
        for one in articles:
            if isinstance(one, Failure):
                failed.append(one)
                done(one)
            elif _held(store, one, run):
                unchanged.append(one.source)
                done(one)
            else:
                yield one

    corpus, _ = decisions.applied(store)
    batch = _Batch(corpus, run)
    try:
        for findings in extractor.findings(fresh()):
            batch.put(findings)
            done(findings.article)
    finally:
        batch.store()
    if store.written >= UNTIDY:
        store.optimize()
    return Summary(
        added=tuple(batch.added),
        unchanged=(*unchanged, *batch.unchanged),
        replaced=tuple(batch.replaced),
        failed=tuple(failed),
    )


class _Batch:
    """What was read and is not stored yet, and what was stored so far."""

    def __init__(self, corpus: Corpus, run: Run) -> None:
        self._corpus, self._run = corpus, run
        self._read: list[Reading] = []
        self._names: set[str] = set()
        self.added: list[str] = []
        self.unchanged: list[str] = []
        self.replaced: list[str] = []

    def put(self, findings: Findings) -> None:
        """Take what an article says; store what there is when it is much, or bears on it."""
        names = {identify.article_id(findings.article), findings.article.source}
        if len(self._read) >= BATCH or self._names & names:
            self.store()
        self._read.append(Reading(findings, self._run))
        self._names |= names - {"-"}

    def store(self) -> None:
        """Store what was read, as one change; what fails is not tried again."""
        readings, self._read, self._names = self._read, [], set()
        if not readings:
            return
        change = self._corpus.extend(readings)
        added = set(change.added)
        for one in readings:
            article = one.findings.article
            new = identify.article_iri(article).value in added
            (self.added if new else self.unchanged).append(article.source)
        self.replaced += change.replaced


def _held(store: Store, article: Article, run: Run) -> bool:
    """Tell whether the store holds the article as it is, read by the same run.

    A copy of the same name and text in another folder counts as held: the first path in
    alphabetical order stays, whatever the order of reading.
    """
    from nkgraph.rdf import contribution

    bare = contribution(Findings(article=article), run=run)
    return store.holds(bare.quads) or store.has_copy(bare.article, article.source)
