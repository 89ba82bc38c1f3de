"""Several words for one event, and one word for several: pairs, parts, groups, heirs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from nkgraph.extract import arguments, syntax
from nkgraph.extract.counting import count
from nkgraph.extract.deeds import deeds
from nkgraph.extract.fillers import fillers
from nkgraph.extract.misfit import Misfit, ignore
from nkgraph.extract.positions import at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from nkgraph.extract.event import Context, Event
    from nkgraph.extract.misfit import Note
    from nkgraph.lexicon import Grammar

KNOWN = frozenset({"the", "these", "those", "this", "that"})
"""Words before a deed that has been told of."""


def split(event: Event, context: Context) -> list[Event]:
    """Return one event for each of the coordinated groups that have a number of their own.

    "Three soldiers and two civilians were killed" is two events.
    """
    if not event.trigger.verbal or event.quantity is None or not event.frame.harm:
        return [event]
    quantity = event.quantity[0]
    dying = event.type == "Death" and not arguments.objects(event.trigger.token)
    others = tuple(pair for pair in event.roles if pair[0] != "patient")
    found = []
    for token in at("subject" if dying else "object", event.trigger, context.lexicon.grammar):
        numeral = count(token, quantity, context)
        people = fillers([token], "people", context, how="object")
        if numeral is not None and people:
            roles = (*others, ("patient", people[0]))
            found.append(replace(event, roles=roles, quantity=(quantity, numeral)))
    return found if len(found) > 1 else [event]


def merged(events: Iterable[Event], note: Note = ignore) -> Iterator[Event]:
    """Yield the events in order, those that are part of another or its pair taken into it."""
    found = list(events)
    below: dict[int, list[Event]] = defaultdict(list)
    for event in found:
        above = event.trigger.token.head
        for offset in {above.i, above.head.i}:
            below[offset].append(event)
    skipped: set[int] = set()
    for event in found:
        if event.trigger.token.i in skipped:
            continue
        near = below[event.trigger.token.i]
        part = next((other for other in near if _is_part(other, event)), None)
        partner = next((other for other in near if _is_partner(other, event)), None)
        if part is not None:  # "arms transfers, including the shipment of …"
            skipped.add(part.trigger.token.i)
            note(part.trigger.token, part.frame, Misfit("part", (event.trigger.token,)))
            yield replace(event, roles=event.joined(part.roles))
        elif partner is not None:
            skipped.add(partner.trigger.token.i)
            note(partner.trigger.token, partner.frame, Misfit("pair", (event.trigger.token,)))
            yield _paired(event, partner)
        else:
            yield event


def shared(events: Sequence[Event]) -> Iterator[Event]:
    """Yield the events; who did one harm did the others that are coordinated with it.

    "A raid by X left two dead and six wounded": X wounded them as well.
    """
    for event in events:
        joins = event.frame.harm and event.trigger.token.dep_ == "conj"
        joined = (o for o in (events if joins else ()) if _is_joint(event, o))
        doers = next(filter(None, (o.fillers("agent") for o in joined)), ())
        yield replace(event, roles=(*(("agent", doer) for doer in doers), *event.roles))


def _is_joint(event: Event, other: Event) -> bool:
    """Tell whether an event without a doer is joined to another harm in one clause."""
    if not (event.frame.harm and other.frame.harm) or event.fillers("agent"):
        return False
    word, above = event.trigger.token, other.trigger.token
    if word.dep_ != "conj" or word.head not in (above, other.trigger.verb):
        return False
    people = {one.actor for one in event.fillers("patient")}
    doers = {one.actor for one in other.fillers("agent")}
    own = [c for c in word.children if c.dep_ == "nsubj"]
    return not people & doers and (not own or syntax.is_passive(word) or own[0].pos_ == "NUM")


def _is_part(part: Event, whole: Event) -> bool:
    """Tell whether an event is given as an example of another of its type."""
    noun = part.trigger.token
    return (
        part.type == whole.type
        and part is not whole
        and part.quantity is None
        and noun.dep_ == "pobj"
        and noun.head.lower_ == "including"
        and noun.head.head == whole.trigger.token
    )


def _is_partner(other: Event, event: Event) -> bool:
    """Tell whether an event is of the same people as the one before: "killed or *wounded*"."""
    if {event.type, other.type} != {"Death", "Injury"}:
        return False
    token = other.trigger.token
    if token.head != event.trigger.token or token.dep_ != "conj":
        return False
    if any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children):
        return False
    own = [_has_object(e.trigger.token) for e in (event, other)]
    if all(own) and not syntax.is_passive(token):  # "killing two and wounding five"
        return False
    numbers = {e.quantity[1].first.i for e in (event, other) if e.quantity}
    return len(numbers) <= 1


def _has_object(verb: Token) -> bool:
    return any(child.dep_ == "dobj" for child in verb.children)


def _paired(event: Event, partner: Event) -> Event:
    """Return the casualties that deaths and injuries of the same people are."""
    quantity = event.quantity or partner.quantity
    return replace(
        event,
        frame=replace(event.frame, type="Casualties", figure={"killedOrWounded": ()}),
        roles=event.joined(partner.roles),
        quantity=("killedOrWounded", quantity[1]) if quantity else None,
        solid=True,
        partner=partner.trigger.token,
    )


def inherited(found: Iterable[Event], last: Event | None) -> Iterator[Event]:
    """Yield the events; losses that name nobody are of those whose losses were told last."""
    for event in found:
        kept = event
        if last is not None and last.frame.harm and _lacks_people(event):
            patients = tuple((r, f) for r, f in last.roles if r == "patient" and not f.is_single)
            heirs = tuple((role, replace(one, how="inherited")) for role, one in patients)
            kept = replace(event, roles=(*event.roles, *heirs))
        if kept.fillers("patient") and (kept.frame.harm or not _same_people(kept, last)):
            last = kept
        yield kept


def repeated(found: Iterable[Event], last: Event | None, grammar: Grammar) -> Iterator[Event]:
    """Yield the events, deeds that are told of again with who did them.

    What "the strikes" or "those raids" did was done by who carried out the attack told of before.
    """
    for event in found:
        kept = event
        if last is not None and not event.fillers("agent") and _is_again(event, last, grammar):
            doers = tuple(pair for pair in last.roles if pair[0] == "agent")
            kept = replace(event, roles=event.joined(doers))
        last = kept if is_deed(kept) else last
        yield kept


def caused(found: Sequence[Event]) -> Iterator[Event]:
    """Yield the events, harm with who did what it came of: "when *Iran* shelled Tyre"."""
    done = [event for event in found if is_deed(event)]
    for event in found:
        causes = [e for e in done if event.frame.harm and _is_when(e, event.trigger.token)]
        known = [pair for cause in causes[:1] for pair in cause.roles]
        given = tuple(pair for pair in known if pair[0] in ("agent", "place"))
        yield replace(event, roles=event.joined(given)) if given else event


def _is_when(deed: Event, harm: Token) -> bool:
    verb = deed.trigger.verb if deed.trigger.verb is not None else deed.trigger.token
    joined = verb.dep_ == "advcl" and verb.head in (harm, harm.head)
    return joined and any(child.lower_ in ("when", "after", "as") for child in verb.children)


def is_deed(event: Event) -> bool:
    """Tell whether an event is an attack of which the doer is known."""
    return event.type == "Attack" and bool(event.fillers("agent"))


def _is_again(event: Event, last: Event, grammar: Grammar) -> bool:
    """Tell whether an event is, or was suffered in, a deed told of before: "the raid killed"."""
    token = event.trigger.token
    nouns = [token]
    if event.trigger.verbal:
        nouns = arguments.subjects(token)
    if event.frame.harm:
        nouns = [*nouns, *deeds(token, grammar)]
    named = [n for n in nouns if n.lemma_.lower() in grammar.deeds or n.lower_ in grammar.deeds]
    known = [n for n in named if any(child.lower_ in KNOWN for child in n.children)]
    before = last.trigger.token.lemma_.lower()
    alike = {before, *(grammar.raids if before in grammar.raids else ()), *grammar.general}
    return any(last.trigger.verbal or n.lemma_.lower() in alike for n in known)


def _same_people(event: Event, last: Event | None) -> bool:
    people = {filler.actor for filler in event.fillers("patient")}
    return last is not None and people == {filler.actor for filler in last.fillers("patient")}


def _lacks_people(event: Event) -> bool:
    return (
        event.frame.harm
        and event.frame.word == "noun"
        and event.quantity is not None
        and not event.fillers("patient")
    )
