"""Which blocks of an article are worth the time: those that can hold a claim, and their context.

An event has a word that some frame lists, so a block without one yields nothing, whatever its
parse. What else a frame asks for is often certain before parsing: "carry" names an attack only
with "out", "have" a meeting only with "talks", "be" a deployment only with troops and a number.
``Prefilter`` reads these conditions off the frames as sets of words of which one must be there.
It may keep a block that yields no claim, but drops none that yields any. Around the blocks that
can hold claims those are kept that introduce whom they name. Once an article is parsed, more is
certain (``extract.possible``): most are found then to tell of no event that a frame can fit.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, get_args

from nkgraph.extract.possible import Possible
from nkgraph.extract.syntax import is_verb, lemma
from nkgraph.extract.trigger import Listed
from nkgraph.model import ActorKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacy.tokens import Doc, Token

    from nkgraph.extract.possible import Possibility
    from nkgraph.frames import Frame, Frames
    from nkgraph.gazetteer import Gazetteer
    from nkgraph.lexicon import Lexicon, Numbers

    Forms = Callable[[str], frozenset[str]]

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_REMEMBERED = 1 << 16
"""Words whose forms are remembered."""
_NUMBER = "0"
"""Stands for any number among the words of a block."""
_BY_NAME = ("agreement", "force", "weapon")
"""Kinds of actors whom only the gazetteer's names and nouns of their class can mean."""
_OPEN = {"actor", "none", "official", "number", *get_args(ActorKind)}
"""What frames ask of a phrase that any name, pronoun or number may be."""
_CLOSED = {f"@{kind}" for kind in _BY_NAME}
_PRONOUNS = frozenset(
    {"he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "theirs"}
    | {"we", "us", "our", "ours", "himself", "herself", "itself", "themselves", "ourselves"}
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words of which one must be there.

    Attributes:
        here: those that count in the block itself.
        meant: those of them that count elsewhere in the article where a pronoun may mean them.
    """

    here: frozenset[str]
    meant: frozenset[str] = frozenset()

    def __or__(self, other: Clause) -> Clause:
        return Clause(self.here | other.here, self.meant | other.meant)


_COUNTED = Clause(frozenset({_NUMBER}))


class Prefilter:
    """Tells by the words of an article's blocks which of them are worth parsing."""

    def __init__(
        self, frames: Frames, lexicon: Lexicon, gazetteer: Gazetteer, forms: Forms
    ) -> None:
        """Read off the frames which words must stand together.

        Args:
            frames: what names events.
            lexicon: the words of each class, and those that count.
            gazetteer: the names of forces, weapons and agreements.
            forms: a word in lower case → every dictionary form that the lemmatizer may give it.
        """
        self._forms = forms
        self._numbers = _number_words(lexicon.numbers)
        self._word_forms = lru_cache(maxsize=_REMEMBERED)(self._forms_of)
        self._referring = _PRONOUNS | lexicon.coreference.states | lexicon.coreference.bodies
        self._possible = Possible(frames, lexicon)
        self._asked = asked = _Asked(_classes(lexicon, gazetteer))
        self._listed = Listed(frames.verbs, frames.nouns, lexicon.numbers.tallying)
        self._known: dict[tuple[object, str | None], Sequence[Clause]] = {}
        self._verbs = {
            word: [asked.clauses(frame, particle) for particle, frame in pairs]
            for word, pairs in frames.verbs.items()
        }
        self._nouns = {
            word: [asked.clauses(frame) for frame in found] for word, found in frames.nouns.items()
        }
        for word in lexicon.numbers.tallying:
            self._nouns.setdefault(word, []).append((_COUNTED,))

    def to_parse(self, docs: Sequence[Doc]) -> list[bool]:
        """Tell which blocks of an article are worth parsing, by their words.

        Besides those that can hold a claim these are the block before each, to which its pronouns
        refer, and earlier ones that share a name with it, as they may introduce whom it names.
        """
        blocks = [[token.text for token in doc] for doc in docs]
        forms = [self._all_forms(words) for words in blocks]
        article = frozenset(chain.from_iterable(forms))
        held = [self._holds(here, article, here, here) for here in forms]
        return _with_context(held, blocks)

    def to_read(self, docs: Sequence[Doc]) -> list[bool]:
        """Tell which of those are worth reading: none where no frame can fit any word of any.

        Otherwise those whose words are verbs or nouns indeed, and the context of these.
        """
        blocks = [[token.text for token in doc] for doc in docs]
        forms = [self._all_forms(words) for words in blocks]
        article = frozenset(chain.from_iterable(forms))
        said = accumulate(forms, frozenset[str].union, initial=frozenset[str]())
        next(said)
        if not any(map(self._is_possible, docs, said)):
            return [False] * len(docs)
        pairs = zip(docs, forms, strict=True)
        held = [
            self._holds(here, article, *_lemmas(self._listed.among(doc))) for doc, here in pairs
        ]
        return _with_context(held, blocks)

    def _is_possible(self, doc: Doc, said: frozenset[str]) -> bool:
        """Tell whether a frame can fit a word, by its sentence and what was said before."""
        for event in self._possible.events(doc):
            words = (word.text for word in event.token.sent)
            if self._meets(self._all_forms(words), said, self._asked_of(event)):
                return True
        return False

    def _asked_of(self, event: Possibility) -> Sequence[Clause]:
        key = (event.frame.where, event.particle)
        if key not in self._known:
            self._known[key] = self._asked.clauses(event.frame, event.particle)
        return self._known[key]

    def _all_forms(self, words: Iterable[str]) -> set[str]:
        """Return the words as written and their dictionary forms."""
        return set().union(*map(self._word_forms, set(words)))

    def _forms_of(self, word: str) -> frozenset[str]:
        lower = word.lower()
        counts = lower in self._numbers or any(map(str.isdigit, lower))
        return self._forms(lower) | {word, _NUMBER} if counts else self._forms(lower) | {word}

    def _holds(
        self, forms: set[str], article: frozenset[str], verbs: set[str], nouns: set[str]
    ) -> bool:
        """Tell whether a block can hold a claim; its pronouns may mean anything in the article."""
        return any(
            self._meets(forms, article, clauses)
            for lemmas, wanted in ((verbs, self._verbs), (nouns, self._nouns))
            for word in lemmas & wanted.keys()
            for clauses in wanted[word]
        )

    def _meets(self, forms: set[str], article: frozenset[str], clauses: Sequence[Clause]) -> bool:
        meant = article if forms & self._referring else frozenset[str]()
        return all(clause.here & forms or clause.meant & meant for clause in clauses)


def _lemmas(tokens: Sequence[Token]) -> tuple[set[str], set[str]]:
    """Return the dictionary forms of the verbs among words of a parse, and of the nouns."""
    verbs = {lemma(token) for token in tokens if is_verb(token)}
    nouns = [
        t for t in tokens if t.pos_ in ("NOUN", "PROPN") or t.tag_ in ("VBG", "VBN", "VBD", "JJ")
    ]
    return verbs, {word for token in nouns for word in (token.lemma_.lower(), token.lower_)}


def _with_context(held: Sequence[bool], blocks: Sequence[Sequence[str]]) -> list[bool]:
    kept = list(held)
    common = {word for words in blocks for word in words if word.islower()}
    named: set[str] = set()
    for index in reversed(range(len(blocks))):
        names = {w for w in blocks[index] if w[:1].isupper() and w.lower() not in common}
        if held[index]:
            named |= names
        elif held[index + 1 : index + 2] == [True] or not named.isdisjoint(names):
            kept[index] = True
    return kept


@dataclass(frozen=True, slots=True)
class _Asked:
    """Reads what frames ask for; ``classes`` gives the words of each class of nouns."""

    classes: Mapping[str, frozenset[str]]

    def clauses(self, frame: Frame, particle: str | None = None) -> tuple[Clause, ...]:
        """Return sets of words; of each a block with an event of the frame has one."""
        words = [frame.with_word, frame.object_word, frame.content]
        if frame.word == "verb":
            words += [frame.object, frame.subject]
        found = [self._one_of(asked) for asked in words if asked]
        if particle:
            found.append(Clause(frozenset({particle})))
        if frame.with_:
            found.append(Clause(frozenset(frame.with_)))
            governed = (self._one_of(asked) if asked else None for asked in frame.with_.values())
            found.append(_any_of(governed))
        if frame.needs == {"figure"} or "figure" in frame.both:
            found.append(_COUNTED)
        return tuple(clause for clause in found if clause is not None)

    def _one_of(self, asked: Iterable[str]) -> Clause | None:
        return _any_of(self._clause(one) for one in asked)

    def _clause(self, asked: str) -> Clause | None:
        """Return the words that stand for what is asked for; None for any word at all."""
        name = asked.removeprefix("@")
        if name in _OPEN and asked not in _CLOSED:
            return None
        if name == asked:
            return Clause(frozenset({asked}))
        words = self.classes.get(name, frozenset())
        return Clause(words | {_NUMBER} if name == "money" else words, words)


def _any_of(clauses: Iterable[Clause | None]) -> Clause | None:
    """Return what holds where one of some clauses does; None when one of them always does."""
    found = Clause(frozenset())
    for clause in clauses:
        if clause is None:
            return None
        found |= clause
    return found


def _classes(lexicon: Lexicon, gazetteer: Gazetteer) -> dict[str, frozenset[str]]:
    """Return class → its nouns, with a word of each name and description of such actors."""
    found: dict[str, set[str]] = defaultdict(set)
    for noun, names in lexicon.nouns.items():
        for name in names:
            found[name].add(noun)
    for entry in gazetteer.entries(places=False):
        actor = entry.actor
        if actor.kind in _BY_NAME:
            for name in (*entry.names, *entry.functions):
                word = (_LETTERS.findall(name) or name.split())[-1]
                found[actor.kind].add(word if word.isupper() else word.lower())
        elif actor.id.startswith("group/people-"):
            last = {name.removesuffix(" people").split()[-1] for name in entry.names}
            found["nationals"] |= last | {word.removesuffix("s") for word in last}
    return {name: frozenset(words) for name, words in found.items()}


def _number_words(numbers: Numbers) -> frozenset[str]:
    """Return the words that open a number, without digits."""
    vague = (words[0] for words in numbers.vague)
    return frozenset(chain(numbers.words, numbers.scales, numbers.few, vague))
