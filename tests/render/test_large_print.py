"""The layout `large-print` keeps what it promises to readers with low vision, measured on its pages in both directions."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from compiler.pipeline import print_book
from compiler.render import load_layout

from .rtl_books import english_book, rtl_book

LEAST = 15.9
"""Points of the smallest letters, but for digests, raised signs and what runs in another script."""
LONGEST = 62
"""Letters of the longest line of text."""
MOST_CONTRAST = 7.0


@dataclass(frozen=True)
class Letter:
    """A letter of a page: its size in points, the name of its face, its colour, the height of its line."""

    sign: str
    size: float
    face: str
    colour: tuple[int, int, int]
    height: float


@cache
def book_of(language: str) -> bytes:
    book = english_book() if language == "en" else rtl_book(language)
    return print_book(book, load_layout("large-print"), processes=1).pdf


def pages(language: str) -> Iterator[list[Letter]]:
    """The letters of every page but the cover."""
    with pypdfium2.PdfDocument(book_of(language)) as document:
        for number in range(1, len(document)):
            text = document[number].get_textpage()
            yield [_letter(text, index) for index in range(text.count_chars())]


def _letter(text: pypdfium2.PdfTextPage, index: int) -> Letter:
    matrix, flags, name = pdfium.FS_MATRIX(), ctypes.c_int(), ctypes.create_string_buffer(200)
    x, y, *paint = ctypes.c_double(), ctypes.c_double(), *(ctypes.c_uint() for _ in range(4))
    pdfium.FPDFText_GetMatrix(text.raw, index, matrix)
    pdfium.FPDFText_GetFontInfo(text.raw, index, name, 200, flags)
    pdfium.FPDFText_GetFillColor(text.raw, index, *paint)
    pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
    red, green, blue = (part.value for part in paint[:3])
    size = pdfium.FPDFText_GetFontSize(text.raw, index) * abs(matrix.d)
    sign = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
    return Letter(sign, size, name.value.decode("ascii", "replace"), (red, green, blue), round(y.value, 1))


def contrast_on_white(colour: tuple[int, int, int]) -> float:
    """By the formula of WCAG 2.2."""
    parts = (part / 255 for part in colour)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


LANGUAGES = pytest.mark.parametrize("language", ["en", "fa", "he", "ur"])


@LANGUAGES
def test_letters_are_large(language: str) -> None:
    letters = [one for page in pages(language) for one in page if one.sign.isalpha()]
    small = {(round(one.size, 1), one.face) for one in letters if one.size < LEAST}
    # Digests and code are measured by their own face; Latin among Persian is 0.92 of it.
    assert {(size, face) for size, face in small if "Mono" not in face and size < LEAST * 0.92} == set()
    assert sum(one.size >= 17.5 for one in letters) > len(letters) / 2


@LANGUAGES
def test_nothing_is_slanted(language: str) -> None:
    faces = {one.face for page in pages(language) for one in page}
    assert faces
    assert [face for face in faces if "Italic" in face or "Oblique" in face] == []


@LANGUAGES
def test_every_letter_is_dark(language: str) -> None:
    colours = {one.colour for page in pages(language) for one in page if one.sign.isalnum()}
    assert [colour for colour in colours if contrast_on_white(colour) < MOST_CONTRAST] == []


def test_lines_are_ragged_short_and_end_without_hyphens() -> None:
    lines: list[str] = []
    for page in pages("en"):
        for height in dict.fromkeys(one.height for one in page):
            lines.append("".join(one.sign for one in page if one.height == height and 17 < one.size < 19).strip())
    full = [line for line in lines if len(line) > 30 and ". . ." not in line]
    assert len(full) > 20
    assert max(map(len, full)) <= LONGEST
    assert [line for line in full if line.endswith(("-", "‐", "\ufffe", "\x02"))] == []


@pytest.mark.parametrize("size", ["A4", "letter", "A5", "6x9in"])
def test_the_text_is_as_large_on_smaller_pages(size: str) -> None:
    layout = load_layout("large-print", size)
    assert layout.leading == 25
    assert layout.longest_note <= 450
    assert layout.sheet.width - layout.inside - layout.outside > 200
