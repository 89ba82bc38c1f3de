"""Claims of made-up stories, in the shape of the JSONL export, to draw large networks of."""

from __future__ import annotations

import random
from typing import Any

BASE = "https://w3id.org/nkgraph/id/"
STATES, OUTLETS, PER_STORY = 60, 30, 40
TYPES = ("Attack", "Deployment", "Casualties", "Meeting", "ArmsTransfer", "Capture", "Sanction")
MODALITIES = (*["asserted"] * 5, "planned", "possible", "alleged")
WORDS = "invented words of about the length of a clause in the news, one hundred characters, as {}"
SENTENCE = "Before {} stand a few others that make it a sentence, and {}, which is how it ends."
"""Evidence: no two claims have the same, so that no page gains by writing it once."""


def actor(kind: str, number: int, country: str | None = None) -> dict[str, Any]:
    return {
        "id": f"{BASE}{kind}/{country or f'a{number}'}",
        "label": f"{kind.capitalize()} of the name {number}",
        "aliases": [f"Number {number}"],
        "kind": kind,
        "country": country,
    }


def stories(nodes: int, seed: int = 7) -> list[dict[str, Any]]:
    """Return claims that make about so many nodes, and twice as many lines.

    Each story has actors and events of its own; states, and their governments, are in many.
    """
    lot = random.Random(seed)  # noqa: S311 - a drawing, not a secret
    codes = [f"{chr(65 + n // 26)}{chr(65 + n % 26)}X" for n in range(STATES)]
    states = [actor("country", n, code) for n, code in enumerate(codes)]
    states += [actor("government", n, code) for n, code in enumerate(codes)]
    kinds = ("person", "organization", "place")
    per = PER_STORY * 2 // 5
    found = []
    for story in range(max(1, nodes // PER_STORY)):
        own = [actor(kinds[n % 3], story * per + n) for n in range(per)]
        for event in range(PER_STORY - per):
            name, day = (
                f"{story}-{event}",
                f"2031-{lot.randrange(1, 13):02}-{lot.randrange(1, 29):02}",
            )
            parts = [lot.choice(states if lot.random() < 0.3 else own), *lot.sample(own, 2)]
            time = day if lot.random() < 0.7 else None
            found += [
                _claim(f"{name}-{n}", f"{story}-{lot.randrange(4)}", parts, time, lot, states)
                for n in range(lot.choice((1, 1, 1, 2)))
            ]
            for claim in found[-2:]:
                claim["event"] = f"{BASE}event/{claim['id'].rpartition('/')[2].rpartition('-')[0]}"
    return found


def _claim(
    name: str,
    article: str,
    parts: list[dict[str, Any]],
    time: str | None,
    lot: random.Random,
    states: list[dict[str, Any]],
) -> dict[str, Any]:
    start, words = lot.randrange(9000), WORDS.format(name)
    return {
        "id": f"{BASE}claim/{name}",
        "event": "",
        "article": {
            "id": f"{BASE}article/{article}",
            "source": f"articles/{article}.txt",
            "title": f"The headline of article {article}, as long as they are",
            "publisher": f"Outlet {hash_of(article) % OUTLETS}",
            "published": "2031-12-30",
        },
        "type": TYPES[hash_of(name.rpartition("-")[0]) % len(TYPES)],
        "types": ["Event"],
        "roles": {"agent": [parts[0]], "patient": [parts[1]], "recipient": [parts[2]]},
        "figure": None,
        "claimants": [lot.choice(states)] if lot.random() < 0.5 else [],
        "via": [],
        "cue": "said",
        "modality": lot.choice(MODALITIES),
        "polarity": "positive" if lot.random() < 0.9 else "negative",
        "time": time,
        "earliest": time,
        "latest": time,
        "relative": None,
        "evidence": {
            "start": start,
            "end": start + len(words),
            "text": words,
            "sentence": SENTENCE.format(name, words),
        },
    }


def hash_of(name: str) -> int:
    """Return a number that follows from a name, the same in every process."""
    return sum(ord(sign) * (at + 1) for at, sign in enumerate(name))
