"""Which media types answers have, and which of them a request wants (RFC 9110, section 12.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Literal as OneOf

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = OneOf["rows", "boolean", "graph"]

ROWS: Mapping[str, str] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
"""Format → media type of an answer in rows; the first is what ``*/*`` gets."""
BOOLEAN: Mapping[str, str] = {name: ROWS[name] for name in ("json", "xml")}
GRAPH: Mapping[str, str] = {
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
FORMATS: Mapping[Kind, Mapping[str, str]] = {"rows": ROWS, "boolean": BOOLEAN, "graph": GRAPH}

_ALIASES: Mapping[str, tuple[str, ...]] = {
    "json": ("application/json",),
    "xml": ("application/xml", "text/xml"),
    "turtle": ("application/x-turtle",),
    "ntriples": ("text/plain",),
    "rdfxml": ("application/xml", "text/xml"),
    "jsonld": ("application/json",),
}
_EXACTLY = 2
_RANGE = re.compile(r"([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)")
_Q = re.compile(r"[qQ]\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


@dataclass(frozen=True, slots=True)
class _Range:
    main: str
    sub: str
    q: float

    def precision(self, media: str) -> int:
        """Return how precisely this names a media type: 2 exactly, 0 as ``*/*``, -1 not at all."""
        main, _, sub = media.partition("/")
        if self.main == "*" == self.sub:
            return 0
        if self.main != main:
            return -1
        return 1 if self.sub == "*" else 2 if self.sub == sub else -1


@lru_cache(maxsize=256)
def _ranges(accept: str) -> tuple[_Range, ...]:
    found = []
    for part in accept.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if match := _RANGE.fullmatch(name.lower()):
            told = [m.group(1) for p in parameters if (m := _Q.fullmatch(p))]
            found.append(_Range(match.group(1), match.group(2), float(told[-1]) if told else 1.0))
    return tuple(found)


def quality(accept: str, media: str, least: int = 0) -> float:
    """Return how much (0 to 1) a request with this Accept header wants a media type.

    Args:
        accept: the header.
        media: the type, without parameters.
        least: how precisely the header must name it (``_Range.precision``).
    """
    found = ((r.precision(media), r.q) for r in _ranges(accept))
    best = max(found, key=lambda pair: pair[0], default=(-1, 0.0))
    return best[1] if best[0] >= least else 0.0


def _wanted(accept: str, name: str, media: str) -> float:
    """Return how much a format is wanted, under its own type or another that names it too."""
    others = (quality(accept, alias, _EXACTLY) for alias in _ALIASES.get(name, ()))
    return max(quality(accept, media.partition(";")[0]), *others, 0.0)


@lru_cache(maxsize=1024)
def choose(accept: str | None, kind: Kind) -> str | None:
    """Return the format that the Accept header wants most; None when it takes none of ours.

    Args:
        accept: the header; None or empty takes anything.
        kind: what the answer is.
    """
    formats = FORMATS[kind]
    if not accept or not accept.strip():
        return next(iter(formats))
    scored = [(_wanted(accept, name, media), name) for name, media in formats.items()]
    best = max(q for q, _ in scored)
    return next(name for q, name in scored if q == best) if best > 0 else None


def wants_page(accept: str | None) -> bool:
    """Tell whether a request would rather have a page for people, as browsers say."""
    if not accept:
        return False
    page = quality(accept, "text/html")
    data = (ROWS["json"], GRAPH["turtle"].split(";")[0], GRAPH["jsonld"], GRAPH["ntriples"])
    return page > max(quality(accept, media) for media in data)


@lru_cache(maxsize=256)
def gzips(accept_encoding: str | None) -> bool:
    """Tell whether the Accept-Encoding header takes gzip."""
    found: dict[str, float] = {}
    for part in (accept_encoding or "").lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        told = [m.group(1) for p in parameters if (m := _Q.fullmatch(p))]
        found[name.removeprefix("x-")] = float(told[-1]) if told else 1.0
    return found.get("gzip", found.get("*", 0.0)) > 0
