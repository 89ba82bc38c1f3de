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

import re
import shlex
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, cast, get_args

from pyoxigraph import Literal, NamedNode, Quad

from nkgraph import gazetteer, identify, merging, ontology, times
from nkgraph.correcting import FIELDS, OF_ACTORS, corrected
from nkgraph.errors import CurationError
from nkgraph.model import Comparator, Modality, Polarity, Quantity
from nkgraph.resolve.judgements import Judgements
from nkgraph.vocab import CURATION, DATE, LABEL, TYPE, nk, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from nkgraph.model import Actor, Findings

FILE: Final = "curation.txt"
"""Name of the file in the store's folder."""
VERBS: Final[Mapping[str, str]] = {
    "merge": "two actors",
    "differ": "two actors",
    "join": "two claims",
    "split": "two claims",
    "reject": "a claim or a link",
    "accept": "a claim or a link",
    "correct": "a claim and FIELD=VALUE",
}
"""What each verb is about."""

_ACTOR = re.compile(r"[a-z]+/[^\s/]+")
_CLAIM = re.compile(r"claim/[0-9a-f]{16}")
_PASSABLE = re.compile(r"(?:claim|link)/[0-9a-f]{16}")
_PASSED: Final = ("accept", "reject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of the file.

    Attributes:
        day: ISO 8601 date.
        who: name of the person, one word.
        verb: a key of ``VERBS``.
        about: ids of the actors, claims or links.
        fields: what ``correct`` sets.
        why: the reason; never empty.
    """

    day: str
    who: str
    verb: str
    about: tuple[str, ...]
    fields: tuple[tuple[str, str], ...] = ()
    why: str

    def actors(self) -> tuple[str, ...]:
        """Return the ids of the actors that it names."""
        if self.verb in ("merge", "differ"):
            return self.about
        named = (value for name, value in self.fields if name in OF_ACTORS)
        return tuple(
            identify.relative(name) for value in named for name in value.split(",") if name
        )

    def line(self) -> str:
        """Return the line of the file that says so."""
        given = [shlex.quote(f"{name}={value}") for name, value in self.fields]
        return f"{' '.join([self.day, self.who, self.verb, *self.about, *given])} -- {self.why}"


@dataclass(frozen=True, slots=True)
class Curation:
    """All decisions, in the file's order.

    Attributes:
        decisions: of two that set the same, the later one counts.
    """

    decisions: tuple[Decision, ...] = ()

    def digest(self) -> str:
        """Return a hash of everything that the decisions do."""
        return identify.digest([decision.line() for decision in self.decisions], length=64)

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
        last = {one.about[0]: one.verb for one in self.decisions if one.verb in _PASSED}
        return frozenset(name for name, verb in last.items() if verb == "reject")

    def judged(self) -> frozenset[str]:
        """Return the claims and links that somebody accepted, rejected or corrected."""
        return frozenset(
            one.about[0] for one in self.decisions if one.verb in (*_PASSED, "correct")
        )

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
            decision(line, f"{name}, line {number}") for number, line in lines if is_decision(line)
        )
    )


def is_decision(line: str) -> bool:
    """Tell whether a line of the file is a decision, neither a remark nor empty."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def decision(line: str, where: str) -> Decision:
    """Return the decision that a line holds.

    Args:
        line: one line of the file.
        where: what messages begin with: file and line.

    Raises:
        CurationError: it cannot be read.
    """
    head, dashes, why = line.partition(" -- ")
    if not dashes or not why.strip():
        raise CurationError(f"{where}: no reason is given; end the line with ' -- ' and why")
    try:
        words = shlex.split(head)
    except ValueError as error:
        raise CurationError(
            f"{where}: {error}; quote values with spaces, and leave ' -- ' out of them"
        ) from None
    if len(words) < 4:  # noqa: PLR2004 - date, who, verb and what
        raise CurationError(f"{where}: too short; it should read DATE WHO VERB WHAT… -- WHY")
    day, who, verb, *about = words
    try:
        date.fromisoformat(day)
    except ValueError:
        raise CurationError(f"{where}: '{day}' is no date; write YYYY-MM-DD") from None
    fields = tuple(_field(word, where) for word in about if "=" in word)
    about = [identify.relative(word) for word in about if "=" not in word]
    _check(verb, about, fields, where)
    return Decision(
        day=day, who=who, verb=verb, about=tuple(about), fields=fields, why=" ".join(why.split())
    )


def _field(word: str, where: str) -> tuple[str, str]:
    name, _, value = word.partition("=")
    choices: Mapping[str, tuple[str, ...]] = {
        "modality": get_args(Modality),
        "polarity": get_args(Polarity),
        "quantity": get_args(Quantity),
        "comparator": get_args(Comparator),
        "type": tuple(ontology.load().superclasses),
    }
    if name not in FIELDS:
        raise CurationError(f"{where}: a claim has no '{name}'; it has {', '.join(FIELDS)}")
    if name in choices and value not in choices[name]:
        raise CurationError(
            f"{where}: '{value}' is no {name}; it is one of {', '.join(sorted(choices[name]))}"
        )
    if name in ("low", "high") and not re.fullmatch(r"\d+(\.\d+)?", value):
        raise CurationError(f"{where}: '{value}' is no number; write it in digits")
    if name == "time" and value:
        try:
            times.bounds(value)
        except ValueError as error:
            raise CurationError(f"{where}: {error}; write 2025-03-01, 2025-03 or 2025") from None
    return name, value


def _check(verb: str, about: list[str], fields: tuple[object, ...], where: str) -> None:
    if verb not in VERBS:
        raise CurationError(f"{where}: '{verb}' is no verb; it is one of {', '.join(VERBS)}")
    pattern = _ACTOR if verb in ("merge", "differ") else _CLAIM
    if verb in _PASSED:
        pattern = _PASSABLE
    wanted = 2 if VERBS[verb].startswith("two") else 1
    if len(about) != wanted or not all(map(pattern.fullmatch, about)):
        what = "person/lee-seong-kweun" if pattern is _ACTOR else "claim/0123456789abcdef"
        raise CurationError(f"{where}: '{verb}' takes {VERBS[verb]}, by ids like {what}")
    if bool(fields) != (verb == "correct"):
        raise CurationError(f"{where}: FIELD=VALUE goes with 'correct', and only there")
    if wanted > 1 and about[0] == about[1]:
        raise CurationError(f"{where}: both are {about[0]}; name two")


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


def known_actor(name: str) -> Actor | None:
    """Return an actor that the gazetteer holds, by its id."""
    entry = gazetteer.load().entry(name)
    return None if entry is None else entry.actor
