"""What two snapshots differ in: claims added, gone and changed, article by article.

Names of nodes never count, so that a graph under another base, or with other hashes, is the
same. An event has changed when claims that spoke of one event speak of several now, or the
reverse. Comparing the other way round gives the mirror image.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from nkgraph.pairing import pairings
from nkgraph.records import ROLES, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nkgraph.pairing import Pairing, Statement
    from nkgraph.snapshot import Snapshot

FIELDS = (
    *ROLES,
    *("figure", "claimants", "via", "cue", "modality", "polarity"),
    *("time", "earliest", "latest", "evidence"),
)
"""What a claim may change in, beside its event, in the order in which it is told."""
ARTICLE_FIELDS = ("source", "title", "publisher", "published")
MATES = 3
"""Of the claims that share an event on one side alone, so many are named."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field, as it was and as it is.

    Attributes:
        field: one of ``FIELDS`` or ``event``; of an article, one of ``ARTICLE_FIELDS`` or ``text``.
        before: the value as in a record. Of ``event`` it is ``{id, apart, such_as}``: with how
            many claims it is shared on this side alone, and some of them, ``{article, text}``;
            of an article's ``text``, the article's id.
        after: likewise.
    """

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Changed:
    """One claim, as it was and as it is."""

    before: Record
    after: Record
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDifference:
    """What one article differs in; ``before`` is None when it was added, ``after`` when gone."""

    before: Record | None
    after: Record | None
    changes: tuple[Change, ...]
    added: tuple[Record, ...]
    gone: tuple[Record, ...]
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The articles that differ, by source; none when both snapshots say the same."""

    articles: tuple[ArticleDifference, ...]

    def counts(self) -> dict[str, int]:
        """Return how many claims, and how many articles, were added, are gone, or changed."""
        return {
            "added": sum(len(one.added) for one in self.articles),
            "gone": sum(len(one.gone) for one in self.articles),
            "changed": sum(len(one.changed) for one in self.articles),
            "articles_added": sum(one.before is None for one in self.articles),
            "articles_gone": sum(one.after is None for one in self.articles),
            "articles_changed": sum(bool(one.changes) for one in self.articles),
        }

    def plain(self) -> dict[str, Any]:
        """Return the counts and the articles as dicts and lists, for JSON."""
        return {"counts": self.counts(), "articles": [asdict(one) for one in self.articles]}


def difference(before: Snapshot, after: Snapshot) -> Difference:
    """Compare two snapshots."""
    paired = pairings(before, after)
    events = _regrouped([pair for one in paired for pair in one.pairs])
    told = (_told(one, events) for one in paired)
    return Difference(tuple(one for one in told if one is not None))


def _told(one: Pairing, events: Mapping[tuple[int, int], Change]) -> ArticleDifference | None:
    """Return what an article differs in, None when in nothing."""
    changed = []
    for old, new in one.pairs:
        changes = [*_changes(old, new)]
        if (id(old), id(new)) in events:
            changes.append(events[id(old), id(new)])
        if changes:
            changed.append(Changed(old.record, new.record, tuple(changes)))
    about = tuple(_article_changes(one))
    if one.before and one.after and not (about or changed or one.gone or one.added):
        return None
    return ArticleDifference(
        before=one.before,
        after=one.after,
        changes=about,
        added=one.added,
        gone=one.gone,
        changed=tuple(changed),
    )


def _article_changes(one: Pairing) -> Iterator[Change]:
    old, new = one.before, one.after
    if old is None or new is None:
        return
    if not one.same_text:
        yield Change("text", old["id"], new["id"])
    for field in ARTICLE_FIELDS:
        if old[field] != new[field]:
            yield Change(field, old[field], new[field])


def _changes(old: Statement, new: Statement) -> Iterator[Change]:
    for field in FIELDS:
        if old.content[field] != new.content[field]:
            yield Change(field, _value(old.record, field), _value(new.record, field))


def _value(record: Record, field: str) -> Any:  # noqa: ANN401 - as the record has it
    return record["roles"].get(field, []) if field in ROLES else record[field]


def _regrouped(pairs: list[tuple[Statement, Statement]]) -> dict[tuple[int, int], Change]:
    """Return, for each pair of claims that shares its event with others than before, the change."""
    ours: dict[str, set[int]] = defaultdict(set)
    theirs: dict[str, set[int]] = defaultdict(set)
    for rank, (old, new) in enumerate(pairs):
        ours[old.record["event"]].add(rank)
        theirs[new.record["event"]].add(rank)
    known: dict[tuple[str, str], Change] = {}
    found = {}
    for old, new in pairs:
        events = old.record["event"], new.record["event"]
        if events not in known:
            was, now = ours[events[0]], theirs[events[1]]
            before = _mates(events[0], (pairs[rank][0] for rank in was - now))
            after = _mates(events[1], (pairs[rank][1] for rank in now - was))
            known[events] = Change("event", before, after)
        if known[events].before["apart"] or known[events].after["apart"]:
            found[id(old), id(new)] = known[events]
    return found


def _mates(event: str, apart: Iterable[Statement]) -> dict[str, Any]:
    """Return an event, how many claims only one side counts to it, and the words of some."""
    named = sorted(
        (one.record["article"]["source"], one.place, one.record["evidence"]["text"])
        for one in apart
    )
    return {
        "id": event,
        "apart": len(named),
        "such_as": [{"article": source, "text": text} for source, _, text in named[:MATES]],
    }
