"""The articles of a store, each resolved against the others.

Adding or removing an article changes what can be said of claims elsewhere: which event they speak
of, what they corroborate. Only claims that share a key with those that come or go are looked at,
and on from there as long as something changes; the result is the same as if all had come at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from nkgraph import copies, curation, identify, link, nameindex, reference, shares, verdict
from nkgraph.rdf import Contribution, Told, contribution
from nkgraph.reading import Reading
from nkgraph.readings import kept
from nkgraph.resolve import naming, state
from nkgraph.resolve.bearing import Link
from nkgraph.resolve.groups import Groups
from nkgraph.resolve.overlay import Overlay
from nkgraph.roster import Roster
from nkgraph.vocab import CURATION, LINEAGE, REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import NamedNode

    from nkgraph.curation import Curation
    from nkgraph.model import Findings
    from nkgraph.rdf import Run
    from nkgraph.readings import Kept, Text
    from nkgraph.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of articles that were given, by article IRI, sorted."""

    added: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


class Corpus:
    """The articles of a store that is open for writing.

    Args:
        store: where they are.
        decided: what people decided; None for what the store follows already.
    """

    def __init__(self, store: Store, decided: Curation | None = None) -> None:
        self._store = store
        self._decided = decided or curation.Curation()

    def add(self, findings: Findings, run: Run | None = None) -> Change:
        """Add what one article says, and what it changes elsewhere, in one transaction."""
        return self.extend([Reading(findings, run)])

    def extend(self, readings: Iterable[Reading]) -> Change:
        """Add what articles say, and what it changes elsewhere, in one transaction.

        The result is the same as if they had been added one by one, but comes sooner.

        Args:
            readings: no two of articles with the same id or, but for stdin, the same source.
        """
        given = {identify.article_id(one.findings.article): one for one in readings}
        new = {name: one for name, one in given.items() if self._is_news(name, one)}
        sources = {identify.node(name): one.findings.article.source for name, one in new.items()}
        displaced = self._store.displaced(sources)
        if new:
            self._change(displaced, new)
        return Change(
            added=tuple(sorted(identify.node(name).value for name in new)),
            unchanged=tuple(sorted(identify.node(name).value for name in set(given) - set(new))),
            replaced=tuple(sorted(one.value for one in displaced)),
        )

    def remove(self, iri: str) -> None:
        """Take an article out, with what only it said, in one transaction.

        Args:
            iri: that of the article.

        Raises:
            StoreError: no such article.
        """
        self._change({self._store.article(iri)}, {})

    def curate(self) -> bool:
        """Apply what people decided to all articles, if it is not what the store follows.

        Returns:
            Whether anything was to be applied.
        """
        readings = self._store.readings
        follows = identify.digest([self._decided.digest(), naming.knowledge()], length=64)
        if readings.curated() == follows:
            return False
        found = {name: readings.reading(name) for name in sorted(readings.articles())}
        new = {name: reading for name, reading in found.items() if reading is not None}
        roster = self._roster(set(), new)
        kept_anew = self._kept_anew(new, roster)
        judged = {
            _judged(roster, key)
            for key in sorted(
                {key for one in kept_anew for name in one.names for key in naming.keys(name)}
            )
        }
        decisions = Contribution(CURATION, frozenset(curation.quads(self._decided)))
        come = [*self._settled(set(), kept_anew, roster), *judged, decisions]
        gone = self._store.bringers(shares.NAMES) - {one.article for one in come}
        self._store.swap(gone=gone, come=come, kept=kept_anew)
        readings.follow(follows)
        return True

    def roster(self) -> Roster:
        """Return who is who in the store as it is."""
        return self._roster(set(), {})

    def _is_news(self, article: str, reading: Reading) -> bool:
        """Tell whether a reading is neither held already nor that of a copy."""
        source = reading.findings.article.source
        if self._store.has_copy(identify.node(article), source):
            return False
        return self._store.readings.reading(article) != reading

    def _change(self, gone: set[NamedNode], new: Mapping[str, Reading]) -> None:
        """Take articles out and put others in; what they change elsewhere is kept anew, too."""
        left = {identify.relative(one.value) for one in gone}
        before, after = self._roster(set(), {}), self._roster(left, new)
        readings = self._store.readings
        stay = {*after.moved(before), *self._corrected(after)} - left - set(new)
        found = {name: readings.reading(name) for name in sorted(stay)}
        all_new = {**new, **{name: one for name, one in found.items() if one is not None}}
        kept_anew = self._kept_anew(all_new, after)
        judged = [
            _judged(after, key)
            for key in sorted(after.changed())
            if max(len(before.under(key)), len(after.under(key))) > 1
        ]
        come = [*self._settled(left, kept_anew, after), *judged]
        self._store.swap(gone=gone, come=come, kept=kept_anew)

    def _roster(self, gone: set[str], new: Mapping[str, Reading]) -> Roster:
        """Return who is who once some articles have gone and others have come."""
        come = [name for one in new.values() for name in nameindex.named(one.findings)]
        return Roster(self._store.readings.names, self._decided, gone | set(new), come)

    def _corrected(self, roster: Roster) -> set[str]:
        """Return the articles of claims for which people name an actor that comes or goes."""
        named = roster.named()
        return {
            article
            for one in self._decided.decisions
            if one.verb == "correct" and named.intersection(one.actors())
            for article in self._store.readings.articles_of(one.about[0])
        }

    def _kept_anew(self, readings: Mapping[str, Reading], roster: Roster) -> tuple[Kept, ...]:
        return tuple(kept(self._curated(one.findings, roster), one) for one in readings.values())

    def _curated(self, findings: Findings, roster: Roster) -> Findings:
        return self._decided.apply(findings, roster.actor, roster.renamed)

    def _settled(
        self, gone: set[str], new: tuple[Kept, ...], roster: Roster
    ) -> Iterator[Contribution]:
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
        rejected = self._decided.rejected()
        for article in sorted(touched):
            one = at_hand.get(article) or self._kept(article, roster)
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
                lineage=[
                    *(
                        triple
                        for one_link in links
                        if link.name(one_link) not in rejected
                        for triple in link.triples(one_link)
                    ),
                    *(verdict.labelled(*pair) for pair in roster.labels(one.reading.findings)),
                ],
            )

    def _kept(self, article: str, roster: Roster) -> Kept:
        reading = self._store.readings.reading(article)
        assert reading is not None  # noqa: S101 - its claims were found in the index
        return kept(self._curated(reading.findings, roster), reading)


def _judged(roster: Roster, key: str) -> Contribution:
    """Return what is said of the actors under a key."""
    triples = {triple for one in roster.judged(key) for triple in verdict.triples(one)}
    quads = {Quad(triple.subject, triple.predicate, triple.object, LINEAGE) for triple in triples}
    known = {
        Quad(fact.subject, fact.predicate, fact.object, REFERENCE)
        for one in roster.judged(key)
        for name in (one.one, one.other)
        for fact in reference.full(name, identify.BASE)
    }
    return Contribution(shares.names(key), frozenset(quads | known))


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
