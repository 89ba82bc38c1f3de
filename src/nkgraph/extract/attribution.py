"""Who says what in a sentence: sources, the words that attribute, and what they cover."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nkgraph.extract import syntax

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Span, Token

    from nkgraph.extract.mentions import Mention, Mentions
    from nkgraph.lexicon import Lexicon, PhraseRole, Reporting
    from nkgraph.model import Modality

_SOURCE_CLASSES = frozenset(
    {"source", "official", "agency", "government", "media", "force", "person"}
)
_OUTER = frozenset({"from", "by", "of"})
_SUPPORTING = frozenset("support confirm back corroborate make echo share endorse repeat".split())
_SPEAKING = frozenset("say tell report state announce write claim confirm reveal".split())


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source of one stretch of a sentence.

    Attributes:
        claimants: who says it; empty when only a relay or a hedge is known.
        relays: who passes it on.
        cue: the word that attributes.
        covered: token offsets of what is said.
        denies: whether the source says that it did not happen.
    """

    claimants: tuple[Mention, ...]
    relays: tuple[Mention, ...]
    cue: Token
    cue_text: str
    covered: frozenset[int]
    modality: Modality
    denies: bool = False


def attributions(doc: Doc, mentions: Mentions, lexicon: Lexicon) -> list[Attribution]:
    """Return the attributions of a parse, the widest first."""
    found: list[Attribution] = []
    for sentence in doc.sents:
        here = [*_in_sentence(sentence, mentions, lexicon)]
        if not here and found and _goes_on_quoting(sentence):
            last = found[-1]
            here = [replace(last, covered=frozenset(range(sentence.start, sentence.end)))]
        found += here
    return sorted(found, key=lambda item: (-len(item.covered), item.cue.i))


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


def sources(tokens: Iterable[Token], mentions: Mentions, lexicon: Lexicon) -> list[Mention]:
    """Return the mentions that can be sources; a document stands for whoever issued it."""
    found: list[Mention] = []
    for token in tokens:
        mention = mentions.of(token)
        if mention is None:
            continue
        if mention.actor is not None and mention.actor.kind not in ("agreement", "weapon", "place"):
            found.append(mention)
        elif "document" in mention.classes or token.lemma_.lower() in lexicon.reporting_nouns:
            found += _issuers(token, mentions, lexicon)
        else:
            owners = [*syntax.possessors(token), *syntax.modifiers(token)]
            found += [m for o in owners if (m := mentions.of(o)) and m.actor is not None][:1]
    return found


def _issuers(document: Token, mentions: Mentions, lexicon: Lexicon) -> list[Mention]:
    around = syntax.prepositions(document)
    heads = [token for name in ("from", "by") for token in around.get(name, [])]
    heads = heads or syntax.possessors(document)
    heads = heads or [m for m in syntax.modifiers(document) if m.pos_ == "PROPN"]
    for child in document.children:
        if child.dep_ == "acl" and not heads and syntax.is_passive(child):
            heads = [t for c in child.children if c.dep_ == "agent" for t in c.children]
    below = [head for head in heads if head != document and document in head.ancestors]
    return sources(below, mentions, lexicon)


def _reporting(
    verb: Token,
    reporting: Reporting,
    mentions: Mentions,
    lexicon: Lexicon,
) -> Iterator[Attribution]:
    covered = _content(verb)
    if not covered:
        return
    subjects = syntax.subjects(verb)
    modality = reporting.modality
    for subject in subjects:  # "estimates say": the noun is the one that hedges
        noun = lexicon.reporting_nouns.get(subject.lemma_.lower())
        if noun and modality == "asserted":
            modality = noun.modality
    if max(covered) < verb.i:  # "X happened, he said, and Y followed": Y is his word too
        for child in verb.children:
            if child.dep_ == "conj" and child.lemma_ not in lexicon.reporting_verbs:
                covered |= {token.i for token in child.subtree}
    found = sources(subjects, mentions, lexicon)
    negated = any(child.dep_ == "neg" for child in verb.children)
    if negated and not reporting.denies:
        if reporting.factive or not found:
            return
        if verb.lemma_ in (
            "confirm",
            "verify",
            "comment",
            "acknowledge",
            "admit",
            "say",
            "disclose",
        ):
            return
    if not found and modality == "asserted":
        return
    yield Attribution(
        claimants=tuple(found),
        relays=(),
        cue=verb,
        cue_text=_cue(verb),
        covered=covered,
        modality=modality,
        denies=reporting.denies,
    )


def _content(verb: Token) -> frozenset[int]:
    """Return what a reporting verb governs: its clause, object or quotation, not its hearers."""
    covered: set[int] = set()
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp", "dobj", "parataxis", "oprd", "attr", "dep", "acl") or (
            child.dep_ == "advcl" and _is_content(child)
        ):
            covered |= {token.i for token in child.subtree}
        elif child.dep_ == "prep" and child.lower_ in (
            "of",
            "as",
            "for",
            "that",
            "on",
            "about",
            "against",
        ):
            covered |= {token.i for token in child.subtree}
        elif child.dep_ == "nsubjpass" and syntax.is_passive(verb):
            covered |= {token.i for token in child.subtree}
    if not covered and verb.lemma_ in _SPEAKING:  # the clause hangs on a word in between
        after = {t.i for t in verb.subtree if t.i > verb.i}
        if any(t.dep_ in ("relcl", "acl", "ccomp") for t in verb.subtree if t.i in after):
            covered = after
    if verb.dep_ in ("parataxis", "ccomp", "advcl", "dep") and not covered and verb.head != verb:
        outer = {token.i for token in verb.head.subtree}
        covered = outer - {token.i for token in verb.subtree}
    return frozenset(covered)


def _is_content(clause: Token) -> bool:
    return (
        not any(child.dep_ in ("mark", "advmod") for child in clause.children)
        and not any(child.dep_ == "aux" and child.lower_ == "to" for child in clause.children)
        and clause.tag_ not in ("VBG", "VBN")
    )


def _citation(verb: Token, mentions: Mentions, lexicon: Lexicon) -> Iterator[Attribution]:
    relays = sources(syntax.subjects(verb), mentions, lexicon)
    cited = sources(syntax.objects(verb), mentions, lexicon)
    covered = _content(verb)
    if verb.dep_ in ("advcl", "acl") and verb.tag_ == "VBG":  # "…, citing X"
        covered |= {t.i for t in verb.head.subtree} - {t.i for t in verb.subtree}
        relays = []
    if cited:
        yield Attribution(tuple(cited), tuple(relays), verb, _cue(verb), covered, "asserted")


def _nominal(
    noun: Token,
    reporting: Reporting,
    mentions: Mentions,
    lexicon: Lexicon,
) -> Iterator[Attribution]:
    """Yield what "Seoul's claim that …" and "…, a claim supported by Kyiv" attribute."""
    covered: set[int] = set()
    for child in noun.children:
        if child.dep_ in ("acl", "ccomp", "relcl") and any(
            c.dep_ == "mark" or c.lower_ == "that" for c in child.children
        ):
            covered |= {token.i for token in child.subtree}
        elif child.dep_ == "prep" and child.lower_ == "of":
            covered |= {token.i for token in child.subtree}
    found = _issuers(noun, mentions, lexicon)
    supporters = [
        subject
        for child in noun.children
        if child.dep_ in ("acl", "relcl") and child.lemma_ in _SUPPORTING
        for subject in syntax.subjects(child)
    ]
    if noun.dep_ == "appos" and supporters:
        above = syntax.governing_verb(noun)
        if above is not None:
            covered |= {t.i for t in above.subtree if t.i < noun.left_edge.i}
            found = sources(supporters, mentions, lexicon)
    if covered and found:
        yield Attribution(
            tuple(found),
            (),
            noun,
            noun.text,
            frozenset(covered),
            "asserted" if supporters else reporting.modality,
            reporting.denies,
        )


def _phrases(sentence: Span, mentions: Mentions, lexicon: Lexicon) -> Iterator[Attribution]:
    words = [token.lower_ for token in sentence]
    longest = sorted(lexicon.phrases, key=len, reverse=True)
    at = 0
    while at < len(words):
        phrase = next((p for p in longest if tuple(words[at : at + len(p)]) == p), None)
        if phrase is None:
            at += 1
            continue
        first, last = sentence[at], sentence[at + len(phrase) - 1]
        at += len(phrase)
        yield from _phrase(first, last, lexicon.phrases[phrase], mentions, lexicon)


def _phrase(
    first: Token,
    last: Token,
    role: PhraseRole,
    mentions: Mentions,
    lexicon: Lexicon,
) -> Iterator[Attribution]:
    heads = syntax.all_conjuncts(
        child for child in last.children if child.dep_ in ("pobj", "dobj", "pcomp")
    )
    found = sources(heads, mentions, lexicon)
    if not found:
        return
    own = {token.i for token in first.subtree} | {token.i for token in last.subtree}
    top = first
    while top.head != top and (not syntax.is_verb(top) or first.i <= top.i <= last.i):
        top = top.head
    while top.dep_ in ("xcomp", "auxpass", "aux", "conj") and top.head != top:
        top = top.head
    covered = frozenset({token.i for token in top.subtree} - own)
    text = first.doc[first.i : last.i + 1].text
    if role == "relay":
        yield Attribution((), tuple(found), first, text, covered, "asserted")
    else:
        yield Attribution(tuple(found), (), first, text, covered, "asserted")


def _cue(verb: Token) -> str:
    return str(verb.text)


def _goes_on_quoting(sentence: Span) -> bool:
    """Tell whether a sentence stands in quotation marks, with no source of its own."""
    text = sentence.text.strip()
    return text.startswith('"') and text.rstrip(".!?").endswith(('"', '."'))
