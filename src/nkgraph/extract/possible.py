"""What a parse may tell of, before the names in it are known.

To find names takes as long as the rest of a parse, and few of the words that frames list are used
as the frames ask. Here the same conditions are tried on a parse alone: a phrase that a name, a
pronoun or what was said before may yet turn into somebody is taken for all that it may be. What is
not possible by this is no event; what is possible may still be none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from nkgraph.extract import phrases, syntax
from nkgraph.extract.event import Context
from nkgraph.extract.fitting import has_particle, noun_misfit, verb_misfit
from nkgraph.extract.kept import forget
from nkgraph.extract.mention import Mention, Mentions, core
from nkgraph.extract.pronouns import REFERRING
from nkgraph.extract.support import is_told, support
from nkgraph.extract.trigger import Listed, Trigger
from nkgraph.frames import Frame
from nkgraph.model import Actor, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from nkgraph.frames import Frames
    from nkgraph.lexicon import Lexicon

_KINDS = frozenset({"country", "government", "force", "organization", "person", "group", "place"})
"""Kinds of actors that frames ask for where no class of nouns tells them."""
_PEOPLE = frozenset({"official", "person", "force", "nationals"})
_NAMED = _PEOPLE | {"agreement", "weapon"}
"""What nouns without a class may be told to be: by what was said before, and by names."""
_HEADS = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "SYM"})
_CLOSED = frozenset({"DET", "PRON", "ADP", "CCONJ", "SCONJ", "PART", "AUX"})
"""Parts of speech of words that are capitals only as they open a sentence."""
_ANYBODY = Actor(id="country/anybody", kind="country", label="anybody", country=None)


@dataclass(frozen=True, slots=True)
class Possibility:
    """A word that a frame may fit, with the particle of that verb, if any."""

    token: Token
    frame: Frame
    particle: str | None = None


class Possible:
    """Tells what parses may tell of; remembers which words are worth a look."""

    def __init__(self, frames: Frames, lexicon: Lexicon) -> None:
        """Read the frames without what they must not have around them."""
        self._verbs = {
            word: tuple((particle, _lenient(frame)) for particle, frame in pairs)
            for word, pairs in frames.verbs.items()
        }
        self._nouns = {word: tuple(map(_lenient, found)) for word, found in frames.nouns.items()}
        self._lexicon = lexicon
        self._context = Context(_Anybody(lexicon), (), lexicon)
        self._listed = Listed(self._verbs, self._nouns, lexicon.numbers.tallying)

    def events(self, doc: Doc) -> Iterator[Possibility]:
        """Yield each word of a parse with each frame by which it may name an event."""
        try:
            for token in self._listed.among(doc):
                yield from self._verbal(token)
                yield from self._nominal(token)
                yield from self._counting(token)
        finally:
            forget(doc)  # names change who does what

    def _verbal(self, verb: Token) -> Iterator[Possibility]:
        pairs = self._verbs.get(syntax.lemma(verb), ())
        if not pairs or verb.dep_ in ("aux", "auxpass", "amod", "compound"):
            return
        for particle, frame in pairs if syntax.is_verb(verb) else ():
            if particle and not has_particle(verb, particle):
                continue
            behind = syntax.prepositions(verb).get(particle, []) if particle else []
            if self._fits(verb, frame, (None, *phrases.attachments(verb), *behind)):
                yield Possibility(verb, frame, particle)

    def _fits(self, verb: Token, frame: Frame, patients: Iterable[Token | None]) -> bool:
        if frame.subject and _may_follow_its_doer(verb):
            frame = replace(frame, subject=frozenset())
        triggers = (Trigger(verb, verb, verbal=True, patient=patient) for patient in patients)
        return any(verb_misfit(trigger, frame, self._context) is None for trigger in triggers)

    def _nominal(self, noun: Token) -> Iterator[Possibility]:
        gerund = noun.tag_ == "VBG"
        named = gerund or noun.pos_ in ("NOUN", "PROPN")
        named = named and noun.dep_ not in ("compound", "amod", "nmod")
        for frame in self._frames(noun) if named else ():
            if self._names(noun, frame) and (frame.harm or self._is_said(noun, frame)):
                yield Possibility(noun, frame)
        for frame in () if named else self._nouns.get(noun.lower_, ()):
            if frame.harm and self._names(noun, frame):  # "with 12 *dead*"
                yield Possibility(noun, frame)

    def _frames(self, noun: Token) -> Sequence[Frame]:
        words = (noun.lemma_.lower(), noun.lower_)
        first, second = reversed(words) if noun.tag_ == "VBG" else words
        return self._nouns.get(first) or self._nouns.get(second, ())

    def _names(self, noun: Token, frame: Frame) -> bool:
        return noun_misfit(noun, frame, self._context, ()) is None

    def _is_said(self, noun: Token, frame: Frame) -> bool:
        """Tell whether a noun is asserted, where its frame asks for that."""
        if not frame.solid or frame.bare or is_told(noun, self._lexicon.grammar):
            return True
        return support(noun, frame).role is not None

    def _counting(self, noun: Token) -> Iterator[Possibility]:
        """Yield what a counting noun's own words name: "the number of *displaced* people"."""
        if noun.lemma_.lower() not in self._lexicon.numbers.tallying:
            return
        nouns = [noun, *syntax.prepositions(noun).get("of", [])]
        for word in [*nouns, *(near for one in nouns for near in phrases.modifiers(one))]:
            for frame in self._frames(word):
                if self._names(word, frame):
                    yield Possibility(word, frame)
            for child in word.children:
                harmed = child.dep_ == "amod" and child.tag_ == "VBN"
                for _, frame in self._verbs.get(child.lemma_.lower(), ()) if harmed else ():
                    if self._fits(child, frame, (word,)):
                        yield Possibility(child, frame)


def _lenient(frame: Frame) -> Frame:
    """Return a frame without what may be otherwise once it is known whom phrases mean."""
    return replace(
        frame,
        object=_widened(frame.object),
        subject=_widened(frame.subject),
        with_={name: _widened(words) for name, words in frame.with_.items()},
        about=_widened(frame.about) if frame.needs_about else frozenset(),
        object_word=_widened(frame.object_word),
        not_object=frozenset(),
        not_subject=frozenset(),
        not_with={},
        not_about=frozenset(),
    )


def _widened(words: frozenset[str]) -> frozenset[str]:
    return words | {"actor"} if words & _KINDS else words


def _may_follow_its_doer(verb: Token) -> bool:
    """Tell whether who does it may stand right before: "killed by *Thai* shelling"."""
    return verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).text[:1].isupper()


class _Anybody(Mentions):
    """Phrases as all that they may turn out to stand for."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__({})
        self._nouns: Mapping[str, frozenset[str]] = lexicon.nouns
        self._every = frozenset().union(*lexicon.nouns.values()) | _PEOPLE
        self._back = lexicon.coreference.states | lexicon.coreference.bodies | {"other"}
        self._told = {"army", *lexicon.coreference.classes}

    def of(self, token: Token) -> Mention | None:
        """Return the phrase that a token heads as everybody that it may mean, if any."""
        head = core(token)
        classes = self._classes(head)
        if not classes:
            return None
        one, span = _ANYBODY, Span(0, 0)
        return Mention(head=head, span=span, actor=one, place=one, classes=classes, named=True)

    def _classes(self, head: Token) -> frozenset[str]:
        """Return the classes of nouns, and kinds of actors, that a phrase may be of."""
        known = any(map(self._may_name, _phrase(head)))
        lemma = head.lemma_.lower()
        if head.pos_ != "NOUN" or head.text[:1].isupper() or lemma in self._back:
            return self._every if known or head.pos_ in _HEADS else frozenset()
        own = self._nouns.get(lemma, frozenset())
        if "materiel" in own:
            own |= {"weapon"}
        if known:
            return own | _NAMED
        return own if own.isdisjoint(self._told) else own | _PEOPLE

    def _may_name(self, token: Token) -> bool:
        """Tell whether a word may be of a name, or mean somebody told of before."""
        if token.pos_ == "PRON":
            return token.lower_ in REFERRING
        if token.text[:1].isupper() and token.pos_ not in _CLOSED:
            return True
        if token.pos_ != "NOUN":
            return False
        lemma = token.lemma_.lower()
        owner = token.dep_ == "poss" and not self._told.isdisjoint(self._nouns.get(lemma, ()))
        return owner or lemma in self._back


def _phrase(head: Token) -> Iterator[Token]:
    """Yield the words of a phrase, and those right beside its head."""
    last = len(head.doc) - 1
    start = min(head.left_edge.i, max(head.i - 1, 0))
    end = max(head.right_edge.i, min(head.i + 1, last))
    return iter(head.doc[start : end + 1])
