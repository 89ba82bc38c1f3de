"""Options that several verbs share."""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import click

from nkgraph.articles import iso_date
from nkgraph.cli.output import say
from nkgraph.errors import ArticleError

READING = frozenset(
    {"query", "export", "view", "show", "validate", "info", "ledger", "sources", "review", "serve"}
)
"""Verbs that answer from the graph as it is."""
REMOTE = frozenset({"query", "ledger", "sources", "export", "view", "validate", "info"})
"""Those of them that an endpoint can answer."""
F = TypeVar("F", bound=Callable[..., Any])


def _store(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    """Return the verb's ``--store``, else that of a group above (option, environment, default)."""
    above = ctx.parent
    while not value and above is not None:
        value = above.params.get("store")
        above = above.parent
    folder = value or "nkgraph.store"
    if "://" in folder and _is_address(ctx.info_name, folder):
        return folder
    if not ctx.resilient_parsing and ctx.info_name in READING:
        _remind(folder)
    return folder


def _is_address(verb: str | None, store: str) -> bool:
    """Tell whether a store is an endpoint's address; not every verb can do with one."""
    from nkgraph.address import is_address

    if is_address(store) and verb not in REMOTE:
        verbs = ", ".join(sorted(REMOTE))
        raise click.BadParameter(f"{verb} needs a folder; endpoints answer {verbs}")
    return is_address(store)


def _remind(folder: str) -> None:
    """Say so when a store's decisions were changed by hand and are not applied yet."""
    if not any(os.path.exists(f"{folder}/curation.{end}") for end in ("txt", "followed")):  # noqa: PTH110 - a name too long is none
        return
    from nkgraph import decisions

    if not decisions.followed(folder):
        say(f"Note: {folder}/curation.txt has changed; `nkgraph review apply` applies it")


def store_option(function: F) -> F:
    """Give a verb ``--store``; the function gets the folder's path as ``store``."""
    return click.option(
        "--store",
        callback=_store,
        metavar="FOLDER",
        help="Folder that keeps the graph (NKGRAPH_STORE; default ./nkgraph.store), or, for verbs "
        "that read, the address of a SPARQL endpoint.",
    )(function)


def output_option(function: F) -> F:
    """Give a verb ``-o``; the function gets a path or ``-`` as ``output``."""
    return click.option(
        "-o",
        "--output",
        default="-",
        metavar="FILE",
        type=click.Path(dir_okay=False, allow_dash=True),
        help="Write there instead of to stdout.",
    )(function)


def seconds(_ctx: click.Context, _parameter: click.Parameter, value: str) -> float:
    """Check an option that holds a time to wait: a number above 0 that a clock can count."""
    try:
        found = float(value)
    except ValueError:
        found = math.nan
    if not 0 < found <= threading.TIMEOUT_MAX:
        raise click.BadParameter(f"{value!r} is not a number of seconds above 0")
    return found


def date(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Check an option that holds a date; returns it as an ISO 8601 calendar date."""
    if value is None:
        return None
    try:
        return iso_date(value)
    except ArticleError as error:
        raise click.BadParameter(str(error)) from None


def pairs(
    _ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    """Split the values of a repeated ``name=value`` option."""
    found: dict[str, str] = {}
    for value in values:
        name, equals, rest = value.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"{value!r} is not name=value")
        found[name.strip().lstrip("?$")] = rest
    return found
