"""Where things stood in a page drawn earlier, so that they stay there in the next one."""

from __future__ import annotations

import json
import re

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
        scenes = json.loads(found[1]).get("scenes", {})
    except json.JSONDecodeError:  # cut short: drawn afresh
        return {}
    return {
        name: {
            node["iri"]: (node["x"], node["y"])
            for node in scene["nodes"]
            if isinstance(node["x"], int) and isinstance(node["y"], int)
        }
        for name, scene in scenes.items()
        if scene is not None
    }
