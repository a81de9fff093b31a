"""The sources of a book as its bibliography: each with all that a citation says, in the order of the book's language."""

from __future__ import annotations

from collections.abc import Callable

from compiler.model.book import Book, Chapter
from compiler.model.content import Blocks, Paragraph
from compiler.words import Words
from compiler.words.collation import sort_key

from .references import Reference, of_source
from .style import Citer


def bibliography(book: Book, words: Words, words_in: Callable[[str], Words] | None = None) -> Blocks:
    """A paragraph for each source, `bib-<source id>`, whose title leads to its chapter; not yet settled by the passes.

    Sorted by the first author as written, else by the title, then by date; equal ones stand in the order of the chapters.
    `words_in` gives the words of another language, in which sources are cited that are read the other way than the book.
    """
    cited = [(chapter, of_source(chapter.record)) for chapter in book.chapters]
    cited.sort(key=lambda one: _order(one[1], words.language))
    citer = Citer(words, words_in)
    return tuple(_entry(chapter, reference, citer) for chapter, reference in cited)


def entry_id(source: str) -> str:
    """The address of a source's entry."""
    return f"bib-{source}"


def _entry(chapter: Chapter, reference: Reference, citer: Citer) -> Paragraph:
    words = citer.words_for(reference)
    content = citer(reference, f"#{chapter.id}")
    return Paragraph(
        id=entry_id(chapter.id), language=words.language, direction=words.direction, content=content, role="reference"
    )


def _order(reference: Reference, language: str) -> tuple[object, ...]:
    heads = [name.inverted for name in reference.authors] or [reference.title]
    return ([sort_key(head, language) for head in heads], reference.issued, sort_key(reference.title, language))
