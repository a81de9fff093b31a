"""Numbers: chapters through the book; sections, figures and notes within their chapter, so that no chapter depends on another."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from compiler.model.book import Book, Chapter
from compiler.model.content import Block, Blocks, Figure, Heading, Inline, Inlines, List, NoteRef
from compiler.model.walk import map_block_inlines, map_blocks, text_of
from compiler.words import Numerals

_LABELLED = re.compile(
    r"\s*(?:figure|fig\.|abbildung|abb\.|figura|شکل|تصویر|الشكل|الصورة|איור)\s*\d+\s*[.:–—-]", re.IGNORECASE
)


def number(book: Book) -> Book:
    """Every chapter, heading, figure and note with its number, as it is printed.

    Chapters are counted in the book's numerals, what is inside one in those of its language; so are the lists whose
    numbers no source has written.
    """
    wish, own = book.record.numerals, Numerals(book.record.language, book.record.numerals)
    chapters = tuple(
        _numbered(chapter, own.digits(index), Numerals(chapter.language, wish))
        for index, chapter in enumerate(book.chapters, 1)
    )
    provenance, back = _figures(_lists(book.provenance, own), own), book.back.mapped(lambda blocks: _lists(blocks, own))
    return replace(book, chapters=chapters, provenance=provenance, back=back)


def _numbered(chapter: Chapter, number: str, numerals: Numerals) -> Chapter:
    notes = tuple(
        replace(note, number=numerals.digits(n), blocks=_lists(note.blocks, numerals))
        for n, note in enumerate(chapter.notes, 1)
    )
    numbers = {note.id: note.number for note in notes}
    blocks = _figures(_sections(_calls(_lists(chapter.blocks, numerals), numbers), numerals), numerals)
    return replace(chapter, number=number, blocks=blocks, notes=notes)


def _lists(blocks: Blocks, numerals: Numerals) -> Blocks:
    """Lists numbered in plain figures, which their readers call `decimal`, in those of their language."""

    def count(block: Block) -> Blocks:
        if not isinstance(block, List) or block.style != "decimal":
            return (block,)
        own = replace(numerals, language=block.language or numerals.language)
        return (replace(block, style=own.counter),)

    return map_blocks(blocks, count)


def _sections(blocks: Blocks, numerals: Numerals) -> Blocks:
    """`2`, `2.1`, `2.1.1`: the place of the heading among its chapter's."""
    counters: list[int] = []

    def count(block: Block) -> Blocks:
        if not isinstance(block, Heading):
            return (block,)
        del counters[block.level :]
        counters.extend([0] * (block.level - len(counters)))
        counters[-1] += 1
        return (replace(block, number=numerals.digits(".".join(map(str, counters)))),)

    return map_blocks(blocks, count)


def _figures(blocks: Blocks, numerals: Numerals) -> Blocks:
    """Figures with a caption are numbered; one whose caption brings its own number, and a decoration without one, are not."""
    counter: Counter[str] = Counter()

    def count(block: Block) -> Blocks:
        if not isinstance(block, Figure) or not block.captions or _LABELLED.match(text_of(block.captions[0].content)):
            return (block,)
        counter["figure"] += 1
        return (replace(block, number=numerals.digits(counter["figure"])),)

    return map_blocks(blocks, count)


def _calls(blocks: Blocks, numbers: dict[str, str]) -> Blocks:
    def follow(inline: Inline) -> Inlines:
        if isinstance(inline, NoteRef) and inline.note in numbers:
            return (replace(inline, number=numbers[inline.note]),)
        return (inline,)

    return map_blocks(blocks, lambda block: (map_block_inlines(block, follow),))
