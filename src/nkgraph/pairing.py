"""Which article and which claim of one snapshot is which of another.

Articles are paired by file name and text, by text, by source, by file name, by title: each time
those that one article a side has. Claims of one article are the same when all that they say is
the same; of the others, those of one type belong together that stand at the same place of the
same text, or in passages of much the same words when the text has changed. Names of nodes count
for nothing. Either way round the pairs are the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from nkgraph.records import ROLES, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from nkgraph.snapshot import Snapshot

ALIKE = 0.6
"""From this share of common words on, passages of two versions of a text are one place."""

_FIGURE = ("quantity", "low", "high", "comparator", "scope", "unit", "text")
_PLAIN = ("cue", "modality", "polarity", "time", "earliest", "latest")


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with what it says, made comparable.

    Attributes:
        content: field → value without names of nodes; ``evidence`` holds the place only where
            the texts are the same.
        place: what sorts claims of one article.
    """

    record: Record
    content: Mapping[str, Any]
    place: tuple[int, int, str, str, str]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two versions of an article, or one without the other, and their claims.

    Attributes:
        same_text: whether both are known to have the same text.
        pairs: claims that are the same or stand at one place.
        gone: claims of ``before`` that ``after`` has nothing for, by place.
        added: the reverse.
    """

    before: Record | None
    after: Record | None
    same_text: bool
    pairs: tuple[tuple[Statement, Statement], ...]
    gone: tuple[Record, ...]
    added: tuple[Record, ...]


def pairings(before: Snapshot, after: Snapshot) -> tuple[Pairing, ...]:
    """Pair everything in two snapshots, sorted by the articles' sources.

    Where one snapshot does not know articles without a claim, those of the other one that it
    has no counterpart for are left out.
    """
    ours, theirs = _by_article(before), _by_article(after)
    complete = before.complete and after.complete
    found = [
        _pairing(old, new, ours[old["id"]][1] if old else [], theirs[new["id"]][1] if new else [])
        for old, new in _articles([a for a, _ in ours.values()], [a for a, _ in theirs.values()])
    ]
    kept = (one for one in found if complete or (one.before and one.after) or one.gone or one.added)
    return tuple(sorted(kept, key=_sources))


def _sources(pairing: Pairing) -> list[tuple[str, str]]:
    sides = [side for side in (pairing.before, pairing.after) if side is not None]
    return sorted((side["source"], local(side["id"])) for side in sides)


def _by_article(snapshot: Snapshot) -> dict[str, tuple[Record, list[Record]]]:
    """Return article id → the article and its claims, each claim once."""
    claims: dict[str, dict[str, Record]] = defaultdict(dict)
    for record in snapshot.records:
        claims[record["article"]["id"]][record["id"]] = record
    return {one["id"]: (one, [*claims[one["id"]].values()]) for one in snapshot.articles}


def local(iri: str) -> str:
    """Return the end of an IRI; an article's follows from its file name and text."""
    return iri.rpartition("/")[2]


def _articles(
    ours: Sequence[Record], theirs: Sequence[Record]
) -> list[tuple[Record | None, Record | None]]:
    left, right = list(ours), list(theirs)
    found: list[tuple[Record | None, Record | None]] = []
    for key in (lambda one: local(one["id"]), _sha256, _source, _name, _title):
        one, other = _unique(left, key), _unique(right, key)
        shared = one.keys() & other.keys()
        found += [(one[value], other[value]) for value in sorted(shared)]
        left = [a for a in left if one.get(key(a)) is not a or key(a) not in shared]
        right = [a for a in right if other.get(key(a)) is not a or key(a) not in shared]
    return [*found, *((old, None) for old in left), *((None, new) for new in right)]


def _unique(articles: Iterable[Record], key: Callable[[Record], str]) -> dict[str, Record]:
    """Return key → article, for the keys that one article alone has."""
    found: dict[str, list[Record]] = defaultdict(list)
    for one in articles:
        found[key(one)].append(one)
    return {value: ones[0] for value, ones in found.items() if value and len(ones) == 1}


def _sha256(article: Record) -> str:
    return article.get("sha256") or ""


def _source(article: Record) -> str:
    return "" if article["source"] == "-" else str(article["source"])


def _name(article: Record) -> str:
    return PurePosixPath(_source(article).replace("\\", "/")).name


def _title(article: Record) -> str:
    return article["title"] or ""


def _same_text(old: Record, new: Record) -> bool:
    return _sha256(old) == _sha256(new) != "" or local(old["id"]) == local(new["id"])


def _pairing(
    old: Record | None, new: Record | None, ours: Iterable[Record], theirs: Iterable[Record]
) -> Pairing:
    same = old is not None and new is not None and _same_text(old, new)
    left, right = (
        sorted((_statement(one, same_text=same) for one in side), key=lambda one: one.place)
        for side in (ours, theirs)
    )
    pairs: list[tuple[Statement, Statement]] = []
    if old is not None and new is not None:
        pairs += _equal(left, right)
        pairs += _near(left, right, _overlap if same else _common_words)
    pairs.sort(key=lambda pair: sorted((pair[0].place, pair[1].place)))
    gone, added = (tuple(one.record for one in side) for side in (left, right))
    return Pairing(old, new, same, tuple(pairs), gone, added)


def _statement(record: Record, *, same_text: bool) -> Statement:
    evidence, figure = record["evidence"], record["figure"]
    content: dict[str, Any] = {role: _actors(record["roles"].get(role, ())) for role in ROLES}
    content |= {key: _actors(record[key]) for key in ("claimants", "via")}
    content |= {key: record[key] for key in ("type", *_PLAIN)}
    whose = _actors([figure["of"]] if figure and figure.get("of") else [])
    content["figure"] = figure and (*map(figure.get, _FIGURE), whose)
    span = (evidence["start"], evidence["end"])
    content["evidence"] = (*(span if same_text else ()), evidence["text"])
    return Statement(record, content, (*span, record["type"], repr(content), local(record["id"])))


def _actors(actors: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the actors' ids without their base: ``kind/slug``."""
    return tuple("/".join(str(one["id"]).rsplit("/", 2)[-2:]) for one in actors)


def _equal(left: list[Statement], right: list[Statement]) -> list[tuple[Statement, Statement]]:
    """Take out of both sides the claims that say the same, in the order of the text."""
    waiting: dict[str, list[Statement]] = defaultdict(list)
    for one in reversed(right):
        waiting[_said(one)].append(one)
    pairs = [(one, waiting[_said(one)].pop()) for one in left if waiting.get(_said(one))]
    _take_out(left, right, pairs)
    return pairs


def _said(one: Statement) -> str:
    return one.place[3]


def _near(
    left: list[Statement],
    right: list[Statement],
    nearness: Callable[[Statement, Statement], float],
) -> list[tuple[Statement, Statement]]:
    """Take out of both sides the claims of one type and place, the nearest ones first."""
    types: dict[str, list[Statement]] = defaultdict(list)
    for one in right:
        types[one.record["type"]].append(one)
    ranked = []
    for one in left:
        for other in types[one.record["type"]]:
            if near := nearness(one, other):
                unlike = sum(one.content[key] != other.content[key] for key in one.content)
                ranked.append((-near, unlike, sorted((one.place, other.place)), one, other))
    ranked.sort(key=lambda entry: entry[:3])
    taken: set[int] = set()
    pairs = []
    for *_, one, other in ranked:
        if not taken & {id(one), id(other)}:
            taken |= {id(one), id(other)}
            pairs.append((one, other))
    _take_out(left, right, pairs)
    return pairs


def _take_out(
    left: list[Statement], right: list[Statement], pairs: Iterable[tuple[Statement, Statement]]
) -> None:
    taken = {id(one) for pair in pairs for one in pair}
    for side in (left, right):
        side[:] = [one for one in side if id(one) not in taken]


def _overlap(one: Statement, other: Statement) -> float:
    """Return how much of the place of either claim both share, 0 to 1."""
    a, b = one.record["evidence"], other.record["evidence"]
    both = min(a["end"], b["end"]) - max(a["start"], b["start"])
    either = max(a["end"], b["end"]) - min(a["start"], b["start"])
    return both / either if both > 0 else 0.0


def _common_words(one: Statement, other: Statement) -> float:
    """Return which share of the words of both claims' evidence is common; 0 if too few."""
    a, b = (Counter(side.record["evidence"]["text"].casefold().split()) for side in (one, other))
    words = a.total() + b.total()
    share = 2 * (a & b).total() / words if words else 0.0
    return share if share >= ALIKE else 0.0
