"""Sheets folded in a test: the pages of a booklet come in order, in both directions of reading."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from compiler.bidi import Direction
from compiler.messages import CaptureError
from compiler.printing.imposition import Side, Slot, booklet, n_up
from compiler.printing.sheets import imposed, opened
from tests.printing.small_book import fragment

DIRECTIONS = st.sampled_from(["ltr", "rtl"])


def folded(sides: tuple[Side, ...], direction: Direction) -> list[Slot]:
    """The pages as a reader turns them: sheets printed on both sides, turned on the short edge, folded, laid into each other."""
    sections: list[list[tuple[Side, Side]]] = []
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        if front.fold == 0:
            sections.append([])
        sections[-1].append((front, back))
    pages: list[Slot] = []
    for section in sections:
        first: list[Slot] = []
        last: list[Slot] = []
        for front, back in section:
            (left, right), (back_left, back_right) = front.rows[0], back.rows[0]
            # A leaf's back is behind its front: the left half of the back lies behind the right half of the front.
            leaves = [(right, back_left), (left, back_right)]
            outer, inner = leaves if direction == "ltr" else leaves[::-1]
            first += outer
            last = [inner[1], inner[0], *last]
        pages += [*first, *last]
    return pages


@given(st.integers(1, 200), DIRECTIONS, st.integers(0, 6))
def test_a_folded_booklet_reads_in_order(count: int, direction: Direction, sheets: int) -> None:
    pages = folded(booklet(count, direction, sheets), direction)
    assert len(pages) % 4 == 0 and len(pages) < count + 4
    assert pages == [page if page < count else None for page in range(len(pages))]


@given(st.integers(1, 100), st.integers(1, 4), st.integers(1, 4), DIRECTIONS)
def test_n_up_reads_in_rows(count: int, columns: int, rows: int, direction: Direction) -> None:
    read = [
        slot
        for side in n_up(count, columns, rows, direction)
        for row in side.rows
        for slot in (row if direction == "ltr" else row[::-1])
    ]
    assert [slot for slot in read if slot is not None] == list(range(count))
    assert all(
        len(side.rows) == rows and len(side.rows[0]) == columns for side in n_up(count, columns, rows, direction)
    )


def numbered(count: int, direction: Direction) -> bytes:
    """A PDF whose pages say their number, read in `direction`."""
    body = "".join(f'<p style="page: p{n}">page{n}x</p>' for n in range(count))
    writer = PdfWriter(clone_from=BytesIO(fragment("one", body).pdf))
    way = NameObject("/R2L" if direction == "rtl" else "/L2R")
    writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/Direction"): way})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_pages_stand_in_their_places(direction: Direction) -> None:
    book = opened(numbered(6, direction), "b.pdf")
    assert (len(book.pages), book.direction) == (6, direction)
    data = imposed(book, booklet(6, direction))
    assert data == imposed(opened(numbered(6, direction), "b.pdf"), booklet(6, direction))
    document = pypdfium2.PdfDocument(data)
    assert len(document) == 4
    for page, side in zip(document, booklet(6, direction), strict=True):
        width, _ = page.get_size()
        assert width == pytest.approx(2 * book.width)
        text = page.get_textpage()
        halves = (text.get_text_bounded(right=width / 2), text.get_text_bounded(left=width / 2))
        for half, slot in zip(halves, side.rows[0], strict=True):
            assert half.split() == ([f"page{slot}x"] if slot is not None else [])


def test_pages_are_made_smaller_to_fit_and_never_larger() -> None:
    book = opened(numbered(2, "ltr"), "b.pdf")
    small = PdfReader(BytesIO(imposed(book, n_up(2, 2, 1, "ltr"), (book.width, book.height))))
    assert small.pages[0].mediabox.width == pytest.approx(book.width)
    assert "page0x" in small.pages[0].extract_text()


@pytest.mark.parametrize("data", [b"no PDF", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_told(data: bytes) -> None:
    with pytest.raises(CaptureError, match="cannot be imposed"):
        opened(data, "b.pdf")
