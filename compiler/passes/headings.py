"""Headings without gaps: the first in a chapter is of level 1, and none is more than one deeper than the one before."""

from __future__ import annotations

from dataclasses import replace

from compiler.model.book import Book
from compiler.model.content import Block, Blocks, Heading
from compiler.model.walk import map_blocks


def close_gaps(book: Book) -> Book:
    """Levels as WCAG 2.2 technique G141 asks: order kept, gaps closed (2, 4, 4, 3 becomes 1, 2, 2, 2)."""
    chapters = tuple(replace(chapter, blocks=_closed(chapter.blocks)) for chapter in book.chapters)
    return replace(book, chapters=chapters, provenance=_closed(book.provenance))


def _closed(blocks: Blocks) -> Blocks:
    open_levels: list[int] = []

    def close(block: Block) -> Blocks:
        if not isinstance(block, Heading):
            return (block,)
        while open_levels and open_levels[-1] >= block.level:
            open_levels.pop()
        open_levels.append(block.level)
        return (replace(block, level=len(open_levels)),)

    return map_blocks(blocks, close)
