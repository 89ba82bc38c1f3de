"""What people decided about the graph, line by line, replayed whenever it is built.

One decision a line, in ``curation.txt`` in the store's folder; a line that begins with ``#`` is a
remark. When a line is taken out, what it did is undone.

    DATE WHO VERB WHAT… -- WHY
    2026-03-01 ana merge person/li-song-kwun person/lee-seong-kweun -- two romanisations
    2026-03-01 ana differ person/a-b person/a-c -- father and son
    2026-03-02 ben reject claim/0123456789abcdef -- a caption, not a report
    2026-03-02 ben correct claim/0123456789abcdef modality=planned time=2025-03 -- "will send"
    2026-03-02 ben join claim/0123456789abcdef claim/fedcba9876543210 -- the same raid
    2026-03-02 ben split claim/0123456789abcdef claim/fedcba9876543210 -- two raids
    2026-03-02 ben accept claim/0123456789abcdef -- checked against the video
    2026-03-02 ben reject link/0123456789abcdef -- another plan than that one
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import Literal, NamedNode, Quad

from nkgraph import identify, merging
from nkgraph.correcting import corrected
from nkgraph.decision import PASSED, Decision, is_decision, read_line
from nkgraph.resolve.judgements import Judgements
from nkgraph.vocab import CURATION, DATE, LABEL, TYPE, nk, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from nkgraph.model import Actor, Findings

FILE: Final = "curation.txt"
"""Name of the file in the store's folder."""


@dataclass(frozen=True, slots=True)
class Curation:
    """All decisions, in the file's order.

    Attributes:
        decisions: of two that set the same, the later one counts.
    """

    decisions: tuple[Decision, ...] = ()

    def digest(self) -> str:
        """Return a hash of everything that the decisions do."""
        return identify.digest([one.line() for one in self.decisions], length=64)

    def judgements(self) -> Judgements:
        """Return which claims were said to be of one event, and which not."""
        found = {
            tuple(sorted(one.about)): one.verb
            for one in self.decisions
            if one.verb in ("join", "split")
        }
        same, apart = (
            frozenset(cast("tuple[str, str]", pair) for pair, verb in found.items() if verb == kind)
            for kind in ("join", "split")
        )
        return Judgements(same, apart)

    def steps(self) -> Mapping[str, str]:
        """Return actor id → the id that takes its place; chains are not followed, none is closed.

        Of a merger and the opposite, or a merger and its denial, the later one counts.
        """
        found: dict[str, str] = {}
        for one in self.decisions:
            if one.verb == "merge":
                gone, kept = one.about
                found.pop(kept, None)
                found[gone] = kept
            elif one.verb == "differ":
                for gone, kept in (one.about, one.about[::-1]):
                    if found.get(gone) == kept:
                        del found[gone]
        return found

    def told(self) -> Mapping[tuple[str, ...], Decision]:
        """Return the last decision on each pair of actors, the pair sorted."""
        return {
            tuple(sorted(one.about)): one
            for one in self.decisions
            if one.verb in ("merge", "differ")
        }

    def told_apart(self) -> frozenset[tuple[str, ...]]:
        """Return the pairs of actors, each sorted, that are not the same."""
        return frozenset(pair for pair, one in self.told().items() if one.verb == "differ")

    def rejected(self) -> frozenset[str]:
        """Return the claims and links that are to be left out."""
        last = {one.about[0]: one.verb for one in self.decisions if one.verb in PASSED}
        return frozenset(name for name, verb in last.items() if verb == "reject")

    def judged(self) -> frozenset[str]:
        """Return the claims and links that somebody accepted, rejected or corrected."""
        return frozenset(one.about[0] for one in self.decisions if one.verb in (*PASSED, "correct"))

    def resting(self, actors: Callable[[str], Actor | None]) -> tuple[tuple[Decision, str], ...]:
        """Return the decisions that name an actor who is not there, with the actor's id.

        Args:
            actors: returns the actor of an id, None when there is none.
        """
        return tuple(
            (one, name) for one in self.decisions for name in one.actors() if actors(name) is None
        )

    def apply(
        self,
        findings: Findings,
        actors: Callable[[str], Actor | None],
        renamed: Callable[[Findings], Mapping[str, str]],
    ) -> Findings:
        """Return the findings as the decisions leave them.

        A claim that is changed keeps the id that it had as extracted. A correction that names an
        actor who is not there leaves that field alone.

        Args:
            findings: as extracted.
            actors: returns the actor of an id, None when there is none.
            renamed: returns, for findings, actor id → id of the one that takes its place.
        """
        fields: dict[str, dict[str, str]] = {}
        for one in self.decisions:
            if one.verb == "correct":
                fields.setdefault(one.about[0], {}).update(one.fields)
        rejected = self.rejected()
        named = [(identify.claim_id(claim, findings.article), claim) for claim in findings.claims]
        kept = [pair for pair in named if pair[0] not in rejected]
        claims = [corrected(claim, fields.get(name, {}), actors) for name, claim in kept]
        changed = replace(findings, claims=tuple(claims))
        changed = merging.merged(changed, renamed(changed), actors)
        claims = [
            new if new == old else replace(new, id=name)
            for (name, old), new in zip(kept, changed.claims, strict=True)
        ]
        return replace(changed, claims=tuple(claims))


def parse(text: str, name: str = "curation.txt") -> Curation:
    """Return the decisions of a file.

    Raises:
        CurationError: a line cannot be read; names file and line, and what to do.
    """
    lines = enumerate(text.splitlines(), 1)
    return Curation(
        tuple(
            read_line(line, f"{name}, line {number}") for number, line in lines if is_decision(line)
        )
    )


def quads(decided: Curation) -> Iterator[Quad]:
    """Yield the decisions as quads of the graph ``nk:curation``."""
    for one in decided.decisions:
        node = identify.node(f"decision/{identify.digest(one.line())}")
        facts: list[tuple[NamedNode, NamedNode | Literal]] = [
            (TYPE, nk("Decision")),
            (LABEL, Literal(one.line())),
            (term("prov:generatedAtTime"), Literal(one.day, datatype=DATE)),
            (nk("decidedBy"), Literal(one.who)),
            (nk("verb"), Literal(one.verb)),
            (nk("reason"), Literal(one.why)),
        ]
        facts += [(nk("about"), identify.node(name)) for name in one.about]
        facts += [(nk("sets"), Literal(f"{name}={value}")) for name, value in one.fields]
        yield from (Quad(node, predicate, value, CURATION) for predicate, value in facts)
