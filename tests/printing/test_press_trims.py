"""Every size of page that books are cut to, in every layout and both directions: ink keeps clear of the cut and in its margins."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest

from compiler.model.book import Book
from compiler.pipeline import Printed, print_book
from compiler.printing.press.boxes import MILLIMETRE
from compiler.render import Layout, load_layout
from tests.render.rtl_books import english_book, rtl_book

SIZES = ("A4", "A5", "B5", "JIS-B5", "letter", "6x9in", "5x8in", "120mm 190mm")
SAFE = 6.35 * MILLIMETRE
"""A quarter of an inch, which presses want between the cut and anything that must not be cut."""
HANGING = 3.5
"""Points by which letters may stand out of their box: slants, tails, what a justified line leaves at its end."""
COLUMN = 13 * MILLIMETRE
"""What is left beside numbers in the margin: a large one stands in the narrow margin of a chapter against the book's direction."""

Ink = tuple[float, float, float, float]


def inks(pdf: bytes) -> Iterator[tuple[int, Ink, tuple[float, float]]]:
    """Index, ink box (left, top, right, bottom from the page's top left corner) and size of each page with ink."""
    with pypdfium2.PdfDocument(pdf) as document:
        for index, page in enumerate(document):
            image = page.render(scale=2, grayscale=True).to_pil()
            box = image.point(lambda value: 255 if value < 245 else 0).getbbox()
            if box:
                yield index, (box[0] / 2, box[1] / 2, box[2] / 2, box[3] / 2), page.get_size()


def book(direction: str) -> Book:
    return rtl_book("fa") if direction == "rtl" else english_book()


def least(layout: Layout, printed: Printed, index: int) -> tuple[float, float]:
    """What must be free at the left and at the right of a page."""
    if layout.numbered and not layout.narrow:
        # Numbers and captions stand in the margin at which the lines of the chapter begin.
        return (COLUMN, COLUMN)
    inside, outside = layout.inside, layout.outside
    begins_inside = printed.pages.pages[index].side == "right"
    return (inside, outside) if begins_inside else (outside, inside)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("name", ["classic", "report", "large-print"])
@pytest.mark.parametrize("size", SIZES)
def test_ink_keeps_clear_of_the_cut_and_in_its_margins(size: str, name: str, direction: str) -> None:
    layout = load_layout(name, size)
    printed = print_book(book(direction), layout, processes=1)
    pages = 0
    for index, (left, top, right, bottom), (width, height) in inks(printed.pdf):
        if index == printed.pages.blocks["cover"]:
            continue
        assert min(left, top, width - right, height - bottom) >= SAFE, index
        free_left, free_right = least(layout, printed, index)
        assert left >= free_left - HANGING and width - right >= free_right - HANGING, (index, left, width - right)
        pages += 1
    assert pages > 8
    assert layout.inside >= 15 * MILLIMETRE, "a glued back swallows so much"


@pytest.mark.parametrize(("size", "millimetres"), [("B5", (176, 250)), ("JIS-B5", (182, 257)), ("5x8in", (127, 203.2))])
def test_sizes_are_those_that_they_are_called(size: str, millimetres: tuple[float, float]) -> None:
    sheet = load_layout("classic", size).sheet
    assert (sheet.width, sheet.height) == pytest.approx([side * MILLIMETRE for side in millimetres])
