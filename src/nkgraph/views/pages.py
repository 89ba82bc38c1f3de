"""Every page by its name: what is read from a store, which claims it shows, its heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nkgraph import show
from nkgraph.bearings import bearings
from nkgraph.errors import NkgraphError, near
from nkgraph.records import records
from nkgraph.views import claims, dossier, figures, network, timeline
from nkgraph.views.choice import namesakes
from nkgraph.views.headings import HEADINGS

if TYPE_CHECKING:
    from nkgraph.store import Store
    from nkgraph.views.choice import Choice


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and what is worth saying of it.

    Attributes:
        html: the whole file.
        claims: how many it shows.
        namesakes: actor objects of records, when several are called as was asked for.
    """

    html: str
    claims: int
    namesakes: tuple[dict[str, Any], ...] = ()


def page(
    view: str, store: Store, choice: Choice, *, title: str | None = None, former: str = ""
) -> Page:
    """Return a page.

    Args:
        view: a key of ``HEADINGS``.
        store: where the claims are. Their words stand in their sentence where the article
            still lies, unchanged, where it was read; elsewhere they stand alone.
        choice: which of them to show.
        title: the page's heading; else the view's own, with whom it is about.
        former: for the network, a page drawn earlier; what stands there stays in its place.

    Raises:
        NkgraphError: there is no such view, or no such claim.
    """
    if view not in HEADINGS:
        raise NkgraphError(f"no view {view!r}{near(view, HEADINGS)}; {', '.join(HEADINGS)}")
    chosen, links = choice.of(records(store)), bearings(store)
    texts = show.texts(store.articles())
    if title is None:
        title = f"{HEADINGS[view]}: {choice.about}" if choice.about else HEADINGS[view]
    match view:
        case "network":
            html = network.html(chosen, texts, title=title, links=links, former=former)
        case "timeline":
            html = timeline.html(chosen, texts, title=title, links=links)
        case "figures":
            html = figures.html(chosen, texts, title=title, links=links)
        case "claims":
            html = claims.html(chosen, texts, title=title, links=links)
        case _:
            html = dossier.html(chosen, texts, title=title, links=links, about=choice.about)
    shown = sum(1 for one in chosen if one["figure"]) if view == "figures" else len(chosen)
    same = namesakes(chosen, choice.about) if choice.about else []
    return Page(html, shown, tuple(same) if len(same) > 1 else ())
