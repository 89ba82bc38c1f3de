"""Whether two names mean one actor: yes, no, or unsure, each with its reason in words.

Only spellings that differ in nothing that counts (accents, hyphens, letter case) are the same for
certain. Every other likeness is a question for a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from nkgraph import reference
from nkgraph.model import Actor
from nkgraph.resolve import spelling

if TYPE_CHECKING:
    from collections.abc import Iterator


Verdict = Literal["same", "notSame", "unsure"]

SORTS: Final = {
    "person": "person",
    "organization": "body",
    "force": "body",
    "group": "body",
    "government": "body",
}
"""Kind of actor → what it may be confused with; other kinds are not compared."""
_ACRONYM: Final = range(2, 8)
"""Letters of an acronym."""
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class Named:
    """An actor with what articles, or the gazetteer, call it beside its name.

    Attributes:
        actor: with all of its names.
        roles: "lawmaker", "president"; sorted.
    """

    actor: Actor
    roles: tuple[str, ...] = ()

    @property
    def sort(self) -> str | None:
        """Return what the actor is compared with; None for a description and what has no name."""
        return SORTS.get(self.actor.kind) if any(map(spelling.is_name, self.names)) else None

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names, the label first."""
        return (self.actor.label, *self.actor.aliases)


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """What is said of two actors.

    Attributes:
        one: id of an actor.
        other: id of the other, after ``one`` in the alphabet.
        verdict: same, notSame or unsure.
        reason: why, in words.
    """

    one: str
    other: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class _Way:
    """A way in which two names are alike.

    Attributes:
        found: takes two names and tells whether they are alike in this way.
        reason: what to say then.
        strong: the names tell of two actors when their states differ; otherwise of nothing.
    """

    found: Callable[[str, str], bool]
    reason: str
    strong: bool = False


def judge(one: Named, other: Named) -> Judgement | None:
    """Return the judgement on two actors; None when their names have nothing in common."""
    one, other = sorted((one, other), key=lambda named: named.actor.id)
    if one.sort is None or one.sort != other.sort or one.actor.id == other.actor.id:
        return None
    found = _same(one, other) or _alike(one, other)
    if found is None:
        return None
    verdict, reason = found
    return Judgement(one.actor.id, other.actor.id, verdict, f"{reason}{_around(one, other)}")


def certain(one: Actor, other: Actor) -> bool:
    """Tell whether actors whose names have the same letters are one: nothing speaks against it."""
    if one.country == other.country:
        return True
    named, known = (one, other) if other.known else (other, one)
    return known.known and not named.known and named.country is None


def _pairs(one: Named, other: Named) -> Iterator[tuple[str, str]]:
    return ((mine, theirs) for mine in one.names for theirs in other.names)


def _same(one: Named, other: Named) -> tuple[Verdict, str] | None:
    for mine, theirs in _pairs(one, other):
        if spelling.letters(mine) == spelling.letters(theirs):
            sure: Verdict = "same" if certain(one.actor, other.actor) else "unsure"
            if mine == theirs:
                return sure, f"both are called “{mine}”"
            return sure, f"“{mine}” and “{theirs}” differ only in accents, hyphens or letter case"
    return None


def _alike(one: Named, other: Named) -> tuple[Verdict, str] | None:
    left, right = one.actor.country, other.actor.country
    apart = None not in (left, right) and left != right
    for way in _ways(one, other):
        if apart and not way.strong:
            continue
        for mine, theirs in _pairs(one, other):
            if way.found(mine, theirs):
                verdict: Verdict = "notSame" if apart else "unsure"
                return verdict, f"“{mine}” and “{theirs}”: {way.reason}"
    return None


def _ways(one: Named, other: Named) -> Iterator[_Way]:
    """Yield the ways of being alike, the closest first."""
    yield _Way(_titled, "the same name but for titles and particles", strong=True)
    yield _Way(_reordered, "the same words in another order", strong=True)
    for system in spelling.load().romanisations:
        if system.reads(one.actor.country) and system.reads(other.actor.country):
            what = "written alike" if system.name == "any" else f"romanised alike ({system.name})"
            yield _Way(_Romanised(system), f"the same letters once {what}", strong=True)
    if one.sort == "person":
        yield _Way(_longer, "first and last name agree, and one has more between them")
        yield _Way(_initials, "the initials of one fit the other")
        yield _Way(_family, "only the family name is given of one")
    else:
        yield _Way(_acronym, "one has the initials of the other")


@dataclass(frozen=True, slots=True)
class _Romanised:
    system: spelling.Romanisation

    def __call__(self, one: str, other: str) -> bool:
        mine, theirs = spelling.core(one), spelling.core(other)
        return bool(self.system.forms(mine) & self.system.forms(theirs))


def _titled(one: str, other: str) -> bool:
    return "".join(spelling.core(one)) == "".join(spelling.core(other))


def _reordered(one: str, other: str) -> bool:
    return sorted(spelling.core(one)) == sorted(spelling.core(other))


def _longer(one: str, other: str) -> bool:
    mine, theirs = spelling.core(one), spelling.core(other)
    if min(len(mine), len(theirs)) < _TWO or len(mine) == len(theirs):
        return False
    return spelling.ends(mine) == spelling.ends(theirs) and len(mine[0]) > 1


def _initials(one: str, other: str) -> bool:
    mine, theirs = spelling.core(one), spelling.core(other)
    if len(mine) != len(theirs) or len(mine) < _TWO:
        return False
    if spelling.ends(mine)[1] != spelling.ends(theirs)[1]:
        return False
    pairs = list(zip(mine[:-1], theirs[:-1], strict=True))
    short = any(len(word) == 1 for pair in pairs for word in pair)
    return short and all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in pairs)


def _family(one: str, other: str) -> bool:
    for short, full in ((one, other), (other, one)):
        word, whole = spelling.core(short), spelling.core(full)
        if len(word) == 1 and len(whole) > 1:
            return spelling.alone(word[0]) in spelling.families(whole)
    return False


def _acronym(one: str, other: str) -> bool:
    for short, full in ((one, other), (other, one)):
        bare = short.replace(".", "")
        if bare.isupper() and len(bare) in _ACRONYM and " " in full:
            return bare.lower() in spelling.initials(full)
    return False


def _around(one: Named, other: Named) -> str:
    """Return what else is known of both, as words to put behind the reason."""
    parts = []
    left, right = one.actor.country, other.actor.country
    if left == right:
        if left is not None:
            parts.append(f"both of {reference.country(left).label}")
    else:
        for named, country in ((one, left), (other, right)):
            where = None if country is None else reference.country(country).label
            parts.append(f"“{named.actor.label}” of {where or 'a state that is not said'}")
    if one.roles and one.roles == other.roles:
        return "".join(f"; {part}" for part in (*parts, f"both called {', '.join(one.roles)}"))
    parts += [
        f"“{named.actor.label}” called {', '.join(named.roles)}"
        for named in (one, other)
        if named.roles
    ]
    return "".join(f"; {part}" for part in parts)
