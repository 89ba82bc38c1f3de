"""The articles of a store, each resolved against the others.

Adding or removing an article changes what can be said of claims elsewhere: which event they speak
of, what they corroborate. Only claims that share a key with those that come or go are looked at,
and on from there as long as something changes; the result is the same as if all had come at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph import copies, curation, identify, link
from nkgraph.errors import CurationError
from nkgraph.rdf import Contribution, Told, contribution
from nkgraph.reading import Reading
from nkgraph.readings import kept
from nkgraph.resolve import state
from nkgraph.resolve.groups import Groups
from nkgraph.resolve.lineage import Link
from nkgraph.resolve.overlay import Overlay
from nkgraph.store import Change
from nkgraph.vocab import CURATION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nkgraph.curation import Curation
    from nkgraph.model import Actor, Findings
    from nkgraph.rdf import Run
    from nkgraph.readings import Kept, Text
    from nkgraph.store import Store


class Corpus:
    """The articles of a store that is open for writing.

    Args:
        store: where they are.
        decided: what people decided; None for what the store follows already.
    """

    def __init__(self, store: Store, decided: Curation | None = None) -> None:
        self._store = store
        self._decided = decided or curation.Curation()
        self._met: Mapping[str, Actor] | None = None

    def add(self, findings: Findings, run: Run | None = None) -> Change:
        """Add what one article says, and what it changes elsewhere, in one transaction."""
        reading = Reading(findings, run)
        new = kept(self._curated(findings), reading)
        node = identify.node(new.article)
        bare = contribution(findings, run=run)
        if self._store.has_copy(node, bare.quads):
            return Change(unchanged=(node.value,))
        if self._store.readings.reading(new.article) == reading:
            return Change(unchanged=(node.value,))
        displaced = self._store.displaced({node: bare.quads})
        gone = {identify.relative(one.value) for one in displaced}
        self._store.swap(displaced, [*self._settled(gone, (new,))], (new,))
        replaced = tuple(sorted(one.value for one in displaced))
        return Change(added=(node.value,), replaced=replaced)

    def remove(self, iri: str) -> None:
        """Take an article out, with what only it said, in one transaction.

        Args:
            iri: that of the article.

        Raises:
            StoreError: no such article.
        """
        node = self._store.article(iri)
        self._store.swap({node}, [*self._settled({identify.relative(iri)}, ())], ())

    def curate(self) -> bool:
        """Apply what people decided to all articles, if it is not what the store follows.

        Returns:
            Whether anything was to be applied.

        Raises:
            CurationError: a decision names an actor that is not there.
        """
        readings = self._store.readings
        if readings.curated() == self._decided.digest():
            return False
        new = tuple(
            kept(self._curated(one.findings), one)
            for one in map(readings.reading, sorted(readings.articles()))
            if one is not None
        )
        decisions = Contribution(CURATION, frozenset(curation.quads(self._decided)))
        self._store.swap(set(), [*self._settled(set(), new), decisions], new)
        readings.follow(self._decided.digest())
        return True

    def _curated(self, findings: Findings) -> Findings:
        return self._decided.apply(findings, self._actor)

    def _actor(self, name: str) -> Actor:
        """Return an actor by id: of the gazetteer, or as an article of the store names it."""
        known = curation.known_actor(name)
        if known is not None:
            return known
        if self._met is None:
            self._met = {
                actor.id: actor
                for article in sorted(self._store.readings.articles(), reverse=True)
                if (reading := self._store.readings.reading(article)) is not None
                for actor in reading.findings.actors()
            }
        if name not in self._met:
            raise CurationError(
                f"{curation.FILE}: {name} is in no article and not in the gazetteer; "
                "copy the id from `nkgraph review` or from a query's answer"
            )
        return self._met[name]

    def _settled(self, gone: set[str], new: tuple[Kept, ...]) -> Iterator[Contribution]:
        """Yield every article of which something else is to be said once others come and go."""
        index = self._store.readings
        judgements = self._decided.judgements()
        hidden = gone | {one.article for one in new}
        come = [one for article in new for one in article.signatures]
        left = [index.signature(claim) for article in hidden for claim in index.within(article)]
        overlay = Overlay(index, hidden, come)
        before, after = Groups(index, judgements), Groups(overlay, judgements)
        moved = state.changed(
            left, (before, index), (after, overlay), frozenset(one.claim for one in come)
        )
        texts = _Texts(self._store, gone, new)
        touched = {after.signature(claim).article for claim in moved}
        touched |= {one.article for one in new} | texts.touched()
        at_hand = {one.article: one for one in new}
        for article in sorted(touched):
            one = at_hand.get(article) or self._kept(article)
            states = {
                signature.claim: state.state(signature.claim, after, overlay)
                for signature in one.signatures
            }
            links = [link for found in states.values() for link in found.links]
            links += texts.links(article)
            yield contribution(
                one.findings,
                run=one.reading.run,
                told={claim: _told(found) for claim, found in states.items()},
                lineage=[triple for one_link in links for triple in link.triples(one_link)],
            )

    def _kept(self, article: str) -> Kept:
        reading = self._store.readings.reading(article)
        assert reading is not None  # noqa: S101 - its claims were found in the index
        return kept(self._curated(reading.findings), reading)


def _told(found: state.State) -> Told:
    return Told(event=found.event, title=found.title, edtf=found.edtf, basis=found.basis)


class _Texts:
    """Which articles copy which, once some have gone and others have come."""

    def __init__(self, store: Store, gone: set[str], new: tuple[Kept, ...]) -> None:
        self._readings = store.readings
        self._gone = gone
        self._new = {one.article: one.text for one in new}

    def touched(self) -> set[str]:
        """Return the articles that copy, or did copy, one that comes or goes."""
        found = set()
        for article in self._gone | set(self._new):
            for text in (self._stored(article), self._new.get(article)):
                if text is not None:
                    found |= {other.article for other in self._copies(text)}
        return found

    def links(self, article: str) -> list[Link]:
        """Return the link to the first article of which this one is a copy."""
        text = self._new.get(article) or self._readings.text(article)
        earlier = [other for other in self._copies(text) if other.precedes(text)]
        if not earlier:
            return []
        first = min(earlier, key=lambda one: (one.published or "~", one.article))
        share = max(
            copies.containment(text.sample, first.sample),
            copies.containment(first.sample, text.sample),
        )
        reason = f"{share:.0%} of the words of the shorter text stand in the other"
        return [Link(article, "copyOf", first.article, reason)]

    def _copies(self, text: Text) -> list[Text]:
        near = {article for key in text.meeting() for article in self._readings.under(key)}
        near = (near | set(self._new)) - self._gone - {text.article}
        others = [self._new.get(article) or self._stored(article) for article in sorted(near)]
        return [
            other
            for other in others
            if other is not None and copies.are_copies(text.sample, other.sample)
        ]

    def _stored(self, article: str) -> Text | None:
        try:
            return self._readings.text(article)
        except KeyError:
            return None
