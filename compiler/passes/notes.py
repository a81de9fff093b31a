"""Called notes move from where the capture prints them to their chapter; a note that nothing calls stays where it stands."""

from __future__ import annotations

from dataclasses import replace

from compiler.model.book import Book, Chapter
from compiler.model.content import Block, Blocks, Inline, Inlines, Note, NoteRef, Superscript, Text
from compiler.model.walk import block_inlines, blocks_deep, inlines_deep, map_block_inlines, map_blocks


def gather_notes(book: Book) -> Book:
    """`chapter.notes` holds the called notes in the order of their first call."""
    return replace(book, chapters=tuple(_gathered(chapter) for chapter in book.chapters))


def calls(blocks: Blocks) -> tuple[NoteRef, ...]:
    """Every call of a note in the blocks, in reading order."""
    return tuple(
        inline
        for block in blocks_deep(blocks)
        for run in block_inlines(block)
        for inline in inlines_deep(run)
        if isinstance(inline, NoteRef)
    )


def _gathered(chapter: Chapter) -> Chapter:
    notes = {block.id: block for block in blocks_deep(chapter.blocks) if isinstance(block, Note)}
    notes |= {note.id: note for note in chapter.notes}
    called = dict.fromkeys(call.note for call in calls(chapter.blocks) if call.note in notes)

    def take(block: Block) -> Blocks:
        return () if isinstance(block, Note) and block.id in called else (block,)

    blocks = _without_dangling(map_blocks(chapter.blocks, take), frozenset(called))
    return replace(chapter, blocks=blocks, notes=tuple(notes[identifier] for identifier in called))


def _without_dangling(blocks: Blocks, known: frozenset[str]) -> Blocks:
    """A call whose note is not there is no link; its printed marker stays as words, so that nothing is lost."""

    def keep(inline: Inline) -> Inlines:
        if not isinstance(inline, NoteRef) or inline.note in known:
            return (inline,)
        return (Superscript((Text(inline.marker),)),) if inline.marker else ()

    return map_blocks(blocks, lambda block: (map_block_inlines(block, keep),))
