"""What stands around the chapters: furniture in batches, and front and back matter in parts, are those of the whole book."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from compiler import matter
from compiler.checks import check_pdf
from compiler.model.book import Book
from compiler.pipeline import Printed, print_book
from compiler.render import is_in_parts, load_layout, matter_pages
from tests.render.rtl_books import english_book, rtl_book


def looks(printed: Printed) -> list[tuple[str, bytes]]:
    """Text and picture of each page."""
    with pypdfium2.PdfDocument(printed.pdf) as document:
        return [(page.get_textpage().get_text_range(), page.render(scale=1).to_pil().tobytes()) for page in document]


@pytest.mark.parametrize(("book", "layout"), [(english_book(), "report"), (rtl_book("fa"), "classic")])
def test_furniture_is_the_same_in_batches(book: Book, layout: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = print_book(book, load_layout(layout), processes=1)
    monkeypatch.setattr(matter, "BATCH", 3)
    parted = print_book(book, load_layout(layout), processes=1)
    assert len(whole.pages.pages) > 6
    assert looks(parted) == looks(whole)
    assert (parted.pages, parted.messages) == (whole.pages, whole.messages)


def test_front_and_back_matter_in_parts_make_the_same_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    book, layout = english_book(), load_layout("report")
    whole = print_book(book, layout, processes=1)
    monkeypatch.setattr(matter_pages, "MANY", 1)
    parted = print_book(book, layout, processes=1)
    assert {page.fragment for page in parted.pages.pages} > {"front", "contents", "figures", "colophon"}
    assert looks(parted) == looks(whole)
    assert [(page.label, page.opening, page.front) for page in parted.pages.pages] == [
        (page.label, page.opening, page.front) for page in whole.pages.pages
    ]
    assert parted.pages.blocks == whole.pages.blocks
    assert targets(parted) == targets(whole)
    assert not check_pdf(parted.pdf, "parted.pdf")


def test_long_lists_go_on_on_another_page_with_nothing_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    book, layout = english_book(), load_layout("large-print")
    whole = print_book(book, layout, processes=1)
    for name in ("MANY", "LINES", "RECORDS"):
        monkeypatch.setattr(matter_pages, name, 1)
    parted = print_book(book, layout, processes=1)
    assert {page.fragment for page in parted.pages.pages} > {"contents.2", "colophon.2"}
    assert len(parted.pages.pages) > len(whole.pages.pages)
    assert {name for name in targets(parted).keys() ^ targets(whole).keys() if not name.startswith("page-")} == set()
    words = [sorted(" ".join(text for text, _ in looks(one)).split()) for one in (parted, whole)]
    missing = Counter(words[1]) - Counter(words[0])
    assert not [word for word in missing if word.isalpha()]
    assert not check_pdf(parted.pdf, "parted.pdf")


@pytest.mark.parametrize(
    ("name", "many", "expected"), [("report", 1, True), ("report", 99, False), ("classic", 1, False)]
)
def test_parts_are_for_many_chapters_on_pages_without_sides(
    name: str, many: int, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matter_pages, "MANY", many)
    assert is_in_parts(english_book(), load_layout(name)) is expected


def test_a_layout_with_front_matter_of_its_own_has_it_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matter_pages, "MANY", 1)
    (tmp_path / "layout.toml").write_text('extends = "report"\n', "utf-8")
    assert is_in_parts(english_book(), load_layout("mine", own=tmp_path))
    (tmp_path / "front.html").write_text('{% extends "page.html" %}', "utf-8")
    assert not is_in_parts(english_book(), load_layout("mine", own=tmp_path))


def targets(printed: Printed) -> dict[str, int]:
    """Named destinations, and how many links lead to each."""
    with pikepdf.open(BytesIO(printed.pdf)) as pdf:
        names = dict.fromkeys((str(name) for name, _ in pikepdf.NameTree(pdf.Root.Names.Dests).items()), 0)
        links = [one for page in pdf.pages for one in page.obj.get("/Annots", [])]
        for link in links:
            if "/Dest" in link:
                names[str(link.Dest)] += 1
        return names
