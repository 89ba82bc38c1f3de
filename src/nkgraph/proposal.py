"""Decisions that are about to be made: whether what they speak of is there, and fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph import identify
from nkgraph.decision import VERBS, is_decision, read_line
from nkgraph.errors import CurationError, near
from nkgraph.resolve.likeness import SORTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nkgraph.curation import Curation
    from nkgraph.decision import Decision
    from nkgraph.roster import Roster
    from nkgraph.store import Store

_LINKS = "SELECT ?link { ?link a nk:Link }"


def read(text: str, name: str, *, day: str, who: str) -> tuple[Decision, ...]:
    """Return the decisions of a text, each line with or without date and person.

    Args:
        text: lines as in ``curation.txt``; a line may begin with its verb.
        name: what messages call the text.
        day: ISO date for lines without one.
        who: the person, for lines without one.

    Raises:
        CurationError: a line cannot be read.
    """
    found = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if is_decision(line):
            short = line.split()[0] in VERBS
            whole = f"{day} {who} {line.strip()}" if short else line
            found.append(read_line(whole, f"{name}, line {number}"))
    return tuple(found)


def check(new: Iterable[Decision], held: Curation, store: Store, roster: Roster) -> None:
    """See to it that decisions speak of what is there, and that they can be kept.

    Raises:
        CurationError: one does not; the message names each, with the cure.
    """
    checked = _Check(held, store, roster)
    problems = [problem for one in new for problem in checked.problems(one)]
    if problems:
        raise CurationError("\n".join(problems))


class _Check:
    def __init__(self, held: Curation, store: Store, roster: Roster) -> None:
        self._held = {name for one in held.decisions for name in one.about}
        self._store, self._roster = store, roster

    def problems(self, one: Decision) -> Iterator[str]:
        """Yield what is wrong with a decision."""
        if read_line(one.line(), "decision") != one:
            yield f"'{one.line()}': cannot be kept in one line; leave out ' -- '"
        for name in one.actors():
            if self._roster.actor(name) is None:
                yield f"{name}: no article names it, nor does the gazetteer{self._nearest(name)}"
        if one.verb in ("merge", "differ"):
            yield from self._kinds(one)
        else:
            missing = [name for name in one.about if not self._is_there(name)]
            yield from (f"{name}: {_NOT_THERE}" for name in missing)
            if one.verb == "join" and not missing:
                yield from self._types(one)
            if one.verb == "correct" and not missing:
                yield from self._figures(one)

    def _nearest(self, name: str) -> str:
        kind = name.partition("/")[0]
        known = (one.actor.id for one in self._store.readings.names.all())
        return near(name, (other for other in known if other.startswith(f"{kind}/")))

    def _is_there(self, name: str) -> bool:
        if name in self._held:
            return True
        if name.startswith("claim/"):
            return bool(self._store.readings.articles_of(name))
        node = identify.node(name)
        return any(row["link"] == node for row in self._store.select(_LINKS))

    def _kinds(self, one: Decision) -> Iterator[str]:
        actors = [actor for name in one.about if (actor := self._roster.actor(name)) is not None]
        kinds = {SORTS.get(actor.kind, actor.kind) for actor in actors}
        if one.verb == "merge" and len(kinds) > 1:
            yield f"{' and '.join(one.about)}: are of two kinds, {' and '.join(sorted(kinds))}"

    def _types(self, one: Decision) -> Iterator[str]:
        readings = self._store.readings
        there = [name for name in one.about if readings.articles_of(name)]
        types = {readings.signature(name).type for name in there}
        if len(types) > 1:
            yield (
                f"{' and '.join(one.about)}: speak of {' and '.join(sorted(types))}, and an event "
                "is of one type; correct the type of one first"
            )

    def _figures(self, one: Decision) -> Iterator[str]:
        given = {name for name, _ in one.fields}
        readings = self._store.readings
        if not given & {"low", "high", "comparator", "scope"} or "quantity" in given:
            return
        if readings.articles_of(one.about[0]) and readings.signature(one.about[0]).count is None:
            yield f"{one.about[0]}: gives no figure; set quantity= and low= together"


_NOT_THERE = "no such claim or link in the store; `nkgraph review` and `nkgraph query` show ids"
