"""One self-contained file: scripts, styles and data inside it, and a policy that forbids the rest.

The policy names the page's own scripts and style by hash and allows nothing else, so that no
word of an article can run, load or send anything.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from nkgraph.errors import NkgraphError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ESCAPES = str.maketrans(
    {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
    }
)
_SOURCE_MAP = re.compile(r"^//[#@] ?sourceMappingURL=.*$", re.MULTILINE)
DATA = '<script type="application/json" id="data">'
"""What stands before the data in the template."""
_NONE = "'none'"
_CLOSING = re.compile(r"</(?:script|style)|<!--", re.IGNORECASE)


def embedded(data: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Return JSON that may stand inside a script element: no markup, no line separators."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPES).encode("utf-8", "replace").decode("utf-8")


def render(
    name: str,
    data: Mapping[str, Any],
    *,
    scripts: Sequence[str],
    styles: Sequence[str],
    **more: object,
) -> str:
    """Return a page: a template filled with data, scripts and styles.

    Args:
        name: of the HTML template; it extends ``base.html``.
        data: what the page's script reads; without ``claims`` in it the page only says so.
        scripts: sources, each ready to stand in the page; left out when there are no claims.
        styles: names of style sheets among the templates.
        more: other values that the template names; shown as text.
    """
    import jinja2

    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FunctionLoader(template_markup),
    )
    inside = list(scripts) if data["claims"] else []
    style = "".join(template(one) for one in styles)
    written = environment.get_template(name).render(
        view=name.removesuffix(".html"),
        policy=policy(inside, [style]),
        style=style,
        scripts=inside,
        data=embedded(data),
        claims=bool(data["claims"]),
        **more,
    )
    return written.encode("utf-8", "replace").decode("utf-8")


def template(name: str) -> str:
    """Return a file of the templates folder, its lines ended by LF."""
    return inlinable(template_markup(name), name)


def template_markup(name: str) -> str:
    """Return an HTML template as it stands."""
    return (resources.files("nkgraph.views") / "templates" / name).read_text(encoding="utf-8")


@cache
def vis_network() -> str:
    """Return vis-network's script as the installed pyvis carries it (its newest, MIT licence)."""
    folder = resources.files("pyvis") / "templates" / "lib"
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.startswith("vis-"))
    for name in reversed(found):
        path = folder / name / "vis-network.min.js"
        if path.is_file():
            return inlinable(path.read_text(encoding="utf-8"), str(path))
    raise NkgraphError(
        "the installed pyvis carries no vis-network; reinstall it: pip install 'pyvis>=0.3.2'"
    )


def inlinable(text: str, name: str) -> str:
    """Make a script or style fit to stand inside a page.

    A parser turns CRLF into LF, which would change the hash, and a source map would be asked
    for by developer tools.

    Raises:
        NkgraphError: the text would end its own element.
    """
    cleaned = _SOURCE_MAP.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _CLOSING.search(cleaned):
        raise NkgraphError(f"{name} cannot be put inside a page: it closes its own element")
    return cleaned


def policy(scripts: list[str], styles: list[str]) -> str:
    """Return a Content-Security-Policy that allows exactly these scripts and styles."""
    parts = [
        "default-src 'none'",
        f"script-src {' '.join(map(_hash, scripts)) or _NONE}",
        f"style-src {' '.join(map(_hash, styles)) or _NONE}",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(parts)


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
