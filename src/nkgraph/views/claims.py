"""The claims page: a table to search, sieve and read, each claim in its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.views.sheet import render, sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nkgraph.bearings import Bearing
    from nkgraph.views.phrases import Record

SCRIPTS = ("claims.js",)


def html(
    records: list[Record],
    texts: Mapping[str, str] | None = None,
    *,
    title: str,
    links: Iterable[Bearing] = (),
) -> str:
    """Return one self-contained HTML page that lists claims.

    Args:
        records: claims as ``records.records`` gives them, in any order.
        texts: article source or IRI → its full text; evidence is then shown in its sentence.
        title: the page's heading; shown as text, whatever it holds.
        links: how claims bear on one another, as ``bearings.bearings`` gives them.
    """
    return render("claims", sheet(records, texts, links), SCRIPTS, title=title)
