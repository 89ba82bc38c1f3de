"""Entries of the gazetteer, read from the files in ``ontology/gazetteer/``.

The first lines of each file explain its format. Everything here is a pure function of those files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from nkgraph.errors import OntologyError
from nkgraph.model import Actor, ActorKind
from nkgraph.resources import load_yaml, ontology_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FOLDER = "gazetteer"
_STRAIGHT = str.maketrans("’‘ʼ`´–‐‑−\u00a0", "'''''---- ")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_AMERICAN = (("defense", "defence"), ("center", "centre"), ("organization", "organisation"))
_REMEMBERED = 1 << 14
"""Names whose normal form is remembered: each is asked for several times."""
_FILES: tuple[tuple[ActorKind, str], ...] = (
    ("organization", "organizations.yaml"),
    ("force", "forces.yaml"),
    ("group", "groups.yaml"),
    ("agreement", "agreements.yaml"),
    ("weapon", "weapons.yaml"),
    ("place", "places_extra.yaml"),
)
NAMED: tuple[tuple[ActorKind, str], ...] = (*_FILES[:3], ("person", "persons.yaml"))
"""The files of people and bodies, and what kind their entries are unless they say so."""
_RANK: dict[str, int] = {"country": 0, "government": 1, "person": 3, "place": 4}


class Row(NamedTuple):
    """The cells of a line of places.tsv."""

    id: str
    name: str
    others: str
    kind: str
    alpha3: str
    population: str
    weak: str


@dataclass(frozen=True, slots=True)
class Term:
    """An office held, or a fact about an agreement.

    Attributes:
        title: "president"; for agreements "party", "signed" or "inForce".
        of: alpha-3 code or actor id of the body; None when it has none.
        since: ISO 8601 date, maybe only year or month; None when unknown.
        until: the same; None when unknown or not over.
    """

    title: str
    of: str | None = None
    since: str | None = None
    until: str | None = None

    def on(self, day: str | None) -> bool:
        """Tell whether the office was held on ``day``; unknown bounds are open."""
        if day is None:
            return self.until is None
        begun = self.since is None or self.since <= day or self.since.startswith(day)
        return begun and (self.until is None or day <= self.until or day.startswith(self.until))


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor with what names it.

    Attributes:
        names: every name that is looked up, in normal form.
        weak: a name only where the context says so (also a word or a surname).
        functions: noun phrases by which news calls it relative to its state ("spy agency").
        category: the data file's own class: intelligence, newsAgency, region, city …
    """

    actor: Actor
    names: tuple[str, ...]
    weak: bool = False
    functions: tuple[str, ...] = ()
    category: str | None = None
    terms: tuple[Term, ...] = ()
    rank: tuple[int, int] = field(default=(2, 0), compare=False)


@lru_cache(maxsize=_REMEMBERED)
def normal(name: str) -> str:
    """Return ``name`` with straight apostrophes, single spaces, and no leading "the"."""
    if name.isascii() and name[:4].lower() != "the " and name.replace(" ", "").isalpha():
        return " ".join(name.split())
    return _ARTICLE.sub("", " ".join(name.translate(_STRAIGHT).split()))


def phrase(words: str) -> str:
    """Return a descriptive phrase in lower case and British spelling."""
    text = normal(words).lower()
    for american, british in _AMERICAN:
        text = text.replace(american, british)
    return text


def made(
    kind: ActorKind,
    slug: str,
    names: Iterable[str],
    country: str | None,
    **more: Any,  # noqa: ANN401 - Entry's own fields
) -> Entry:
    """Return the entry of an actor; the first of ``names`` is its label."""
    label, *others = names
    aliases = tuple(sorted(set(others) - {label, ""}))
    actor = Actor(
        id=f"{kind}/{slug}", kind=kind, label=label, aliases=aliases, country=country, known=True
    )
    keys = tuple(dict.fromkeys(normal(name) for name in (label, *aliases)))
    more.setdefault("rank", (_RANK.get(kind, 2), 0))
    return Entry(actor=actor, names=keys, **more)


def place(row: Row) -> Entry:
    """Return the entry of a row of places.tsv."""
    rank = (4, 0) if row.kind == "region" else (5, -int(row.population))
    names = (row.name, *row.others.split("|"))
    weak = row.weak == "1"
    return made("place", row.id, names, row.alpha3, weak=weak, category=row.kind, rank=rank)


def lines(name: str) -> Iterator[list[str]]:
    """Yield the cells of each line of a file, without its comments."""
    path = ontology_dir() / FOLDER / name
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            yield line.split("\t")


def items(name: str) -> list[dict[str, Any]]:
    """Return the list under ``entries`` of a hand-made file."""
    found = load_yaml(f"{FOLDER}/{name}")["entries"]
    for item in found:
        if not {"id", "label"} <= item.keys():
            raise OntologyError(f"ontology/{FOLDER}/{name}: {item} needs an id and a label")
    return list(found)


def titles() -> dict[str, str]:
    """Return the usual title for each other way to call it ("top diplomat" → foreign minister)."""
    known = load_yaml(f"{FOLDER}/persons.yaml")["titles"]
    return {phrase(other): title for title, others in known.items() for other in others}


def states() -> dict[str, dict[str, Any]]:
    """Return what is known of each state by alpha-3 code: countries.tsv and demonyms.yaml."""
    by_hand = load_yaml(f"{FOLDER}/demonyms.yaml")
    found: dict[str, dict[str, Any]] = {}
    for alpha3, alpha2, name, official, others, capital in lines("countries.tsv"):
        own = by_hand.get(alpha3, {})
        names = [name, official, *others.split("|"), *own.get("names", ())]
        found[alpha3] = {**own, "alpha2": alpha2, "names": names, "capital": capital}
    stray = sorted(by_hand.keys() - found.keys())
    if stray:
        raise OntologyError(f"ontology/{FOLDER}/demonyms.yaml: not in countries.tsv: {stray}")
    return found


def every(known: Mapping[str, Mapping[str, Any]]) -> Iterator[Entry]:
    """Yield every entry but the rows of places.tsv; hand-made ones before patterns."""
    for alpha3, state in known.items():
        yield from _state(alpha3, state)
    for kind, name in _FILES:
        yield from _listed(kind, name)
    yield from _persons()
    for kind, name in (("organization", "organizations.yaml"), ("force", "forces.yaml")):
        yield from _patterned(kind, name, known)


def _state(alpha3: str, state: Mapping[str, Any]) -> Iterator[Entry]:
    names = state["names"]
    label = names[0]
    yield made("country", alpha3, names, alpha3, category="country")
    own = [*state.get("seats", ()), *state.get("governments", ())]
    called = [f"Government of {label}", f"{label} government", f"government of {label}"]
    for word in (*state.get("is", ()), *(n for n in names if n.isupper())):
        called += [f"{word} government", f"{word} authorities", f"{word} regime"]
    cities = [state["capital"], *state.get("cities", ())]
    entry = made("government", alpha3, [*called, *own, *cities], alpha3)
    hidden = {normal(city) for city in cities}
    yield replace(entry, names=tuple(name for name in entry.names if name not in hidden))
    people = [*state.get("people", ()), *(f"{word} people" for word in state.get("is", ()))]
    plural = sorted(people, key=lambda word: (not word.endswith("s"), people.index(word)))
    called = [*plural, f"people of {label}"]
    yield made("group", f"people-{alpha3.lower()}", called, alpha3, category="people")


def _listed(kind: ActorKind, name: str) -> Iterator[Entry]:
    classes = load_yaml(f"{FOLDER}/{name}").get("classes", {})
    for item in items(name):
        category = item.get("class")
        terms = [Term("party", party) for party in item.get("parties", ())]
        dated = (title for title in ("signed", "inForce") if title in item)
        terms.extend(Term(title, None, str(item[title])) for title in dated)
        yield made(
            item.get("kind", kind),
            item["id"],
            [item["label"], *item.get("aliases", ())],
            item.get("country"),
            weak=item.get("weak", False),
            functions=tuple(item.get("functions", classes.get(category, ()))),
            category=category,
            terms=tuple(terms),
        )


def _persons() -> Iterator[Entry]:
    for item in items("persons.yaml"):
        terms = (Term(*(x and str(x) for x in role)) for role in item.get("roles", ()))
        names = [item["label"], *item.get("aliases", ())]
        yield made("person", item["id"], names, item.get("country"), terms=tuple(terms))


def _patterned(
    kind: ActorKind, name: str, known: Mapping[str, Mapping[str, Any]]
) -> Iterator[Entry]:
    """Yield "Ministry of Defence of X" and the like where no hand-made entry fills the class."""
    content = load_yaml(f"{FOLDER}/{name}")
    filled = {
        (item.get("country"), category)
        for item in content["entries"]
        for category in (item.get("class"), *item.get("fills", ()))
    }
    for pattern in content["patterns"]:
        for alpha3 in pattern.get("states", content["states"]):
            state = known[alpha3]
            if (alpha3, pattern["class"]) in filled or not state.get("is"):
                continue
            words = {"name": state["names"][0]}
            names = [
                text.format(adjective=word, **words)
                for text in (pattern["label"], *pattern["names"])
                for word in state["is"]
            ]
            yield made(
                kind,
                f"{pattern['id']}-{alpha3.lower()}",
                names,
                alpha3,
                functions=tuple(pattern["functions"]),
                category=pattern["class"],
            )
