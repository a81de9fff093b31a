"""A sound collection loads: every key arrives in its record, in the form that the records promise."""

from __future__ import annotations

import uuid
from pathlib import Path

from compiler import project
from compiler.model.book import CaptureRecord, EditionRecord, Record
from compiler.project import ChapterWish, FigureWish, TextWish
from tests.project.collections import PICTURE, captured, sound, write

DATA = b"Words of a page.\n"

FULL_EDITION = """\
[edition]
id = "harbour"
title = "Letters from the Harbour"
subtitle = "1890 to 1910"
title_translation = "نامه‌هایی از بندر"
editors = ["B. Editor", "C. Editor"]
publisher = "The Quay Press"
language = "en-GB"
rights = "As marked."
description = "Letters."
identifier = "978-0-9545009-1-7"
date = "2026-11-23"
layout = "report"
page = "A4"
provenance = "notes/provenance.md"

[[chapter]]
source = "harbour-notes"
title = "Notes"

[[figure]]
id = "map"
image = "map.svg"
alt = "A map"
"""

FULL_SOURCE = f"""\
title = "Harbour Notes"
subtitle = "A report"
short_title = "Notes"
authors = ["A. Writer"]
translators = ["T. Lator"]
publisher = "The Quay"
place = "Bushehr"
date = 1894
language = "fa"
addresses = ["https://example.org/b"]
url = "https://example.org/a"
rights = "Public domain."
kind = "report"
pages = 33
provenance = '''
Copied in two parts.
'''
brief = "brief.md"

[text]
capture = "captures/page.txt"
document = 2
way = "text"
password = "quay"

[roles]
"What is held?" = "heading"
"a = b # not a remark" = "drop"

[[figure]]
id = "quay"
image = "figures/quay.svg"
decorative = true
caption = "اسکله"
language = "fa"
translation = "The quay"
translation_language = "en"
credit = "The Quay"
{captured(DATA)}name = "A page.txt"
media_type = "text/plain"
captured = "2016-05"
added = 2026-11-23
"""


def full(folder: Path) -> Path:
    more: dict[str, str | bytes] = {
        "harbour-notes/captures/page.txt": DATA,
        "notes/provenance.md": "Found in a chest.\n",
        "map.svg": PICTURE,
    }
    return write(sound(folder, FULL_SOURCE, FULL_EDITION), more)


def test_every_key_of_an_edition_arrives(tmp_path: Path) -> None:
    edition = project.load(full(tmp_path))
    assert edition.record == EditionRecord(
        title="Letters from the Harbour",
        subtitle="1890 to 1910",
        title_translation="نامه‌هایی از بندر",
        editors=("B. Editor", "C. Editor"),
        publisher="The Quay Press",
        language="en-GB",
        rights="As marked.",
        description="Letters.",
        identifier="urn:isbn:9780954500917",
        date="2026-11-23",
        layout="report",
        page="A4",
    )
    assert edition.id == "harbour"
    assert edition.chapters == (ChapterWish(source="harbour-notes", title="Notes"),)
    assert edition.provenance == "notes/provenance.md"
    assert edition.figures == (FigureWish(id="map", image="map.svg", alt="A map"),)


def test_every_key_of_a_source_arrives(tmp_path: Path) -> None:
    source = project.load(full(tmp_path)).source("harbour-notes")
    capture = source.record.captures[0]
    assert capture == CaptureRecord(
        file="captures/page.txt",
        name="A page.txt",
        sha256=capture.sha256,
        bytes=len(DATA),
        media_type="text/plain",
        captured="2016-05",
        added="2026-11-23",
    )
    assert source.record == Record(
        id="harbour-notes",
        title="Harbour Notes",
        subtitle="A report",
        short_title="Notes",
        authors=("A. Writer",),
        translators=("T. Lator",),
        publisher="The Quay",
        place="Bushehr",
        date="1894",
        language="fa",
        addresses=("https://example.org/a", "https://example.org/b"),
        rights="Public domain.",
        kind="report",
        pages=33,
        provenance="Copied in two parts.",
        captures=(capture,),
    )
    assert source.text == TextWish(capture="captures/page.txt", document=2, way="text", password="quay")  # noqa: S106 - a test
    assert source.roles == (("What is held?", "heading"), ("a = b # not a remark", "drop"))
    assert source.brief == "brief.md"
    assert source.figures[0].translation == "The quay"


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    edition = project.load(sound(tmp_path))
    assert edition.id == "letters-from-the-harbour"
    assert edition.record.identifier.startswith("urn:uuid:")
    assert uuid.UUID(edition.record.identifier)
    assert edition.source("harbour-notes").record.language == "en"
    assert edition.source("harbour-notes").text == TextWish()


def test_an_identifier_left_out_is_the_same_in_another_folder(tmp_path: Path) -> None:
    here, there = (project.load(sound(tmp_path / name)).record.identifier for name in ("here", "there"))
    assert here == there


def test_a_source_in_no_chapter_is_no_fault(tmp_path: Path) -> None:
    folder = sound(tmp_path, **{"spare/source.toml": 'title = "Spare"\n'})
    assert [source.record.id for source in project.load(folder).sources] == ["harbour-notes", "spare"]


def test_a_byte_order_mark_and_windows_line_ends_are_taken(tmp_path: Path) -> None:
    folder = sound(tmp_path)
    path = folder / "edition.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert project.load(folder).record.title == "Letters from the Harbour"


def test_folders_that_are_no_sources_are_left_alone(tmp_path: Path) -> None:
    folder = sound(tmp_path, **{"output/book.epub": b"PK", ".git/source.toml": "no = toml ="})
    assert len(project.load(folder).sources) == 1


def test_a_collection_without_chapters_loads_where_the_order_does_not_matter(tmp_path: Path) -> None:
    folder = write(tmp_path, {"edition.toml": '[edition]\ntitle = "T"\ndate = 2026-11-23\n'})
    assert project.load(folder, ordered=False).chapters == ()
