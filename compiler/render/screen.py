"""What every screen shows: the parts of a book in reading order with the marks of its printed pages, a page each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from compiler.model.book import Book
from compiler.model.outline import OutlineEntry, flat
from compiler.model.pages import PageMap, PageReference, PageRole, RenderedPage, Skin
from compiler.words import Words, gettext_noop

from .addresses import Addresses, addresses
from .back_matter import content_context, parts
from .chapter_pages import chapter_pages
from .composing import context, words_of
from .coverage import names_of
from .environment import environment, fill, well_formed
from .indexing import Places, numbered_places, page_spots, printed_places
from .layout import Layout
from .page_marks import Marked, PageMark, marked, page_marks

COVER = "images/cover.png"
_COVER: tuple[str, PageRole, str] = ("cover", "cover", gettext_noop("Cover"))
_BEFORE: tuple[tuple[str, PageRole, str], ...] = (
    ("titlepage", "titlepage", gettext_noop("Title page")),
    ("imprint", "imprint", gettext_noop("Imprint")),
    ("provenance", "provenance", gettext_noop("About this edition")),
    ("nav", "contents", gettext_noop("Contents")),
)
"""Id, role, and title of each part before the chapters."""
_COLOPHON: tuple[str, PageRole, str] = ("colophon", "colophon", gettext_noop("Colophon"))


@dataclass(frozen=True, slots=True)
class Screen:
    """A book in a skin for screens, before its pages are made: where everything stands, and what all templates know.

    `more` is what the templates of the parts know besides the book; `marks` are those of the printed pages, and `places` says how
    the index tells where terms stand.
    """

    book: Book
    layout: Layout
    skin: Skin
    where: Addresses
    marks: tuple[PageMark, ...]
    places: Places
    words: Words
    more: dict[str, Any]

    @property
    def page_list(self) -> tuple[PageReference, ...]:
        return tuple(PageReference(mark.label, mark.number, mark.href, mark.front) for mark in self.marks)

    def pages(self) -> tuple[Marked, ...]:
        """Every part in reading order, with its page marks."""
        before = [part for part in _BEFORE if part[0] != "provenance" or self.book.provenance]
        pages = [self._part(*part) for part in ([_COVER] if self.more["has_cover"] else []) + before]
        pages += chapter_pages(self.book, self.layout, self.skin, self.where)
        pages += self._back()
        pages.append(self._part(*_COLOPHON))
        return tuple(marked(page, self.marks) for page in pages)

    def known(self, page: str) -> dict[str, Any]:
        """What templates of the page `page` know."""
        return context(self.book, self.layout, self.skin, self.where, page) | self.more

    def ledger(self) -> Marked:
        """What became of every line of the captures, `ledgers` among what templates know. It has no page in print."""
        return Marked(self._part("ledger", "ledger", gettext_noop("Ledger")), ())

    def _back(self) -> list[RenderedPage]:
        """A page for each part of the back matter."""
        listed = content_context(self.book, self.words, self.places)
        return [
            self._page(part.kind, part.kind, part.title, "ebook-back.html", listed | {"part": part})
            for part in parts(self.book, self.words)
        ]

    def _part(self, name: str, role: PageRole, title: str) -> RenderedPage:
        own = f"{self.skin}-{name}.html"
        template = own if self.layout.find(own) else f"ebook-{name}.html"
        return self._page(name, role, self.words(title), template, {})

    def _page(self, name: str, role: PageRole, title: str, template: str, more: dict[str, Any]) -> RenderedPage:
        html = fill(environment(self.layout), template, self.known(name) | {"page_title": title} | more)
        return RenderedPage(
            id=name,
            roles=(role,),
            title=title,
            html=well_formed(html, template),
            language=self.book.record.language,
            direction=self.book.direction,
        )


def screen(
    book: Book, layout: Layout, skin: Skin, outline: Sequence[OutlineEntry], has_cover: bool, printed: PageMap | None
) -> Screen:
    """`book` as `skin` shows it. `printed` is the page map of the PDF, whose marks it then bears."""
    where, spoken = addresses(book, skin), words_of(book, layout, book.record.language)
    marks = page_marks(printed, book, _homes(where, has_cover), spoken) if printed else ()
    where = replace(where, pages=where.pages | {mark.id: mark.home for mark in marks})
    made = Screen(book, layout, skin, where, marks, _places(printed, where, marks, spoken), spoken, {})
    made.more.update(
        {
            "outline": outline,
            "all_entries": tuple(flat(tuple(outline))),
            "has_cover": has_cover,
            "font_names": names_of(layout, book),
            "page_list": made.page_list,
            "folio": printed.label if printed else _unprinted,
        }
    )
    return made


def _places(printed: PageMap | None, where: Addresses, marks: Sequence[PageMark], words: Words) -> Places:
    """The folios of the PDF where there is one; a page has a mark to lead to if it holds anything."""
    if printed is None:
        return numbered_places(words)
    there = {mark.id for mark in marks}
    spots = page_spots(printed, where.pages.keys() - there)
    return printed_places(printed, where.pages, {index: name for index, name in spots.items() if name in there})


def _homes(where: Addresses, has_cover: bool) -> dict[str, str]:
    """The page of each id, of those pages that there are."""
    return {name: page for name, page in where.pages.items() if has_cover or page != "cover"}


def _unprinted(_identifier: str) -> str:
    return ""
