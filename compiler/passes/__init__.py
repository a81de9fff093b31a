"""Passes: Book -> Book, pure, one idea each; `binding` makes the book, `settle` runs the others in their order."""

from __future__ import annotations

from functools import reduce

from compiler.model.book import Book

from .caption_lines import part_captions
from .control_signs import settle_controls
from .describing import tell_undescribed
from .direction import settle_directions
from .headings import close_gaps
from .index import find_terms
from .notes import gather_notes
from .numbering import number
from .references import resolve

PASSES = (
    tell_undescribed,
    close_gaps,
    gather_notes,
    resolve,
    part_captions,
    settle_controls,
    settle_directions,
    number,
    find_terms,
)


def settle(book: Book) -> Book:
    """The book with headings without gaps, notes gathered, links resolved, captions parted, directions settled, numbered, terms
    found.
    """
    return reduce(lambda so_far, one_pass: one_pass(so_far), PASSES, book)
