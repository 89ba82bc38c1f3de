"""A store of a million quads to measure on, made once and kept in the system's temporary folder.

Claims of ``archive`` are resolved as ``Corpus`` resolves them, but all together, and become quads
by ``rdf.contribution``: the store has the true shape of a store, its links and flat view included.
It is made by whoever asks first; a change of what it is made from gives another.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from pyoxigraph import DefaultGraph
from tests.bench.archive import archive

from nkgraph import folder, identify, link
from nkgraph.rdf import Run, Told, contribution, ontology_quads
from nkgraph.resolve import signature
from nkgraph.resolve.groups import Groups
from nkgraph.resolve.index import MemoryIndex
from nkgraph.resolve.judgements import Judgements
from nkgraph.resolve.state import state
from nkgraph.resources import ontology_dir
from nkgraph.terms import placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from nkgraph.model import Findings
    from nkgraph.rdf import Contribution

MILLION = 2_400
"""Articles whose quads are more than a million, the merged copy not counted."""
_RUN = Run(version="bench", ontology_sha256="0" * 64, model="none", model_version="0")


def contributions(articles: int) -> Iterator[Contribution]:
    """Yield what each article of the archive brings, in the light of all."""
    found = list(archive(articles))
    made = {
        one.claim: one
        for findings in found
        for one in (signature.of(claim, findings.article) for claim in findings.claims)
    }
    index = MemoryIndex(made.values())
    groups = Groups(index, Judgements())
    for findings in found:
        yield _contribution(findings, groups, index)


def _contribution(findings: Findings, groups: Groups, index: MemoryIndex) -> Contribution:
    names = [identify.claim_id(claim, findings.article) for claim in findings.claims]
    states = {name: state(name, groups, index) for name in names}
    told = {
        name: Told(event=one.event, title=one.title, edtf=one.edtf, basis=one.basis)
        for name, one in states.items()
    }
    links = [bond for one in states.values() for bond in one.links]
    lineage = [triple for bond in links for triple in link.triples(bond)]
    return contribution(findings, run=_RUN, told=told, lineage=lineage)


def quads(articles: int) -> Iterator[Quad]:
    """Yield the quads of a store: those of the named graphs, and the merged copy of each."""
    seen: set[int] = set()
    for one in _all(articles):
        yield one
        merged = placed(one.triple, DefaultGraph())
        key = hash(merged)  # one in 10^13 pairs is lost
        if key not in seen:
            seen.add(key)
            yield merged


def _all(articles: int) -> Iterator[Quad]:
    yield from ontology_quads()
    for one in contributions(articles):
        yield from one.quads


def store(articles: int = MILLION) -> Path:
    """Return the folder of a store of so many articles: ``nkgraph.open`` reads it.

    What articles brought to shared graphs and what was read from them is not noted, so that
    nothing can be added to it or taken out.
    """
    path = Path(tempfile.gettempdir()) / f"nkgraph-bench-{articles}-{_version()}"
    if path.exists():
        return path
    making = Path(f"{path}.{os.getpid()}")
    shutil.rmtree(making, ignore_errors=True)
    folder.make(making)
    rdf = ox.Store(str(making / "rdf"))
    rdf.bulk_extend(quads(articles))
    rdf.optimize()
    rdf.flush()
    del rdf
    try:
        making.rename(path)
    except OSError:  # somebody else has made it meanwhile
        shutil.rmtree(making)
    return path


def _version() -> str:
    """Return a digest of what the quads follow from: this program, its data and its version."""
    digest = hashlib.sha256(ox.__version__.encode())
    for file in sorted(_sources()):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _sources() -> Iterable[Path]:
    package = Path(identify.__file__).parent
    here = Path(__file__).parent
    resolving = (package / "resolve").glob("*.py")
    data = [*ontology_dir().glob("*.ttl"), *ontology_dir().glob("lexicon/*.yaml")]
    names = ("rdf", "figure", "flat", "identify", "reference", "title", "times", "link", "folder")
    own = [package / f"{name}.py" for name in names]
    return [*own, *resolving, *data, here / "archive.py", here / "claimgraph.py"]
