"""What the layouts make of pictures and words that do not fit: set by the engine, measured on the page."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from PIL import Image

from compiler import render
from compiler.model.content import Block, Cell, Figure, Paragraph, Table, Text
from compiler.model.reading import Picture
from compiler.printing.fragment import lay_out

from .books import book, chapter
from .reading import LAYOUTS, layout


def png(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return out.getvalue()


def set_pages(name: str, block: Block, *pictures: Picture) -> pdfium.PdfDocument:
    """The pages of a chapter of this block alone."""
    made = replace(chapter((block,)), pictures=pictures)
    rendered = render.chapters(book(made), layout(name))
    return pdfium.PdfDocument(lay_out(rendered.pages[0], rendered.resources).pdf)


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize(("width", "height"), [(200, 1600), (1600, 200), (300, 300), (20, 10)])
def test_pictures_keep_their_shape(name: str, width: int, height: int) -> None:
    figure = Figure(id="one-fig1", language="en", image="one-a.png", alt="a mast")
    picture = Picture("one-a.png", png(width, height), "image/png", width, height)
    pages = set_pages(name, figure, picture)
    images = [one for page in pages for one in page.get_objects() if isinstance(one, pdfium.PdfImage)]
    assert len(images) == 1
    left, bottom, right, top = images[0].get_bounds()
    assert (right - left) / (top - bottom) == pytest.approx(width / height, rel=0.02)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_word_longer_than_the_line_is_broken(name: str) -> None:
    address = "https://www.example.org/" + "leaf" * 60
    pages = set_pages(name, Paragraph(id="one-p1", language="en", content=(Text(address),)))
    for page in pages:
        words = page.get_textpage()
        edge = page.get_width() - 20
        assert all(words.get_charbox(index)[2] < edge for index in range(words.count_chars()))


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("columns", [3, 8, 14])
def test_a_table_of_many_columns_stays_on_the_page(name: str, columns: int) -> None:
    row = tuple(Cell(content=(Text(f"Column{index}"),)) for index in range(columns))
    pages = set_pages(name, Table(id="one-t1", language="en", head=(row,), body=(row, row)))
    for page in pages:
        words = page.get_textpage()
        edge = page.get_width() - 20
        assert all(words.get_charbox(index)[2] < edge for index in range(words.count_chars()))
