"""``nkgraph serve``: the store over HTTP, for programs and for people."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from nkgraph.cli.options import seconds, store_option

REMOTE_RATE = 50.0
"""Requests a second from one address beyond this machine, unless told otherwise."""


@click.command(name="serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=7878, show_default=True, type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes any free one.",
)  # fmt: skip
@click.option(
    "--token", envvar="NKGRAPH_TOKEN", metavar="TOKEN",
    help="Ask for this token (NKGRAPH_TOKEN); needed beyond this machine.",
)  # fmt: skip
@click.option(
    "--cors", "origins", multiple=True, metavar="ORIGIN",
    help="Let pages of this site read answers (https://example.org, or * for all); repeatable.",
)  # fmt: skip
@click.option(
    "--allow-host", "hosts", multiple=True, metavar="NAME",
    help="Answer under this name too, as behind a proxy; repeatable.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(min=1), default=None, show_default="one a core",
    help="Queries that run at once.",
)  # fmt: skip
@click.option(
    "--timeout", callback=seconds, default="30", show_default=True, metavar="SECONDS",
    help="Stop a query that takes longer.",
)  # fmt: skip
@click.option(
    "--rate", type=click.FloatRange(min=0, min_open=True), default=None,
    show_default="none on this machine, else 50",
    help="Requests a second that one address may send.",
)  # fmt: skip
@click.option(
    "--max-query", type=click.IntRange(min=1), default=256, show_default=True, metavar="KIB",
    help="Longest query.",
)  # fmt: skip
@click.option(
    "--max-answer", type=click.IntRange(min=1), default=256, show_default=True, metavar="MIB",
    help="Longest answer.",
)  # fmt: skip
@click.option(
    "--memory", type=click.IntRange(min=64), default=2048, show_default=True, metavar="MIB",
    help="What a query may use (Linux).",
)  # fmt: skip
@click.option(
    "--grace", callback=seconds, default="10", show_default=True, metavar="SECONDS",
    help="What running requests get when the server is stopped.",
)  # fmt: skip
@click.option("--log-queries", is_flag=True, help="Write the text of queries into the log.")
@store_option
def command(  # noqa: PLR0913 - one parameter an option
    *,
    host: str,
    port: int,
    token: str | None,
    origins: tuple[str, ...],
    hosts: tuple[str, ...],
    workers: int | None,
    timeout: float,
    rate: float | None,
    max_query: int,
    max_answer: int,
    memory: int,
    grace: float,
    log_queries: bool,
    store: str,
) -> None:
    """Serve the graph over HTTP, for programs and for people.

    The page at / has key figures, the named queries and an editor. /query answers SPARQL
    (SPARQL 1.1 Protocol), /store gives whole graphs (Graph Store Protocol), /health says
    whether all is well. Nothing can be written. Only this machine can reach the server,
    unless --host says otherwise; then it asks for --token. The log is JSON lines on stderr.

    \b
    Example:
      nkgraph serve
      nkgraph serve --port 8080 --timeout 10 --workers 4
      nkgraph serve --port 0 --log-queries
    """  # noqa: D301 - \b is click's mark for lines to keep
    from nkgraph.serve.server import serve
    from nkgraph.serve.settings import KIB, MIB, Settings

    settings = Settings(
        store=Path(store),
        host=host,
        port=port,
        token=token,
        origins=origins,
        hosts=hosts,
        workers=workers or os.cpu_count() or 1,
        timeout=timeout,
        rate=rate,
        max_query=max_query * KIB,
        max_body=max_query * KIB * 4,  # percent-encoded, with its fields
        max_answer=max_answer * MIB,
        memory=memory * MIB,
        grace=grace,
        log_queries=log_queries,
    )
    if not settings.loopback:
        if not token:
            raise click.UsageError(
                f"--host {host} lets other machines in: give --token, or NKGRAPH_TOKEN"
            )
        settings = replace(settings, rate=rate or REMOTE_RATE)
    serve(settings)
