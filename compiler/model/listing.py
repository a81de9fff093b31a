"""A reading as plain data, for `bayaz read --json` and for golden files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_never

from compiler.messages import Message, Origin

from .accounts import Ledger
from .content import (
    Block,
    Caption,
    CodeBlock,
    Definitions,
    Facsimile,
    Figure,
    Heading,
    Inlines,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Rule,
    Table,
    Verse,
)
from .reading import Document, Entry, Reading
from .walk import block_inlines, block_text, blocks_deep, inlines_deep, text_of

Data = dict[str, Any]


def reading_data(reading: Reading) -> Data:
    """The object that `bayaz read --json` prints; docs/collection.md describes it."""
    capture = reading.capture
    return {
        "capture": {
            "file": capture.file,
            "sha256": capture.sha256,
            "media_type": capture.media_type,
            "bytes": len(capture.data),
        },
        "documents": [_document(document) for document in reading.documents],
        "ledger": [_entry(entry) for entry in reading.ledger],
        "messages": [{**message_data(message), "origin": _span(message.origin)} for message in reading.messages],
    }


def ledger_data(ledger: Ledger) -> Data:
    """The account of one capture, as `bayaz ledger --json` and the bag's `ledger.json` have it."""
    return {
        "source": ledger.source,
        "file": ledger.capture.file,
        "sha256": ledger.capture.sha256,
        "unit": ledger.unit,
        "chapters": list(ledger.chapters),
        "totals": {
            "all": ledger.count(),
            "kept": ledger.count("kept"),
            "metadata": ledger.count("metadata"),
            "elsewhere": ledger.count("elsewhere"),
            "dropped": ledger.count("dropped"),
        },
        "entries": [
            {
                "origin": [line.first, line.last],
                "fate": line.lot,
                "where": list(line.where),
                "reason": line.reason,
            }
            for line in ledger.lines
        ],
    }


def message_data(message: Message) -> Data:
    """One message: code, level, text, hint, origin as `{file, first, last, unit, key}` or null.

    Where the origin is in the author's file, `book` is the place in the finished book.
    """
    data = {
        "code": message.code,
        "level": message.level,
        "text": message.text,
        "hint": message.hint,
        "origin": _place(message.origin),
    }
    return data | ({"book": _place(message.book)} if message.book else {})


def _place(origin: Origin | None) -> Data | None:
    return (
        None
        if origin is None
        else {
            "file": origin.file,
            "first": origin.first,
            "last": origin.last,
            "unit": origin.unit,
            "key": origin.key,
        }
    )


def _document(document: Document) -> Data:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "authors": list(document.authors),
        "translators": list(document.translators),
        "publisher": document.publisher,
        "place": document.place,
        "date": document.date,
        "language": document.language,
        "blocks": [row for block in document.blocks for row in _rows(block)],
    }


def _entry(entry: Entry) -> Data:
    return {
        "origin": [entry.first, entry.last],
        "fate": entry.fate,
        "where": entry.where,
        "reason": entry.reason,
    }


def _rows(block: Block) -> Iterator[Data]:
    """A figure is its captions, after a row of its own if it has an image; every other block is one row."""
    match block:
        case Figure():
            if block.image or not block.captions:
                yield _row(block, "figure", block.alt)
            for caption in block.captions:
                yield _row(caption, "caption", text_of(caption.content), _calls(caption.content))
        case Heading():
            text = " ".join(part for part in (block.label, text_of(block.content)) if part)
            yield _row(block, "heading", text, _calls(block.content), level=block.level)
        case Paragraph():
            yield _row(block, "paragraph", block_text(block), _block_calls(block))
        case Table():
            yield _row(block, "table", _table_text(block), _block_calls(block))
        case List() | Definitions():
            yield _row(block, "list", block_text(block), _block_calls(block))
        case Quote():
            yield _row(block, "quote", block_text(block), _block_calls(block))
        case Verse():
            yield _row(block, "verse", block_text(block), _block_calls(block))
        case CodeBlock():
            yield _row(block, "code", block.text)
        case Note():
            yield _row(block, "note", block_text(block), _block_calls(block))
        case Rule():
            yield _row(block, "rule", "")
        case Facsimile():
            yield _row(block, "figure", block.text)
        case _:
            assert_never(block)


def _table_text(table: Table) -> str:
    """Cells parted by tabs, rows by line ends."""
    lines = ["\t".join(text_of(cell.content) for cell in row) for row in table.head + table.body]
    return "\n".join(([text_of(table.caption)] if table.caption else []) + lines)


def _calls(inlines: Inlines) -> list[str]:
    return [inline.note for inline in inlines_deep(inlines) if isinstance(inline, NoteRef)]


def _block_calls(block: Block) -> list[str]:
    return [call for inner in blocks_deep((block,)) for run in block_inlines(inner) for call in _calls(run)]


def _row(
    block: Block | Caption, kind: str, text: str, calls: list[str] | None = None, *, level: int | None = None
) -> Data:
    return {
        "id": block.id,
        "kind": kind,
        "level": level,
        "text": text,
        "language": block.language,
        "direction": block.direction,
        "origin": _span(block.origin),
        "calls": calls or [],
    }


def _span(origin: Origin | None) -> list[int] | None:
    if origin is None or origin.first is None:
        return None
    return [origin.first, origin.last if origin.last is not None else origin.first]
