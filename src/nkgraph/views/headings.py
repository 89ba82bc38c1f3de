"""Which views there are, and what stands above each."""

from __future__ import annotations

from typing import Final

HEADINGS: Final = {
    "network": "Who does what to whom",
    "timeline": "What happened when",
    "figures": "Who counts how many",
    "claims": "Who says what",
    "dossier": "Dossier",
}
"""View → heading of its page; the keys are all views that there are."""
