"""The boxes of marked content on a PDF's pages, as PDFium sees them."""

from __future__ import annotations

from collections.abc import Iterable

import pypdfium2
import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the lower left corner of the page."""
_OBJECTS = 50_000
"""Things drawn on one page that are looked at."""


class Boxes:
    """The boxes of the marked content of a PDF, each page looked at when it is first asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pages: dict[int, dict[int, Box]] = {}

    def of(self, page: int, mark: int) -> Box | None:
        """The box of the marked content `mark` on a page (from 1); None where nothing is drawn in it."""
        if page not in self._pages:
            self._pages[page] = self._page(page)
        return self._pages[page].get(mark)

    def _page(self, number: int) -> dict[int, Box]:
        found: dict[int, Box] = {}
        try:
            with pypdfium2.PdfDocument(self._data) as document:
                page = document[number - 1]
                for index in range(min(pdfium.FPDFPage_CountObjects(page), _OBJECTS)):
                    thing = pdfium.FPDFPage_GetObject(page, index)
                    mark = pdfium.FPDFPageObj_GetMarkedContentID(thing)
                    box = _bounds(thing) if mark >= 0 else None
                    if box is not None:
                        found[mark] = around((found.get(mark), box)) or box
        except (pypdfium2.PdfiumError, IndexError):
            pass  # a page that cannot be drawn has no boxes
        return found


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box that holds all of them; None for none."""
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    left, bottom, right, top = zip(*known, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _bounds(thing: object) -> Box | None:
    left, bottom, right, top = (pdfium.c_float() for _ in range(4))
    known = pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    return (left.value, bottom.value, right.value, top.value) if known else None
