"""Contact sheets: every page of a finished PDF, small, as the spreads of the open book, in pictures of bounded size."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from PIL import Image

from compiler.bidi import Direction

PAGES = 200
"""Places for pages on one sheet; a longer book has several."""
ROW = 10
"""Places in a row: an even number, so that no spread is torn."""
CELL = (240, 360)
"""Pixels within which a page is drawn: folios of ten points are read on an A5 page."""
GAP = 12
Size = tuple[int, int]
COLOURS = 64
_DESK, _EDGE = "#b9b9b9", "#8a8a8a"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The places of one sheet, from 0 in the whole book: `last` is the first that it does not have."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How pages lie: side by side from the left or the right, as spreads or each alone."""

    direction: Direction
    two_sided: bool

    @property
    def lead(self) -> int:
        """Empty places before the first page: it lies alone, where the second of a spread is."""
        return 1 if self.two_sided else 0


def name(stem: str, number: int) -> str:
    """The name of the sheet of this number, from 1."""
    return f"{stem}.contact{'' if number == 1 else f'-{number}'}.png"


def is_sheet(file: str, stem: str) -> bool:
    """True if a file of this name is a sheet of the edition `stem`."""
    return bool(re.fullmatch(rf"{re.escape(stem)}\.contact(-\d+)?\.png", file))


def stretches(pages: int, shape: Shape) -> tuple[Stretch, ...]:
    """The sheets of a book of so many pages."""
    places = pages + shape.lead
    return tuple(Stretch(first, min(first + PAGES, places)) for first in range(0, places, PAGES))


def pages_of(stretch: Stretch, shape: Shape) -> range:
    """The pages, from 0, that lie on a sheet."""
    return range(max(stretch.first - shape.lead, 0), stretch.last - shape.lead)


def cell(pdf: bytes) -> Size:
    """The size of every page on the sheets, in pixels: that of the first, fitted into `CELL`."""
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
    scale = min(CELL[0] / width, CELL[1] / height)
    return max(8, int(width * scale)), max(8, int(height * scale))


def drawn(pdf: bytes, pages: Sequence[int], size: Size) -> tuple[bytes, ...]:
    """Each of these pages (from 0) on a ground of `size` with a hairline around it: its pixels, red, green and blue, deflated."""
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(zlib.compress(_small(document, page, size).tobytes(), 1) for page in pages)


def sheet(stretch: Stretch, pages: Sequence[bytes], size: Size, shape: Shape) -> bytes:
    """The pages of `stretch`, as `drawn` gives them, as PNG: at most 2,600 by 7,500 pixels in 64 colours.

    Pages lie in rows in the order of reading, from the right in a right-to-left book; those of a spread touch.
    """
    columns = min(ROW, stretch.last - stretch.first + (stretch.last - stretch.first) % 2)
    rows = -(-(stretch.last - stretch.first) // columns)
    step = Step(size, columns, shape)
    picture = Image.new("RGB", (step.width, GAP + rows * (size[1] + GAP)), _DESK)
    for place, pixels in enumerate(pages, max(stretch.first, shape.lead)):
        picture.paste(Image.frombytes("RGB", size, zlib.decompress(pixels)), step.corner(place - stretch.first))
    return _png(picture)


@dataclass(frozen=True, slots=True)
class Step:
    """Where places of the size `cell` lie, in rows of `columns`."""

    cell: tuple[int, int]
    columns: int
    shape: Shape

    @property
    def width(self) -> int:
        """Of the whole sheet."""
        return self._left(self.columns - 1) + self.cell[0] + GAP

    def corner(self, place: int) -> tuple[int, int]:
        """The upper left corner of the place, counted from that of the sheet."""
        row, column = divmod(place, self.columns)
        left = self._left(column)
        if self.shape.direction == "rtl":
            left = self.width - left - self.cell[0]
        return left, GAP + row * (self.cell[1] + GAP)

    def _left(self, column: int) -> int:
        gaps = column // 2 if self.shape.two_sided else column
        return GAP + column * self.cell[0] + gaps * GAP


def _small(document: pypdfium2.PdfDocument, number: int, size: Size) -> Image.Image:
    page = document[number]
    width, height = page.get_size()
    small = page.render(scale=min((size[0] - 1) / width, (size[1] - 1) / height)).to_pil()
    page.close()
    ground = Image.new("RGB", size, _EDGE)
    ground.paste(small.crop((0, 0, size[0] - 1, size[1] - 1)))
    return ground


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(out, "PNG", compress_level=6)
    return out.getvalue()
