"""One line grid in every layout: measured on the pages, the lines of text stand at the same heights on all of them."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from compiler import render
from compiler.bidi import Direction
from compiler.model.book import Book, Chapter
from compiler.model.pages import Fragment
from compiler.printing import whole_lines
from compiler.printing.fragment import lay_out

from .reading import layout
from .rtl_books import SPEECH, english_book, rtl_book

SLACK = 0.5
"""Points by which the lines of facing pages may differ."""
STEPS = {"en": 1, "he": 7 / 6}
"""Lines of the layout's leading that one of the language takes; four thirds in Arabic script."""
LANGUAGES = ("en", *(language for language in SPEECH if language != "ur"))
"""The letters of Nastaliq hang at many heights in a line: they tell nothing of its own."""


@dataclass(frozen=True)
class Line:
    """A line of letters of one size on a page: its baseline from the top in points."""

    page: int
    height: float
    size: float
    letters: int


def lines(pdf: bytes, direction: Direction) -> Iterator[Line]:
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            words = page.get_textpage()
            own = [i for i in range(words.count_chars()) if _is_of(pdfium.FPDFText_GetUnicode(words.raw, i), direction)]
            found = Counter(_height_and_size(words, index, page) for index in own)
            yield from (Line(number, height, size, letters) for (height, size), letters in found.items())


def _is_of(code: int, direction: Direction) -> bool:
    """True for a letter of the direction."""
    return chr(code).isalpha() and (code >= 0x590) == (direction == "rtl")


def _height_and_size(words: pypdfium2.PdfTextPage, index: int, page: pypdfium2.PdfPage) -> tuple[float, float]:
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetCharOrigin(words.raw, index, x, y)
    pdfium.FPDFText_GetMatrix(words.raw, index, matrix)
    size = pdfium.FPDFText_GetFontSize(words.raw, index) * abs(matrix.d)
    return round(page.get_height() - y.value, 2), round(size, 1)


def text_lines(pdf: bytes, direction: Direction) -> list[Line]:
    """The lines in the size of most letters, where there are several of them."""
    found = list(lines(pdf, direction))
    sizes: Counter[float] = Counter()
    for line in found:
        sizes[line.size] += line.letters
    body = sizes.most_common(1)[0][0]
    return [line for line in found if line.size == body and line.letters > 3]


def strays(pdf: bytes, direction: Direction, step: float) -> list[Line]:
    """The lines of text that stand off the grid on which most do."""
    found = text_lines(pdf, direction)
    usual = Counter(round(line.height % step, 1) for line in found).most_common(1)[0][0]
    far = [(line, (line.height - usual) % step) for line in found]
    return [line for line, off in far if min(off, step - off) > SLACK]


def nameless(book: Book) -> Book:
    """Without the lines of people in openings, which stand between a title and its rule."""
    chapters = (replace(one, record=replace(one.record, authors=()), subtitle="") for one in book.chapters)
    return replace(book, chapters=tuple(chapters))


@cache
def fragments(name: str, language: str) -> tuple[tuple[Chapter, Fragment], ...]:
    book = nameless(english_book() if language == "en" else rtl_book(language))
    rendered = render.chapters(book, layout(name))
    laid_out = (lay_out(page, rendered.resources) for page in rendered.pages)
    return tuple((chapter, one) for chapter, one in zip(book.chapters, laid_out, strict=False))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["classic", "report"])  # large print has no facing pages
def test_lines_of_facing_pages_agree(name: str, language: str) -> None:
    for chapter, fragment in fragments(name, language):
        step = layout(name).leading * STEPS.get(chapter.language, 4 / 3)
        assert len(text_lines(fragment.pdf, chapter.direction)) > 10
        assert strays(fragment.pdf, chapter.direction, step) == []


def test_without_the_grid_they_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_lines, "_fill", lambda *_: None)
    rendered = render.chapters(nameless(english_book()), layout("classic"))
    pages = [lay_out(page, rendered.resources).pdf for page in rendered.pages]
    assert any(strays(pdf, "ltr", layout("classic").leading) for pdf in pages)
