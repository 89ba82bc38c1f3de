"""Parses mended where the parser takes a participle for a verb, or a plural for one.

In "the number of soldiers killed in Kherson has passed 90" it reads that the number killed. Two
finite verbs of one subject that nothing joins cannot be: the first is a participle that says
which soldiers are meant, the second is the verb of the clause. In "they moved tanks to the port,
the radio said" it reads that they said something, or moved tanks to the radio.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc, Token

_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
_PAST = frozenset({"VBD", "VBN"})
_JOINED = frozenset({"conj", "dep", "advcl", "parataxis"})
_OF_NOUNS = frozenset({"amod", "compound", "det", "poss", "prep", "nummod", "acl", "relcl"})
_OPENS = frozenset({"cc", "mark", "dobj", "ccomp", "xcomp", "nsubjpass", "expl"})
"""What a verb has that does not close a clause but says something of its own."""
_COMPLETE = frozenset({"aux", "auxpass", "dobj", "ccomp", "neg"})


def mend(doc: Doc, closing: Collection[str], accompanying: Collection[str]) -> None:
    """Mend the parse of a document in place.

    Args:
        doc: a parse.
        closing: words that say the clause before them: "…, the radio *said*".
        accompanying: what who says so does in saying it: "…, the radio said, *citing* the mayor".
    """
    for token in doc:
        if _is_noun(token):
            token.tag_, token.pos_ = "NNS", "NOUN"
        if _is_elliptic(token):
            for child in token.lefts:
                child.dep_ = "nsubjpass" if child.dep_ == "nsubj" else child.dep_
        if token.text in closing:
            speaker = _speaker_after(token)
            if speaker is not None:
                _put_over(token, speaker)
            _give_back(token, accompanying)
            continue
        verb = _later_verb(token)
        if verb is not None:
            _make_participle(token, verb)
        elif _counts_harm(token):
            _make_pair(token, token.nbor(3))


def _is_noun(token: Token) -> bool:
    """Tell whether a noun in the plural was read as a verb: "intelligence *reports* say"."""
    return (
        token.tag_ == "VBZ"
        and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
        and all(child.dep_ in _OF_NOUNS for child in token.children)
        and any(child.dep_ in ("amod", "compound", "det", "poss") for child in token.lefts)
    )


def _is_elliptic(token: Token) -> bool:
    """Tell whether a participle has lost its auxiliary: "left one dead and two *injured*"."""
    return (
        token.tag_ == "VBN"
        and token.dep_ == "conj"
        and any(child.dep_ == "nsubj" for child in token.lefts)
        and all(child.dep_ not in _COMPLETE for child in token.children)
    )


def _speaker_after(token: Token) -> Token | None:
    """Return who says the clause before, where the verb was hung on it: "…, the *radio* said"."""
    if (
        token.dep_ not in _JOINED
        or token.head.i > token.i
        or token.head.pos_ not in ("VERB", "AUX")
        or any(child.dep_ in _OPENS for child in token.children)
    ):
        return None
    own = [child for child in token.lefts if child.dep_ == "nsubj"]
    opened = [noun for noun in own or _before(token) if noun.left_edge.i > token.head.i + 1]
    return next((noun for noun in opened if noun.left_edge.nbor(-1).text == ","), None)


def _before(verb: Token) -> list[Token]:
    """Return the nouns that end right before a verb and hang on others, the widest first."""
    last = verb.nbor(-1)
    while last.is_punct and last.i > verb.head.i:
        last = last.nbor(-1)
    above = [noun for noun in (last, *last.ancestors) if noun.dep_ in ("appos", "conj")]
    return [noun for noun in reversed(above) if verb.head.i < noun.i < verb.i]


def _later_verb(token: Token) -> Token | None:
    """Return the true verb of a clause whose verb a participle was taken for."""
    if token.tag_ not in _PAST or token.i == 0:
        return None
    noun = token.nbor(-1)
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    if any(child.dep_ in _COMPLETE for child in token.children):
        return None
    subjects = [child for child in token.lefts if child.dep_ in ("nsubj", "nsubjpass")]
    if not any(noun == subject or subject in noun.ancestors for subject in subjects):
        return None
    return next(filter(_is_alone, _candidates(token)), None)


def _candidates(token: Token) -> list[Token]:
    """Return the verbs behind a participle that the parser may have hung on or beside it."""
    heads = [token, *(child for child in token.rights if child.dep_ == "conj")]
    below = [child for head in heads for child in head.rights if child.dep_ in _JOINED]
    said = token.head.rights if token.dep_ == "ccomp" else ()
    beside = [child for child in said if child.dep_ == "ccomp" or child.dep_ in _JOINED]
    return sorted({v for v in (*below, *beside) if v.i > token.i}, key=lambda v: v.i)


def _is_alone(verb: Token) -> bool:
    """Tell whether a finite verb has no subject and is joined to nothing before it."""
    parts = [verb, *(child for child in verb.lefts if child.dep_ in ("aux", "auxpass"))]
    if all(part.tag_ not in _FINITE for part in parts):
        return False
    if any(child.dep_ in ("nsubj", "nsubjpass", "mark", "expl") for child in verb.lefts):
        return False
    before = verb.left_edge.nbor(-1)
    return before.pos_ not in ("CCONJ", "SCONJ", "PUNCT") and before.dep_ != "cc"


def _counts_harm(token: Token) -> bool:
    """Tell whether two counts stand side by side: "six soldiers *killed*, many *injured*"."""
    if token.tag_ not in _PAST or token.i + 3 >= len(token.doc):
        return False
    mark, many, second = (token.nbor(step) for step in (1, 2, 3))
    return (
        mark.text in (",", "and")
        and second.tag_ in _PAST
        and second.dep_ == "acl"
        and second.head == many
        and many.head == token
        and many.pos_ in ("NUM", "ADJ", "NOUN")
        and any(child.dep_ == "nsubj" for child in token.lefts)
        and all(child.dep_ not in ("aux", "auxpass", "neg") for child in token.lefts)
    )


def _make_pair(token: Token, second: Token) -> None:
    """Join two participles, each with those whom it counts."""
    heads, labels = _tree(token.doc)
    for child in token.lefts:
        if child.dep_ == "nsubj":
            labels[child.i] = "nsubjpass"
    heads[second.i], labels[second.i] = token.i, "conj"
    heads[second.i - 1], labels[second.i - 1] = second.i, "nsubjpass"
    _set(token.doc, heads, labels)
    token.tag_ = second.tag_ = "VBN"


def _put_over(verb: Token, speaker: Token) -> None:
    """Make a clause what a verb behind it says."""
    heads, labels = _tree(verb.doc)
    clause = verb.head
    heads[verb.i] = verb.i if clause.head == clause else clause.head.i
    labels[verb.i] = clause.dep_
    heads[clause.i], labels[clause.i] = verb.i, "ccomp"
    heads[speaker.i], labels[speaker.i] = verb.i, "nsubj"
    _set(verb.doc, heads, labels)


def _give_back(verb: Token, accompanying: Collection[str]) -> None:
    """Hang what goes on behind who says so on the clause, but what he does in saying it on him.

    As in "they fired at the port, the radio said, *killing* two", and "*citing* the mayor".
    """
    clause = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
    if clause is None:
        return
    owner = {}
    for child in (*verb.rights, *clause.rights):
        if child.i > verb.i and child.dep_ == "advcl" and child.tag_ == "VBG":
            owner[child] = verb if child.text in accompanying else clause
    moved = {
        child.i: new.i
        for child, new in owner.items()
        if child.head != new and child.left_edge.nbor(-1).text == ","
    }
    if moved:
        heads, labels = _tree(verb.doc)
        _set(verb.doc, heads | moved, labels)


def _tree(doc: Doc) -> tuple[dict[int, int], dict[int, str]]:
    """Return the head and the label of each token of a document."""
    return {token.i: token.head.i for token in doc}, {token.i: token.dep_ for token in doc}


def _make_participle(token: Token, verb: Token) -> None:
    """Hang a participle on the noun before it, and its clause on the later verb."""
    doc = token.doc
    heads, labels = _tree(doc)
    heads[verb.i] = verb.i if token.head == token else token.head.i
    labels[verb.i] = token.dep_
    for child in token.children:
        if child != verb and (child.i < token.i or child.i > verb.i):
            heads[child.i] = verb.i
    heads[token.i], labels[token.i] = token.i - 1, "acl"
    _set(doc, heads, labels)
    token.tag_ = "VBN"


def _set(doc: Doc, heads: dict[int, int], labels: dict[int, str]) -> None:
    """Give every token of a document its head and label."""
    table: Any = doc.to_array(["HEAD", "DEP"])
    for i in range(len(doc)):
        table[i, 0] = _unsigned(heads[i] - i)
        table[i, 1] = doc.vocab.strings.add(labels[i])
    doc.from_array(["HEAD", "DEP"], table)


def _unsigned(offset: int) -> int:
    """Return an offset as spaCy keeps it: in 64 bits without a sign."""
    return offset % (1 << 64)
