"""Names of bodies that every state has: whose "the Defence Ministry" is where nobody says."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from nkgraph.extract.described import made
from nkgraph.extract.phrases import phrase_edges
from nkgraph.extract.syntax import prepositions
from nkgraph.gazetteer import normal, phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from spacy.tokens import Token

    from nkgraph.extract.mention import Mention
    from nkgraph.extract.names import Name
    from nkgraph.gazetteer import Gazetteer
    from nkgraph.model import Actor

    Found = Mapping[tuple[int, int], Mention]


def official(token: Token, country: str, gazetteer: Gazetteer) -> Actor | None:
    """Return the body of a state that a full official name means: "Ministry of … of …"."""
    for noun in prepositions(token).get("of", [])[:1]:
        left, head = phrase_edges(noun)
        words = normal(head.doc[left.i : head.i + 1].text)
        return gazetteer.described(country, f"{token.lower_} of {words}")
    return None


def anyones(token: Token, name: Name | None, titles: frozenset[str]) -> str | None:
    """Return the name of a body that any state may have, if a phrase is one; None for others."""
    if phrase(token.text) not in _words(titles):
        return None
    start = name.start if name is not None else phrase_edges(token)[0].i
    end = name.end if name is not None else _end_of_title(token)
    title = normal(token.doc[start:end].text)
    return title if phrase(title) in titles else None


@cache
def _words(titles: frozenset[str]) -> frozenset[str]:
    """Return the words of some names: a phrase that has none of them is none of the names."""
    return frozenset(word for title in titles for word in title.split())


def body_of_last(
    title: str, found: Found, own: Collection[str | None], gazetteer: Gazetteer
) -> Actor | None:
    """Return the body of that name that the state has which acted last.

    Args:
        title: the name.
        found: the mentions before it.
        own: states of the article whose body has this very name: what it is known by.
        gazetteer: the bodies of each state.
    """
    state = None if own else _acted_last(found)
    if state is None:
        return None
    return gazetteer.described(state, title) or made("organization", title, state)


def _end_of_title(noun: Token) -> int:
    """Return where the name of a body ends: "Ministry *of Defence*"."""
    return max((inner.i for inner in prepositions(noun).get("of", [])), default=noun.i) + 1


def _acted_last(found: Found) -> str | None:
    """Return the state of the last subject that has one, else the last state named."""
    states = [
        mention
        for mention in found.values()
        if mention.country and (mention.actor is None or mention.actor.kind != "organization")
    ]
    subjects = [mention for mention in states if mention.is_subject]
    states = [mention for mention in states if mention.actor is not None]
    return next((mention.country for mention in reversed(subjects or states)), None)
