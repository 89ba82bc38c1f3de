"""Reading: what becomes an article, what becomes a failure, and what is known about each."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from nkgraph.articles import Failure, front_matter_end, iso_date, read
from nkgraph.errors import ArticleError
from nkgraph.model import Article

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Seoul said on Monday that 3,000 soldiers had left.\n"


def one(path: Path, **options: str) -> Article | Failure:
    (result,) = read([str(path)], **options)  # type: ignore[arg-type]
    return result


def article(path: Path, **options: str) -> Article:
    result = one(path, **options)
    assert isinstance(result, Article), result
    return result


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"one\r\ntwo\rthree\n\n\n",
        b"\xef\xbb\xbfwith a byte order mark",
        "Kämpfe — “Störung” 북한 🛰️\u2028next".encode(),
        b"---\ntitle: T\n---\nBody",
    ],
)
def test_the_text_is_the_decoded_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    found = article(tmp_path / "a.txt")
    assert found.text.encode("utf-8") == data
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.source == (tmp_path / "a.txt").as_posix()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", ["empty"]),
        ("a.txt", b" \n\t\r\n", ["empty"]),
        ("a.txt", "\ufeff\u00a0".encode(), ["empty"]),
        ("a.txt", b"PK\x03\x04\0\0", ["binary", "offset 4"]),
        ("a.txt", b"caf\xe9 in Seoul", ["0xE9", "offset 3", "iconv -f WINDOWS-1252"]),
        ("my file.txt", b"caf\xe9", ["my file.txt'"]),
        ("a.txt", "Seoul".encode("utf-16"), ["UTF-16", "iconv -f UTF-16LE"]),
        ("a.txt", b"x" * 1_000_001, ["1,000,001", "split"]),
        ("a.docx", b"text", ["not a kind of file", ".txt and .md"]),
        ("a", b"text", ["not a kind of file"]),
        ("a.meta.yaml", b"title: T", ["not a kind of file"]),
        ("a.md", b"---\ntitle: T\n---\n\n", ["no text"]),
        ("a.md", b"---\ntitle: [a\n---\nBody", ["not valid YAML", "line 3"]),
        ("a.md", b"---\ntitle: {a: b}\n---\nBody", ["`title`", "not text"]),
        ("a.md", b"---\npublished: last week\n---\nBody", ["'last week'", "YYYY-MM-DD"]),
        ("a.md", b"---\nlanguage: pl\n---\nBody", ["'pl'", "English"]),
    ],
)
def test_what_cannot_be_read_is_named_with_its_cure(
    tmp_path: Path, name: str, data: bytes, words: list[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    found = one(tmp_path / name)
    assert isinstance(found, Failure)
    assert not found.note
    for word in [name, *words]:
        assert word in str(found)


def test_a_missing_path_and_an_address_are_failures() -> None:
    missing, address = read(["no/such.txt", "https://example.org/a.html"])
    assert isinstance(missing, Failure)
    assert str(missing) == "no/such.txt: no such file or folder; check the path"
    assert isinstance(address, Failure)
    assert "not read" in address.reason


def test_a_bad_file_does_not_stop_the_next(tmp_path: Path) -> None:
    for name, text in (("a.txt", ""), ("b.txt", TEXT)):
        (tmp_path / name).write_text(text)
    kinds = [type(found) for found in read([str(tmp_path)])]
    assert kinds == [Failure, Article]


def test_folders_are_searched_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "sub/c.txt", ".hidden/x.txt", ".x.txt", "p.jpg", "q", "b.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT)
    (tmp_path / "b.meta.yaml").write_text("title: From the sidecar")
    *articles, note = read([str(tmp_path)])
    assert [getattr(found, "source", "")[len(str(tmp_path)) + 1 :] for found in articles] == [
        "a.MD",
        "b.txt",
        "sub/c.txt",
    ]
    assert isinstance(note, Failure)
    assert note.note
    assert note.reason == "3 other files ignored (.html, .jpg, no suffix)"


def test_an_empty_folder_is_a_failure(tmp_path: Path) -> None:
    found = one(tmp_path)
    assert isinstance(found, Failure)
    assert "no article" in found.reason


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    sources = [str(tmp_path / "a.txt"), str(tmp_path), f"{tmp_path}/../{tmp_path.name}/a.txt"]
    assert len(list(read(sources))) == 1


@pytest.mark.parametrize(("data", "kind"), [(TEXT.encode(), Article), (b"", Failure)])
def test_standard_input(data: bytes, kind: type) -> None:
    (found,) = read(["-"], stdin=data)
    assert isinstance(found, kind)
    assert found.source == "-"


def test_a_broken_link_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    found, *_ = read([str(tmp_path)])
    assert isinstance(found, Failure)
    assert "broken link" in found.reason


def test_a_file_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT)
    except OSError:
        pytest.skip("this file system keeps only names in UTF-8")
    found, *_ = read([str(tmp_path)])
    assert isinstance(found, Failure)
    assert "rename" in found.cure
    assert "\\xe9" in str(found).lower() or "\\udce9" in str(found)


FRONT = (
    '---\ntitle: "Ties: old"\npublisher: Daily\ndate: 2025-01-13T08:00:00+09:00\nlang: en-GB\n---\n'
)


def test_front_matter_is_read_and_stays_in_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(FRONT + TEXT)
    found = article(tmp_path / "a.md")
    assert (found.title, found.publisher, found.published) == ("Ties: old", "Daily", "2025-01-13")
    assert found.language == "en"
    assert found.text == FRONT + TEXT
    assert front_matter_end(found.text) == len(FRONT)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        (TEXT, 0),
        ("", 0),
        ("---\nA rule above this line.\n---\nBody", 0),
        ("---\ntitle: never closed\nBody", 0),
        ("\n---\ntitle: not at the start\n---\n", 0),
        ("---\ntitle: T\n---\nBody", 17),
        ("---\r\ntitle: T\r\n...\r\nBody", 20),
        ("\ufeff---\ntitle: T\n---\nBody", 18),
        ("---\ntitle: T\n---", 16),
        ("---\ntitle: T\n----\n---\nBody", 22),
    ],
)
def test_where_the_text_proper_begins(text: str, end: int) -> None:
    assert front_matter_end(text) == end


def test_options_win_over_the_sidecar_and_that_over_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(FRONT + TEXT)
    (tmp_path / "a.meta.yaml").write_text(
        "publisher: Weekly\nurl: https://example.org/a\nmood: x\n"
    )
    found = article(tmp_path / "a.md", published="2025-02-01")
    assert found.published == "2025-02-01"
    assert found.publisher == "Weekly"
    assert found.title == "Ties: old"
    assert found.url == "https://example.org/a"


def test_the_sidecar_with_the_whole_name_comes_first(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.meta.yaml").write_text("title: Short")
    (tmp_path / "a.txt.meta.yaml").write_text("title: Whole")
    assert article(tmp_path / "a.txt").title == "Whole"


def test_deeply_nested_yaml_is_an_error_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: {'[' * 5000}\n---\nBody")
    found = one(tmp_path / "a.md")
    assert isinstance(found, Failure)
    assert "not valid YAML" in found.reason


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-01-13", "2025-01-13"),
        (" 20250113 ", "2025-01-13"),
        ("2025-01-13T23:59Z", "2025-01-13"),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize("text", ["", "2025-01", "13/01/2025", "2025-02-30", "yesterday"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ArticleError, match="YYYY-MM-DD"):
        iso_date(text)


def test_a_bad_date_for_all_is_an_error() -> None:
    with pytest.raises(ArticleError):
        list(read(["-"], published="soon", stdin=b"text"))
