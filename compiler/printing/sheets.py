"""Finished pages placed on printed sheets: booklets and n-up prints of any PDF, each page kept as vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError
from pypdf.generic import RectangleObject

from compiler.bidi import Direction
from compiler.messages import CaptureError, Origin

from .imposition import Side, Slot

MAX_PAGES = 20_000


@dataclass(frozen=True, slots=True)
class Finished:
    """A PDF to be imposed: its pages, the size of the largest in points, and the direction that it is read in."""

    pages: tuple[PageObject, ...]
    width: float
    height: float
    direction: Direction


def opened(data: bytes, name: str) -> Finished:
    """The PDF `data`. Raises `CaptureError` if it cannot be read, is locked, or has no page.

    The direction is that of `/ViewerPreferences /Direction` (ISO 32000-2, table 147).
    """
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise _unfit(name, "it is locked with a password", "unlock it first")
        pages = tuple(reader.pages)
        preferences = reader.root_object.get("/ViewerPreferences", {})
        direction: Direction = "rtl" if preferences.get("/Direction") == "/R2L" else "ltr"
        boxes = [_box(page) for page in pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _unfit(name, f"it cannot be read ({error})", "`bayaz check` tells what is wrong with it") from error
    if not 0 < len(pages) <= MAX_PAGES:
        raise _unfit(name, f"it has {len(pages)} pages", f"a PDF of 1 to {MAX_PAGES:,} pages can be imposed")
    return Finished(pages, max(float(box.width) for box in boxes), max(float(box.height) for box in boxes), direction)


def _unfit(name: str, why: str, hint: str) -> CaptureError:
    return CaptureError.of("impose-unfit", f"{name} cannot be imposed: {why}", hint=hint, origin=Origin(name))


def _box(page: PageObject) -> RectangleObject:
    """What is left of a page when it is cut: its trim box, which by default is its crop box."""
    if page.rotation:
        page.transfer_rotation_to_content()
    return RectangleObject(page.trimbox)


def imposed(
    book: Finished, sides: Sequence[Side], paper: tuple[float, float] | None = None, creep: float = 0.0
) -> bytes:
    """A PDF with one page for each of `sides`; same input, same bytes.

    `paper` is the size of a sheet in points; without it a sheet is as large as its pages side by side. Pages are made smaller
    to fit their place, never larger, and stand against the fold in a booklet. `creep` moves the pages of each inner sheet
    by so many points towards the fold, which the paper of the sheets outside pushes out.
    """
    writer = PdfWriter()
    for side in sides:
        columns, rows = len(side.rows[0]), len(side.rows)
        width, height = paper or (book.width * columns, book.height * rows)
        sheet = writer.add_blank_page(width, height)
        for row, slots in enumerate(side.rows):
            for column, slot in enumerate(slots):
                cell = (column * width / columns, height - (row + 1) * height / rows, width / columns, height / rows)
                _put(sheet, book, slot, cell, _against_fold(columns, column, side.fold * creep))
    writer.metadata = None
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _against_fold(columns: int, column: int, creep: float) -> tuple[float, float]:
    """Where in its cell a page stands, 0 at the left to 1 at the right, and how far it is moved: two pages meet at the fold."""
    if columns != 2:
        return 0.5, 0.0
    return (1.0, creep) if column == 0 else (0.0, -creep)


def _put(
    sheet: PageObject, book: Finished, slot: Slot, cell: tuple[float, float, float, float], stand: tuple[float, float]
) -> None:
    if slot is None:
        return
    page = book.pages[slot]
    box = page.trimbox
    left, bottom, width, height = cell
    own_width, own_height = float(box.width), float(box.height)
    scale = min(1.0, width / own_width, height / own_height)
    x = left + (width - own_width * scale) * stand[0] + stand[1]
    y = bottom + (height - own_height * scale) / 2
    move = Transformation().translate(-float(box.left), -float(box.bottom)).scale(scale).translate(x, y)
    sheet.merge_transformed_page(page, move)
