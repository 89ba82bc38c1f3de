r"""Reading a query before the engine sees it: refusals, parameters, and errors a person can use.

The engine would fetch ``SERVICE`` addresses, and its grammar asks for no white space around
keywords (``SERVICE:x`` is a call). So refusals look at the query's *skeleton*: the same text, of
the same length, with comments, IRIs and strings blanked out, and once more with ``\u`` escapes
resolved.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from nkgraph import mistakes, vocab
from nkgraph.errors import QueryError, near

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BASE = "https://w3id.org/nkgraph/id/"
PREFIXES: Mapping[str, str] = {**vocab.PREFIXES, "id": BASE}

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]{4,8})*>)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}
               | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
               | "(?:[^"\\\n\r]|\\.)*"
               | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:[^\W\d_][\w.-]*)?:[\w.%:\\-]*)
    | (?P<blank>_:[\w.-]*)
    | (?P<word>[^\W\d_]\w*)
    | (?P<space>\s+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_TERM = r"""(?:<_*>|[?$]\w+|[^\s{}()<>"';,:]*:[^\s{}()<>"';,]*)"""
_SERVICE = re.compile(rf"service\s*(?:silent\s*)?{_TERM}\s*\{{", re.IGNORECASE)
_PROLOGUE = re.compile(r"\s*(?:prefix\s+[\w.-]*:\s*<_*>|base\s*<_*>)", re.IGNORECASE)
_SUSPECT = (
    "service", "insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with",
    "\\", "\0",
)  # fmt: skip
"""What every refused query holds one of; without any, escapes included, it need not be taken apart.
Looked for one by one, which takes a tenth of the time of a pattern that ignores case."""
_UPDATE = re.compile(
    r"\s*(insert|delete|load|clear|create|drop|copy|move|add|with)\b",
    re.IGNORECASE,
)
# The W3C's RDFa Core Initial Context, as far as news and people go.
_KNOWN: Mapping[str, str] = {
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/terms/",
    "dc11": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dctype": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "time": "http://www.w3.org/2006/time#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SYNTAX = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_LAST_CODE_POINT = 0x10FFFF


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, text) for every piece of the query; the pieces add up to ``text``."""
    for match in _TOKEN.finditer(text):
        yield match.lastgroup or "other", match.group()


def skeleton(text: str) -> str:
    """Return ``text`` with comments, IRIs and strings blanked, every offset unchanged."""
    out = []
    for kind, piece in tokens(text):
        if kind == "comment":
            out.append(" " * len(piece))
        elif kind == "iri":
            out.append("<" + "_" * (len(piece) - 2) + ">")
        elif kind == "string":
            out.append('"' + "_" * (len(piece) - 2) + '"')
        else:
            out.append(piece)
    return "".join(out)


def _unescape(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = int(match.group(1) or match.group(2), 16)
        return chr(code) if code <= _LAST_CODE_POINT else match.group()

    return _ESCAPE.sub(character, text)


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def after_prologue(text: str) -> int:
    """Return the offset at which the query's own PREFIX and BASE lines end."""
    return _after_prologue(skeleton(text))


def _after_prologue(bare: str) -> int:
    end = 0
    while match := _PROLOGUE.match(bare, end):
        end = match.end()
    return end


@lru_cache(maxsize=128)  # a query asked again need not be read again
def refuse(text: str) -> None:
    """Raise QueryError when the query would write, or reach the network or a file."""
    lower = text.lower()
    if not any(sign in lower for sign in _SUSPECT):
        return
    if "\0" in text:
        raise QueryError("the query holds a NUL character; save it as plain UTF-8 text")
    for variant in dict.fromkeys((text, _unescape(text))):
        bare = skeleton(variant)
        if match := _SERVICE.search(bare):
            raise QueryError(
                f"query, line {_line(bare, match.start())}: SERVICE is refused, because it would "
                "send a request to another machine; query that endpoint yourself and add its "
                "answer to your own"
            )
        start = _after_prologue(bare)
        if match := _UPDATE.match(bare, start):
            raise QueryError(
                f"query, line {_line(bare, match.start(1))}: {match.group(1).upper()} is an "
                "update, and queries only read; use `nkgraph build` to add articles and "
                "`nkgraph forget` to remove one"
            )


def in_file(error: QueryError, name: str) -> QueryError:
    """Return the error with the .rq file's name in the place of the word "query"."""
    told = str(error)
    named = name.endswith(".rq") and "\n" not in name and told.startswith("query, line")
    return QueryError(name + told.removeprefix("query")) if named else error


def undeclared(text: str) -> list[str]:
    """Return the prefixes that the query uses without declaring them, sorted."""
    bare = skeleton(text)
    declared = {m.lower() for m in re.findall(r"prefix\s+([\w.-]*):", bare, re.IGNORECASE)}
    used = {prefix for _, prefix in _names(text)}
    return sorted(p for p in used if p not in PREFIXES and p.lower() not in declared)


def _names(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and prefix of every prefixed name."""
    offset = 0
    for kind, piece in tokens(text):
        if kind == "name":
            yield offset, piece.split(":", 1)[0]
        offset += len(piece)


def syntax_error(text: str, reason: str) -> QueryError:
    """Turn the engine's complaint into a QueryError with the place, a caret and a hint.

    Args:
        text: the query as given to the engine.
        reason: the engine's message, ``error at LINE:COLUMN: expected …``.
    """
    match = _SYNTAX.search(reason)
    if not match:
        return QueryError(f"the query is not valid SPARQL: {reason}")
    lines = text.split("\n")
    number, column = int(match.group(1)), int(match.group(2))
    wanted, hint, place = _mistake(text)
    if place is not None:
        number, column = _line(text, place), place - text.rfind("\n", 0, place)
    wanted = wanted or mistakes.expected(match.group(3))
    line = lines[number - 1] if number <= len(lines) else ""
    place_and_problem = f"query, line {number}, column {column}: not valid SPARQL"
    parts = [f"{place_and_problem}: {wanted}" if wanted else place_and_problem]
    parts += ["  " + line.replace("\t", " "), "  " + " " * (column - 1) + "^"]
    return QueryError("\n".join([*parts, f"hint: {hint}"] if hint else parts))


def _mistake(text: str) -> tuple[str, str, int | None]:
    """Recognize a common mistake: what is wrong, the cure, and where if the engine is no guide."""
    if missing := undeclared(text):
        known = ", ".join(f"{p}:" for p in sorted(PREFIXES))
        iri = _KNOWN.get(missing[0], "…")
        guess = "" if missing[0] in _KNOWN else near(missing[0], PREFIXES)
        cure = f"add `PREFIX {missing[0]}: <{iri}>` at the top; these need no declaration: {known}"
        place = next(o for o, p in _names(text) if p == missing[0])
        return f"prefix {', '.join(f'{p}:' for p in missing)} not declared{guess}", cure, place
    return mistakes.mistake(skeleton(text), after_prologue(text))


def strange(text: str) -> list[str]:
    """Return what to tell of names under nk: that the ontology does not have."""
    from nkgraph import ontology

    used = {piece[3:] for kind, piece in tokens(text) if kind == "name" and piece[:3] == "nk:"}
    nodes = {t.subject.value for t in ontology.triples() if isinstance(t.subject, NamedNode)}
    known = {n.removeprefix(vocab.NK) for n in nodes if n.startswith(vocab.NK)}
    return [
        f"the ontology has no nk:{name}{near(name, known)}, so nothing matches it"
        for name in sorted(used - known - {""})
    ]


def variables(text: str) -> list[str]:
    """Return the names of the query's variables, sorted."""
    return sorted({piece[1:] for kind, piece in tokens(text) if kind == "variable"})


def bind(text: str, terms: Mapping[str, str]) -> str:
    """Put terms in the place of variables.

    Only whole variable tokens are replaced, by terms that the RDF library itself has written, so
    a value can never become syntax. In a SELECT list the variable stays a column.

    Args:
        text: the query.
        terms: variable name → term in N-Triples syntax.

    Raises:
        QueryError: a name that the query has no variable for, or assigns itself.
    """
    unknown = sorted(set(terms) - set(variables(text)))
    if unknown:
        known = ", ".join(variables(text)) or "none"
        guess = near(unknown[0], variables(text))
        raise QueryError(
            f"the query has no variable {', '.join(unknown)}{guess}; its variables: {known}"
        )
    pieces = list(tokens(text))
    out: list[str] = []
    clause, depth, previous = "", 0, ""
    for kind, piece in pieces:
        if kind == "variable" and piece[1:] in terms:
            if previous in {"AS", "VALUES"}:
                raise QueryError(f"parameter {piece[1:]} is already given a value in the query")
            out.append(_bound(piece[1:], terms[piece[1:]], clause if depth == 0 else ""))
        else:
            out.append(piece)
        if kind == "word" and piece.upper() in {"SELECT", "BY", "WHERE", "HAVING"}:
            clause, depth = piece.upper(), 0
        elif piece in "{}" and kind == "other":
            clause, depth = "", 0
        elif piece in "()" and kind == "other":
            depth += 1 if piece == "(" else -1
        if kind not in {"space", "comment"}:
            previous = piece.upper()
    return re.sub(r"\bBOUND\s*\(\s*\x00[^\x00]*\x00\s*\)", "true", "".join(out)).replace("\0", "")


def _bound(name: str, term: str, clause: str) -> str:
    marked = f"\0{term}\0"
    if clause == "SELECT":
        return f"({marked} AS ?{name})"
    return f"({marked})" if clause == "BY" else marked
