"""Where the ontology lies: in the checkout, or inside the installed package."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nkgraph.errors import OntologyError


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader to which "on", "no" and "yes" are words, as they are in the word lists."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, words) for tag, words in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


@cache
def ontology_dir() -> Path:
    """Return the folder with the ontology's files.

    An installed wheel carries it as ``nkgraph/ontology``; in a checkout it stands at the top.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "ontology", here.parents[1] / "ontology"):
        if (folder / "lexicon").is_dir():
            return folder
    message = f"ontology/ is missing beside {here}; reinstall nkgraph"
    raise OntologyError(message)


@cache
def load_yaml(name: str) -> Any:  # noqa: ANN401 - the shape is each reader's to check
    """Return the parsed YAML file ``name`` (relative to the ontology's folder)."""
    path = ontology_dir() / name
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except FileNotFoundError:
        message = f"ontology/{name} is missing; reinstall nkgraph"
        raise OntologyError(message) from None
    except yaml.YAMLError as error:
        message = f"ontology/{name} is not valid YAML: {error}"
        raise OntologyError(message) from None
