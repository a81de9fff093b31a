"""In which order the finished PDF shows the letters of each case."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from compiler import render
from compiler.model.book import Book
from compiler.printing.fragment import lay_out
from tests.reading.glyphs import Glyph, lines_of

from .case import Case
from .facing import opens
from .library import SHAPES
from .order import MIRRORS, Line, faced, is_rtl, line_of, plain

HEIGHT = 12.0
"""What stands for the height of a letter in points: lines of print are at least a third farther apart."""
SCALE = 5
"""Pixels of a point in the pictures that brackets are looked at in."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block begins: its page and the height from the top in points."""

    page: int
    top: float
    name: str


def printed_lines(book: Book, cases: Sequence[Case]) -> dict[str, list[Line]]:
    """The lines of each case as print shows them, from the top; a sign that print puts before a block is taken away."""
    found: dict[str, list[Line]] = {}
    rendered = render.chapters(book, render.load_layout("classic"))
    known = {SHAPES[case.kind].spot.format(case.name): case for case in cases}
    for page in rendered.pages[: len(book.chapters)]:
        fragment = lay_out(page, rendered.resources)
        spots = [
            Spot(number, top, name)
            for number, one in enumerate(fragment.pages)
            for name, top in one.anchors
            if not name.startswith("call-")
        ]
        for name, glyphs in _by_block(fragment.pdf, spots):
            if case := known.get(name):
                lines = [line_of(line) for line in lines_of(glyphs)]
                found.setdefault(case.name, []).extend(_without_sign(lines, SHAPES[case.kind].sign))
    return found


def _without_sign(lines: list[Line], sign: str) -> list[Line]:
    """The sign must stand at an edge of the first line, the right one of text from right to left, or it is found wrong."""
    if not sign or not lines:
        return lines
    first = lines[0].removesuffix(sign) if is_rtl(lines[0][-2:]) else lines[0].removeprefix(sign)
    return [first, *lines[1:]]


def _by_block(pdf: bytes, spots: Sequence[Spot]) -> Iterator[tuple[str, list[Glyph]]]:
    with pypdfium2.PdfDocument(pdf) as document:
        above = ""
        for number, page in enumerate(document):
            here = [Spot(number, 0, above), *sorted((spot for spot in spots if spot.page == number), key=_top)]
            glyphs = _glyphs(page)
            for spot, below in zip(here, [*here[1:], Spot(number, page.get_height(), "")], strict=True):
                if inside := [glyph for glyph in glyphs if spot.top <= glyph.bottom < below.top]:
                    yield spot.name, inside
            above = next((spot.name for spot in reversed(here) if not _is_at_foot(spot.name)), "")


def _top(spot: Spot) -> float:
    return spot.top


def _is_at_foot(name: str) -> bool:
    """True for what stands below the text of its page, so that nothing of it goes on overleaf."""
    return name.endswith(("-note", "-words")) or "-called-" in name


def _glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    """Characters of a page where their glyphs begin, brackets as they look.

    Characters that share a glyph begin at one point: of those from right to left the later stands first.
    """
    text = page.get_textpage()
    picture = page.render(scale=SCALE).to_pil()
    height = page.get_height()
    found = []
    for index in range(pdfium.FPDFText_CountChars(text)):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        if pdfium.FPDFText_IsGenerated(text, index) == 1 or not plain(character):
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        if character in MIRRORS:
            left, bottom, right, top = text.get_charbox(index)
            box = (left - 0.2, height - top - 0.2, right + 0.2, height - bottom + 0.2)
            look = opens(picture.crop(tuple(round(edge * SCALE) for edge in box)))
            character = character if look is None else faced(character, look)
        left, bottom = round(x.value, 1), height - y.value
        place = -index if is_rtl(character) else index
        found.append((place, Glyph(character, left, left, bottom - HEIGHT, bottom)))
    return [glyph for _, glyph in sorted(found, key=lambda one: one[0])]
