"""Writing source.toml and edition.toml: what is written loads again, and what an editor wrote stays."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler import project
from compiler.messages import CollectionError
from compiler.model.book import CaptureRecord, EditionRecord, Record
from compiler.project import TextWish
from compiler.project.writing import changed, edition_text, source_text
from tests.project.collections import captured, write

CAPTURE = CaptureRecord(
    file="captures/page.txt", name="page.txt", sha256="0" * 64, bytes=3, media_type="text/plain", added="2026-11-23"
)

OLD = """\
# the editor's remark
title   =  "A"    # kept
url = 'https://example.org'

[roles]   # odd order
"x" = "drop"

[[capture]]
file = "captures/first.txt"
sha256 = "1111111111111111111111111111111111111111111111111111111111111111"

[[figure]]
id = "quay"
caption = "اسکله"
"""

lines = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), max_size=20)


def test_a_changed_file_keeps_every_line_of_the_editor() -> None:
    new = changed(OLD, [CAPTURE], TextWish(capture=CAPTURE.file, document=2))
    rest = iter(new.split("\n"))
    assert all(line in rest for line in OLD.rstrip().split("\n")), new
    data = tomllib.loads(new)
    assert [capture["file"] for capture in data["capture"]] == ["captures/first.txt", "captures/page.txt"]
    assert data["text"] == {"capture": "captures/page.txt", "document": 2}
    assert tomllib.loads(OLD).items() <= {**data, "capture": data["capture"][:1]}.items()


def test_a_text_that_is_replaced_keeps_its_remarks() -> None:
    old = 'title = "A"\n[text]\ncapture = "old.txt" # which one\ndocument = 3\nway = "facsimile"\n'
    new = changed(old, [], TextWish(capture="new.txt"))
    assert "# which one" in new
    assert tomllib.loads(new)["text"] == {"capture": "new.txt", "document": 1, "way": "text"}


def test_captures_written_as_a_list_are_added_to() -> None:
    old = 'title = "A"\ncapture = [{file = "a.txt", sha256 = "00"}]\n'
    assert len(tomllib.loads(changed(old, [CAPTURE]))["capture"]) == 2


def test_nothing_to_change_changes_nothing() -> None:
    assert changed(OLD) == OLD


def test_what_cannot_be_changed_in_place_is_refused() -> None:
    for old in ("no toml", 'capture = "a.txt"\n', 'text = "a.txt"\n'):
        with pytest.raises(CollectionError) as caught:
            changed(old, [CAPTURE], TextWish(capture="a.txt"))
        assert caught.value.messages[0].code == "toml-fixed"


@given(lines.filter(bool), lines, st.lists(lines.filter(bool), max_size=3), st.booleans())
def test_a_record_comes_back_as_it_was_written(title: str, place: str, authors: list[str], dated: bool) -> None:
    record = Record(
        id="a", title=title, place=place, authors=tuple(authors), date="2014-10-26" if dated else "2014-10", pages=3
    )
    data = tomllib.loads(source_text(record, TextWish(capture="captures/page.txt")))
    assert data["title"] == title
    assert data.get("place", "") == place
    assert data.get("authors", []) == authors
    assert str(data["date"]) == record.date
    assert data["text"]["capture"] == "captures/page.txt"


def test_what_is_written_loads(tmp_path: Path) -> None:
    data = b"Words.\n"
    edition = EditionRecord(title="Letters", date="2026-11-23", editors=("B. Editor",))
    source = source_text(Record(id="a", title="Notes"), figures=[{"id": "quay", "caption": "اسکله", "language": "fa"}])
    folder = write(
        tmp_path,
        {
            "edition.toml": edition_text(edition, ["a"], "a remark"),
            "a/source.toml": changed(source + captured(data), [], TextWish(capture="captures/page.txt")),
            "a/captures/page.txt": data,
        },
    )
    loaded = project.load(folder)
    assert loaded.record.editors == ("B. Editor",)
    assert loaded.source("a").figures[0].caption == "اسکله"
    assert loaded.source("a").text.capture == "captures/page.txt"
