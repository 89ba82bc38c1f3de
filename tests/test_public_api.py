from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import nkgraph

HEAVY = (
    "networkx",
    "numpy",
    "pandas",
    "polars",
    "pyarrow",
    "pyld",
    "pyshacl",
    "pyvis",
    "rdflib",
    "spacy",
)


def test_names_are_sorted_and_there() -> None:
    assert nkgraph.__all__ == sorted(nkgraph.__all__)
    for name in nkgraph.__all__:
        assert inspect.getdoc(getattr(nkgraph, name))
    assert dir(nkgraph) == nkgraph.__all__


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        nkgraph.nothing  # noqa: B018 - the access is the test


@pytest.mark.parametrize(
    "code", ["import nkgraph", "import nkgraph.query, nkgraph.store, nkgraph.graph"]
)
def test_importing_loads_nothing_heavy(code: str) -> None:
    listed = f"{code}\nimport sys\nprint(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_methods_of_graph_show_an_example() -> None:
    methods = inspect.getmembers(nkgraph.Graph, inspect.isfunction)
    named = {name: doc for name, f in methods if not name.startswith("_") for doc in [f.__doc__]}
    assert {n for n, doc in named.items() if "Example:" not in (doc or "")} <= {"close"}
