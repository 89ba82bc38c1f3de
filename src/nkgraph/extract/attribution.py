"""Who says what in a sentence: sources, the words that attribute, and what they cover."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from nkgraph.extract import arguments, syntax
from nkgraph.extract.mention import Mention
from nkgraph.extract.reach import behind, content, of_noun, of_phrase
from nkgraph.extract.sentences import sentence_of
from nkgraph.extract.speakers import before_verb, behind_quote, hearers_of, issuers, sources
from nkgraph.model import Modality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Span

    from nkgraph.extract.mention import Mentions
    from nkgraph.lexicon import Lexicon, PhraseRole, Reporting


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source of one stretch of a sentence.

    Attributes:
        claimants: who says it; empty when only a relay or a hedge is known.
        relays: who passes it on.
        cue: the word that attributes; ``cue_text``: all words that do.
        covered: token offsets of what is said.
        denies: whether the source says that it did not happen.
        cited: whether somebody else passes on what it says ("…, citing X").
        entry: the list of the cue in ``ontology/lexicon/reporting.yaml``.
        carried: whether the cue stands in an earlier sentence of the same quotation.
        hearers: who was told; those that are outlets pass it on ("told *AFP*").
    """

    claimants: tuple[Mention, ...]
    relays: tuple[Mention, ...]
    cue: Token
    cue_text: str
    covered: frozenset[int]
    modality: Modality = "asserted"
    denies: bool = False
    cited: bool = False
    entry: str = ""
    carried: bool = False
    hearers: tuple[Mention, ...] = ()

    def reaches(self, token: Token) -> bool:
        """Tell whether a word is part of what is said; what attributes says nothing itself."""
        return token.i in self.covered and (self.cue.i != token.i or self.cue.doc is not token.doc)


def attributions(
    doc: Doc, mentions: Mentions, lexicon: Lexicon, before: Attribution | None = None
) -> list[Attribution]:
    """Return the attributions of a parse, the widest first, who is cited last.

    Args:
        doc: the parse of one block.
        mentions: who is named in the article.
        lexicon: the words that attribute.
        before: the quotation that the block before ends with, if this one may go on with it.
    """
    found: list[Attribution] = []
    for sentence in doc.sents:
        here = [*_in_sentence(sentence, mentions, lexicon)]
        if not here and found and _goes_on_quoting(sentence):
            last = found[-1]
            covered = frozenset(range(sentence.start, sentence.end))
            here = [replace(last, covered=covered, carried=True)]
        found += here
    found += list(_quoted(doc, found))
    if before is not None and doc.text.startswith('"'):
        found += list(_continued(doc, found, before))
    return sorted(found, key=lambda item: (item.cited, -len(item.covered), item.cue.i))


def _quoted(doc: Doc, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield who says the sentences of a quotation whose source stands with another of them."""
    marks = [token.i for token in doc if token.text == '"']
    if not marks:
        return
    known = {sentence_of(doc[i]).start for item in found for i in item.covered}
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        of = [item for item in found if item.covered & set(range(first, last)) and item.claimants]
        for sentence in doc.sents if of else ():
            begin = max(sentence.start, first)  # the first may open in the middle of its sentence
            if sentence.start not in known and begin < min(sentence.end, last):
                words = frozenset(range(begin, min(sentence.end, last)))
                yield replace(of[-1], covered=words, carried=True)


def quotation(doc: Doc, found: Sequence[Attribution]) -> Attribution | None:
    """Return who is quoted last in a parse, None where nobody is."""
    marks = [token.i for token in doc if token.text == '"']
    quoted = [a for a in found if a.claimants and any(mark + 1 in a.covered for mark in marks)]
    return max(quoted, key=lambda item: max(item.covered), default=None)


def _continued(
    doc: Doc, found: Sequence[Attribution], before: Attribution
) -> Iterator[Attribution]:
    """Yield who says a quotation that opens a block and has no source there."""
    marks = [token.i for token in doc if token.text == '"']
    last = marks[1] if len(marks) > 1 else len(doc)
    if any(item.covered & set(range(last)) and item.claimants for item in found):
        return
    yield replace(before, covered=frozenset(range(last)), relays=(), hearers=(), carried=True)


def _in_sentence(sentence: Span, mentions: Mentions, lexicon: Lexicon) -> Iterator[Attribution]:
    yield from _phrases(sentence, mentions, lexicon)
    for token in sentence:
        lemma = token.lemma_.lower()
        if lemma in lexicon.cite_verbs and syntax.is_verb(token):
            yield from _citation(token, mentions, lexicon)
        elif lemma in lexicon.reporting_verbs and token.pos_ in ("VERB", "AUX"):
            yield from _reporting(token, lexicon.reporting_verbs[lemma], mentions, lexicon)
        elif lemma in lexicon.reporting_nouns and token.pos_ == "NOUN":
            yield from _nominal(token, lexicon.reporting_nouns[lemma], mentions, lexicon)


def _goes_on_quoting(sentence: Span) -> bool:
    """Tell whether a sentence stands in quotation marks, with no source of its own."""
    text = sentence.text.strip()
    return text.startswith('"') and text.rstrip(".!?").endswith(('"', '."'))


def _reporting(
    verb: Token, reporting: Reporting, mentions: Mentions, lexicon: Lexicon
) -> Iterator[Attribution]:
    """Yield what "Kyiv said that …" attributes."""
    if speaker := behind_quote(verb, lexicon):
        found = sources([speaker], mentions, lexicon)
        said = frozenset(range(verb.sent.start, speaker.left_edge.i))
        if found:
            yield Attribution(tuple(found), (), verb, verb.text, said, entry="speaking")
            return
    covered = content(verb, lexicon)
    if not covered or (verb.lemma_ == "put" and "at" not in syntax.prepositions(verb)):
        return
    subjects = arguments.subjects(verb)
    if all(child.dep_ not in ("nsubj", "nsubjpass", "csubj") for child in verb.children):
        subjects = before_verb(verb) or subjects
    found = sources(subjects, mentions, lexicon)
    if _says_nothing(verb, reporting, lexicon, known=bool(found)):
        return
    modality = _modality(reporting, subjects, lexicon)
    if found or modality != "asserted":
        yield Attribution(
            claimants=tuple(found),
            relays=(),
            cue=verb,
            cue_text=verb.text,
            covered=behind(verb, covered, lexicon),
            modality=modality,
            denies=reporting.denies,
            entry="verbs",
            hearers=tuple(sources(hearers_of(verb, covered), mentions, lexicon)),
        )


def _says_nothing(verb: Token, reporting: Reporting, lexicon: Lexicon, *, known: bool) -> bool:
    """Tell whether a negated verb says nothing: "did not confirm", "has not admitted that"."""
    if reporting.denies or all(child.dep_ != "neg" for child in verb.children):
        return False
    return reporting.factive or not known or verb.lemma_ in lexicon.sources.silent


def _modality(reporting: Reporting, subjects: Iterable[Token], lexicon: Lexicon) -> Modality:
    """Return how sure a verb is, or its subject: "*estimates* say" hedges by the noun."""
    modality = reporting.modality
    for subject in subjects:
        noun = lexicon.reporting_nouns.get(subject.lemma_.lower())
        if noun and modality == "asserted":
            modality = noun.modality
    return modality


def _citation(verb: Token, mentions: Mentions, lexicon: Lexicon) -> Iterator[Attribution]:
    """Yield what "Yonhap cited the agency as saying …" attributes."""
    passive = syntax.is_passive(verb)
    if passive and all(child.dep_ != "nsubjpass" for child in verb.children):
        return  # "as quoted by Yonhap" is a phrase
    cited = sources(arguments.objects(verb), mentions, lexicon)
    relays = sources(arguments.subjects(verb), mentions, lexicon)
    covered = content(verb, lexicon)
    if verb.dep_ in ("advcl", "acl") and verb.tag_ == "VBG":  # "…, citing X"
        covered |= {t.i for t in syntax.subtree(verb.head)} - {t.i for t in syntax.subtree(verb)}
        relays = []
    if cited:
        found, relaying = tuple(cited), tuple(relays)
        yield Attribution(found, relaying, verb, verb.text, covered, entry="cite-verbs")


def _nominal(
    noun: Token, reporting: Reporting, mentions: Mentions, lexicon: Lexicon
) -> Iterator[Attribution]:
    """Yield what "Seoul's claim that …" and "…, a claim supported by Kyiv" attribute."""
    covered, modality = of_noun(noun), reporting.modality
    found = issuers(noun, mentions, lexicon)
    supporters = [
        subject
        for child in noun.children
        if child.dep_ in ("acl", "relcl")
        and child.lemma_ in lexicon.sources.supporting
        and all(inner.dep_ != "neg" for inner in child.children)
        for subject in arguments.subjects(child)
    ]
    if supporters:
        modality = "asserted"
    above = syntax.governing_verb(noun) if supporters and noun.dep_ == "appos" else None
    if above is not None:
        covered |= {token.i for token in syntax.subtree(above) if token.i < noun.left_edge.i}
        found = sources(supporters, mentions, lexicon)
    if covered and found:
        yield Attribution(
            claimants=tuple(found),
            relays=(),
            cue=noun,
            cue_text=noun.text,
            covered=covered,
            modality=modality,
            denies=reporting.denies,
            entry="nouns",
        )


def _phrases(sentence: Span, mentions: Mentions, lexicon: Lexicon) -> Iterator[Attribution]:
    words = [token.lower_ for token in sentence]
    at = 0
    while at < len(words):
        phrase = lexicon.phrases.match(words, at)
        if phrase is None:
            at += 1
            continue
        found = sentence[at : at + len(phrase)]
        at += len(phrase)
        yield from _phrase(found, lexicon.phrases[phrase], mentions, lexicon)


def _phrase(
    phrase: Span, role: PhraseRole, mentions: Mentions, lexicon: Lexicon
) -> Iterator[Attribution]:
    """Yield what "according to X" or "as quoted by X" attributes."""
    heads = syntax.all_conjuncts(
        child for child in phrase[-1].children if child.dep_ in ("pobj", "dobj", "pcomp")
    )
    found = tuple(sources(heads, mentions, lexicon))
    if found:
        claimants, relays = ((), found) if role == "relay" else (found, ())
        yield Attribution(
            claimants=claimants,
            relays=relays,
            cue=phrase[0],
            cue_text=phrase.text,
            covered=of_phrase(phrase),
            cited=role == "cited",
            entry="phrases",
        )
