"""What was made of the words of one block: claims, refusals, numbers and times left over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.explain import data
from nkgraph.explain.claims import details
from nkgraph.explain.refusals import refusal
from nkgraph.explain.values import Reading, Refusal
from nkgraph.extract.mention import key
from nkgraph.extract.misfit import RULES
from nkgraph.extract.syntax import is_verb, lemma
from nkgraph.language import position
from nkgraph.model import When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Span, Token

    from nkgraph.extract import Draft
    from nkgraph.extract.dates import Dated
    from nkgraph.extract.misfit import Misfit
    from nkgraph.extract.told import Told
    from nkgraph.frames import Frame, Frames
    from nkgraph.lexicon import Lexicon

    Notes = Mapping[tuple[int, int], list[tuple[Frame, Misfit]]]

_LEFT_OUT = "its paragraph is left out before reading"


class Words:
    """The words of one block of a draft."""

    def __init__(
        self, draft: Draft, index: int, notes: Notes, known: tuple[Frames, Lexicon]
    ) -> None:
        """Choose the block.

        Args:
            draft: what the stages have found.
            index: which of its passages.
            notes: (passage, token) → the frames that do not fit, and why.
            known: the ontology's frames and words.
        """
        self._frames, self._lexicon = known
        self._notes = notes
        self._draft, self._index = draft, index
        self._context = list(draft.contexts(self._lexicon))[index]
        self._doc = draft.reading.passages[index].doc

    def frames_of(self, token: Token) -> list[Frame]:
        """Return the frames that list a word, as a verb or as a noun."""
        names = data.words(token)
        verbs = (frame for name in names for _, frame in self._frames.verbs.get(name, ()))
        nouns = (frame for name in names for frame in self._frames.nouns.get(name, ()))
        return [*verbs, *nouns]

    def readings(self, part: Span, *, left_out: bool) -> Iterator[Reading]:
        """Yield what was made of each word of a sentence that some frame lists."""
        for token in part:
            told = self._told(token)
            refusals = tuple(self._refusals(token, told))
            for one in told:
                yield self._claimed(token, one, refusals, left_out=left_out)
                refusals = ()
            if refusals:
                yield Reading(token.text, position(token), refusals=refusals)

    def loose(self, part: Span) -> Iterator[str]:
        """Yield the numbers and times of a sentence that belong to no event."""
        told = [one for one in self._draft.told if one.event.trigger.token.doc is self._doc]
        used = {one.event.quantity[1].first.i for one in told if one.event.quantity}
        for numeral in self._draft.numerals[self._index]:
            if numeral.first in part and numeral.first.i not in used:
                words = self._doc[numeral.first.i : numeral.last.i + 1].text
                counts = f" counts “{numeral.counted.text}” but" if numeral.counted else ""
                yield f"number “{words}”{counts} is the figure of no event"
        given = [when for one in told for when in (one.claim.time, one.claim.relative)]
        times = {when.span for when in given if when is not None}
        for dated in self._draft.dates[self._index]:
            if dated.token in part and dated.when.span not in times:
                above = self._above(dated)
                why = "begins a period" if dated.since else f"hangs on “{above.text}”"
                edtf = f" ({dated.when.edtf})" if isinstance(dated.when, When) else ""
                yield f"time “{dated.when.text}”{edtf} {why}: the time of no event"

    def _above(self, dated: Dated) -> Token:
        """Return the word that a time hangs on, prepositions and its own words passed over."""
        span = dated.when.span
        outer = (t for t in dated.token.ancestors if not span.start <= position(t) < span.end)
        return next((token for token in outer if token.pos_ != "ADP"), dated.token)

    def unlisted(self, part: Span) -> Iterator[str]:
        """Yield the verbs, then the nouns that no frame has, of a sentence without a claim."""
        if any(one.dropped is None for token in part for one in self._told(token)):
            return
        hedges, known = self._lexicon.hedges, self._lexicon
        passed = hedges.transparent | known.reporting_verbs.keys() | known.cite_verbs
        for name, wanted in (("verb", is_verb), ("noun", _is_noun)):
            lemmas = [lemma(token) for token in part if wanted(token) and token.dep_ not in _AIDS]
            for word in dict.fromkeys(lemmas):
                held = self._frames.verbs if name == "verb" else self._frames.nouns
                if word not in held and word not in passed and word.isalpha():
                    yield f"{name} {word}"

    def _told(self, token: Token) -> list[Told]:
        """Return the claims that a word makes, those that were dropped included."""
        return [one for one in self._draft.told if one.event.trigger.token == token]

    def _claimed(
        self, token: Token, told: Told, refusals: tuple[Refusal, ...], *, left_out: bool
    ) -> Reading:
        frame = told.event.frame
        tried = {id(one) for one, _ in self._notes.get(key(token), ())} | {id(frame)}
        first = [one.where for one in self.frames_of(token)]
        rest = first.index(frame.where) + 1 if frame.where in first else len(first)
        later = [one for one in self.frames_of(token)[rest:] if id(one) not in tried]
        dropped = RULES.get(told.dropped or "", told.dropped)
        return Reading(
            word=token.text,
            start=position(token),
            type=told.claim.type,
            dropped=_LEFT_OUT if left_out and dropped is None else dropped,
            data=data.of_frame(frame, token),
            details=details(told, self._context),
            refusals=refusals,
            untried=tuple(dict.fromkeys(data.of_frame(one, token) for one in later)),
        )

    def _refusals(self, token: Token, told: Sequence[Told]) -> Iterator[Refusal]:
        """Yield why each frame that was tried on a word, or lists it, did not fire."""
        notes = self._notes.get(key(token), ())
        fired = [one.event.frame.where for one in told]
        seen = set(fired)
        for frame, misfit in notes:
            if frame.where not in seen:
                seen.add(frame.where)
                yield refusal(token, frame, misfit, self._context)
        if notes or told or token.dep_ in ("aux", "auxpass"):
            return
        for frame in self.frames_of(token):
            because = f"the parser reads it as {token.tag_}, {token.dep_} of “{token.head.text}”"
            listed = data.of_frame(frame, token)
            yield Refusal(frame.type, "parse", because, listed)


_AIDS = frozenset({"aux", "auxpass", "amod", "compound"})


def _is_noun(token: Token) -> bool:
    return token.pos_ == "NOUN"
