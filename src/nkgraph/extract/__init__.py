"""From a parsed article to its claims: the stages in their order.

====================  =======================================================  ==================
stage                 finds                                                    in module
====================  =======================================================  ==================
``find_mentions``     names of the gazetteer, and what each noun phrase        names, mentions,
                      stands for; pronouns resolved                            coreference
``find_numerals``     counts with their comparators                            figures
``find_dates``        times as EDTF                                            dates
``find_events``       words that name events, their roles filled               events, fitting,
                                                                               roles, merging
``find_tallies``      figures given apart from their event                     tallies
``find_attributions`` sources, relays and what their words cover               attribution
``judge``             modality and polarity of each event                      modality
``make_claims``       all of it put together                                   claims
``find_untold``       what is said not to be known of an event                 untold
====================  =======================================================  ==================

Each stage takes a ``Draft`` and the ontology's ``Knowledge`` and returns a richer draft.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.extract.draft import Draft, Knowledge
from nkgraph.extract.mention import Mentions
from nkgraph.extract.misfit import ignore
from nkgraph.extract.stages import (
    find_appearances,
    find_attributions,
    find_dates,
    find_events,
    find_mentions,
    find_numerals,
    find_tallies,
    find_untold,
    judge,
    make_claims,
)
from nkgraph.model import Findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from nkgraph.extract.misfit import Note
    from nkgraph.language import Reading

    Stage = Callable[[Draft, Knowledge], Draft]

__all__ = ["STAGES", "Draft", "Knowledge", "drafted", "extract"]

STAGES: tuple[Stage, ...] = (
    find_mentions,
    find_appearances,
    find_numerals,
    find_dates,
    find_events,
    find_tallies,
    find_attributions,
    judge,
    make_claims,
    find_untold,
)


def extract(reading: Reading, knowledge: Knowledge) -> Findings:
    """Return what an article says to have happened, in the order of the text."""
    draft = drafted(reading, knowledge)
    return Findings(article=reading.article, claims=draft.claims, appearances=draft.appearances)


def drafted(reading: Reading, knowledge: Knowledge, note: Note = ignore) -> Draft:
    """Return all that the stages find in an article.

    Args:
        reading: the article.
        knowledge: the ontology's words.
        note: called with each word that a frame lists, the frame and why it does not fit.
    """
    draft = Draft(reading=reading, mentions=Mentions({}), note=note)
    for stage in STAGES:
        draft = stage(draft, knowledge)
    return draft
