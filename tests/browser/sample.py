"""Claims about an invented war between Karvia and Ostrel, in the shape of the JSONL export."""

from __future__ import annotations

from typing import Any

from nkgraph import times

BASE = "https://w3id.org/nkgraph/id/"

ACTORS = {
    "karvia": ("country/KRV", "Karvia", ("Republic of Karvia",), "country", "KRV"),
    "ostrel": ("country/OST", "Ostrel", ("Ostrelian Federation",), "country", "OST"),
    "norland": ("country/NLD", "Norland", (), "country", "NLD"),
    "army": ("force/karvian-army", "Karvian army", ("Karvian troops",), "force", "KRV"),
    "ministry": ("government/OST", "Government of Ostrel", ("Brevik",), "government", "OST"),
    "kis": (
        "organization/kis",
        "Norland Intelligence Bureau",
        ("NIB", "Norland's spy agency"),
        "organization",
        "NLD",
    ),
    "wire": ("organization/harbour-wire", "Harbour Wire", (), "organization", None),
    "marek": ("person/ilja-marek", "Ilja Marek", ("President Marek",), "person", "OST"),
    "villagers": ("group/tolm-villagers", "villagers of Tolm", (), "group", "OST"),
    "tolm": ("place/tolm", "Tolm valley", ("Tolm",), "place", "OST"),
    "pact": ("agreement/lindqvist-pact", "Lindqvist pact", (), "agreement", None),
    "howitzers": ("weapon/k9-howitzer", "towed howitzers", (), "weapon", None),
}

ARTICLES = {
    "a": ("articles/a.txt", "Bureau counts Karvian losses", "Meridian Desk", "2031-03-04"),
    "b": ("articles/b.txt", "Karvia and its neighbour", "The Lantern", "2031-03-09"),
    "c": ("https://news.example/c", "Marek speaks of losses", "Meridian Desk", "2031-03-11"),
    "d": ("articles/d.txt", "What is known of the Tolm front", None, None),
}

TEXTS = {
    "articles/a.txt": (
        "Bureau counts Karvian losses\n\n"
        "The war is in its second year. According to the Norland Intelligence Bureau, more than "
        "3,000 Karvian soldiers were killed or wounded in the Tolm valley, Harbour Wire reported. "
        "Karvia sent about 11,000 troops to Ostrel in October. It may send a further 2,500. "
        "The Karvian army took Tolm on 2 March.\n"
    ),
    "articles/b.txt": (
        "Karvia and its neighbour\n\n"
        "Karvia and Norland signed the Lindqvist pact on 26 December. Karvia denied that its "
        "troops were in Ostrel at all. Karvia is preparing to supply towed howitzers to Norland, "
        "the bureau said. Villagers of Tolm fled their homes.\n"
    ),
    "https://news.example/c": (
        "Marek speaks of losses\n\n"
        "Ilja Marek said that 4,200 Karvian soldiers had died. He and the government of Ostrel "
        "will meet Norland's envoys in April.\n"
    ),
    "articles/d.txt": (
        "What is known of the Tolm front\n\n"
        "Harbour Wire cites the Norland Intelligence Bureau as saying that some 10,000 Karvian "
        "troops stand in Ostrel. The army reportedly shelled the villagers of Tolm.\n"
    ),
}

SUPER = {"Casualties": ["Event", "Harm"], "Deployment": ["Event", "MilitaryAction"]}


def actor(key: str) -> dict[str, Any]:
    path, label, aliases, kind, country = ACTORS[key]
    return {
        "id": BASE + path,
        "label": label,
        "aliases": list(aliases),
        "kind": kind,
        "country": country,
    }


def figure(
    quantity: str,
    low: float,
    comparator: str = "exactly",
    **more: Any,  # noqa: ANN401 - fields of a figure
) -> dict[str, Any]:
    return {
        "quantity": quantity,
        "low": low,
        "high": more.get("high", low),
        "comparator": comparator,
        "text": more.get("text", f"{low:,}"),
        "min": None,
        "max": None,
        "of": more.get("of"),
        "scope": more.get("scope"),
        "unit": more.get("unit"),
    }


def days(time: str | None) -> tuple[str | None, str | None]:
    """Return the first and last day that a time may mean."""
    first, last = times.bounds(time) if time else (None, None)
    return first.isoformat() if first else None, last.isoformat() if last else None


def claim(
    article: str,
    kind: str,
    words: str,
    **more: Any,  # noqa: ANN401 - fields of a claim
) -> dict[str, Any]:
    source, title, publisher, published = ARTICLES[article]
    start = TEXTS[source].index(words)
    time, roles = more.get("time"), more.get("roles", {})
    return {
        "id": f"{BASE}claim/{article}-{start}",
        "event": f"{BASE}event/{more.get('event', f'{kind.lower()}-{article}-{start}')}",
        "article": {
            "id": f"{BASE}article/{article}",
            "source": source,
            "title": title,
            "publisher": publisher,
            "published": published,
        },
        "type": kind,
        "types": SUPER.get(kind, ["Event"]),
        "roles": {role: [actor(key) for key in keys] for role, keys in roles.items()},
        "figure": more.get("figure"),
        "claimants": [actor(key) for key in more.get("by", ())],
        "via": [actor(key) for key in more.get("via", ())],
        "cue": more.get("cue"),
        "modality": more.get("modality", "asserted"),
        "polarity": more.get("polarity", "positive"),
        "time": time,
        "earliest": days(time)[0],
        "latest": days(time)[1],
        "evidence": {
            "start": start,
            "end": start + len(words),
            "text": words,
            "sentence": more.get("sentence"),
        },
    }


TO_OSTREL = {"agent": ["karvia"], "recipient": ["ostrel"]}


def records() -> list[dict[str, Any]]:
    """Twelve claims about nine events in four articles."""
    return [
        claim(
            "a",
            "Casualties",
            "more than 3,000 Karvian soldiers were killed or wounded in the Tolm valley",
            event="losses",
            roles={"patient": ["army"], "place": ["tolm"]},
            figure=figure("killedOrWounded", 3000, "moreThan", of=actor("army")),
            by=["kis"],
            via=["wire"],
            cue="According to",
        ),
        claim(
            "a",
            "Deployment",
            "Karvia sent about 11,000 troops to Ostrel in October",
            event="presence",
            roles=TO_OSTREL,
            figure=figure("troops", 11000, "approximately"),
            time="2030-10",
        ),
        claim(
            "a",
            "Deployment",
            "It may send a further 2,500",
            roles=TO_OSTREL,
            figure=figure("troops", 2500),
            modality="possible",
        ),
        claim(
            "a",
            "Capture",
            "The Karvian army took Tolm on 2 March",
            roles={"agent": ["army"], "patient": ["tolm"]},
            time="2031-03-02",
        ),
        claim(
            "b",
            "AgreementSigning",
            "Karvia and Norland signed the Lindqvist pact on 26 December",
            roles={"agent": ["karvia"], "recipient": ["norland"], "theme": ["pact"]},
            time="XXXX-12-26",
        ),
        claim(
            "b",
            "Deployment",
            "its troops were in Ostrel at all",
            event="presence",
            roles=TO_OSTREL,
            by=["karvia"],
            cue="denied",
            polarity="negative",
        ),
        claim(
            "b",
            "ArmsTransfer",
            "Karvia is preparing to supply towed howitzers to Norland",
            roles={"agent": ["karvia"], "recipient": ["norland"], "theme": ["howitzers"]},
            by=["kis"],
            cue="said",
            modality="planned",
        ),
        claim(
            "b",
            "Displacement",
            "Villagers of Tolm fled their homes",
            roles={"patient": ["villagers"], "place": ["tolm"]},
        ),
        claim(
            "c",
            "Casualties",
            "4,200 Karvian soldiers had died",
            event="losses",
            roles={"patient": ["army"]},
            figure=figure("killed", 4200),
            by=["marek"],
            cue="said",
        ),
        claim(
            "c",
            "Meeting",
            "He and the government of Ostrel will meet Norland's envoys in April",
            roles={"agent": ["marek", "ministry"], "recipient": ["norland"]},
            modality="planned",
            time="2031-04",
        ),
        claim(
            "d",
            "Deployment",
            "some 10,000 Karvian troops stand in Ostrel",
            event="presence",
            roles=TO_OSTREL,
            figure=figure("troops", 10000, "approximately"),
            by=["kis"],
            via=["wire"],
            cue="as saying",
        ),
        claim(
            "d",
            "Attack",
            "The army reportedly shelled the villagers of Tolm",
            roles={"agent": ["army"], "patient": ["villagers"]},
            modality="alleged",
        ),
    ]
