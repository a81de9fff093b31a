"""The way `facsimile`: each page whole, with what it says as its alternative text."""

from __future__ import annotations

from compiler import bidi
from compiler.messages import Origin
from compiler.model.content import Block, Facsimile
from compiler.model.ledger import Fates, settle, told
from compiler.model.reading import Capture, Document, Reading, Wishes
from compiler.model.walk import block_text, identify

from .cover import cover_of
from .facts import facts_of
from .letters import Sheet
from .lines import Piece
from .opening import Opened
from .rows import rows_of
from .setting import setting_of
from .sheets import remarks, sheets_of


def facsimile(capture: Capture, wishes: Wishes, pdf: Opened) -> Reading:
    """One block a page, sizes in points."""
    found = sheets_of(pdf, capture.file, pictures=False)
    facts = facts_of(pdf.objects)
    language = wishes.language or facts.language or bidi.language_of(found.text, "")
    pages = zip(found.sheets, found.pieces, strict=True)
    blocks = tuple(_page(capture.file, sheet, pieces, language, found.side) for sheet, pieces in pages)
    first = rows_of(found.pieces[0], found.side)
    cover = cover_of(first, facts, setting_of(first, found.side))
    document = Document(
        title=cover.title,
        subtitle=cover.subtitle,
        authors=cover.authors,
        publisher=facts.publisher,
        date=cover.date,
        language=language,
        blocks=identify(blocks, "d1"),
    )
    return Reading(
        capture=capture,
        documents=(document,),
        ledger=settle(pdf.pages, (document,), Fates()),
        unit="page",
        said=told(block_text(block) for block in blocks),
        messages=(*remarks(found, capture.file), *pdf.messages),
    )


def _page(file: str, sheet: Sheet, pieces: list[Piece], language: str, side: bidi.Direction) -> Block:
    text = "\n".join(row.text for row in rows_of(pieces, side))
    origin = Origin(file, sheet.number, sheet.number, "page")
    return Facsimile(
        capture=file,
        page=sheet.number,
        text=text,
        width=round(sheet.width, 2),
        height=round(sheet.height, 2),
        language=language,
        direction=bidi.direction_of(text, side),
        origin=origin,
    )
