"""Where things stood in a page drawn earlier, so that they stay there in the next one."""

from __future__ import annotations

import json
import re
from typing import Any

from nkgraph.views.page import DATA

Places = dict[str, tuple[int, int]]


def places(page: str) -> dict[str, Places]:
    """Return scene → IRI → (x, y), as a network page has them.

    Args:
        page: the HTML of the page; of any other file nothing is known, and nothing returned.
    """
    found = re.search(f"{re.escape(DATA)}(.*?)</script>", page, re.DOTALL)
    if found is None:
        return {}
    try:
        data = json.loads(found[1])
    except json.JSONDecodeError:  # cut short: drawn afresh
        return {}
    return _places(data) if "base" in data else {}


def _places(data: dict[str, Any]) -> dict[str, Places]:
    """Read columns as ``network`` writes them."""
    stood: dict[str, list[tuple[str, tuple[int, int]]]] = {}
    for name, scene in sorted(data["scenes"].items(), reverse=True):  # the shared one first
        if scene is None:
            continue
        own = scene["own"]
        iris = [data["base"] + data["texts"][number] for number in own["texts"]["iri"]]
        own = iter(zip(iris, zip(own["values"]["x"], own["values"]["y"], strict=True), strict=True))
        shared = scene["as"] or [None] * len(iris)
        stood[name] = [next(own) if at is None else stood["states"][at] for at in shared]
    return {name: dict(found) for name, found in stood.items()}
