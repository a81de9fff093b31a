"""`bayaz add`: captures come in unchanged, to the source that they belong to, or nothing happens at all."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from compiler import project
from tests.cli.running import bayaz, files_of, told
from tests.project.collections import PICTURE, sound, write

SOURCE = """\
# what the editor knows
title = "Notes from the Harbour Office"
short_title = "Harbour Notes"
authors = ["Adela Writer"]   # as on the title page
publisher = "The Quay"
date = "1894-05"
"""

LETTER = "---\ntitle: Notes from the Harbour Office\nauthor: A. Writer\ndate: 1894-05-02\n---\n\nWords of the notes.\n"
OTHER = "---\ntitle: On Growing Lemons\nauthor: B. Grower\ndate: 1901-02-03\n---\n\nWords on lemons.\n"
PAGE = """\
<!DOCTYPE html><html lang="en"><head><title>The Lighthouse</title></head><body><article><h1>The Lighthouse</h1>
<p>It was built in the year of the great storm, and many ships have passed it since then on their way to the harbour.</p>
<p><img src="The Lighthouse_files/light.svg" alt="A lighthouse"></p>
<p>Its keeper wrote a letter every week, and the letters were kept in a chest in the office of the harbour master.</p>
</article></body></html>
"""


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    sound(tmp_path / "c", SOURCE)
    write(tmp_path, {"letter.md": LETTER, "lemons.md": OTHER})
    return tmp_path / "c"


def test_a_document_goes_to_the_source_that_it_belongs_to(collection: Path) -> None:
    run = bayaz("add", "letter.md", "--to", "c", "--yes", "--json", cwd=collection.parent)
    assert run.returncode == 0, run.stderr
    row = told(run)["plan"][0]
    assert (row["action"], row["source"]) == ("text", "harbour-notes")
    assert row["reason"] == "title, people, month"
    source = project.load(collection).source("harbour-notes")
    capture = source.record.captures[0]
    assert (collection / "harbour-notes" / capture.file).read_bytes() == LETTER.encode()
    assert capture.sha256 == hashlib.sha256(LETTER.encode()).hexdigest()
    assert (capture.name, capture.bytes, capture.media_type) == ("letter.md", len(LETTER), "text/markdown")
    assert project.is_day(capture.added)
    assert source.text.capture == "captures/letter.md"
    written = (collection / "harbour-notes" / "source.toml").read_text()
    assert written.startswith(SOURCE)


def test_a_document_of_none_becomes_a_source_that_is_in_no_chapter(collection: Path) -> None:
    run = bayaz("add", "lemons.md", "--to", "c", "--yes", cwd=collection.parent)
    assert run.returncode == 0, run.stderr
    assert 'add [[chapter]] with source = "on-growing-lemons-1901"' in run.stderr
    edition = project.load(collection)
    assert [wish.source for wish in edition.chapters] == ["harbour-notes"]
    record = edition.source("on-growing-lemons-1901").record
    assert (record.title, record.authors, record.date) == ("On Growing Lemons", ("B. Grower",), "1901-02-03")


def test_where_nobody_answers_it_ends_as_a_fault_of_typing(collection: Path) -> None:
    before = files_of(collection)
    run = bayaz("add", "letter.md", "--to", "c", cwd=collection.parent, answer="")
    assert run.returncode == 2
    assert "--yes" in run.stderr
    assert files_of(collection) == before


@pytest.mark.parametrize("answer", ["n\n", "\n"])
def test_without_a_yes_nothing_happens(collection: Path, answer: str) -> None:
    before = files_of(collection)
    run = bayaz("add", "letter.md", "lemons.md", "--to", "c", cwd=collection.parent, answer=answer)
    assert run.returncode == 0
    assert "nothing was changed" in run.stderr
    assert "letter.md" in run.stdout
    assert files_of(collection) == before


def test_a_yes_typed_does_it(collection: Path) -> None:
    run = bayaz("add", "letter.md", "--to", "c", cwd=collection.parent, answer="y\n")
    assert run.returncode == 0
    assert (collection / "harbour-notes" / "captures" / "letter.md").is_file()


def test_a_dry_run_shows_the_plan_only(collection: Path) -> None:
    before = files_of(collection)
    run = bayaz("add", "letter.md", "--to", "c", "--dry-run", "--yes", "--json", cwd=collection.parent)
    data = told(run)
    assert data["plan"][0]["source"] == "harbour-notes"
    assert (data["done"], data["written"]) == (False, [])
    assert files_of(collection) == before


def test_the_same_file_again_changes_nothing(collection: Path) -> None:
    bayaz("add", "letter.md", "lemons.md", "--to", "c", "--yes", cwd=collection.parent)
    before = files_of(collection)
    write(collection.parent, {"renamed.md": LETTER})
    run = bayaz("add", "letter.md", "renamed.md", "lemons.md", "--to", "c", "--yes", "--json", cwd=collection.parent)
    assert [row["action"] for row in told(run)["plan"]] == ["held", "held"]
    assert files_of(collection) == before


def test_a_text_that_stands_is_replaced_only_where_the_source_is_named(collection: Path) -> None:
    bayaz("add", "letter.md", "--to", "c", "--yes", cwd=collection.parent)
    write(collection.parent, {"again/letter.md": LETTER + "\nMore words.\n"})
    run = bayaz("add", "again/letter.md", "--to", "c", "--yes", "--json", cwd=collection.parent)
    assert told(run)["plan"][0]["action"] == "record"
    source = project.load(collection).source("harbour-notes")
    assert source.text.capture == "captures/letter.md"
    assert [capture.file for capture in source.record.captures] == ["captures/letter.md", "captures/2/letter.md"]
    run = bayaz("add", "again/letter.md", "--to", "c", "--source", "harbour-notes", "--yes", cwd=collection.parent)
    assert run.returncode == 0, run.stderr
    source = project.load(collection).source("harbour-notes")
    assert source.text.capture == "captures/2/letter.md"
    assert len(source.record.captures) == 2


def test_a_source_that_is_not_there_is_a_fault_with_a_suggestion(collection: Path) -> None:
    run = bayaz("add", "letter.md", "--to", "c", "--source", "harbour-note", "--yes", cwd=collection.parent)
    assert run.returncode == 3
    assert "did you mean 'harbour-notes'?" in run.stderr


def test_files_that_cannot_be_taken_stop_all_of_them(collection: Path) -> None:
    before = files_of(collection)
    write(collection.parent, {"tune.mp3": "la la"})
    run = bayaz("add", "letter.md", "tune.mp3", "gone.md", "--to", "c", "--yes", "--json", cwd=collection.parent)
    assert run.returncode == 4
    assert [message["code"] for message in told(run)["messages"]] == ["capture-kind", "file-missing"]
    assert files_of(collection) == before


def test_a_saved_page_brings_its_folder_and_keeps_its_name(collection: Path) -> None:
    files: dict[str, str | bytes] = {
        "The Lighthouse.html": PAGE,
        "The Lighthouse_files/light.svg": PICTURE,
        "The Lighthouse_files/deep/style.css": "p {}",
    }
    write(collection.parent / "saved", files)
    (collection.parent / "saved" / "The Lighthouse_files" / "passwd").symlink_to("/etc/passwd")
    run = bayaz("add", "saved/The Lighthouse.html", "--to", "c", "--yes", "--json", cwd=collection.parent)
    assert run.returncode == 0, run.stderr
    source = told(run)["plan"][0]["source"]
    captures = files_of(collection / source / "captures")
    assert captures == {
        name: content.encode() if isinstance(content, str) else content for name, content in files.items()
    }


def test_an_image_goes_to_the_figures_of_the_source_that_is_named(collection: Path) -> None:
    write(collection.parent, {"pier.svg": PICTURE})
    run = bayaz("add", "pier.svg", "--to", "c", "--yes", cwd=collection.parent)
    assert run.returncode == 4
    assert "--source" in run.stderr
    run = bayaz("add", "pier.svg", "--to", "c", "--source", "harbour-notes", "--yes", cwd=collection.parent)
    assert run.returncode == 0, run.stderr
    assert (collection / "harbour-notes" / "figures" / "pier.svg").read_bytes() == PICTURE
    assert 'image = "figures/pier.svg"' in run.stderr


def test_a_link_in_the_collection_leads_no_capture_out(collection: Path) -> None:
    outside = collection.parent / "outside"
    outside.mkdir()
    (collection / "harbour-notes" / "captures").symlink_to(outside)
    run = bayaz("add", "letter.md", "--to", "c", "--yes", cwd=collection.parent)
    assert run.returncode == 3
    assert "outside" in run.stderr
    assert list(outside.iterdir()) == []


def test_what_cannot_be_written_leaves_all_as_it_was(collection: Path) -> None:
    before = files_of(collection)
    (collection / "harbour-notes" / "captures").write_text("in the way")
    run = bayaz("add", "letter.md", "lemons.md", "--to", "c", "--yes", cwd=collection.parent)
    assert run.returncode == 8, run.stderr
    (collection / "harbour-notes" / "captures").unlink()
    assert files_of(collection) == before


def test_a_collection_with_faults_says_so_first(collection: Path) -> None:
    (collection / "harbour-notes" / "source.toml").write_text(SOURCE + "pags = 3\n")
    run = bayaz("add", "letter.md", "--to", "c", "--yes", cwd=collection.parent)
    assert run.returncode == 3
    assert "did you mean 'pages'?" in run.stderr


def test_an_edition_without_chapters_takes_its_first_source(tmp_path: Path) -> None:
    write(tmp_path, {"c/edition.toml": '[edition]\ntitle = "T"\ndate = 2026-11-23\n', "letter.md": LETTER})
    assert bayaz("add", "letter.md", "--to", "c", "--yes", cwd=tmp_path).returncode == 0
    assert len(project.load(tmp_path / "c", ordered=False).sources) == 1


# --- a real capture of three documents ---

REPORTS = {
    "iran-interlink-report-1": ("First Report", "2008-02"),
    "iran-interlink-report-2": ("Second Report", "2009-09"),
    "iran-interlink-report-3": ("Third Report", "2011-04"),
}


@pytest.fixture
def records(tmp_path: Path) -> Path:
    article = (
        'title = "MP: Iraqi Kurds do not want the MKO (Rajavi cult) in Iraqi territory"\npublisher = "Ashraf News"\n'
    )
    fourth = 'title = "Iran Interlink Fourth Report from Baghdad"\nsubtitle = "Camp Liberty and the Mojahedin Khalq"\n'
    sources = {
        name: f'title = "{title}"\npublisher = "Iran Interlink"\ndate = "{date}"\n'
        for name, (title, date) in REPORTS.items()
    }
    sources["ashraf-news-2016"] = article + "date = 2016-05-04\n"
    sources["iran-interlink-report-4"] = fourth + 'publisher = "Iran Interlink"\ndate = "2014-10"\n'
    chapters = "".join(f'[[chapter]]\nsource = "{name}"\n' for name in sorted(sources))
    files: dict[str, str | bytes] = {f"{name}/source.toml": text for name, text in sources.items()}
    return write(tmp_path / "c", {"edition.toml": f'[edition]\ntitle = "T"\ndate = 2026-11-23\n{chapters}', **files})


def test_each_document_of_a_page_goes_to_its_own_source(records: Path, captures: Path) -> None:
    run = bayaz("add", captures / "ashraf-news-2016.txt", "--to", records, "--yes", "--json", cwd=records.parent)
    assert run.returncode == 0, run.stderr
    rows = {row["document"]: row for row in told(run)["plan"]}
    assert {number: (row["action"], row["source"]) for number, row in rows.items()} == {
        1: ("text", "ashraf-news-2016"),
        2: ("new", "knight-ridder-newspapers-2005"),
        3: ("text", "iran-interlink-report-4"),
    }
    edition = project.load(records)
    assert len(edition.chapters) == 5
    sixth = edition.source("knight-ridder-newspapers-2005")
    assert sixth.record.authors == ("Hannah Allam",)
    assert tomllib.loads((sixth.folder / "source.toml").read_text())["text"]["document"] == 2
    assert edition.source("iran-interlink-report-4").text.document == 3
