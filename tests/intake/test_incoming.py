"""Files on their way in: the day that they tell, the folder that comes along, bounds, and names that are taken."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from compiler import files, intake, project
from compiler.intake import incoming as module
from compiler.messages import CaptureError
from tests.project.collections import PICTURE, sound, write

MHTML = b"From: <Saved>\r\nSubject: A page\r\nDate: Sat, 7 May 2016 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\r\n"
SINGLE = b"<!DOCTYPE html> <html><!--\n Page saved with SingleFile\n saved date: Sat May 07 2016 10:00:00 GMT+0000\n-->"


@pytest.mark.parametrize(
    ("name", "data", "day"),
    [
        ("page.mhtml", MHTML, "2016-05-07"),
        ("page.html", SINGLE, "2016-05-07"),
        ("page.mhtml", MHTML.replace(b"7 May", b"99 Mai"), ""),
        ("page.html", SINGLE.replace(b"May 07", b"May 77"), ""),
        ("page.html", b"<p>Date: Sat, 7 May 2016 10:00:00 +0000</p>", ""),
        ("page.txt", SINGLE, ""),
    ],
)
def test_the_day_of_capture_is_what_the_file_says(tmp_path: Path, name: str, data: bytes, day: str) -> None:
    path = write(tmp_path, {name: data}) / name
    assert intake.taken_in(path).captured == day
    assert intake.taken_in(path, "2015-01").captured == "2015-01"


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"page.html": "<p>Words</p>", "page_files/a.svg": PICTURE, "page_files/b.svg": PICTURE})
    assert len(intake.taken_in(tmp_path / "page.html").beside) == 2
    monkeypatch.setattr(module, "MAX_BESIDE", 1)
    with pytest.raises(CaptureError) as caught:
        intake.taken_in(tmp_path / "page.html")
    assert caught.value.messages[0].code == "capture-folder-large"


def test_a_linked_folder_does_not_come_along(tmp_path: Path) -> None:
    write(tmp_path, {"page.html": "<p>Words</p>", "elsewhere/secret.txt": "A secret."})
    (tmp_path / "page_files").symlink_to(tmp_path / "elsewhere")
    assert intake.taken_in(tmp_path / "page.html").beside == ()


def test_images_of_one_name_and_another_content_stand_side_by_side(tmp_path: Path) -> None:
    other = PICTURE.replace(b"30", b"31")
    folder = sound(tmp_path / "c", **{"harbour-notes/figures/pier.svg": PICTURE})
    write(tmp_path, {"pier.svg": other, "same/pier.svg": PICTURE})
    edition = project.load(folder)
    found = [intake.taken_in(tmp_path / name) for name in ("pier.svg", "same/pier.svg")]
    outputs = intake.outputs(intake.plan(edition, found, "harbour-notes"), edition, date(2026, 11, 23))
    assert outputs == {folder / "harbour-notes" / "figures" / "pier-2.svg": other}


def test_two_copies_of_one_work_make_one_source(tmp_path: Path) -> None:
    """The first becomes the text of the new source, the second is recorded with it."""
    page = "---\ntitle: The Tide Tables of 1894\nauthor: A. Writer\n---\n\nWords of the tables.\n"
    write(tmp_path, {"a.md": page, "b.md": page + "\nAnd more.\n"})
    edition = project.load(sound(tmp_path / "c"))
    plan = intake.plan(edition, [intake.taken_in(tmp_path / name) for name in ("a.md", "b.md")])
    assert [(row.action, row.source) for row in plan.rows] == [
        ("new", "the-tide-tables-of-1894"),
        ("record", "the-tide-tables-of-1894"),
    ]
    files.publish(intake.outputs(plan, edition, date(2026, 11, 23)))
    source = project.load(tmp_path / "c").source("the-tide-tables-of-1894")
    assert [capture.file for capture in source.record.captures] == ["captures/a.md", "captures/b.md"]
    assert source.text.capture == "captures/a.md"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a\nb\\c.txt", "a-b-c.txt"),
        (".hidden.txt", "hidden.txt"),
        ("\udcff\udcfe.txt", "--.txt"),
        ("گزارش نخست.txt", "گزارش نخست.txt"),
        ("n" * 300 + ".txt", "n" * 146 + ".txt"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert module.safe_name(name) == safe


def test_a_name_that_no_record_can_hold_is_recorded_as_far_as_it_can(tmp_path: Path) -> None:
    odd = os.fsdecode(b"a\n\xff\x1b[31m.txt")
    folder = sound(tmp_path / "c")
    write(tmp_path, {odd: "\n\nWords without a title stand here, and they go on for a while as words do.\n"})
    edition = project.load(folder)
    plan = intake.plan(edition, [intake.taken_in(tmp_path / odd)])
    files.publish(intake.outputs(plan, edition, date(2026, 11, 23)))
    new = next(source for source in project.load(folder).sources if source.record.id != "harbour-notes")
    assert new.record.captures[0].name == "a---[31m.txt"


@pytest.mark.parametrize(
    ("folder", "title"),
    [("my-old_records", "My old records"), ("نامه‌ها", "نامه‌ها"), ("d\udcff\n", "D"), ("--", "A new edition")],
)
def test_a_new_collection_gets_its_title_from_its_folder(tmp_path: Path, folder: str, title: str) -> None:
    made = intake.starter(tmp_path / folder, date(2026, 11, 23))
    assert f'title = "{title}"' in made[tmp_path / folder / "edition.toml"].decode()
