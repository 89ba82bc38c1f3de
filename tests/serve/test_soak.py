"""Good clients among bad ones get every answer, and the server keeps its size."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from tests.serve.running import start
from tests.serve.soak import soak

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.allow_hosts(["127.0.0.1"])]


def test_bad_clients_harm_only_themselves(built: Path) -> None:
    queries = ["SELECT ?p ?o { <country/PRK> ?p ?o }", "SELECT * { ?c a nk:Claim ; ?p ?o }"]
    with start(built, "--workers", "2", "--timeout", "10") as server:
        found = soak(server, queries, seconds=6)
        assert found.trouble == []
        assert found.answers > 10
        with server.client() as client:
            for _ in range(100):
                if client.get("/health").json()["running"] == 0:
                    break
                time.sleep(0.05)
            assert client.get("/health").json() == {"status": "ok", "running": 0, "waiting": 0}
        faults = [line for line in server.lines if line["event"] in {"died", "not JSON"}]
        assert faults == []
        assert not [line for line in server.lines if line["event"] == "server" and "error" in line]
