"""All pages of a file as lines in the order of reading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pypdfium2

from compiler.bidi import Direction, direction_of
from compiler.messages import Message, Origin

from .brackets import put_brackets_right
from .joiners import put_joiners_in
from .letters import UNKNOWN, Sheet, sheet_of
from .lines import Piece, pieces_of
from .opening import Opened
from .pictures import Gallery

DEFAULT_SIZE = 612.0, 792.0
_FEW_LETTERS = 50
_UNKNOWN = 0.05


@dataclass
class Sheets:
    """Each page with its pieces; `gallery` holds the pictures if they were asked for."""

    sheets: list[Sheet]
    pieces: list[list[Piece]]
    gallery: Gallery

    @cached_property
    def text(self) -> str:
        """All words, for questions of language: lines are in no order."""
        return "\n".join(piece.text for pieces in self.pieces for piece in pieces)

    @cached_property
    def side(self) -> Direction:
        return direction_of(self.text)


def sheets_of(pdf: Opened, file: str, *, pictures: bool) -> Sheets:
    """Every page read. Raises `CaptureError` for a page that holds more than a page can."""
    found = Sheets([], [], Gallery(file))
    for number in range(1, pdf.pages + 1):
        sheet = _sheet(pdf, number, file, found.gallery if pictures else None)
        found.sheets.append(sheet)
        found.pieces.append(pieces_of(sheet))
    found.gallery.settle()
    lines = [piece.letters for pieces in found.pieces for piece in pieces]
    put_joiners_in(lines)
    put_brackets_right(lines)
    return found


def _sheet(pdf: Opened, number: int, file: str, gallery: Gallery | None) -> Sheet:
    """A page; an empty one, with a message, where the page is damaged."""
    try:
        page = pdf.drawn[number - 1]
    except pypdfium2.PdfiumError:
        origin = Origin(file, number, number, "page")
        hint = "get the file again, or repair it with `qpdf IN OUT`"
        pdf.messages.append(
            Message("pdf-page-damaged", "warning", f"page {number} is damaged and left out", hint, origin)
        )
        return Sheet(number, *DEFAULT_SIZE)
    try:
        sheet = sheet_of(page, number, file)
        if gallery is not None:
            gallery.add_page(page, number, has_text=len(sheet.letters) > _FEW_LETTERS)
        return sheet
    finally:
        page.close()


def remarks(found: Sheets, file: str) -> list[Message]:
    """What is to be said about the text as a whole."""
    messages: list[Message] = []
    text = found.text
    if text.count(UNKNOWN) > _UNKNOWN * len(text):
        said = "the file does not say which letters many of its signs are, so the text is full of gaps"
        hint = "show the file as facsimile (`way` under [text] in source.toml), or find another copy"
        messages.append(Message("pdf-letters-unknown", "warning", said, hint, Origin(file)))
    turned = [sheet.number for sheet in found.sheets if sheet.turned]
    if turned:
        said = f"text that runs across the page is left out on {_pages(turned)}"
        messages.append(Message("pdf-text-turned", "info", said, "", Origin(file, turned[0], turned[0], "page")))
    return messages


def _pages(numbers: list[int]) -> str:
    listed = ", ".join(map(str, numbers[:10])) + (", …" if len(numbers) > 10 else "")
    return f"page {listed}" if len(numbers) == 1 else f"pages {listed}"
