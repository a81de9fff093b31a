"""Details of printed pages that a good press looks at, measured on the page in every layout."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from compiler import render
from compiler.model.content import Block, Blocks, Cell, Note, NoteRef, Paragraph, Table, Text, Verse
from compiler.passes import settle
from compiler.pipeline import print_book
from compiler.printing.fragment import lay_out

from .books import book, chapter, paragraph, words
from .reading import LAYOUTS, layout
from .rtl_books import english_book, rtl_book

SCALE = 4


def english_pages(name: str, blocks: Blocks, notes: tuple[Note, ...] = ()) -> pypdfium2.PdfDocument:
    made = settle(book(chapter(blocks, notes), provenance=False))
    rendered = render.chapters(made, layout(name))
    return pypdfium2.PdfDocument(lay_out(rendered.pages[0], rendered.resources).pdf)


def persian_page(name: str, blocks: Blocks) -> pypdfium2.PdfPage:
    made = rtl_book("fa", mixed=False)
    made = settle(replace(made, provenance=(), chapters=(replace(made.chapters[0], blocks=blocks, notes=()),)))
    rendered = render.chapters(made, layout(name))
    pdf = pypdfium2.PdfDocument(lay_out(rendered.pages[0], rendered.resources).pdf)
    return pdf[0]


def rules(page: pypdfium2.PdfPage, least: float) -> list[float]:
    """The heights in points, from the top, of unbroken dark lines at least so many points long."""
    image = page.render(scale=SCALE).to_pil().convert("L").point(lambda shade: 255 * (shade < 170))
    long = image.reduce((int(least * SCALE), 1)).point(lambda share: 255 * (share == 255))
    found = [y / SCALE for y in range(long.height) if _has_ink(long, y)]
    return [height for height, before in zip(found, [-9.0, *found], strict=False) if height - before > 1]


def _has_ink(image: Image.Image, y: int) -> bool:
    return image.crop((0, y, image.width, y + 1)).getbbox() is not None


def spots(page: pypdfium2.PdfPage, letters: str) -> tuple[float, float]:
    """The left and right end of the first place where these letters stand."""
    text = page.get_textpage()
    at = text.get_text_range().index(letters)
    boxes = [text.get_charbox(index) for index in range(at, at + len(letters))]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


@pytest.mark.parametrize("name", LAYOUTS)
def test_one_rule_stands_over_the_notes_and_none_under_them(name: str) -> None:
    called = Paragraph(id="one-p1", language="en", content=(Text("A word"), NoteRef("one-n1", "1", "1")))
    note = Note(id="one-n1", language="en", marker="1", number="1", blocks=(paragraph("one-p10", "A note."),))
    page = english_pages(name, (called,), (note,))[0]
    lower = [height for height in rules(page, 25) if height > page.get_height() / 2]
    assert len(lower) == 1


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_column_has_one_edge_whatever_way_its_cells_run(name: str) -> None:
    cells = [Cell(content=words(text)) for text in ("دفتر خوانندگان", "PDF", "کاغذ", "EPUB")]
    table = Table(
        id="one-t1", language="fa", direction="rtl", body=tuple((one, Cell(content=words("۱"))) for one in cells)
    )
    page = persian_page(name, (table,))
    text = page.get_textpage()
    said = text.get_text_range()
    rights = [spots(page, "PDF")[1], spots(page, "EPUB")[1]]
    persian = [text.get_charbox(index)[2] for index, letter in enumerate(said) if letter in "دک"]
    assert max(rights) - min(rights) < 1.5
    assert max(persian) == pytest.approx(max(rights), abs=2.5)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_stanza_stays_on_one_page(name: str) -> None:
    stanza = tuple(words(f"stanza line {number}") for number in range(4))
    for filler in range(20, 28):
        blocks: tuple[Block, ...] = (
            *(paragraph(f"one-p{n}", "a word") for n in range(filler)),
            Verse(id="one-v1", language="en", stanzas=(stanza,)),
        )
        pages = [page.get_textpage().get_text_range() for page in english_pages(name, blocks)]
        assert [page.count("stanza line") for page in pages if "stanza line" in page] == [4]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_note_on_the_edition_has_a_head(name: str) -> None:
    made = english_book()
    long = tuple(
        paragraph(f"provenance-p{n}", "How these leaves came together, and what became of them. " * 4)
        for n in range(24)
    )
    printed = print_book(settle(replace(made, provenance=long)), layout(name), processes=1)
    pages = [page for page in printed.pages.pages if page.front and not page.blank]
    document = pypdfium2.PdfDocument(printed.pdf)
    tops = [
        document[page.index].get_textpage().get_text_bounded(bottom=document[0].get_height() - 60) for page in pages
    ]
    assert any(
        "about this edition" in " ".join(top.lower().split())
        for page, top in zip(pages, tops, strict=True)
        if not page.opening
    )


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_long_imprint_loses_nothing(name: str) -> None:
    made = english_book()
    long = "Leaves were read\u00a0again. " * 160
    printed = print_book(replace(made, record=replace(made.record, description=long)), layout(name), processes=1)
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed.pdf))
    assert text.replace("\u00a0", " ").count("read again") == 160
