"""Passes: Book -> Book, pure, one idea each; `binding` makes the book, `settle` runs the others in their order."""

from __future__ import annotations

from functools import reduce

from compiler.model.book import Book

from .direction import settle_directions
from .headings import close_gaps
from .notes import gather_notes
from .numbering import number
from .references import resolve

PASSES = (close_gaps, gather_notes, number, resolve, settle_directions)


def settle(book: Book) -> Book:
    """The book with headings without gaps, notes gathered, everything numbered, links resolved, directions settled."""
    return reduce(lambda so_far, one_pass: one_pass(so_far), PASSES, book)
