"""The log: one JSON object a line on stderr, without the text of queries unless asked for."""

from __future__ import annotations

import datetime as dt
import json
import logging
import traceback
from json.encoder import encode_basestring_ascii
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO


class Log:
    """Writes lines to ``out``; ``now`` tells the time."""

    def __init__(self, out: TextIO, now: Callable[[], dt.datetime] | None = None) -> None:
        self._out = out
        self._now = now or (lambda: dt.datetime.now(dt.UTC))

    def write(self, event: str, **fields: object) -> None:
        """Write a line: the time, the event, and whatever else is not None."""
        told = {"time": self._now().isoformat(timespec="milliseconds"), "event": event, **fields}
        parts = [f'"{name}": {_json(value)}' for name, value in told.items() if value is not None]
        self._out.write(f"{{{', '.join(parts)}}}\n")
        self._out.flush()


def _json(value: object) -> str:
    """Return a value as JSON; the usual ones without the detour that ``json.dumps`` takes."""
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    return repr(value) if type(value) in {int, float} else json.dumps(value)


_TOLD = "ASGI callable returned without completing response"
"""An answer that was cut on purpose; the request's own line says why."""


class Handler(logging.Handler):
    """Puts what the HTTP library has to say into the log."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; of an error its kind and place, not its text: it may hold a query."""
        if record.getMessage().startswith(_TOLD):
            return
        error, place = None, None
        if record.exc_info and record.exc_info[0]:
            error = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else None
        self._log.write("server", message=record.getMessage().strip(), error=error, place=place)
