"""The sources of a book as its bibliography: each with all that a citation says, in the order of the book's language."""

from __future__ import annotations

from compiler.model.book import Book, Chapter
from compiler.model.content import Blocks, Inlines, Paragraph
from compiler.words import Words
from compiler.words.collation import sort_key

from .references import Reference, of_source
from .style import Citer


def bibliography(book: Book, words: Words) -> Blocks:
    """A paragraph for each source, `bib-<source id>`, whose title leads to its chapter; not yet settled by the passes.

    Sorted by the first author as written, else by the title, then by date; equal ones stand in the order of the chapters.
    """
    cited = [(chapter, of_source(chapter.record)) for chapter in book.chapters]
    cited.sort(key=lambda one: _order(one[1], words.language))
    citer = Citer(words)
    return tuple(_entry(chapter, citer(reference, f"#{chapter.id}"), words) for chapter, reference in cited)


def entry_id(source: str) -> str:
    """The address of a source's entry."""
    return f"bib-{source}"


def _entry(chapter: Chapter, content: Inlines, words: Words) -> Paragraph:
    return Paragraph(
        id=entry_id(chapter.id), language=words.language, direction=words.direction, content=content, role="reference"
    )


def _order(reference: Reference, language: str) -> tuple[object, ...]:
    heads = [name.inverted for name in reference.authors] or [reference.title]
    return ([sort_key(head, language) for head in heads], reference.issued, sort_key(reference.title, language))
