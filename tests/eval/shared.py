"""Sets that come with a scorer of their own: their figures are that scorer's."""

from __future__ import annotations

import json
import runpy
import warnings
from collections import defaultdict
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from tests.eval import gold
from tests.eval.score import Score, Stray, Verdict, total

from nkgraph import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from tests.eval.score import Tally

    from nkgraph.model import Actor, Claim, Findings

Record = dict[str, Any]


def judged(path: Path, found: Iterable[Findings], *, scorer: Path, actors: Path) -> Score:
    """Return what the scorer at ``scorer`` makes of the findings, article by article.

    Args:
        path: the gold claims, JSON lines.
        actors: the scorer's table of names.

    Raises:
        ValueError: the scorer's counts and its list of errors do not agree.
    """
    script = runpy.run_path(str(scorer))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its table open
        names = script["Actors"](actors)
    lines: dict[str, list[Record]] = defaultdict(list)
    for text in path.read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        lines[line["article"]].append(line)
    golds: dict[str, list[gold.Gold]] = defaultdict(list)
    for one in gold.read(path):
        golds[one.group].append(one)
    records = {PurePath(f.article.source).name: [record(f, c) for c in f.claims] for f in found}
    return total(
        as_score(golds[group], *script["score"](wanted, records.get(group, []), names), group=group)
        for group, wanted in sorted(lines.items())
    )


def as_score(
    golds: Sequence[gold.Gold],
    result: Mapping[str, Any],
    errors: Iterable[tuple[str, str, str, str]],
    *,
    group: str,
) -> Score:
    """Return a scorer's figures for one article as a score.

    Args:
        result: ``gold``, ``found``, ``spurious``, ``extra``, ``strict`` …
        errors: (``missed``, ``spurious`` or ``wrong SLOT``; claim's id or article; type; words).

    Raises:
        ValueError: both do not agree.
    """
    missed, wrong, strays = set(), defaultdict[str, dict[str, str]](dict), []
    for kind, key, event, words in errors:
        if kind == "spurious":
            strays.append(Stray(group=group, where=group, type=event, text=words))
        elif kind == "missed":
            missed.add(key)
        else:
            slot = kind.removeprefix("wrong ").removeprefix("role:")
            wrong[key][slot] = "not right"
    verdicts = tuple(
        Verdict(
            key=one.key,
            group=group,
            type=one.type,
            quote=one.quote,
            slots=tuple(slot for slot in one.slots() if slot != "type"),
            found=one.key not in missed,
            wrong=wrong[one.key],
        )
        for one in golds
        if one.core
    )
    extra = {group: int(result["extra"])} if result["extra"] else {}
    score = Score(verdicts=verdicts, strays=tuple(strays), extra=extra)
    _check(score.tally(), result, group)
    return score


def _check(tally: Tally, result: Mapping[str, Any], group: str) -> None:
    here = (tally.gold, tally.found, tally.spurious, tally.rates("strict")[2])
    there = (result["gold"], result["found"], result["spurious"], result["strict"]["f1"])
    if here != there:
        raise ValueError(f"{group}: the scorer says {there}, its errors say {here}")


def record(findings: Findings, claim: Claim) -> Record:
    """Return a claim as ``nkgraph export --format jsonl`` prints it, as far as scorers ask."""
    figure, evidence = claim.figure, claim.evidence
    roles: dict[str, list[Record]] = defaultdict(list)
    for role, actor in claim.roles:
        roles[role].append(_actor(actor))
    number = figure and {
        "quantity": figure.quantity,
        "low": figure.low,
        "high": figure.high,
        "comparator": figure.comparator,
    }
    return {
        "article": {"source": findings.article.source},
        "type": claim.type,
        "types": list(ontology.load().superclasses[claim.type]),
        "roles": roles,
        "figure": number,
        "claimants": [_actor(actor) for actor in claim.claimants],
        "via": [_actor(actor) for actor in claim.via],
        "modality": claim.modality,
        "polarity": claim.polarity,
        "time": claim.time.edtf if claim.time else None,
        "evidence": {
            "start": evidence.start,
            "end": evidence.end,
            "text": evidence.of(findings.article.text),
        },
    }


def _actor(actor: Actor) -> Record:
    return {
        "id": actor.id,
        "label": actor.label,
        "aliases": list(actor.aliases),
        "kind": actor.kind,
        "country": actor.country,
    }
