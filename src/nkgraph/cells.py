"""Cells of tables that a spreadsheet may open: text never becomes a formula."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def guard(text: str) -> str:
    """Return ``text`` with a leading apostrophe when a spreadsheet would read it as a formula.

    A plain number keeps its sign: ``-5`` is no formula.
    """
    if not text.startswith(FORMULA_STARTS):
        return text
    return text if _is_number(text) else f"'{text}"


def _is_number(text: str) -> bool:
    sign, digits = text[0], text[1:]
    return (
        sign in "+-"
        and digits.replace(".", "", 1).isascii()
        and digits.replace(".", "", 1).isdigit()
    )
