"""The stages of extraction: each takes a draft of an article's claims and returns a richer one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nkgraph.extract.appearances import appearances
from nkgraph.extract.attribution import attributions, quotation
from nkgraph.extract.claims import claimed
from nkgraph.extract.dates import dates
from nkgraph.extract.events import events
from nkgraph.extract.figures import numerals
from nkgraph.extract.mentions import mentions
from nkgraph.extract.merging import caused, inherited, is_deed, repeated
from nkgraph.extract.modality import stance
from nkgraph.extract.tallies import tallies
from nkgraph.extract.untold import untold

if TYPE_CHECKING:
    from nkgraph.extract.attribution import Attribution
    from nkgraph.extract.draft import Draft, Knowledge
    from nkgraph.extract.event import Event
    from nkgraph.extract.modality import Stance
    from nkgraph.lexicon import Lexicon


def find_mentions(draft: Draft, knowledge: Knowledge) -> Draft:
    """Find names and noun phrases, and say whom or what each stands for."""
    found = mentions(draft.reading, knowledge.gazetteer, knowledge.lexicon)
    return replace(draft, mentions=found)


def find_appearances(draft: Draft, knowledge: Knowledge) -> Draft:
    """Find under which names the article speaks of whom."""
    text = draft.reading.article.text
    return replace(draft, appearances=appearances(draft.mentions, text, knowledge.lexicon))


def find_numerals(draft: Draft, knowledge: Knowledge) -> Draft:
    """Find the numbers that count something."""
    docs = [passage.doc for passage in draft.reading.passages]
    return replace(draft, numerals=tuple(tuple(numerals(doc, knowledge.lexicon)) for doc in docs))


def find_dates(draft: Draft, _: Knowledge) -> Draft:
    """Find the times, those relative to publication resolved."""
    published = draft.reading.article.published
    docs = [passage.doc for passage in draft.reading.passages]
    return replace(draft, dates=tuple(tuple(dates(doc, published)) for doc in docs))


def find_events(draft: Draft, knowledge: Knowledge) -> Draft:
    """Find the words that name events, with who takes part and how many."""
    pairs = zip(draft.reading.passages, draft.contexts(knowledge.lexicon), strict=True)
    found = (events(passage.doc, context, knowledge.frames) for passage, context in pairs)
    return replace(draft, events=tuple(map(tuple, found)))


def find_tallies(draft: Draft, knowledge: Knowledge) -> Draft:
    """Add the events of figures given apart; losses of nobody are of whom was told last."""
    found: list[tuple[Event, ...]] = []
    counted: Event | None = None
    suffered: Event | None = None
    done: Event | None = None
    grammar = knowledge.lexicon.grammar
    contexts = draft.contexts(knowledge.lexicon)
    for context, named in zip(contexts, draft.events, strict=True):
        here = [*named, *tallies(context, knowledge.frames, named, counted)]
        here.sort(key=lambda event: event.trigger.token.i)
        here = list(repeated(caused([*inherited(here, suffered)]), done, grammar))
        done = next(filter(is_deed, reversed(here)), None)  # of the block before, no farther
        counted = next((e for e in reversed(here) if e.quantity and e.frame.tally), counted)
        suffered = next((e for e in reversed(here) if e.fillers("patient")), suffered)
        found.append(tuple(here))
    return replace(draft, events=tuple(found))


def find_attributions(draft: Draft, knowledge: Knowledge) -> Draft:
    """Find who says what: sources, relays and the words they cover."""
    found: list[tuple[Attribution, ...]] = []
    quoted: Attribution | None = None
    for passage in draft.reading.passages:
        here = attributions(passage.doc, draft.mentions, knowledge.lexicon, quoted)
        quoted = quotation(passage.doc, here)
        found.append(tuple(here))
    return replace(draft, attributions=tuple(found))


def judge(draft: Draft, knowledge: Knowledge) -> Draft:
    """Say how sure and how real each event is said to be, whoever says it."""
    return replace(
        draft,
        stances=tuple(
            tuple(_stance(event, knowledge.lexicon) for event in here) for here in draft.events
        ),
    )


def _stance(event: Event, lexicon: Lexicon) -> Stance:
    trigger = event.trigger
    found = stance(trigger.token, trigger.verb if event.supported else None, lexicon)
    promised = trigger.verbal and trigger.token.lemma_ in lexicon.hedges.promising
    if not promised or event.frame.spoken:
        return found
    return found.joined("planned", trigger.token, "promising")


def make_claims(draft: Draft, knowledge: Knowledge) -> Draft:
    """Put events, stances, times and sources together as claims."""
    return replace(draft, told=tuple(claimed(draft, knowledge)))


def find_untold(draft: Draft, knowledge: Knowledge) -> Draft:
    """Find what of a claim the article says is not known, or not told."""
    return replace(draft, told=untold(draft, knowledge))
