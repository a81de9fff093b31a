"""The way `text`: the pages of a PDF as one text, page furniture left out and written down in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from compiler import bidi
from compiler.messages import CaptureError, Message, Origin
from compiler.model.content import Block, Blocks, Heading
from compiler.model.ledger import Fates, settle, told
from compiler.model.reading import Capture, Document, Entry, Reading, Wishes
from compiler.model.walk import identify, map_blocks
from compiler.readers.casting import cast_roles

from .cover import Cover, cover_of
from .facts import Facts, facts_of
from .footnotes import FootNotes, footnotes_of
from .furniture import CONTENTS, contents_rows, furniture
from .headings import Headings, headings_of
from .opening import Opened
from .rows import Row, rows_of, set_edges
from .setting import Setting, setting_of
from .shapes import Page, Shaper
from .sheets import Sheets, remarks, sheets_of
from .tabling import split_cells

NO_TEXT = "no text"


@dataclass(slots=True)
class _Desk:
    """What is known while a file is read; `left` are the reasons for what was left out, by page."""

    capture: Capture
    found: Sheets
    facts: Facts
    language: str
    left: dict[int, list[str]] = field(default_factory=dict)
    fates: Fates = field(default_factory=Fates)
    messages: list[Message] = field(default_factory=list)

    def leave(self, page: int, reason: str) -> None:
        reasons = self.left.setdefault(page, [])
        if reason not in reasons:
            reasons.append(reason)


def reflowed(capture: Capture, wishes: Wishes, pdf: Opened) -> Reading:
    """The document. Raises `CaptureError` if no page has text."""
    found = sheets_of(pdf, capture.file, pictures=True)
    if not any(found.pieces):
        raise _no_text(capture, found)
    facts = facts_of(pdf.objects)
    language = wishes.language or _fitting(facts.language, found.text)
    desk = _Desk(capture, found, facts, language or bidi.language_of(found.text, ""))
    document = _document(desk, wishes)
    _remark(desk)
    ledger = _ledger(desk, pdf.pages, document)
    return Reading(
        capture=capture,
        documents=(document,),
        ledger=ledger,
        unit="page",
        said=told(" ".join(piece.text for piece in pieces) for pieces in found.pieces),
        messages=(*desk.messages, *found.gallery.messages, *remarks(found, capture.file), *pdf.messages),
        pictures=found.gallery.kept,
    )


def _no_text(capture: Capture, found: Sheets) -> CaptureError:
    if found.gallery.shown or found.gallery.left_out:
        text = f"{capture.file} is nothing but pictures of pages; it holds no text"
        hint = 'show it as facsimile: `way = "facsimile"` under [text] in source.toml; or run it through text recognition first'
        return CaptureError.of("pdf-image-only", text, hint=hint, origin=Origin(capture.file))
    text = f"{capture.file} has pages, but nothing is on them"
    return CaptureError.of(
        "pdf-empty", text, hint="check that this is the file that you meant", origin=Origin(capture.file)
    )


def _fitting(language: str, text: str) -> str:
    """The language that the file states, if its letters can be of that language."""
    return language if language and bidi.language_direction(language) == bidi.direction_of(text) else ""


# --- the document ---


def _document(desk: _Desk, wishes: Wishes) -> Document:
    rows = _rows(desk)
    setting = setting_of(rows, desk.found.side)
    cover = cover_of(rows, desk.facts, setting)
    rows = _without_cover(desk, rows, cover)
    notes = footnotes_of(rows, setting)
    body = [row for row in rows if id(row) not in notes.rows]
    split_cells(body)
    headings = headings_of(body, desk.facts.outline, setting)
    _say_missed(desk, headings, cover)
    blocks = _shaped(desk, body, setting, headings, notes)
    cast = cast_roles(blocks, wishes.roles, desk.fates, desk.capture.file)
    desk.messages += cast.messages
    return Document(
        title=cast.title or cover.title,
        subtitle=cover.subtitle,
        authors=cover.authors,
        publisher=desk.facts.publisher,
        date=cover.date,
        language=desk.language,
        blocks=identify(_levelled(cast.blocks), "d1"),
    )


def _rows(desk: _Desk) -> list[Row]:
    """The rows of all pages in the order of reading, without furniture and the printed contents list."""
    found = desk.found
    names = [desk.facts.title, *(entry.title for entry in desk.facts.outline)]
    names += [piece.text for piece in found.pieces[0][:4]] if found.pieces else []
    reasons = furniture(found.pieces, [sheet.height for sheet in found.sheets], names)
    rows: list[Row] = []
    for sheet, pieces, why in zip(found.sheets, found.pieces, reasons, strict=True):
        for reason in why.values():
            desk.leave(sheet.number, reason)
        rows += rows_of([piece for piece in pieces if id(piece) not in why], found.side)
    listed = contents_rows(rows)
    for row in rows:
        if id(row) in listed:
            desk.leave(row.page, CONTENTS)
    rows = [row for row in rows if id(row) not in listed]
    set_edges(rows, found.side)
    return rows


def _without_cover(desk: _Desk, rows: list[Row], cover: Cover) -> list[Row]:
    for row in rows:
        if id(row) in cover.used:
            desk.fates.use(row.page, cover.used[id(row)])
    return [row for row in rows if id(row) not in cover.used]


def _shaped(desk: _Desk, body: Sequence[Row], setting: Setting, headings: Headings, notes: FootNotes) -> Blocks:
    pages = {sheet.number: Page(sheet.number, [], []) for sheet in desk.found.sheets}
    for row in body:
        pages[row.page].rows.append(row)
    for shown in desk.found.gallery.shown:
        pages[shown.page].pictures.append(shown)
    return Shaper(desk.capture.file, setting, headings, notes, desk.language).shape(list(pages.values()))


def _levelled(blocks: Blocks) -> Blocks:
    """Levels from 1 without gaps, order kept."""
    above: list[int] = []

    def level(block: Block) -> Blocks:
        if not isinstance(block, Heading):
            return (block,)
        while above and above[-1] >= block.level:
            above.pop()
        above.append(block.level)
        return (replace(block, level=len(above)),)

    return map_blocks(blocks, level)


# --- messages and ledger ---


def _say_missed(desk: _Desk, headings: Headings, cover: Cover) -> None:
    for entry in headings.missed[:20]:
        if entry.title not in (cover.title, desk.facts.title):
            text = f"the outline names “{entry.title[:80]}”, which stands nowhere as a heading"
            origin = Origin(desk.capture.file, entry.page or None, entry.page or None, "page")
            desk.messages.append(Message("pdf-outline-unmatched", "info", text, "", origin))


def _remark(desk: _Desk) -> None:
    for page, reason in desk.found.gallery.left_out.items():
        desk.leave(page, reason)
    for sheet in desk.found.sheets:
        if sheet.turned:
            desk.leave(sheet.number, "turned text")
    empty = [s.number for s, pieces in zip(desk.found.sheets, desk.found.pieces, strict=True) if not pieces]
    scanned = [n for n in empty if any(shown.page == n for shown in desk.found.gallery.shown)]
    for number in scanned[:20]:
        text = f"page {number} is a picture without text"
        origin = Origin(desk.capture.file, number, number, "page")
        desk.messages.append(Message("pdf-page-image-only", "warning", text, "it is kept as a picture", origin))


def _ledger(desk: _Desk, pages: int, document: Document) -> tuple[Entry, ...]:
    """One entry a page; what was left out on a page that is kept is its reason."""
    single = (
        replace(entry, first=page, last=page)
        for entry in settle(pages, (document,), desk.fates)
        for page in range(entry.first, entry.last + 1)
    )
    return tuple(_entry(desk, entry) for entry in single)


def _entry(desk: _Desk, entry: Entry) -> Entry:
    left = ", ".join(desk.left.get(entry.first, ()))
    if entry.fate == "dropped":
        known = entry.reason if entry.reason != "not understood" else ""
        return replace(entry, reason=left or known or NO_TEXT)
    also = [entry.reason] if entry.reason else []
    return replace(entry, reason="; ".join([*also, f"without {left}"] if left else also))
