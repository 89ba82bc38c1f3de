"""From bytes to text, or the reason why not."""

from __future__ import annotations

import shlex

from nkgraph.articles.outcome import UnreadableError

MAX_LENGTH = 1_000_000
"""Longest text in code points; what spaCy's parser takes at once."""

_UTF16 = {b"\xff\xfe": "UTF-16LE", b"\xfe\xff": "UTF-16BE"}


def decode(data: bytes, source: str) -> str:
    """Return ``data`` decoded as UTF-8, unchanged.

    Args:
        data: the whole file.
        source: its name, for the command in the cure.

    Raises:
        UnreadableError: empty, binary, not UTF-8, or longer than ``MAX_LENGTH``.
    """
    if wide := _UTF16.get(data[:2]):
        raise UnreadableError("it is UTF-16, not UTF-8", _iconv(wide, source))
    if (zero := data.find(b"\0")) >= 0:
        raise UnreadableError(
            f"it is a binary file, not text (a zero byte at offset {zero})",
            "save the article as plain text in UTF-8",
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong = data[error.start]
        raise UnreadableError(
            f"it is not UTF-8 (byte 0x{wrong:02X} at offset {error.start})",
            _iconv("WINDOWS-1252", source) + " (or from whatever encoding it is in)",
        ) from None
    if not text.strip("\ufeff \t\r\n\v\f\u00a0"):
        raise UnreadableError("it is empty", "give it the article's text, or leave it out")
    if len(text) > MAX_LENGTH:
        raise UnreadableError(
            f"it has {len(text):,} characters, more than {MAX_LENGTH:,}",
            "split it into one file for each article",
        )
    return text


def _iconv(encoding: str, source: str) -> str:
    """Return the command that turns the file into UTF-8."""
    name = "FILE" if source == "-" else shlex.quote(source)
    return f"convert it: iconv -f {encoding} -t UTF-8 {name} > utf8.txt"
