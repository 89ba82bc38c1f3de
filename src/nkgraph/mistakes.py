"""Common mistakes in SPARQL, recognized by their look: what is wrong, and the cure.

The engine names the place where it could not go on and every token that it could have taken
there, which is seldom what a person did wrong.
"""

from __future__ import annotations

import re
from typing import Final

FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_BEGINNING = re.compile(rf"(?:{'|'.join((*FORMS, 'PREFIX', 'BASE'))})\b", re.IGNORECASE)
_COLUMNS = r"\bselect\b(?:\s|(?:distinct|reduced)\b|[?$]\w+\b)*"
_AGGREGATE = r"\b(?:count|sum|avg|min|max|sample|group_concat)"


def _look(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# Each looks at the query with comments, IRIs and strings blanked out; "here" is the place.
_LOOKS: Final = (
    (
        _look(rf"{_COLUMNS}(?P<here>{_AGGREGATE})\s*\("),
        "a computed column stands in brackets and has a name",
        "write (COUNT(…) AS ?n)",
    ),
    (
        _look(rf"\bselect\b[^{{}}]*(?P<here>\(\s*{_AGGREGATE}\s*\([^()]*\)\s*\))"),
        "a computed column needs a name",
        "write (COUNT(…) AS ?n)",
    ),
    (
        _look(rf"{_COLUMNS}(?P<here>,)"),
        "the columns after SELECT stand without commas",
        "write SELECT ?a ?b",
    ),
    (
        _look(r"\bfilter\s+(?P<here>[?$])"),
        "the condition of FILTER stands in brackets",
        "write FILTER(?x = 1)",
    ),
    (
        _look(r"(?P<here>==)"),
        "two values are compared with a single =",
        "write ?a = ?b",
    ),
    (
        _look(r"\b(?:limit|offset)\s+(?P<here>[^\s\d])"),
        "LIMIT and OFFSET take a whole number",
        "",
    ),
)
_LONGEST = 20_000  # characters; what nobody wrote by hand is not searched for slips of the hand
_SLASHED = re.compile(r"(?<![\w.-])id:([\w.-]+/[\w.%-]*)")
_QUOTE = re.compile(r"""["'](?!_*["'])""")


def mistake(bare: str, start: int) -> tuple[str, str, int | None]:
    """Return what is wrong, the cure, and the offset; empty, empty and None if nothing is known.

    Args:
        bare: the query with comments, IRIs and strings blanked out.
        start: where its own prefixes end.
    """
    start += len(bare[start:]) - len(bare[start:].lstrip())
    if not _BEGINNING.match(bare, start):
        return f"a query begins with {', '.join(FORMS[:-1])} or {FORMS[-1]}", "", start
    if len(bare) > _LONGEST:
        return _brace(bare)
    if slashed := _SLASHED.search(bare):
        cure = f"write id:{slashed.group(1)} as <{slashed.group(1)}>"
        return "a name after a prefix holds no /", cure, slashed.start(1)
    if quote := _QUOTE.search(re.sub(r"\"_*\"", lambda m: "_" * len(m.group()), bare)):
        return "a quotation mark is not closed", "", quote.start()
    for look, wanted, cure in _LOOKS:
        if found := look.search(bare, start):
            return wanted, cure, found.start("here")
    return _brace(bare)


def _brace(bare: str) -> tuple[str, str, int | None]:
    opened, closed = bare.count("{"), bare.count("}")
    if opened > closed:
        return "a brace { is not closed", "", len(bare.rstrip())
    if closed > opened:
        return "a brace } closes nothing", "", bare.rindex("}")
    return "", "", None


def expected(raw: str) -> str:
    """Say in a few words what the grammar wanted, without its character classes.

    Args:
        raw: the engine's list of tokens.
    """
    flat = " ".join(raw.split())
    if "limit should" in flat or "offset should" in flat:
        return "LIMIT and OFFSET take a whole number of at most 20 digits"
    sentence = re.search(r"The [A-Z][^,]*|[A-Z][a-z]+ (?:not|is|of)[^,]*|Duplicated [^,]*", flat)
    if sentence:
        return sentence.group()
    if '"$"' in flat and '"<"' in flat:
        return "expected a variable, an IRI or a value"
    words = re.findall(r'"[^"]{1,8}"|\b[A-Z]{2,}\b', re.sub(r"\[[^\]]*\]", "", flat))
    if {"STR", "NOT", "COALESCE", "CONTAINS", "DATATYPE"} & set(words):
        return "expected an expression"
    return f"expected {', '.join(dict.fromkeys(words[:8]))}" if words else ""
