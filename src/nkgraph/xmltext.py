"""Text in XML 1.0, which cannot hold every character."""

from __future__ import annotations

import re

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text: str) -> str:
    """Return ``text`` with U+FFFD in the place of each character that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
