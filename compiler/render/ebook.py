"""The e-reader skin: one XHTML file for each chapter and part, navigation for new and old readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from compiler.model.book import Book
from compiler.model.outline import OutlineEntry, flat
from compiler.model.pages import PageRole, Rendered, RenderedPage, Resource

from .addresses import Addresses, addresses
from .belongings import faces_of, fonts, pictures, speaks_rtl, style_sheet
from .chapter_pages import chapter_pages
from .composing import context
from .environment import environment, fill, well_formed
from .layout import Layout

COVER = "images/cover.png"
_PARTS: tuple[tuple[str, PageRole, str], ...] = (
    ("titlepage", "titlepage", "title-page"),
    ("imprint", "imprint", "imprint"),
    ("provenance", "provenance", "provenance"),
    ("nav", "contents", "contents"),
)
"""Id, role, and word for the title of each part before the chapters."""


def ebook(book: Book, layout: Layout, outline: Sequence[OutlineEntry], cover: bytes | None = None) -> Rendered:
    """The EPUB's pages in reading order, with style sheet, fonts, images and `toc.ncx`; `cover` is its PNG."""
    where = addresses(book, "ebook")
    more = {"outline": outline, "all_entries": tuple(flat(tuple(outline))), "has_cover": cover is not None}
    parts = [part for part in _PARTS if part[0] != "provenance" or book.provenance]
    pages = [_part(book, layout, where, more, part) for part in parts]
    if cover is not None:
        pages.insert(0, _part(book, layout, where, more, ("cover", "cover", "cover")))
    pages += chapter_pages(book, layout, "ebook", where)
    pages.append(_part(book, layout, where, more, ("colophon", "colophon", "colophon")))
    return Rendered(skin="ebook", pages=tuple(pages), resources=_resources(book, layout, where, more, cover))


def _part(
    book: Book, layout: Layout, where: Addresses, more: dict[str, Any], part: tuple[str, PageRole, str]
) -> RenderedPage:
    name, role, word = part
    template = f"ebook-{name}.html"
    known = context(book, layout, "ebook", where, name) | more
    title = known["word"](word)
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
    faces = faces_of(layout, "ebook") if speaks_rtl(book) else ()
    ncx = fill(environment(layout), "toc.ncx", context(book, layout, "ebook", where, "nav") | more)
    return (
        style_sheet(layout, "ebook", faces),
        *fonts(layout, faces),
        *((Resource(COVER, "image/png", cover),) if cover is not None else ()),
        *pictures(book),
        Resource("toc.ncx", "application/x-dtbncx+xml", well_formed(ncx, "toc.ncx").encode()),
    )
