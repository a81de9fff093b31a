"""Pictures of a PDF's pages for a report, of a bounded number and size; the pages with faults larger and first."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pypdfium2

LARGE, SMALL = 420, 130
"""Pixels of a page's width."""
MOST_BYTES = 6_000_000
MOST_LARGE, MOST_SMALL = 80, 240
_MOST_PIXELS = 4_000_000
_QUALITY = 62


@dataclass(frozen=True, slots=True)
class Picture:
    """A page (from 1), its label, its size in points, and the JPEG; `large` for one with marks."""

    page: int
    label: str
    width: float
    height: float
    large: bool
    jpeg: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures in the order of the pages, and how many pages the PDF has."""

    pages: tuple[Picture, ...]
    count: int


def pictures(data: bytes, faulty: Collection[int]) -> Pictures:
    """Pictures of the pages, those in `faulty` large; none for a PDF that cannot be drawn."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            count = len(document)
            wanted = _wanted(count, faulty)
            return Pictures(tuple(sorted(_drawn(document, wanted), key=lambda one: one.page)), count)
    except pypdfium2.PdfiumError:
        return Pictures((), 0)


def _wanted(count: int, faulty: Collection[int]) -> list[tuple[int, bool]]:
    """Page and whether large, in the order in which they are drawn while there is room."""
    large = [page for page in range(1, count + 1) if page in faulty][:MOST_LARGE]
    small = [page for page in range(1, count + 1) if page not in large][:MOST_SMALL]
    return [(page, True) for page in large] + [(page, False) for page in small]


def _drawn(document: pypdfium2.PdfDocument, wanted: list[tuple[int, bool]]) -> Iterator[Picture]:
    room = MOST_BYTES
    for number, large in wanted:
        page = document[number - 1]
        width, height = page.get_size()
        scale = (LARGE if large else SMALL) / max(width, 1)
        if width * height * scale * scale > _MOST_PIXELS or min(width, height) < 1:
            continue
        buffer = BytesIO()
        page.render(scale=scale).to_pil().convert("RGB").save(buffer, "JPEG", quality=_QUALITY)
        room -= len(buffer.getvalue())
        if room < 0:
            return
        label = document.get_page_label(number - 1) or str(number)
        yield Picture(number, label, width, height, large, buffer.getvalue())
