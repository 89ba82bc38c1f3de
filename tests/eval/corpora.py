"""The texts that extraction is measured on, and how it does on each set of them.

| set | texts | compared by |
| --- | --- | --- |
| seeds, more | ``../shared``, where a checkout has it beside it | ``../shared/eval/score.py`` |
| examples | ``examples/articles`` with ``examples/gold.jsonl`` | ``tests/eval/score.py`` |
| cases | ``tests/cases/*.txt`` | ``tests/eval/score.py`` |
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from tests.eval import cases, gate, gold, shared
from tests.eval.score import Score, judge, total

from nkgraph.articles import Failure, read
from nkgraph.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nkgraph.model import Findings
    from nkgraph.pipeline import Extractor

ROOT = Path(__file__).resolve().parents[2]
BASELINE = Path(__file__).with_name("baseline.json")
CASES = ROOT / "tests/cases"
EXAMPLES = ROOT / "examples"
SHARED = ROOT.parent / "shared"
EXCUSED = frozenset({"Statement"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """One set: its articles, its gold claims and whatever else decides its figures."""

    articles: Path
    gold: Path | None = None
    others: tuple[Path, ...] = ()

    def present(self) -> bool:
        """Tell whether the set lies here."""
        return self.articles.is_dir() and (self.gold is None or self.gold.is_file())

    def sha256(self) -> str:
        """Return a digest of every file of the set: names and bytes."""
        files = [
            path for path in self.articles.iterdir() if path.suffix in (".txt", ".md", ".yaml")
        ]
        files = [path for path in files if path.name != "README.md"]
        files += [*([self.gold] if self.gold else []), *self.others]
        digest = hashlib.sha256()
        for path in sorted(files, key=lambda path: path.name):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.name} {content}\n".encode())
        return digest.hexdigest()


_EVAL = SHARED / "eval"
_SCORER = (_EVAL / "score.py", _EVAL / "actors.json")
SETS = {
    "seeds": Corpus(articles=SHARED / "seeds", gold=_EVAL / "seeds.gold.jsonl", others=_SCORER),
    "more": Corpus(articles=_EVAL / "more", gold=_EVAL / "more.gold.jsonl", others=_SCORER),
    "examples": Corpus(articles=EXAMPLES / "articles", gold=EXAMPLES / "gold.jsonl"),
    "cases": Corpus(articles=CASES),
}


def present() -> tuple[str, ...]:
    """Return the names of the sets that lie here."""
    return tuple(name for name, corpus in SETS.items() if corpus.present())


def all_cases() -> tuple[cases.Case, ...]:
    """Return every case, by file and place."""
    return tuple(case for path in sorted(CASES.glob("*.txt")) for case in cases.read(path))


def pinned(name: str) -> gate.Pin:
    """Measure one set and return what a baseline keeps of it."""
    files = [path.stem for path in sorted(SETS[name].articles.glob("*.txt"))]
    return gate.pin(name, measured(name), sha256=SETS[name].sha256(), files=files)


@cache
def extractor() -> Extractor:
    """Return the extractor, loaded once."""
    from nkgraph.pipeline import Extractor

    return Extractor()


@cache
def measured(name: str) -> Score:
    """Extract one set and compare it with its gold claims; once a process.

    Raises:
        ValueError: a file of the set cannot be read.
    """
    corpus = SETS[name]
    if corpus.gold is None:
        return _cases(all_cases())
    found = _findings(corpus.articles)
    if corpus.gold.is_relative_to(SHARED):
        return shared.judged(corpus.gold, found, scorer=_SCORER[0], actors=_SCORER[1])
    return _articles(gold.read(corpus.gold), found)


def _findings(folder: Path) -> tuple[Findings, ...]:
    articles = []
    for outcome in read([str(folder)]):
        if isinstance(outcome, Failure):
            message = f"{outcome}"
            raise ValueError(message)  # noqa: TRY004 - not a wrong type: an article that is unreadable
        articles.append(outcome)
    return tuple(extractor().findings(articles))


def _articles(golds: Sequence[gold.Gold], found: Iterable[Findings]) -> Score:
    by_article: dict[str, list[gold.Gold]] = defaultdict(list)
    for one in golds:
        by_article[one.group].append(one)
    scores = []
    for findings in found:
        article, group = findings.article, PurePath(findings.article.source).name
        wanted = by_article.pop(group, [])
        scores.append(judge(wanted, findings.claims, article.text, group=group))
    if by_article:
        raise ValueError(f"gold claims of no article: {', '.join(sorted(by_article))}")
    return total(scores)


def _cases(every: Sequence[cases.Case]) -> Score:
    articles = [
        Article(source=c.name, text=c.text, sha256=hashlib.sha256(c.text.encode()).hexdigest())
        for c in every
    ]
    return total(
        judge(
            case.golds,
            findings.claims,
            case.text,
            group=case.group,
            where=case.name,
            excused=frozenset() if case.nothing else EXCUSED,
        )
        for case, findings in zip(every, extractor().findings(articles), strict=True)
    )
