"""Front and back matter in print: laid out when the pages of the chapters are known, since both name them, and each other's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from compiler import render
from compiler.keeping import laid_out
from compiler.messages import Message
from compiler.model.back_parts import reaches_front
from compiler.model.book import Book
from compiler.model.outline import outline
from compiler.model.pages import Fragment, PageMap, Rendered
from compiler.printing import pagemap
from compiler.store import NO_STORE, Store
from compiler.words import Numerals


class Matter(NamedTuple):
    """What stands around the chapters, the page map of all, and what is to be said of them."""

    front: Fragment
    back: Fragment
    pages: PageMap
    messages: tuple[Message, ...]


class Back(NamedTuple):
    """The back matter, the page map of the chapters and it, and what is to be said of it."""

    fragment: Fragment
    pages: PageMap
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """The book in a layout, the chapters as they were laid out, and where results are kept."""

    book: Book
    layout: render.Layout
    body: tuple[Fragment, ...]
    store: Store = NO_STORE

    def back(self, front: Fragment | None = None) -> Back:
        """The back matter with the folios of the chapters; a place in the front matter has none as long as that is not laid out."""
        rendered = render.back(self.book, self.layout, self.number(front, self.body))
        fragment = one(rendered, self.store)
        pages = self.number(front, (*self.body, fragment))
        return Back(fragment, pages, (*rendered.messages, *fragment.messages))

    def matter(self) -> Matter:
        """Front and back matter. The contents name the pages of the back matter, and its list of figures and index may name pages of
        the front matter: then that is laid out before as well, since the length of the contents moves nothing that stands before them.
        """
        draft = self._front(self.number(None, self.body))[0] if reaches_front(self.book) else None
        back = self.back(draft)
        whole = (*self.body, back.fragment)
        front, said = self._front(self.number(None, whole))
        return Matter(front, back.fragment, self.number(front, whole), (*back.messages, *said))

    def number(self, front: Fragment | None, rest: Sequence[Fragment]) -> PageMap:
        book = self.book
        numerals = Numerals(book.record.language, book.record.numerals)
        return pagemap.number(front, rest, self.layout.sheet, book.direction, numerals)

    def _front(self, pages: PageMap) -> tuple[Fragment, tuple[Message, ...]]:
        rendered = render.front(self.book, self.layout, outline(self.book), pages)
        front = one(rendered, self.store)
        return front, (*rendered.messages, *front.messages)


def one(rendered: Rendered, store: Store) -> Fragment:
    """The single page of `rendered`, laid out."""
    return laid_out(store, rendered.pages[0], rendered.resources)
