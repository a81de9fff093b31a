"""The print skin: chapters as fragments, front and back matter that know their folios, folios and running heads, the cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from compiler.model.book import Book
from compiler.model.outline import OutlineEntry
from compiler.model.pages import Furniture, PageMap, Rendered, RenderedPage, Resource
from compiler.words import gettext_noop

from .addresses import Addresses, addresses
from .back_matter import entries
from .belongings import fonts, pictures
from .chapter_pages import chapter_pages
from .chapter_sheets import with_own_sheets
from .composing import context, words_of
from .contrast import judged
from .coverage import faces_of
from .environment import environment, fill, well_formed
from .layout import Layout
from .matter_pages import back_page, colophon_pages, contents_pages, front_page, opening_page, part_pages
from .styles import style_sheet


def chapters(book: Book, layout: Layout) -> Rendered:
    """One page for each chapter, in order: each is laid out apart, has a style sheet of its own, and needs nothing of the others."""
    pages = chapter_pages(book, layout, "print", addresses(book, "print"))
    own = with_own_sheets(pages, layout, faces_of(layout, "print", book))
    return judged(Rendered(skin="print", pages=own, resources=_resources(book, layout)))


def front(book: Book, layout: Layout, outline: Sequence[OutlineEntry], pagemap: PageMap) -> Rendered:
    """One page `front`: cover, title page, imprint, provenance and contents, with the folios that `pagemap` tells."""
    return _rendered(book, layout, [front_page(book, layout, outline, pagemap)])


def opening(book: Book, layout: Layout) -> Rendered:
    """Of a book whose front matter is in parts the page `front`: what stands before the contents, and names no page."""
    return _rendered(book, layout, [opening_page(book, layout)])


def contents(book: Book, layout: Layout, outline: Sequence[OutlineEntry], pagemap: PageMap) -> Rendered:
    """Of such a book the pages `contents`, `contents.2` and so on, with the folios that `pagemap` tells."""
    return _rendered(book, layout, contents_pages(book, layout, outline, pagemap))


def back(book: Book, layout: Layout, pagemap: PageMap) -> Rendered:
    """One page `back`: the parts of the back matter and the colophon, with the folios that `pagemap` tells."""
    return _rendered(book, layout, [back_page(book, layout, pagemap)])


def back_in_parts(book: Book, layout: Layout, pagemap: PageMap) -> Rendered:
    """Of a book whose back matter is in parts a page for each but the colophon, called as it is; a long list goes on in others."""
    return _rendered(book, layout, part_pages(book, layout, pagemap))


def colophon(book: Book, layout: Layout) -> Rendered:
    """Of such a book the pages `colophon`, `colophon.2` and so on; they name no page."""
    return _rendered(book, layout, colophon_pages(book, layout))


def back_entries(book: Book, layout: Layout) -> tuple[OutlineEntry, ...]:
    """The parts of the back matter and the colophon as entries of the contents, in their order."""
    return entries(book, words_of(book, layout, book.record.language))


def front_entries(book: Book, layout: Layout) -> tuple[OutlineEntry, ...]:
    """The parts of the front matter that go on over pages with heads: the note on the edition, and the contents."""
    words = words_of(book, layout, book.record.language)
    titles = {"provenance": gettext_noop("About this edition"), "contents": gettext_noop("Contents")}
    named = {part: title for part, title in titles.items() if part != "provenance" or book.provenance}
    return tuple(OutlineEntry(id=part, chapter=part, title=words(title)) for part, title in named.items())


def furniture(book: Book, layout: Layout, *batches: Sequence[Furniture]) -> Rendered:
    """A page `furniture` for each batch, that is laid out as exactly one physical page for each of the batch."""
    where, title = addresses(book, "print"), book.record.title
    pages = tuple(_page(book, layout, where, "furniture", title, {"furniture": batch}) for batch in batches)
    return judged(Rendered(skin="print", pages=pages, resources=_resources(book, layout, with_pictures=False)))


def cover(book: Book, layout: Layout) -> Rendered:
    """One page `cover` of 1,600 by 2,560 CSS pixels, to be drawn as the EPUB's cover image."""
    where = addresses(book, "print")
    page = _page(book, layout, where, "cover", book.record.title, {"cover_width": 1200.0, "cover_height": 1920.0})
    return judged(Rendered(skin="print", pages=(page,), resources=_resources(book, layout, with_pictures=False)))


def _rendered(book: Book, layout: Layout, pages: Iterable[RenderedPage]) -> Rendered:
    return judged(Rendered(skin="print", pages=tuple(pages), resources=_resources(book, layout)))


def _page(book: Book, layout: Layout, where: Addresses, name: str, title: str, more: dict[str, Any]) -> RenderedPage:
    template = f"{name}.html"
    html = fill(environment(layout), template, context(book, layout, "print", where, name) | more)
    return RenderedPage(
        id=name,
        roles=("cover",) if name == "cover" else (),
        title=title,
        html=well_formed(html, template),
        language=book.record.language,
        direction=book.direction,
    )


def _resources(book: Book, layout: Layout, with_pictures: bool = True) -> tuple[Resource, ...]:
    faces = faces_of(layout, "print", book)
    held = pictures(book) if with_pictures else ()
    return (style_sheet(layout, "print", book, faces), *fonts(layout, faces), *held)
