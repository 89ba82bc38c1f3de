"""Claims as plain records, read back from the graph: what rows, files and pages are made from.

A record has the keys of ``KEYS`` in that order; actors, claimants and relays are objects
``{id, label, aliases, kind, country}`` (``id`` an IRI, ``country`` an alpha-3 code or null).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nkgraph import scans, vocab

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nkgraph.scans import Row
    from nkgraph.store import Store

KEYS = (
    *("id", "event", "article", "type", "types", "roles", "figure", "claimants", "via", "cue"),
    *("modality", "polarity", "time", "earliest", "latest", "relative", "evidence"),
)
ROLES = ("agent", "patient", "recipient", "theme", "instrument", "place")

Record = dict[str, Any]

_KINDS = {node.value: kind for kind, node in vocab.ACTOR_CLASSES.items()}
_CLASSES = " ".join(f"<{iri}>" for iri in sorted(_KINDS))
_CLAIM = ("event", "article", "modality", "negated", "words", "eventType")
"""Properties that every claim has once."""
_MORE = (
    *("cue", "time", "earliest", "latest", "relativeTime", "relativeText", "figure", "figureText"),
)
"""Properties that some claims have, once."""
_FIGURE = ("quantity", "low", "high", "comparator")
_LIMITS = ("nk:of", "nk:scope", "nk:unit", "schema:minValue", "schema:maxValue")
_CITED = ("claimant", "relayedBy", "firstClaimant")
_AT_ONCE = 500
"""Claims that one query names."""
_PLACES = """SELECT ?claim ?evidence ?start ?end {
  { SELECT ?claim { ?claim nk:event ?event } }
  { SELECT ?claim ?evidence { ?claim nk:evidence ?evidence } }
  { SELECT ?evidence ?place { ?evidence oa:hasSelector ?place } }
  { SELECT ?place ?start { ?place oa:start ?start } }
  { SELECT ?place ?end { ?place oa:end ?end } } }"""
_ABOVE = """SELECT ?type ?above {
  ?type rdfs:subClassOf ?above . FILTER(STRSTARTS(STR(?above), STR(nk:))) }"""
_CHAIN = """SELECT ?claim ?position ?actor {
  VALUES ?claim { %s }
  ?said nk:expresses ?claim ; nk:position ?position ; prov:wasAttributedTo ?actor }"""
_ACTORS = """SELECT ?actor ?property ?value {
  VALUES ?kind { %s }
  ?actor a ?kind ; ?property ?value .
  FILTER(?property IN (rdf:type, rdfs:label, skos:prefLabel, skos:altLabel, nk:country, nk:iso3))
}""".replace("%s", _CLASSES)


@dataclass(slots=True)
class _Tables:
    """What the queries found, by IRI."""

    articles: dict[str, Record] = field(default_factory=dict)
    evidence: dict[str, Record] = field(default_factory=dict)
    types: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    roles: dict[str, dict[str, list[Record]]] = field(default_factory=dict)
    sources: dict[str, tuple[list[Record], list[Record]]] = field(default_factory=dict)
    figures: dict[str, Record] = field(default_factory=dict)


def records(store: Store, texts: Mapping[str, str] | None = None) -> list[Record]:
    """Return one record per claim, sorted by article source, start, end and id.

    Args:
        store: where the claims are.
        texts: article IRI → its text; with it ``evidence.sentence`` is the line around the
            evidence, otherwise null.
    """
    actors = _actors(store)
    claims = _claims(store)
    tables = _Tables(
        articles=_articles(store),
        evidence=_places(store),
        types=_types(store, claims.values()),
        roles=_roles(store, actors),
        sources=_sources(store, actors),
        figures=_figures(store, actors),
    )
    made = [_record(row, tables, texts or {}) for row in claims.values()]
    return sorted(made, key=_place)


def _claims(store: Store) -> dict[str, Row]:
    """Return claim → its properties; the least value where it has several."""
    found: dict[str, Row] = {}
    for row in scans.rows(store, scans.wide(_CLAIM)):
        told = found.setdefault(row["node"], row)
        if told is not row:
            found[row["node"]] = min(told, row, key=str)
    for name in _MORE:
        for claim, value in scans.least(scans.pairs(store, f"nk:{name}")).items():
            if claim in found:
                found[claim][name] = value
    return found


def _place(record: Record) -> tuple[str, str, int, int, str]:
    article, evidence = record["article"], record["evidence"]
    return article["source"], article["id"], evidence["start"], evidence["end"], record["id"]


def _local(iri: str) -> str:
    return iri.removeprefix(vocab.NK)


def _number(text: str | None) -> int | float | None:
    if text is None:
        return None
    number = float(text)
    return (
        int(text) if text.lstrip("-").isdigit() else int(number) if number.is_integer() else number
    )


def _record(row: dict[str, Any], tables: _Tables, texts: Mapping[str, str]) -> Record:
    claim = row["node"]
    evidence = tables.evidence[claim]
    kind, above = tables.types.get(row["event"], ("Event", []))
    claimants, via = tables.sources.get(claim, ([], []))
    figure = tables.figures.get(row.get("figure", ""))
    if figure is not None:
        figure = figure | {"text": row.get("figureText")}
    start, end = int(evidence["start"]), int(evidence["end"])
    values = {
        "id": claim,
        "event": row["event"],
        "article": tables.articles[row["article"]],
        "type": kind,
        "types": above,
        "roles": tables.roles.get(claim, {}),
        "figure": figure,
        "claimants": claimants,
        "via": via,
        "cue": row.get("cue"),
        "modality": _local(row["modality"]),
        "polarity": "negative" if row["negated"] == "true" else "positive",
        "time": row.get("time"),
        "earliest": row.get("earliest"),
        "latest": row.get("latest"),
        "relative": _relative(row),
        "evidence": {
            "start": start,
            "end": end,
            "text": row["words"],
            "sentence": _line(texts.get(row["article"]), start, end),
        },
    }
    return {key: values[key] for key in KEYS}


def _relative(row: Mapping[str, str]) -> Record | None:
    """Return the time that counts from an unknown day of publication ("this month")."""
    unit, _, offset = row.get("relativeTime", "").partition(":")
    if not unit:
        return None
    return {"unit": unit, "offset": int(offset), "text": row["relativeText"]}


def _line(text: str | None, start: int, end: int) -> str | None:
    """Return the line of the text that the evidence stands in."""
    if text is None:
        return None
    after = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : len(text) if after < 0 else after].strip()


def _articles(store: Store) -> dict[str, Record]:
    return {
        a.iri: {
            "id": a.iri,
            "source": a.source,
            "title": a.title,
            "publisher": a.publisher,
            "published": a.published,
        }
        for a in store.articles()
    }


def _places(store: Store) -> dict[str, Row]:
    """Return claim → where its evidence starts and ends; the first by id where it has several."""
    found: dict[str, Row] = {}
    for row in scans.rows(store, _PLACES):
        told = found.setdefault(row["claim"], row)
        if row["evidence"] < told["evidence"]:
            found[row["claim"]] = row
    return found


def _types(store: Store, claims: Iterable[Row]) -> dict[str, tuple[str, list[str]]]:
    """Return event → (its most specific type, the classes above it, nearest first)."""
    parents: dict[str, set[str]] = defaultdict(set)
    for row in scans.rows(store, _ABOVE):
        parents[_local(row["type"])].add(_local(row["above"]))
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        found[claim["event"]].add(_local(claim["eventType"]))
    above = {name: _above(name, parents) for names in found.values() for name in names}
    out = {}
    for event, names in found.items():
        kind = min(names, key=lambda n: (-len(above[n]), n))
        out[event] = (kind, above[kind] or (["Event"] if kind != "Event" else []))
    return out


def _above(name: str, parents: Mapping[str, set[str]]) -> list[str]:
    found: list[str] = []
    level = {name}
    while level:
        level = {up for one in level for up in parents.get(one, ())} - {name, *found}
        found += sorted(level)
    return found


def _actors(store: Store) -> dict[str, Record]:
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in scans.rows(store, _ACTORS):
        values[row["actor"]][row["property"]].add(row["value"])
    codes = {
        actor: min(known[vocab.nk("iso3").value])
        for actor, known in values.items()
        if known.get(vocab.nk("iso3").value)
    }
    return {actor: _actor(actor, known, codes) for actor, known in values.items()}


def _actor(iri: str, known: Mapping[str, set[str]], codes: Mapping[str, str]) -> Record:
    labels = known.get(vocab.PREF_LABEL.value) or known.get(vocab.LABEL.value) or {iri}
    label = min(labels)
    names = known.get(vocab.ALT_LABEL.value, set()) | labels
    kinds = {_KINDS[t] for t in known.get(vocab.TYPE.value, set()) if t in _KINDS}
    states = {codes[c] for c in known.get(vocab.nk("country").value, set()) if c in codes}
    return {
        "id": iri,
        "label": label,
        "aliases": sorted(names - {label}),
        "kind": min(kinds - {"other"}, default="other"),
        "country": codes.get(iri) or min(states, default=None),
    }


def _actor_of(iri: str, actors: Mapping[str, Record]) -> Record:
    return actors.get(iri) or _actor(iri, {}, {})


def _roles(store: Store, actors: Mapping[str, Record]) -> dict[str, dict[str, list[Record]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for role in ROLES:
        for claim, actor in scans.pairs(store, f"nk:{role}", having="nk:event"):
            found[claim].setdefault(role, []).append(actor)
    return {
        claim: {role: [_actor_of(iri, actors) for iri in sorted(who)] for role, who in said.items()}
        for claim, said in found.items()
    }


def _sources(
    store: Store, actors: Mapping[str, Record]
) -> dict[str, tuple[list[Record], list[Record]]]:
    """Return claim → (claimants, nearest first; relays, nearest to the article first)."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for role in _CITED:
        for claim, actor in scans.pairs(store, f"nk:{role}"):
            found[claim][role].add(actor)
    several = [c for c, roles in found.items() if max(map(len, roles.values())) > 1]
    chains = _chains(store, several)
    out = {}
    for claim, roles in found.items():
        ordered = [actor for _, actor in sorted(chains.get(claim, ()))]
        relays = [a for a in dict.fromkeys(ordered) if a in roles["relayedBy"]]
        rank = {actor: at for at, actor in reversed([*enumerate(ordered)])}
        first = roles["firstClaimant"]
        said = sorted(roles["claimant"], key=lambda a: (a not in first, rank.get(a, len(rank)), a))
        relays += sorted(roles["relayedBy"] - set(relays))
        out[claim] = (
            [_actor_of(iri, actors) for iri in said],
            [_actor_of(iri, actors) for iri in relays],
        )
    return out


def _chains(store: Store, claims: Sequence[str]) -> dict[str, list[tuple[int, str]]]:
    """Return claim → its relays and claimants with their places: whoever is alone needs none."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for start in range(0, len(claims), _AT_ONCE):
        named = " ".join(f"<{claim}>" for claim in claims[start : start + _AT_ONCE])
        for row in scans.rows(store, _CHAIN % named):
            found[row["claim"]].append((int(row["position"]), row["actor"]))
    return found


def _figures(store: Store, actors: Mapping[str, Record]) -> dict[str, Record]:
    found = {row["node"]: row for row in scans.rows(store, scans.wide(_FIGURE))}
    for name in _LIMITS:
        for node, value in scans.least(scans.pairs(store, name)).items():
            if node in found:
                found[node][name.partition(":")[2]] = value
    return {figure: _figure(row, actors) for figure, row in found.items()}


def _figure(row: Mapping[str, str], actors: Mapping[str, Record]) -> Record:
    return {
        "quantity": _local(row["quantity"]),
        "low": _number(row["low"]),
        "high": _number(row["high"]),
        "comparator": _local(row["comparator"]),
        "text": None,
        "min": _number(row.get("minValue")),
        "max": _number(row.get("maxValue")),
        "of": _actor_of(row["of"], actors) if "of" in row else None,
        "scope": row.get("scope"),
        "unit": row.get("unit"),
    }
