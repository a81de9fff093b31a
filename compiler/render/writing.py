"""All text that a book shows, piece by piece, with its chapter, language and place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compiler.messages import Origin
from compiler.model.book import Book, Chapter, Record
from compiler.model.content import (
    Block,
    Caption,
    Cell,
    CodeBlock,
    CodeSpan,
    Figure,
    Heading,
    Inlines,
    Isolate,
    Note,
    NoteRef,
    Table,
    Text,
)
from compiler.model.walk import block_inlines, blocks_deep, inlines_deep, rows


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, the title of the chapter that shows it (empty outside the chapters), its language, and where it comes from."""

    chapter: str
    language: str
    text: str
    origin: Origin | None = None


def pieces(book: Book) -> Iterator[Piece]:
    """Every text of the book."""
    record = book.record
    named = (
        record.title,
        record.subtitle,
        record.title_translation,
        record.publisher,
        record.description,
        record.rights,
    )
    yield from (Piece("", record.language, text) for text in (*named, *record.editors))
    yield from _of_blocks("", record.language, book.provenance)
    yield from _of_back(book)
    for chapter in book.chapters:
        yield from _of_chapter(chapter)


def _of_back(book: Book) -> Iterator[Piece]:
    """Names, terms and what is said of them, in the edition's own words."""
    language = book.record.language
    for name in book.back.names:
        yield Piece("", name.language or language, name.name)
        yield from (Piece("", language, text) for text in (*name.spellings, name.note))
    yield from (Piece("", term.language or language, term.term, term.origin) for term in book.back.shown_terms)
    yield from _of_blocks("", language, book.back.blocks)


def _of_chapter(chapter: Chapter) -> Iterator[Piece]:
    for text in (chapter.title, chapter.subtitle, *_of_record(chapter.record)):
        yield Piece(chapter.title, chapter.language, text)
    yield from _of_blocks(chapter.title, chapter.language, (*chapter.blocks, *chapter.notes))


def _of_record(record: Record) -> Iterator[str]:
    yield from (record.title, record.short_title, record.publisher, record.place, record.kind, record.rights)
    yield from (record.provenance, *record.authors, *record.translators, *record.addresses)
    yield from (capture.name or capture.file for capture in record.captures)


def _of_blocks(chapter: str, language: str, blocks: Iterable[Block]) -> Iterator[Piece]:
    for block in blocks_deep(blocks):
        own = block.language or language
        yield Piece(chapter, own, _own_text(block), block.origin)
        for place in _places(block):
            yield Piece(chapter, place.language or own, "", block.origin)
        for run in block_inlines(block):
            yield from _of_run(chapter, own, run, block.origin)


def _own_text(block: Block) -> str:
    """What a block shows besides its runs; the words of a facsimile are in its picture."""
    match block:
        case CodeBlock():
            return block.text
        case Heading():
            return block.label
        case Figure():
            return block.credit
        case Note():
            return block.marker
        case _:
            return ""


def _places(block: Block) -> Iterator[Caption | Cell]:
    """What in a block has a language of its own."""
    if isinstance(block, Figure):
        yield from block.captions
    elif isinstance(block, Table):
        yield from (cell for row in rows(block) for cell in row)


def _of_run(chapter: str, language: str, run: Inlines, origin: Origin | None) -> Iterator[Piece]:
    for inline in inlines_deep(run):
        match inline:
            case Text(text) | CodeSpan(text):
                yield Piece(chapter, language, text, origin)
            case NoteRef(_, marker, number):
                yield Piece(chapter, language, number or marker, origin)
            case Isolate():
                yield Piece(chapter, inline.language or language, "", origin)
            case _:
                pass
