"""In which order reading systems show the letters of each case."""

from __future__ import annotations

from collections.abc import Sequence

from compiler import pipeline, render
from compiler.model.book import Book
from tests.reading import ebooks
from tests.reading.fixtures import Desk
from tests.reading.glyphs import lines_of

from .case import Case
from .library import selector
from .order import Line, line_of

WIDTH = 1200
"""So wide that lines turn over in the longest cases only."""


def epub_of(book: Book) -> bytes:
    """The book as an EPUB in the usual layout."""
    return pipeline.ebook(book, render.load_layout("classic"))[0]


def read_lines(desk: Desk, epub: bytes, system: ebooks.System, cases: Sequence[Case]) -> dict[str, list[Line]]:
    """The lines of each case as `system` shows them, from the top; none where it does not show the case."""
    found: dict[str, list[Line]] = {}
    with ebooks.opened(desk, epub, system, "scrolled", width=WIDTH) as reader:
        for chapter in dict.fromkeys(case.chapter for case in cases):
            reader.go_to(f"order-{chapter}.xhtml")
            here = {case.name: selector(case) for case in cases if case.chapter == chapter}
            glyphs = reader.glyphs(list(here.values()))
            found |= {name: [line_of(line) for line in lines_of(glyphs[place])] for name, place in here.items()}
    return found
