"""Contact sheets: every page once, in the order of reading, spreads whole, sizes bounded, the same bytes again."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from compiler.bidi import Direction
from compiler.printing import contact
from compiler.printing.contact import GAP, PAGES, Shape, Stretch

COLOURS = ((200, 30, 30), (30, 160, 60), (30, 60, 200), (220, 200, 40), (120, 40, 160))
WIDTH, HEIGHT = 240, 340
"""Pixels of an A5 page on a sheet."""


def coloured(count: int, size: tuple[int, int] = (420, 595)) -> bytes:
    """A PDF of so many pages, each filled with the next of `COLOURS`."""
    pdf = pikepdf.new()
    for number in range(count):
        fill = " ".join(f"{part / 255:.4f}" for part in COLOURS[number % len(COLOURS)])
        page = pdf.add_blank_page(page_size=size)
        page.Contents = pdf.make_stream(f"{fill} rg 0 0 {size[0]} {size[1]} re f".encode())
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def sheet(stretch: Stretch, pdf: bytes, shape: Shape) -> bytes:
    """A sheet of a PDF, drawn anew."""
    size = contact.cell(pdf)
    return contact.sheet(stretch, contact.drawn(pdf, contact.pages_of(stretch, shape), size), size, shape)


def picture(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def colour_at(image: Image.Image, x: int, y: int) -> int | None:
    """Which of `COLOURS` is there, None for the desk under the pages."""
    pixel = image.getpixel((x, y))
    assert isinstance(pixel, tuple)
    far = [sum(abs(one - other) for one, other in zip(pixel, colour, strict=True)) for colour in COLOURS]
    return far.index(min(far)) if min(far) < 30 else None


def row(image: Image.Image, number: int, columns: int, gap_after: int) -> list[int | None]:
    """The colours of a row's places from the left; a gap follows every `gap_after` of them."""
    middles = [GAP + c * WIDTH + c // gap_after * GAP + WIDTH // 2 for c in range(columns)]
    return [colour_at(image, x, GAP + number * (HEIGHT + GAP) + HEIGHT // 2) for x in middles]


# --- order ---


def test_the_first_page_lies_alone_and_spreads_follow() -> None:
    pdf, shape = coloured(5), Shape("ltr", two_sided=True)
    (stretch,) = contact.stretches(5, shape)
    image = picture(sheet(stretch, pdf, shape))
    assert row(image, 0, 6, 2) == [None, 0, 1, 2, 3, 4]


def test_right_to_left_the_spreads_begin_at_the_right() -> None:
    pdf, shape = coloured(5), Shape("rtl", two_sided=True)
    image = picture(sheet(Stretch(0, 6), pdf, shape))
    assert row(image, 0, 6, 2) == [4, 3, 2, 1, 0, None]


@pytest.mark.parametrize(("direction", "order"), [("ltr", [0, 1, 2, 3]), ("rtl", [3, 2, 1, 0])])
def test_one_sided_pages_lie_apart(direction: Direction, order: list[int]) -> None:
    pdf, shape = coloured(4), Shape(direction, two_sided=False)
    image = picture(sheet(Stretch(0, 4), pdf, shape))
    assert row(image, 0, 4, 1) == order
    assert colour_at(image, GAP + WIDTH + GAP // 2, HEIGHT // 2) is None


def test_pages_of_a_spread_touch_at_a_hairline() -> None:
    shape = Shape("ltr", two_sided=True)
    image = picture(sheet(Stretch(0, 6), coloured(5), shape))
    fold = GAP + 3 * WIDTH + GAP  # the second spread's middle
    seen = [colour_at(image, x, HEIGHT // 2) for x in range(fold - 4, fold + 4)]
    assert seen.count(None) == 1


def test_a_second_row_begins_where_reading_goes_on() -> None:
    shape = Shape("rtl", two_sided=True)
    image = picture(sheet(Stretch(0, 12), coloured(11), shape))
    assert row(image, 1, 10, 2) == [None] * 8 + [10 % 5, 9 % 5]


def test_a_page_of_another_shape_stays_in_its_place() -> None:
    pdf = pikepdf.open(BytesIO(coloured(3)))
    pdf.pages[1].MediaBox = [0, 0, 420, 100]
    out = BytesIO()
    pdf.save(out)
    shape = Shape("ltr", two_sided=False)
    image = picture(sheet(Stretch(0, 3), out.getvalue(), shape))
    assert image.size == (GAP + 3 * (WIDTH + GAP) + WIDTH + GAP, HEIGHT + 2 * GAP)
    assert colour_at(image, GAP + WIDTH + GAP + 20, HEIGHT - 10) is None


# --- bounds ---


@given(st.integers(1, 3200), st.booleans())
def test_every_page_is_on_exactly_one_sheet_and_no_spread_is_torn(pages: int, two_sided: bool) -> None:
    shape = Shape("ltr", two_sided)
    parts = contact.stretches(pages, shape)
    places = [place for part in parts for place in range(part.first, part.last)]
    assert places == list(range(pages + shape.lead))
    assert all(part.last - part.first <= PAGES and part.first % 2 == 0 for part in parts)


@pytest.mark.parametrize("size", [(420, 595), (595, 842), (842, 595), (14_000, 40), (40, 14_000)])
def test_a_sheet_is_bounded_whatever_the_page(size: tuple[int, int]) -> None:
    shape = Shape("ltr", two_sided=True)
    data = sheet(Stretch(PAGES, 2 * PAGES), coloured(2 * PAGES, size), shape)
    image = picture(data)
    assert image.width <= 2600
    assert image.height <= 7500
    assert len(data) < 1_000_000


def test_the_same_pdf_gives_the_same_bytes() -> None:
    shape = Shape("ltr", two_sided=True)
    pdf = coloured(7)
    assert sheet(Stretch(0, 8), pdf, shape) == sheet(Stretch(0, 8), pdf, shape)


# --- names ---


def test_names_of_sheets() -> None:
    names = [contact.name("book-2026-11-23", number) for number in (1, 2, 15)]
    assert names == [f"book-2026-11-23.contact{part}.png" for part in ("", "-2", "-15")]
    assert all(contact.is_sheet(name, "book-2026-11-23") for name in names)


@pytest.mark.parametrize(
    "name", ["book.contact.png", "book-2026-11-23.contact.jpg", "xbook-2026-11-23.contact.png", "book.contact-a.png"]
)
def test_names_of_other_files(name: str) -> None:
    assert not contact.is_sheet(name, "book-2026-11-23")
