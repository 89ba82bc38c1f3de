"""Starting ``nkgraph serve`` as a process of its own, and talking to it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
"""A query that outlives any budget, even on a small store."""


@dataclass
class Running:
    """A server process, its address and its log."""

    process: subprocess.Popen[str]
    port: int
    lines: list[dict[str, Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def client(self, **options: Any) -> httpx.Client:  # noqa: ANN401 - httpx's
        return httpx.Client(base_url=self.url, timeout=20, trust_env=False, **options)

    def workers(self) -> list[int]:
        """Return the ids of the query processes (Linux)."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def logged(self, event: str, **fields: object) -> dict[str, Any]:
        """Return the first line of the log that has these fields; wait for it a while."""
        for _ in range(100):
            for line in list(self.lines):
                if line["event"] == event and fields.items() <= line.items():
                    return line
            time.sleep(0.05)
        message = f"no {event} {fields} in {self.lines}"
        raise AssertionError(message)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Tell the server to end; return its exit status."""
        self.process.send_signal(how)
        return self.process.wait(timeout=20)


def _pump(running: Running) -> None:
    assert running.process.stderr
    for line in running.process.stderr:
        try:
            running.lines.append(json.loads(line))
        except ValueError:
            running.lines.append({"event": "not JSON", "line": line})


@contextlib.contextmanager
def start(store: Path, *options: str, **environment: str) -> Iterator[Running]:
    """Run a server on ``store`` while the block lasts."""
    source = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    process = subprocess.Popen(
        [sys.executable, "-m", "nkgraph", "serve", "--store", store, "--port", "0", *options],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": source} | environment,
    )
    assert process.stderr
    try:
        first = process.stderr.readline()
        assert '"listening"' in first, first + process.stderr.read()
        told = json.loads(first)
        running = Running(process, int(told["url"].rstrip("/").rsplit(":", 1)[1]), [told])
        reader = threading.Thread(target=_pump, args=(running,), daemon=True)
        reader.start()
        yield running
        process.kill()
        process.wait()
        reader.join()
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
