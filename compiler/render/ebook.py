"""The e-reader skin: one XHTML file for each chapter and part, navigation for new and old readers."""

from __future__ import annotations

from collections.abc import Sequence

from compiler.model.book import Book
from compiler.model.outline import OutlineEntry
from compiler.model.pages import PageMap, Rendered, Resource

from .belongings import fonts, pictures
from .contrast import judged
from .coverage import faces_of
from .environment import environment, fill, well_formed
from .layout import Layout
from .screen import COVER, Screen, screen
from .styles import style_sheet


def ebook(
    book: Book,
    layout: Layout,
    outline: Sequence[OutlineEntry],
    cover: bytes | None = None,
    printed: PageMap | None = None,
) -> Rendered:
    """The EPUB's pages in reading order, with style sheet, fonts, images and `toc.ncx`; `cover` is its PNG.

    `printed` is the page map of the PDF: the pages then bear its marks, and the contents list them.
    """
    shown = screen(book, layout, "ebook", outline, cover is not None, printed)
    finished = shown.pages()
    rendered = Rendered(
        skin="ebook",
        pages=tuple(one.page for one in finished),
        resources=_resources(shown, cover),
        words=shown.words,
        page_list=shown.page_list,
        messages=tuple(message for one in finished for message in one.messages),
    )
    return judged(rendered)


def _resources(shown: Screen, cover: bytes | None) -> tuple[Resource, ...]:
    book, layout = shown.book, shown.layout
    faces = faces_of(layout, "ebook", book)
    ncx = fill(environment(layout), "toc.ncx", shown.known("nav"))
    return (
        style_sheet(layout, "ebook", book, faces),
        *fonts(layout, faces),
        *((Resource(COVER, "image/png", cover),) if cover is not None else ()),
        *pictures(book),
        Resource("toc.ncx", "application/x-dtbncx+xml", well_formed(ncx, "toc.ncx").encode()),
    )
