"""What stands around the chapters: furniture in batches is that of all pages at once."""

from __future__ import annotations

import pypdfium2
import pytest

from compiler import matter
from compiler.model.book import Book
from compiler.pipeline import Printed, print_book
from compiler.render import load_layout
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
