#!/usr/bin/env python3
"""Write what `nkgraph build` makes of the example articles into graph/, as text.

    tools/graph.py            write it anew
    tools/graph.py --check    change nothing; exit 1 when graph/ is not what build makes

One file an article, one for the flat view, one for the actors named, one for how claims bear on
one another. Left out: provenance (which names versions) and the ontology (which is
ontology/nkgraph.ttl). The text is the same on every machine, so a change of behaviour shows as a
diff.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "graph"
EXAMPLES = "examples/articles"


def files() -> dict[str, str]:
    """Return path under graph/ → text, for all that build makes of the examples."""
    from pyoxigraph import DefaultGraph, Quad

    from nkgraph import vocab
    from nkgraph.articles import Failure, read
    from nkgraph.corpus import Corpus
    from nkgraph.export.turtle import write
    from nkgraph.model import Article
    from nkgraph.pipeline import Extractor
    from nkgraph.rdf import ontology_quads
    from nkgraph.store import Store

    os.chdir(ROOT)  # sources are named as in `nkgraph build examples/articles`
    found = list(read([EXAMPLES]))
    for failure in found:
        if isinstance(failure, Failure):
            sys.exit(str(failure))
    articles = [article for article in found if isinstance(article, Article)]
    store = Store.memory()
    corpus = Corpus(store)
    for findings in Extractor().findings(articles):
        corpus.add(findings)
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in {*store.quads()} - ontology_quads():
        triple = Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
        graphs[str(quad.graph_name)[1:-1]].append(triple)
    shared = (("view", vocab.VIEW), ("reference", vocab.REFERENCE), ("lineage", vocab.LINEAGE))
    names = {graph.value: f"{name}.ttl" for name, graph in shared}
    return {
        names.get(graph, f"articles/{graph.rsplit('/', 1)[-1]}.ttl"): write(triples)
        for graph, triples in sorted(graphs.items())
    }


def stored() -> dict[str, str]:
    """Return path under graph/ → text, as it lies there."""
    return {
        path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(FOLDER.rglob("*.ttl"))
    }


def differences(made: dict[str, str], lying: dict[str, str]) -> list[str]:
    """Return one line for each file that is missing, left over, or other than it should be."""
    lines: list[str] = []
    for name in sorted(made.keys() | lying.keys()):
        if name not in lying:
            lines.append(f"graph/{name} is missing")
        elif name not in made:
            lines.append(f"graph/{name} is left over: build makes no such file")
        elif made[name] != lying[name]:
            pairs = zip(made[name].splitlines(), lying[name].splitlines(), strict=False)
            same = next((n for n, (a, b) in enumerate(pairs, 1) if a != b), None)
            lines.append(f"graph/{name} differs" + (f" from line {same}" if same else " in length"))
    return lines


def main() -> None:
    """Write graph/, or check it."""
    if sys.argv[1:] not in ([], ["--check"]):
        sys.exit(__doc__)
    made = files()
    if sys.argv[1:] == ["--check"]:
        found = differences(made, stored())
        for line in found:
            print(line)
        if found:
            sys.exit("run `make graph`, read the diff, and commit it with the change that made it")
        print(f"graph/: {len(made)} files, as build makes them")
        return
    for name in stored().keys() - made.keys():
        (FOLDER / name).unlink()
    for name, text in made.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"graph/: {len(made)} files, {sum(map(len, made.values())):,} characters")


if __name__ == "__main__":
    main()
