"""The e-reader skin: one XHTML file for each chapter and part, navigation for new and old readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from compiler.model.book import Book
from compiler.model.outline import OutlineEntry, flat
from compiler.model.pages import PageMap, PageReference, PageRole, Rendered, RenderedPage, Resource
from compiler.words import gettext_noop

from .addresses import Addresses, addresses
from .belongings import fonts, pictures
from .chapter_pages import chapter_pages
from .composing import context, words_of
from .coverage import faces_of, names_of
from .environment import environment, fill, well_formed
from .layout import Layout
from .page_marks import marked, page_marks
from .styles import style_sheet

COVER = "images/cover.png"
_PARTS: tuple[tuple[str, PageRole, str], ...] = (
    ("titlepage", "titlepage", gettext_noop("Title page")),
    ("imprint", "imprint", gettext_noop("Imprint")),
    ("provenance", "provenance", gettext_noop("About this edition")),
    ("nav", "contents", gettext_noop("Contents")),
)
"""Id, role, and title of each part before the chapters."""
_COVER: tuple[str, PageRole, str] = ("cover", "cover", gettext_noop("Cover"))
_COLOPHON: tuple[str, PageRole, str] = ("colophon", "colophon", gettext_noop("Colophon"))


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
    where, spoken = addresses(book, "ebook"), words_of(book, layout, book.record.language)
    marks = page_marks(printed, book, _homes(where, cover is not None), spoken) if printed else ()
    page_list = tuple(PageReference(mark.label, mark.number, mark.href, mark.front) for mark in marks)
    more = {
        "outline": outline,
        "all_entries": tuple(flat(tuple(outline))),
        "has_cover": cover is not None,
        "font_names": names_of(layout, book),
        "page_list": page_list,
    }
    parts = [part for part in _PARTS if part[0] != "provenance" or book.provenance]
    pages = [_part(book, layout, where, more, part) for part in parts]
    if cover is not None:
        pages.insert(0, _part(book, layout, where, more, _COVER))
    pages += chapter_pages(book, layout, "ebook", where)
    pages.append(_part(book, layout, where, more, _COLOPHON))
    finished = [marked(page, marks) for page in pages]
    return Rendered(
        skin="ebook",
        pages=tuple(one.page for one in finished),
        resources=_resources(book, layout, where, more, cover),
        words=spoken,
        page_list=page_list,
        messages=tuple(message for one in finished for message in one.messages),
    )


def _homes(where: Addresses, has_cover: bool) -> dict[str, str]:
    """The page of each id, of those pages that there are."""
    return {name: page for name, page in where.pages.items() if has_cover or page != "cover"}


def _part(
    book: Book, layout: Layout, where: Addresses, more: dict[str, Any], part: tuple[str, PageRole, str]
) -> RenderedPage:
    name, role, title = part
    template = f"ebook-{name}.html"
    known = context(book, layout, "ebook", where, name) | more
    title = known["word"](title)
    html = fill(environment(layout), template, known | {"page_title": title})
    return RenderedPage(
        id=name,
        roles=(role,),
        title=title,
        html=well_formed(html, template),
        language=book.record.language,
        direction=book.direction,
    )


def _resources(
    book: Book, layout: Layout, where: Addresses, more: dict[str, Any], cover: bytes | None
) -> tuple[Resource, ...]:
    faces = faces_of(layout, "ebook", book)
    ncx = fill(environment(layout), "toc.ncx", context(book, layout, "ebook", where, "nav") | more)
    return (
        style_sheet(layout, "ebook", book, faces),
        *fonts(layout, faces),
        *((Resource(COVER, "image/png", cover),) if cover is not None else ()),
        *pictures(book),
        Resource("toc.ncx", "application/x-dtbncx+xml", well_formed(ncx, "toc.ncx").encode()),
    )
