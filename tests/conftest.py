"""What several tests share: a stand-in for the language model, and findings made by hand."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from nkgraph.model import Actor, Article, Claim, Figure, Findings, Span, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from nkgraph.rdf import Contribution
    from nkgraph.store import Store

NIS = Actor(
    id="organization/nis",
    kind="organization",
    label="National Intelligence Service",
    aliases=("NIS",),
    country="KOR",
    known=True,
)
SOLDIERS = Actor(
    id="group/north-korean-soldiers",
    kind="group",
    label="North Korean soldiers",
    country="PRK",
)
FOUND = re.compile(r"NIS says ([\d,]+) North Korean soldiers were killed")


class HandMadeExtractor:
    """Finds one kind of sentence: ``NIS says 4,700 North Korean soldiers were killed``."""

    model = ("hand-made", "1")

    def __init__(self, model: str | None = None) -> None:
        self.asked_for = model

    def findings(self, articles: Iterable[Article]) -> Iterator[Findings]:
        for article in articles:
            claims = tuple(claim(match) for match in FOUND.finditer(article.text))
            yield Findings(article=article, claims=claims)


def claim(match: re.Match[str]) -> Claim:
    number = float(match[1].replace(",", ""))
    figure = Figure(
        span=Span(*match.span(1)),
        text=match[1],
        quantity="killed",
        low=number,
        high=number,
        of=SOLDIERS,
    )
    return Claim(
        type="Death",
        evidence=Span(*match.span()),
        trigger=Span(match.end() - len("killed"), match.end()),
        roles=(("patient", SOLDIERS),),
        figure=figure,
        claimants=(NIS,),
        cue="says",
        modality="estimated",
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium for all tests that open pages: playwright runs once in a process."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium")
    if found is None:
        pytest.skip("no chromium on the path; apt-get install chromium")
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=root)
        yield chromium
        chromium.close()


@pytest.fixture
def hand_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``nkgraph build`` read with the stand-in."""
    monkeypatch.setattr("nkgraph.pipeline.Extractor", HandMadeExtractor)


ARTICLES = {
    "a.txt": "Seoul, Monday. NIS says 4,700 North Korean soldiers were killed in Kursk.\n",
    "b.md": "---\ntitle: Toll\npublished: 2025-01-13\npublisher: Meridian Wire\n---\n"
    "NIS says 300 North Korean soldiers were killed. Others were not.\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two articles; the current one while the test runs."""
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NKGRAPH_STORE", raising=False)
    return tmp_path


@pytest.fixture
def store(folder: Path) -> Path:
    """A store with both articles, in the working folder."""
    from nkgraph import building
    from nkgraph.articles import read
    from nkgraph.store import Store

    path = folder / "nkgraph.store"
    with Store.open(path, create=True) as opened:
        building.build(opened, read(["a.txt", "b.md"]), extractor=HandMadeExtractor())
    return path


def country(code: str, label: str) -> Actor:
    return Actor(id=f"country/{code}", kind="country", label=label, country=code, known=True)


PRK = country("PRK", "North Korea")
RUS = country("RUS", "Russia")
YONHAP = Actor(id="organization/yonhap", kind="organization", label="Yonhap", country="KOR")
TREATY = Actor(
    id="agreement/test-treaty", kind="agreement", label="Test Treaty", aliases=("the pact",)
)
FIRST = (
    "NIS says more than 10,000 North Korean troops were sent to Russia in October 2024. "
    "Yonhap, citing NIS, says about 3,000 troops may follow. "
    'North Korea did not send troops, it said: "=no\U0001f600". They signed a Test Treaty. '
)
SECOND = "NIS says 300 to 400 North Korean soldiers were killed. The Test Treaty was signed. "
THIRD = "North Korea sent troops to Russia in October 2024. "
SENT = (("agent", PRK), ("recipient", RUS))
PARTIES = (("agent", PRK), ("recipient", RUS), ("theme", TREATY))


def article(source: str, text: str, **known: str) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(source=source, text=text, sha256=digest, **known)


def stated(text: str, words: str, kind: str, **rest: Any) -> Claim:  # noqa: ANN401 - Claim's fields
    """Return a claim whose evidence is ``words``, which stand once in ``text``."""
    start = text.index(words)
    span = Span(start, start + len(words))
    return Claim(type=kind, evidence=span, trigger=Span(start, start + 3), **rest)


def counted(text: str, words: str, low: float, high: float, **rest: Any) -> Figure:  # noqa: ANN401 - Figure's fields
    start = text.index(words)
    span = Span(start, start + len(words))
    return Figure(span=span, text=words, low=low, high=high, of=PRK, **rest)


def dated(text: str) -> When:
    start = text.index("October 2024")
    return When(span=Span(start, start + 12), text="October 2024", edtf="2024-10")


def first() -> Findings:
    """Four claims: an estimate, a relayed plan, a denial, a treaty."""
    known = {"title": "=First <b>", "published": "2024-10-18", "publisher": "P & Q"}
    more, about = ("moreThan", "approximately")
    ten = counted(FIRST, "10,000", 10000, 10000, quantity="troops", comparator=more)
    three = counted(FIRST, "3,000", 3000, 3000, quantity="troops", comparator=about)
    claims = (
        stated(
            FIRST,
            "more than 10,000 North Korean troops were sent",
            "Deployment",
            roles=SENT,
            figure=ten,
            claimants=(NIS,),
            cue="says",
            modality="estimated",
            time=dated(FIRST),
        ),
        stated(
            FIRST,
            "about 3,000 troops may follow",
            "Deployment",
            roles=SENT,
            figure=three,
            claimants=(NIS,),
            via=(YONHAP,),
            cue="citing",
            modality="planned",
        ),
        stated(
            FIRST,
            "North Korea did not send troops",
            "Deployment",
            roles=SENT,
            claimants=(PRK,),
            cue="=SUM(A1)",
            polarity="negative",
        ),
        stated(FIRST, "They signed a Test Treaty", "AgreementSigning", roles=PARTIES),
    )
    return Findings(article=article("first.txt", FIRST, **known), claims=claims)


def second() -> Findings:
    """Two claims: a range of deaths, the treaty again."""
    dead = counted(SECOND, "300 to 400", 300, 400, quantity="killed", comparator="between")
    killed = stated(
        SECOND,
        "300 to 400 North Korean soldiers were killed",
        "Death",
        roles=(("patient", SOLDIERS),),
        figure=dead,
        claimants=(NIS,),
        cue="says",
    )
    signed = stated(SECOND, "The Test Treaty was signed", "AgreementSigning", roles=PARTIES)
    return Findings(article=article("second.txt", SECOND), claims=(killed, signed))


def third() -> Findings:
    """One claim, in the article's own voice, about the event of the first article."""
    words = "North Korea sent troops to Russia"
    sent = stated(THIRD, words, "Deployment", roles=SENT, time=dated(THIRD))
    return Findings(article=article("third.txt", THIRD), claims=(sent,))


@pytest.fixture(scope="session")
def findings() -> tuple[Findings, ...]:
    return first(), second(), third()


@pytest.fixture(scope="session")
def contributions(findings: tuple[Findings, ...]) -> tuple[Contribution, ...]:
    from nkgraph.rdf import Run, contribution

    run = Run(version="0", ontology_sha256="0" * 64, model="hand-made", model_version="1")
    return tuple(contribution(found, run=run) for found in findings)


@pytest.fixture
def memory(contributions: tuple[Contribution, ...]) -> Store:
    """The three articles in memory; a test may change it."""
    from nkgraph.store import Store

    made = Store.memory()
    made.swap(come=contributions)
    return made


@pytest.fixture(scope="session")
def built(
    contributions: tuple[Contribution, ...], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The three articles on disk, to be read only."""
    from nkgraph.store import Store

    path = tmp_path_factory.mktemp("built") / "store"
    with Store.open(path, create=True) as made:
        made.swap(come=contributions)
    return path


@pytest.fixture(scope="session")
def examples() -> Store:
    """What build makes of the example articles, in memory; not to be changed. Needs the model."""
    from nkgraph import building
    from nkgraph.articles import read
    from nkgraph.pipeline import Extractor
    from nkgraph.resources import ontology_dir
    from nkgraph.store import Store

    made = Store.memory()
    folder = ontology_dir().parent / "examples" / "articles"
    building.build(made, read([str(folder)]), extractor=Extractor())
    return made
