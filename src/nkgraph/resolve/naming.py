"""Where a name looks for its like, and what is judged there.

Each actor stands under a few keys, short strings that names share if they may mean one actor; only
actors under one key are compared, so that the work grows with the number of names.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

from nkgraph import entries, gazetteer, identify
from nkgraph.resolve import likeness, spelling
from nkgraph.resolve.likeness import Judgement, Named
from nkgraph.resources import ontology_dir

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

CROWD: Final = 60
"""A key under which more actors stand says too little to compare them all."""
_SEVERAL: Final = 3
"""A family name that fits more people means nobody in particular."""


def keys(named: Named) -> tuple[str, ...]:
    """Return the keys of an actor, sorted; none for a description or a place."""
    sort = named.sort
    if sort is None:
        return ()
    found = {
        f"{sort}|{key}" for name in named.names for key in _keys(name, named.actor.country, sort)
    }
    return tuple(sorted(found))


@cache
def knowledge() -> str:
    """Return a digest of the data from which names are judged."""
    files = ("lexicon/names.yaml", *(f"gazetteer/{name}" for _, name in entries.NAMED))
    texts = [(ontology_dir() / name).read_text(encoding="utf-8") for name in files]
    return identify.digest(texts)


def letters(named: Named) -> str | None:
    """Return the key that the actor shares with those spelled alike; None when it has none."""
    sort = named.sort
    return None if sort is None else f"{sort}|letters|{spelling.letters(named.actor.label)}"


def known(key: str) -> tuple[Named, ...]:
    """Return the actors of the gazetteer under a key, by id."""
    return _known().get(key, ())


def judged(named: Collection[Named], key: str) -> tuple[Judgement, ...]:
    """Return the judgements on those under a key of whom one is named by articles only, sorted.

    Args:
        named: all who stand under the key, each once.
        key: the key.
    """
    if len(named) > CROWD:
        return ()
    found = [
        judgement
        for one, other in combinations(sorted(named, key=lambda one: one.actor.id), 2)
        if not (one.actor.known and other.actor.known)
        and (judgement := likeness.judge(one, other)) is not None
    ]
    by_id = {one.actor.id: one for one in named}
    kind = key.split("|")[1]
    if kind == "letters":
        return tuple(sorted(_unambiguous(found, by_id)))
    found = [one for one in found if one.verdict != "same"]  # told under their letters
    return tuple(sorted(_telling(found, by_id) if kind == "one" else found))


def joined(named: Iterable[Named], apart: frozenset[tuple[str, ...]]) -> dict[str, str]:
    """Return the id that stands for each actor spelled like others, where it is not its own.

    Args:
        named: all who share the key of their letters.
        apart: pairs of ids, each sorted, that people told apart.
    """
    some = sorted(named, key=lambda one: one.actor.id)
    found: dict[str, str] = {}
    groups: list[list[Named]] = []
    for one in (one for one in some if not one.actor.known):
        fits = [
            other.actor.id for other in some if other.actor.known and _may_join(one, other, apart)
        ]
        if len(fits) == 1:
            found[one.actor.id] = fits[0]
        elif not fits:
            group = next(
                (group for group in groups if all(_may_join(one, o, apart) for o in group)), None
            )
            if group is None:
                groups.append([one])
            else:
                group.append(one)
                found[one.actor.id] = group[0].actor.id
    return found


def _may_join(one: Named, other: Named, apart: frozenset[tuple[str, ...]]) -> bool:
    pair = tuple(sorted((one.actor.id, other.actor.id)))
    return pair not in apart and likeness.certain(one.actor, other.actor)


def _keys(name: str, country: str | None, sort: str) -> Iterator[str]:
    words = spelling.core(name)
    yield f"letters|{spelling.letters(name)}"
    if not words:
        return
    yield f"core|{''.join(words)}"
    yield f"core|{''.join(sorted(words))}"
    for system in spelling.load().romanisations:
        if system.reads(country):
            yield from (f"{system.name}|{form}" for form in system.forms(words))
    if sort == "body":
        bare = name.replace(".", "")
        acronyms = [bare.lower()] if bare.isupper() else spelling.initials(name)
        yield from (f"acronym|{acronym}" for acronym in acronyms)
    elif len(words) == 1:
        yield f"one|{spelling.alone(words[0])}"
    else:
        first, last = spelling.ends(words)
        yield f"ends|{first}|{last}"
        yield f"initial|{words[0][0]}|{last}"
        yield from (f"one|{family}" for family in spelling.families(words))


def _telling(found: Iterable[Judgement], by_id: Mapping[str, Named]) -> Iterator[Judgement]:
    """Yield the judgements on family names that fit few people."""
    fits: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in found:
        pair = (judgement.one, judgement.other)
        short = min(pair, key=lambda name: (len(spelling.core(by_id[name].actor.label)), name))
        fits[short].append(judgement)
    for some in fits.values():
        if len(some) <= _SEVERAL:
            yield from some


def _unambiguous(found: list[Judgement], by_id: Mapping[str, Named]) -> Iterator[Judgement]:
    """Yield the judgements; what is spelled like two of the gazetteer is surely neither."""
    sure: dict[str, int] = defaultdict(int)
    for one in found:
        if one.verdict == "same" and (by_id[one.one].actor.known or by_id[one.other].actor.known):
            name = one.other if by_id[one.one].actor.known else one.one
            sure[name] += 1
    for one in found:
        if one.verdict == "same" and max(sure[one.one], sure[one.other]) > 1:
            reason = f"{one.reason}; the gazetteer holds several of the name"
            yield replace(one, verdict="unsure", reason=reason)
        else:
            yield one


@cache
def _known() -> Mapping[str, tuple[Named, ...]]:
    """Return the people and bodies of the gazetteer by key."""
    found: dict[str, list[Named]] = defaultdict(list)
    for entry in gazetteer.load().listed():
        named = Named(entry.actor, tuple(sorted({held.title for held in entry.terms})))
        for key in keys(named):
            found[key].append(named)
    return {key: tuple(sorted(some, key=lambda one: one.actor.id)) for key, some in found.items()}
