"""Why a frame that lists a word made no event of it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkgraph.explain import data
from nkgraph.explain.phrases import called, positions, quoted, some
from nkgraph.explain.values import Refusal
from nkgraph.extract.misfit import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from nkgraph.extract.event import Context
    from nkgraph.extract.misfit import Misfit
    from nkgraph.frames import Frame

    Found = tuple[tuple[str, tuple[str, ...]], ...]

_PLAIN = {
    "finite": "finite: the verb only says what another is for",
    "solid": "solid: the sentence does not assert it",
    "named": "named: nobody who takes part has a name, and there is no number",
    "bare": "no verb asserts it, there is no number, and not both a name and a second participant",
    **RULES,
}
"""Keys of frames that need no further words, and rules of grammar."""


def refusal(word: Token, frame: Frame, misfit: Misfit, context: Context) -> Refusal:
    """Return a misfit with all that is to be said of it."""
    found = tuple((quoted(token), called(token, context)) for token in misfit.found)
    wanted = _wanted(frame, misfit)
    if misfit.key in _PLAIN:
        because = _PLAIN[misfit.key]
        if found and misfit.key in RULES:
            because += f" ({', '.join(words for words, _ in found)})"
    elif misfit.key.startswith("not-"):
        because = f"{misfit.key}: {_ruled_out(found, wanted, misfit.name)}"
    else:
        because = f"{misfit.key}: {_asked(misfit, found, wanted)}"
    return Refusal(
        type=frame.type,
        key=misfit.key,
        because=because,
        data=data.of_frame(frame, word, misfit.name if misfit.key == "lemmas" else ""),
        found=found,
        wanted=wanted,
    )


def _wanted(frame: Frame, misfit: Misfit) -> tuple[str, ...]:
    """Return what the key of a misfit asks for or rules out."""
    match misfit.key:
        case "lemmas":
            return (misfit.name,)
        case "passive":
            return (str(frame.passive),)
        case "with":
            return tuple(
                sorted(f"{name} {some(words)}".strip() for name, words in frame.with_.items())
            )
        case "not-with":
            return tuple(sorted(frame.not_with[misfit.name]))
        case "needs" | "both":
            roles: Iterable[str] = frame.needs if misfit.key == "needs" else frame.both
            return tuple(sorted(_role(frame, role) for role in roles))
        case key:
            known = getattr(frame, key.replace("-", "_"), ())
            return tuple(sorted(known)) if isinstance(known, frozenset) else ()


def _role(frame: Frame, role: str) -> str:
    """Return a role with the positions at which it is looked for."""
    names = frame.roles.get(role, ())
    if role == "figure":
        names = tuple(one for many in frame.figure.values() for one in many)
    return f"{role} ({positions(names) or 'no position'})"


def _ruled_out(found: Found, wanted: tuple[str, ...], behind: str) -> str:
    (words, names), *_ = found
    which = [name for name in names if name in wanted] or [words.strip("“”").lower()]
    where = f" behind “{behind}”" if behind else ""
    return f"{words}{where} is ruled out ({', '.join(which)})"


def _asked(misfit: Misfit, found: Found, wanted: tuple[str, ...]) -> str:
    """Return what a frame asks for, and what stands there instead."""
    match misfit.key:
        case "lemmas":
            asks = f"counts only with “{misfit.name}”"
        case "passive":
            asks = f"{wanted[0]}, and the verb is {'active' if 'only' in wanted else 'passive'}"
        case "needs":
            asks = f"none of these is filled: {'; '.join(wanted)}"
        case "both":
            asks = f"not all of these are filled: {'; '.join(wanted)}"
        case "with":
            asks = f"must have behind it {' or '.join(wanted)}"
        case "with-word":
            asks = f"must have near it {some(wanted)}"
        case "object-word":
            asks = f"must have before its object {some(wanted)}"
        case "content":
            asks = f"must govern {some(wanted)}"
        case _:
            asks = f"must be {some(wanted)}" + ("" if found else "; there is none")
    return asks + "".join(f"; {words} is {some(names)}" for words, names in found)
