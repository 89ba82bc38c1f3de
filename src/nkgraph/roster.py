"""Who is who among the actors that articles name, once some articles have gone and others come.

What is certain is joined: spellings that differ in nothing that counts. What people decided comes
first. A decision about an actor that no article names, or names no more, rests until one does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph import gazetteer
from nkgraph.resolve import naming
from nkgraph.resolve.likeness import Judgement, Named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from nkgraph.curation import Curation
    from nkgraph.decision import Decision
    from nkgraph.model import Actor, Findings
    from nkgraph.nameindex import NameIndex


class Roster:
    """The names of an index as they will be."""

    def __init__(
        self,
        index: NameIndex,
        decided: Curation,
        hidden: Collection[str] = (),
        come: Iterable[Named] = (),
    ) -> None:
        """Hide articles of an index, and put names beside the rest.

        Args:
            index: the names as they are.
            decided: what people decided.
            hidden: ids of the articles that go or are read anew.
            come: the names of the articles that come.
        """
        self._index, self._decided = index, decided
        self._hidden = frozenset(hidden)
        new = frozenset(come)
        old = {one for article in hidden for one in index.within(article)}
        self._gone = frozenset(one for one in old - new if not index.elsewhere(one, hidden))
        self._come = frozenset(one for one in new if one not in index.of(one.actor.id))
        self._steps = decided.steps()
        self._standing: dict[str, str] = {}
        self._joined: dict[str, Mapping[str, str]] = {}
        self._classes: dict[str, tuple[Named, ...]] = {}

    def changed(self) -> frozenset[str]:
        """Return the keys of the names that come or go for good."""
        return frozenset(key for one in self._gone | self._come for key in naming.keys(one))

    def under(self, key: str) -> tuple[Named, ...]:
        """Return the actors under a key, those of the gazetteer included, sorted by id."""
        if key not in self._classes:
            here = {*self._index.under(key)} - self._gone
            here |= {one for one in self._come if key in naming.keys(one)}
            self._classes[key] = (*_gathered(here), *naming.known(key))
        return self._classes[key]

    def judged(self, key: str) -> tuple[Judgement, ...]:
        """Return what is to be said of the actors under a key, people's decisions first."""
        told = self._decided.told()
        found = []
        for one in naming.judged(self.under(key), key):
            decision = told.get((one.one, one.other))
            found.append(one if decision is None else _decided(one, decision))
        return tuple(found)

    def labels(self, findings: Findings) -> tuple[tuple[str, str], ...]:
        """Return the ids of those who stand for others in an article, each with such a name."""
        found = set()
        by_id = {actor.id: actor for actor in findings.actors()}
        for name, stands in self.renamed(findings).items():
            new = self.actor(stands)
            if new is not None and by_id[name].label not in (new.label, *new.aliases):
                found.add((stands, by_id[name].label))
        return tuple(sorted(found))

    def actor(self, name: str) -> Actor | None:
        """Return an actor by id: of the gazetteer, or as an article names it; None when unknown."""
        known = gazetteer.known(name)
        if known is not None:
            return known
        return min((one.actor for one in self._of(name)), key=repr, default=None)

    def standing(self, name: str) -> str:
        """Return the id of the actor that stands for one in the graph: mostly its own."""
        if name not in self._standing:
            self._standing[name] = self._stands(name)
        return self._standing[name]

    def _stands(self, name: str) -> str:
        end = self._end(name)
        if end != name:
            rest = self._like(end)
            return rest if self._end(rest) == rest else end
        stands = self._like(name)
        if stands == name or gazetteer.known(stands) is None:
            # The person's word on one spelling holds for all of them.
            fellows = sorted(other for other in self._fellows(name) if self._like(other) == stands)
            ends = (self._end(other) for other in fellows)
            return next((end for end in ends if end not in fellows), stands)
        return self._end(stands)

    def renamed(self, findings: Findings) -> dict[str, str]:
        """Return the id that stands for each actor of an article, where it is another one."""
        pairs = ((actor.id, self.standing(actor.id)) for actor in findings.actors())
        return {name: stands for name, stands in pairs if name != stands}

    def moved(self, before: Roster) -> frozenset[str]:
        """Return the articles, among those that stay, in which some actor stands otherwise."""
        changed = {one.actor.id for one in self._gone | self._come}
        around = set(changed)
        for name in changed:
            around |= {*self._fellows(name), *before._fellows(name)}
        around |= {name for name in self._steps if self._chain(name) & around}
        for name in tuple(around):
            around |= {*self._fellows(name), *before._fellows(name)}
        moved = {name for name in around if self.standing(name) != before.standing(name)}
        found = {article for name in moved for article in self._index.articles(name)}
        return frozenset(found) - self._hidden

    def named(self) -> frozenset[str]:
        """Return the ids of the actors that come or go for good."""
        return frozenset(one.actor.id for one in self._gone | self._come)

    def _of(self, name: str) -> list[Named]:
        here = {*self._index.of(name)} - self._gone
        return [*here, *(one for one in self._come if one.actor.id == name)]

    def _end(self, name: str) -> str:
        """Return where people's mergers lead, as far as there is such an actor."""
        seen = {name}
        while (step := self._steps.get(name)) and step not in seen and self.actor(step):
            seen.add(step)
            name = step
        return name

    def _chain(self, name: str) -> set[str]:
        """Return where people's mergers lead, whether there are such actors or not."""
        seen: set[str] = set()
        while (step := self._steps.get(name)) and step not in seen:
            seen.add(step)
            name = step
        return seen

    def _like(self, name: str) -> str:
        """Return the actor that stands for those spelled alike."""
        key = self._letters(name)
        if key is None:
            return name
        if key not in self._joined:
            self._joined[key] = naming.joined(self.under(key), self._decided.told_apart())
        return self._joined[key].get(name, name)

    def _fellows(self, name: str) -> list[str]:
        """Return those that articles spell like an actor, itself included."""
        key = self._letters(name)
        if key is None:
            return [name]
        return [one.actor.id for one in self.under(key) if not one.actor.known] or [name]

    def _letters(self, name: str) -> str | None:
        if gazetteer.known(name) is not None:
            return None
        found = self._of(name) or self._index.of(name)
        return naming.letters(found[0]) if found else None


def _gathered(named: Iterable[Named]) -> list[Named]:
    """Return each actor once, with all that it is called."""
    actors: dict[str, Actor] = {}
    roles: dict[str, set[str]] = {}
    for one in sorted(named, key=repr, reverse=True):
        actors[one.actor.id] = one.actor
        roles.setdefault(one.actor.id, set()).update(one.roles)
    return [Named(actors[name], tuple(sorted(roles[name]))) for name in sorted(actors)]


def _decided(judgement: Judgement, decision: Decision) -> Judgement:
    return Judgement(
        judgement.one,
        judgement.other,
        "same" if decision.verb == "merge" else "notSame",
        f"{decision.why} ({decision.who}, {decision.day})",
    )
