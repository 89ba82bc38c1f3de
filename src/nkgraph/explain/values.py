"""What there is to say about a sentence: plain values, ready to be printed or written as JSON."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Detail:
    """One part of a claim.

    Attributes:
        name: the role, or figure, time, modality, claimant, relay.
        value: what it is; empty where nothing was found.
        because: the words and the rule that it comes from.
        data: the entry of the ontology that says so, see ``data.place``; empty for grammar.
    """

    name: str
    value: str
    because: str
    data: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A frame that lists a word and makes no event of it.

    Attributes:
        type: the event type of the frame.
        key: the key of the frame that is not met, or the rule of grammar.
        because: the same in words.
        found: the phrases that stand there, each with all that a frame may call it.
        wanted: what the key asks for, or rules out.
        data: where the frame stands.
    """

    type: str
    key: str
    because: str
    data: str
    found: tuple[tuple[str, tuple[str, ...]], ...] = ()
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of one word.

    Attributes:
        word: as written; ``start``: where it stands, in code points.
        type: the event that it names; None when it names none.
        dropped: why the article does not claim that event all the same; None when it does.
        data: where the frame that fired stands.
        refusals: the frames that list the word and did not fire, in the order they were tried.
        untried: where the frames stand that were not tried, as an earlier one had fired.
    """

    word: str
    start: int
    type: str | None = None
    dropped: str | None = None
    data: str = ""
    details: tuple[Detail, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    untried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a block that is not read as sentences.

    Attributes:
        number: from 1, in the order of the article.
        start, end: half-open, code points of the article's text.
        unread: why it was not read; None when it was.
        readings: the words that some frame lists, in the order of the text.
        loose: numbers and times that belong to no event, and why.
        unlisted: verbs and nouns that no frame has, where the sentence gives no claim.
    """

    number: int
    start: int
    end: int
    text: str
    unread: str | None = None
    readings: tuple[Reading, ...] = ()
    loose: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
