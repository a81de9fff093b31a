"""The contents tree, computed once from the book: for the contents pages, both navigations of the EPUB and the PDF outline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from compiler.remembering import remembered

from .book import Book, Chapter, Rendition
from .content import Heading
from .walk import block_text, text_of, words

DEEPEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A chapter (level 1) or a heading in it. `id` is the address of the block, `number` as printed, `words` of a chapter."""

    id: str
    chapter: str
    title: str
    number: str = ""
    level: int = 1
    rendition: Rendition = "full"
    words: int = 0
    language: str = "en"
    children: tuple[OutlineEntry, ...] = ()


@remembered
def outline(book: Book) -> tuple[OutlineEntry, ...]:
    """One entry for each chapter, with its headings below it to the third level."""
    return tuple(_chapter(chapter) for chapter in book.chapters)


def flat(entries: tuple[OutlineEntry, ...]) -> Iterator[OutlineEntry]:
    """Every entry, parents before children."""
    for entry in entries:
        yield entry
        yield from flat(entry.children)


def _chapter(chapter: Chapter) -> OutlineEntry:
    headings = [block for block in chapter.blocks if isinstance(block, Heading) and block.level + 1 <= DEEPEST]
    return OutlineEntry(
        id=chapter.id,
        chapter=chapter.id,
        title=chapter.title,
        number=chapter.number,
        rendition=chapter.rendition,
        words=sum(words(block_text(block)) for block in (*chapter.blocks, *chapter.notes)),
        language=chapter.language,
        children=_nested([_heading(chapter, heading) for heading in headings]),
    )


def _heading(chapter: Chapter, heading: Heading) -> OutlineEntry:
    return OutlineEntry(
        id=heading.id,
        chapter=chapter.id,
        title=text_of(heading.content).replace("\n", " "),
        number=heading.number,
        level=heading.level + 1,
        rendition=chapter.rendition,
        language=heading.language,
    )


def _nested(entries: list[OutlineEntry]) -> tuple[OutlineEntry, ...]:
    """A flat list as a tree: an entry takes the deeper ones that follow it."""
    tree: list[OutlineEntry] = []
    while entries:
        head, rest = entries[0], entries[1:]
        inner = next((i for i, entry in enumerate(rest) if entry.level <= head.level), len(rest))
        tree.append(replace(head, children=_nested(rest[:inner])))
        entries = rest[inner:]
    return tuple(tree)
