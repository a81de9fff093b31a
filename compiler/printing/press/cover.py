"""The cover for the press: back, spine and front on one sheet, in the order of the book's direction."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from compiler.bidi import Direction
from compiler.model.book import EditionRecord
from compiler.printing.saving import saved

from .block import Sheets
from .boxes import MILLIMETRE
from .intent import finish
from .leaves import Leaves
from .wishes import Press

TITLE_FROM = 6.0
"""Millimetres from which on a spine bears a title: folds wander by a millimetre or more."""


_UNDER = 0.3
"""Points by which the spine reaches below the front, so that no gap shines through between them."""


def spine(pages: int, sheet: float) -> float:
    """Millimetres of a spine over so many pages, two on a leaf, of a paper that is `sheet` millimetres thick."""
    return round(-(-pages // 2) * sheet, 2)


def bears_title(width: float) -> bool:
    """True if a spine of so many millimetres is wide enough for words."""
    return width >= TITLE_FROM


def cover(
    book: bytes, jacket: bytes, width: float, record: EditionRecord, direction: Direction, press: Press, name: str
) -> Sheets:
    """The first page of the finished PDF `book` beside the page `jacket`, which holds the back and a spine `width` millimetres wide.

    A book that is read from the left has its front at the right, one that is read from the right at the left. Same input, same bytes.
    """
    flat, folds = _beside(book, jacket, width * MILLIMETRE, direction)
    with Pdf.open(BytesIO(flat)) as pdf, pypdfium2.PdfDocument(flat) as seen:
        leaves = Leaves(pdf, press, name)
        leaves.put(pdf.pages[0], seen[0], "the cover", folds)
        finish(pdf, record, press)
        return Sheets(pdf=saved(pdf), count=1, messages=tuple(leaves.messages))


def _beside(book: bytes, jacket: bytes, width: float, direction: Direction) -> tuple[bytes, tuple[float, float]]:
    """A PDF of one page that holds both, not yet for the press, and where the folds are."""
    with Pdf.open(BytesIO(book)) as source, Pdf.open(BytesIO(jacket)) as back, Pdf.new() as pdf:
        forms = [pdf.copy_foreign(one.pages[0].as_form_xobject()) for one in (back, source)]
        sizes = [_size(form) for form in forms]
        (back_width, _), (front_width, height) = sizes
        at_back, at_front = (0.0, back_width) if direction == "ltr" else (front_width - _UNDER, 0.0)
        stretch = 1 + _UNDER / back_width
        draw = f"q {stretch:.6f} 0 0 1 {at_back:.4f} 0 cm /Back Do Q q 1 0 0 1 {at_front:.4f} 0 cm /Front Do Q"
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(back_width + front_width, 4), height]),
            Resources=Dictionary(XObject=Dictionary({"/Back": forms[0], "/Front": forms[1]})),
            Contents=pdf.make_indirect(Stream(pdf, draw.encode())),
        )
        pdf.pages.append(Page(pdf.make_indirect(page)))
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
        first = back_width - width if direction == "ltr" else front_width
        return out.getvalue(), (first, first + width)


def _size(form: Object) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in form.BBox)
    return right - left, top - bottom
