"""The shelf of editions: by id and date, what each changed against the one before, and files that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler import pipeline
from compiler.editions import Edition, editions
from compiler.messages import CaptureError
from tests.project.collections import EDITION, sound

_FORMATS = ("epub",)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions of one collection, the later with another sentence, and files that are none."""
    base = tmp_path_factory.mktemp("shelf")
    out = base / "output"
    first = sound(base / "first")
    pipeline.build(first, pipeline.BuildOptions(out=out, formats=("epub", "pdf"), contact=False))
    later = EDITION.replace("2026-11-23", "2026-12-01")
    second = sound(
        base / "second", edition=later, **{"harbour-notes/brief.md": "Other words.\n\nWhat is known of the notes.\n"}
    )
    pipeline.build(second, pipeline.BuildOptions(out=out, formats=_FORMATS))
    (out / "notes.txt").write_text("no edition")
    (out / "letters-from-the-harbour-2026-12-24.pdf").write_bytes(b"no PDF")
    return out


@pytest.fixture(scope="module")
def found(shelf: Path) -> tuple[Edition, ...]:
    return editions(shelf)


def test_editions_stand_in_the_order_of_their_dates(found: tuple[Edition, ...]) -> None:
    assert [(one.id, one.date) for one in found] == [
        ("letters-from-the-harbour", date) for date in ("2026-11-23", "2026-12-01", "2026-12-24")
    ]


def test_chapters_pages_and_title_are_told_where_a_file_tells_them(found: tuple[Edition, ...]) -> None:
    assert found[0].title == "Letters from the Harbour"
    assert (found[0].chapters, found[1].chapters, found[2].chapters) == (1, 1, None)
    assert found[0].pages
    assert found[0].pages > 4
    assert found[1].pages is None


def test_what_changed_is_told_against_the_one_before(found: tuple[Edition, ...]) -> None:
    assert found[0].changed is None
    assert found[1].changed == (("added", 1),)


def test_a_file_that_cannot_be_read_is_a_message(found: tuple[Edition, ...]) -> None:
    assert [message.code for message in found[2].messages] == ["pdf-broken"]


def test_files_have_their_size_and_sum(shelf: Path, found: tuple[Edition, ...]) -> None:
    for edition in found:
        for file in edition.files:
            assert file.bytes == file.path.stat().st_size
            assert len(file.sha256) == 64
    assert {file.path.name for file in found[0].files} == {
        f"letters-from-the-harbour-2026-11-23.{kind}" for kind in ("epub", "pdf")
    }


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match="there is no folder"):
        editions(tmp_path / "nowhere")
