"""Who stands at the places from which people speak: subjects of reports, issuers, hearers."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from nkgraph.extract import phrases, syntax

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from nkgraph.extract.mention import Mention, Mentions
    from nkgraph.lexicon import Lexicon

_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_NO_SOURCE = frozenset({"agreement", "weapon", "place"})


def sources(tokens: Iterable[Token], mentions: Mentions, lexicon: Lexicon) -> list[Mention]:
    """Return the mentions that can be sources; a document stands for whoever issued it."""
    found: list[Mention] = []
    for token in tokens:
        mention = mentions.of(token)
        if mention is None:
            continue
        if mention.actor is not None and mention.actor.kind not in _NO_SOURCE:
            found.append(mention)
        elif "document" in mention.classes or token.lemma_.lower() in lexicon.reporting_nouns:
            found += issuers(token, mentions, lexicon)
        else:
            named = (m for child in token.children if (m := _apposed(child, mentions)))
            owners = [*phrases.possessors(token), *phrases.modifiers(token)]
            known = (m for o in owners if (m := mentions.of(o)) and m.actor is not None)
            found += islice(chain(named, known), 1)
    return found


def _apposed(token: Token, mentions: Mentions) -> Mention | None:
    """Return who a name behind a noun says it is: "its media wing, *Al-Naba*, said"."""
    mention = mentions.of(token) if token.dep_ == "appos" else None
    if mention is None or mention.actor is None or mention.actor.kind in _NO_SOURCE:
        return None
    return mention


def issuers(document: Token, mentions: Mentions, lexicon: Lexicon) -> list[Mention]:
    """Return from whom a document or a claim is: "a report by …", "*Seoul*'s claim"."""
    around = syntax.prepositions(document)
    heads = [token for name in ("from", "by") for token in around.get(name, [])]
    heads = heads or phrases.possessors(document)
    heads = heads or [m for m in phrases.modifiers(document) if _issues(m, mentions)]
    for child in document.children:
        if child.dep_ == "acl" and not heads and syntax.is_passive(child):
            heads = [t for c in child.children if c.dep_ == "agent" for t in c.children]
    below = [head for head in heads if head != document and document in head.ancestors]
    return sources(below, mentions, lexicon)


def _issues(word: Token, mentions: Mentions) -> bool:
    """Tell whether a word before a document is a name or a body: "a *ministry* statement"."""
    mention = mentions.of(word)
    body = mention is not None and mention.actor is not None and "agency" in mention.classes
    return body or word.pos_ == "PROPN" or word.ent_type_ in ("NORP", "GPE")


def behind_quote(verb: Token, lexicon: Lexicon) -> Token | None:
    """Return who stands between a quotation and its verb where the parser lost the subject.

    As in: "…," Musa Danladi, a local official, said by phone.
    """
    if verb.lemma_ not in lexicon.sources.speaking or any(
        child.dep_ in ("nsubj", "nsubjpass") for child in verb.children
    ):
        return None
    marks = [token.i for token in verb.doc[verb.sent.start : verb.i] if token.text == '"']
    between = verb.doc[marks[-1] + 1 : verb.i] if marks else ()
    inner = ("compound", "amod", "det", "poss", "nmod", "punct", "case")
    return next((t for t in between if t.pos_ in _NOUNS and t.dep_ not in inner), None)


def hearers_of(verb: Token, covered: frozenset[int]) -> list[Token]:
    """Return to whom a verb says something: "told *Reuters* that …", "said *to AFP*"."""
    told = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ == "PROPN"]
    told += syntax.prepositions(verb).get("to", [])
    return [hearer for hearer in told if hearer.i not in covered or hearer.head == verb]


def before_verb(verb: Token) -> list[Token]:
    """Return who stands right before a verb without subject, hung on the clause before.

    In "four died in Riga, a doctor said" the parser may take the doctor for another name of Riga.
    """
    last = verb.nbor(-1) if verb.i > verb.sent.start else verb
    while last.is_punct and last.i > verb.sent.start:
        last = last.nbor(-1)
    above = [token for token in (last, *last.ancestors) if token.dep_ == "appos"]
    above = [token for token in above if verb in token.ancestors and token.i < verb.i]
    opened = [
        token for token in above if token.left_edge.i and token.left_edge.nbor(-1).text == ","
    ]
    return syntax.conjuncts(opened[-1]) if opened else []
