"""A spaCy pipeline run as ``Language.pipe`` runs it, with the same result, in about half the time.

Three of its components lose most of their time outside their models (spaCy 3.8, by ``perf``):

* parser and entity recogniser take and drop the interpreter's lock for every action that they
  weigh, as their loop runs without it. ``_decode`` runs the same loop, step by step, with the
  lock held, through the methods that spaCy itself uses for training.
* the attribute ruler tries some 180 patterns on every token, nearly all of one token, and the
  lemmatizer weighs every word that no rule changes anew. ``_Ruler`` and ``_Lemmatizer`` ask once
  for each kind of token and remember the answer.

Whatever is not what is expected here (beam search, patterns over other attributes) is left to
spaCy's own ways.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Token

    Pattern = list[dict[str, Any]]
    Match = tuple[int, int, int, int]
    Step = Callable[[Sequence[Doc]], object]

_VECTORS = 16
"""Documents whose word vectors are made at once: about as many as the processor's cache holds."""
_WORDS = frozenset({"LOWER", "ORTH", "TEXT"})
_ASKED = _WORDS | {"IS_SPACE", "TAG", "DEP"}
"""What patterns may ask of a token for their answer to be remembered."""


class Annotator:
    """Runs the components of one pipeline over documents that are only tokenized.

    ``parse`` runs all but an entity recogniser that comes last, ``name`` that one: it takes as
    long as all others together, and not every document that is parsed is worth it.
    """

    def __init__(self, nlp: Language) -> None:
        """Choose for each component, in order, how it is run."""
        steps = [_step(component) for _, component in nlp.pipeline]
        before = len(steps) - (nlp.pipe_names[-1:] == ["ner"])
        self._before, self._last = steps[:before], steps[before:]

    def parse(self, docs: Sequence[Doc]) -> None:
        """Give documents all annotations but names."""
        for step in self._before:
            step(docs)

    def name(self, docs: Sequence[Doc]) -> None:
        """Give parsed documents their names."""
        for step in self._last:
            step(docs)


def _step(component: Any) -> Step:  # noqa: ANN401 - components are spaCy's, many of them untyped
    if hasattr(component, "transition_states") and component.cfg.get("beam_width") == 1:
        return lambda docs: _decode(component, docs)
    if isinstance(component, AttributeRuler):
        return _Ruler(component)
    if isinstance(component, Lemmatizer) and component.mode == "rule":
        return _Lemmatizer(component)
    if hasattr(component, "pipe"):
        return lambda docs: deque(component.pipe(docs, batch_size=_VECTORS), maxlen=0)
    return lambda docs: deque(map(component, docs), maxlen=0)


def _decode(component: Any, docs: Sequence[Doc]) -> None:  # noqa: ANN401
    """Take the best action for every document, step by step, until all are at their ends."""
    filled = [doc for doc in docs if len(doc)]
    if not filled:
        return
    states = component.moves.init_batch(filled)
    model = component.model.predict(filled)
    going = [state for state in states if not state.is_final()]
    while going:
        going = component.transition_states(going, model.predict(going))
    model.clear_memory()
    component.set_annotations(filled, states)


class _Ruler:
    """An attribute ruler that remembers which patterns of one token match which tokens."""

    def __init__(self, ruler: Any) -> None:  # noqa: ANN401 - spaCy declares little of it
        self._ruler = ruler
        self._vocab = ruler.vocab
        self._known: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
        self._words: set[str] = set()
        self._single = Matcher(self._vocab, validate=False)
        self._others = Matcher(self._vocab, validate=False)
        self._keys = Matcher(self._vocab, validate=False)
        self._known_keys: dict[int, bool] = {}
        self._deps: set[int] = set()
        for number, rule in enumerate(ruler.patterns):
            single = [pattern for pattern in rule["patterns"] if _is_single(pattern)]
            others = [pattern for pattern in rule["patterns"] if not _is_single(pattern)]
            for (token,) in single:
                self._words.update(word.lower() for word in asked_words(token) or ())
            for matcher, patterns in ((self._single, single), (self._others, others)):
                if patterns:
                    matcher.add(str(number), patterns)
            for pattern in others:
                self._add_key(pattern)

    def _add_key(self, pattern: Pattern) -> None:
        """Remember what one token of a pattern must be: of a relation, or a word."""
        relations = [token["DEP"] for token in pattern if isinstance(token.get("DEP"), str)]
        if relations:
            self._deps.add(self._vocab.strings.add(relations[0]))
            return
        words = ({key: token[key] for key in _WORDS & set(token)} for token in pattern)
        self._keys.add("key", [[next(filter(None, words), {})]])  # {} is any word

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the attributes that the patterns give, as the ruler itself does."""
        for doc in docs:
            longer = list(self._longer(doc))
            if longer:
                ones = ((n, name, t.i, t.i + 1) for t in doc for n, name in self._of_one(t))
                self._ruler.set_annotations(doc, sorted([*ones, *longer]))
                continue
            for token in doc:
                for number, _ in self._of_one(token):
                    set_token_attrs(token, self._ruler.attrs[number])

    def _longer(self, doc: Doc) -> Iterator[Match]:
        """Yield what patterns of several tokens match, if a word that they ask for is there."""
        if any(map(self._is_key, doc)):
            yield from self._numbered(self._others, doc)

    def _is_key(self, token: Token) -> bool:
        """Tell whether a pattern of several tokens may match where a token stands."""
        known = self._known_keys.get(token.orth)
        if known is None:
            alone = Doc(self._vocab, words=[token.text])
            known = self._known_keys[token.orth] = bool(self._keys(alone))
        return known or token.dep in self._deps

    def _of_one(self, token: Token) -> list[tuple[int, int]]:
        """Return the patterns of one token that match a token, the latest last."""
        named = token.is_space or token.lower_ in self._words
        kind = (token.orth if named else 0, token.tag, token.dep)
        known = self._known.get(kind)
        if known is None:
            alone = Doc(self._vocab, words=[token.text])
            alone[0].tag, alone[0].dep = token.tag, token.dep
            found = [(number, name) for number, name, *_ in self._numbered(self._single, alone)]
            known = self._known[kind] = sorted(found)
        return known

    def _numbered(self, matcher: Matcher, doc: Doc) -> Iterator[Match]:
        if len(matcher):
            for name, start, end in matcher(doc, allow_missing=True):
                yield int(self._vocab.strings[name]), name, start, end


class _Lemmatizer:
    """A lemmatizer by rules that remembers every form, those without a rule included."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self._known: dict[tuple[int, int, int], int] = {}

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Give the tokens their dictionary forms, where they have none yet."""
        overwrite = self._lemmatizer.overwrite
        for doc in docs:
            for token in doc:
                if token.lemma == 0 or overwrite:
                    token.lemma = self._form(token)

    def _form(self, token: Token) -> int:
        kind = (token.orth, token.pos, hash(token.morph))
        found = self._known.get(kind)
        if found is None:
            form = self._lemmatizer.lemmatize(token)[0]
            found = self._known[kind] = token.vocab.strings.add(form)
        return found


def _is_single(pattern: Pattern) -> bool:
    """Tell whether a pattern asks for one token by nothing but its word, tag and relation."""
    return len(pattern) == 1 and set(pattern[0]) <= _ASKED and asked_words(pattern[0]) is not None


def asked_words(token: dict[str, Any]) -> list[str] | None:
    """Return the words that a pattern asks of a token; None for a condition that names none."""
    found: list[str] = []
    for key in _WORDS & set(token):
        wanted = token[key]
        if isinstance(wanted, str):
            found.append(wanted)
        elif set(wanted) == {"IN"}:
            found += wanted["IN"]
        else:
            return None
    return found
