"""Options that several verbs share."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import click

from nkgraph.articles import iso_date
from nkgraph.errors import ArticleError

F = TypeVar("F", bound=Callable[..., Any])


def _store(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    """Return the verb's ``--store``, else the group's (option, environment, default)."""
    return value or str(ctx.find_root().params.get("store", "nkgraph.store"))


def store_option(function: F) -> F:
    """Give a verb ``--store``; the function gets the folder's path as ``store``."""
    return click.option(
        "--store",
        callback=_store,
        metavar="FOLDER",
        help="Folder that keeps the graph (NKGRAPH_STORE; default ./nkgraph.store).",
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
