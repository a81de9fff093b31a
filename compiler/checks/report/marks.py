"""Where on the pages of a PDF a report shows what is wrong: with the PDF itself, or with the EPUB of the same book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

import pikepdf

from compiler.checks.element_places import ElementPlaces
from compiler.checks.packaging import publication
from compiler.checks.pdf_boxes import Box
from compiler.checks.pdf_places import UNREADABLE, printed
from compiler.checks.pdf_spots import Spots
from compiler.checks.zipped import opened
from compiler.messages import Message, Origin

from .examined import Examined

_STRIP = 26.0
"""Points of height that are marked below a place of which only the beginning is known."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on a page (from 1) of the PDF at `pdf`: the name of the message that it means, and the box; None for the whole page."""

    pdf: PurePath
    page: int
    message: str
    box: Box | None


def marks(seen: Iterable[Examined], names: dict[tuple[PurePath, Message], str]) -> tuple[Mark, ...]:
    """A mark for each message whose place on a page can be told. `names` has what each message is called in the report."""
    books = tuple(seen)
    found: list[Mark] = []
    for pdf in (book for book in books if book.kind == "pdf"):
        beside = [book for book in books if book.kind == "epub" and book.path.stem == pdf.path.stem]
        try:
            with pikepdf.open(BytesIO(pdf.data)) as file:
                spots = Spots(printed(file, pdf.path.name), pdf.data)
                found += _own(pdf, spots, names)
                for epub in beside:
                    found += _of_epub(epub, pdf, spots, names)
        except UNREADABLE:
            continue  # a PDF that cannot be read has no pages to show
    return tuple(sorted(dict.fromkeys(found), key=lambda mark: (str(mark.pdf), mark.page, mark.message)))


def _own(pdf: Examined, spots: Spots, names: dict[tuple[PurePath, Message], str]) -> Iterator[Mark]:
    for message in pdf.messages:
        place = message.book or message.origin
        spot = spots.spot(place) if place and place.file == pdf.path.name else None
        if spot and (pdf.path, message) in names:
            yield Mark(pdf.path, spot[0], names[pdf.path, message], spot[1])


def _of_epub(epub: Examined, pdf: Examined, spots: Spots, names: dict[tuple[PurePath, Message], str]) -> Iterator[Mark]:
    archive = opened(epub.data, epub.path.name)
    book = publication(archive, epub.path.name)[0] if not archive.messages else None
    if book is None:
        return
    documents: dict[str, ElementPlaces] = {}
    for message in epub.messages:
        place = message.book or message.origin
        member = place.file.partition("/")[2] if place else ""
        if place is None or not place.first or (epub.path, message) not in names:
            continue
        document = documents.setdefault(member, ElementPlaces(book, member))
        spot = _at(document, place, spots)
        if spot:
            yield Mark(pdf.path, spot[0], names[epub.path, message], spot[1])


def _at(document: ElementPlaces, place: Origin, spots: Spots) -> tuple[int, Box | None] | None:
    """The place in the PDF of the nearest block around a line of the EPUB that has one there."""
    found = (spots.destination(name) for name in document.around(place.first or 1))
    page, top = next((spot for spot in found if spot), (0, None))
    if not page:
        return None
    return page, None if top is None or top == float("inf") else (0.0, top - _STRIP, 1e6, top)
