"""Names that follow from content: the same findings get the same IRIs, in any order.

Every id is a slug or the first hex digits of SHA-256 over canonical JSON. None of the hashes
looks at the base, so a graph under another base differs in its prefix alone.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlsplit

from pyoxigraph import NamedNode

from nkgraph import ontology
from nkgraph.times import known_to_month

if TYPE_CHECKING:
    from nkgraph.model import Actor, Article, Claim, Figure

BASE: Final = "https://w3id.org/nkgraph/id/"

STATE_KINDS: Final = frozenset({"country", "government", "force", "group"})
"""Kinds of actor that stand for their country in the view and in event keys."""

_PEOPLE = "group/people-"
_HEX = 16
_ARTICLE_HEX = 12
_SLUG_LENGTH = 40
_PARTIES = ("agent", "recipient", "patient", "theme", "place")
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def digest(value: object, *, length: int = _HEX) -> str:
    """Return the first ``length`` hex digits of SHA-256 over ``value`` as canonical JSON."""
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:length]


def slug(text: str) -> str:
    """Return ``text`` in lower-case ASCII letters, digits and hyphens, at most 40 long."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_SLUG_LENGTH].strip("-")


def article_id(article: Article) -> str:
    """Return ``article/SLUG-HASH`` of the file's name (without folder) or URL, and the text."""
    source = article.source
    if _URL.match(source):
        name = source
        tail = PurePosixPath(unquote(urlsplit(source).path)).stem or urlsplit(source).netloc
    else:
        path = PurePosixPath(source.replace("\\", "/"))
        name, tail = path.name, path.stem
    tail = slug("stdin" if source == "-" else tail) or "text"
    return f"article/{tail}-{digest([name, article.sha256], length=_ARTICLE_HEX)}"


def article_iri(article: Article, base: str = BASE) -> NamedNode:
    """Return the IRI of the article, which also names its graph."""
    return NamedNode(base + article_id(article))


def relative(name: str, base: str = BASE) -> str:
    """Return the id of an IRI under the base; an id as it is.

    Blanks and angle brackets around it do not count: ids come from CSV and Turtle.
    """
    return unquote(name.strip().strip("<>").removeprefix(base))


def node(name: str, base: str = BASE) -> NamedNode:
    """Return the IRI of an id."""
    return NamedNode(base + quoted(name))


def quoted(name: str) -> str:
    """Return an actor's id with the characters escaped that have no place in an IRI."""
    return quote(name, safe="/-._~")


def actor_iri(actor: Actor, base: str = BASE) -> NamedNode:
    """Return the IRI of the actor itself."""
    return node(actor.id, base)


def state_id(actor: Actor) -> str:
    """Return the id of the state that the actor acts for, or else its own id.

    A government, a state's forces and people described by nationality act for the country; an
    armed group that the gazetteer knows acts for itself.
    """
    if actor.country is None or actor.kind not in STATE_KINDS:
        return actor.id
    if actor.known and actor.kind == "group" and not actor.id.startswith(_PEOPLE):
        return actor.id
    return f"country/{actor.country}"


def state_iri(actor: Actor, base: str = BASE) -> NamedNode:
    """Return the IRI of the state that the actor acts for, or else its own."""
    return NamedNode(base + quoted(state_id(actor)))


def figure_key(figure: Figure) -> list[object]:
    """Return what makes two figures the same one: all but the words that give it."""
    of = None if figure.of is None else state_id(figure.of)
    low, high = float(figure.low), float(figure.high)
    return [figure.quantity, low, high, figure.comparator, of, figure.unit, figure.scope]


def figure_id(figure: Figure) -> str:
    """Return ``figure/HASH``, shared by all claims that give the same figure."""
    return f"figure/{digest(figure_key(figure))}"


def contingent_id(country: str, figure: Figure | None) -> str:
    """Return ``contingent/HASH`` for the troops of ``country`` (an actor id)."""
    return f"contingent/{digest([country, None if figure is None else figure_key(figure)])}"


def statement_id(subject: str, predicate: str, value: str) -> str:
    """Return ``statement/HASH`` of a flat triple, given in N-Triples terms."""
    return f"statement/{digest([subject, predicate, value])}"


def event_parties(claim: Claim) -> list[tuple[str, str]]:
    """Return the claim's (role, actor id) pairs that identify its event, sorted.

    Actors count as the state that they act for; where the ontology says that parties are
    on equal footing, agents and recipients are all ``party``.
    """
    level = claim.type in ontology.load().unordered
    return sorted(
        {
            ("party" if level and role in ("agent", "recipient") else role, state_id(actor))
            for role, actor in claim.roles
            if role in _PARTIES
        },
    )


def event_id(claim: Claim, article: Article) -> str:
    """Return ``event/HASH`` for what the claim speaks of.

    Claims of several articles share an event when type, parties and time agree, the time is
    known to the month, and somebody involved is known. Otherwise the event stays within its
    article, one for each figure.
    """
    time = None if claim.time is None else claim.time.edtf
    key: list[object] = [claim.type, event_parties(claim), time]
    placed = any(
        actor.known or state_id(actor).startswith("country/")
        for role, actor in claim.roles
        if role in _PARTIES
    )
    if time is None or not placed or not known_to_month(time):
        key += [article_id(article), _numbers(claim.figure)]
    return f"event/{digest(key)}"


def _numbers(figure: Figure | None) -> list[object] | None:
    return None if figure is None else [figure.quantity, float(figure.low), float(figure.high)]


def evidence_id(article: Article, start: int, end: int) -> str:
    """Return ``evidence/HASH`` of a half-open span of the article."""
    return f"evidence/{digest([article_id(article), start, end])}"


def claim_id(claim: Claim, article: Article) -> str:
    """Return ``claim/HASH`` over everything that the claim says and where it stands."""
    if claim.id is not None:
        return claim.id
    figure, time = claim.figure, claim.time
    return "claim/" + digest(
        [
            article_id(article),
            claim.type,
            [claim.evidence.start, claim.evidence.end, claim.trigger.start, claim.trigger.end],
            [[role, actor.id] for role, actor in claim.roles],
            None if figure is None else [figure_key(figure), figure.text],
            [actor.id for actor in claim.claimants],
            [actor.id for actor in claim.via],
            [claim.cue, claim.modality, claim.polarity],
            None if time is None else [time.edtf, time.basis],
        ],
    )
