"""Claims as plain records, read back from the graph: what rows, files and pages are made from.

A record has the keys of ``KEYS`` in that order; actors, claimants and relays are objects
``{id, label, aliases, kind, country}`` (``id`` an IRI, ``country`` an alpha-3 code or null).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nkgraph import terms, vocab

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nkgraph.store import Store

KEYS = (
    *("id", "event", "article", "type", "types", "roles", "figure", "claimants", "via", "cue"),
    *("modality", "polarity", "time", "earliest", "latest", "relative", "evidence"),
)
ROLES = ("agent", "patient", "recipient", "theme", "instrument", "place")

Record = dict[str, Any]

_KINDS = {node.value: kind for kind, node in vocab.ACTOR_CLASSES.items()}
_CLASSES = " ".join(f"<{iri}>" for iri in sorted(_KINDS))
_CLAIMS = """SELECT * {
  ?claim a nk:Claim ; nk:article ?article ; nk:event ?event ; nk:modality ?modality ;
    nk:negated ?negated ; nk:evidence ?evidence .
  OPTIONAL { ?claim nk:cue ?cue } OPTIONAL { ?claim nk:time ?time }
  OPTIONAL { ?claim nk:earliest ?earliest } OPTIONAL { ?claim nk:latest ?latest }
  OPTIONAL { ?claim nk:relativeTime ?relative ; nk:relativeText ?relativeText }
  OPTIONAL { ?claim nk:figure ?figure } OPTIONAL { ?claim nk:figureText ?figureText }
}"""
_EVIDENCE = """SELECT ?evidence ?start ?end ?exact {
  ?evidence a nk:Evidence ; oa:hasSelector ?place , ?quote .
  ?place oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact }"""
_TYPES = """SELECT DISTINCT ?event ?type {
  ?claim nk:event ?event . ?event a ?type . FILTER(STRSTARTS(STR(?type), STR(nk:))) }"""
_ABOVE = """SELECT ?type ?above {
  ?type rdfs:subClassOf ?above . FILTER(STRSTARTS(STR(?above), STR(nk:))) }"""
_ROLES = """SELECT ?claim ?role ?actor {
  VALUES ?role { %s } ?claim a nk:Claim ; ?role ?actor }""".replace(
    "%s", " ".join(f"nk:{role}" for role in ROLES)
)
_SOURCES = """SELECT ?claim ?role ?actor {
  VALUES ?role { nk:claimant nk:relayedBy nk:firstClaimant } ?claim ?role ?actor }"""
_CHAIN = """SELECT ?claim ?position ?actor {
  ?said nk:expresses ?claim ; nk:position ?position ; prov:wasAttributedTo ?actor }"""
_FIGURES = """SELECT * { ?figure a nk:Figure ; nk:quantity ?quantity ; nk:low ?low ;
    nk:high ?high ; nk:comparator ?comparator .
  OPTIONAL { ?figure schema:minValue ?min } OPTIONAL { ?figure schema:maxValue ?max }
  OPTIONAL { ?figure nk:of ?of } OPTIONAL { ?figure nk:scope ?scope }
  OPTIONAL { ?figure nk:unit ?unit } }"""
_ACTORS = """SELECT ?actor ?property ?value {
  VALUES ?property { rdf:type rdfs:label skos:prefLabel skos:altLabel nk:country nk:iso3 }
  VALUES ?kind { %s }
  ?actor a ?kind ; ?property ?value }""".replace("%s", _CLASSES)


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
    tables = _Tables(
        articles=_articles(store),
        evidence={row["evidence"]: row for row in _rows(store, _EVIDENCE)},
        types=_types(store),
        roles=_roles(store, actors),
        sources=_sources(store, actors),
        figures=_figures(store, actors),
    )
    found = {row["claim"]: row for row in sorted(_rows(store, _CLAIMS), key=str, reverse=True)}
    made = [_record(row, tables, texts or {}) for row in found.values()]
    return sorted(made, key=_place)


def _place(record: Record) -> tuple[str, str, int, int, str]:
    article, evidence = record["article"], record["evidence"]
    return article["source"], article["id"], evidence["start"], evidence["end"], record["id"]


def _rows(store: Store, text: str) -> list[dict[str, Any]]:
    return [
        {name: terms.plain(term) for name, term in row.items() if term is not None}
        for row in store.select(text)
    ]


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
    claim, evidence = row["claim"], tables.evidence[row["evidence"]]
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
            "text": evidence["exact"],
            "sentence": _line(texts.get(row["article"]), start, end),
        },
    }
    return {key: values[key] for key in KEYS}


def _relative(row: Mapping[str, str]) -> Record | None:
    """Return the time that counts from an unknown day of publication ("this month")."""
    unit, _, offset = row.get("relative", "").partition(":")
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


def _types(store: Store) -> dict[str, tuple[str, list[str]]]:
    """Return event → (its most specific type, the classes above it, nearest first)."""
    parents: dict[str, set[str]] = defaultdict(set)
    for row in _rows(store, _ABOVE):
        parents[_local(row["type"])].add(_local(row["above"]))
    found: dict[str, set[str]] = defaultdict(set)
    for row in _rows(store, _TYPES):
        found[row["event"]].add(_local(row["type"]))
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
    for row in _rows(store, _ACTORS):
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
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(store, _ROLES):
        found[row["claim"]][_local(row["role"])].add(row["actor"])
    return {
        claim: {
            role: [_actor_of(iri, actors) for iri in sorted(fillers[role])]
            for role in ROLES
            if role in fillers
        }
        for claim, fillers in found.items()
    }


def _sources(
    store: Store, actors: Mapping[str, Record]
) -> dict[str, tuple[list[Record], list[Record]]]:
    """Return claim → (claimants, nearest first; relays, nearest to the article first)."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(store, _SOURCES):
        found[row["claim"]][_local(row["role"])].add(row["actor"])
    chains: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in _rows(store, _CHAIN):
        chains[row["claim"]].append((int(row["position"]), row["actor"]))
    out = {}
    for claim, roles in found.items():
        ordered = [actor for _, actor in sorted(chains[claim])]
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


def _figures(store: Store, actors: Mapping[str, Record]) -> dict[str, Record]:
    return {
        row["figure"]: {
            "quantity": _local(row["quantity"]),
            "low": _number(row["low"]),
            "high": _number(row["high"]),
            "comparator": _local(row["comparator"]),
            "text": None,
            "min": _number(row.get("min")),
            "max": _number(row.get("max")),
            "of": _actor_of(row["of"], actors) if "of" in row else None,
            "scope": row.get("scope"),
            "unit": row.get("unit"),
        }
        for row in sorted(_rows(store, _FIGURES), key=str)
    }
