"""Front and back matter in print: laid out when the pages of the chapters are known, since both name them, and each other's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from compiler import render
from compiler.keeping import Part, Workshop, all_laid_out, laid_out
from compiler.messages import Message
from compiler.model.back_parts import reaches_front
from compiler.model.book import Book
from compiler.model.outline import outline
from compiler.model.pages import Fragment, PageMap, Rendered
from compiler.printing import pagemap
from compiler.printing.drawings import Drawings
from compiler.store import Store
from compiler.words import Numerals

BATCH = 128
"""Pages whose furniture is laid out together: a moment's work in little memory, and few copies of the letters that all of them need."""


class Matter(NamedTuple):
    """What stands around the chapters, the page map of all, and what is to be said of them."""

    front: Part
    back: Part
    pages: PageMap
    messages: tuple[Message, ...]


class Back(NamedTuple):
    """The back matter, the page map of the chapters and it, and what is to be said of it."""

    part: Part
    pages: PageMap
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """The book in a layout, the chapters as they were laid out, and where results are made and kept."""

    book: Book
    layout: render.Layout
    body: tuple[Fragment, ...]
    shop: Workshop

    def back(self, front: Fragment | None = None) -> Back:
        """The back matter with the folios of the chapters; a place in the front matter has none as long as that is not laid out."""
        rendered = render.back(self.book, self.layout, self.number(front, self.body))
        part = self._part(rendered)
        pages = self.number(front, (*self.body, part.fragment))
        return Back(part, pages, (*rendered.messages, *part.fragment.messages))

    def matter(self) -> Matter:
        """Front and back matter. The contents name the pages of the back matter, and its list of figures and index may name pages of
        the front matter: then that is laid out before as well, since the length of the contents moves nothing that stands before them.
        """
        draft = self._front(self.number(None, self.body))[0].fragment if reaches_front(self.book) else None
        back = self.back(draft)
        whole = (*self.body, back.part.fragment)
        front, said = self._front(self.number(None, whole))
        return Matter(front, back.part, self.number(front.fragment, whole), (*back.messages, *said))

    def number(self, front: Fragment | None, rest: Sequence[Fragment]) -> PageMap:
        book = self.book
        numerals = Numerals(book.record.language, book.record.numerals)
        return pagemap.number(front, rest, self.layout.sheet, book.direction, numerals)

    def _front(self, pages: PageMap) -> tuple[Part, tuple[Message, ...]]:
        rendered = render.front(self.book, self.layout, outline(self.book), pages)
        front = self._part(rendered)
        return front, (*rendered.messages, *front.fragment.messages)

    def _part(self, rendered: Rendered) -> Part:
        return next(all_laid_out(self.shop, rendered.pages, rendered.resources))


class Furnished(NamedTuple):
    """Folios and running heads of all pages, and what is to be said of them."""

    drawings: tuple[Drawings, ...]
    messages: tuple[Message, ...]


def furnished(book: Book, layout: render.Layout, pages: PageMap, shop: Workshop) -> Furnished:
    """What stands beside the text of each page, laid out in batches."""
    named = (*render.front_entries(book, layout), *render.back_entries(book, layout))
    beside = pagemap.furniture(pages, book, layout.sheet, named)
    rendered = render.furniture(
        book, layout, *(beside[start : start + BATCH] for start in range(0, len(beside), BATCH))
    )
    parts = list(all_laid_out(shop, rendered.pages, rendered.resources))
    said = (*rendered.messages, *(message for part in parts for message in part.fragment.messages))
    return Furnished(tuple(part.drawings() for part in parts), tuple(dict.fromkeys(said)))


def one(rendered: Rendered, store: Store) -> Fragment:
    """The single page of `rendered`, laid out."""
    return laid_out(store, rendered.pages[0], rendered.resources)
