"""From files, folders and standard input to articles; what cannot be read is named, not fatal.

The text of an article is its file decoded as UTF-8 and nothing else: line ends, front matter
and a byte order mark (then the first code point) stay, so that offsets hold for whoever
decodes the file as UTF-8.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from nkgraph.articles.decode import decode
from nkgraph.articles.files import Found, find
from nkgraph.articles.metadata import Metadata, front_matter, front_matter_end, iso_date, sidecar
from nkgraph.articles.outcome import Failure, UnreadableError
from nkgraph.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Failure", "front_matter_end", "iso_date", "read"]

ENGLISH = frozenset({"en", "eng", "english"})


def read(
    sources: Sequence[str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    stdin: bytes | None = None,
) -> Iterator[Article | Failure]:
    """Yield one article, or one failure, for each text that ``sources`` name.

    Args:
        sources: .txt and .md files, folders of them (searched through, in sorted order), or
            ``-`` for ``stdin``. A file named twice is read once.
        published: ISO 8601 date for all of them; wins over what the files say.
        publisher: who published all of them; wins over what the files say.
        stdin: the bytes that ``-`` stands for.

    Raises:
        ArticleError: ``published`` is not a date.
    """
    options = Metadata(published=iso_date(published) if published else None, publisher=publisher)
    for found in find(sources, stdin=stdin):
        if isinstance(found, Failure):
            yield found
            continue
        try:
            yield _article(found, options)
        except UnreadableError as error:
            yield Failure(found.source, error.reason, error.cure)


def _article(found: Found, options: Metadata) -> Article:
    """Decode one file and put together what is known about it: options, sidecar, front matter."""
    data = found.read()
    text = decode(data, found.source)
    beside = sidecar(found.path) if found.path else Metadata()
    known = options.over(beside).over(front_matter(text))
    language = known.language or "en"
    if language.lower().replace("_", "-").split("-")[0] not in ENGLISH:
        raise UnreadableError(
            f"its language is {language!r}, and only English is read",
            "leave it out, or translate it first; correct `language:` if it is in English",
        )
    if not text[front_matter_end(text) :].strip("\ufeff \t\r\n"):
        raise UnreadableError("it has front matter but no text", "add the article's text")
    return Article(
        source=found.source,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        title=known.title,
        publisher=known.publisher,
        published=known.published,
        url=known.url,
    )
