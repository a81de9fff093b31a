"""The gallery shows what its list of pictures says, no more and no less, and stays small."""

from __future__ import annotations

from PIL import Image

from tests.gallery import GALLERY, MAX_BYTES, PAGES, SCREEN, SCREENS, page


def test_every_picture_is_there_and_small() -> None:
    assert (len(PAGES), len(SCREENS)) == (12, 10)
    assert {path.name for path in GALLERY.glob("*.png")} == {shot.file for shot in (*PAGES, *SCREENS)}
    assert max(path.stat().st_size for path in GALLERY.glob("*.png")) <= MAX_BYTES


def test_screens_are_screens_and_pages_stand_upright() -> None:
    for shot in SCREENS:
        assert Image.open(GALLERY / shot.file).size == SCREEN, shot.file
    for shot in PAGES:
        width, height = Image.open(GALLERY / shot.file).size
        assert 1.3 < height / width < 1.5, shot.file


def test_its_page_is_the_one_that_is_made() -> None:
    assert (GALLERY / "README.md").read_text("utf-8") == page()
