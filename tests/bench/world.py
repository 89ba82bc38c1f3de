"""Made-up news for benchmarks and properties: findings without text to speak of.

Stories break at a steady pace, each about two states and a place, and each is told by a few
outlets over the next days: some date the event, some do not, some quote the same agency, and
tolls rise. More articles therefore mean a longer time, not more news a day, as with a real
archive; what a claim is compared with does not grow with the whole.
"""

from __future__ import annotations

import hashlib
import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from nkgraph.model import Actor, Article, Claim, Figure, Findings, Span, When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nkgraph.model import Quantity

PER_STORY = 5
"""Articles about one story."""
_DAYS_A_STORY = 2
"""A thousand articles then tell of more than a year: every stretch looked back over is full."""
_START = date(1970, 1, 1)
_STATES = ("UKR", "RUS", "SDN", "TCD", "COD", "RWA", "ISR", "LBN", "YEM", "SAU", "IND", "PAK")
_WORDS = 40


def article(number: int, published: date | None) -> Article:
    """Return an article whose text is like that of no other."""
    text = " ".join(f"word{number}x{at}" for at in range(_WORDS))
    return Article(
        source=f"outlet-{number % 37}/{number}.txt",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=f"Number {number}",
        publisher=f"Outlet {number % 37}",
        published=None if published is None else published.isoformat(),
    )


def state(code: str) -> Actor:
    """Return a state."""
    return Actor(id=f"country/{code}", kind="country", label=code, country=code, known=True)


def place(code: str, number: int) -> Actor:
    """Return one of a state's places."""
    return Actor(id=f"place/{code}-{number}", kind="place", label=f"{code} {number}", country=code)


def agency(code: str, number: int) -> Actor:
    """Return one of a state's agencies."""
    name = f"{code} agency {number}"
    return Actor(id=f"organization/{code}-{number}", kind="organization", label=name, country=code)


def soldiers(code: str) -> Actor:
    """Return a state's soldiers."""
    return Actor(id=f"group/{code}-soldiers", kind="group", label=f"{code} soldiers", country=code)


def world(articles: int, *, seed: int = 0) -> Iterator[Findings]:
    """Yield findings, story by story; the first ones do not depend on how many follow."""
    for story in range(-(-articles // PER_STORY)):
        made = _story(story, random.Random(f"{seed}/{story}"))  # noqa: S311 - no secret
        yield from list(made)[: articles - story * PER_STORY]


def _story(story: int, chance: random.Random) -> Iterator[Findings]:
    day = _START + timedelta(days=story * _DAYS_A_STORY)
    ours, theirs = chance.sample(_STATES, 2)
    where = place(theirs, chance.randrange(60))
    sources = [agency(chance.choice((ours, theirs)), chance.randrange(3)) for _ in range(3)]
    toll = chance.randrange(3, 900)
    for told in range(PER_STORY):
        published = day + timedelta(days=chance.choice((0, 0, 1, 1, 3)))
        number = story * PER_STORY + told
        when = chance.choice((day, day, None))
        source = chance.choice(sources)
        grown = toll + chance.choice((0, 0, 0, 2, 11))
        yield Findings(
            article=article(number, published),
            claims=(
                _claim(0, "Attack", ours, theirs, where, when, source=None),
                _claim(1, "Death", ours, theirs, where, when, source=source, killed=grown),
                _claim(2, "Deployment", ours, None, where, None, source=source, plan=True),
                _claim(3, "Criticism", theirs, ours, None, None, source=None),
            ),
        )


def _claim(  # noqa: PLR0913 - a claim has as many parts
    at: int,
    kind: str,
    agent: str,
    other: str | None,
    where: Actor | None,
    when: date | None,
    *,
    source: Actor | None,
    killed: int | None = None,
    plan: bool = False,
) -> Claim:
    span = Span(at * 30, at * 30 + 20)
    roles = [("agent", state(agent))]
    if other is not None:
        harmed = soldiers(other) if killed is not None else state(other)
        roles.append(("recipient" if kind == "Criticism" else "patient", harmed))
    if where is not None:
        roles.append(("place", where))
    return Claim(
        type=kind,
        evidence=span,
        trigger=Span(span.start, span.start + 4),
        roles=tuple(roles),
        figure=None if killed is None else _figure(span, "killed", killed, other or agent),
        claimants=() if source is None else (source,),
        cue=None if source is None else "said",
        modality="planned" if plan else "asserted",
        time=None if when is None else When(span=span, text="then", edtf=when.isoformat()),
    )


def _figure(span: Span, quantity: Quantity, number: int, code: str) -> Figure:
    return Figure(
        span=span, text=str(number), quantity=quantity, low=number, high=number, of=state(code)
    )
