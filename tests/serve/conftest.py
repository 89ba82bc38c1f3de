"""A real server process on a free port of loopback, and a client for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.serve.running import start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx
    from tests.serve.running import Running


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[Running]:
    """The server that most tests share: two processes, five seconds a query."""
    with start(built, "--workers", "2", "--timeout", "5") as started:
        yield started


@pytest.fixture
def client(server: Running) -> Iterator[httpx.Client]:
    """A client of the shared server."""
    with server.client() as made:
        yield made
