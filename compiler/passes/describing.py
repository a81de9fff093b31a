"""What is said for those who do not see the pictures: long descriptions made fit, pictures without words told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from compiler.messages import Message, Origin
from compiler.model.book import Book
from compiler.model.content import (
    Block,
    Blocks,
    Facsimile,
    Figure,
    Heading,
    InlineImage,
    Note,
    Paragraph,
    Rule,
    Strong,
    Table,
)
from compiler.model.walk import block_inlines, blocks_deep, identify, inlines_deep, map_blocks


def description(blocks: Blocks, prefix: str) -> Blocks:
    """The blocks of a long description with ids of their own: a heading is a line in bold, pictures and notes are left out.

    It stands under the heading of its picture, so that headings of its own would break the chapter's order.
    """
    return identify(map_blocks(blocks, _plain), prefix)


def _plain(block: Block) -> Blocks:
    match block:
        case Heading():
            content = (Strong(block.content),)
            return (
                Paragraph(content=content, language=block.language, direction=block.direction, origin=block.origin),
            )
        case Figure() | Note() | Facsimile() | Rule():
            return ()
        case _:
            return (block,)


def tell_undescribed(book: Book) -> Book:
    """The book with a message for each picture that has neither words nor is said to be for show (WCAG 2.2, 1.1.1)."""
    runs = [("", book.provenance), *((chapter.id, (*chapter.blocks, *chapter.notes)) for chapter in book.chapters)]
    said = [message for chapter, blocks in runs for message in _undescribed(blocks, chapter or "provenance")]
    return replace(book, messages=tuple(dict.fromkeys((*book.messages, *said))))


def _undescribed(blocks: Blocks, chapter: str) -> Iterator[Message]:
    for block in blocks_deep(blocks):
        if isinstance(block, Figure) and block.image and not block.alt and not block.decorative:
            yield _missing(block.image, block.origin, chapter)
        for run in block_inlines(block):
            for inline in inlines_deep(run):
                if isinstance(inline, InlineImage) and not inline.alt and not inline.decorative:
                    yield _missing(inline.image, block.origin, chapter)
        if isinstance(block, Table) and not block.head and _is_headless(block):
            yield _headless(block)


def _missing(image: str, origin: Origin | None, chapter: str) -> Message:
    text = "a picture has no words for those who cannot see it"
    name = image.removeprefix(f"{chapter}-")
    hint = (
        f'say what it shows: [[figure]] with picture = "{name}" and alt = "…", or decorative = true; '
        "in Markdown of your own between its brackets"
    )
    return Message("alt-missing", "warning", text, hint, origin or Origin(chapter), name)


def _is_headless(table: Table) -> bool:
    """True if no cell is a header, and there are rows and columns that would need one."""
    return len(table.body) > 1 and len(table.body[0]) > 1 and not any(c.header for row in table.body for c in row)


def _headless(table: Table) -> Message:
    text = "a table has no header cells: a listener hears numbers and not what they are of"
    hint = "give its first row as a header, where the capture is your own"
    return Message("table-headless", "info", text, hint, table.origin)
